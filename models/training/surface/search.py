"""A small search over width, depth and resolution: the time of every candidate is measured before anything is trained,
and only the interesting ones are trained, all equally briefly. Fold A; nothing is chosen by the unseen places.
"""

from dataclasses import asdict

import numpy as np
import torch
import torch.nn.functional as F

from kit.layers import laid_out
from kit.loop import Schedule
from kit.ranges import observe_ranges
from kit.runtime import run_model
from surface.export import write_onnx
from surface.frames import FRAME_HEIGHT, FRAME_WIDTH
from surface.judge import equal_format_auroc
from surface.loss import surface_loss
from surface.network import SurfaceNet, Widths, normalise

FULL = (FRAME_HEIGHT, FRAME_WIDTH)
RESOLUTIONS = {"1": (FULL, None), "0.75": ((352, 848), (144, 208)), "0.5": ((240, 576), (96, 144))}
"""Name -> sides of the frame and of a crop; multiples of 16."""
CANDIDATES = {
    "1.0.0": (Widths(blocks8=2, hidden16=192), "1"),
    "chosen": (Widths(), "1"),
    "narrow": (Widths(stem=32, c8=32, hidden8=32, blocks8=2, down16=96, c16=64, hidden16=128, blocks16=3), "1"),
    "thin 16": (Widths(c16=64, hidden16=128), "1"),
    "wide 8": (Widths(c8=48, hidden8=96), "1"),
    "wide 16": (Widths(blocks8=2, c16=96, hidden16=320, down16=160), "1"),
    "wide": (Widths(c8=48, hidden8=96, down16=160, hidden16=320), "1"),
    "shallow": (Widths(blocks8=1, hidden16=192, blocks16=2), "1"),
    "deep 8": (Widths(blocks8=5), "1"),
    "deep 16": (Widths(blocks16=7), "1"),
    "deep": (Widths(blocks8=5, blocks16=7), "1"),
    "chosen, 0.75": (Widths(), "0.75"),
    "wide, 0.75": (Widths(c8=48, hidden8=96, down16=160, hidden16=320), "0.75"),
    "chosen, 0.5": (Widths(), "0.5"),
    "wide, deep, 0.5": (Widths(c8=64, hidden8=128, down16=192, c16=128, hidden16=384, blocks16=6), "0.5"),
}
TRAINED = ("chosen", "1.0.0", "narrow", "chosen, 0.75", "wide", "shallow")
BRIEF = Schedule(steps=400, batch=16, warm_up=60, mining_rounds=1, average=0.99)
TIMED_FRAMES = 60


def slug(name: str) -> str:
    return "search-" + name.replace(",", "").replace(" ", "-")


def resized_image(image: np.ndarray, sides) -> np.ndarray:
    planes = torch.from_numpy(image).permute(2, 0, 1)[None].float()
    planes = F.interpolate(planes, size=sides, mode="area")
    return np.ascontiguousarray(planes[0].permute(1, 2, 0).round().byte().numpy())


def at_resolution(crop):
    """The plain lesson on crops that were made smaller."""
    def lesson(net, images, mask):
        if crop:
            images = laid_out(F.interpolate(images, size=crop, mode="area"))
            mask = F.interpolate(mask, size=crop, mode="area")
        return surface_loss(net(images), mask)
    return lesson


def time_untrained(file) -> dict:
    """Name -> milliseconds per frame of each candidate, parameters and file size."""
    noise = np.random.default_rng(1).integers(0, 256, (*FULL, 3), np.uint8)
    rows = {}
    for name, (widths, resolution) in CANDIDATES.items():
        sides = RESOLUTIONS[resolution][0]
        net, image = SurfaceNet(widths), resized_image(noise, sides)
        write_onnx(net, file, *sides, ranges=observe_ranges(net, [normalise(torch.from_numpy(image)[None])]))
        outputs = run_model(file, [image] * TIMED_FRAMES)
        rows[name] = {"widths": asdict(widths), "resolution": resolution, "bytes": file.stat().st_size,
                      "parameters": sum(p.numel() for p in net.parameters()), "latencyMsP50": outputs.latency}
    return rows


def judge_candidate(shop, name: str, net, file) -> dict:
    """AUROC of one candidate that was trained as BRIEF says, INT8 in onnxruntime-node."""
    sides, _ = RESOLUTIONS[CANDIDATES[name][1]]
    shrunk = (lambda image: image) if sides == FULL else (lambda image: resized_image(image, sides))
    pitted, good = shop.frames
    sample = [shrunk(frame.image) for frame in (good + pitted)[::12]]
    write_onnx(net, file, *sides, ranges=observe_ranges(net, (normalise(torch.from_numpy(i)[None]) for i in sample)))
    found = {}
    for group in ("calibration", "unseen"):
        scores = run_model(file, (shrunk(image) for image in shop.images(group))).scores
        found[group] = equal_format_auroc(shop.pick(group), scores)
    return found
