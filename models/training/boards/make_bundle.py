"""One command from a seed to a bundle: render, train, quantise, calibrate, measure, write.

    python3 models/training/boards/make_bundle.py --out models/pcb-reference/1.0.0
"""

import shutil
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np  # noqa: E402

from boards import deeppcb, gallery, golden, judge, limits, measure  # noqa: E402
from boards.card import write_card  # noqa: E402
from boards.detect import ACROSS_CLASSES_IOU, SAME_CLASS_IOU  # noqa: E402
from boards.network import CELL, CLASSES  # noqa: E402
from boards.options import parse  # noqa: E402
from boards.workshop import Workshop  # noqa: E402
from kit import bundle, sign_off  # noqa: E402
from kit.runtime import run_model  # noqa: E402

EVERY_PROVIDER = ["cpu", "cuda", "tensorrt", "dml", "coreml", "webgpu"]
CREDIT = "Rendered and trained by this project's own kit; no picture, layout or label of anybody else is in it."


def main() -> None:
    options = parse(__doc__)
    groups = (*gallery.CALIBRATION, *gallery.TEST, *gallery.GOLDEN)
    gallery.check_apart(options.seed, *groups)
    workshop = Workshop(options)
    net = workshop.trained()
    candidates = workshop.candidates(net)
    if options.train_only:
        return
    options.out.mkdir(parents=True, exist_ok=True)
    made = workshop.calibrated(net, candidates, options.out)
    shipped = write_golden(workshop, options.out)
    measured = measure.everything(workshop, net, made)
    manifest = describe(workshop, made, shipped, measured)
    bundle.write_json(options.out / "manifest.json", manifest)
    shutil.copyfile(Path(__file__).resolve().parents[3] / "LICENSE", options.out / "LICENSE")
    checks = checks_of(measured)
    write_card(options.out, manifest, measured, checks)
    sign_off.refuse_unless_fit(checks)


def write_golden(workshop: Workshop, out: Path):
    """-> (id, pair, boxes) of what ships."""
    pairs = {group.name: gallery.pairs_of(group, workshop.folder) for group in gallery.GOLDEN}
    shipped = golden.choose(pairs)
    golden.write(shipped, out / "golden")
    return shipped


def describe(workshop: Workshop, made: dict, shipped, measured: dict) -> dict:
    """The manifest; also writes reference.json."""
    options, out = workshop.options, workshop.options.out
    maps = run_model(made["files"]["int8"], [pair for _, pair, _ in shipped])["heat"]
    names = [name for name, _, _ in shipped]
    bundle.write_json(out / "reference.json", bundle.reference_vectors(
        [f"{name}_test.png" for name in names], maps, [f"{name}_temp.png" for name in names]))
    unknown_part = measured["unknown"]
    return {
        "format": 2, "name": out.parent.name, "version": out.name, "task": "reference",
        "title": "Printed circuit boards against their golden picture", "classes": list(CLASSES),
        "input": {"name": "pair", "width": gallery.SIDE, "height": gallery.SIDE, "channels": 2, "colour": "pair",
                  "layout": "nhwc", "type": "uint8", "fit": "centre", "pad": 0},
        "output": {"map": "heat", "cell": CELL, "features": "features", "boxes": "boxes",
                   "decode": {"sameClassIou": SAME_CLASS_IOU, "acrossClassesIou": ACROSS_CLASSES_IOU, "floor": limits.STATION_FLOOR}},
        "artifacts": [bundle.artifact(made["files"]["int8"], "int8", ["cpu"]),
                      bundle.artifact(made["files"]["fp32"], "fp32", EVERY_PROVIDER)],
        "limits": made["limits"],
        "limitsDerivation": {"text": derivation(made), "claim": limits.claim(measured["evidence"], options.claim),
                             "classes": measured["evidence"]},
        "calibration": {"kind": "platt", "classes": {
            name: {"a": round(a, 6), "b": round(b, 6), "n": n, "eceBefore": round(before, 4), "eceAfter": round(after, 4)}
            for name, (a, b, n), before, after in zip(CLASSES, made["platt"], *measured["ece"])}},
        "unknownPart": {"kind": "feature-distance", **{k: unknown_part[k] for k in ("mean", "std", "limit")}},
        "drift": bundle.drift(made["good"].top.max(1)),
        "reference": {"file": "reference.json", "sha256": bundle.sha256(out / "reference.json")},
        "golden": {"labels": "golden/labels.json", "sha256": bundle.golden_sha256(out / "golden"),
                   "pictures": len(shipped), "defective": sum(len(boxes) > 0 for _, _, boxes in shipped)},
        "measured": measured["figures"],
        "provenance": {"data": "boards drawn by models/training/boards/render.py, nothing else",
                       "split": {"train": f"seed {options.seed}", **{
                           kind: [f"{g.name}: seed {g.seed}, {g.count} pairs" for g in groups] for kind, groups in
                           (("calibration", gallery.CALIBRATION), ("test", gallery.TEST), ("golden", gallery.GOLDEN))},
                       **({"dev": list(deeppcb.DEV_BOARDS)} if options.deeppcb else {})},
                       "seed": options.seed, "steps": options.steps, "roundedSteps": options.rounded_steps,
                       "int8": made["way"], "kit": "models/training/boards", "commit": bundle.kit_commit(), "made": date.today().isoformat()},
        "licence": {"weights": "MIT", "pictures": "MIT", "credit": CREDIT}}


