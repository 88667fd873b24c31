"""How far the live picture must be changed to fool the network, by somebody who knows it (FGSM, PGD; PyTorch, FP32)."""

from dataclasses import dataclass

import numpy as np
import torch

from boards import detect, score
from boards.loss import reference_loss, targets
from boards.network import BOX_SPAN, BOX_UNIT, CLASSES, ReferenceNet, normalise
from boards.render import Renderer
from kit.adversary import fgsm, pgd
from kit.layers import laid_out

SEED, PAIRS, SIDE = 4001, 48, 320
BATCH = 8
PGD_STEPS = 5
SIZES = (2, 4, 8)
"""Grey levels."""


@dataclass(frozen=True)
class Hostile:
    """Attacks during training: FGSM with one step, else PGD."""

    grey_levels: float
    steps: int = 1

    def half_attacked(self, net, x, wanted):
        """The first half of a batch with altered live pictures. The network's statistics do not move meanwhile."""
        half = len(x) // 2
        some, aims = x[:half], [w[:half] for w in wanted]
        loss_of = lambda live: reference_loss(net(beside(some, live)), *aims)[0]
        live, size = some[:, 1::2].clone(), self.grey_levels / 255
        net.eval()
        live = fgsm(loss_of, live, size) if self.steps == 1 else pgd(loss_of, live, size, self.steps)
        net.train()
        return torch.cat([beside(some, live.clamp(0, 1)), x[half:]])


def attacked(net: ReferenceNet, grey: bool) -> dict:
    """-> attack -> mAP on rendered pairs of their own seed."""
    renderer = Renderer(SEED + grey, SIDE)
    pairs = [renderer.pair(i, grey) for i in range(PAIRS)]
    boxes = [pair.boxes for pair in pairs]
    found = {}
    for first in range(0, PAIRS, BATCH):
        some = pairs[first:first + BATCH]
        x = normalise(torch.from_numpy(np.stack([pair.stacked for pair in some])))
        wanted = [torch.from_numpy(np.stack(t)) for t in zip(*(targets(pair.boxes, SIDE) for pair in some))]
        for name, live in attacks(net, x, wanted).items():
            found.setdefault(name, []).extend(detections(net, beside(x, live)))
    return {name: precision(detected, boxes) for name, detected in found.items()}


def attacks(net, x, wanted) -> dict:
    live = x[:, 1::2].clone()

    def loss_of(picture):
        return reference_loss(net(beside(x, picture)), *wanted)[0]

    made = {"none": live}
    for size in SIZES:
        made[f"FGSM, {size} grey levels"] = fgsm(loss_of, live, size / 255).clamp(0, 1)
    torch.manual_seed(SEED)
    made[f"PGD in {PGD_STEPS} steps, {SIZES[0]} grey levels"] = pgd(loss_of, live, SIZES[0] / 255, PGD_STEPS).clamp(0, 1)
    return made


def beside(x, live):
    """Pixels alternate: golden, live, golden, live."""
    return laid_out(torch.stack([x[:, 0::2], live], 2).flatten(1, 2))


def detections(net, x):
    with torch.no_grad():
        out = net(x)
    kinds = len(CLASSES)
    heat, sides = torch.sigmoid(out[:, :kinds]), BOX_UNIT * torch.exp(out[:, kinds:].clamp(-BOX_SPAN, BOX_SPAN))
    return [detect.by_class(h, s) for h, s in zip(heat.numpy(), sides.numpy())]


def precision(detected, boxes) -> float:
    table = score.judged(detected, boxes, len(CLASSES))
    return float(np.mean([score.average_precision(rows, n) for rows, n in table if n]))
