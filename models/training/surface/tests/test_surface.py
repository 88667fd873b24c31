"""Fast checks of the surface kit on made-up steel (how to run them: ../../README.md)."""

import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
import onnx
import torch
from PIL import Image

from kit.ranges import observe_ranges
from surface.augment import augment
from surface.crops import CROP_HEIGHT, CROP_WIDTH, CropSource
from surface.export import write_onnx
from surface.frames import FRAME_HEIGHT, FRAME_WIDTH, Frame, centre, load_frame
from surface.loss import cell_targets, surface_loss
from surface.network import SurfaceNet, normalise
from surface.places import Photo, Split, read_labels, without_onset
from kit.loop import Schedule
from surface.train import Trainer

torch.set_num_threads(1)


def steel(place: str, pit=None, seed: int = 0) -> Frame:
    """Grey noise; `pit` = (x, y, side) darkens a square."""
    image = np.random.default_rng(seed).integers(90, 110, (FRAME_HEIGHT, FRAME_WIDTH, 3), np.uint8)
    defects = np.zeros(image.shape[:2], np.uint8)
    boxes = []
    if pit:
        x, y, side = pit
        image[y:y + side, x:x + side] //= 3
        defects[y:y + side, x:x + side] = 1
        boxes = [(x, y, x + side, y + side)]
    return Frame(f"{place}-{seed}", place, image, defects, boxes)


class Splitting(unittest.TestCase):
    def test_a_place_on_both_sides_is_refused(self):
        with self.assertRaisesRegex(ValueError, "both sides.*spindle-2"):
            Split(train=("spindle-1", "spindle-2"), calibration=("spindle-3",), unseen=("spindle-2",))

    def test_a_place_without_photographs_is_refused(self):
        with self.assertRaisesRegex(ValueError, "spindle-3"):
            Split(("spindle-1",), ("spindle-3",), ()).pick([Photo(Path("a.jpg"), "spindle-1", 8, 8, ())], "calibration")

    def test_the_last_good_photographs_before_onset_are_left_out(self):
        photos = [Photo(Path(f"{i}.jpg"), "spindle-1", 8, 8, ()) for i in range(5)]
        self.assertEqual([p.name for p in without_onset(photos, 2)], ["0.jpg", "1.jpg", "2.jpg"])


class Frames(unittest.TestCase):
    def test_a_camera_frame_is_centred_and_padded_by_whole_rows(self):
        out = centre(np.full((460, 1130, 3), 7, np.uint8), 128)
        self.assertEqual(out.shape, (464, 1136, 3))
        self.assertTrue((out[2:462, 3:1133] == 7).all())
        self.assertTrue((out[:2] == 128).all() and (out[:, 1133:] == 128).all())

    def test_a_taller_picture_is_cropped_on_both_sides(self):
        rows = np.repeat(np.arange(473, dtype=np.uint16)[:, None] % 251, 1130, 1).astype(np.uint8)
        self.assertEqual(int(centre(rows, 128)[0, 10]), 5)

    def test_polygons_follow_a_photograph_that_is_resized(self):
        with tempfile.TemporaryDirectory() as folder:
            Image.new("RGB", (2260, 920)).save(Path(folder) / "a.jpg")
            polygon = [[200, 200], [240, 200], [240, 240], [200, 240]]
            item = {"image": "a.jpg", "place": "p", "width": 2260, "height": 920,
                    "polygons": [{"label": "pitting", "points": polygon}]}
            (Path(folder) / "labels.json").write_text(json.dumps({"classes": ["pitting"], "items": [item]}))
            frame = load_frame(read_labels(Path(folder))[0])
        self.assertEqual([round(float(v)) for v in frame.boxes[0]], [103, 102, 123, 122])
        self.assertEqual(int(frame.defects[110, 110]), 1)


