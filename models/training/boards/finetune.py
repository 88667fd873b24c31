"""Quantisation-aware fine-tuning: a few hundred more steps with the rounding of INT8 in place (kit/qat.py)."""

import copy
import math

import torch

from boards.loss import reference_loss
from boards.network import ReferenceNet, Saturated, normalise
from kit import qat
from kit.graph import RELU6_RANGE
from kit.layers import memory_format
from kit.ranges import observe_ranges

RATE = 2e-4
AVERAGE = 0.99


def ranges_of(net: ReferenceNet, pairs) -> dict:
    """module -> (low, high) of what ReLU6 does not bound, and [0, 6] of the sums, whatever was seen."""
    ranges = observe_ranges(net, (normalise(torch.from_numpy(pair)[None]) for pair in pairs))
    return {module: RELU6_RANGE if isinstance(module, Saturated) else span for module, span in ranges.items()}


def finetuned(net: ReferenceNet, ranges: dict, batches, steps: int, device: str = "cpu", log=print):
    """-> another network and its ranges. `batches`: of pairs that were not seen yet, see train.batches."""
    spans = {name: ranges[module] for name, module in net.named_modules() if module in ranges}
    net = copy.deepcopy(net).eval()
    modules = dict(net.named_modules())
    names = qat.begin(net, {modules[name]: span for name, span in spans.items()})
    net = net.to(device, memory_format=memory_format(device))
    averaged = copy.deepcopy(net)
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=1e-4)
    for step, (pairs, *wanted) in enumerate(batches):
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / 20) * (0.5 + 0.5 * math.cos(math.pi * step / steps))
        loss, hot, box = reference_loss(net(normalise(pairs.to(device))), *(w.to(device) for w in wanted))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimiser.step()
        average(averaged, net, min(AVERAGE, (step + 1) / (step + 5)))
        if (step + 1) % 50 == 0:
            log(f"rounded step {step + 1} heat {float(hot):.3f} box {float(box):.3f}")
    averaged = averaged.to("cpu")
    return averaged, qat.finish(averaged, names)


@torch.no_grad()
def average(mean, net, keep: float) -> None:
    for a, b in zip(mean.parameters(), net.parameters()):
        a.lerp_(b, 1 - keep)
