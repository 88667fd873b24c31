"""What light, lens, mounting and transmission may change: live pictures, altered; the golden ones stay as they are."""

import math
from io import BytesIO

import numpy as np
from PIL import Image, ImageFilter


def brighter(gain: float, offset: float = 0):
    return lambda picture: np.clip(picture * gain + offset, 0, 255).astype(np.uint8)


def contrasted(gain: float):
    return lambda picture: np.clip((picture - 128.0) * gain + 128, 0, 255).astype(np.uint8)


def blurred(sigma: float):
    return lambda picture: np.asarray(Image.fromarray(picture).filter(ImageFilter.GaussianBlur(sigma)))


def noisy(sigma: float):
    def with_noise(picture):
        noise = np.random.default_rng(int(picture.sum())).normal(0, sigma, picture.shape)
        return (picture + noise).clip(0, 255).round().astype(np.uint8)
    return with_noise


def recoded(quality: int):
    def through_jpeg(picture):
        stream = BytesIO()
        Image.fromarray(picture).save(stream, "JPEG", quality=quality)
        return np.asarray(Image.open(stream))
    return through_jpeg


def moved(shift=(0.0, 0.0), degrees: float = 0.0, scale: float = 1.0):
    """About the middle; what comes in from outside repeats the rim."""
    def with_move(picture):
        rim = 32
        wide = Image.fromarray(np.pad(picture, rim, "edge"))
        c, s, half = math.cos(math.radians(degrees)) / scale, math.sin(math.radians(degrees)) / scale, wide.width / 2
        x, y = half + shift[0], half + shift[1]
        into = (c, s, half - c * x - s * y, -s, c, half + s * x - c * y)
        turned = np.asarray(wide.transform(wide.size, Image.AFFINE, into, Image.BILINEAR))
        return turned[rim:-rim, rim:-rim]
    return with_move


ALTERATIONS = {
    "none": lambda picture: picture,
    "20 % darker": brighter(0.8),
    "20 % brighter, clipped": brighter(1.2),
    "contrast 0.7": contrasted(0.7),
    "contrast 1.3": contrasted(1.3),
    "blur, sigma 1 px": blurred(1),
    "blur, sigma 2 px": blurred(2),
    "noise, sigma 6": noisy(6),
    "noise, sigma 12": noisy(12),
    "JPEG quality 50": recoded(50),
    "JPEG quality 25": recoded(25),
    "moved by 1.4 px": moved((1, 1)),
    "moved by 2.8 px": moved((2, 2)),
    "moved by 4.2 px": moved((3, 3)),
    "turned by 0.25 degrees": moved(degrees=0.25),
    "turned by 0.5 degrees": moved(degrees=0.5),
    "turned by 1 degree": moved(degrees=1),
    "0.5 % larger": moved(scale=1.005),
    "1 % larger": moved(scale=1.01),
}


def altered(pair, name: str):
    """uint8 [H, W, 2] with the live side altered."""
    return np.stack([pair[..., 0], ALTERATIONS[name](np.ascontiguousarray(pair[..., 1]))], 2)