class Training(unittest.TestCase):
    def setUp(self):
        self.pitted = [steel("p", (400, 300, 30), 1), steel("q", (600, 250, 16), 2)]
        self.good = [steel("p", seed=3), steel("q", seed=4)]

    def test_crops_hold_pits_and_keep_the_photographs_untouched(self):
        before = [frame.image.copy() for frame in self.good + self.pitted]
        rng = np.random.default_rng(1)
        images, masks = CropSource(self.pitted, self.good, rng).batch(8)
        x, mask = augment(images, masks, rng)
        self.assertEqual(tuple(x.shape), (8, 3, CROP_HEIGHT, CROP_WIDTH))
        self.assertTrue(all(mask[i].max() > 0 for i in range(0, 8, 2)))
        self.assertTrue(all((a == f.image).all() for a, f in zip(before, self.good + self.pitted)))

    def test_the_best_cell_of_a_tiny_pit_counts(self):
        mask = torch.zeros(1, 1, 32, 32)
        mask[..., 9:13, 9:13] = 1
        pit, ignored = cell_targets(mask)
        self.assertEqual((int(pit.sum()), int(ignored.sum())), (1, 8))

    def test_the_loss_prefers_the_right_map(self):
        mask = torch.zeros(2, 1, 64, 64)
        mask[0, :, 16:40, 16:40] = 1
        right = torch.where(cell_targets(mask)[0], 6.0, -6.0)
        self.assertLess(float(surface_loss(right, mask)), 0.1)
        self.assertGreater(float(surface_loss(-right, mask)), 5)

    def test_a_resumed_run_ends_where_an_unbroken_one_does(self):
        schedule = Schedule(steps=4, batch=2, warm_up=2, mining_rounds=1, checkpoint_every=2)
        with tempfile.TemporaryDirectory() as folder:
            whole = self.train(schedule, Path(folder) / "whole.pt")
            broken = Trainer(self.pitted, self.good, schedule, 1)
            for _ in range(2):
                broken.advance(log=lambda _: None)
            broken.save(Path(folder) / "broken.pt")
            resumed = self.train(schedule, Path(folder) / "broken.pt")
        for name, value in whole.items():
            self.assertTrue(torch.equal(value, resumed[name]), name)

    def train(self, schedule, checkpoint):
        return Trainer(self.pitted, self.good, schedule, 1).run(checkpoint, log=lambda _: None).state_dict()


class Export(unittest.TestCase):
    def test_int8_has_no_clip_and_fp32_has_no_quantisation(self):
        net = SurfaceNet().eval()
        frame = np.random.default_rng(1).integers(0, 256, (64, 96, 3), np.uint8)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "model.onnx"
            write_onnx(net, file, 64, 96, ranges=observe_ranges(net, [normalise(torch.from_numpy(frame)[None])]))
            int8 = onnx.load(str(file))
            write_onnx(net, file, 64, 96)
            fp32 = onnx.load(str(file))
        self.assertNotIn("Clip", {node.op_type for node in int8.graph.node})
        self.assertNotIn("QuantizeLinear", {node.op_type for node in fp32.graph.node})
        self.assertEqual([o.name for o in int8.graph.output], ["map", "features"])

    def test_folded_weights_give_the_same_answer(self):
        net = SurfaceNet()
        with torch.no_grad():
            net.train()(torch.randn(2, 3, 64, 64))
            net.eval()
            x = torch.randn(1, 12, 16, 16)
            weight, bias = net.stem.folded()
            folded = torch.nn.functional.conv2d(x, weight, bias, net.stem.conv.stride, net.stem.conv.padding)
            self.assertTrue(torch.allclose(net.stem(x), folded.clamp(0, 6), atol=1e-4))

    def test_the_network_sees_grey_padding_as_zero(self):
        self.assertEqual(float(normalise(torch.full((1, 8, 8, 3), 128, dtype=torch.uint8)).abs().max()), 0.0)


if __name__ == "__main__":
    unittest.main()
