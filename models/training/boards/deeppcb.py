"""Real pairs to measure with: the folder's labels.json says which. None of it is ever learnt from."""

import json
from pathlib import Path

import numpy as np
from PIL import Image

from boards.network import CLASSES

DEV_BOARDS = ("group44000", "group92000")
"""Looked at while developing; chosen by name before any result was seen. The other five are measured at the end."""


def read_pairs(folder: Path, dev: bool, skip_corrupt: bool = False, log=print):
    """-> names, pairs uint8 [H, W, 2] with copper bright, boxes [n, 5] each. A picture that cannot be read is named
    and ends it, or is counted and skipped when told to."""
    labels = json.loads((folder / "labels.json").read_text())
    names, pairs, boxes, corrupt = [], [], [], []
    for item in labels["items"]:
        if (item["board"] in DEV_BOARDS) != dev:
            continue
        try:
            pair = np.stack([read_inverted(folder / item[side]) for side in ("template", "test")], 2)
        except (OSError, ValueError) as cause:
            corrupt.append(f"{item['test']}: {cause}")
            continue
        names.append(item["id"])
        pairs.append(pair)
        boxes.append(np.array([[*b[:4], CLASSES.index(b[4])] for b in item["boxes"]], np.float32).reshape(-1, 5))
    if corrupt and not skip_corrupt:
        raise ValueError(f"{len(corrupt)} pictures cannot be read (--skip-corrupt leaves them out): {'; '.join(corrupt)}")
    if corrupt:
        log(f"left out {len(corrupt)} pictures: {'; '.join(corrupt)}")
    return names, pairs, boxes


def read_inverted(file: Path) -> np.ndarray:
    """DeepPCB has copper dark."""
    with Image.open(file) as picture:
        return 255 - np.asarray(picture.convert("L"))
