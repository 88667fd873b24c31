"""Writes the bundle's own pairs as PNG, in the board format of labels.json."""

import json
import shutil
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from boards.network import CLASSES

GREY_DEFECTIVE, GREY_GOOD = 8, 4


def png(picture: np.ndarray) -> bytes:
    stream = BytesIO()
    Image.fromarray(np.ascontiguousarray(picture)).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def smallest(pairs, count: int):
    """Those whose files are smallest: noise does not compress. They are the quieter pictures; cards say so."""
    order = sorted(pairs, key=lambda one: len(png(one[0][..., 0])) + len(png(one[0][..., 1])))
    return order[:count]


def choose(groups: dict):
    """Group name -> list of (pair, boxes); -> (id, pair, boxes) of what ships."""
    chosen = []
    for name, pairs in groups.items():
        if "grey" in name:
            pairs = smallest(pairs, GREY_GOOD if "good" in name else GREY_DEFECTIVE)
        chosen += [(f"{name.removeprefix('golden-')}-{i:02d}", pair, boxes) for i, (pair, boxes) in enumerate(pairs)]
    return chosen


def write(chosen, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    items = []
    for name, pair, boxes in chosen:
        files = [f"{name}_temp.png", f"{name}_test.png"]
        for channel, file in enumerate(files):
            (folder / file).write_bytes(png(pair[..., channel]))
        items.append({"id": name, "board": name, "test": files[1], "template": files[0], "boxes": clipped(boxes, len(pair))})
    labels = {"width": len(chosen[0][1]), "height": len(chosen[0][1]), "copper": "bright", "classes": list(CLASSES),
              "items": items}
    (folder / "labels.json").write_text(json.dumps(labels, indent=1) + "\n")


def clipped(boxes, side: int):
    """Boxes as labels.json has them: whole pixels inside the picture, the class by name."""
    return [[*(int(min(max(round(float(v)), 0), side)) for v in box[:4]), CLASSES[int(box[4])]] for box in boxes]
