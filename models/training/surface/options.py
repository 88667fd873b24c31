"""The command line that the commands of this package share."""

import argparse
from pathlib import Path

import torch

from kit.loop import Schedule
from surface.places import read_labels, without_corrupt
from surface.results import use_variant
from surface.workshop import Workshop

CHECKPOINTS = Path(".build/training/surface")


def parse(about: str, add=lambda parser: None):
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with labels.json and photographs")
    parser.add_argument("--steps", type=int, default=Schedule.steps, help="0.4 s each on one core")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cpu", help="cpu, or cuda where PyTorch has it")
    parser.add_argument("--checkpoints", type=Path, default=CHECKPOINTS,
                        help="written as it trains; a run that finds some goes on from there")
    parser.add_argument("--train-only", action="store_true",
                        help="measure nothing: for a machine with a GPU and no Node")
    parser.add_argument("--attack", choices=("none", "fgsm", "pgd"), default="none",
                        help="train against attacks: half of each batch is altered so as to fool the network")
    parser.add_argument("--grey-levels", type=float, default=2.0, help="how far an attack may move a pixel")
    parser.add_argument("--skip-corrupt", action="store_true", help="leave out pictures that cannot be read")
    add(parser)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    if options.attack != "none":
        variant = f"{options.attack}-{options.grey_levels:g}"
        options.checkpoints = options.checkpoints / variant
        use_variant(variant)
    return options


def workshop(options, fold: str) -> Workshop:
    options.checkpoints.mkdir(parents=True, exist_ok=True)
    photos = without_corrupt(read_labels(options.data), options.skip_corrupt)
    return Workshop(photos, fold, options.checkpoints, options.seed, options.device)
