"""Fast checks of what the studies rest on: pruning, rounding, lessons, attacks, zone, verdicts, refusals."""

import copy
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import numpy as np
import torch
from PIL import Image

from kit import qat
from kit.adversary import fgsm, pgd
from kit.graph import activation_step
from kit.ranges import observe_ranges
from surface import results
from surface.cross_validate import interval, summary
from surface.folds import FIXED_CAMERA, MICROSCOPE, UNSEEN_AND_CALIBRATION, fold
from surface.judge import Verdicts, figures, grown
from surface.lessons import attacked, distilled
from surface.network import SurfaceNet
from surface.options import parse
from surface.places import Photo, Split, without_corrupt
from surface.prune import pruned
from surface.zone import fit_zone, zone_cells

torch.set_num_threads(1)


def seasoned() -> SurfaceNet:
    """A network whose batch norms have seen something."""
    torch.manual_seed(1)
    net = SurfaceNet()
    net.train()(torch.randn(4, 3, 64, 64))
    return net.eval()


class Variants(unittest.TestCase):
    def test_a_run_against_attacks_has_checkpoints_and_results_of_its_own(self):
        with tempfile.TemporaryDirectory() as name, mock.patch.object(results, "RESULTS", Path(name)), \
                mock.patch.object(results, "folder", Path(name)), \
                mock.patch("sys.argv", ["x", "--data", name, "--checkpoints", name, "--attack", "pgd"]):
            results.write_result("fold-A-plain", 1)
            options = parse("about")
            self.assertEqual(options.checkpoints, Path(name) / "pgd-2")
            self.assertIsNone(results.read_result("fold-A-plain"))
            results.write_result("fold-A-plain", 2)
            self.assertEqual((Path(name) / "pgd-2" / "fold-A-plain.json").read_text(), "2\n")


