"""One command from labelled photographs to a bundle: train, quantise, calibrate, measure, write.

    python3 models/training/make_surface_bundle.py --data DIR --out models/surface-pitting/1.1.0
"""

import shutil
from datetime import date
from pathlib import Path

import numpy as np

from kit import binomial, bundle, calibrate, score, sign_off, unknown
from kit.runtime import run_model
from surface.alterations import robustness
from surface.card import write_card
from surface.cross_validate import KINDS, folds, slug, summary
from surface.folds import SHIPPED, UNSEEN_AND_CALIBRATION, fold
from surface.frames import FRAME_HEIGHT, FRAME_WIDTH, load_frame
from surface.judge import figures, judge
from surface.mistakes import write_sheet
from surface.network import CELL, INPUT_ZERO
from surface.options import parse, workshop
from surface.pictures import golden_and_demo, write_pictures
from surface.places import read_labels
from surface.results import read_result, write_result
from surface.zone import zone_cells

CLASSES = ["pitting"]
CREDIT = ("Schlagenhauf, Landwehr, Industrial machine tool element surface defect dataset, "
          "Data in Brief 2021, doi 10.5445/IR/1000129520")
HERE = Path(__file__).parent


def network_of(options) -> str:
    return "distilled" if options.distilled else "plain"


def options_of(parser) -> None:
    parser.add_argument("--out", type=Path, required=True, help="models/NAME/VERSION")
    parser.add_argument("--distilled", action="store_true",
                        help="ship the distilled network; do so when it is better on the calibration places")
    parser.add_argument("--claim", type=float, help="share missed that the card shall claim; refused when n cannot carry it")
    parser.add_argument("--foreign", type=Path, help="folder of pictures of something else, to see whether they count "
                                                     "as unknown parts; they decide nothing")


def main() -> None:
    options = parse(__doc__, options_of)
    missing = [name for name in UNSEEN_AND_CALIBRATION if read_result(slug(name, network_of(options))) is None]
    if missing:
        raise SystemExit(f"fold {', '.join(missing)} is not measured yet: run cross_validate_surface.py first; its figures lead the card")
    shop = workshop(options, SHIPPED)
    out = options.out
    out.mkdir(parents=True, exist_ok=True)
    if (out / "manifest.json").exists() and (out / "golden").exists():
        bundle.check_golden(out)

    net = KINDS[network_of(options)](shop, options)
    made = write_models(shop, net, shop.ranges(net), out)
    golden, demo = write_unseen(shop.pick("unseen"), out)
    manifest, checks = describe(shop, made, golden, demo, options)
    bundle.write_json(out / "manifest.json", manifest)
    bundle.check_golden(out)
    sign_off.refuse_unless_fit(checks)


def write_models(shop, net, ranges, out: Path) -> dict:
    """Both precisions, with the probabilities that were fitted on INT8; limits and what they prove."""
    int8, fp32 = out / "model.int8.onnx", out / "model.fp32.onnx"
    made = shop.write_calibrated(net, ranges, int8)
    shop.write(net, fp32, made["platt"])
    outputs = run_model(int8, shop.images("calibration"))
    limits = calibrate.derive_limits(made["labels"], outputs.scores)
    return {**made, "int8": int8, "fp32": fp32, "limits": limits, "probabilities": outputs.scores,
            "evidence": calibrate.evidence(made["labels"], outputs.scores, limits)}


def images(photos):
    return (load_frame(photo).image for photo in photos)


def write_unseen(photos, out: Path):
    """Writes golden/ and demo/, and reads them back: what is measured is what ships."""
    for name, chosen in zip(("golden", "demo"), golden_and_demo(photos)):
        shutil.rmtree(out / name, ignore_errors=True)
        write_pictures(chosen, out / name, CLASSES)
    return read_labels(out / "golden"), read_labels(out / "demo")


