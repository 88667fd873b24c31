"""Layers that both networks are made of, in the EfficientNet-Lite manner (Tan & Le 2019): inverted
bottlenecks, ReLU6 everywhere, no squeeze-and-excite. ReLU6 keeps every stored activation in exactly
[0, 6], so that INT8 needs no Clip.
"""

import torch
import torch.nn.functional as F
from torch import nn


def laid_out(x):
    """In the memory layout that convolutions are fastest with: on a CPU channels last (1.6 times as fast), on a GPU in
    32 bits channels first."""
    return x.contiguous(memory_format=memory_format(x.device))


def memory_format(device):
    return torch.channels_last if torch.device(device).type == "cpu" else torch.contiguous_format


class Tap(nn.Identity):
    """Changes nothing: a place where the range of a tensor is observed for INT8 (see ranges)."""


class ConvNorm(nn.Module):
    """Convolution, batch norm and, unless `linear`, ReLU6."""

    def __init__(self, cin: int, cout: int, kernel: int, stride: int = 1, groups: int = 1,
                 padding=None, linear: bool = False):
        super().__init__()
        padding = kernel // 2 if padding is None else padding
        self.conv = nn.Conv2d(cin, cout, kernel, stride, padding, groups=groups, bias=False)
        self.norm = nn.BatchNorm2d(cout)
        self.linear = linear

    def forward(self, x):
        x = self.norm(self.conv(x))
        return x if self.linear else F.relu6(x, inplace=True)

    def folded(self):
        """Weight [out, in/groups, k, k] and bias [out] with the batch norm folded in."""
        if isinstance(self.norm, nn.Identity):
            return self.conv.weight.detach().contiguous(), self.conv.bias.detach().contiguous()
        scale = self.norm.weight / torch.sqrt(self.norm.running_var + self.norm.eps)
        weight = self.conv.weight * scale[:, None, None, None]
        bias = self.norm.bias - self.norm.running_mean * scale
        return weight.detach().contiguous(), bias.detach().contiguous()

    def fold_in(self) -> None:
        """Makes the batch norm part of the convolution for good: from then on it has a bias and no statistics."""
        weight, bias = self.folded()
        self.conv.weight = nn.Parameter(weight.contiguous(memory_format=torch.channels_last))
        self.conv.bias = nn.Parameter(bias)
        self.norm = nn.Identity()


class Bottleneck(nn.Module):
    """1x1 expand, depthwise kxk, linear 1x1 project; added to its input where the shapes agree.

    Without `hidden` there is no expansion (MBConv1, as in EfficientNet's first stage).
    """

    def __init__(self, cin: int, cout: int, hidden=None, kernel: int = 3, stride: int = 1):
        super().__init__()
        inner = hidden or cin
        self.expand = ConvNorm(cin, inner, 1) if hidden else None
        self.depthwise = ConvNorm(inner, inner, kernel, stride, groups=inner)
        self.project = ConvNorm(inner, cout, 1, linear=True)
        self.residual = stride == 1 and cin == cout
        self.sum = Tap()
        if self.residual:
            nn.init.constant_(self.project.norm.weight, 0.5)

    def forward(self, x):
        y = self.expand(x) if self.expand else x
        y = self.project(self.depthwise(y))
        return self.sum(x + y) if self.residual else y
