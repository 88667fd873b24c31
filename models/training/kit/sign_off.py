"""What a bundle must be before it may ship, and what was aimed at: each with what was measured."""

from dataclasses import dataclass

from kit.card import table

MOST_LOST = 0.003
"""INT8 against FP32, as a share."""


@dataclass(frozen=True)
class Check:
    """`blocks`: a bundle that fails does not ship; otherwise it is a goal, told in the card whether met or missed."""

    what: str
    wanted: str
    measured: str
    met: bool
    blocks: bool = False


def at_least(what: str, wanted: float, value: float, blocks: bool = False) -> Check:
    """Shares, in percent."""
    return Check(what, f"at least {100 * wanted:g} %", f"{100 * value:.2f} %", value >= wanted, blocks)


def at_most(what: str, wanted: float, value: float, blocks: bool = False) -> Check:
    return Check(what, f"at most {100 * wanted:g} %", f"{100 * value:.2f} %", value <= wanted, blocks)


def in_time(milliseconds: float, value: float) -> Check:
    """The median of quiet frames, since other processes only make it longer."""
    return Check("time of INT8, one thread", f"at most {milliseconds:g} ms", f"{value:.1f} ms", value <= milliseconds, True)


def little_lost(int8: float, fp32: float, of: str) -> Check:
    return at_most(f"lost by INT8, {of}", MOST_LOST, max(0.0, fp32 - int8), True)


def all_flagged(distances, limit: float, what: str) -> Check:
    """Pictures of something else must lie beyond the limit for unknown parts."""
    flagged = sum(distance > limit for distance in distances)
    return Check(f"flagged as unknown: {what}", "all", f"{flagged} of {len(distances)}", flagged == len(distances), True)


def sign_off_table(checks) -> str:
    kind = lambda check: "must" if check.blocks else "goal"
    return table(("", "what", "wanted", "measured", ""),
                 [(kind(c), c.what, c.wanted, c.measured, "met" if c.met else "**missed**") for c in checks])


def refuse_unless_fit(checks) -> None:
    """@raises SystemExit (code 1) that names every check that a bundle must pass and does not."""
    failed = [f"{c.what}: {c.measured}, wanted {c.wanted}" for c in checks if c.blocks and not c.met]
    if failed:
        raise SystemExit("not signed off, the bundle must not ship: " + "; ".join(failed))
