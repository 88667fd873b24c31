"""From heat and boxes to findings, as the station does it: peaks, then suppression within and across classes."""

import numpy as np

from boards.network import CELL

SAME_CLASS_IOU = 0.35
ACROSS_CLASSES_IOU = 0.45
FLOOR = 0.01


def peaks(heat: np.ndarray, boxes: np.ndarray, floor: float = FLOOR) -> np.ndarray:
    """heat [6, r, c], boxes [4, r, c] -> [n, 6]: x0, y0, x1, y1, score, class; best first. A peak is no lower than
    its eight neighbours of the same class, and above `floor`."""
    kinds, rows, columns = heat.shape
    around = np.pad(heat, ((0, 0), (1, 1), (1, 1)), constant_values=-1)
    highest = np.max([around[:, y:y + rows, x:x + columns] for y in range(3) for x in range(3)], 0)
    kind, row, column = np.nonzero((heat == highest) & (heat > floor))
    left, top, right, bottom = boxes[:, row, column]
    cx, cy = (column + 0.5) * CELL, (row + 0.5) * CELL
    limit = columns * CELL, rows * CELL
    found = np.stack([np.clip(cx - left, 0, limit[0]), np.clip(cy - top, 0, limit[1]),
                      np.clip(cx + right, 0, limit[0]), np.clip(cy + bottom, 0, limit[1]),
                      heat[kind, row, column], kind], 1)
    return found[np.argsort(-found[:, 4], kind="stable")]


def overlap(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """IoU of boxes [n, 4+] and [m, 4+] -> [n, m]."""
    low, high = np.maximum(a[:, None, :2], b[None, :, :2]), np.minimum(a[:, None, 2:4], b[None, :, 2:4])
    common = np.clip(high - low, 0, None).prod(2)
    area = [(x[:, 2] - x[:, 0]) * (x[:, 3] - x[:, 1]) for x in (a, b)]
    return common / (area[0][:, None] + area[1][None] - common)


def suppressed(found: np.ndarray, iou: float, across: bool) -> np.ndarray:
    """Keeps the best of what overlaps more than `iou`; `found` is best first."""
    left, kept = found, []
    while len(left):
        best, left = left[:1], left[1:]
        kept.append(best)
        rival = overlap(best, left)[0] > iou
        left = left[~(rival & (across | (left[:, 5] == best[0, 5])))]
    return np.concatenate(kept) if kept else found


def by_class(heat, boxes, floor=FLOOR):
    """For mAP: suppression within classes only."""
    return suppressed(peaks(heat, boxes, floor), SAME_CLASS_IOU, across=False)


def findings(detected):
    """For the product: one spot, one finding."""
    return suppressed(detected, ACROSS_CLASSES_IOU, across=True)
