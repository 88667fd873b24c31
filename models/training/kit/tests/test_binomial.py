"""What n can carry: against the published tables of zero- and one-miss sample sizes."""

import unittest

from scipy.stats import beta

from kit.binomial import claim, needed, upper_bound


class Bounds(unittest.TestCase):
    def test_zero_misses_prove_one_minus_the_nth_root_of_five_percent(self):
        for n in (10, 40, 299):
            self.assertAlmostEqual(upper_bound(0, n), 1 - 0.05 ** (1 / n), places=6)

    def test_sample_sizes_are_the_published_ones(self):
        self.assertEqual([needed(0, share) for share in (0.01, 0.005, 0.001)], [299, 598, 2995])
        self.assertEqual([needed(1, 0.01), needed(1, 0.001)], [473, 4742])

    def test_everything_missed_or_nothing_seen_proves_nothing(self):
        self.assertEqual((upper_bound(5, 5), upper_bound(0, 0)), (1.0, 1.0))

    def test_hundreds_of_misses_among_thousands_have_a_bound_too(self):
        self.assertAlmostEqual(upper_bound(400, 5000), beta.ppf(0.95, 401, 4600), places=6)

    def test_more_parts_prove_more_and_more_misses_less(self):
        self.assertLess(upper_bound(1, 80), upper_bound(1, 40))
        self.assertGreater(upper_bound(2, 40), upper_bound(1, 40))


class Claims(unittest.TestCase):
    def test_a_claim_says_share_confidence_and_n(self):
        self.assertEqual(claim(0, 40), "At most 7.3 % missed at 95% confidence, n = 40 defective, 0 missed (exact binomial).")

    def test_a_claim_below_the_bound_is_refused_with_how_many_more_parts_it_takes(self):
        with self.assertRaisesRegex(ValueError, "0 of 40 .* not 2.0 %: that takes 109 more"):
            claim(0, 40, wanted=0.02)

    def test_a_claim_that_n_carries_is_made(self):
        self.assertIn("1.0 %", claim(0, 299, wanted=0.01))


if __name__ == "__main__":
    unittest.main()
