"""Grouped cross-validation over places, on INT8 files in onnxruntime-node: three folds, each place unseen once.

    python3 models/training/cross_validate_surface.py --data DIR
"""

import json
from pathlib import Path

import numpy as np

from kit import score
from surface import networks
from surface.folds import UNSEEN_AND_CALIBRATION
from surface.judge import Verdicts, figures
from surface.options import parse, workshop
from surface.results import read_result, write_result

ROUNDS = 1000


KINDS = {"plain": networks.plain, "distilled": networks.student}
"""What may ship. The choice is made by the calibration places, see `choice`."""


def main() -> None:
    options = parse(__doc__, options_of)
    for name in options.folds:
        shop = workshop(options, name)
        for kind in options.kinds:
            if options.train_only:
                KINDS[kind](shop, options)
            elif read_result(slug(name, kind)) is None:
                write_result(slug(name, kind), run_fold(shop, options, kind, KINDS[kind](shop, options)))
    if not options.train_only:
        measured = [kind for kind in KINDS if len(folds(kind)) == len(UNSEEN_AND_CALIBRATION)]
        write_result("cross-validation", {"choice": choice(measured), **{kind: summary(folds(kind)) for kind in measured}})
        print(json.dumps(read_result("cross-validation"), indent=2))


def options_of(parser) -> None:
    every = list(UNSEEN_AND_CALIBRATION)
    parser.add_argument("--folds", nargs="*", default=every, choices=every)
    parser.add_argument("--kinds", nargs="*", default=["plain"], choices=list(KINDS),
                        help="distilled also trains the large teacher: hours on a CPU")


def slug(fold: str, kind: str) -> str:
    return f"fold-{fold}-{kind}"


def run_fold(shop, options, kind: str, net) -> dict:
    file = options.checkpoints / f"{shop.fold}-{kind}.fold.onnx"
    made = shop.write_calibrated(net, shop.ranges(net), file)
    verdicts, _ = shop.judged(file, "unseen")
    return {"fold": shop.fold, "kind": kind, "seed": shop.seed, "steps": options.steps, "zone": shop.zone,
            "platt": made["platt"], "calibrationAuroc": score.auroc(made["labels"], made["raw"]),
            "figures": figures(verdicts), "verdicts": plain_values(verdicts)}


def choice(kinds) -> dict:
    """Kind -> mean AUROC on the calibration places of all folds: the unseen ones must not choose."""
    return {kind: float(np.mean([read_result(slug(fold, kind))["calibrationAuroc"] for fold in UNSEEN_AND_CALIBRATION]))
            for kind in kinds}


def plain_values(v: Verdicts) -> dict:
    return {"names": v.names, "places": v.places.tolist(), "labels": v.labels.tolist(), "camera": v.camera.tolist(),
            "scores": rounded(v.scores), "zoned": rounded(v.zoned),
            "peaks": [rounded(p) for p in v.peaks], "sides": [rounded(s) for s in v.sides]}


def rounded(values) -> list:
    return [float(f"{value:.5g}") for value in values]


def folds(kind: str) -> dict:
    """Name -> verdicts on unseen places, as they were written."""
    found = {}
    for name in UNSEEN_AND_CALIBRATION:
        result = read_result(slug(name, kind))
        if result is not None:
            v = result["verdicts"]
            arrays = {key: np.array(v[key]) for key in ("places", "labels", "camera", "scores", "zoned")}
            found[name] = Verdicts(names=v["names"], peaks=v["peaks"], sides=v["sides"], **arrays)
    return found


def summary(found: dict) -> dict:
    """Means over folds, the worst place, 95 % intervals, and sums over folds where counts are what matters."""
    by_fold = {name: figures(verdicts) for name, verdicts in found.items()}
    mean = lambda pick: float(np.mean([pick(f) for f in by_fold.values()]))
    places = {place: of_place(v, place) for v in found.values() for place in sorted(set(v.places))}
    fixed = {place: row for place, row in places.items() if row["good"]}
    pits = sum(f["pits"] for f in by_fold.values())
    return {
        "folds": by_fold, "places": places,
        "auroc": mean(lambda f: f["auroc"]), "aurocEqualFormat": mean(lambda f: f["aurocEqualFormat"]),
        "aurocInterval95": interval(found, lambda v: score.auroc(v.labels, v.scores)),
        "aurocEqualFormatInterval95": interval(found, camera_auroc),
        "worstPlace": min(fixed, key=lambda p: fixed[p]["auroc"]),
        "worstPlaceEqualFormat": min((p for p in fixed if fixed[p]["aurocEqualFormat"] is not None),
                                     key=lambda p: fixed[p]["aurocEqualFormat"]),
        "zone": {"auroc": mean(lambda f: f["zone"]["auroc"]),
                 "aurocEqualFormat": mean(lambda f: f["zone"]["aurocEqualFormat"]),
                 "missedAt2PercentFalseCalls": sum(f["zone"]["missedAt2PercentFalseCalls"] for f in by_fold.values()),
                 "pitted": sum(f["zone"]["pitted"] for f in by_fold.values()),
                 "missAt2PercentFalseCallsEqualFormat":
                     mean(lambda f: f["zone"]["missAt2PercentFalseCallsEqualFormat"])},
        "missAt2PercentFalseCalls": mean(lambda f: f["missAt2PercentFalseCalls"]),
        "pits": pits,
        "pitsTouched": sum(f["pitsTouchedAt2PercentFalseCalls"] * f["pits"] for f in by_fold.values()) / pits}


def of_place(v: Verdicts, place: str) -> dict:
    """A place without good photographs is held against the good ones of its fold."""
    here = v.of(v.places == place)
    good = here.of(~here.labels) if not here.labels.all() else v.of(~v.labels)
    scores = lambda some: score.auroc(np.repeat([True, False], [len(some), len(good.scores)]),
                                      np.concatenate([some, good.scores]))
    camera = here.scores[here.labels & here.camera]
    return {"pitted": int(here.labels.sum()), "good": int((~here.labels).sum()),
            "auroc": scores(here.scores[here.labels]), "aurocEqualFormat": scores(camera) if len(camera) else None}


def camera_auroc(v: Verdicts) -> float:
    chosen = v.camera
    return score.auroc(v.labels[chosen], v.scores[chosen])


def interval(found: dict, figure) -> list:
    """95 % of the mean over folds: places drawn again within each fold, then photographs within each place."""
    rng = np.random.default_rng(1)
    means = []
    while len(means) < ROUNDS:
        drawn = [v.of(redraw(v, rng)) for v in found.values()]
        if all(any(d.labels & d.camera) and not d.labels.all() for d in drawn):
            means.append(np.mean([figure(d) for d in drawn]))
    return [float(q) for q in np.quantile(means, [0.025, 0.975])]


def redraw(v: Verdicts, rng):
    places = sorted(set(v.places))
    at = [np.flatnonzero(v.places == place) for place in rng.choice(places, len(places))]
    return np.concatenate([rng.choice(group, len(group)) for group in at])