class Pruning(unittest.TestCase):
    def test_nothing_pruned_changes_nothing(self):
        net, x = seasoned(), torch.randn(1, 3, 64, 64)
        w = net.widths
        self.assertTrue(torch.equal(pruned(net, w.hidden8, w.down16, w.hidden16).eval()(x), net(x)))

    def test_channels_that_add_nothing_are_the_first_to_go(self):
        net, x = seasoned(), torch.randn(1, 3, 64, 64)
        with torch.no_grad():
            for block in net.stage16:
                block.project.conv.weight[:, ::2] = 0
        small = pruned(net, net.widths.hidden8, net.widths.down16, net.widths.hidden16 // 2).eval()
        self.assertLess(sum(p.numel() for p in small.parameters()), sum(p.numel() for p in net.parameters()))
        self.assertTrue(torch.allclose(small(x), net(x), atol=1e-5))


class Rounding(unittest.TestCase):
    def test_rounded_values_lie_on_the_grid_of_the_file_and_stay_after_training(self):
        net, x = seasoned(), torch.randn(1, 3, 64, 64)
        named = qat.begin(net, observe_ranges(net, [x]))
        net(x).sum().backward()
        self.assertGreater(float(net.stem.conv.parametrizations.weight.original.grad.abs().sum()), 0)
        done = copy.deepcopy(net)
        ranges = qat.finish(done, named)
        steps = done.stem.conv.weight[0] / done.stem.conv.weight[0].abs().max() * 63
        self.assertLess(float((steps - steps.round()).abs().max()), 1e-3)
        self.assertEqual(len(ranges), len(named))
        self.assertTrue(all(module in set(done.modules()) for module in ranges))

    def test_a_stored_tensor_is_what_eight_bits_can_say(self):
        scale, zero = activation_step(-1.0, 2.0)
        rounded = qat.rounding(scale, zero)(None, None, torch.linspace(-3, 3, 100))
        levels = rounded / float(scale)
        self.assertLess(float((levels - levels.round()).abs().max()), 1e-3)
        self.assertLessEqual(float(rounded.max()), 2.01)


class Lessons(unittest.TestCase):
    def setUp(self):
        self.mask = torch.zeros(4, 1, 64, 64)
        self.mask[0, :, 16:40, 16:40] = 1
        self.images = torch.randn(4, 3, 64, 64)

    def test_a_student_that_agrees_with_its_teacher_has_less_to_learn(self):
        teacher, other = seasoned(), SurfaceNet().eval()
        with torch.no_grad():
            other.logits.bias += 3
            agreeing = distilled(teacher)(copy.deepcopy(teacher), self.images, self.mask)
            plainly = distilled(other)(copy.deepcopy(teacher), self.images, self.mask)
        self.assertLess(float(agreeing), float(plainly))

    def test_an_attacked_lesson_leaves_the_network_in_training(self):
        net = seasoned().train()
        attacked(2, steps=2)(net, self.images, self.mask).backward()
        self.assertTrue(net.training)
        self.assertGreater(float(net.stem.conv.weight.grad.abs().sum()), 0)

    def test_attacks_raise_the_loss_and_stay_within_their_size(self):
        net = seasoned()
        loss_of = lambda x: net(x).mean()
        for hostile in (fgsm(loss_of, self.images, 0.05), pgd(loss_of, self.images, 0.05, 3)):
            self.assertLessEqual(float((hostile - self.images).abs().max()), 0.0501)
            self.assertGreater(float(loss_of(hostile).detach()), float(loss_of(self.images).detach()))


def pitted(x: float, y: float, place="p") -> Photo:
    corners = ((x - 5, y - 5), (x + 5, y - 5), (x + 5, y + 5), (x - 5, y + 5))
    return Photo(Path("a.jpg"), place, 1130, 460, (corners,))


class Zone(unittest.TestCase):
    def test_it_follows_the_pits_and_holds_them_all(self):
        photos = [pitted(x, 400 - 0.25 * x + (x % 7)) for x in range(200, 900, 23)]
        corners = fit_zone(photos)
        slope = (corners[1][1] - corners[0][1]) / (corners[1][0] - corners[0][0])
        self.assertAlmostEqual(slope, -0.25, delta=0.01)
        cells = zone_cells(corners)
        for photo in photos:
            x, y = np.mean(photo.polygons[0], 0)
            self.assertTrue(cells[int(y + 2) // 8, int(x + 3) // 8])
        self.assertFalse(cells[5, 5])

    def test_too_few_pits_are_refused(self):
        with self.assertRaisesRegex(ValueError, "3 pits"):
            fit_zone([pitted(x, 100) for x in (100, 200, 300)])


def verdicts(seed: int, apart: float) -> Verdicts:
    rng = np.random.default_rng(seed)
    labels = np.repeat([True, False], 40)
    scores = np.clip(rng.normal(0.5 + apart * (labels - 0.5), 0.1), 0, 1)
    places = np.array([f"p{seed}{i // 2 % 4}" for i in range(80)])
    return Verdicts([f"{i}.jpg" for i in range(80)], places, labels, np.arange(80) % 2 == 0, scores, scores,
                    [[s] if y else [] for s, y in zip(scores, labels)], [[20.0] if y else [] for y in labels])


class Judging(unittest.TestCase):
    def test_perfect_scores_give_perfect_figures(self):
        found = figures(verdicts(1, 5.0))
        self.assertEqual((found["auroc"], found["missAt2PercentFalseCalls"], found["zone"]["missedAt2PercentFalseCalls"],
                          found["pitsTouchedAt2PercentFalseCalls"]), (1.0, 0.0, 0, 1.0))

    def test_the_interval_holds_the_mean_and_the_worst_place_is_one_of_the_places(self):
        found = {name: verdicts(seed, 0.2) for seed, name in enumerate("AB")}
        crossed = summary(found)
        low, high = crossed["aurocInterval95"]
        self.assertTrue(low <= crossed["auroc"] <= high)
        self.assertEqual(crossed["places"][crossed["worstPlace"]]["auroc"],
                         min(place["auroc"] for place in crossed["places"].values()))
        self.assertEqual(interval(found, lambda v: 1.0), [1.0, 1.0])

    def test_a_pit_is_touched_from_the_next_cell(self):
        cells = np.zeros((5, 5), bool)
        cells[2, 2] = True
        self.assertEqual(int(grown(cells).sum()), 9)


class Refusals(unittest.TestCase):
    def test_every_place_is_unseen_once_and_never_on_two_sides(self):
        unseen = [place for places, _ in UNSEEN_AND_CALIBRATION.values() for place in places]
        self.assertEqual(sorted(unseen), sorted(FIXED_CAMERA + MICROSCOPE))
        for name in UNSEEN_AND_CALIBRATION:
            split = fold(name)
            self.assertEqual(len({*split.train, *split.calibration, *split.unseen}), 12)

    def test_a_group_with_one_class_only_is_refused(self):
        with self.assertRaisesRegex(ValueError, "class is empty"):
            Split(("p",), (), ()).pick([pitted(100, 100)], "train")

    def test_corrupt_photographs_are_named_and_left_out_only_when_told_to(self):
        with tempfile.TemporaryDirectory() as folder:
            Image.new("RGB", (30, 20)).save(Path(folder) / "whole.jpg")
            (Path(folder) / "torn.jpg").write_bytes((Path(folder) / "whole.jpg").read_bytes()[:200])
            photos = [Photo(Path(folder) / name, "p", 30, height, ()) for name, height in
                      (("whole.jpg", 20), ("torn.jpg", 20), ("whole.jpg", 21), ("lost.jpg", 20))]
            with self.assertRaisesRegex(ValueError, "3 of 4 .*torn.jpg.*whole.jpg: 30x20.*lost.jpg"):
                without_corrupt(photos, skip=False)
            said = []
            self.assertEqual(without_corrupt(photos, skip=True, log=said.append), photos[:1])
            self.assertIn("left out 3 of 4", said[0])


if __name__ == "__main__":
    unittest.main()
