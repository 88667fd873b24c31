"""Fills the model card: text that holds for every version from card.template.md, what a person saw in this one from
notes/NAME-VERSION-mistakes.md, measured numbers from here."""

from pathlib import Path
from string import Template

from boards.network import CLASSES
from boards.plot import lines
from kit.card import percent, table
from kit.sign_off import sign_off_table

HERE = Path(__file__).parent
NO_NOTES = "Nobody has looked at this version's mistakes yet."
WAYS = {"int8": "INT8 (shipped)", "fp32": "FP32", "ptq": "INT8, rounded after training", "qat": "INT8, fine-tuned with rounding"}
KINDS = ("two-level", "grey")
SHIFTS = {"none": 0.0, "moved by 1.4 px": 1.4, "moved by 2.8 px": 2.8, "moved by 4.2 px": 4.2}


def write_card(out: Path, manifest: dict, measured: dict, checks) -> None:
    figures, version = measured["figures"], f"{manifest['name']}-{manifest['version']}"
    notes = HERE / "notes" / f"{version}-mistakes.md"
    robust = measured["robustness"]
    (out / "shift.svg").write_text(lines(
        "Accuracy when registration is off", "pixels between golden and live picture", "mAP %",
        {kind: [(far, 100 * robust[kind][name]["mAP"]) for name, far in SHIFTS.items()] for kind in KINDS}))
    template = Template((HERE / "card.template.md").read_text())
    provenance = manifest["provenance"]
    (out / "card.md").write_text(template.substitute(
        signOff=sign_off_table(checks),
        title=manifest["title"], name=manifest["name"], version=manifest["version"],
        boards=board_tables(figures["deeppcb"]), rendered=rendered_table(figures["rendered"]),
        compression=compression_table(figures, measured["files"], manifest["provenance"]["int8"]),
        limits=limits_table(manifest), claim=manifest["limitsDerivation"]["claim"],
        derivation=manifest["limitsDerivation"]["text"], calibration=calibration_table(manifest["calibration"]["classes"]),
        robustness=robustness_table(robust), attacks=attack_table(measured["attacks"]), unknown=unknown_table(measured["unknown"]),
        photographs=photograph_words(measured["unknown"]), strangerLimit=manifest["unknownPart"]["limit"],
        goldenTrials=trial_table(figures["deeppcb"]), notes=notes.read_text().strip() if notes.exists() else NO_NOTES,
        seed=provenance["seed"], steps=provenance["steps"], roundedSteps=provenance["roundedSteps"],
        way=WAYS[provenance["int8"]].removeprefix("INT8, "), machine=figures["machine"]))


def board_tables(figures) -> str:
    """The five boards first: nothing was chosen on them."""
    if "dev" not in figures:
        return "Not measured: the folder of DeepPCB was not named when this bundle was made."
    names = {"fiveBoards": "the five boards that nobody looked at", "dev": f"dev boards {', '.join(figures['devBoards'])}"}
    rows = []
    for key, name in names.items():
        for way in ("int8", "fp32"):
            if key in figures:
                rows.append((f"{name}, {way.upper()}", f"{figures[key]['pairs']} / {figures[key]['defects']}", *precise_row(figures[key][way])))
    return table(("boards", "pairs / defects", *PRECISE, *CLASSES), rows)


PRECISE = ("mAP %", "F at passBelow %", "best F %")


def precise_row(one) -> tuple:
    return (percent(one["mAP"], 2), percent(one["atPassBelow"]["f"], 2), percent(one["bestF"]["f"], 2),
            *(percent(one["ap"][name], 2) for name in CLASSES))


def rendered_table(figures) -> str:
    rows = [(f"{kind}, {way.upper()}", f"{figures[way][kind]['pairs']} / {figures[way][kind]['defects']}",
             *precise_row(figures[way][kind]), f"{percent(figures[way][kind]['goodNotPassed'])} / {percent(figures[way][kind]['goodFailed'])}")
            for kind in KINDS for way in ("int8", "fp32")]
    return table(("rendered pairs", "pairs / defects", *PRECISE, *CLASSES, "good: not passed / failed %"), rows)


