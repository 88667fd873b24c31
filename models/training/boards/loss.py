"""What the network is asked for: CenterNet's penalty-reduced focal loss on heat, GIoU on boxes.

Sources: Zhou et al., Objects as Points (2019); Rezatofighi et al., Generalized IoU (2019).
"""

import numpy as np
import torch
import torch.nn.functional as F

from boards.network import BOX_SPAN, BOX_UNIT, CELL, CLASSES

BOX_WEIGHT = 2.0
NEAR = 0.25
"""Cells whose Gaussian is above this learn the box."""


def targets(boxes: np.ndarray, side: int):
    """Boxes [n, 5] of one picture -> heat [6, c, c], its centres, box sides [4, c, c], their weight [c, c]."""
    cells = side // CELL
    heat = np.zeros((len(CLASSES), cells, cells), np.float32)
    centres = np.zeros_like(heat)
    sides = np.zeros((4, cells, cells), np.float32)
    weight = np.zeros((cells, cells), np.float32)
    rows, columns = np.mgrid[:cells, :cells]
    cx, cy = (columns + 0.5) * CELL, (rows + 0.5) * CELL
    for x0, y0, x1, y1, kind in sorted(boxes.tolist(), key=lambda b: -(b[2] - b[0]) * (b[3] - b[1])):
        column, row = int((x0 + x1) / 2 // CELL), int((y0 + y1) / 2 // CELL)
        if not (0 <= row < cells and 0 <= column < cells):
            continue
        sx, sy = max(5.0, (x1 - x0) / 7), max(5.0, (y1 - y0) / 7)
        bump = np.exp(-0.5 * (((columns - column) * CELL / sx) ** 2 + ((rows - row) * CELL / sy) ** 2))
        heat[int(kind)] = np.maximum(heat[int(kind)], bump)
        centres[int(kind), row, column] = 1
        mine = (bump > NEAR) & (bump > weight) & (cx > x0 + 1) & (cx < x1 - 1) & (cy > y0 + 1) & (cy < y1 - 1)
        weight[mine] = bump[mine]
        for k, value in enumerate((cx - x0, cy - y0, x1 - cx, y1 - cy)):
            sides[k][mine] = value[mine]
    return heat, centres, sides, weight


def heat_loss(logits, heat, centres):
    p = torch.sigmoid(logits)
    found = centres * (1 - p) ** 2 * F.logsigmoid(logits)
    quiet = (1 - centres) * (1 - heat) ** 4 * p ** 2 * F.logsigmoid(-logits)
    return -(found + quiet).sum() / centres.sum().clamp(min=1)


def box_loss(raw, sides, weight):
    left, top, right, bottom = (BOX_UNIT * torch.exp(raw.clamp(-BOX_SPAN, BOX_SPAN))).unbind(1)
    left_, top_, right_, bottom_ = sides.unbind(1)
    common = ((torch.minimum(left, left_) + torch.minimum(right, right_)).clamp(min=0)
              * (torch.minimum(top, top_) + torch.minimum(bottom, bottom_)).clamp(min=0))
    union = (left + right) * (top + bottom) + (left_ + right_) * (top_ + bottom_) - common
    hull = ((torch.maximum(left, left_) + torch.maximum(right, right_))
            * (torch.maximum(top, top_) + torch.maximum(bottom, bottom_))).clamp(min=1)
    giou = common / union.clamp(min=1) - (hull - union) / hull
    return ((1 - giou) * weight).sum() / weight.sum().clamp(min=1)


def reference_loss(out, heat, centres, sides, weight):
    """-> total, heat part, box part."""
    kinds = len(CLASSES)
    hot, box = heat_loss(out[:, :kinds], heat, centres), box_loss(out[:, kinds:], sides, weight)
    return hot + BOX_WEIGHT * box, hot, box
