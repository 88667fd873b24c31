"""What else one training step can ask (see train.Trainer): to answer like a teacher, to stand an attack."""

import torch
import torch.nn.functional as F

from kit.adversary import fgsm, pgd
from surface.loss import surface_loss
from surface.network import INPUT_SCALE

LIKE_TEACHER = 2.0
EASY = 0.02
"""Weight of a cell that both call good: there are thousands of them, and they teach nothing."""


class Together(torch.nn.Module):
    """Several networks as one: the mean of their logits. Their false alarms differ, their pits do not."""

    def __init__(self, *nets):
        super().__init__()
        self.nets = torch.nn.ModuleList(nets)

    def forward(self, x):
        return torch.stack([net(x) for net in self.nets]).mean(0)


def distilled(teacher):
    """Labels as ever, and the teacher's logit in every cell (Hinton et al. 2015), weighted by how much is at stake."""
    teacher = teacher.eval()

    def lesson(net, images, mask):
        with torch.no_grad():
            wanted = teacher(images).clamp(-6, 6)
        logits = net(images)
        stake = EASY + torch.sigmoid(wanted) + torch.sigmoid(logits.detach())
        apart = F.smooth_l1_loss(logits.clamp(-7, 7), wanted, reduction="none")
        return surface_loss(logits, mask) + LIKE_TEACHER * (stake * apart).sum() / stake.sum()

    return lesson


def attacked(grey_levels: float, steps: int = 1):
    """Half of the batch is attacked by up to `grey_levels`, with FGSM (1 step) or PGD."""

    def lesson(net, images, mask):
        half = len(images) // 2
        size = grey_levels * INPUT_SCALE
        loss_of = lambda x: surface_loss(net(x), mask[:half])
        net.eval()  # the attack must not move the batch norm's statistics
        hostile = fgsm(loss_of, images[:half], size) if steps == 1 else pgd(loss_of, images[:half], size, steps)
        net.train()
        return surface_loss(net(torch.cat([hostile, images[half:]])), mask)

    return lesson
