"""Writes a trained reference network as ONNX, FP32 or INT8 (how INT8 is written: kit/graph.py).

The last 1x1 convolution stays float: scores keep their resolution. Platt's a and b of each class are multiplied into it.
"""

from pathlib import Path

import numpy as np

from boards.network import BOX_SPAN, BOX_UNIT, CELL, CLASSES, RUN, Bottleneck, ReferenceNet
from kit.graph import RELU6_RANGE, GraphWriter


class BoardGraph(GraphWriter):
    """Sums are stored as [0, 6] (see network.Saturated)."""

    def add(self, tap, x, y, **moved):
        total = self.node("Add", [x[0], y[0]])
        if not self.int8:
            total = self.node("Clip", [total, self.constant(np.float32(0)), self.constant(np.float32(6))])
        return self.quantised(total, *RELU6_RANGE, **moved)

    def bottleneck(self, module: Bottleneck, x, **moved):
        y = self.conv(module.project, self.conv(module.depthwise, self.conv(module.expand, x)))
        return self.add(module.sum, x, y, **moved) if module.residual else y

    def chain(self, modules, x):
        for module in modules:
            x = self.bottleneck(module, x)
        return x

    def channels(self, x: str, start: int, end: int) -> str:
        return self.node("Slice", [x, *(self.constant(np.array([v], np.int64)) for v in (start, end, 1))])


def write_onnx(net: ReferenceNet, path: Path, height: int = 640, width: int = 640, platt=None, ranges=None) -> None:
    """Network -> file. `ranges` (module -> (low, high)) makes it INT8; `platt` = six rows (a, b) of
    sigmoid(a * logit + b), applied inside so that `heat` is a probability."""
    g, w = BoardGraph(ranges), net.widths
    x = g.conv(net.down4, g.conv(net.stem, g.image(height, width, 2, RUN, 0, 1 / 255, "pair")))
    c8 = g.chain(net.stage8, g.conv(net.down8, x))
    c16 = g.chain(net.stage16, g.bottleneck(net.down16, c8))
    c32 = g.chain(net.stage32, g.bottleneck(net.down32, c16))

    def twice(stride):
        return lambda name: g.doubled(name, height // stride, width // stride, w.neck)

    coarse = g.conv(net.lateral32, c32, moved=twice(32))
    p16 = g.bottleneck(net.neck16, g.add(net.join16, g.conv(net.lateral16, c16), coarse), moved=twice(16))
    cells, _ = g.chain(net.neck8, g.add(net.join8, g.conv(net.lateral8, c8), p16))
    head(g, net, cells, platt)
    g.node("ReduceMean", [c8[0]], "features", axes=[2, 3], keepdims=0)
    rows, columns = height // CELL, width // CELL
    g.save(path, "reference", {"pair": [1, height, width, 2]},
           {"heat": [1, len(CLASSES), rows, columns], "boxes": [1, 4, rows, columns], "features": [1, w.c8]})


def head(g: BoardGraph, net: ReferenceNet, cells: str, platt) -> None:
    """Probabilities and box sides in pixels."""
    kinds = len(CLASSES)
    weight, bias = (p.detach().numpy().copy() for p in (net.out.weight, net.out.bias))
    if platt is not None:
        a, b = np.asarray(platt, np.float32).T
        weight[:kinds] *= a[:, None, None, None]
        bias[:kinds] = bias[:kinds] * a + b
    both = g.node("Conv", [cells, g.constant(weight), g.constant(bias)], kernel_shape=[1, 1])
    g.node("Sigmoid", [g.channels(both, 0, kinds)], "heat")
    sides = g.node("Clip", [g.channels(both, kinds, kinds + 4), *(g.constant(np.float32(v)) for v in (-BOX_SPAN, BOX_SPAN))])
    g.node("Mul", [g.node("Exp", [sides]), g.constant(np.float32(BOX_UNIT))], "boxes")
