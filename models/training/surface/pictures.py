"""Writes the golden and demo folders: unseen photographs with their labels, licence and credit."""

import json
import shutil
from pathlib import Path

from surface.frames import CAMERA_WIDTH, camera_picture

CAMERA_SIZE = (1130, 460)
DEMO_PITTED = 16
GOLDEN_GOOD = 75


def is_camera_frame(photo) -> bool:
    return (photo.width, photo.height) == CAMERA_SIZE


def golden_and_demo(unseen):
    """Disjoint. Demo takes camera frames only, spread over places and time; golden all the rest."""
    pitted = in_time([p for p in unseen if p.defective and is_camera_frame(p)])
    good = in_time([p for p in unseen if not p.defective])
    demo = spread(pitted, DEMO_PITTED) + spread(good, len(good) - GOLDEN_GOOD)
    chosen = {photo.name for photo in demo}
    return [p for p in unseen if p.name not in chosen], sorted(demo, key=lambda p: p.name)


def in_time(photos):
    return sorted(photos, key=lambda photo: (photo.place, photo.name))


def spread(photos, count):
    return [photos[(2 * i + 1) * len(photos) // (2 * count)] for i in range(count)]


def write_pictures(photos, folder: Path, classes) -> None:
    """Camera-wide photographs are copied byte for byte; others are resized to camera width once,
    here, so that the station only has to centre them."""
    folder.mkdir(parents=True)
    items = []
    for photo in photos:
        picture, polygons = camera_picture(photo)
        if photo.width == CAMERA_WIDTH:
            shutil.copyfile(photo.file, folder / photo.name)
        else:
            picture.save(folder / photo.name, quality=95, subsampling=0)
        items.append({"image": photo.name, "place": photo.place, "width": picture.width, "height": picture.height,
                      "polygons": [{"label": classes[0], "points": [[round(x, 1), round(y, 1)] for x, y in polygon]}
                                   for polygon in polygons]})
    labels = json.dumps({"classes": classes, "items": items}, separators=(",", ":"))
    (folder / "labels.json").write_text(labels + "\n")
