"""The recipe's inspection zone for this product: a band round the balls' track.

Fitted on the pits of the training places alone, in pixels of the 1130x460 camera frame. A fixed
fixture makes it legitimate; it says nothing of telling pits from other dark marks elsewhere.
"""

from itertools import combinations

import numpy as np
from PIL import Image, ImageDraw

from surface.frames import CAMERA_WIDTH, FRAME_HEIGHT, FRAME_WIDTH, offset
from surface.network import CELL
from surface.pictures import CAMERA_SIZE, is_camera_frame

MARGIN = 12
"""Beyond the outermost training pit's middle, in pixels: half a small pit and half a cell."""
CELLS = FRAME_HEIGHT // CELL, FRAME_WIDTH // CELL


def fit_zone(photos):
    """Training photographs -> polygon [(x, y)] * 4. The line is Theil's (1950): the median of all slopes."""
    middles = np.array([np.mean([np.min(polygon, 0), np.max(polygon, 0)], 0)
                        for photo in photos if is_camera_frame(photo) for polygon in photo.polygons])
    if len(middles) < 10:
        raise ValueError(f"{len(middles)} pits are too few to fit a zone")
    slope = np.median([(b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(middles, 2) if abs(b[0] - a[0]) > 50])
    offsets = middles[:, 1] - slope * middles[:, 0]
    middle = np.median(offsets)
    half = np.abs(offsets - middle).max() + MARGIN
    left, right = middles[:, 0].min() - 4 * MARGIN, middles[:, 0].max() + 4 * MARGIN
    left, right = max(0.0, left), min(float(CAMERA_WIDTH), right)
    corners = [(left, -half), (right, -half), (right, half), (left, half)]
    return [(round(float(x), 1), round(float(slope * x + middle + y), 1)) for x, y in corners]


def zone_cells(polygon) -> np.ndarray:
    """Cells that touch the zone, as the station counts them: bool [58, 142]."""
    width, height = CAMERA_SIZE
    dx, dy = offset(FRAME_WIDTH, width), offset(FRAME_HEIGHT, height)
    plane = Image.new("1", (FRAME_WIDTH, FRAME_HEIGHT))
    ImageDraw.Draw(plane).polygon([(x + dx, y + dy) for x, y in polygon], fill=1)
    return np.asarray(plane).reshape(CELLS[0], CELL, CELLS[1], CELL).any((1, 3))
