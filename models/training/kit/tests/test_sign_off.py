"""A bundle that must not ship ends its making with an error that says why."""

import unittest

from kit.sign_off import all_flagged, at_least, in_time, little_lost, refuse_unless_fit, sign_off_table


class SigningOff(unittest.TestCase):
    def test_a_missed_goal_is_told_and_does_not_stop_it(self):
        checks = [at_least("AUROC", 0.994, 0.99), in_time(10, 6.4)]
        refuse_unless_fit(checks)
        rows = sign_off_table(checks)
        self.assertIn("99.00 %", rows)
        self.assertIn("**missed**", rows)

    def test_what_it_must_be_stops_it_all_named(self):
        checks = [little_lost(0.98, 0.99, "AUROC"), in_time(8.5, 9.0), all_flagged([3.0, 1.0], 2.0, "noise"), little_lost(1, 0.9, "mAP")]
        with self.assertRaisesRegex(SystemExit, "lost by INT8, AUROC: 1.00 %.*9.0 ms.*noise: 1 of 2") as refused:
            refuse_unless_fit(checks)
        self.assertNotIn("mAP", str(refused.exception))


if __name__ == "__main__":
    unittest.main()
