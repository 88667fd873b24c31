"""The training loop that every network shares: seeded, averaged, with checkpoints, resumable."""

import copy
import math
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch

from kit.layers import memory_format

WEIGHT_DECAY = 0.03
CLIP = 5.0


@dataclass(frozen=True)
class Schedule:
    steps: int = 2000
    batch: int = 24
    rate: float = 2e-3
    warm_up: int = 200
    mining_rounds: int = 3
    average: float = 0.998
    checkpoint_every: int = 500

    def rate_at(self, step: int) -> float:
        cosine = 0.5 * (1 + math.cos(math.pi * step / self.steps))
        return self.rate * min(1.0, (step + 1) / self.warm_up) * (0.99 * cosine + 0.01)

    def mines_at(self, step: int) -> bool:
        return self.mining_rounds > 0 and step > 0 and step % (self.steps // (self.mining_rounds + 1)) == 0


class Loop:
    """Owns all that a checkpoint must hold: two copies of the network, optimiser, random state.

    A subclass says what one step's loss is, and may add to what is prepared and kept.
    """

    def __init__(self, net, schedule: Schedule, seed: int, origin: dict, device: str = "cpu"):
        torch.manual_seed(seed)
        self.rng = np.random.default_rng(seed)
        self.net = net.to(device, memory_format=memory_format(device))
        self.averaged = copy.deepcopy(self.net)
        self.origin = {"schedule": asdict(schedule), "seed": seed, **origin}
        """What a checkpoint must agree with to be gone on from."""
        self.schedule = schedule
        self.device = device
        self.step = 0
        matrices = [p for p in self.net.parameters() if p.ndim > 1]
        vectors = [p for p in self.net.parameters() if p.ndim <= 1]
        self.optimiser = torch.optim.AdamW([{"params": matrices, "weight_decay": WEIGHT_DECAY},
                                            {"params": vectors, "weight_decay": 0.0}])

    def loss(self) -> torch.Tensor:
        raise NotImplementedError

    def prepare(self, log) -> None:
        """Before each step."""

    def kept(self) -> dict:
        """What else a checkpoint must hold."""
        return {}

    def recall(self, kept: dict) -> None:
        """The inverse of `kept`."""

    def run(self, checkpoint: Path, log=print):
        """Trains to the end of the schedule and returns the averaged network."""
        if checkpoint.exists():
            self.restore(checkpoint)
            log(f"resumed at step {self.step}")
        started, first, losses = time.monotonic(), self.step, []
        while self.step < self.schedule.steps:
            losses.append(self.advance(log))
            if self.step % 100 == 0:
                pace = (time.monotonic() - started) / (self.step - first)
                log(f"step {self.step} loss {np.mean(losses):.3f} {pace:.3f} s/step")
                losses = []
            if self.step % self.schedule.checkpoint_every == 0 or self.step == self.schedule.steps:
                self.save(checkpoint)
        return self.averaged.eval()

    def advance(self, log=print) -> float:
        """One step of the schedule; returns the loss."""
        self.prepare(log)
        for group in self.optimiser.param_groups:
            group["lr"] = self.schedule.rate_at(self.step)
        self.net.train()
        loss = self.loss()
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), CLIP)
        self.optimiser.step()
        self.average()
        self.step += 1
        return float(loss.detach())

    @torch.no_grad()
    def average(self) -> None:
        keep = min(self.schedule.average, (self.step + 1) / (self.step + 10))
        for mean, value in zip(self.averaged.state_dict().values(), self.net.state_dict().values()):
            if mean.dtype.is_floating_point:
                mean.mul_(keep).add_(value, alpha=1 - keep)
            else:
                mean.copy_(value)

    def save(self, checkpoint: Path) -> None:
        """Written beside and moved into place: an interruption leaves the last one whole. At the end of the schedule
        only what comes out of it is kept, a quarter of the bytes."""
        checkpoint.parent.mkdir(parents=True, exist_ok=True)
        beside = checkpoint.with_suffix(".part")
        goes_on = None if self.step == self.schedule.steps else {
            "net": self.net.state_dict(), "optimiser": self.optimiser.state_dict(),
            "numpy": self.rng.bit_generator.state, "torch": torch.get_rng_state()}
        torch.save({"origin": self.origin, "step": self.step, "averaged": self.averaged.state_dict(),
                    "kept": self.kept(), "goesOn": goes_on}, beside)
        beside.replace(checkpoint)

    def restore(self, checkpoint: Path) -> None:
        state = torch.load(checkpoint, map_location=self.device, **TRUSTED)
        if state["origin"] != self.origin:
            raise ValueError(f"{checkpoint} belongs to another run: {state['origin']}, not {self.origin}; "
                             "move it away to begin anew")
        self.step = state["step"]
        self.averaged.load_state_dict(state["averaged"])
        self.recall(state["kept"])
        if self.step == self.schedule.steps:
            return
        goes_on = state["goesOn"]
        if goes_on is None:
            raise ValueError(f"{checkpoint} ended its schedule after {self.step} steps and cannot go on to "
                             f"{self.schedule.steps}; move it away to begin anew")
        self.net.load_state_dict(goes_on["net"])
        self.optimiser.load_state_dict(goes_on["optimiser"])
        self.rng.bit_generator.state = goes_on["numpy"]
        torch.set_rng_state(goes_on["torch"].cpu())


TRUSTED = {"weights_only": False} if "weights_only" in torch.load.__code__.co_varnames else {}
"""A checkpoint holds random states too, and is our own file; torch 1 knows no such argument."""
