"""Probabilities and limits from rendered pairs that were not learnt from, and what these prove."""

import numpy as np

from boards import score
from boards.judge import Findings, called, caught
from boards.network import CLASSES
from kit import binomial, calibrate
from kit.score import calibration_error

MISS_BOUND = 0.05
"""passBelow is lowered until the 95 % upper bound on the share of a class's defects that pass is no higher, unless the
review budget forbids it."""
STATION_FLOOR = 0.05
"""Peaks below are never looked at in the station, so no limit may lie there; the published metric has its own, lower one."""
REVIEW_BUDGET = 0.01
"""Of the good pictures, per class."""
FALSE_FAIL_BUDGET = 0.002
RIGHT_AT_FAIL = 0.98
"""Share of the findings above failAbove that are right."""
GRID = np.round(np.concatenate([np.arange(STATION_FLOOR, 0.1, 0.01), np.arange(0.1, 0.96, 0.02)]), 2)


def fit_platt(found: Findings, labelled):
    """-> six rows (a, b) and how many peaks each was fitted on: is a peak of that height right?"""
    rows = []
    for peaks, _ in score.judged(found.ranked, labelled, len(CLASSES)):
        height = calibrate.logit(np.clip(peaks[:, 0].astype(float), 1e-6, 1 - 1e-6))
        rows.append((*calibrate.fit_platt(peaks[:, 1] > 0, height), len(peaks)))
    return rows


def calibration_errors(found: Findings, labelled, platt=None):
    """Expected calibration error per class; `platt` undoes what is inside the graph."""
    errors = []
    for kind, (peaks, _) in enumerate(score.judged(found.ranked, labelled, len(CLASSES))):
        probability = peaks[:, 0].astype(float)
        if platt is not None:
            a, b = platt[kind][:2]
            probability = calibrate.sigmoid((calibrate.logit(np.clip(probability, 1e-6, 1 - 1e-6)) - b) / a)
        errors.append(calibration_error(peaks[:, 1] > 0, probability))
    return errors


def derive(found: Findings, labelled, good: Findings) -> dict:
    """-> class -> passBelow, failAbove.

    passBelow is where F is best, lowered for the bound on misses (exact binomial; a defect that is found under another
    name counts as missed here); failAbove is the lowest limit from there on at which
    findings are nearly always right and good pictures nearly never fail.
    """
    limits = {}
    for kind, (rows, count) in enumerate(score.judged(found.reported, labelled, len(CLASSES))):
        highest = np.array([highest_of(reported, kind) for reported in good.reported])
        passes = max(GRID, key=lambda t: score.f_score([(rows, count)], [t])[0])
        while bound_on_missed(rows, count, passes) > MISS_BOUND and passes > GRID[0]:
            lower = GRID[np.searchsorted(GRID, passes) - 1]
            if (highest > lower).mean() > REVIEW_BUDGET:
                break
            passes = lower
        fails = next((t for t in GRID if t > passes and right(rows, t) >= RIGHT_AT_FAIL
                      and (highest >= t).mean() <= FALSE_FAIL_BUDGET), GRID[-1])
        limits[CLASSES[kind]] = {"passBelow": float(passes), "failAbove": float(fails)}
    return limits


def highest_of(reported, kind: int) -> float:
    return max((row[4] for row in reported if row[5] == kind), default=0.0)


def bound_on_missed(rows, count: int, threshold: float) -> float:
    return binomial.upper_bound(count - int(rows[rows[:, 0] > threshold, 1].sum()), count)


def right(rows, threshold: float) -> float:
    above = rows[rows[:, 0] > threshold, 1]
    return float(above.mean()) if len(above) else 1.0


def evidence(found: Findings, labelled, good: Findings, limits) -> dict:
    """Counts of defects and good pictures, and the bound that the misses prove (exact binomial, one-sided 95 %)."""
    on = [caught(reported, boxes, limits, "passBelow") for reported, boxes in zip(found.reported, labelled)]
    counts = {}
    for kind, name in enumerate(CLASSES):
        mine = np.concatenate([hits[boxes[:, 4] == kind] for hits, boxes in zip(on, labelled)])
        only = {other: limits[other] if other == name else {"failAbove": 2.0} for other in CLASSES}
        calls = sum(called(reported, only, "failAbove") for reported in good.reported)
        misses = int((~mine).sum())
        counts[name] = {"defective": len(mine), "missedAtPass": misses,
                        "missUpperBound95": round(binomial.upper_bound(misses, len(mine)), 5),
                        "good": len(good.reported), "falseCallsAtFail": int(calls)}
    return counts


def claim(counts, wanted=None) -> str:
    """What may be said of all classes together; refuses what they cannot carry."""
    total, misses = (sum(c[key] for c in counts.values()) for key in ("defective", "missedAtPass"))
    worst = max(counts, key=lambda name: counts[name]["missUpperBound95"])
    return (binomial.claim(misses, total, wanted) + f" Worst class {worst}: at most "
            f"{binomial.percent(counts[worst]['missUpperBound95'])} %, n = {counts[worst]['defective']}. "
            "Rendered defects: it says nothing about how often a real line makes defects that look otherwise.")
