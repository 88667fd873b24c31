"""Live pictures that are no board: they must be flagged as unknown, whatever the golden picture shows."""

from pathlib import Path

import numpy as np
from PIL import Image

from kit import unknown


def stranger_pairs(golden: np.ndarray, seed: int) -> dict:
    """name -> uint8 [H, W, 2]: the golden picture beside a covered lens, noise and the like."""
    height, width = golden.shape
    made = unknown.strangers((height, width, 1), seed)
    return {name: np.stack([golden, picture[..., 0]], 2) for name, picture in made.items()}


def photographs(golden: np.ndarray, folder: Path, count: int) -> dict:
    """Photographs of another part, in grey, cut to the size of the golden picture; `folder`: any with pictures."""
    height, width = golden.shape
    files = sorted(file for kind in ("*.jpg", "*.png") for file in folder.rglob(kind))
    chosen = files[:: max(1, len(files) // count)][:count]
    return {file.stem: np.stack([golden, fitted(Image.open(file).convert("L"), width, height)], 2) for file in chosen}


def fitted(picture: Image.Image, width: int, height: int) -> np.ndarray:
    """Enlarged where it is too small, then its middle."""
    scale = max(1.0, width / picture.width, height / picture.height)
    picture = picture.resize((round(picture.width * scale), round(picture.height * scale)), Image.BILINEAR)
    left, top = (picture.width - width) // 2, (picture.height - height) // 2
    return np.asarray(picture.crop((left, top, left + width, top + height)))
