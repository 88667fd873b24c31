"""All figures of a bundle: on rendered pairs that decided nothing, on real boards, altered, and of strangers."""

import numpy as np

from boards import alterations, attack, deeppcb, gallery, judge, limits, mistakes, strangers
from kit import unknown
from kit.bundle import this_machine

QUIET = 100
ALTERED = 30
"""Pairs of each kind for the table of alterations."""
GOLDENS = 4
PHOTOGRAPHS = 40
UNTELLING = "plain grey"
"""A stranger that does not decide the limit: some golden pictures are nearly plain grey themselves. Registration refuses
it, since nothing in it can be laid on the golden picture."""


def everything(workshop, net, made: dict) -> dict:
    """-> figures (for the manifest), evidence, ece (before, after), unknown, robustness, compression."""
    kinds = {"two-level": 0, "grey": 1}
    test = {name: Rendered.of(workshop, gallery.TEST[i], gallery.TEST[i + 2]) for name, i in kinds.items()}
    files = {"int8": made["files"]["int8"], "fp32": made["files"]["fp32"], made["other"]: made["files"][made["other"]]}
    seen = {way: {name: one.seen_by(file) for name, one in test.items()} for way, file in files.items()}
    int8 = seen["int8"]
    found = joined([int8[name][0] for name in kinds])
    good = joined([int8[name][1] for name in kinds])
    boxes = [b for name in kinds for b in test[name].boxes]
    figures = {"data": f"rendered pairs of seeds {', '.join(str(g.seed) for g in gallery.TEST)}: they decided nothing",
               "rendered": {way: {name: rendered_figures(*both, test[name].boxes, made["limits"])
                                  for name, both in kinds_seen.items()} for way, kinds_seen in seen.items()},
               "latencyMsOneThread": {way: latency(kinds_seen.values()) for way, kinds_seen in seen.items()},
               "machine": this_machine()}
    pairs = [pair for name in kinds for pair in test[name].pairs]
    mistakes.sheet(pairs, found, boxes, made["limits"]).save(workshop.options.out / "mistakes.png", optimize=True)
    figures["deeppcb"] = deeppcb_figures(workshop.options, files, made["limits"])
    return {"figures": figures, "evidence": limits.evidence(found, boxes, good, made["limits"]),
            "ece": (limits.calibration_errors(found, boxes, made["platt"]), limits.calibration_errors(found, boxes)),
            "unknown": unknown_part(workshop, made, joined([found, good])),
            "robustness": {name: one.altered(files["int8"], made["limits"]) for name, one in test.items()},
            "attacks": {name: attack.attacked(net, name == "grey") for name in kinds}, "files": files}


class Rendered:
    """Defective and good pairs of one kind."""

    def __init__(self, defective, good):
        self.pairs, self.boxes = zip(*defective)
        self.good = [pair for pair, _ in good]

    @staticmethod
    def of(workshop, defective: gallery.Group, good: gallery.Group) -> "Rendered":
        return Rendered(*(gallery.pairs_of(group, workshop.folder) for group in (defective, good)))

    def seen_by(self, file):
        return judge.look_at(file, self.pairs), judge.look_at(file, self.good)

    def altered(self, file, at) -> dict:
        rows, boxes = {}, self.boxes[:ALTERED]
        for name in alterations.ALTERATIONS:
            found = judge.look_at(file, (alterations.altered(pair, name) for pair in self.pairs[:ALTERED]))
            good = judge.look_at(file, (alterations.altered(pair, name) for pair in self.good[:ALTERED]))
            rows[name] = {"mAP": rounded(judge.precision_figures(found, boxes)["mAP"]),
                          "f": rounded(judge.f_at(found, boxes, at, "passBelow")["f"]), **false_calls(good, at)}
        return rows


def rendered_figures(found, good, boxes, at) -> dict:
    return {"pairs": len(boxes), "defects": int(sum(map(len, boxes))), **precise(found, boxes, at),
            "goodPairs": len(good.top), **false_calls(good, at)}


def precise(found, boxes, at) -> dict:
    figures = judge.precision_figures(found, boxes)
    return rounded({"mAP": figures["mAP"], "ap": figures["ap"], "bestF": figures["bestF"],
                    "atPassBelow": judge.f_at(found, boxes, at, "passBelow"),
                    "atFailAbove": judge.f_at(found, boxes, at, "failAbove")})


