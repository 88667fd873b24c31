"""From a seed to files: train, round, calibrate. Everything made on the way is kept in a folder of checkpoints."""

from dataclasses import dataclass
from pathlib import Path

import torch

from boards import gallery, judge, limits
from boards.attack import PGD_STEPS, Hostile
from boards.export import write_onnx
from boards.finetune import finetuned, ranges_of
from boards.network import ConvNorm, ReferenceNet
from boards.train import Schedule, Trainer, batches
from kit.loop import TRUSTED

RANGE_PAIRS = 40


@dataclass
class Workshop:
    options: object
    log: object = print

    @property
    def folder(self) -> Path:
        return self.options.checkpoints

    @property
    def variant(self) -> str:
        """Goes into the names of checkpoints: a network that was trained against attacks is another one."""
        o = self.options
        return "" if o.attack == "none" else f"-{o.attack}-{o.grey_levels:g}"

    def pairs(self, groups, good: bool = False):
        """-> pairs and labelled boxes of those groups that are (not) made of good boards."""
        chosen = [one for group in groups if (group.defects == 0) == good for one in gallery.pairs_of(group, self.folder)]
        return [pair for pair, _ in chosen], [boxes for _, boxes in chosen]

    def trained(self) -> ReferenceNet:
        o = self.options
        schedule = Schedule(steps=o.steps, batch=o.batch)
        hostile = Hostile(o.grey_levels, PGD_STEPS if o.attack == "pgd" else 1) if self.variant else None
        trainer = Trainer(schedule, o.seed, o.device, o.workers, hostile)
        return trainer.run(self.folder / f"boards{self.variant}.pt", self.log).to("cpu").eval()

    def rounded(self, net: ReferenceNet, ranges: dict):
        """The network after fine-tuning with INT8's rounding, and its ranges."""
        file, o = self.folder / f"boards{self.variant}-rounded.pt", self.options
        origin = {"seed": o.seed, "steps": o.steps, "batch": o.batch, "rounded": o.rounded_steps}
        if not file.exists():
            pairs = batches(o.seed, o.steps, o.steps + o.rounded_steps, o.batch, o.workers)
            tuned, spans = finetuned(net, ranges, pairs, o.rounded_steps, o.device, self.log)
            names = {module: name for name, module in tuned.named_modules()}
            torch.save({"origin": origin, "net": tuned.state_dict(), "ranges": {names[m]: span for m, span in spans.items()}}, file)
        state = torch.load(file, map_location="cpu", **TRUSTED)
        if state["origin"] != origin:
            raise ValueError(f"{file} belongs to another run: {state['origin']}, not {origin}; move it away to begin anew")
        tuned = ReferenceNet().eval()
        for module in tuned.modules():
            if isinstance(module, ConvNorm):
                module.fold_in()
        tuned.load_state_dict(state["net"])
        modules = dict(tuned.named_modules())
        return tuned, {modules[name]: span for name, span in state["ranges"].items()}

    def candidates(self, net: ReferenceNet) -> dict:
        """INT8 by rounding alone, and after fine-tuning: name -> (network, ranges)."""
        pairs, _ = self.pairs(gallery.CALIBRATION)
        ranges = ranges_of(net, pairs[:: max(1, len(pairs) // RANGE_PAIRS)])
        return {"ptq": (net, ranges), "qat": self.rounded(net, ranges)}

    def chosen(self, candidates: dict) -> tuple:
        """The better of the two on calibration pairs, with its figures of both."""
        pairs, boxes = self.pairs(gallery.CALIBRATION)
        found = {}
        for name, (net, ranges) in candidates.items():
            file = self.folder / f"{name}.onnx"
            write_onnx(net, file, ranges=ranges)
            found[name] = judge.look_at(file, pairs)
        scores = {name: judge.precision_figures(one, boxes)["mAP"] for name, one in found.items()}
        self.log(f"mAP on calibration pairs: {scores}")
        best = max(scores, key=scores.get)
        return best, found[best], boxes

    def calibrated(self, net: ReferenceNet, candidates: dict, out: Path) -> dict:
        """Writes both precisions with Platt's a and b inside, and derives the limits."""
        best, found, boxes = self.chosen(candidates)
        gallery.check_filled(boxes)
        platt = limits.fit_platt(found, boxes)
        rows = [(a, b) for a, b, _ in platt]
        tuned, ranges = candidates[best]
        files = {"int8": out / "model.int8.onnx", "fp32": out / "model.fp32.onnx"}
        write_onnx(tuned, files["int8"], platt=rows, ranges=ranges)
        write_onnx(net, files["fp32"], platt=rows)
        other = next(name for name in candidates if name != best)
        files[other] = self.folder / f"{other}-calibrated.onnx"
        write_onnx(candidates[other][0], files[other], platt=rows, ranges=candidates[other][1])
        good, _ = self.pairs(gallery.CALIBRATION, good=True)
        pairs, _ = self.pairs(gallery.CALIBRATION)
        found, calm = judge.look_at(files["int8"], pairs), judge.look_at(files["int8"], good)
        return {"files": files, "way": best, "other": other, "platt": platt, "found": found, "good": calm,
                "limits": limits.derive(found, boxes, calm)}
