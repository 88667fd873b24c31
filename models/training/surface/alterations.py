"""What light, lens, mounting and transmission may change: unseen camera frames, altered, at unchanged limits."""

from io import BytesIO

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter

from kit import score
from kit.runtime import run_model
from surface.frames import camera_picture, centre
from surface.network import INPUT_ZERO
from surface.pictures import is_camera_frame


def recoded(quality: int):
    def through_jpeg(picture):
        stream = BytesIO()
        picture.save(stream, "JPEG", quality=quality)
        return Image.open(stream)
    return through_jpeg


def noisy(sigma: float):
    def with_noise(picture):
        pixels = np.asarray(picture, np.float32)
        noise = np.random.default_rng(pixels.astype(np.int64).sum()).normal(0, sigma, pixels.shape)
        return Image.fromarray((pixels + noise).clip(0, 255).round().astype(np.uint8))
    return with_noise


def moved(angle=0.0, scale=1.0, dx=0.0, dy=0.0):
    """About the middle; what comes in from outside repeats the rim."""
    def with_move(picture):
        pixels = np.pad(np.asarray(picture), ((80, 80), (80, 80), (0, 0)), "reflect")
        wide = Image.fromarray(pixels)
        cos, sin = np.cos(np.radians(angle)) / scale, np.sin(np.radians(angle)) / scale
        cx, cy = wide.width / 2, wide.height / 2
        into = (cos, sin, cx - cos * (cx + dx) - sin * (cy + dy), -sin, cos, cy + sin * (cx + dx) - cos * (cy + dy))
        turned = wide.transform(wide.size, Image.AFFINE, into, Image.BICUBIC)
        return turned.crop((80, 80, 80 + picture.width, 80 + picture.height))
    return with_move


ALTERATIONS = {
    "none": lambda picture: picture,
    "20 % darker": lambda picture: ImageEnhance.Brightness(picture).enhance(0.8),
    "20 % brighter, clipped": lambda picture: ImageEnhance.Brightness(picture).enhance(1.2),
    "contrast 0.7": lambda picture: ImageEnhance.Contrast(picture).enhance(0.7),
    "contrast 1.3": lambda picture: ImageEnhance.Contrast(picture).enhance(1.3),
    "without colour": lambda picture: picture.convert("L").convert("RGB"),
    "blurred, sigma 1 px": lambda picture: picture.filter(ImageFilter.GaussianBlur(1)),
    "blurred, sigma 2 px": lambda picture: picture.filter(ImageFilter.GaussianBlur(2)),
    "noise, sigma 6 grey levels": noisy(6),
    "noise, sigma 12 grey levels": noisy(12),
    "JPEG quality 50": recoded(50),
    "JPEG quality 25": recoded(25),
    "moved by 5 and 3 px": moved(dx=5, dy=3),
    "turned by 2 degrees": moved(angle=2),
    "turned by 5 degrees": moved(angle=5),
    "10 % smaller": moved(scale=0.9),
    "10 % larger": moved(scale=1.1),
}


def robustness(photos, file, limits, names=None) -> dict:
    """-> per alteration: AUROC over camera frames, and what the limits make of them. Shares of 1."""
    photos = [photo for photo in photos if is_camera_frame(photo)]
    labels = np.array([photo.defective for photo in photos])
    rows = {}
    for name in names or ALTERATIONS:
        alter = ALTERATIONS[name]
        altered = (centre(np.asarray(alter(camera_picture(photo)[0])), INPUT_ZERO) for photo in photos)
        scores = run_model(file, altered).scores
        rows[name] = {"auroc": score.auroc(labels, scores),
                      **score.at_limits(labels, scores, limits["passBelow"], limits["failAbove"])}
    return rows
