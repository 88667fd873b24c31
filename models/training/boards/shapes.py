"""What a board is made of, and how it is drawn. Coordinates are pixels; a group of shapes moves as one."""

from dataclasses import dataclass
from typing import Tuple

import numpy as np
from PIL import Image, ImageDraw

CLEARANCE, TRACK, PAD, HOLE = range(4)
"""What a shape is; later shapes cover earlier ones."""
COPPER = (0, 255, 255, 0)
"""Palettes: the value of each kind of shape, None leaves it out. Copper is tracks and pads."""
PADS = (0, None, 255, 0)
HOLES = (0, 0, 0, 255)


@dataclass(frozen=True)
class Line:
    points: np.ndarray
    width: float
    kind: int

    def draw(self, pen: ImageDraw.ImageDraw, at, wider: float, value: int) -> None:
        width = max(3, self.width + wider)
        points = [(float(x + at[0]), float(y + at[1])) for x, y in self.points]
        pen.line(points, fill=value, width=int(round(width)))
        half = width / 2 - 0.5
        for x, y in points:
            pen.ellipse((x - half, y - half, x + half, y + half), fill=value)


@dataclass(frozen=True)
class Ellipse:
    x: float
    y: float
    rx: float
    ry: float
    kind: int

    def draw(self, pen, at, wider, value):
        x, y, rx, ry = self.x + at[0], self.y + at[1], max(1, self.rx + wider / 2), max(1, self.ry + wider / 2)
        pen.ellipse((x - rx, y - ry, x + rx, y + ry), fill=value)


@dataclass(frozen=True)
class Rectangle:
    x0: float
    y0: float
    x1: float
    y1: float
    kind: int

    def draw(self, pen, at, wider, value):
        half = wider / 2
        if self.x1 + half > self.x0 - half and self.y1 + half > self.y0 - half:
            pen.rectangle((self.x0 + at[0] - half, self.y0 + at[1] - half, self.x1 + at[0] + half, self.y1 + at[1] + half),
                          fill=value)


@dataclass(frozen=True)
class Polygon:
    points: Tuple
    kind: int

    def draw(self, pen, at, wider, value):
        pen.polygon([(x + at[0], y + at[1]) for x, y in self.points], fill=value)


@dataclass(frozen=True)
class Arc:
    x: float
    y: float
    radius: float
    start: float
    end: float
    width: float
    kind: int

    def draw(self, pen, at, wider, value):
        x, y, width = self.x + at[0], self.y + at[1], max(3, self.width + wider)
        outer = self.radius + width / 2
        pen.arc((x - outer, y - outer, x + outer, y + outer), self.start, self.end, fill=value, width=int(round(width)))


def chamfered(x0, y0, x1, y1, cuts, kind: int) -> Polygon:
    """A rectangle whose four corners are cut off by `cuts` pixels, from the top left clockwise."""
    a, b, c, d = cuts
    return Polygon(((x0 + a, y0), (x1 - b, y0), (x1, y0 + b), (x1, y1 - c), (x1 - c, y1), (x0 + d, y1), (x0, y1 - d),
                    (x0, y0 + a)), kind)


def draw(groups, offsets, wider: float, side: int, palette=COPPER) -> Image.Image:
    """Groups of shapes, each moved by its offset, copper `wider` by that many pixels and the rest narrower."""
    picture = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(picture)
    for group, offset in zip(groups, offsets):
        for shape in group:
            if palette[shape.kind] is not None:
                copper = shape.kind in (TRACK, PAD)
                shape.draw(pen, offset, wider if copper else -wider, palette[shape.kind])
    return picture
