"""Attacks on a picture within a few grey levels: FGSM (Goodfellow et al. 2015), PGD (Madry et al. 2018).

Nobody attacks a camera on a line, but a network that one grey level can fool leans on something that light, lens and
sensor will change as well.
"""

import torch


def fgsm(loss_of, images, size: float):
    """`loss_of(images)` -> scalar. Moves every value by `size` (network units) so as to raise the loss most."""
    return (images + size * slope(loss_of, images).sign()).detach()


def pgd(loss_of, images, size: float, steps: int):
    """The same in several smaller steps from a random start, never further than `size` from the picture."""
    attacked = images + (torch.rand_like(images) * 2 - 1) * size
    for _ in range(steps):
        attacked = attacked + 2.5 * size / steps * slope(loss_of, attacked).sign()
        attacked = (images + (attacked - images).clamp(-size, size)).detach()
    return attacked


def slope(loss_of, images):
    images = images.detach().requires_grad_(True)
    return torch.autograd.grad(loss_of(images), images)[0]
