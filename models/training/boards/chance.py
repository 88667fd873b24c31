"""Random choices of the renderer, from one seeded generator: the same seed draws the same board."""

import math

import numpy as np


class Chance:
    def __init__(self, *seed: int):
        self.rng = np.random.default_rng(list(seed))

    def uniform(self, low: float, high: float) -> float:
        return self.rng.uniform(low, high)

    def log_uniform(self, low: float, high: float) -> float:
        """Each doubling between `low` and `high` is as likely as any other."""
        return math.exp(self.rng.uniform(math.log(low), math.log(max(high, low * 1.01))))

    def whole(self, low: int, end: int) -> int:
        """`end` is left out."""
        return int(self.rng.integers(low, end))

    def happens(self, probability: float) -> bool:
        return bool(self.rng.random() < probability)

    def normal(self, spread: float, *shape: int):
        return self.rng.normal(0, spread, shape or None)

    def one_of(self, values):
        return self.rng.choice(values)

    def point(self, low: float, high: float):
        return self.uniform(low, high), self.uniform(low, high)

    def direction(self) -> float:
        """One of the eight directions of a board, in radians."""
        return math.radians(45 * self.whole(0, 8))
