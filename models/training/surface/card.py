"""Fills the model card: text that holds for every version from card.template.md, what a person saw in this one from
notes/NAME-VERSION.md, measured numbers from here and from results/."""

from pathlib import Path
from string import Template

import numpy as np

from kit import plots, score, unknown
from kit.card import percent, span, table
from kit.sign_off import sign_off_table
from surface.cross_validate import folds, slug, summary
from surface.networks import TOUGHEN, TUNE
from surface.results import read_result
from surface.search import BRIEF
from surface.study_tables import attack_table, compression_table, pareto_points, robustness_table, search_table

HERE = Path(__file__).parent
NO_NOTES = "Nobody has looked at this version's mistakes yet."


def write_card(out: Path, manifest: dict, verdicts, outputs, stranger: dict, checks) -> None:
    notes = HERE / "notes" / f"{manifest['name']}-{manifest['version']}.md"
    measured, limits = manifest["measured"], manifest["limits"]["pitting"]
    platt = manifest["calibration"]["classes"]["pitting"]
    split = manifest["provenance"]["split"]
    network = manifest["provenance"]["network"]
    points = pareto_points()
    if points:
        (out / "pareto.svg").write_text(plots.scatter(
            "Time against accuracy of the candidates (brief training, calibration places)",
            "milliseconds per frame, INT8, one thread", "AUROC %", points, plots.pareto(points)))
    template = Template((HERE / "card.template.md").read_text())
    (out / "card.md").write_text(template.substitute(
        signOff=sign_off_table(checks), choice=choice_words(), briefSteps=BRIEF.steps, tunedSteps=TUNE.steps, toughSteps=TOUGHEN.steps,
        notes=notes.read_text().strip() if notes.exists() else NO_NOTES,
        title=manifest["title"], name=manifest["name"], version=manifest["version"],
        accuracy=accuracy_table(verdicts, limits), crossValidation=cross_validation(network),
        network=network, fp32=percent(measured["aurocFp32"]), passBelow=limits["passBelow"], failAbove=limits["failAbove"],
        derivation=manifest["limitsDerivation"]["text"], claim=manifest["limitsDerivation"]["claim"],
        eceBefore=platt["eceBefore"], eceAfter=platt["eceAfter"], zone=zone_words(manifest["provenance"]["zone"]),
        compression=compression_table(), search=search_table(), attack=attack_table(), robustness=robustness_table(),
        strangers=stranger_table(stranger, verdicts, outputs, manifest["unknownPart"]),
        foreign=foreign_words(stranger, verdicts, outputs, manifest["unknownPart"]), strangerLimit=manifest["unknownPart"]["limit"],
        seed=manifest["provenance"]["seed"], steps=manifest["provenance"]["steps"],
        train=", ".join(split["train"]), calibration=", ".join(split["calibration"]), unseen=", ".join(split["golden"])))


def choice_words() -> str:
    choice = (read_result("cross-validation") or {}).get("choice", {})
    return ("on the calibration places of all folds " + " and ".join(
        f"the {kind} networks have AUROC {percent(auroc, 2)} %" for kind, auroc in choice.items()) + ".") if choice else "no other was tried."


