"""Damages a board: strokes across copper or gaps, at edges and inside, each named and boxed.

Opens and shorts go from an edge to the next edge, found by casting rays; mousebites and spurs go part of the way,
nearly half of them far (near-cuts are where networks and people disagree); the rest lies at edges or inside.
"""

import math
from dataclasses import dataclass

import numpy as np
from PIL import Image
from scipy import ndimage

from boards.chance import Chance
from boards.naming import COPPER, EIGHT, MOUSEBITE, OPEN, PIN_HOLE, SHORT, SPUR, name_change
from boards.strokes import blob, brush, comb, curve

MARGIN = 10
"""Boxes reach this many pixels beyond the stroke, as people label DeepPCB."""
HIDDEN = 4
"""At most this much of the invisible part of a stroke counts for the box."""
WINDOW = 6
APART = 8
RAYS = 10
FARTHEST = 130


@dataclass(frozen=True)
class Edges:
    """Where a board's copper begins: smoothed copper [s, s], pixels of edges, insides and outsides."""

    copper: np.ndarray
    soft: np.ndarray
    x: np.ndarray
    y: np.ndarray
    inside: np.ndarray
    outside: np.ndarray

    @staticmethod
    def of(copper: np.ndarray) -> "Edges":
        soft, side = ndimage.uniform_filter(copper.astype(np.float32), 7), len(copper)
        y, x = np.nonzero((soft > 0.25) & (soft < 0.75))
        kept = (x > 6) & (x < side - 7) & (y > 6) & (y < side - 7)
        return Edges(copper, soft, x[kept], y[kept], np.nonzero((soft > 0.999).ravel())[0],
                     np.nonzero((soft < 0.001).ravel())[0])

    def some(self, chance: Chance):
        """RAYS edge pixels and the unit vectors into the copper: x, y, dx, dy."""
        chosen = chance.rng.integers(0, len(self.x), RAYS)
        x, y = self.x[chosen], self.y[chosen]
        dx = self.soft[y, x + 3] - self.soft[y, x - 3]
        dy = self.soft[y + 3, x] - self.soft[y - 3, x]
        length = np.hypot(dx, dy) + 1e-6
        return x.astype(float), y.astype(float), dx / length, dy / length