def describe(shop, made, golden, demo, options):
    """Measures everything. -> manifest, what it is signed off by; also writes reference vectors, card, plots and licence."""
    out, unseen = options.out, golden + demo
    int8, fp32 = (run_model(made[name], images(unseen)) for name in ("int8", "fp32"))
    verdicts = judge(unseen, int8["map"], zone_cells(shop.zone))
    vectors = bundle.reference_vectors([photo.name for photo in golden], int8["map"][:len(golden)])
    bundle.write_json(out / "reference.json", vectors)
    stranger = unknown_part(shop, made, options.foreign)
    places = fold(shop.fold)
    manifest = {
        "format": 2, "name": out.parent.name, "version": out.name, "task": "surface",
        "title": "Pitting on ball screw spindles", "classes": CLASSES,
        "input": {"name": "image", "width": FRAME_WIDTH, "height": FRAME_HEIGHT, "channels": 3, "colour": "rgb",
                  "layout": "nhwc", "type": "uint8", "fit": "centre", "pad": INPUT_ZERO},
        "output": {"map": "map", "cell": CELL, "features": "features"},
        "artifacts": [
            bundle.artifact(made["int8"], "int8", ["cpu"]),
            bundle.artifact(made["fp32"], "fp32", ["cpu", "cuda", "tensorrt", "dml", "coreml", "webgpu"])],
        "limits": {"pitting": made["limits"]},
        "limitsDerivation": {"text": calibrate.derivation(places.calibration, made["evidence"]),
                             "claim": claim_of(made["evidence"], options.claim), "classes": {"pitting": made["evidence"]}},
        "calibration": {"kind": "platt", "classes": {"pitting": calibration_of(made, verdicts)}},
        "unknownPart": {"kind": "feature-distance", **{k: stranger[k] for k in ("mean", "std", "limit")}},
        "drift": bundle.drift(made["probabilities"][~made["labels"]]),
        "reference": {"file": "reference.json", "sha256": bundle.sha256(out / "reference.json")},
        "golden": {"labels": "golden/labels.json", "sha256": bundle.golden_sha256(out / "golden"),
                   "pictures": len(golden), "defective": sum(photo.defective for photo in golden)},
        "measured": measured(network_of(options), made["limits"], verdicts, int8, fp32),
        "provenance": {"data": "BSData, 723 photographs of 12 places",
                       "split": {"train": places.train, "calibration": places.calibration, "golden": places.unseen},
                       "network": network_of(options), "seed": shop.seed, "steps": options.steps, "kit": "models/training", "commit": bundle.kit_commit(), "zone": shop.zone,
                       "made": date.today().isoformat()},
        "licence": {"weights": "CC-BY-SA-4.0", "pictures": "CC-BY-SA-4.0", "credit": CREDIT}}
    write_licence(out, options.data)
    write_sheet(out / "mistakes.jpg", unseen, int8["map"], made["limits"])
    of = bundle.sha256(made["int8"])
    if (read_result("robustness") or {}).get("of") != of:
        write_result("robustness", {"of": of, "rows": robustness(unseen, made["int8"], made["limits"])})
    checks = checks_of(manifest["measured"], stranger)
    write_card(out, manifest, verdicts, int8, stranger, checks)
    return manifest, checks


def checks_of(figures: dict, stranger: dict) -> list:
    """The goals are of the cross-validation over places, which this file's own places are a third of."""
    crossed = figures["crossValidation"]
    zone = crossed["zone"]
    limit = stranger["limit"]
    return [
        sign_off.little_lost(figures["aurocInt8"], figures["aurocFp32"], "AUROC"),
        sign_off.in_time(10, figures["latencyMsInt8P50OneThread"]),
        sign_off.all_flagged(list(stranger["strangers"].values()), limit, "covered lens, blinded, grey, noise"),
        *([sign_off.all_flagged(stranger["foreignDistances"], limit, "printed circuit boards")] if "foreignDistances" in stranger else []),
        sign_off.at_least("AUROC, cross-validation", 0.994, crossed["auroc"]),
        sign_off.at_least("AUROC, cross-validation, equal format", 0.985, crossed["aurocEqualFormat"]),
        sign_off.at_most("missed in the zone at 2 % false calls, cross-validation", 0.02,
                         zone["missedAt2PercentFalseCalls"] / zone["pitted"]),
        sign_off.at_least("pits touched at 2 % false calls, cross-validation", 0.95, crossed["pitsTouchedAt2PercentFalseCalls"])]


