"""The command line."""

import argparse
from pathlib import Path

import torch

from boards.train import Schedule


def parse(about: str):
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="models/NAME/VERSION")
    parser.add_argument("--steps", type=int, default=Schedule.steps, help="0.3 to 0.5 s each on one core")
    parser.add_argument("--batch", type=int, default=Schedule.batch, help="pairs a step")
    parser.add_argument("--rounded-steps", type=int, default=400, help="steps with INT8's rounding in place")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1, help="processes that draw boards")
    parser.add_argument("--device", default="cpu", help="cpu, or cuda where PyTorch has it")
    parser.add_argument("--checkpoints", type=Path, default=Path(".build/training/boards"),
                        help="written as it goes; a run that finds some goes on from there")
    parser.add_argument("--attack", choices=("none", "fgsm", "pgd"), default="none",
                        help="train against attacks: the live pictures of half of each batch are altered to fool the network")
    parser.add_argument("--grey-levels", type=float, default=2.0, help="how far an attack may move a pixel")
    parser.add_argument("--train-only", action="store_true",
                        help="stop when both networks are trained: for a machine with a GPU and no Node")
    parser.add_argument("--claim", type=float, help="share missed that the card shall claim; refused when n cannot carry it")
    parser.add_argument("--deeppcb", type=Path, help="folder with DeepPCB's labels.json: measured, never learnt from")
    parser.add_argument("--final", action="store_true", help="also measure its five boards that nobody looked at")
    parser.add_argument("--strangers", type=Path, help="folder with photographs of other parts: must be flagged")
    parser.add_argument("--skip-corrupt", action="store_true", help="leave out pictures that cannot be read")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    return options
