"""Structured pruning: whole hidden channels of the bottlenecks go, so that the file itself becomes smaller and faster.

A channel's worth is what it can add to the block's output: the norm of its column of the projection times the size
that its activation can have (batch norm's scale and shift).
"""

from dataclasses import replace

import torch

from kit.layers import Bottleneck
from surface.network import SurfaceNet


def pruned(net: SurfaceNet, hidden8: int, down16: int, hidden16: int) -> SurfaceNet:
    """A new network with the most worthy hidden channels of `net`; multiples of 32 are the fast widths."""
    small = SurfaceNet(replace(net.widths, hidden8=hidden8, down16=down16, hidden16=hidden16), len(net.logits.weight))
    into = dict(small.named_modules())
    taken = {}
    for name, block in net.named_modules():
        if isinstance(block, Bottleneck) and block.expand:
            copy_block(block, into[name], most_worthy(block, into[name].depthwise.conv.out_channels))
            taken.update({f"{name}.{part}": True for part in block.state_dict()})
    rest = {key: value for key, value in net.state_dict().items() if key not in taken}
    small.load_state_dict({**small.state_dict(), **rest})
    return small.to(memory_format=torch.channels_last)


def most_worthy(block: Bottleneck, count: int):
    norm = block.depthwise.norm
    weight, _ = block.project.folded()
    worth = weight.flatten(1).norm(dim=0) * (norm.weight.abs() + norm.bias.clamp(min=0))
    return worth.topk(count)[1].sort()[0]


@torch.no_grad()
def copy_block(block: Bottleneck, small: Bottleneck, kept) -> None:
    for name in ("expand", "depthwise"):
        old, new = getattr(block, name), getattr(small, name)
        new.conv.weight.copy_(old.conv.weight[kept])
        for part in ("weight", "bias", "running_mean", "running_var"):
            getattr(new.norm, part).copy_(getattr(old.norm, part)[kept])
    small.project.conv.weight.copy_(block.project.conv.weight[:, kept])
    small.project.norm.load_state_dict(block.project.norm.state_dict())
