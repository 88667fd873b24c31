"""Quantisation-aware training: the network computes in floats what the INT8 file will compute in integers.

Weights and stored tensors are rounded to the very grid that kit/graph.py writes; gradients pass through the rounding
(straight-through estimator, Jacob et al. 2018). The batch norms are folded in first, since the file has none.
"""

import torch
from torch import nn
from torch.nn.utils import parametrize

from kit.graph import RELU6_RANGE, WEIGHT_MAX, activation_step
from kit.layers import ConvNorm, Tap


class RoundedWeight(nn.Module):
    """Symmetric, per output channel, +-WEIGHT_MAX steps."""

    def forward(self, weight):
        scale = weight.detach().abs().amax((1, 2, 3), keepdim=True).clamp(min=1e-8) / WEIGHT_MAX
        rounded = (weight / scale).round().clamp(-WEIGHT_MAX, WEIGHT_MAX) * scale
        return weight + (rounded - weight).detach()


def begin(net, ranges) -> dict:
    """Changes `net` in place. `ranges`: see ranges.observe_ranges. -> name -> range, for `finish`."""
    for module in net.modules():
        if not isinstance(module, (ConvNorm, Tap)):
            continue
        if isinstance(module, ConvNorm):
            module.fold_in()
            parametrize.register_parametrization(module.conv, "weight", RoundedWeight())
        if module in ranges or isinstance(module, ConvNorm):
            low, high = ranges.get(module, RELU6_RANGE)
            module.register_forward_hook(rounding(*activation_step(low, high)))
    return {name: ranges[module] for name, module in net.named_modules() if module in ranges}


def rounding(scale, zero):
    def hook(_module, _inputs, output):
        return torch.fake_quantize_per_tensor_affine(output, float(scale), int(zero), 0, 255)
    return hook


def finish(net, ranges_by_name: dict) -> dict:
    """Makes the rounding of `net` (the same, or a copy of it) permanent; -> module -> range, for the graph writer."""
    for module in net.modules():
        if isinstance(module, (ConvNorm, Tap)):
            module._forward_hooks.clear()
        if isinstance(module, ConvNorm):
            parametrize.remove_parametrizations(module.conv, "weight")
    modules = dict(net.named_modules())
    return {modules[name]: values for name, values in ranges_by_name.items()}
