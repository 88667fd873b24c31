"""Writes a trained surface network as ONNX, FP32 or INT8 (how INT8 is written: kit/graph.py).

The last 1x1 convolution stays float (0.1 ms): scores keep their resolution.
"""

from pathlib import Path

import numpy as np

from kit.graph import GraphWriter
from surface.network import CELL, INPUT_SCALE, INPUT_ZERO, STEM_RUN, SurfaceNet


def write_onnx(net: SurfaceNet, path: Path, height: int, width: int, platt=(1.0, 0.0), ranges=None) -> None:
    """Network -> file. `ranges` (module -> (low, high)) makes it INT8; `platt` = (a, b) of
    sigmoid(a * smoothed logit + b), applied inside so that `map` is a probability."""
    g = GraphWriter(ranges)
    x = g.conv(net.stem, g.image(height, width, 3, STEM_RUN, INPUT_ZERO, INPUT_SCALE))
    for block in (net.down8, *net.stage8):
        x = g.bottleneck(block, x)
    at8 = x
    for block in (net.down16, *net.stage16):
        x = g.bottleneck(block, x)
    half = height // (2 * CELL), width // (2 * CELL), net.widths.c8
    at16 = g.conv(net.lateral, x, moved=lambda name: g.doubled(name, *half))
    cells, _ = g.conv(net.penultimate, g.bottleneck(net.head, g.add(net.join, at8, at16)))

    logits = g.node("Conv", [cells, g.constant(net.logits.weight.detach().numpy()),
                             g.constant(net.logits.bias.detach().numpy())], kernel_shape=[1, 1])
    smoothed = g.node("AveragePool", [logits], kernel_shape=[3, 3], pads=[1, 1, 1, 1])
    scaled = g.node("Mul", [smoothed, g.constant(np.float32(platt[0]))])
    g.node("Sigmoid", [g.node("Add", [scaled, g.constant(np.float32(platt[1]))])], "map")
    g.node("ReduceMean", [at8[0]], "features", axes=[2, 3], keepdims=0)

    classes, channels = len(net.logits.weight), net.widths.c8
    g.save(path, "surface", {"image": [1, height, width, 3]},
           {"map": [1, classes, height // CELL, width // CELL], "features": [1, channels]})
