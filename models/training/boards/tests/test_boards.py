"""From heat to figures, and from network to file (how to run them: ../../README.md)."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from boards import alterations, deeppcb, detect, gallery, golden, limits, score
from boards.attack import Hostile
from boards.export import write_onnx
from boards.finetune import ranges_of
from boards.judge import Findings, called, caught
from boards.loss import reference_loss, targets
from boards.network import BOX_SPAN, BOX_UNIT, CLASSES, ReferenceNet, normalise
from boards.train import Schedule
from kit.runtime import run_model

SIDE = 96


def scene(*defects, reach=16):
    """heat [6, 12, 12] with a peak at each (row, column, class, score), boxes [4, 12, 12] `reach` pixels to each side."""
    heat, boxes = np.zeros((6, 12, 12), np.float32), np.full((4, 12, 12), reach, np.float32)
    for row, column, kind, value in defects:
        heat[kind, row, column] = value
    return heat, boxes


def findings(*rows) -> Findings:
    """One picture with rows x0, y0, x1, y1, score, class."""
    found = np.array(rows, float).reshape(-1, 6)
    return Findings([found], [found], np.zeros((1, 6)), np.zeros((1, 4)), 1.0, np.ones(1))


class Decoding(unittest.TestCase):
    def test_a_peak_becomes_a_box_round_the_middle_of_its_cell(self):
        found = detect.by_class(*scene((5, 4, 2, 0.9)))
        np.testing.assert_allclose(found, [[36 - 16, 44 - 16, 36 + 16, 44 + 16, 0.9, 2]], rtol=1e-6)

    def test_of_neighbours_only_the_highest_is_a_peak(self):
        self.assertEqual(len(detect.peaks(*scene((5, 4, 2, 0.9), (5, 5, 2, 0.8)))), 1)

    def test_overlaps_go_within_a_class_for_precision_and_between_classes_for_the_station(self):
        found = detect.by_class(*scene((5, 4, 2, 0.9), (5, 6, 2, 0.8), (5, 4, 3, 0.7), reach=24))
        self.assertEqual(list(found[:, 5]), [2, 3])
        self.assertEqual(list(detect.findings(found)[:, 5]), [2])

    def test_boxes_end_at_the_border_of_the_picture(self):
        found = detect.by_class(*scene((0, 11, 0, 0.9)))
        self.assertEqual(list(found[0, :4]), [76, 0, 96, 20])


class Precision(unittest.TestCase):
    BOXES = np.array([[10, 10, 40, 40, 1], [60, 60, 90, 90, 1]], np.float32)

    def test_a_second_finding_of_the_same_defect_is_wrong(self):
        found = np.array([[10, 10, 40, 40, 0.9, 1], [12, 12, 40, 40, 0.8, 1]])
        self.assertEqual(list(score.right(found, self.BOXES)), [1, 0])

    def test_average_precision_is_one_for_all_right_first_and_falls_with_a_false_call_before(self):
        rows = np.array([[0.9, 1], [0.8, 1], [0.7, 0]])
        self.assertEqual(score.average_precision(rows, 2), 1.0)
        self.assertAlmostEqual(score.average_precision(np.array([[0.9, 0], [0.8, 1], [0.7, 1]]), 2), 2 / 3)

    def test_a_defect_that_is_never_found_costs_its_share(self):
        self.assertEqual(score.average_precision(np.array([[0.9, 1]]), 2), 0.5)

    def test_f_counts_all_classes_at_their_own_thresholds(self):
        table = [(np.array([[0.9, 1], [0.2, 0]]), 1), (np.array([[0.6, 1]]), 1)]
        self.assertEqual(score.f_score(table, [0.5, 0.5])[0], 1.0)
        self.assertEqual(score.f_score(table, [0.5, 0.7])[0], 2 / 3)

    def test_a_finding_of_another_class_still_shows_the_place(self):
        at = {name: {"passBelow": 0.5, "failAbove": 0.8} for name in CLASSES}
        found = np.array([[10, 10, 40, 40, 0.6, 3]])
        self.assertEqual(list(caught(found, self.BOXES, at, "passBelow")), [True, False])
        self.assertTrue(called(found, at, "passBelow"))
        self.assertFalse(called(found, at, "failAbove"))


class Limits(unittest.TestCase):
    def test_every_class_has_ordered_limits_and_counts_that_bound_its_misses(self):
        kinds = [np.array([[10, 10, 40, 40, kind]], np.float32) for kind in range(6) for _ in range(20)]
        seen = [findings([10, 10, 40, 40, 0.9, boxes[0, 4]]) for boxes in kinds]
        found = Findings([s.ranked[0] for s in seen], [s.reported[0] for s in seen], np.zeros((120, 6)), np.zeros((120, 4)), 1.0, np.ones(120))
        good = findings([10, 10, 40, 40, 0.3, 0])
        at = limits.derive(found, kinds, good)
        counts = limits.evidence(found, kinds, good, at)
        for name in CLASSES:
            self.assertLess(at[name]["passBelow"], at[name]["failAbove"])
            self.assertEqual((counts[name]["defective"], counts[name]["missedAtPass"], counts[name]["falseCallsAtFail"]), (20, 0, 0))
            self.assertAlmostEqual(counts[name]["missUpperBound95"], 1 - 0.05 ** (1 / 20), places=4)
        self.assertGreaterEqual(at["open"]["failAbove"], 0.3)


class Refusals(unittest.TestCase):
    def test_boards_on_two_sides(self):
        with self.assertRaisesRegex(ValueError, "two sides: test-two-level and training"):
            gallery.check_apart(gallery.TEST[0].seed, *gallery.TEST)
        gallery.check_apart(1, *gallery.CALIBRATION, *gallery.TEST, *gallery.GOLDEN)

    def test_classes_without_defects(self):
        with self.assertRaisesRegex(ValueError, "short, mousebite, spur, copper, pin-hole"):
            gallery.check_filled([np.array([[0, 0, 9, 9, 0]], np.float32)])

    def test_corrupt_pictures_are_named_or_skipped(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            pair = np.zeros((32, 32, 2), np.uint8)
            golden.write([(deeppcb.DEV_BOARDS[0], pair, np.zeros((0, 5))), ("b", pair, np.zeros((0, 5)))], folder / "set")
            labels = folder / "set" / "labels.json"
            labels.write_text(labels.read_text().replace('"board": "b"', f'"board": "{deeppcb.DEV_BOARDS[0]}"'))
            (folder / "set" / "b_test.png").write_bytes(b"no picture")
            with self.assertRaisesRegex(ValueError, "1 pictures cannot be read.*b_test.png"):
                deeppcb.read_pairs(folder / "set", dev=True)
            said = []
            names, pairs, _ = deeppcb.read_pairs(folder / "set", True, skip_corrupt=True, log=said.append)
            self.assertEqual((len(names), pairs[0].max()), (1, 255))
            self.assertIn("left out 1 pictures", said[0])


class Learning(unittest.TestCase):
    def test_an_attack_in_training_moves_half_of_the_live_pictures_by_its_size_and_no_golden_one(self):
        torch.manual_seed(1)
        net, x = ReferenceNet().train(), torch.rand(2, 8, 64, 16) * 0.5 + 0.25
        wanted = [torch.from_numpy(np.stack([t, t])) for t in targets(np.array([[10, 10, 40, 40, 2]], np.float32), 64)]
        for hostile in (Hostile(2.0), Hostile(2.0, steps=2)):
            moved = hostile.half_attacked(net, x, wanted)
            self.assertTrue(net.training)
            self.assertTrue(torch.equal(moved[1], x[1]) and torch.equal(moved[0, 0::2], x[0, 0::2]))
            apart = (moved[0, 1::2] - x[0, 1::2]).abs()
            self.assertGreater(float(apart.max()), 1 / 255)
            self.assertLess(float(apart.max()), 2.01 / 255)

    def test_a_right_answer_costs_less_than_a_wrong_one(self):
        boxes = np.array([[20, 20, 60, 50, 2]], np.float32)
        heat, centres, sides, weight = (torch.from_numpy(t)[None] for t in targets(boxes, SIDE))
        right = torch.cat([torch.where(centres > 0, 6.0, -6.0), torch.log(sides.clamp(min=1) / BOX_UNIT)], 1)
        wrong = torch.cat([torch.full_like(heat, -6.0), torch.zeros_like(sides)], 1)
        costs = [float(reference_loss(out, heat, centres, sides, weight)[0]) for out in (right, wrong)]
        self.assertLess(costs[0], 0.2)
        self.assertGreater(costs[1], 2)

    def test_the_rate_does_not_depend_on_the_end_while_it_holds(self):
        self.assertEqual(Schedule(steps=9000).rate_at(5000), Schedule(steps=12000).rate_at(5000))
        self.assertLess(Schedule(steps=9000).rate_at(8999), 1e-4)


class Export(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        torch.manual_seed(1)
        rng = np.random.default_rng(1)
        cls.net = ReferenceNet()
        cls.pairs = [rng.integers(0, 256, (SIDE, SIDE, 2), dtype=np.uint8) for _ in range(6)]
        cls.net.train()
        with torch.no_grad():
            for _ in range(10):
                cls.net(normalise(torch.from_numpy(np.stack(cls.pairs))))
            cls.net.out.weight.mul_(8)
        cls.net.eval()
        cls.platt = [(1.5, 0.1 * k) for k in range(6)]

    def torch_says(self, pair):
        with torch.no_grad():
            out = self.net(normalise(torch.from_numpy(pair)[None]))[0]
        a, b = (torch.tensor(column)[:, None, None] for column in zip(*self.platt))
        return torch.sigmoid(a * out[:6] + b).numpy(), (BOX_UNIT * torch.exp(out[6:].clamp(-BOX_SPAN, BOX_SPAN))).numpy()

    def run_file(self, ranges):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "model.onnx"
            write_onnx(self.net, file, SIDE, SIDE, self.platt, ranges)
            return run_model(file, self.pairs)

    def test_fp32_answers_as_pytorch_does(self):
        outputs = self.run_file(None)
        self.assertEqual(list(outputs.arrays), ["heat", "boxes", "features"])
        for pair, heat, boxes in zip(self.pairs, outputs["heat"], outputs["boxes"]):
            wanted = self.torch_says(pair)
            np.testing.assert_allclose(heat, wanted[0], atol=1e-4)
            np.testing.assert_allclose(boxes, wanted[1], rtol=1e-3)

    def test_int8_answers_nearly_so(self):
        outputs = self.run_file(ranges_of(self.net, self.pairs))
        wanted = np.stack([self.torch_says(pair)[0] for pair in self.pairs])
        self.assertGreater(np.corrcoef(outputs["heat"].ravel(), wanted.ravel())[0, 1], 0.97)


class Altering(unittest.TestCase):
    def test_a_picture_moved_by_whole_pixels_is_the_same_picture_elsewhere(self):
        picture = np.random.default_rng(1).integers(0, 256, (64, 64), dtype=np.uint8)
        shifted = alterations.moved((3, 2))(picture)
        np.testing.assert_array_equal(shifted[2:, 3:], picture[:-2, :-3])

    def test_the_golden_side_stays_as_it_is(self):
        pair = np.random.default_rng(1).integers(0, 256, (64, 64, 2), dtype=np.uint8)
        for name in alterations.ALTERATIONS:
            changed = alterations.altered(pair, name)
            np.testing.assert_array_equal(changed[..., 0], pair[..., 0])
            self.assertEqual((changed.shape, changed.dtype), (pair.shape, pair.dtype))


class Golden(unittest.TestCase):
    def test_written_pairs_read_back_as_they_were(self):
        rng = np.random.default_rng(1)
        pair = rng.integers(0, 256, (32, 32, 2), dtype=np.uint8)
        with tempfile.TemporaryDirectory() as name:
            golden.write([(deeppcb.DEV_BOARDS[0], pair, np.array([[-3.0, 2, 40, 20, 4]]))], Path(name) / "set")
            _, pairs, boxes = deeppcb.read_pairs(Path(name) / "set", dev=True)
        np.testing.assert_array_equal(pairs[0], 255 - pair)
        self.assertEqual(boxes[0].tolist(), [[0, 2, 32, 20, 4]])


if __name__ == "__main__":
    unittest.main()
