"""What differs between two good pictures of one board: registration, etching, blur, binarising."""

import math

import numpy as np
from PIL import Image, ImageFilter
from scipy import ndimage

from boards.chance import Chance

BANK = 1024
CLIPPED = 1.7
"""Edge noise beyond this many sigmas would sprinkle specks over flat areas."""


class NoiseBank:
    """Noise drawn once: fine, coarse and coarser (sigma 1), and clouds; cropped at random places."""

    def __init__(self, chance: Chance):
        fine = chance.rng.standard_normal((BANK, BANK)).astype(np.float32)
        self.grains = [fine, ndimage.uniform_filter(fine, 3) * 3, ndimage.uniform_filter(fine, 5) * 5]
        few = chance.rng.standard_normal((40, 40)).astype(np.float32)
        self.clouds = ndimage.zoom(few, 26, order=1)[:BANK, :BANK]

    @staticmethod
    def crop(noise, chance: Chance, side: int):
        x, y = chance.whole(0, BANK - side), chance.whole(0, BANK - side)
        return noise[y:y + side, x:x + side]


def residual(chance: Chance, side: int):
    """What registration leaves: shift, rotation, scale. PIL's six affine coefficients, or None."""
    kind = chance.rng.random()
    if kind < 0.3:
        return None
    if kind < 0.6:
        shift = chance.normal(0.6, 2)
    else:
        shift = chance.rng.uniform(-3, 3, 2) if kind < 0.95 else chance.rng.uniform(-6, 6, 2)
    angle = chance.normal(0.0035) if chance.happens(0.4) else 0.0
    scale = 1 + (chance.normal(0.003) if chance.happens(0.3) else 0.0)
    c, s, half = scale * math.cos(angle), scale * math.sin(angle), side / 2
    return (c, s, half - c * half - s * half + shift[0], -s, c, half + s * half - c * half + shift[1])


def moved(picture: Image.Image, affine) -> Image.Image:
    return picture if affine is None else picture.transform(picture.size, Image.AFFINE, affine, Image.BILINEAR)


def combed(picture, share: float, chance: Chance):
    """Shifts single rows by a pixel, as line scanners and binarising leave them."""
    side = len(picture)
    step = chance.rng.integers(-1, 2, side) * (chance.rng.random(side) < share)
    if chance.happens(0.5):
        step = np.repeat(step[:side // 2 + 1], 2)[:side]
    out, left, right = picture.copy(), step > 0, step < 0
    out[left, :-1] = picture[left, 1:]
    out[right, 1:] = picture[right, :-1]
    return out


def binarised(picture, roughness: float, threshold: float, comb: float, blur: float, bank: NoiseBank, chance: Chance):
    """uint8 drawing -> bool copper with rounded corners and rough edges."""
    if chance.happens(0.7):
        picture = combed(picture, comb, chance)
    if chance.happens(0.5):
        picture = np.ascontiguousarray(combed(picture.T, comb, chance).T)
    soft = np.asarray(Image.fromarray(picture).filter(ImageFilter.BoxBlur((blur - 1) / 2))) / np.float32(255)
    side = len(picture)
    x, y = chance.whole(0, BANK - side), chance.whole(0, BANK - side)
    noise = bank.grains[chance.whole(0, 3)][y:y + side, x:x + side]
    if chance.happens(0.93):
        noise = np.clip(noise, -CLIPPED, CLIPPED)
    return soft + roughness * noise > threshold
