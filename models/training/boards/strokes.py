"""Marks as a careless hand, an etchant or a milling cutter would leave them: one-bit pictures."""

import math

import numpy as np
from PIL import Image, ImageDraw

from boards.chance import Chance


def blank(side: int):
    picture = Image.new("1", (side, side), 0)
    return picture, ImageDraw.Draw(picture)


def brush(chance: Chance, side: int, points, radius: float, uneven: float = 0.3) -> Image.Image:
    """A stroke through `points` whose radius varies by the share `uneven`."""
    picture, pen = blank(side)
    points = [(float(x), float(y)) for x, y in points]
    radii = [max(0.8, radius * (1 + chance.uniform(-uneven, uneven))) for _ in points]
    for i in range(len(points) - 1):
        pen.line([points[i], points[i + 1]], fill=1, width=max(1, int(round(radii[i] + radii[i + 1]))))
    for (x, y), r in zip(points, radii):
        pen.ellipse((x - r, y - r, x + r, y + r), fill=1)
    return picture


def curve(chance: Chance, start, end, bend: float):
    """Trembling points from start to end, bowed aside by the share `bend` of the length."""
    start, end = np.array(start, float), np.array(end, float)
    along = end - start
    count = max(2, int(np.hypot(*along) / 5) + 1)
    t = np.linspace(0, 1, count + 1)[:, None]
    aside = np.array([-along[1], along[0]])
    return start + along * t + aside * bend * np.sin(np.pi * t) + chance.rng.normal(0, 0.5, (count + 1, 2))


def blob(chance: Chance, side: int, centre) -> Image.Image:
    """A polygon, disc, rectangle, short stroke or scribble round `centre`."""
    kind = chance.rng.random()
    if kind < 0.25:
        return polygon(chance, side, centre)
    if kind < 0.4:
        return brush(chance, side, [centre], chance.log_uniform(2.5, 11 if chance.happens(0.3) else 6), 0)
    if kind < 0.5:
        rx, ry = chance.log_uniform(2.5, 9), chance.log_uniform(2.5, 9)
        picture, pen = blank(side)
        pen.rectangle((centre[0] - rx, centre[1] - ry, centre[0] + rx, centre[1] + ry), fill=1)
        return picture
    if kind < 0.85:
        return dash(chance, side, centre)
    count, reach = chance.whole(4, 14), chance.log_uniform(4, 10)
    points = np.array(centre) + chance.rng.normal(0, reach * 0.6, (count, 2)) * np.array([1, chance.uniform(0.4, 1)])
    return brush(chance, side, points, chance.log_uniform(0.8, 1.6))


def comb(chance: Chance, start, along, inwards, length: float):
    """Points of a zigzag along an edge: to and fro between the edge and a few pixels inwards."""
    count, depth = max(3, int(length / chance.uniform(3, 9))), chance.uniform(3, 12)
    t = np.linspace(0, length, count)[:, None]
    reach = np.where(np.arange(count) % 2 == 0, -2.0, depth * chance.rng.uniform(0.4, 1.0, count))[:, None]
    return np.array(start, float) + np.array(along) * t + np.array(inwards) * reach


def polygon(chance: Chance, side: int, centre) -> Image.Image:
    reach = chance.log_uniform(3, 11) if chance.happens(0.75) else chance.uniform(9, 19)
    corners = chance.whole(5, 10)
    angles = np.sort(chance.rng.random(corners)) * 2 * math.pi
    radii = reach * chance.rng.uniform(0.5, 1.2, corners)
    flat = chance.uniform(0.5, 1)
    picture, pen = blank(side)
    pen.polygon([(centre[0] + r * math.cos(a), centre[1] + flat * r * math.sin(a)) for r, a in zip(radii, angles)],
                fill=1, outline=1)
    return picture


def dash(chance: Chance, side: int, centre) -> Image.Image:
    """A bent stroke, mostly short, now and then with a hook."""
    length = chance.log_uniform(5, 30) if chance.happens(0.75) else chance.log_uniform(25, 140)
    angle = chance.uniform(0, 2 * math.pi) if chance.happens(0.6) else math.pi / 2 * chance.whole(0, 4)
    half = np.array([math.cos(angle), math.sin(angle)]) * length / 2
    bend = chance.uniform(-0.5, 0.5) if chance.happens(0.7) else 0
    points = curve(chance, np.array(centre) - half, np.array(centre) + half, bend)
    if chance.happens(0.25):
        angle += math.radians(chance.one_of([90, -90, 60, -60, 120]))
        hook = np.array([math.cos(angle), math.sin(angle)]) * length * chance.uniform(0.3, 0.8)
        points = np.r_[points, [points[-1] + hook]]
    radius = chance.log_uniform(1, 4) if chance.happens(0.85) else chance.uniform(3, 8)
    return brush(chance, side, points, radius, 0.4)
