"""What a written file finds in pairs, in the runtime that ships, and how good that is."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from boards import detect, score
from boards.network import CLASSES
from kit.runtime import run_model


@dataclass
class Findings:
    """Per pair: `ranked` for average precision, `reported` as the station reports them; features [n, F]; ms."""

    ranked: list
    reported: list
    top: np.ndarray
    features: np.ndarray
    latency: float
    times: np.ndarray


def look_at(file: Path, pairs) -> Findings:
    """`pairs`: uint8 [H, W, 2] each. Outputs are read one by one: thousands of maps would fill the memory."""
    ranked, top, features, times, latency = [], [], [], [], []
    for some in chunks(pairs, 50):
        outputs = run_model(file, some)
        ranked += [detect.by_class(heat, boxes) for heat, boxes in zip(outputs["heat"], outputs["boxes"])]
        top.append(outputs["heat"].reshape(len(some), len(CLASSES), -1).max(2))
        features.append(outputs["features"])
        times.append(outputs.times)
        latency.append(outputs.latency)
    return Findings(ranked, [detect.findings(found) for found in ranked], np.concatenate(top), np.concatenate(features),
                    min(latency), np.concatenate(times))


def chunks(items, size: int):
    chunk = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def precision_figures(found: Findings, labelled) -> dict:
    """mAP and AP per class (shares), best F of one threshold."""
    table = score.judged(found.ranked, labelled, len(CLASSES))
    ap = {name: score.average_precision(rows, n) for name, (rows, n) in zip(CLASSES, table) if n}
    best = score.best_f(score.judged(found.reported, labelled, len(CLASSES)))
    return {"mAP": float(np.mean(list(ap.values()))), "ap": ap,
            "bestF": dict(zip(("f", "precision", "recall", "threshold"), best))}


def f_at(found: Findings, labelled, limits, which: str) -> dict:
    """F of everything above that limit of its class."""
    table = score.judged(found.reported, labelled, len(CLASSES))
    return dict(zip(("f", "precision", "recall"), score.f_score(table, [limits[name][which] for name in CLASSES])))


def called(reported, limits, which: str) -> bool:
    """Is any finding of one picture above that limit of its class?"""
    return bool(above(reported, limits, which).any())


def above(reported, limits, which: str) -> np.ndarray:
    """bool [n]: not passed (above passBelow), or failed (failAbove or more)."""
    line = np.array([limits[name][which] for name in CLASSES])[reported[:, 5].astype(int)]
    return reported[:, 4] >= line if which == "failAbove" else reported[:, 4] > line


def caught(reported, boxes, limits, which: str) -> np.ndarray:
    """bool [m]: does any finding above its limit, of whatever class, lie on each labelled box? A person who is
    shown the place sees the defect."""
    shown = reported[above(reported, limits, which)]
    return (detect.overlap(boxes, shown) > score.RIGHT_IOU).any(1) if len(shown) else np.zeros(len(boxes), bool)