def false_calls(good, at) -> dict:
    """Shares of good pairs that do not pass, and that fail."""
    return rounded({name: float(np.mean([judge.called(r, at, which) for r in good.reported]))
                    for name, which in (("goodNotPassed", "passBelow"), ("goodFailed", "failAbove"))})


def rounded(value):
    if isinstance(value, dict):
        return {key: rounded(v) for key, v in value.items()}
    return round(float(value), 4)


def joined(parts) -> judge.Findings:
    return judge.Findings(*([one for part in parts for one in getattr(part, name)] for name in ("ranked", "reported")),
                          *(np.concatenate([getattr(part, name) for part in parts]) for name in ("top", "features")),
                          min(part.latency for part in parts), np.concatenate([part.times for part in parts]))


def latency(kinds) -> dict:
    """p50 and p99 of the quietest frames in a row: other processes only make it longer."""
    times = np.concatenate([one.times for both in kinds for one in both])
    windows = [times[i:i + QUIET] for i in range(max(1, len(times) - QUIET + 1))]
    quiet = min(windows, key=np.median)
    return {"p50": round(float(np.median(quiet)), 2), "p99": round(float(np.quantile(quiet, 0.99)), 2)}


def deeppcb_figures(options, files, at) -> dict:
    """Dev boards always, the five others only at the end; golden pictures against themselves with both."""
    if options.deeppcb is None:
        return {"measured": "not: its folder was not named"}
    figures = {"devBoards": list(deeppcb.DEV_BOARDS)}
    for name, dev in (("dev", True), *([("fiveBoards", False)] if options.final else [])):
        _, pairs, boxes = deeppcb.read_pairs(options.deeppcb, dev, options.skip_corrupt)
        figures[name] = {"pairs": len(pairs), "defects": int(sum(map(len, boxes)))}
        for way in files if dev else ("int8", "fp32"):
            figures[name][way] = precise(judge.look_at(files[way], pairs), boxes, at)
        figures[name]["goldenAgainstItself"] = golden_trials(files["int8"], pairs[:: 4 if dev else 10], at)
    return figures


TRIALS = ("none", "moved by 1.4 px", "moved by 2.8 px", "blur, sigma 1 px", "noise, sigma 12", "20 % darker")


def golden_trials(file, pairs, at) -> dict:
    """Golden pictures as live ones, moved, blurred, noisy, darker: nothing is defective."""
    alone = [np.stack([pair[..., 0]] * 2, 2) for pair in pairs]
    return {"pictures": len(alone), **{name: false_calls(judge.look_at(file, (alterations.altered(p, name) for p in alone)), at)
                                       for name in TRIALS}}


def unknown_part(workshop, made: dict, test) -> dict:
    """Mean and spread of the features of boards, the limit, and the distances that it rests on."""
    known = np.concatenate([made["found"].features, made["good"].features])
    mean, std = unknown.fit(known)
    goldens = [pair[..., 0] for group in gallery.CALIBRATION[2:] for pair, _ in gallery.pairs_of(group, workshop.folder)[:GOLDENS]]
    strange = {}
    for golden in goldens:
        pictures = strangers.stranger_pairs(golden, workshop.options.seed)
        far = unknown.distance(judge.look_at(made["files"]["int8"], pictures.values()).features, mean, std)
        for name, value in zip(pictures, far):
            strange[name] = min(float(value), strange.get(name, np.inf))
    familiar = unknown.distance(known, mean, std)
    limit = unknown.limit_between(familiar, np.array([value for name, value in strange.items() if name != UNTELLING]))
    seen = unknown.distance(test.features, mean, std)
    part = {"mean": [round(float(v), 5) for v in mean], "std": [round(float(v), 5) for v in std], "limit": round(limit, 3),
            "strangers": strange, "familiar": float(familiar.max()), "test": float(seen.max()),
            "testFlagged": int((seen > limit).sum()), "tested": len(seen)}
    if workshop.options.strangers:
        pairs = strangers.photographs(goldens[-1], workshop.options.strangers, PHOTOGRAPHS)
        far = unknown.distance(judge.look_at(made["files"]["int8"], pairs.values()).features, mean, std)
        part["photographs"] = {"n": len(far), "flagged": int((far > limit).sum()), "lowest": float(far.min()),
                               "median": float(np.median(far))}
    return part
