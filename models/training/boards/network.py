"""The reference network: golden and live picture in, six heat maps and one box per 8x8 pixel cell out.

Inverted bottlenecks in the EfficientNet-Lite manner; ReLU6 also after every sum, so that each tensor that is stored is
exactly [0, 6]. Shapes are NCHW; H and W are multiples of 32.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

from kit import layers

CLASSES = ("open", "short", "mousebite", "spur", "copper", "pin-hole")
"""In the order of naming.py."""
CELL = 8
"""Side of one output cell in pixels."""
RUN = 4
"""Neighbouring pixels of a row that become the channels of one stem position."""
BOX_UNIT = 16.0
"""Pixels from the cell's centre to a side of the box when the network says 0: sides are BOX_UNIT * exp(v)."""
BOX_SPAN = 3.0
"""Largest |v|: sides from 0.8 to 321 pixels."""
QUIET = -4.0
"""First bias of the heat logits: nearly every cell is good."""


def normalise(pair: torch.Tensor) -> torch.Tensor:
    """uint8 NHWC [N, H, W, 2] -> float [N, 2 * RUN, H, W / RUN] from 0 to 1; in NHWC a mere reshape."""
    n, h, w, c = pair.shape
    x = pair.reshape(n, h, w // RUN, RUN * c).permute(0, 3, 1, 2).float() / 255
    return layers.laid_out(x)


class ConvNorm(layers.ConvNorm):
    """As the kit's, with slower statistics: batches are small."""

    def __init__(self, cin: int, cout: int, kernel=1, stride=1, groups: int = 1, padding=None, linear: bool = False):
        super().__init__(cin, cout, kernel, stride, groups, padding, linear)
        self.norm.momentum = 0.03


class Saturated(layers.Tap):
    """ReLU6 of a sum: what INT8 does by itself when it stores the sum as [0, 6]."""

    def forward(self, x):
        return F.relu6(x)


class Bottleneck(nn.Module):
    """1x1 expand, depthwise kxk, 1x1 project; added to its input where the shapes agree; ReLU6 last."""

    def __init__(self, cin: int, cout: int, hidden: int, kernel: int = 3, stride: int = 1):
        super().__init__()
        self.residual = stride == 1 and cin == cout
        self.expand = ConvNorm(cin, hidden)
        self.depthwise = ConvNorm(hidden, hidden, kernel, stride, groups=hidden)
        self.project = ConvNorm(hidden, cout, linear=self.residual)
        self.sum = Saturated()
        if self.residual:
            nn.init.constant_(self.project.norm.weight, 0.3)

    def forward(self, x):
        y = self.project(self.depthwise(self.expand(x)))
        return self.sum(x + y) if self.residual else y


@dataclass(frozen=True)
class Widths:
    """Channels, chosen by measured INT8 time before any training (notes/pcb-reference-1.0.0.md)."""

    stem: int = 32
    c4: int = 32
    c8: int = 48
    c16: int = 80
    c32: int = 128
    neck: int = 48


class ReferenceNet(nn.Module):
    """Strides 2, 4, 8, 16, 32 and back to 8: opens and shorts are up to 130 pixels wide.

    The stem takes runs of four pixels of both pictures as eight channels and halves the rows only: its 32 channels at
    [H/2, W/4] carry as much as 16 at [H/2, W/2], in a shape that integer kernels are fast with.
    """

    def __init__(self, widths: Widths = Widths()):
        super().__init__()
        w = self.widths = widths
        self.stem = ConvNorm(2 * RUN, w.stem, (2, 3), (2, 1), padding=(0, 1))
        self.down4 = ConvNorm(w.stem, w.c4, (2, 3), (2, 1), padding=(0, 1))
        self.down8 = ConvNorm(w.c4, w.c8, 3, 2)
        self.stage8 = nn.Sequential(*[Bottleneck(w.c8, w.c8, 2 * w.c8) for _ in range(2)])
        self.down16 = Bottleneck(w.c8, w.c16, 2 * w.c8, 5, 2)
        self.stage16 = nn.Sequential(*[Bottleneck(w.c16, w.c16, 2 * w.c16, 5) for _ in range(2)])
        self.down32 = Bottleneck(w.c16, w.c32, 2 * w.c16, 5, 2)
        self.stage32 = nn.Sequential(*[Bottleneck(w.c32, w.c32, 2 * w.c32, 5) for _ in range(2)])
        self.lateral8, self.lateral16, self.lateral32 = (ConvNorm(c, w.neck) for c in (w.c8, w.c16, w.c32))
        self.join16, self.join8 = Saturated(), Saturated()
        self.neck16 = Bottleneck(w.neck, w.neck, 2 * w.neck, 5)
        self.neck8 = nn.Sequential(*[Bottleneck(w.neck, w.neck, 2 * w.neck) for _ in range(2)])
        self.out = nn.Conv2d(w.neck, len(CLASSES) + 4, 1)
        nn.init.constant_(self.out.bias[:len(CLASSES)], QUIET)
        nn.init.constant_(self.out.bias[len(CLASSES):], 0.0)
        self.start_with_differences()

    @torch.no_grad()
    def start_with_differences(self) -> None:
        """Half of the stem starts as golden minus live of one pixel, in both signs: needed at once."""
        k = 0
        for row in (-2, -1):
            for pixel in range(RUN):
                for sign in (1, -1):
                    weight = self.stem.conv.weight[k]
                    weight *= 0.2
                    weight[2 * pixel, row, 1] += sign
                    weight[2 * pixel + 1, row, 1] -= sign
                    k += 1

    def forward(self, x):
        """Normalised [N, 8, H, W/4] -> [N, 6 + 4, H/8, W/8]: logits, then logs of the box's sides."""
        c8 = self.stage8(self.down8(self.down4(self.stem(x))))
        c16 = self.stage16(self.down16(c8))
        c32 = self.lateral32(self.stage32(self.down32(c16)))
        p16 = self.neck16(self.join16(self.lateral16(c16) + F.interpolate(c32, scale_factor=2)))
        return self.out(self.neck8(self.join8(self.lateral8(c8) + F.interpolate(p16, scale_factor=2))))
