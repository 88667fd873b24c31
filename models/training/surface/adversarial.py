"""How far the score of a picture can be driven by an attack within a few grey levels (PyTorch, FP32).

Camera frames only, windows of them: round the pits of pitted ones, on the track of good ones.
"""

import numpy as np
import torch
import torch.nn.functional as F

from kit import score
from kit.adversary import fgsm, pgd
from surface.crops import cut, track_row
from surface.frames import FRAME_WIDTH, load_frame
from surface.network import INPUT_SCALE, normalise, smooth
from surface.pictures import is_camera_frame

LEVELS = (1, 2, 4)
PGD_STEPS = 5


def under_attack(shop, net) -> dict:
    """-> AUROC over windows of unseen camera frames: none, and FGSM and PGD of each size. The attacker knows the
    network and wants pits missed and good steel called."""
    net.eval()
    windows, labels = windows_of([photo for photo in shop.pick("unseen") if is_camera_frame(photo)])
    rows = {"none": auroc_of(net, windows, labels, lambda x, wanted: x)}
    for level in LEVELS:
        size = level * INPUT_SCALE
        rows[f"fgsm {level}"] = auroc_of(net, windows, labels, lambda x, wanted: fgsm(aim(net, wanted), x, size))
    size = 2 * INPUT_SCALE
    torch.manual_seed(shop.seed)
    rows["pgd 2"] = auroc_of(net, windows, labels, lambda x, wanted: pgd(aim(net, wanted), x, size, PGD_STEPS))
    return rows


def windows_of(photos):
    """As many good as pitted windows: normalised pictures, labels."""
    pitted = [load_frame(photo) for photo in photos if photo.defective]
    good = [photo for photo in photos if not photo.defective]
    good = [load_frame(good[i * len(good) // len(pitted)]) for i in range(len(pitted))]
    middle = lambda box: np.array([box[0] + box[2], box[1] + box[3]]) / 2
    spots = [(frame, middle(frame.boxes[0])) for frame in pitted]
    spots += [(frame, np.array([x, track_row(x)])) for frame, x in zip(good, np.linspace(300, FRAME_WIDTH - 250, len(good)))]
    windows = [normalise(torch.from_numpy(cut(frame, at)[0])[None])[..., :256, :400] for frame, at in spots]
    return windows, np.repeat([True, False], [len(pitted), len(good)])


def aim(net, defective: bool):
    """What the attacker raises: the loss of the picture's score."""
    sign = -1 if defective else 1
    return lambda x: F.softplus(sign * smooth(net(x)).flatten(1).topk(3, 1)[0]).mean()


def auroc_of(net, windows, labels, attack) -> float:
    scores = []
    for window, label in zip(windows, labels):
        with torch.enable_grad():
            hostile = attack(window, bool(label))
        with torch.no_grad():
            scores.append(float(smooth(net(hostile)).max()))
    return score.auroc(labels, np.array(scores))
