"""What the network is asked for: every pit found, no good cell alarmed, the picture's score right."""

import torch
import torch.nn.functional as F

from surface.network import CELL, smooth

HARDEST = 12
IMAGE_WEIGHT = 0.5
FAR = 1e4


def cell_targets(mask):
    """Pixel mask [B, 1, H, W] -> (pit, ignored) cells, bool [B, 1, H/8, W/8].

    A cell is a pit when over 30 % is covered; of a pit too small for that, its best cells. The rim
    of a pit is ignored: polygons are not exact to the pixel.
    """
    cover = F.avg_pool2d(mask, CELL)
    best = cover.amax((2, 3), keepdim=True)
    pit = ((cover > 0.3) | (cover >= 0.6 * best)) & (cover > 0.03)
    near = F.max_pool2d((cover > 0).float(), 3, 1, 1) > 0
    return pit, near & ~pit


def surface_loss(logits, mask):
    """Mean loss on pit cells, on the hardest and on all good cells, and on the picture's score."""
    pit, ignored = cell_targets(mask)
    good = ~(pit | ignored)
    has_pit = pit.flatten(1).any(1)
    missed = (F.softplus(-logits) * pit).sum((1, 2, 3)) / pit.sum((1, 2, 3)).clamp(min=1)
    alarms = (logits - FAR * ~good).flatten(1)
    false = F.softplus(alarms.topk(HARDEST, 1)[0]).mean() + 2 * F.softplus(alarms).mean()
    return mean(missed[has_pit]) + false + IMAGE_WEIGHT * score_loss(logits, pit | ignored, good, has_pit)


def score_loss(logits, defect, good, has_pit):
    """On the two highest smoothed cells of the pits and of the good rest: they are the score."""
    smoothed = smooth(logits)
    of_pits = (smoothed - FAR * ~defect).flatten(1).topk(2, 1)[0].mean(1)
    of_good = (smoothed - FAR * ~good).flatten(1).topk(2, 1)[0].mean(1)
    return mean(F.softplus(-of_pits[has_pit])) + F.softplus(of_good).mean()


def mean(values: torch.Tensor):
    return values.mean() if len(values) else values.sum()
