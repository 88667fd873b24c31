"""Grey-level pictures of a board from its copper: levels, light, silkscreen, soft focus, noise, dust.

Only the order of the levels is fixed (laminate, copper, pads, upwards; holes dark): everything else varies, because
the boards, lamps and cameras that this must suit are not known. Two boards of one kind have the same artwork, but not
the same glass weave, clouds, pad brightness or position of the solder mask.
"""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from scipy import ndimage

from boards.chance import Chance
from boards.nuisance import NoiseBank, moved
from boards.shapes import HOLES, PADS, draw

FONT = ImageFont.load_default()
LETTERS = list("RCULDQTPJ0123456789+-")
DUST = 0.25
"""Dust reaches at most this share of the contrast between copper and laminate: fainter than any defect."""


@dataclass(frozen=True)
class View:
    """One picture's board: copper bool [s, s], the offsets and width it was drawn with, its registration residual."""

    copper: np.ndarray
    offsets: np.ndarray
    wider: float
    affine: object


@dataclass(frozen=True)
class Look:
    """What both pictures of a pair share: materials, lamp and camera."""

    laminate: float
    contrast: float
    copper: float
    pad: float
    hole: float
    ink: float
    silkscreen: object
    cover: float
    ink_over_copper: bool
    opening: int
    bare: float
    relief: np.ndarray
    texture: "Texture"
    focus: float
    shot: float
    read: float
    slope: np.ndarray
    falloff: float
    lamp: tuple


@dataclass(frozen=True)
class Texture:
    """Strengths (shares of grey) of the copper's grain, of clouds, of uneven pads and of the glass weave; the weave's
    periods in pixels. `same`: the live picture is of the very board that the golden one was taken of."""

    grain: float
    kind: int
    clouds: float
    pads: float
    weave: float
    periods: tuple
    same: bool


def look(chance: Chance, side: int) -> Look:
    laminate, contrast = chance.uniform(5, 120), chance.log_uniform(35, 180)
    copper = min(245, laminate + contrast)
    pad = min(254, copper + (chance.uniform(0, 90) if chance.happens(0.8) else 0))
    hole = laminate * chance.uniform(0, 1) if chance.happens(0.8) else laminate
    ink = chance.uniform(max(laminate + 20, 150), 255) if chance.happens(0.8) else chance.uniform(laminate * 0.5, 255)
    print_ = silkscreen(chance, side) if chance.happens(0.45) else None
    cover, over = chance.uniform(0.6, 1), chance.happens(0.3)
    opening = chance.whole(1, 5) if chance.happens(0.4) else 0
    bare = laminate + contrast * chance.uniform(-0.3, 0.6)
    relief = chance.normal(0.08, 2) * chance.happens(0.5)
    focus = chance.uniform(0.4, 1.5)
    shot, read = chance.uniform(0, 0.5) * chance.happens(0.8), chance.log_uniform(0.3, 6)
    slope = chance.normal(0.12, 2) * chance.happens(0.7)
    falloff = chance.uniform(0, 0.35) * chance.happens(0.6)
    return Look(laminate, contrast, copper, pad, hole, ink, print_, cover, over, opening, bare, relief, texture(chance),
                focus, shot, read, slope, falloff, chance.point(-0.5, 1.5))


def texture(chance: Chance) -> Texture:
    return Texture(chance.uniform(0, 0.06) * chance.happens(0.6), chance.whole(0, 3),
                   chance.uniform(0, 0.1) * chance.happens(0.6), chance.uniform(0, 0.1) * chance.happens(0.5),
                   chance.uniform(0, 0.12) * chance.happens(0.5), chance.point(4, 16), chance.happens(0.4))