def checks_of(measured: dict) -> list:
    """Goals on real boards are of the five that nobody looked at."""
    figures, unknown_part = measured["figures"], measured["unknown"]
    deciding = [value for name, value in unknown_part["strangers"].items() if name != measure.UNTELLING]
    checks = [sign_off.little_lost(figures["rendered"]["int8"][kind]["mAP"], figures["rendered"]["fp32"][kind]["mAP"], f"mAP, {kind}")
              for kind in figures["rendered"]["int8"]]
    checks += [sign_off.in_time(8.5, figures["latencyMsOneThread"]["int8"]["p50"]),
               sign_off.all_flagged(deciding, unknown_part["limit"], "covered lens, blinded, noise")]
    if "photographs" in unknown_part:
        found = unknown_part["photographs"]
        checks.append(sign_off.Check("flagged as unknown: photographs of another part", "all", f"{found['flagged']} of {found['n']}",
                                     found["flagged"] == found["n"], True))
    real = figures["deeppcb"].get("fiveBoards")
    if real:
        calm = [trial["goodFailed"] for name, trial in real["goldenAgainstItself"].items() if name != "pictures"]
        checks += [sign_off.at_least("mAP, five real boards", 0.992, real["int8"]["mAP"]),
                   sign_off.at_least("F at passBelow, five real boards", 0.982, real["int8"]["atPassBelow"]["f"]),
                   sign_off.at_most("golden pictures that fail, the worst alteration", 0.0, max(calm))]
    return checks


def derivation(made: dict) -> str:
    return (f"passBelow: where F is best on {len(made['found'].top)} rendered defective pairs, lowered until the "
            f"95 % upper bound (exact binomial) on the share of a class's defects that pass is {limits.MISS_BOUND:.0%}, as long as at most {limits.REVIEW_BUDGET:.0%} of "
            f"{len(made['good'].top)} good ones then go to a person. failAbove: from there on at least "
            f"{limits.RIGHT_AT_FAIL:.0%} of the findings are right and at most {limits.FALSE_FAIL_BUDGET:.1%} of the good "
            "pairs fail. INT8 in onnxruntime-node. The counts are of other rendered pairs, which decided nothing; good "
            "pairs differ in registration by up to 6 pixels, in etching, focus, light, noise and dust. Derive both again "
            "from good and defective boards of your own line.")


if __name__ == "__main__":
    main()