def claim_of(evidence: dict, wanted=None) -> str:
    return binomial.claim(evidence["missedAtPass"], evidence["defective"], wanted)


def calibration_of(made, verdicts) -> dict:
    """Platt's a and b, and the calibration error on unseen pictures without and with them."""
    a, b = made["platt"]
    without = calibrate.sigmoid((calibrate.logit(verdicts.scores.astype(float)) - b) / a)
    return {"a": round(a, 6), "b": round(b, 6), "n": len(made["labels"]),
            "eceBefore": round(score.calibration_error(verdicts.labels, without), 4),
            "eceAfter": round(score.calibration_error(verdicts.labels, verdicts.scores), 4)}


def measured(network: str, limits, verdicts, int8, fp32) -> dict:
    """Of this fold's unseen places, and the means of the cross-validation over all places."""
    found = figures(verdicts)
    shares = score.at_limits(verdicts.labels, verdicts.scores, limits["passBelow"], limits["failAbove"])
    crossed = summary(folds(network))
    return rounded({
        "data": "golden and demo pictures: places used neither for training nor for calibration and limits",
        "images": len(verdicts.labels), "aurocInt8": found["auroc"],
        "aurocFp32": score.auroc(verdicts.labels, fp32.scores), "aurocEqualFormatInt8": found["aurocEqualFormat"],
        "missAt2PercentFalseCalls": found["missAt2PercentFalseCalls"], "atLimits": shares,
        "crossValidation": {
            "folds": len(crossed["folds"]), "auroc": crossed["auroc"], "aurocInterval95": crossed["aurocInterval95"],
            "aurocEqualFormat": crossed["aurocEqualFormat"],
            "aurocEqualFormatInterval95": crossed["aurocEqualFormatInterval95"], "zone": crossed["zone"],
            "pitsTouchedAt2PercentFalseCalls": crossed["pitsTouched"]},
        "latencyMsInt8P50OneThread": int8.latency, "latencyMsFp32P50OneThread": fp32.latency,
        "machine": bundle.this_machine()})


def rounded(value):
    """Floats to four digits, throughout."""
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    if isinstance(value, list):
        return [rounded(one) for one in value]
    return round(value, 4) if isinstance(value, float) else value


def unknown_part(shop, made, foreign) -> dict:
    """Distances of known parts and of strangers, and the limit between them. `foreign` pictures are only tried."""
    pitted, good = shop.frames
    seen = run_model(made["int8"], [frame.image for frame in good + pitted])["features"]
    mean, std = unknown.fit(seen)
    pictures = unknown.strangers((FRAME_HEIGHT, FRAME_WIDTH, 3), shop.seed)
    strange = unknown.distance(run_model(made["int8"], pictures.values())["features"], mean, std)
    familiar = unknown.distance(np.concatenate([seen, made["features"]]), mean, std)
    limit = round(unknown.limit_between(familiar, strange), 3)
    found = {"mean": [round(float(v), 5) for v in mean], "std": [round(float(v), 5) for v in std], "limit": limit,
             "strangers": dict(zip(pictures, strange)), "familiar": float(familiar.max())}
    if foreign:
        features = run_model(made["int8"], unknown.foreign_frames(foreign, FRAME_HEIGHT, FRAME_WIDTH, INPUT_ZERO))["features"]
        distances = unknown.distance(features, mean, std)
        found["foreignDistances"] = distances.tolist()
        found["foreign"] = {"pictures": len(distances), "flagged": int((distances > limit).sum()),
                            "lowest": float(distances.min()), "median": float(np.median(distances))}
    return found


def write_licence(out: Path, data: Path) -> None:
    shutil.copyfile(data / "LICENSE", out / "LICENSE")
    for folder in ("", "golden", "demo"):
        shutil.copyfile(HERE / "CREDIT.md", out / folder / "CREDIT.md")


if __name__ == "__main__":
    main()
