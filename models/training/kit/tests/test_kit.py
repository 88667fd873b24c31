"""Fast checks of what both models share (how to run them: ../../README.md)."""

import unittest

import numpy as np

from kit import bundle, calibrate, score, unknown
from kit.graph import activation_step


class Export(unittest.TestCase):
    def test_zero_is_exact_and_relu6_spans_every_level(self):
        self.assertEqual(activation_step(0.0, 6.0)[1], 0)
        scale, zero = activation_step(-1.0, 3.0)
        self.assertAlmostEqual(float(scale) * (0 - int(zero)), -1.0, delta=float(scale))


class Judging(unittest.TestCase):
    def test_auroc_counts_ties_half(self):
        labels = np.array([True, True, False, False])
        self.assertEqual(score.auroc(labels, np.array([0.9, 0.5, 0.5, 0.1])), 0.875)

    def test_platt_finds_slope_and_offset(self):
        rng = np.random.default_rng(1)
        scores = rng.normal(0, 2, 4000)
        labels = rng.random(4000) < calibrate.sigmoid(1.5 * scores - 2)
        a, b = calibrate.fit_platt(labels, scores)
        self.assertAlmostEqual(a, 1.5, delta=0.2)
        self.assertAlmostEqual(b, -2, delta=0.25)

    def test_limits_keep_their_budgets_on_the_pictures_they_come_from(self):
        rng = np.random.default_rng(2)
        labels = np.repeat([True, False], 200)
        p = calibrate.sigmoid(np.concatenate([rng.normal(3, 1.5, 200), rng.normal(-3, 1, 200)]))
        limits = calibrate.derive_limits(labels, p)
        shares = score.at_limits(labels, p, limits["passBelow"], limits["failAbove"])
        self.assertLessEqual(limits["passBelow"], limits["failAbove"])
        self.assertLessEqual(shares["falseCalls"], calibrate.FALSE_FAIL_BUDGET)
        self.assertLessEqual(shares["review"], calibrate.REVIEW_BUDGET)

    def test_a_dead_channel_does_not_make_a_part_strange(self):
        features = np.random.default_rng(3).normal(1, 0.1, (50, 8))
        features[:, 0] = 0
        mean, std = unknown.fit(features)
        flicker = features[:1].copy()
        flicker[0, 0] = 0.02
        self.assertLess(unknown.distance(flicker, mean, std)[0], 2)

    def test_pooled_maps_keep_the_maximum(self):
        heat = np.zeros((58, 142), np.float32)
        heat[57, 141] = 0.75
        self.assertEqual(bundle.pooled(heat)[-1], 0.75)


if __name__ == "__main__":
    unittest.main()
