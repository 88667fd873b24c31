"""Figures of merit over pictures: `labels` bool [n] (True = defective), `scores` [n]."""

import math

import numpy as np


def auroc(labels, scores) -> float:
    """Chance that a defective picture scores above a good one; ties count half."""
    bad, good = scores[labels][:, None], scores[~labels][None]
    return float((bad > good).mean() + 0.5 * (bad == good).mean())


def threshold_at(labels, scores, false_calls: float) -> float:
    """The lowest threshold above which at most that share of the good pictures lies."""
    good = np.sort(scores[~labels])[::-1]
    return float(good[math.floor(false_calls * len(good))])


def missed(labels, scores, false_calls: float) -> int:
    """How many defective pictures are missed when at most that share of good ones is called."""
    return int((scores[labels] <= threshold_at(labels, scores, false_calls)).sum())


def miss_rate(labels, scores, false_calls: float) -> float:
    return missed(labels, scores, false_calls) / int(labels.sum())


def at_limits(labels, scores, pass_below: float, fail_above: float) -> dict:
    """Shares. missed: of the defective, that pass; falseCalls and review: of the good, that fail or
    go to a person."""
    passed, failed = scores <= pass_below, scores >= fail_above
    between = ~passed & ~failed
    return {"missed": float(passed[labels].mean()), "falseCalls": float(failed[~labels].mean()),
            "review": float(between[~labels].mean())}


def calibration_error(labels, probabilities, bins: int = 15) -> float:
    """Expected calibration error (Guo et al. 2017) with equal-width bins."""
    which = np.minimum((probabilities * bins).astype(int), bins - 1)
    gaps = [abs(probabilities[which == b].sum() - labels[which == b].sum()) for b in range(bins)]
    return float(sum(gaps) / len(labels))


def bootstrap_span(labels, scores, rounds: int = 1000, seed: int = 1):
    """95 % span of the AUROC over resampled pictures (not places: the true span is wider)."""
    rng = np.random.default_rng(seed)
    bad, good = scores[labels], scores[~labels]
    resampled = np.repeat([True, False], [len(bad), len(good)])
    values = [auroc(resampled, np.concatenate([rng.choice(bad, len(bad)), rng.choice(good, len(good))]))
              for _ in range(rounds)]
    return tuple(float(v) for v in np.quantile(values, [0.025, 0.975]))