def compression_table(figures, files, way: str) -> str:
    rows = []
    for name in ("fp32", "ptq", "qat"):
        key = "int8" if name == way else name
        row = [WAYS[name] + (" (shipped)" if name == way else ""), *(percent(figures["rendered"][key][kind]["mAP"], 2) for kind in KINDS)]
        if "dev" in figures["deeppcb"]:
            row.append(percent(figures["deeppcb"]["dev"][key]["mAP"], 2))
        ms = figures["latencyMsOneThread"][key]
        rows.append((*row, f"{files[key].stat().st_size / 1e6:.2f} MB", f"{ms['p50']:.1f} / {ms['p99']:.1f}"))
    boards = ["mAP % dev boards"] if "dev" in figures["deeppcb"] else []
    return table(("", "mAP % two-level", "mAP % grey", *boards, "file", "ms p50 / p99"), rows)


def limits_table(manifest) -> str:
    rows = []
    for name in CLASSES:
        limit, proof = manifest["limits"][name], manifest["limitsDerivation"]["classes"][name]
        rows.append((name, limit["passBelow"], limit["failAbove"], f"{proof['missedAtPass']} of {proof['defective']}",
                     percent(proof["missUpperBound95"], 2), f"{proof['falseCallsAtFail']} of {proof['good']}"))
    return table(("class", "passBelow", "failAbove", "defects that pass", "at most, at 95 % confidence %", "good pairs that fail"), rows)


def calibration_table(classes) -> str:
    return table(("class", "a", "b", "peaks", "ECE before", "ECE after"),
                 [(name, *(classes[name][key] for key in ("a", "b", "n", "eceBefore", "eceAfter"))) for name in CLASSES])


def robustness_table(robust) -> str:
    rows = [(name, *(f"{percent(robust[kind][name]['mAP'])} / {percent(robust[kind][name]['f'])}" for kind in KINDS),
             *(f"{percent(robust[kind][name]['goodNotPassed'])} / {percent(robust[kind][name]['goodFailed'])}" for kind in KINDS))
            for name in robust[KINDS[0]]]
    return table(("live picture", "two-level: mAP / F %", "grey: mAP / F %", "two-level, good: not passed / failed %",
                  "grey, good: not passed / failed %"), rows)


def attack_table(attacks) -> str:
    rows = [(name, *(percent(attacks[kind][name]) for kind in KINDS)) for name in attacks[KINDS[0]]]
    return table(("attack on the live picture", "two-level: mAP %", "grey: mAP %"), rows)


def unknown_table(part) -> str:
    rows = [("calibration pairs, highest", part["familiar"]), (f"{part['tested']} other rendered pairs, highest", part["test"]),
            *((f"{name}, lowest", value) for name, value in part["strangers"].items())]
    return table(("live picture", "distance"), [(name, f"{value:.2f}") for name, value in rows])


def photograph_words(part) -> str:
    found = part.get("photographs")
    if not found:
        return "Photographs of other parts were not tried."
    return (f"Of {found['n']} photographs of another part (ball screw spindles, in grey) beside a board's golden picture "
            f"{found['flagged']} are flagged (lowest distance {found['lowest']:.2f}, median {found['median']:.2f}).")


def trial_table(figures) -> str:
    groups = [(key, name) for key, name in (("dev", "dev boards"), ("fiveBoards", "five boards")) if key in figures]
    if not groups:
        return "Not measured."
    trials = [name for name in figures[groups[0][0]]["goldenAgainstItself"] if name != "pictures"]
    rows = [(trial, *(f"{percent(figures[key]['goldenAgainstItself'][trial]['goodNotPassed'])} / "
                      f"{percent(figures[key]['goldenAgainstItself'][trial]['goodFailed'])}" for key, _ in groups)) for trial in trials]
    heads = [f"{name}, {figures[key]['goldenAgainstItself']['pictures']} pictures: not passed / failed %" for key, name in groups]
    return table(("golden picture as live one", *heads), rows)
