"""Invents boards: buses of tracks, grids of pads with tails, arcs, planes with holes, stepped shapes.

Sizes follow printed circuit boards at about 48 pixels a millimetre: tracks of 5 to 80 pixels, pads to 130.
Numbers drawn in another order are another board: the order of calls here is part of the seed.
"""

import math

import numpy as np

from boards.chance import Chance
from boards.shapes import CLEARANCE, HOLE, PAD, TRACK, Arc, Ellipse, Line, Rectangle, chamfered

QUARTER = 320
"""A board of this side gets one helping of objects, one of twice the side gets four."""
TURNS = (45, -45, 45, -45, 90, -90)


def invent(chance: Chance, side: int):
    """-> groups of shapes on a board of side x side pixels, in drawing order."""
    groups = []
    for _ in range((side // QUARTER) ** 2):
        groups += Layout(chance, side).objects()
    if chance.happens(0.3):
        return [[shape] for group in groups for shape in group]
    return groups


class Layout:
    """One helping of objects that share a typical track width."""

    def __init__(self, chance: Chance, side: int):
        self.chance, self.side = chance, side
        self.width = chance.log_uniform(6, 70)

    def objects(self):
        chance, groups = self.chance, []
        for share in (0.35, 0.15):
            if chance.happens(share):
                groups += self.plane()
        for _ in range(chance.whole(1, 5) if self.width < 25 else chance.whole(1, 4)):
            width = self.width * chance.log_uniform(0.6, 1.6) if chance.happens(0.8) else chance.log_uniform(5, 80)
            groups += self.something(max(5, width))
        return groups

    def something(self, width: float):
        kind = self.chance.rng.random()
        if kind < 0.42:
            return self.bus(width)
        if kind < 0.78:
            return self.grid(width)
        if kind < 0.84:
            return self.arc(width)
        return self.plane() if self.chance.happens(0.3) else self.steps(width)

    def path(self, start, angle: float, pieces: int, shortest: float, longest: float):
        """A line with bends of 45 and 90 degrees -> [pieces + 1, 2]."""
        points = [np.array(start, float)]
        for _ in range(pieces):
            length = self.chance.log_uniform(shortest, longest)
            points.append(points[-1] + length * np.array([math.cos(angle), math.sin(angle)]))
            angle += math.radians(self.chance.one_of(TURNS))
        return np.array(points)

    def bus(self, width: float):
        chance = self.chance
        count = chance.whole(1, 9) if width < 20 else chance.whole(1, 4)
        pitch = width + max(4, width * chance.log_uniform(0.5, 3))
        angle = chance.direction()
        middle = np.array(chance.point(0, self.side))
        start = middle - np.array([math.cos(angle), math.sin(angle)]) * chance.uniform(100, 420)
        shortest = max(60, count * pitch * 1.2)
        spine = self.path(start, angle, chance.whole(1, 6), shortest, shortest * 4)
        moat = chance.uniform(3, 14) if chance.happens(0.6) else 0
        return [self.track(beside(spine, (k - (count - 1) / 2) * pitch), width, moat) for k in range(count)]

    def track(self, points, width: float, moat: float):
        chance = self.chance
        width = width * chance.uniform(0.9, 1.1) if chance.happens(0.8) else width * chance.uniform(0.5, 2)
        group = [Line(points, width + 2 * moat, CLEARANCE)] if moat else []
        group.append(Line(points, width, TRACK))
        if chance.happens(0.35):
            end = points[-1] if chance.happens(0.5) else points[chance.whole(0, len(points))]
            group += self.pad(end, max(width * chance.uniform(1.3, 3), 8))
        return group

    def arc(self, width: float):
        chance = self.chance
        radius = chance.log_uniform(max(15, width), 250)
        x, y = chance.point(0, self.side)
        start = chance.uniform(0, 360)
        return [[Arc(x, y, radius, start, start + chance.one_of([90, 180, 270, 359]), width, TRACK)]]

    def pad(self, centre, size: float, hole=None, form=None):
        """One of six forms, perhaps in a clearance, perhaps with a hole."""
        chance, (x, y) = self.chance, centre
        form = chance.whole(0, 6) if form is None else form
        rx = size / 2
        ry = rx * (chance.uniform(0.6, 1.6) if chance.happens(0.5) else 1.0)
        group = []
        if chance.happens(0.3):
            moat = chance.uniform(3, 12)
            group.append(Ellipse(x, y, rx + moat, ry + moat, CLEARANCE))
        group += self.pad_form(form, x, y, rx, ry)
        hole = chance.happens(0.5) if hole is None else hole
        if hole and size > 12:
            radius = min(rx, ry) * chance.uniform(0.25, 0.8)
            room = min(rx, ry) - radius
            aside = (chance.uniform(-0.6, 0.6) * room, chance.uniform(-0.6, 0.6) * room) if chance.happens(0.5) else (0, 0)
            group.append(Ellipse(x + aside[0], y + aside[1], radius, radius, HOLE))
        return group

    def pad_form(self, form: int, x, y, rx, ry):
        if form < 2:
            return [Ellipse(x, y, rx, ry if form else rx, PAD)]
        if form == 2:
            return [Rectangle(x - rx, y - ry, x + rx, y + ry, PAD)]
        if form == 3:
            reach = np.array([[rx, 0]]) if rx > ry else np.array([[0, ry]])
            return [Line(np.array([[x, y]]) + np.concatenate([-reach, reach]), 2 * min(rx, ry), PAD)]
        if form == 4:
            cut = self.chance.uniform(0.2, 0.6) * min(rx, ry)
            return [chamfered(x - rx, y - ry, x + rx, y + ry, (cut,) * 4, PAD)]
        cut = self.chance.uniform(0.2, 0.9) * min(rx, ry)
        return [Rectangle(x - rx + cut, y - ry, x + rx - cut, y + ry, PAD),
                Rectangle(x - rx, y - ry + cut, x + rx, y + ry - cut, PAD),
                *(Ellipse(x + i * (rx - cut), y + j * (ry - cut), cut, cut, PAD) for i in (-1, 1) for j in (-1, 1))]

    def grid(self, width: float):
        chance = self.chance
        size = chance.log_uniform(max(10, width * 1.2), max(24, min(130, width * 5)))
        pitch = size * chance.uniform(1.25, 3), size * chance.uniform(1.25, 3)
        x0, y0 = chance.point(-size, self.side)
        columns, rows = chance.whole(1, 7), chance.whole(1, 5)
        form, hole = chance.whole(0, 6), chance.happens(0.6)
        tails, angle = chance.happens(0.75), chance.direction()
        groups = []
        for column in range(columns):
            for row in range(rows):
                centre = np.array([x0 + column * pitch[0], y0 + row * pitch[1]])
                if (-150 < centre).all() and (centre < self.side + 150).all():
                    group = self.tail(centre, angle, width, size) if tails and chance.happens(0.7) else []
                    if chance.happens(0.95):
                        group += self.pad(centre, size, hole, form if chance.happens(0.9) else None)
                    groups.append(group)
        return groups

    def tail(self, centre, angle: float, width: float, size: float):
        chance = self.chance
        angle = angle if chance.happens(0.7) else chance.direction()
        width = min(width * chance.uniform(0.8, 1.2), size * 0.8)
        points = self.path(centre, angle, chance.whole(1, 5), max(12, size * 0.7), max(40, size * 3))
        group = [Line(points, width + 2 * chance.uniform(3, 10), CLEARANCE)] if chance.happens(0.5) else []
        group.append(Line(points, width, TRACK))
        if chance.happens(0.3):
            group += self.pad(points[-1], max(8, width * chance.uniform(1.2, 2.5)))
        return group

    def plane(self):
        chance = self.chance
        x0, y0 = chance.point(-200, self.side * 0.8)
        width, height = chance.log_uniform(60, 500), chance.log_uniform(60, 500)
        cuts = chance.uniform(0, 0.45) * min(width, height) * (chance.rng.random(4) > 0.5)
        group = [chamfered(x0, y0, x0 + width, y0 + height, cuts, TRACK)]
        if chance.happens(0.5):
            radius = chance.log_uniform(6, 35)
            pitch = radius * chance.uniform(3, 8)
            dx, dy = chance.point(0, pitch)
            for i in range(int(width // pitch) + 1):
                for j in range(int(height // pitch) + 1):
                    if chance.happens(0.6):
                        group.append(Ellipse(x0 + dx + i * pitch, y0 + dy + j * pitch, radius, radius, CLEARANCE))
        return [group]

    def steps(self, width: float):
        """Chains of touching rectangles of different widths: notches and shoulders, each moving on its own."""
        chance, groups = self.chance, []
        for _ in range(chance.whole(1, 4)):
            x, y = chance.point(-20, self.side)
            upright = chance.happens(0.5)
            across, aside = width * chance.log_uniform(0.8, 3) + 6, 0.0
            for _ in range(chance.whole(2, 6)):
                length = chance.log_uniform(12, 120)
                if upright:
                    groups.append([Rectangle(x + aside, y, x + aside + across, y + length, TRACK)])
                    y += length - 1
                else:
                    groups.append([Rectangle(x, y + aside, x + length, y + aside + across, TRACK)])
                    x += length - 1
                across = max(6, across * chance.log_uniform(0.5, 2))
                aside += chance.uniform(-0.5, 0.5) * across
        return groups


def beside(points, distance: float):
    """The parallel of a polyline at `distance`, bends mitred."""
    points = np.asarray(points, float)
    along = np.diff(points, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True) + 1e-9
    normal = np.c_[-along[:, 1], along[:, 0]]
    moved = [points[0] + normal[0] * distance]
    for i in range(1, len(points) - 1):
        mitre = normal[i - 1] + normal[i]
        mitre /= np.dot(mitre, mitre) / 2 + 1e-6
        moved.append(points[i] + mitre * distance)
    return np.array([*moved, points[-1] + normal[-1] * distance])
