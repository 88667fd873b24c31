"""Every network of this package, trained: what the folds, the studies and the bundle start from.

Each goes on from its checkpoint. Nothing is measured here, so that all of it can run where there is no Node.
"""

import copy
from dataclasses import replace

import torch

from kit import qat
from kit.loop import Schedule
from surface import search
from surface.lessons import Together, attacked, distilled
from surface.network import SurfaceNet, Widths
from surface.prune import pruned
from surface.train import plain as plain_lesson

LARGE = Widths(stem=64, c8=64, hidden8=192, blocks8=4, down16=256, c16=128, hidden16=512, blocks16=6)
"""Five times the parameters: half of the teacher, and never shipped."""
STUDENT = Schedule(steps=1500, batch=24, rate=1e-3, warm_up=30, mining_rounds=0, average=0.995)
TUNE = Schedule(steps=500, batch=16, rate=1e-3, warm_up=30, mining_rounds=0, average=0.99)
ROUND = replace(TUNE, steps=200, rate=2e-4)
TOUGHEN = replace(TUNE, steps=150)
"""PGD costs several steps a step."""
ATTACK_STEPS = {"fgsm": 1, "pgd": 3}
ATTACK = 2
"""Grey levels of the studies."""


def plain(shop, options):
    """With --attack trained against attacks; such a run has folders of its own (options.py)."""
    lesson = plain_lesson if options.attack == "none" else attacked(options.grey_levels, ATTACK_STEPS[options.attack])
    return shop.train("plain", Schedule(steps=options.steps), SurfaceNet(), lesson)


def large(shop, options):
    return shop.train("large", Schedule(steps=options.steps), SurfaceNet(LARGE))


def student(shop, options):
    """Begins where the plain network ended, and is asked for what it and the large one say together."""
    begun = plain(shop, options)
    teacher = Together(copy.deepcopy(begun), large(shop, options)).to(shop.device)
    return shop.train("distilled", STUDENT, begun, distilled(teacher), hard_of="plain")


def cut(shop, options):
    """The plain network with half of its hidden channels, not tuned."""
    return pruned(plain(shop, options), hidden8=32, down16=96, hidden16=160)


def tuned(shop, options):
    return shop.train("pruned", TUNE, cut(shop, options), hard_of="plain")


def rounded(shop, options):
    """-> network trained with the rounding of INT8, and its ranges."""
    net = plain(shop, options)
    named = qat.begin(net, shop.ranges(net))
    net = shop.train("qat", ROUND, net, hard_of="plain")
    return net, qat.finish(net, named)


def tough(shop, options, attack: str):
    """The plain network, trained on against attacks."""
    name, schedule = ("adversarial", TUNE) if attack == "fgsm" else (f"adversarial-{attack}", TOUGHEN)
    return shop.train(name, schedule, plain(shop, options), attacked(ATTACK, ATTACK_STEPS[attack]), hard_of="plain")


def candidate(shop, name: str):
    """One of the search's, trained as briefly as the others."""
    widths, resolution = search.CANDIDATES[name]
    torch.manual_seed(shop.seed)
    lesson = search.at_resolution(search.RESOLUTIONS[resolution][1])
    return shop.train(search.slug(name), search.BRIEF, SurfaceNet(widths), lesson)


def of_studies(shop, options) -> None:
    """What compress.py measures."""
    for train in (plain, large, student, tuned, rounded):
        train(shop, options)
    for attack in ATTACK_STEPS:
        tough(shop, options, attack)
    for name in search.TRAINED:
        candidate(shop, name)
