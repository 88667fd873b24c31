"""Labelled photographs and how they are split: by place, never by picture.

Photographs of one place are a time series of one spot; a neighbour in time on the other side of a
split would give the answer away.
"""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from PIL import Image


@dataclass(frozen=True)
class Photo:
    """One item of labels.json: `polygons` is a tuple of tuples of (x, y) in pixels of the file."""

    file: Path
    place: str
    width: int
    height: int
    polygons: tuple

    @property
    def name(self) -> str:
        return self.file.name

    @property
    def defective(self) -> bool:
        return bool(self.polygons)


def read_labels(folder: Path) -> list:
    """labels.json (format: see models/README.md) -> photographs in file-name order."""
    items = json.loads((folder / "labels.json").read_text())["items"]
    photos = [Photo(folder / item["image"], item["place"], item["width"], item["height"],
                    tuple(tuple(map(tuple, p["points"])) for p in item["polygons"])) for item in items]
    return sorted(photos, key=lambda photo: photo.name)


def without_corrupt(photos, skip: bool, log=print) -> list:
    """Refuses, naming them all, photographs that cannot be read or have another size than labels.json says; with
    `skip` leaves them out, named and counted."""
    faults = {photo: fault for photo in photos if (fault := fault_of(photo))}
    if faults:
        named = "; ".join(f"{photo.name}: {fault}" for photo, fault in faults.items())
        if not skip:
            raise ValueError(f"{len(faults)} of {len(photos)} photographs cannot be used ({named}); "
                             "mend them, or leave them out with --skip-corrupt")
        log(f"left out {len(faults)} of {len(photos)} photographs: {named}")
    return [photo for photo in photos if photo not in faults]


def fault_of(photo: Photo):
    try:
        with Image.open(photo.file) as picture:
            picture.load()
            size = picture.size
    except (OSError, SyntaxError) as error:
        return str(error).replace(str(photo.file), photo.name)
    if size != (photo.width, photo.height):
        return f"{size[0]}x{size[1]}, labels.json says {photo.width}x{photo.height}"
    return None


@dataclass(frozen=True)
class Split:
    """Three groups of places: learn on one, fit probabilities and limits on the next, show and
    measure on the last."""

    train: tuple
    calibration: tuple
    unseen: tuple

    def __post_init__(self):
        groups = [("train", self.train), ("calibration", self.calibration), ("unseen", self.unseen)]
        for i, (name, places) in enumerate(groups):
            for other, others in groups[i + 1:]:
                shared = sorted(set(places) & set(others))
                if shared:
                    raise ValueError(f"places on both sides, {name} and {other}: {', '.join(shared)}")

    def pick(self, photos, group: str) -> list:
        """Photographs of one group; every place of it must exist."""
        wanted = set(getattr(self, group))
        missing = wanted - {photo.place for photo in photos}
        if missing:
            raise ValueError(f"no photographs of: {', '.join(sorted(missing))}")
        chosen = [photo for photo in photos if photo.place in wanted]
        kinds = Counter(photo.defective for photo in chosen)
        if wanted and len(kinds) < 2:
            raise ValueError(f"{group}: only {'pitted' if kinds[True] else 'clean'} photographs; a class is empty")
        return chosen


def without_onset(photos, count: int) -> list:
    """Good photographs without the last `count` of each place: labellers disagree about when a pit
    becomes visible, and the shots just before the first label often show it."""
    kept = []
    for place in sorted({photo.place for photo in photos}):
        good = [p for p in photos if p.place == place and not p.defective]
        kept += good[:max(0, len(good) - count)]
    return kept
