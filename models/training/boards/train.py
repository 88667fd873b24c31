"""Trains the network on rendered pairs; the same seed draws the same pairs in the same order, also when resumed."""

from dataclasses import dataclass

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset

from boards.loss import reference_loss, targets
from boards.network import ReferenceNet, normalise
from boards.render import Renderer
from kit.loop import Loop

SIDE = 320
"""Training pairs are smaller than frames; all defects fit."""
DELAY = 240
"""Batches until a pair is used a second time. A multiple of the usual numbers of workers: the worker that drew a pair
is then the one that needs it again, and another would draw it anew."""
ELSEWHERE = 10 ** 9
"""Where the pairs come from that the first batches use instead of earlier ones."""
WEIGHT_DECAY = 1e-3


@dataclass(frozen=True)
class Schedule:
    """Warm up, hold, then fall linearly: as long as the rate holds, the end may still be moved."""

    steps: int = 9000
    batch: int = 8
    rate: float = 3e-3
    warm_up: int = 300
    falling: float = 0.4
    average: float = 0.999
    checkpoint_every: int = 250

    def rate_at(self, step: int) -> float:
        left = (self.steps - step) / (self.falling * self.steps)
        return self.rate * min(1.0, (step + 1) / self.warm_up) * max(0.003, min(1.0, left))


class Rendered(Dataset):
    """Position i of a seed's sequence. Half of each batch is drawn anew, the other half turned and used
    once more DELAY batches after it was new: drawing costs as much as learning."""

    def __init__(self, seed: int, first: int, last: int, batch: int):
        self.renderer, self.seed = Renderer(seed, SIDE), seed
        self.first, self.last, self.half = first, last, batch // 2
        self.drawn = {}

    def __len__(self):
        return self.last - self.first

    def __getitem__(self, i):
        index, again = self.index_of(self.first + i)
        pair, boxes = self.drawn.pop(index, None) or self.draw(index)
        if not again:
            self.drawn[index] = pair, boxes
        turn = int(np.random.default_rng([self.seed, 1, self.first + i]).integers(8))
        pair, boxes = turned(pair, boxes, turn)
        return (np.ascontiguousarray(pair), *targets(boxes, SIDE))

    def index_of(self, position: int):
        """-> which pair, and whether it was used before."""
        batch, place = divmod(position, 2 * self.half)
        again = place >= self.half
        if again and batch < DELAY:
            return batch * self.half + place % self.half + ELSEWHERE, again
        return (batch - DELAY if again else batch) * self.half + place % self.half, again

    def draw(self, index: int):
        pair = self.renderer.pair(index)
        return pair.stacked, pair.boxes


def batches(seed: int, first: int, last: int, batch: int = Schedule.batch, workers: int = 1):
    """Steps first to last of a seed's sequence: pairs uint8 [b, S, S, 2], then what loss.targets gives."""
    options = {"num_workers": workers, "prefetch_factor": 6} if workers else {}
    return DataLoader(Rendered(seed, first * batch, last * batch, batch), batch, **options)


def turned(pair, boxes, turn: int):
    """One of the eight symmetries of the square, of pair [S, S, 2] and boxes [n, 5]."""
    side, boxes = len(pair), boxes.copy()
    if turn & 4:
        pair, boxes = pair.transpose(1, 0, 2), boxes[:, [1, 0, 3, 2, 4]]
    if turn & 1:
        pair, boxes[:, [0, 2]] = pair[:, ::-1], side - boxes[:, [2, 0]]
    if turn & 2:
        pair, boxes[:, [1, 3]] = pair[::-1], side - boxes[:, [3, 1]]
    return pair, boxes


class Trainer(Loop):
    def __init__(self, schedule: Schedule, seed: int, device: str = "cpu", workers: int = 1, hostile=None):
        """`hostile`: see attack.Hostile; None trains on pictures as they are."""
        super().__init__(ReferenceNet(), schedule, seed, {"hostile": hostile} if hostile else {}, device)
        del self.origin["schedule"]["steps"]  # may be moved, see Schedule
        self.seed, self.workers, self.hostile, self.pairs = seed, workers, hostile, None
        self.optimiser.param_groups[0]["weight_decay"] = WEIGHT_DECAY

    def prepare(self, log) -> None:
        if self.pairs is None:
            schedule = self.schedule
            self.pairs = iter(batches(self.seed, self.step, schedule.steps, schedule.batch, self.workers))

    def loss(self) -> torch.Tensor:
        pairs, *wanted = next(self.pairs)
        x, wanted = normalise(pairs.to(self.device)), [w.to(self.device) for w in wanted]
        if self.hostile:
            x = self.hostile.half_attacked(self.net, x, wanted)
        return reference_loss(self.net(x), *wanted)[0]
