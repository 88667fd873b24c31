"""What a run of the model over labelled photographs is worth: scores, hits on pits, figures.

A `Verdicts` holds one entry a photograph; figures are computed from it alone, so that they can be drawn again over
other subsets (places, equal formats, bootstrap samples) without running anything.
"""

from dataclasses import dataclass

import numpy as np

from kit import score
from surface.frames import load_frame
from surface.network import CELL
from surface.pictures import is_camera_frame


@dataclass
class Verdicts:
    """labels, camera, fixed: bool [n]; places: str [n]; scores, zoned: [n], highest probability in the frame and in
    the zone; peaks: n lists, of each labelled pit the highest probability on it or in the next cell; sides: n lists,
    longest side of each pit in pixels."""

    names: list
    places: np.ndarray
    labels: np.ndarray
    camera: np.ndarray
    scores: np.ndarray
    zoned: np.ndarray
    peaks: list
    sides: list

    @property
    def fixed(self):
        return np.array([not place.startswith("KGT") for place in self.places])

    def of(self, chosen) -> "Verdicts":
        """The photographs at these indices, or where this mask is true."""
        at = np.flatnonzero(chosen) if np.asarray(chosen).dtype == bool else np.asarray(chosen)
        pick = lambda items: [items[i] for i in at]
        return Verdicts(pick(self.names), self.places[at], self.labels[at], self.camera[at], self.scores[at],
                        self.zoned[at], pick(self.peaks), pick(self.sides))


def judge(photos, maps, zone) -> Verdicts:
    """`maps` [n, 1, 58, 142] probabilities; `zone` bool [58, 142]."""
    peaks, sides = zip(*[pits(photo, heat[0]) for photo, heat in zip(photos, maps)])
    return Verdicts([photo.name for photo in photos], np.array([photo.place for photo in photos]),
                    np.array([photo.defective for photo in photos]),
                    np.array([is_camera_frame(photo) for photo in photos]),
                    maps.max((1, 2, 3)), np.where(zone, maps[:, 0], 0).max((1, 2)), list(peaks), list(sides))


def pits(photo, heat):
    """-> highest probability of each pit (on it or one cell next to it), longest side of each."""
    if not photo.defective:
        return [], []
    frame = load_frame(photo)
    rows, columns = heat.shape
    cells = frame.defects.reshape(rows, CELL, columns, CELL)
    peaks, sides = [], []
    for i, (x0, y0, x1, y1) in enumerate(frame.boxes):
        on = (cells == i + 1).any((1, 3))
        peaks.append(float(heat[grown(on)].max()) if on.any() else 0.0)
        sides.append(float(max(x1 - x0, y1 - y0)))
    return peaks, sides


def grown(cells: np.ndarray) -> np.ndarray:
    """By one cell to all eight sides."""
    padded = np.pad(cells, 1)
    rows, columns = cells.shape
    return np.any([padded[i:i + rows, j:j + columns] for i in range(3) for j in range(3)], 0)


def figures(v: Verdicts) -> dict:
    """Shares of 1. `camera`: photographs of the one format that good ones have too. Zone figures are of the fixed
    camera only: the zone means nothing under another microscope."""
    camera, fixed = v.of(v.camera), v.of(v.fixed)
    threshold = score.threshold_at(v.labels, v.scores, 0.02)
    pit_peaks = np.array([p for peaks in v.peaks for p in peaks])
    return {"pictures": len(v.labels), "pitted": int(v.labels.sum()), "cameraPitted": int(camera.labels.sum()),
            "auroc": score.auroc(v.labels, v.scores), "aurocEqualFormat": score.auroc(camera.labels, camera.scores),
            "missAt2PercentFalseCalls": score.miss_rate(v.labels, v.scores, 0.02),
            "zone": {"auroc": score.auroc(fixed.labels, fixed.zoned),
                     "aurocEqualFormat": score.auroc(camera.labels, camera.zoned),
                     "missAt2PercentFalseCalls": score.miss_rate(fixed.labels, fixed.zoned, 0.02),
                     "missAt2PercentFalseCallsEqualFormat": score.miss_rate(camera.labels, camera.zoned, 0.02),
                     "missedAt2PercentFalseCalls": score.missed(fixed.labels, fixed.zoned, 0.02),
                     "pitted": int(fixed.labels.sum())},
            "pits": len(pit_peaks), "pitsTouchedAt2PercentFalseCalls": float((pit_peaks > threshold).mean())}


def equal_format_auroc(photos, scores) -> dict:
    labels = np.array([photo.defective for photo in photos])
    camera = np.array([is_camera_frame(photo) for photo in photos])
    return {"auroc": score.auroc(labels, scores), "aurocEqualFormat": score.auroc(labels[camera], scores[camera])}