class Damage:
    """Adds up to `count` defects to one board."""

    def __init__(self, chance: Chance, copper: np.ndarray):
        self.chance, self.side = chance, len(copper)
        self.copper, self.damaged = copper, copper.copy()
        self.edges = Edges.of(copper)
        self.taken, self.boxes = [], []

    def inflict(self, count: int):
        """-> damaged copper, list of (x0, y0, x1, y1, class)."""
        tries = 0
        while len(self.boxes) < count and tries < count * 3:
            tries += 1
            wanted = self.chance.whole(0, 6)
            mark = self.inner_mark(wanted) if wanted in (PIN_HOLE, COPPER) else self.edge_mark(wanted)
            if mark is not None:
                self.leave(*mark, adds=wanted in (SHORT, SPUR, COPPER))
        return self.damaged, self.boxes

    def inner_mark(self, wanted: int):
        places = self.edges.inside if wanted == PIN_HOLE else self.edges.outside
        if len(places) < 50:
            return None
        place = places[self.chance.whole(0, len(places))]
        return blob(self.chance, self.side, (place % self.side, place // self.side)), False

    def edge_mark(self, wanted: int):
        if len(self.edges.x) < 50:
            return None
        spots = self.edges.some(self.chance)
        sign = 1 if wanted in (OPEN, MOUSEBITE) else -1
        partly = wanted in (MOUSEBITE, SPUR) and self.chance.happens(0.45)
        if wanted in (OPEN, SHORT) or partly:
            return self.crossing(spots, sign, partly)
        return self.nibble(spots, sign), False

    def crossing(self, spots, sign: int, partly: bool):
        """A stroke from an edge to the next one, or 45 to 100 % of that way."""
        chance = self.chance
        x, y, dx, dy = self.turned(spots, sign)
        width, inside = self.cast(x, y, dx, dy, sign)
        if not inside.any():
            return None
        likely = inside / (width + 8.0) ** chance.uniform(0.3, 1.2)
        k = chance.rng.choice(RAYS, p=likely / likely.sum())
        before, after = chance.log_uniform(0.5, 8), chance.log_uniform(0.5, 8)
        far = [np.clip(v[k] + d[k] * width[k], -99, self.side + 99) for v, d in ((x, dx), (y, dy))]
        start = np.array([x[k] - dx[k] * before, y[k] - dy[k] * before])
        end = np.array([far[0] + dx[k] * after, far[1] + dy[k] * after])
        if partly:
            end = start + (end - start) * chance.uniform(0.45, 1.0)
        if width[k] < 40:
            radius = chance.log_uniform(1, 4.5) if chance.happens(0.75) else chance.uniform(4, 10)
        else:
            radius = chance.log_uniform(1.2, 9) if chance.happens(0.85) else chance.uniform(8, 16)
        points = curve(chance, start, end, chance.normal(0.15))
        mark = brush(chance, self.side, points, radius, chance.uniform(0, 0.5))
        if chance.happens(0.12):
            points = curve(chance, start + chance.normal(4, 2), end + chance.normal(4, 2), chance.normal(0.1))
            second = brush(chance, self.side, points, chance.log_uniform(1, 2.5))
            mark = Image.fromarray(np.asarray(mark) | np.asarray(second))
        return mark, chance.happens(0.15) and not partly

    def turned(self, spots, sign: int):
        x, y, dx, dy = spots
        angle = self.chance.normal(0.35, RAYS)
        return (x, y, sign * (dx * np.cos(angle) - dy * np.sin(angle)), sign * (dx * np.sin(angle) + dy * np.cos(angle)))

    def cast(self, x, y, dx, dy, sign: int):
        """How far each ray goes until the copper (or the gap) ends, and whether that is inside the picture."""
        reach, last = np.arange(3, FARTHEST), self.side - 1
        columns = np.clip(np.rint(x[:, None] + dx[:, None] * reach), 0, last).astype(int)
        rows = np.clip(np.rint(y[:, None] + dy[:, None] * reach), 0, last).astype(int)
        ended = self.copper[rows, columns] != (sign > 0)
        width = np.where(ended.any(1), ended.argmax(1) + 3, 999)
        ex, ey = (np.clip(v + d * width, -99, self.side + 99) for v, d in ((x, dx), (y, dy)))
        return width, ended.any(1) & (ex > 3) & (ex < self.side - 4) & (ey > 3) & (ey < self.side - 4)

    def nibble(self, spots, sign: int) -> Image.Image:
        """A mark at an edge: a blob, a comb, a stroke inwards, or a long shallow one along the edge."""
        chance = self.chance
        x, y, dx, dy = (v[0] for v in spots)
        if chance.happens(0.45):
            depth = chance.uniform(-2, 4) * sign
            return blob(chance, self.side, (x + dx * depth, y + dy * depth))
        if chance.happens(0.07):
            points = comb(chance, (x, y), (-dy, dx), (sign * dx, sign * dy), chance.log_uniform(15, 110))
            return brush(chance, self.side, points, chance.log_uniform(0.8, 2.2))
        length, angle = chance.log_uniform(3, 24), chance.normal(0.7)
        if chance.happens(0.2):
            length, angle = chance.uniform(8, 90), chance.one_of([-1.5, 1.5]) + chance.normal(0.06)
        ax = sign * (dx * math.cos(angle) - dy * math.sin(angle))
        ay = sign * (dx * math.sin(angle) + dy * math.cos(angle))
        before = chance.uniform(0, 4)
        points = curve(chance, (x - ax * before, y - ay * before), (x + ax * length, y + ay * length), chance.normal(0.25))
        if chance.happens(0.2):
            angle = chance.uniform(0, 6.28)
            hook = np.array([math.cos(angle), math.sin(angle)]) * chance.uniform(3, 10)
            points = np.r_[points, [points[-1] + hook]]
        return brush(chance, self.side, points, chance.log_uniform(1, 4.5), 0.4)

    def leave(self, mark: Image.Image, sprayed: bool, adds: bool) -> None:
        """Puts a mark on the board if it fits there and has a name."""
        extent = mark.getbbox()
        if extent is None or not self.has_room(extent):
            return
        x0, y0, x1, y1 = (max(0, extent[0] - WINDOW), max(0, extent[1] - WINDOW), min(self.side, extent[2] + WINDOW),
                          min(self.side, extent[3] + WINDOW))
        window = np.s_[y0:y1, x0:x1]
        drawn, copper = np.asarray(mark)[window], self.copper[window]
        kind = name_change(drawn, copper, adds)
        if kind is None or not self.clear_cut(kind, drawn, copper, adds):
            return
        change = drawn & (~copper if adds else copper)
        if sprayed:
            share = self.chance.uniform(0.5, 0.8)
            change = change & (self.chance.rng.random(change.shape) < share)
            if change.sum() < 20:
                return
        self.damaged[window] = self.damaged[window] | change if adds else self.damaged[window] & ~change
        self.taken.append(extent)
        self.boxes.append((*labelled_box(change, (x0, y0), extent), kind))

    def has_room(self, extent) -> bool:
        x0, y0, x1, y1 = extent
        if x0 < 2 or y0 < 2 or x1 > self.side - 2 or y1 > self.side - 2:
            return False
        return not any(x0 - APART < t[2] and x1 + APART > t[0] and y0 - APART < t[3] and y1 + APART > t[1]
                       for t in self.taken)

    def clear_cut(self, kind, drawn, copper, adds) -> bool:
        """A third of the marks must keep their name when one pixel wider; more would leave no near-cuts to learn."""
        if not self.chance.happens(0.35):
            return True
        return name_change(ndimage.binary_dilation(drawn, EIGHT), copper, adds) == kind


def labelled_box(change, origin, extent):
    """The visible part, with at most HIDDEN pixels of the rest of the stroke, and MARGIN round it."""
    rows, columns = np.nonzero(change)
    x0, y0 = columns.min() + origin[0], rows.min() + origin[1]
    x1, y1 = columns.max() + origin[0] + 1, rows.max() + origin[1] + 1
    return (max(x0 - HIDDEN, extent[0]) - MARGIN, max(y0 - HIDDEN, extent[1]) - MARGIN,
            min(x1 + HIDDEN, extent[2]) + MARGIN, min(y1 + HIDDEN, extent[3]) + MARGIN)
