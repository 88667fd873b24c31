"""Limits say what they prove; a bundle with other golden pictures is refused; plots show what is best."""

import json
import tempfile
import unittest
from pathlib import Path

import numpy as np

from kit import bundle, calibrate, plots
from kit.binomial import upper_bound
from kit.card import table


def scored(bad: int, good: int, apart: float = 4, seed: int = 1):
    rng = np.random.default_rng(seed)
    labels = np.repeat([True, False], [bad, good])
    return labels, calibrate.sigmoid(np.concatenate([rng.normal(apart, 1, bad), rng.normal(-apart, 1, good)]))


class Limits(unittest.TestCase):
    def test_more_defective_parts_allow_misses_that_few_do_not(self):
        self.assertEqual([calibrate.affordable_misses(n) for n in (10, 40, 100, 400)], [0, 0, 3, 22])
        labels, p = scored(200, 400, 2.2)
        shown = calibrate.evidence(labels, p, calibrate.derive_limits(labels, p))
        self.assertLessEqual(shown["missUpperBound95"], calibrate.MISS_BOUND + 1e-4)
        self.assertGreater(shown["missedAtPass"], 0)

    def test_the_review_budget_goes_before_a_bound_that_would_send_everything_to_a_person(self):
        labels, p = scored(40, 200)
        p[0] = p[~labels].min() / 2  # a pit that nobody can see
        limits = calibrate.derive_limits(labels, p)
        shown = calibrate.evidence(labels, p, limits)
        self.assertLessEqual(float((p[~labels] > limits["passBelow"]).mean()), calibrate.REVIEW_BUDGET)
        self.assertEqual(shown["missedAtPass"], 1)
        self.assertAlmostEqual(shown["missUpperBound95"], upper_bound(1, 40), delta=1e-4)

    def test_drift_quantiles_run_from_the_lowest_to_the_highest(self):
        scores = np.linspace(0.1, 0.9, 50)
        quantiles = bundle.drift(scores)["topScores"]
        self.assertEqual((len(quantiles), quantiles[0], quantiles[50], quantiles[-1]), (101, 0.1, 0.5, 0.9))


class Golden(unittest.TestCase):
    def test_other_golden_pictures_than_the_manifest_says_are_refused(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "golden").mkdir()
            (folder / "golden" / "a.png").write_bytes(b"a")
            (folder / "golden" / "labels.json").write_text("{}")
            digest = bundle.golden_sha256(folder / "golden")
            (folder / "manifest.json").write_text(json.dumps({"golden": {"sha256": digest}}))
            bundle.check_golden(folder)
            (folder / "golden" / "a.png").write_bytes(b"b")
            with self.assertRaisesRegex(ValueError, "not what manifest.json says"):
                bundle.check_golden(folder)

    def test_reference_vectors_of_pairs_name_what_each_is_compared_with(self):
        maps = np.random.default_rng(1).random((5, 2, 16, 16)).astype(np.float32)
        vectors = bundle.reference_vectors(list("abcde"), maps, golden=list("ABCDE"))["vectors"]
        self.assertEqual(vectors[0]["golden"].lower(), vectors[0]["picture"])
        self.assertAlmostEqual(max(vectors[-1]["pooledMap"]), vectors[-1]["maxScore"], places=5)


class Showing(unittest.TestCase):
    def test_only_what_nothing_beats_is_on_the_front(self):
        points = [("slow and good", 10, 99), ("fast", 5, 95), ("slower than fast, worse", 6, 94), ("middle", 7, 98)]
        self.assertEqual(plots.pareto(points), {"slow and good", "fast", "middle"})
        drawn = plots.scatter("t <&>", "ms", "%", points, plots.pareto(points))
        self.assertEqual(drawn.count("<circle"), 4)
        self.assertIn("t &lt;&amp;&gt;", drawn)

    def test_tables_are_aligned(self):
        lines = table(("a", "long head"), [("longer cell", 1)]).splitlines()
        self.assertEqual(len({len(line) for line in lines}), 1)


if __name__ == "__main__":
    unittest.main()
