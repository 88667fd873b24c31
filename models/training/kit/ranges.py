"""Observes the value ranges that INT8 needs (static, per tensor, minimum and maximum)."""

import torch

from kit.layers import ConvNorm, Tap


def observe_ranges(net, inputs) -> dict:
    """Runs each of `inputs` (what `net` takes, in network units) and returns module -> (low, high) for every tensor
    that ReLU6 does not bound: linear convolutions and taps (sums). About 60 frames suffice."""
    ranges = {}

    def watch(module, _inputs, output):
        low, high = ranges.get(module, (0.0, 0.0))
        ranges[module] = (min(low, float(output.min())), max(high, float(output.max())))

    watched = [m for m in net.modules() if isinstance(m, Tap) or (isinstance(m, ConvNorm) and m.linear)]
    hooks = [module.register_forward_hook(watch) for module in watched]
    net.eval()
    with torch.no_grad():
        for x in inputs:
            net(x)
    for hook in hooks:
        hook.remove()
    return ranges
