"""Rendered pairs to calibrate and measure with, 640 x 640, kept on disk: drawing them takes minutes."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from boards.network import CLASSES
from boards.render import Renderer

SIDE = 640
CHUNK = 25


@dataclass(frozen=True)
class Group:
    """`count` pairs of one seed. `defects`: None as in training, 0 for good boards."""

    name: str
    seed: int
    count: int
    grey: bool
    defects: object = None


CALIBRATION = (Group("calibration-two-level", 1001, 200, False), Group("calibration-grey", 1002, 200, True),
               Group("calibration-two-level-good", 1003, 200, False, 0), Group("calibration-grey-good", 1004, 150, True, 0))
"""Probabilities, limits, drift and unknown parts come from these."""
TEST = (Group("test-two-level", 2001, 125, False), Group("test-grey", 2002, 125, True),
        Group("test-two-level-good", 2003, 100, False, 0), Group("test-grey-good", 2004, 100, True, 0))
"""Measured only: they decide nothing."""
GOLDEN = (Group("golden-two-level", 3001, 16, False), Group("golden-grey", 3002, 16, True),
          Group("golden-two-level-good", 3003, 8, False, 0), Group("golden-grey-good", 3004, 8, True, 0))
"""Of the grey ones, those that make the smallest files ship."""


def check_apart(train_seed: int, *groups: Group) -> None:
    """A board is (seed, index): no seed may be on two sides, or boards that were learnt would be measured."""
    seeds = [train_seed, *(group.seed for group in groups)]
    twice = sorted({seed for seed in seeds if seeds.count(seed) > 1})
    if twice:
        names = [group.name for group in groups if group.seed in twice]
        raise ValueError(f"boards of seed {twice[0]} are on two sides: {', '.join(names)}"
                         + (" and training" if train_seed in twice else ""))


def check_filled(boxes, names=CLASSES) -> None:
    """Every class needs defects, or its probabilities and limits would be made up."""
    counts = np.bincount(np.concatenate([b[:, 4] for b in boxes]).astype(int), minlength=len(names))
    empty = [name for name, count in zip(names, counts) if count == 0]
    if empty:
        raise ValueError(f"no defect of class {', '.join(empty)} in {len(boxes)} pairs: nothing can be said about it")


def pairs_of(group: Group, folder: Path, side: int = SIDE):
    """-> list of (pair uint8 [side, side, 2], boxes [n, 5]); draws what is not in `folder` yet."""
    found, renderer = [], None
    folder.mkdir(parents=True, exist_ok=True)
    for first in range(0, group.count, CHUNK):
        file = folder / f"{group.name}-{group.seed}-{side}-{first}.npy"
        if not file.exists():
            renderer = renderer or Renderer(group.seed, side)
            draw_chunk(renderer, group, range(first, min(first + CHUNK, group.count)), file)
        boxes = json.loads(file.with_suffix(".json").read_text())
        found += zip(np.load(file, mmap_mode="r"), (np.array(b, np.float32).reshape(-1, 5) for b in boxes))
    return found


def draw_chunk(renderer: Renderer, group: Group, indices, file: Path) -> None:
    drawn = [renderer.pair(index, group.grey, group.defects) for index in indices]
    file.with_suffix(".json").write_text(json.dumps([pair.boxes.tolist() for pair in drawn]))
    part = file.with_suffix(".part.npy")
    np.save(part, np.stack([pair.stacked for pair in drawn]))
    part.replace(file)


if __name__ == "__main__":
    for group in (*CALIBRATION, *TEST, *GOLDEN):
        print(group.name, len(pairs_of(group, Path(".build/training/boards"))), flush=True)
