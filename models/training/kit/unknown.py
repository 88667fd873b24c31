"""Is this a part that the model knows at all? Distance of pooled features from the training parts.

Features are means over the picture of an early stage, before anything is decided: of the surface
model's stride-8 stage worn parts stay near clean ones and printed circuit boards are far. The layer before the last one put a
badly worn spindle as far away as a board.
"""

from pathlib import Path

import numpy as np
from PIL import Image

STD_FLOOR = 0.25
"""Share of the mean deviation below which a channel's own is not believed: dead channels would
otherwise turn a flicker into a huge distance."""


def fit(features):
    """Features [n, F] of training parts, clean and pitted -> mean [F], floored std [F]."""
    std = features.std(0)
    return features.mean(0), np.maximum(std, STD_FLOOR * std.mean())


def distance(features, mean, std):
    """[n, F] -> [n]: root of the mean squared standardised deviation."""
    return np.sqrt((((features - mean) / std) ** 2).mean(1))


def strangers(shape, seed: int) -> dict:
    """uint8 pictures of `shape` [H, W, C] that no part gives: a covered lens, a blinded camera, plain grey, noise of three kinds."""
    rng = np.random.default_rng(seed)
    plain = {name: np.full(shape, level, np.uint8) for name, level in
             (("covered lens", 0), ("blinded", 255), ("plain grey", 128))}
    dark = rng.normal(4, 3, shape).clip(0, 255).astype(np.uint8)
    faint = rng.normal(128, 25, shape).clip(0, 255).astype(np.uint8)
    return {**plain, "covered lens, noisy": dark, "grey, noisy": faint,
            "noise": rng.integers(0, 256, shape, dtype=np.uint8)}


FOREIGN = 60


def foreign_frames(folder: Path, height: int, width: int, pad: int):
    """Up to FOREIGN pictures found under `folder`, evenly chosen, laid in the middle of a colour frame."""
    files = sorted(f for f in folder.rglob("*") if f.suffix.lower() in (".png", ".jpg", ".jpeg"))
    if not files:
        raise ValueError(f"no pictures under {folder}")
    for i in range(min(FOREIGN, len(files))):
        frame = Image.new("RGB", (width, height), (pad,) * 3)
        picture = Image.open(files[i * len(files) // min(FOREIGN, len(files))]).convert("RGB")
        frame.paste(picture, ((width - picture.width) // 2, (height - picture.height) // 2))
        yield np.asarray(frame)


def limit_between(known, unknown) -> float:
    """Half way, by ratio, from the strangest known part to the most familiar made-up stranger. (Three quarters of the
    way let one of sixty photographs of another data set through.)"""
    if known.max() >= unknown.min():
        raise ValueError(f"known parts reach {known.max():.2f}, strangers begin at {unknown.min():.2f}")
    return float((known.max() * unknown.min()) ** 0.5)
