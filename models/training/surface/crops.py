"""Draws training crops: half round a pit, half good steel with a pit pasted in now and then."""

import numpy as np
import torch
import torch.nn.functional as F

from surface.frames import FRAME_HEIGHT, FRAME_WIDTH, Frame

CROP_HEIGHT, CROP_WIDTH = 192, 288
MARGIN = 1.4
"""Cut this much larger than the crop, so that rotation and zoom stay inside real pixels."""
CUT_HEIGHT, CUT_WIDTH = int(CROP_HEIGHT * MARGIN) // 2 * 2, int(CROP_WIDTH * MARGIN) // 2 * 2
JITTER = np.array([CROP_WIDTH, CROP_HEIGHT]) * 0.38
"""A pit may lie anywhere in its crop, short of the rim."""
PASTE_SHARE = 0.4
TRACK_SHARE = 0.7
LARGEST_PASTE = 110


def track_row(x: float) -> float:
    """Row of the balls' track at column x: pits of the fixed camera lie on this line."""
    return 390 - 0.2206 * (x - 3)


class CropSource:
    """Draws from `pitted` and `good` frames, every place equally often (seeded by `rng`)."""

    def __init__(self, pitted, good, rng: np.random.Generator):
        self.rng = rng
        self.pits = {}
        for frame in pitted:
            self.pits.setdefault(frame.place, []).extend((frame, i) for i in range(len(frame.boxes)))
        self.good = {}
        for frame in good:
            self.good.setdefault(frame.place, []).append(frame)
        self.pitted = pitted
        self.hard = []
        """(frame, x, y) where the network was wrongly most alarmed; see train.mine."""

    def batch(self, count: int):
        """-> images uint8 [count, CUT_HEIGHT, CUT_WIDTH, 3], masks uint8 [count, CUT_HEIGHT, CUT_WIDTH]."""
        pairs = [self.pit_crop() if i % 2 == 0 else self.good_crop() for i in range(count)]
        return np.stack([image for image, _ in pairs]), np.stack([mask for _, mask in pairs])

    def one_of(self, items):
        return items[self.rng.integers(len(items))]

    def draw_pit(self):
        """A pit of a random place, small ones more often: they are the hard ones."""
        pits = self.pits[self.one_of(sorted(self.pits))]
        sides = np.array([max(12.0, longest_side(frame.boxes[i])) for frame, i in pits])
        weight = sides ** -0.5
        return pits[self.rng.choice(len(pits), p=weight / weight.sum())]

    def pit_crop(self):
        frame, i = self.draw_pit()
        x0, y0, x1, y1 = frame.boxes[i]
        return cut(frame, np.array([x0 + x1, y0 + y1]) / 2 + self.rng.uniform(-1, 1, 2) * JITTER)[:2]

    def good_crop(self):
        kind = self.rng.random()
        anywhere = self.rng.uniform((40, 40), (FRAME_WIDTH - 40, FRAME_HEIGHT - 40))
        if kind < 0.5 and self.hard:
            frame, x, y = self.one_of(self.hard)
            image, mask, corner = cut(frame, np.array([x, y]) + self.rng.uniform(-1, 1, 2) * JITTER)
        elif kind < 0.92:
            frame = self.one_of(self.good[self.one_of(sorted(self.good))])
            if self.rng.random() < 0.4:
                x = self.rng.uniform(40, FRAME_WIDTH - 40)
                anywhere = np.array([x, track_row(x)]) + self.rng.uniform(-1, 1, 2) * JITTER
            image, mask, corner = cut(frame, anywhere)
        else:  # good steel of a worn part looks different from that of a new one
            frame = self.one_of(self.pitted)
            image, mask, corner = cut(frame, anywhere)
        if self.rng.random() < PASTE_SHARE:
            self.paste(image, mask, corner)
        return image, mask

    def paste(self, image, mask, corner) -> None:
        """Multiplies the texture of a pit onto good steel, feathered, turned and scaled (in place)."""
        frame, i = self.draw_pit()
        patch = self.pit_patch(frame, i)
        if patch is None:
            return
        pixels, inside = patch
        size = len(inside)
        alpha = np.clip(box_blur(box_blur(inside, 2), 2) * 1.6, 0, 1)
        around = alpha < 0.02
        place = self.paste_place(size, corner)
        if inside.sum() < 10 or around.sum() < 20 or place is None:
            return
        x, y = place
        target = image[y:y + size, x:x + size].astype(np.float32)
        base = target if self.rng.random() < 0.5 else (target + target.mean((0, 1))) / 2
        if base.mean() < 25:  # too dark to show a pit
            return
        ratio = np.clip(pixels / (pixels[around].mean(0) + 4), 0, 2.5) ** self.rng.uniform(0.55, 1.2)
        alpha = alpha[..., None]
        image[y:y + size, x:x + size] = target * (1 - alpha) + alpha * np.clip(base * ratio, 0, 255)
        region = mask[y:y + size, x:x + size]
        np.maximum(region, inside > 0, out=region, casting="unsafe")

    def pit_patch(self, frame: Frame, i: int):
        """Square round a pit: pixels float32 [s, s, 3], inside float32 [s, s]; None if too large."""
        x0, y0, x1, y1 = frame.boxes[i]
        size = int(longest_side(frame.boxes[i]) + 24) // 2 * 2
        left, top = int((x0 + x1 - size) / 2), int((y0 + y1 - size) / 2)
        if size > LARGEST_PASTE or left < 0 or top < 0 or left + size > FRAME_WIDTH or top + size > FRAME_HEIGHT:
            return None
        window = (slice(top, top + size), slice(left, left + size))
        stack = np.dstack([frame.image[window], (frame.defects[window] == i + 1) * np.uint8(255)])
        if self.rng.random() < 0.3:
            stack = np.rot90(stack, self.rng.integers(4))
        if self.rng.random() < 0.5:
            stack = stack[:, ::-1]
        stack = np.ascontiguousarray(stack, np.float32)
        if self.rng.random() < 0.5:
            side = max(12, int(size * self.rng.uniform(0.4, 1.3)))
            planes = torch.from_numpy(stack).permute(2, 0, 1)[None]
            planes = F.interpolate(planes, size=(side, side), mode="area" if side < size else "bilinear")
            stack = np.ascontiguousarray(planes[0].permute(1, 2, 0).numpy())
        return stack[..., :3], (stack[..., 3] > 127).astype(np.float32)

    def paste_place(self, size: int, corner):
        """Top left in the cut; mostly on the track, where the network must tell pits from wear."""
        if self.rng.random() < TRACK_SHARE:
            x = CUT_WIDTH / 2 + self.rng.uniform(-0.4, 0.4) * CROP_WIDTH
            y = track_row(x + corner[0]) + self.rng.normal(0, 5) - corner[1]
        else:
            x = CUT_WIDTH / 2 + self.rng.uniform(-0.5, 0.5) * (CROP_WIDTH - size)
            y = CUT_HEIGHT / 2 + self.rng.uniform(-0.5, 0.5) * (CROP_HEIGHT - size)
        x, y = int(x - size / 2), int(y - size / 2)
        return (x, y) if 0 <= x <= CUT_WIDTH - size and 0 <= y <= CUT_HEIGHT - size else None


def longest_side(box) -> float:
    x0, y0, x1, y1 = box
    return max(x1 - x0, y1 - y0)


def cut(frame: Frame, middle):
    """Copies a window round `middle` (x, y), moved to lie inside the frame: image, 0/1 mask, corner."""
    x = int(np.clip(middle[0] - CUT_WIDTH / 2, 0, FRAME_WIDTH - CUT_WIDTH))
    y = int(np.clip(middle[1] - CUT_HEIGHT / 2, 0, FRAME_HEIGHT - CUT_HEIGHT))
    window = (slice(y, y + CUT_HEIGHT), slice(x, x + CUT_WIDTH))
    return frame.image[window].copy(), (frame.defects[window] > 0).astype(np.uint8), (x, y)


def box_blur(plane: np.ndarray, radius: int) -> np.ndarray:
    padded = F.pad(torch.from_numpy(plane)[None, None], (radius,) * 4, mode="replicate")
    return F.avg_pool2d(padded, 2 * radius + 1, 1)[0, 0].numpy()
