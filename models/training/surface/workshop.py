"""What every command of this package starts from: the data of one fold, its trained network, its files measured."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import torch

from kit import calibrate
from kit.loop import TRUSTED, Schedule
from kit.ranges import observe_ranges
from kit.runtime import run_model
from surface.export import write_onnx
from surface.folds import fold
from surface.frames import FRAME_HEIGHT, FRAME_WIDTH, load_frame
from surface.judge import judge
from surface.network import normalise
from surface.places import without_onset
from surface.train import Trainer, plain
from surface.zone import fit_zone, zone_cells

ONSET = 4
RANGE_FRAMES = 60


@dataclass
class Workshop:
    """`photos`: all of them; `checkpoints`: a folder that may be deleted to begin anew."""

    photos: list
    fold: str
    checkpoints: Path
    seed: int = 1
    device: str = "cpu"

    def pick(self, group: str) -> list:
        return fold(self.fold).pick(self.photos, group)

    @cached_property
    def frames(self):
        """Training frames: (pitted, good)."""
        chosen = self.pick("train")
        return ([load_frame(photo) for photo in chosen if photo.defective],
                [load_frame(photo) for photo in without_onset(chosen, ONSET)])

    @cached_property
    def zone(self):
        return fit_zone(self.pick("train"))

    def train(self, name: str, schedule: Schedule, net=None, lesson=plain, hard_of=None, log=print):
        """Goes on from the checkpoint of that name, if there is one. `hard_of`: another run, whose hard spots are
        taken over from its checkpoint."""
        pitted, good = self.frames
        log(f"{name}: {len(pitted)} pitted and {len(good)} good photographs")
        trainer = Trainer(pitted, good, schedule, self.seed, net, lesson, name, self.device)
        if hard_of:
            trainer.recall(torch.load(self.checkpoint(hard_of), map_location="cpu", **TRUSTED)["kept"])
        return trainer.run(self.checkpoint(name), log).to("cpu")

    def checkpoint(self, name: str) -> Path:
        return self.checkpoints / f"{self.fold}-{name}.pt"

    def ranges(self, net) -> dict:
        pitted, good = self.frames
        known = good + pitted
        chosen = np.random.default_rng(self.seed).choice(len(known), min(RANGE_FRAMES, len(known)), replace=False)
        return observe_ranges(net, (normalise(torch.from_numpy(known[i].image)[None]) for i in chosen))

    def images(self, group: str):
        return (load_frame(photo).image for photo in self.pick(group))

    def write(self, net, file: Path, platt=(1.0, 0.0), ranges=None) -> None:
        write_onnx(net, file, FRAME_HEIGHT, FRAME_WIDTH, platt, ranges)

    def write_calibrated(self, net, ranges, file: Path) -> dict:
        """Writes `file` with Platt's a and b inside, fitted on what it answers for the calibration places.
        `ranges` None: FP32. -> platt; of the calibration places labels, logits and features."""
        self.write(net, file, ranges=ranges)
        outputs = run_model(file, self.images("calibration"))
        labels = np.array([photo.defective for photo in self.pick("calibration")])
        raw = calibrate.logit(outputs.scores.astype(float))
        platt = calibrate.fit_platt(labels, raw)
        self.write(net, file, platt, ranges)
        return {"platt": platt, "labels": labels, "raw": raw, "features": outputs["features"]}

    def judged(self, file: Path, group: str):
        """-> verdicts, outputs."""
        outputs = run_model(file, self.images(group))
        return judge(self.pick(group), outputs["map"], zone_cells(self.zone)), outputs
