"""Probabilities and limits from pictures of places that the network has not seen."""

import math

import numpy as np

from kit.binomial import upper_bound

MISS_BOUND = 0.08
REVIEW_BUDGET = 0.05
FALSE_FAIL_BUDGET = 0.01


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def logit(p):
    return np.log(p) - np.log1p(-p)


def fit_platt(labels, scores):
    """a, b of sigmoid(a * score + b), by Newton's method on Platt's (1999) smoothed targets.

    Temperature alone is not enough: a maximum over 8,236 cells shifts the zero point.
    """
    bad, good = labels.sum(), (~labels).sum()
    target = np.where(labels, (bad + 1) / (bad + 2), 1 / (good + 2))
    x = np.stack([scores, np.ones_like(scores)], 1).astype(float)
    w = np.array([1.0, 0.0])
    for _ in range(200):
        p = sigmoid(x @ w)
        gradient = x.T @ (p - target)
        curvature = (x * (p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(2)
        w -= np.clip(np.linalg.solve(curvature, gradient), -0.5, 0.5)
    return float(w[0]), float(w[1])


def derive_limits(labels, probabilities) -> dict:
    """passBelow and failAbove for one class; between them a person decides.

    passBelow: the highest threshold that still proves at most MISS_BOUND missed (exact binomial upper bound, 95 %).
    Going from strict to lax and stopping where the bound is reached keeps it true although the threshold was looked
    for (fixed-sequence testing, Angelopoulos et al. 2021). Where that sent more good pictures to review than the
    review budget: the threshold of that budget, chosen by good pictures alone, and the bound says what it is worth.
    failAbove: keeps the false-fail budget on good pictures.
    """
    scores = logit(probabilities.astype(float))
    good, bad = np.sort(scores[~labels])[::-1], np.sort(scores[labels])
    called = good[int(FALSE_FAIL_BUDGET * len(good))]
    fail_above = (called + next_above(bad, called)) / 2
    by_misses = bad[affordable_misses(len(bad))]
    by_review = good[int(REVIEW_BUDGET * len(good))]
    pass_below = by_review if by_review > by_misses else (by_misses + next_below(good, by_misses)) / 2
    return {"passBelow": round_up(sigmoid(min(pass_below, fail_above)), by_review > by_misses),
            "failAbove": round(float(sigmoid(fail_above)), 4)}


def affordable_misses(n: int) -> int:
    """The most misses among n that still prove MISS_BOUND; 0 where even none does not."""
    k = 0
    while k + 1 < n and upper_bound(k + 1, n) <= MISS_BOUND:
        k += 1
    return k


def round_up(probability, up: bool) -> float:
    """To four digits; up where good pictures at the limit must pass, else down: defects at it must not."""
    return float((np.ceil if up else np.floor)(probability * 1e4) / 1e4)


def evidence(labels, probabilities, limits: dict) -> dict:
    """What the limits do on these pictures, and what that proves."""
    n, k = int(labels.sum()), int((probabilities[labels] <= limits["passBelow"]).sum())
    called = int((probabilities[~labels] >= limits["failAbove"]).sum())
    return {"defective": n, "missedAtPass": k, "missUpperBound95": math.ceil(1e4 * upper_bound(k, n)) / 1e4,
            "good": int((~labels).sum()), "falseCallsAtFail": called}


def next_above(ascending, value: float) -> float:
    return next((v for v in ascending if v > value), value)


def next_below(descending, value: float) -> float:
    return next((v for v in descending if v < value), value)


def derivation(places, evidence_of: dict) -> str:
    return (f"From the INT8 scores in onnxruntime-node of {evidence_of['defective']} defective and {evidence_of['good']} "
            f"good photographs of the calibration places {', '.join(places)}, seen neither in training nor in measuring. "
            f"failAbove: at most {FALSE_FAIL_BUDGET:.0%} of the good ones fail. passBelow: the 95 % upper bound (exact "
            f"binomial) on the share missed is at most {MISS_BOUND:.0%}, unless more than {REVIEW_BUDGET:.0%} of the good "
            f"ones went to review, then that budget. Derive both again from good and defective parts of your own line.")
