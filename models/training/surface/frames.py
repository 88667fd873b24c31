"""From photograph to frame: the one geometry that station, training and evaluation share.

A camera frame is 1130x460 and is only centred. Photographs of other widths are first resized to
1130, keeping their aspect, so that a pixel covers about the same piece of steel.
"""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from surface.network import INPUT_ZERO

CAMERA_WIDTH = 1130
FRAME_HEIGHT, FRAME_WIDTH = 464, 1136


@dataclass
class Frame:
    """A photograph as the network sees it.

    image: uint8 [464, 1136, 3] RGB. defects: uint8 [464, 1136], 0 = good, i = inside polygon i.
    boxes: (x0, y0, x1, y1) of each polygon in frame pixels.
    """

    name: str
    place: str
    image: np.ndarray
    defects: np.ndarray
    boxes: list

    @property
    def defective(self) -> bool:
        return bool(self.boxes)


def camera_picture(photo) -> tuple:
    """Photo -> (RGB picture 1130 wide, polygons scaled with it)."""
    picture = Image.open(photo.file).convert("RGB")
    scale = CAMERA_WIDTH / picture.width
    if scale != 1:
        picture = picture.resize((CAMERA_WIDTH, round(picture.height * scale)), Image.LANCZOS)
    return picture, [[(x * scale, y * scale) for x, y in polygon] for polygon in photo.polygons]


def offset(target: int, size: int) -> int:
    """Where a line of `size` pixels starts in one of `target`; negative: it is cropped."""
    return (target - size) // 2


def centre(pixels: np.ndarray, fill: int) -> np.ndarray:
    """[h, w, ...] -> [464, 1136, ...]: pads with `fill` or crops, the same on both sides."""
    height, width = pixels.shape[:2]
    top, left = offset(FRAME_HEIGHT, height), offset(FRAME_WIDTH, width)
    out = np.full((FRAME_HEIGHT, FRAME_WIDTH) + pixels.shape[2:], fill, np.uint8)
    out[max(0, top):top + height, max(0, left):left + width] = \
        pixels[max(0, -top):FRAME_HEIGHT - top, max(0, -left):FRAME_WIDTH - left]
    return out


def load_frame(photo) -> Frame:
    picture, polygons = camera_picture(photo)
    marks = Image.new("L", picture.size, 0)
    pen = ImageDraw.Draw(marks)
    for i, polygon in enumerate(polygons):
        pen.polygon(polygon, fill=i + 1, outline=i + 1)
    dx, dy = offset(FRAME_WIDTH, picture.width), offset(FRAME_HEIGHT, picture.height)
    boxes = []
    for polygon in polygons:
        corners = np.array(polygon) + (dx, dy)
        boxes.append((*corners.min(0), *corners.max(0)))
    return Frame(photo.name, photo.place, centre(np.asarray(picture), INPUT_ZERO),
                 centre(np.asarray(marks), 0), boxes)