def cross_validation(kind: str) -> str:
    crossed = summary(folds(kind))
    rows = [(f"{name}: {', '.join(sorted({p for p in places_of(name, kind)}))}", f"{f['pitted']} / {f['pictures'] - f['pitted']}",
             percent(f["auroc"]), percent(f["aurocEqualFormat"]), percent(f["missAt2PercentFalseCalls"]),
             percent(f["zone"]["aurocEqualFormat"]), f"{f['zone']['missedAt2PercentFalseCalls']} of {f['zone']['pitted']}",
             percent(f["pitsTouchedAt2PercentFalseCalls"])) for name, f in crossed["folds"].items()]
    zone = crossed["zone"]
    rows.append(("**mean, or sum**", "", f"**{percent(crossed['auroc'])}** ({span(crossed['aurocInterval95'])})",
                 f"**{percent(crossed['aurocEqualFormat'])}** ({span(crossed['aurocEqualFormatInterval95'])})",
                 percent(crossed["missAt2PercentFalseCalls"]), percent(zone["aurocEqualFormat"]),
                 f"{zone['missedAt2PercentFalseCalls']} of {zone['pitted']}", percent(crossed["pitsTouched"])))
    worst = crossed["places"][crossed["worstPlace"]], crossed["places"][crossed["worstPlaceEqualFormat"]]
    words = (f"\n\nWorst place: {crossed['worstPlace']}, AUROC {percent(worst[0]['auroc'])} %; of equal format "
             f"{crossed['worstPlaceEqualFormat']}, {percent(worst[1]['aurocEqualFormat'])} %. In brackets: 95 % "
             "intervals, places drawn again within each fold, then photographs within each place.")
    return table(("unseen places", "pitted / clean", "AUROC %", "equal format", "missed % at 2 % false calls",
                  "in the zone: equal format", "missed at 2 % false calls", "pits touched %"), rows) + words


def places_of(name: str, kind: str):
    return read_result(slug(name, kind))["verdicts"]["places"]


def accuracy_table(v, limits) -> str:
    groups = {"all": np.ones(len(v.labels), bool), "camera frames only (1130x460)": v.camera}
    for place in sorted(set(v.places)):
        groups[place] = v.places == place
    rows = []
    for name, chosen in groups.items():
        bad, s = v.labels[chosen], v.scores[chosen]
        rows.append((name, f"{bad.sum()} / {(~bad).sum()}", *ranking(bad, s), outcome(s[bad], limits), outcome(s[~bad], limits)))
    return table(("pictures", "pitted / clean", "AUROC % (95 % span)", "missed at 2 % false calls",
                  "pitted: pass / review / fail", "clean: pass / review / fail"), rows)


def ranking(labels, scores) -> tuple:
    if labels.all():
        return "no clean ones", ""
    return (f"{percent(score.auroc(labels, scores))} ({span(score.bootstrap_span(labels, scores))})",
            f"{percent(score.miss_rate(labels, scores, 0.02))} %")


def outcome(scores, limits) -> str:
    passed, failed = (scores <= limits["passBelow"]).sum(), (scores >= limits["failAbove"]).sum()
    return f"{passed} / {len(scores) - passed - failed} / {failed}"


def zone_words(zone) -> str:
    return ", ".join(f"({x:g}, {y:g})" for x, y in zone)


def stranger_table(stranger, v, outputs, part) -> str:
    unseen = unknown.distance(outputs["features"], np.array(part["mean"]), np.array(part["std"]))
    rows = [("training and calibration, highest", stranger["familiar"]),
            ("unseen, fixed camera, highest", unseen[v.fixed].max()),
            ("unseen, KGT microscope, highest", unseen[~v.fixed].max()), *stranger["strangers"].items()]
    if "foreign" in stranger:
        rows.append(("real circuit boards, lowest", stranger["foreign"]["lowest"]))
    return table(("picture", "distance"), [(name, f"{value:.2f}") for name, value in rows])


def foreign_words(stranger, v, outputs, part) -> str:
    unseen = unknown.distance(outputs["features"], np.array(part["mean"]), np.array(part["std"]))
    flagged = [int((unseen[chosen] > part["limit"]).sum()) for chosen in (v.fixed, ~v.fixed)]
    words = (f"Of the unseen photographs it flags {flagged[0]} of {v.fixed.sum()} of the fixed camera and {flagged[1]} of "
             f"{(~v.fixed).sum()} of the other microscope. ")
    found = stranger.get("foreign")
    if not found:
        return words
    return words + (f"Of {found['pictures']} photographs of real circuit boards {found['flagged']} are flagged (median distance "
            f"{found['median']:.2f}); they decided nothing.")
