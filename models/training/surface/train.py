"""Trains the surface network. A lesson is what one step asks of it: plain, distilled, under attack."""

from dataclasses import asdict

import numpy as np
import torch

from kit.loop import Loop, Schedule
from surface.augment import augment
from surface.crops import CropSource
from surface.loss import surface_loss
from surface.network import CELL, SurfaceNet, normalise, smooth

HARD_SPOTS = 300
SPOTS_PER_FRAME = 3


def plain(net, images, mask):
    return surface_loss(net(images), mask)


class Trainer(Loop):
    """Draws crops, half of them pitted; now and then finds where the network is wrongly alarmed.

    `lesson(net, images, mask)` -> loss: images in network units [B, 3, h, w], mask [B, 1, h, w] in [0, 1].
    """

    def __init__(self, pitted, good, schedule: Schedule, seed: int, net=None, lesson=plain, name="plain", device="cpu"):
        torch.manual_seed(seed)
        net = net or SurfaceNet()
        super().__init__(net, schedule, seed, {"lesson": name, "widths": asdict(net.widths)}, device)
        self.source = CropSource(pitted, good, self.rng)
        self.good = good
        self.lesson = lesson

    def loss(self):
        return self.lesson(self.net, *augment(*self.source.batch(self.schedule.batch), self.rng, self.device))

    def prepare(self, log) -> None:
        if self.schedule.mines_at(self.step):
            self.mine(log)

    def kept(self) -> dict:
        return {"hard": [(frame.name, x, y) for frame, x, y in self.source.hard]}

    def recall(self, kept: dict) -> None:
        frames = {frame.name: frame for frame in self.good}
        self.source.hard = [(frames[name], x, y) for name, x, y in kept["hard"]]

    @torch.no_grad()
    def mine(self, log) -> None:
        """Finds the most alarming spots of half the good frames; crops are drawn round them next."""
        self.averaged.eval()
        spots = []
        for frame in self.good:
            if self.rng.random() < 0.5:
                image = torch.from_numpy(frame.image)[None].to(self.device)
                heat = smooth(self.averaged(normalise(image)))[0, 0].cpu().numpy()
                spots += [(score, frame, x, y) for score, x, y in peaks(heat.copy())]
        spots.sort(key=lambda spot: -spot[0])
        self.source.hard = [spot[1:] for spot in spots[:HARD_SPOTS]]
        log(f"mined: highest {spots[0][0]:.2f}, median {spots[len(spots) // 2][0]:.2f}")


def peaks(heat: np.ndarray):
    """The highest cells, at least five cells apart: (score, x, y) in pixels. Overwrites `heat`."""
    found = []
    for _ in range(SPOTS_PER_FRAME):
        row, column = np.unravel_index(heat.argmax(), heat.shape)
        found.append((float(heat[row, column]), float((column + 0.5) * CELL), float((row + 0.5) * CELL)))
        heat[max(0, row - 4):row + 5, max(0, column - 4):column + 5] = -np.inf
    return found
