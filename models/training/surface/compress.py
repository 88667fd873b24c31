"""Every way to make the network smaller, faster or tougher, each measured on fold A: what it costs and what it gives.

    python3 models/training/compress_surface.py --data DIR

Begins from the network of cross_validate.py. A study whose result is in results/ is not done again.
"""

from dataclasses import asdict

import numpy as np

from kit import calibrate, score
from kit.runtime import run_model
from surface import networks, search
from surface.adversarial import under_attack
from surface.folds import SHIPPED
from surface.frames import FRAME_HEIGHT, FRAME_WIDTH
from surface.judge import figures, judge
from surface.options import parse, workshop
from surface.results import read_result, write_result
from surface.zone import zone_cells

ROUNDS = 8
STUDIES = {}


def study(function):
    """Registers a study: shop, options -> result; named after the function."""
    STUDIES[function.__name__.replace("_", "-")] = function
    return function


def main() -> None:
    options = parse(__doc__, lambda parser: parser.add_argument("--only", nargs="*", help=f"of: {', '.join(STUDIES)}"))
    shop = workshop(options, SHIPPED)
    if options.train_only:
        networks.of_studies(shop, options)
        return
    for name, function in STUDIES.items():
        if (not options.only or name in options.only) and read_result(name) is None:
            print(f"study {name}", flush=True)
            write_result(name, function(shop, options))


def measured(shop, options, name: str, net, ranges) -> dict:
    """`ranges` None: FP32."""
    file = options.checkpoints / f"{shop.fold}-{name}.{'int8' if ranges else 'fp32'}.onnx"
    made = shop.write_calibrated(net, ranges, file)
    verdicts, outputs = shop.judged(file, "unseen")
    camera = np.array([(p.width, p.height) == (1130, 460) for p in shop.pick("calibration")])
    return {"file": file.name, "widths": asdict(net.widths), "bytes": file.stat().st_size,
            "parameters": sum(p.numel() for p in net.parameters()),
            "calibration": {"auroc": score.auroc(made["labels"], made["raw"]),
                            "aurocEqualFormat": score.auroc(made["labels"][camera], made["raw"][camera])},
            "unseen": figures(verdicts), "latencyMsP50": outputs.latency}


def both(shop, options, name: str, net) -> dict:
    return {"int8": measured(shop, options, name, net, shop.ranges(net)),
            "fp32": measured(shop, options, name, net, None)}


@study
def post_training(shop, options):
    return both(shop, options, "plain", networks.plain(shop, options))


@study
def large(shop, options):
    return both(shop, options, "large", networks.large(shop, options))


@study
def teacher(shop, options):
    """Two networks, their logits averaged; the time is the sum of both."""
    parts = {"plain": networks.plain(shop, options), "large": networks.large(shop, options)}
    return {"int8": together(shop, options, {name: (net, shop.ranges(net)) for name, net in parts.items()}),
            "fp32": together(shop, options, {name: (net, None) for name, net in parts.items()})}


def together(shop, options, parts: dict) -> dict:
    files = []
    for name, (net, ranges) in parts.items():
        files.append(options.checkpoints / f"{shop.fold}-{name}-raw.{'int8' if ranges else 'fp32'}.onnx")
        shop.write(net, files[-1], ranges=ranges)
    found = {}
    for group in ("calibration", "unseen"):
        maps = [calibrate.logit(run_model(file, shop.images(group))["map"].astype(float)) for file in files]
        verdicts = judge(shop.pick(group), calibrate.sigmoid(np.mean(maps, 0)), zone_cells(shop.zone))
        found[group] = figures(verdicts)
    return {"file": "+".join(file.name for file in files), "bytes": sum(file.stat().st_size for file in files),
            "parameters": sum(p.numel() for net, _ in parts.values() for p in net.parameters()), **found}


@study
def distillation(shop, options):
    return both(shop, options, "distilled", networks.student(shop, options))


@study
def pruning(shop, options):
    small, tuned = networks.cut(shop, options), networks.tuned(shop, options)
    return {"untuned": measured(shop, options, "pruned-raw", small, shop.ranges(small)),
            "int8": measured(shop, options, "pruned", tuned, shop.ranges(tuned))}


@study
def quantisation_aware(shop, options):
    return {"int8": measured(shop, options, "qat", *networks.rounded(shop, options))}


@study
def adversarial(shop, options):
    tough = networks.tough(shop, options, "fgsm")
    return {"int8": measured(shop, options, "adversarial", tough, shop.ranges(tough)),
            "plain": under_attack(shop, networks.plain(shop, options)), "trained": under_attack(shop, tough)}


@study
def adversarial_pgd(shop, options):
    tough = networks.tough(shop, options, "pgd")
    return {"int8": measured(shop, options, "adversarial-pgd", tough, shop.ranges(tough)),
            "trained": under_attack(shop, tough)}


@study
def search_times(shop, options):
    return search.time_untrained(options.checkpoints / "search.onnx")


@study
def search_trained(shop, options):
    """Candidates one by one: an interruption loses only the one that was on."""
    for name in search.TRAINED:
        if read_result(search.slug(name)) is None:
            net, file = networks.candidate(shop, name), options.checkpoints / "search.onnx"
            write_result(search.slug(name), search.judge_candidate(shop, name, net, file))
    return {name: read_result(search.slug(name)) for name in search.TRAINED}


@study
def latency(shop, options):
    """Of every file that a study names, in turns, so that a busy moment hits all alike. p50, p99: of the quietest
    half of the rounds. Do it last, on a machine that nobody else uses."""
    results = [read_result(name) for name in STUDIES]
    named = {part["file"] for r in results if r for part in r.values() if isinstance(part, dict) and "file" in part}
    noise = np.random.default_rng(shop.seed).integers(0, 256, (FRAME_HEIGHT, FRAME_WIDTH, 3), np.uint8)
    rounds = {name: [] for names in named for name in names.split("+")}
    for _ in range(ROUNDS):
        for name in rounds:
            rounds[name].append(run_model(options.checkpoints / name, [noise] * 40).times[5:])
    times = {}
    for name, found in rounds.items():
        quiet = np.concatenate(sorted(found, key=np.median)[:ROUNDS // 2])
        times[name] = {"p50": float(np.quantile(quiet, 0.5)), "p99": float(np.quantile(quiet, 0.99))}
    for name in named:
        parts = [times[part] for part in name.split("+")]
        times[name] = {key: sum(part[key] for part in parts) for key in ("p50", "p99")}
    return times


if __name__ == "__main__":
    main()
