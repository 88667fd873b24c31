"""Results of the long studies (compress.py, alterations.py) as tables of the card; empty words where there are none."""

from kit.card import percent, table
from surface.results import read_result
from surface.search import CANDIDATES, TRAINED

NOT_DONE = "Not measured for this version."
ROWS = (("large", "fp32", "large network, FP32"), ("large", "int8", "large network, INT8"),
        ("teacher", "fp32", "teacher (this one and the large one), FP32"), ("teacher", "int8", "teacher, INT8"),
        ("post-training", "fp32", "this network, FP32"), ("post-training", "int8", "**this network, INT8 after training (shipped)**"),
        ("quantisation-aware", "int8", "quantisation-aware training"), ("distillation", "int8", "distilled from the teacher"),
        ("pruning", "untuned", "hidden channels pruned, as cut"), ("pruning", "int8", "hidden channels pruned, tuned"),
        ("adversarial", "int8", "adversarial training, FGSM"), ("adversarial-pgd", "int8", "adversarial training, PGD"))


def compression_table() -> str:
    times = read_result("latency") or {}
    rows = []
    for name, part, words in ROWS:
        result = read_result(name)
        if result and part in result:
            r, time = result[part], times.get(result[part]["file"], {})
            rows.append((words, percent(r["calibration"]["auroc"], 2), percent(r["unseen"]["auroc"], 2),
                         percent(r["unseen"]["aurocEqualFormat"], 2), f"{r['parameters'] / 1e6:.2f} M",
                         f"{r['bytes'] / 1e6:.2f} MB", milliseconds(time, "p50"), milliseconds(time, "p99")))
    head = ("network", "AUROC %, calibration", "unseen, all", "unseen, equal format", "parameters", "file", "p50 ms", "p99 ms")
    return table(head, rows) if rows else NOT_DONE


def milliseconds(time: dict, which: str) -> str:
    return f"{time[which]:.1f}" if which in time else "-"


def search_table() -> str:
    times, trained = read_result("search-times"), read_result("search-trained") or {}
    if not times:
        return NOT_DONE
    rows = []
    for name in CANDIDATES:
        row, found = times[name], trained.get(name)
        cell = lambda group, key: percent(found[group][key], 2) if found else "-"
        rows.append((name, widths_words(row["widths"]), row["resolution"], f"{row['parameters'] / 1e6:.2f} M",
                     f"{row['latencyMsP50']:.1f}", cell("calibration", "auroc"), cell("unseen", "auroc")))
    return table(("candidate", "stem, stride 8 (hidden) x blocks, stride 16 (hidden) x blocks", "resolution", "parameters",
                  "p50 ms", "AUROC %, calibration", "AUROC %, unseen"), rows)


def widths_words(w: dict) -> str:
    return f"{w['stem']}, {w['c8']} ({w['hidden8']}) x {w['blocks8']}, {w['c16']} ({w['hidden16']}) x {w['blocks16']}"


def pareto_points() -> list:
    """(name, milliseconds, AUROC % on calibration places) of the candidates that were trained."""
    times, trained = read_result("search-times"), read_result("search-trained")
    if not times or not trained:
        return []
    return [(name, times[name]["latencyMsP50"], 100 * trained[name]["calibration"]["auroc"])
            for name in TRAINED if name in trained and trained[name]]


def attack_table() -> str:
    result = read_result("adversarial")
    if not result:
        return NOT_DONE
    trained = [("with FGSM", result["trained"])]
    if read_result("adversarial-pgd"):
        trained.append(("with PGD", read_result("adversarial-pgd")["trained"]))
    rows = [(name, percent(result["plain"][name]), *(percent(one[name]) for _, one in trained)) for name in result["plain"]]
    return table(("attack (grey levels)", "this network, AUROC %", *(f"trained {how}" for how, _ in trained)), rows)


def robustness_table() -> str:
    result = (read_result("robustness") or {}).get("rows")
    if not result:
        return NOT_DONE
    rows = [(name, percent(r["auroc"]), f"{percent(r['missed'])} %", f"{percent(r['falseCalls'])} %",
             f"{percent(r['review'])} %") for name, r in result.items()]
    return table(("alteration", "AUROC %", "pitted that pass", "clean that fail", "clean in review"), rows)
