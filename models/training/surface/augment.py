"""Varies what the line varies: distance, angle, focus, light, dirt, noise."""

import math

import numpy as np
import torch
import torch.nn.functional as F

from kit.layers import laid_out
from surface.crops import CROP_HEIGHT, CROP_WIDTH, CUT_HEIGHT, CUT_WIDTH
from surface.network import INPUT_SCALE, INPUT_ZERO


def augment(images: np.ndarray, masks: np.ndarray, rng: np.random.Generator, device: str = "cpu"):
    """Cuts (see crops) -> network input [B, 3, CROP_HEIGHT, CROP_WIDTH] and mask [B, 1, ...] in [0, 1], on `device`."""
    x = torch.from_numpy(images).to(device).permute(0, 3, 1, 2).float() / 255
    mask = torch.from_numpy(masks).to(device)[:, None].float()
    x, mask = move(x, mask, rng)
    x = light(blur(x, rng), rng)
    x = noise(stain(x, rng), rng).clamp(0, 1)
    x = (x * 255 - INPUT_ZERO) * INPUT_SCALE
    return laid_out(x), mask


def beside(values, x) -> torch.Tensor:
    """Numbers as a tensor where `x` is."""
    return torch.from_numpy(np.asarray(values)).float().to(x.device)


def column(values, x) -> torch.Tensor:
    """One number for each picture of `x`."""
    return beside(values, x).view(-1, 1, 1, 1)


def move(x, mask, rng):
    """Zoom 0.75-1.3, aspect, rotation by about 5 degrees, mirrored left-right, rarely upside down."""
    n = len(x)
    zoom, aspect = np.exp(rng.uniform(math.log(0.75), math.log(1.3), n)), np.exp(rng.normal(0, 0.08, n))
    angle = rng.normal(0, 0.08, n)
    sx = np.where(rng.random(n) < 0.5, 1, -1) * aspect / zoom
    sy = np.where(rng.random(n) < 0.9, 1, -1) / (aspect * zoom)
    cos, sin = np.cos(angle), np.sin(angle)
    pixels = np.stack([np.stack([cos * sx, -sin * sy], 1), np.stack([sin * sx, cos * sy], 1)], 1)
    # affine_grid wants coordinates that run from -1 to 1 over each side
    into = np.array([CROP_WIDTH, CROP_HEIGHT]) / np.array([[CUT_WIDTH], [CUT_HEIGHT]])
    matrix = beside(np.concatenate([pixels * into, np.zeros((n, 2, 1))], 2), x)
    grid = F.affine_grid(matrix, (n, 3, CROP_HEIGHT, CROP_WIDTH), align_corners=False)
    return (F.grid_sample(x, grid, padding_mode="reflection", align_corners=False),
            F.grid_sample(mask, grid, align_corners=False))


def blur(x, rng):
    """Gaussian of 0.4-1.6 px on 30 % of the crops."""
    chosen = np.nonzero(rng.random(len(x)) < 0.3)[0]
    if not len(chosen):
        return x
    sigma = beside(rng.uniform(0.4, 1.6, len(chosen)), x)
    taps = torch.exp(-torch.arange(-4.0, 5.0, device=x.device) ** 2 / (2 * sigma[:, None] ** 2))
    taps = (taps / taps.sum(1, keepdim=True)).repeat_interleave(3, 0)
    planes = x[chosen].reshape(1, len(taps), *x.shape[2:])
    planes = F.conv2d(F.pad(planes, (4, 4, 0, 0), "reflect"), taps[:, None, None, :], groups=len(taps))
    planes = F.conv2d(F.pad(planes, (0, 0, 4, 4), "reflect"), taps[:, None, :, None], groups=len(taps))
    x[chosen] = planes.reshape(len(chosen), *x.shape[1:])
    return x


def light(x, rng):
    """Saturation (15 % grey), gamma, gain, colour cast and a gradient over the crop."""
    n = len(x)
    grey = x.mean(1, keepdim=True)
    x = grey + (x - grey) * column(np.where(rng.random(n) < 0.15, 0, rng.uniform(0.5, 1.4, n)), x)
    x = x.clamp(0.002, 1) ** column(np.exp(0.25 * rng.normal(size=n)), x)
    cast = 0.25 * rng.normal(size=(n, 1)) + 0.06 * rng.normal(size=(n, 3))
    x = x * beside(np.exp(cast), x)[:, :, None, None]
    rows, columns = unit_coordinates(x)
    slopes = 0.25 * rng.normal(size=(2, n)).clip(-2, 2)
    return x * (1 + column(slopes[0], x) * columns + column(slopes[1], x) * rows).clamp(0.3, 2)


def stain(x, rng):
    """A soft brownish ellipse (grease, oil) on 25 % of the crops."""
    rows, columns = unit_coordinates(x)
    for i in np.nonzero(rng.random(len(x)) < 0.25)[0]:
        cx, cy = rng.uniform(-1, 1, 2)
        rx, ry = rng.uniform(0.05, 0.35, 2)
        turn = rng.uniform(0, math.pi)
        along = (columns - cx) * math.cos(turn) + (rows - cy) * math.sin(turn)
        across = (rows - cy) * math.cos(turn) - (columns - cx) * math.sin(turn)
        cover = torch.sigmoid((1 - (along / rx) ** 2 - (across / ry) ** 2) * rng.uniform(1, 6))
        tint = beside(rng.uniform(0.3, 1.1, 3) * (1, 0.9, 0.75), x).view(3, 1, 1)
        x[i] = x[i] * (1 - cover * (1 - tint))
    return x


def noise(x, rng):
    """Up to 4 % of full scale on half of the crops."""
    chosen = np.nonzero(rng.random(len(x)) < 0.5)[0]
    sigma = column(rng.uniform(0, 0.04, len(chosen)), x)
    x[chosen] += sigma * torch.randn((len(chosen), *x.shape[1:]), device=x.device)
    return x


def unit_coordinates(x):
    sides = (torch.linspace(-1, 1, side, device=x.device) for side in (CROP_HEIGHT, CROP_WIDTH))
    return torch.meshgrid(*sides, indexing="ij")
