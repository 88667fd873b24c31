"""Measured figures of studies that take long, kept beside the kit so that a card can be written again in seconds."""

import json
from pathlib import Path

RESULTS = Path(__file__).parent / "results"
folder = RESULTS


def use_variant(name: str) -> None:
    """A network that was trained otherwise has results of its own, in a folder of its own."""
    global folder
    folder = RESULTS / name


def read_result(name: str):
    """-> what was written, or None."""
    file = folder / f"{name}.json"
    return json.loads(file.read_text()) if file.exists() else None


def write_result(name: str, value) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(value, separators=(",", ":")) + "\n")
