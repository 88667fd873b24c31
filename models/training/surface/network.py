"""The surface network: picture in, one defect logit per 8x8 pixel cell out.

EfficientNet-Lite family (Tan & Le 2019, and its Lite variant for integer hardware): inverted
bottlenecks, ReLU6 everywhere, no squeeze-and-excite, no swish. ReLU6 keeps every stored activation
in exactly [0, 6], so that INT8 needs no Clip. Shapes are NCHW; H and W are multiples of 16.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

from kit.layers import Bottleneck, ConvNorm, Tap, laid_out

INPUT_ZERO = 128
"""The grey level that the network sees as 0; frames are padded with it."""
INPUT_SCALE = 4 / 255
"""Network units per grey level: pictures span about -2 to +2."""
CELL = 8
"""Side of one output cell in pixels."""
STEM_RUN = 4
"""Neighbouring pixels of a row that become the channels of one stem position."""
STEM_KERNEL, STEM_STRIDE, STEM_PADDING = (4, 3), 4, (0, 1)
"""In rows and in runs: the stem sees 4 rows of 12 pixels."""


def normalise(image: torch.Tensor) -> torch.Tensor:
    """uint8 NHWC [N, H, W, 3] RGB -> float NCHW in network units."""
    x = (image.permute(0, 3, 1, 2).float() - INPUT_ZERO) * INPUT_SCALE
    return laid_out(x)


def runs(x: torch.Tensor) -> torch.Tensor:
    """[N, 3, H, W] -> [N, 3 * STEM_RUN, H, W / STEM_RUN], pixel-major as in an NHWC reshape."""
    n, c, h, w = x.shape
    x = x.reshape(n, c, h, w // STEM_RUN, STEM_RUN).permute(0, 4, 1, 2, 3)
    return laid_out(x.reshape(n, c * STEM_RUN, h, w // STEM_RUN))


@dataclass(frozen=True)
class Widths:
    """Channels and depths, chosen by measured INT8 time. Multiples of 32: other depthwise widths
    are 2-4 times slower."""

    stem: int = 32
    c8: int = 32
    hidden8: int = 64
    blocks8: int = 3
    down16: int = 128
    c16: int = 96
    hidden16: int = 256
    blocks16: int = 4


class SurfaceNet(nn.Module):
    """Stride-4 stem, bottlenecks at strides 8 and 16, both joined at stride 8, one logit per cell and
    class.

    The stem takes runs of four pixels as twelve channels, in NHWC a mere reshape: integer
    convolutions on three channels are slow (6x6 stride 4: 2.1 ms of 9.9; 3x3 stride 2: more).
    """

    def __init__(self, widths: Widths = Widths(), classes: int = 1):
        super().__init__()
        w = self.widths = widths
        self.stem = ConvNorm(3 * STEM_RUN, w.stem, STEM_KERNEL, (STEM_STRIDE, 1), padding=STEM_PADDING)
        self.down8 = Bottleneck(w.stem, w.c8, stride=2)
        self.stage8 = nn.Sequential(*[Bottleneck(w.c8, w.c8, w.hidden8) for _ in range(w.blocks8)])
        self.down16 = Bottleneck(w.c8, w.c16, w.down16, stride=2)
        self.stage16 = nn.Sequential(*[Bottleneck(w.c16, w.c16, w.hidden16, 5 if i % 2 == 0 else 3)
                                       for i in range(w.blocks16)])
        self.lateral = ConvNorm(w.c16, w.c8, 1, linear=True)
        self.join = Tap()
        self.head = Bottleneck(w.c8, w.c8, w.hidden8)
        self.penultimate = ConvNorm(w.c8, w.c8, 1)
        self.logits = nn.Conv2d(w.c8, classes, 1)
        nn.init.constant_(self.logits.bias, -3.0)  # nearly every cell is good

    def cells(self, x):
        """Network units [N, 3, H, W] -> penultimate activations [N, c8, H/8, W/8] in [0, 6]."""
        at8 = self.stage8(self.down8(self.stem(runs(x))))
        at16 = self.lateral(self.stage16(self.down16(at8)))
        return self.penultimate(self.head(self.join(at8 + F.interpolate(at16, scale_factor=2))))

    def forward(self, x):
        """Network units [N, 3, H, W] -> logits [N, classes, H/8, W/8]."""
        return self.logits(self.cells(x))


def smooth(logits: torch.Tensor) -> torch.Tensor:
    """3x3 mean that leaves cells outside the picture out: a lone hot cell is rarely a pit."""
    return F.avg_pool2d(logits, 3, 1, 1, count_include_pad=False)
