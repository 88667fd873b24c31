"""What a count of misses proves: exact one-sided bounds (Clopper and Pearson 1934), no more digits than n carries."""

import math

CONFIDENCE = 0.95


def at_most(k: int, n: int, p: float) -> float:
    """Chance of k or fewer among n, each with chance 0 < p < 1. By logarithms: thousands over hundreds is no float."""
    ways = lambda i: math.lgamma(n + 1) - math.lgamma(i + 1) - math.lgamma(n - i + 1)
    return math.fsum(math.exp(ways(i) + i * math.log(p) + (n - i) * math.log1p(-p)) for i in range(k + 1))


def upper_bound(k: int, n: int, confidence: float = CONFIDENCE) -> float:
    """The true share is at most this, at that confidence, when k of n were seen; 1 when nothing was looked at."""
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n}")
    if k == n:
        return 1.0
    low, high = k / n, 1.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        low, high = (middle, high) if at_most(k, n, middle) > 1 - confidence else (low, middle)
    return high


def needed(k: int, share: float, confidence: float = CONFIDENCE) -> int:
    """The fewest parts among which k misses still prove `share` or less."""
    if not 0 < share < 1:
        raise ValueError(f"a share between 0 and 1 is needed, not {share}")
    low, high = k, k + 1
    while upper_bound(k, high, confidence) > share:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if upper_bound(k, middle, confidence) <= share else (middle, high)
    return high


def claim(k: int, n: int, wanted: float = None, what: str = "missed", confidence: float = CONFIDENCE) -> str:
    """The sentence that may be printed. `wanted`: the share that somebody would like to claim.

    @raises ValueError when n cannot carry it, with how many more parts it takes.
    """
    bound = upper_bound(k, n, confidence)
    if wanted is not None and wanted < bound:
        more = needed(k, wanted, confidence) - n
        raise ValueError(f"{k} of {n} {what} proves at most {percent(bound)} % at {confidence:.0%} confidence, not "
                         f"{percent(wanted)} %: that takes {more} more defective parts without another miss")
    return (f"At most {percent(bound if wanted is None else wanted)} % {what} at {confidence:.0%} confidence, n = {n} "
            f"defective, {k} {what} (exact binomial).")


def percent(share: float) -> str:
    """Rounded up: a claim never becomes better by rounding."""
    return f"{math.ceil(share * 1000 - 1e-6) / 10:.1f}"
