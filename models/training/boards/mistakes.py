"""A sheet of the worst mistakes, to be looked at by a person: what it is is then written into the notes."""

import numpy as np
from PIL import Image, ImageDraw

from boards import detect, score
from boards.network import CLASSES

EACH = 8
CROP = 160
COLUMNS = 4
PAD = 14


def worst(found, labelled, at):
    """(pair, box, caption): labelled defects whose best right finding is lowest, then wrong findings that are highest."""
    missed, wrong = [], []
    for index, (reported, boxes) in enumerate(zip(found.reported, labelled)):
        fits = detect.overlap(boxes, reported) > score.RIGHT_IOU
        same = boxes[:, 4][:, None] == reported[:, 5][None]
        for k, box in enumerate(boxes):
            best = (reported[:, 4] * (fits[k] & same[k])).max(initial=0)
            other = reported[fits[k] & ~same[k]]
            said = f", said {CLASSES[int(other[0, 5])]} {other[0, 4]:.2f}" if len(other) else ""
            missed.append((best, index, box, f"{CLASSES[int(box[4])]} {best:.2f}{said}"))
        for row, hit in zip(reported, (fits & same).any(0) if len(boxes) else np.zeros(len(reported), bool)):
            if not hit:
                wrong.append((row[4], index, row, f"no {CLASSES[int(row[5])]}: {row[4]:.2f}"))
    missed.sort(key=lambda m: m[0])
    wrong.sort(key=lambda m: -m[0])
    return [m[1:] for m in missed[:EACH]], [w[1:] for w in wrong[:EACH]]


def sheet(pairs, found, labelled, at) -> Image.Image:
    """Upper half: missed; lower half: wrong. Each golden beside live; red: labels, green: findings that do not pass."""
    missed, wrong = worst(found, labelled, at)
    rows = -(-EACH // COLUMNS)
    picture = Image.new("RGB", (COLUMNS * (2 * CROP + 8), 2 * rows * (CROP + PAD + 4)), "white")
    for place, (index, box, caption) in enumerate(missed + wrong):
        x, y = place % COLUMNS * (2 * CROP + 8), place // COLUMNS * (CROP + PAD + 4)
        ImageDraw.Draw(picture).text((x, y + 1), caption, fill="black")
        picture.paste(panel(pairs[index], found.reported[index], labelled[index], box, at), (x, y + PAD))
    return picture


def panel(pair, reported, boxes, box, at) -> Image.Image:
    side = len(pair)
    left, top = (int(np.clip((box[k] + box[k + 2]) / 2 - CROP / 2, 0, side - CROP)) for k in (0, 1))
    out = Image.new("RGB", (2 * CROP, CROP))
    for channel in (0, 1):
        crop = Image.fromarray(np.ascontiguousarray(pair[top:top + CROP, left:left + CROP, channel])).convert("RGB")
        if channel:
            pen = ImageDraw.Draw(crop)
            for b in boxes:
                pen.rectangle((b[0] - left, b[1] - top, b[2] - left, b[3] - top), outline="red")
            for r in reported:
                if r[4] > at[CLASSES[int(r[5])]]["passBelow"]:
                    pen.rectangle((r[0] - left + 2, r[1] - top + 2, r[2] - left - 2, r[3] - top - 2), outline="lime")
        out.paste(crop, (channel * CROP, 0))
    return out
