"""Average precision and F of findings, as published for DeepPCB: right when IoU > 0.33 with a box of the same class."""

import numpy as np

from boards.detect import overlap

RIGHT_IOU = 0.33


def judged(detected, labelled, kinds: int):
    """Lists of [n, 6] and [m, 5] per picture -> per class ([k, 2] of score and right, number labelled)."""
    table = []
    for kind in range(kinds):
        rows, labels = [np.zeros((0, 2))], 0
        for found, boxes in zip(detected, labelled):
            found, boxes = found[found[:, 5] == kind], boxes[boxes[:, 4] == kind]
            labels += len(boxes)
            rows.append(np.stack([found[:, 4], right(found, boxes)], 1))
        table.append((np.concatenate(rows), labels))
    return table


def right(found, boxes):
    """Each labelled box is given to the best-scored finding that fits; `found` is best first."""
    fits, free, hits = overlap(found, boxes), np.ones(len(boxes), bool), np.zeros(len(found))
    for i in range(len(found) if len(boxes) else 0):
        best = np.where(free, fits[i], -1).argmax()
        if free[best] and fits[i, best] > RIGHT_IOU:
            free[best], hits[i] = False, 1
    return hits


def average_precision(rows, labels: int) -> float:
    """Area under the precision-recall curve at all points, with the precision envelope."""
    rows = rows[np.argsort(-rows[:, 0], kind="stable")]
    hits = np.cumsum(rows[:, 1])
    precision = np.maximum.accumulate((hits / np.arange(1, len(hits) + 1))[::-1])[::-1]
    return float((np.diff(hits / max(1, labels), prepend=0) * precision).sum())


def f_score(table, thresholds) -> tuple:
    """F, precision, recall over all classes when class k counts from thresholds[k] on."""
    hits = sum(rows[rows[:, 0] > t, 1].sum() for (rows, _), t in zip(table, thresholds))
    called = sum((rows[:, 0] > t).sum() for (rows, _), t in zip(table, thresholds))
    labels = sum(n for _, n in table)
    return float(2 * hits / max(1, called + labels)), float(hits / max(1, called)), float(hits / max(1, labels))


def best_f(table) -> tuple:
    """The best F of one threshold for all classes, and that threshold."""
    return max((*f_score(table, [t] * len(table)), t) for t in np.arange(0.05, 0.96, 0.01))