def silkscreen(chance: Chance, side: int) -> Image.Image:
    """Letters, frames, circles and lines, white on black; the same on both pictures."""
    picture = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(picture)
    for _ in range(chance.whole(1, 7) * (side // 320)):
        x, y = chance.point(-20, side)
        kind, width = chance.rng.random(), chance.whole(2, 7)
        if kind < 0.5:
            pen.bitmap((int(x), int(y)), letters(chance), fill=255)
        elif kind < 0.7:
            pen.rectangle((x, y, x + chance.uniform(15, 120), y + chance.uniform(15, 120)), outline=255, width=width)
        elif kind < 0.85:
            r = chance.uniform(6, 50)
            pen.ellipse((x - r, y - r, x + r, y + r), outline=255, width=width)
        else:
            pen.line((x, y, x + chance.uniform(-120, 120), y + chance.uniform(-120, 120)), fill=255, width=width)
    return picture


def letters(chance: Chance) -> Image.Image:
    text = "".join(chance.rng.choice(LETTERS, chance.whole(1, 6)))
    picture = Image.new("L", (7 * len(text), 12), 0)
    ImageDraw.Draw(picture).text((0, 0), text, fill=255, font=FONT)
    size = chance.uniform(1, 4)
    picture = picture.resize((max(1, int(picture.width * size)), max(1, int(picture.height * size))), Image.BILINEAR)
    return picture.transpose(Image.ROTATE_90) if chance.happens(0.4) else picture


def photographed(groups, view: View, look: Look, live: bool, bank: NoiseBank, chance: Chance, board: Chance) -> np.ndarray:
    """uint8 [s, s]. The live picture has its own dust, focus, light and gain; the golden one is as it is. `board`
    draws what this very board looks like."""
    side = len(view.copper)
    picture = surface(groups, view, look, bank, board)
    if live and chance.happens(0.3):
        picture = picture + dust(chance, side) * look.contrast
    picture = ndimage.gaussian_filter(picture, look.focus * chance.uniform(0.7, 1.5) if live else look.focus)
    slope = look.slope + chance.normal(0.04, 2) if live else look.slope
    falloff = look.falloff * chance.uniform(0.8, 1.2) if live else look.falloff
    t = np.linspace(0, 1, side, dtype=np.float32)
    light = (1 + slope[0] * (t[None] - 0.5) + slope[1] * (t[:, None] - 0.5)
             - falloff * ((t[None] - look.lamp[0]) ** 2 + (t[:, None] - look.lamp[1]) ** 2) / 2)
    gain, offset = (chance.uniform(0.75, 1.3), chance.uniform(-15, 15)) if live else (1.0, 0.0)
    picture = picture * np.clip(light, 0.3, 2) * gain + offset
    noise = bank.crop(bank.grains[0], chance, side) * np.sqrt(look.read ** 2 + look.shot ** 2 * np.clip(picture, 0, 255) * 0.2)
    return np.clip(picture + noise + 0.5, 0, 255).astype(np.uint8)


def surface(groups, view: View, look: Look, bank: NoiseBank, board: Chance) -> np.ndarray:
    """The board itself in grey levels, sharp, evenly lit."""
    side, copper, woven = len(view.copper), view.copper.astype(np.float32), look.texture
    drawn = [moved(draw(groups, view.offsets, view.wider, side, palette), view.affine) for palette in (PADS, HOLES)]
    pads, holes = (np.asarray(picture) / np.float32(255) for picture in drawn)
    picture = look.laminate * (1 + woven.weave * weave(woven.periods, side, board))
    if look.opening:
        slip = [int(v) for v in board.rng.integers(-1, 2, 2)]
        opened = np.roll(np.asarray(drawn[0].filter(ImageFilter.MaxFilter(2 * look.opening + 1))), slip, (0, 1))
        picture = picture + (look.bare - look.laminate) * (opened / np.float32(255))
    picture = picture + (look.hole - picture) * holes
    uneven = woven.pads * bank.crop(bank.clouds, board, side)
    picture = picture + copper * (look.copper + (look.pad - look.copper) * pads * (1 + uneven) - picture)
    grain = woven.grain * bank.crop(bank.grains[woven.kind], board, side) * copper
    picture = picture * (1 + woven.clouds * bank.crop(bank.clouds, board, side) + grain)
    if look.relief.any():
        edge = ndimage.uniform_filter(copper, 3)
        picture = picture + look.contrast * (look.relief[0] * (np.roll(edge, 1, 1) - edge) + look.relief[1] * (np.roll(edge, 1, 0) - edge))
    if look.silkscreen is not None:
        dx, dy = board.normal(0.5, 2)
        a = view.affine or (1, 0, 0, 0, 1, 0)
        shifted = moved(look.silkscreen, (a[0], a[1], a[2] + dx, a[3], a[4], a[5] + dy))
        ink = np.asarray(shifted) / np.float32(255) * look.cover
        picture = picture + (ink if look.ink_over_copper else ink * (1 - copper)) * (look.ink - picture)
    return picture


def weave(periods, side: int, board: Chance):
    """Glass fibres under the laminate: two crossing waves, from -1 to 1."""
    t = np.arange(side, dtype=np.float32) * np.float32(2 * np.pi)
    across, along = (np.sin(t / np.float32(period) + np.float32(board.uniform(0, 6.28))) for period in periods)
    return (across[None] + along[:, None]) / 2


def dust(chance: Chance, side: int):
    """Soft specks and stains, in shares of the contrast."""
    specks, along = np.zeros((side, side), np.float32), np.arange(side)
    for _ in range(chance.whole(1, 8)):
        x, y = chance.point(0, side)
        size = chance.log_uniform(1, 14)
        bump = np.exp(-((along - x)[None] ** 2 + (along - y)[:, None] ** 2) / (2 * size * size))
        specks += bump.astype(np.float32) * chance.uniform(-DUST, DUST)
    return specks
