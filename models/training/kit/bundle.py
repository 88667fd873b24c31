"""What makes files a bundle: hashes, reference vectors, manifest. The shape is in models/README.md."""

import hashlib
import json
import os
import platform
import subprocess
from pathlib import Path

import numpy as np

BLOCKS = 8


def sha256(*files: Path) -> str:
    """Over the files' bytes, one after the other."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def golden_sha256(folder: Path) -> str:
    """Over the pictures in file-name order, then labels.json."""
    pictures = [file for file in folder.iterdir() if file.suffix in (".jpg", ".png")]
    return sha256(*sorted(pictures), folder / "labels.json")


def check_golden(bundle_folder: Path) -> None:
    """Refuses a bundle whose golden pictures are not those that its manifest was written with."""
    said = json.loads((bundle_folder / "manifest.json").read_text())["golden"]["sha256"]
    found = golden_sha256(bundle_folder / "golden")
    if found != said:
        raise ValueError(f"{bundle_folder}/golden is not what manifest.json says: SHA-256 {found[:12]}..., "
                         f"not {said[:12]}...; make the bundle again, or bring its own pictures back")


def artifact(file: Path, precision: str, providers) -> dict:
    return {"file": file.name, "runtime": "onnxruntime", "precision": precision, "providers": providers,
            "sha256": sha256(file), "bytes": file.stat().st_size}


def pooled(heat: np.ndarray):
    """[h, w] -> 64 numbers: maxima of 8x8 blocks, row by row; block i spans floor(i*n/8) to floor((i+1)*n/8)."""
    rows, columns = (np.arange(BLOCKS + 1) * n // BLOCKS for n in heat.shape)
    return [float(heat[rows[i]:rows[i + 1], columns[j]:columns[j + 1]].max())
            for i in range(BLOCKS) for j in range(BLOCKS)]


def reference_vectors(names, maps, golden=None):
    """Four golden pictures from clearly good to clearly bad, with what INT8 on the CPU said: `maps` [n, C, h, w].
    `golden`: of pairs, the name of what each is compared with."""
    order = np.argsort(maps.max((1, 2, 3)), kind="stable")
    chosen = [order[int(q * (len(order) - 1))] for q in (0.1, 0.4, 0.6, 0.9)]
    return {"vectors": [{"picture": f"golden/{names[i]}", **({"golden": f"golden/{golden[i]}"} if golden else {}),
                         "maxScore": round(float(maps[i].max()), 6),
                         "pooledMap": [round(v, 6) for v in pooled(maps[i].max(0))]} for i in chosen]}


def drift(scores) -> dict:
    """Top scores of good pictures, INT8 on the CPU -> quantiles 0 %, 1 %, ... 100 %: what drift is measured from."""
    return {"topScores": [float(f"{q:.6g}") for q in np.quantile(scores, np.arange(101) / 100)]}


def kit_commit() -> str:
    """Of this kit's files; "-changed" where some of them are not what was committed, "unknown" outside a repository."""
    said = lambda *words: subprocess.run(["git", *words], cwd=Path(__file__).parents[1], capture_output=True, text=True,
                                         check=False).stdout.strip()
    changed = said("status", "--porcelain", "--untracked-files=no", "--", "*.py")
    return (said("rev-parse", "HEAD") or "unknown") + ("-changed" if changed else "")


def this_machine() -> str:
    """What latencies were measured on."""
    return f"{os.cpu_count()} cores, {platform.machine()}, shared with other work"


def write_json(file: Path, value) -> None:
    file.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
