"""A sheet of the worst mistakes, to be looked at by a person: what it is is then written into the notes."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from surface.frames import FRAME_HEIGHT, FRAME_WIDTH, load_frame
from surface.network import CELL

EACH = 6
WIDTH, HEIGHT = 560, 230
PAD = 26


def worst(photos, maps, kind: bool) -> list:
    """Indices: the lowest-scored pitted photographs, or the highest-scored clean ones."""
    scores = maps.max((1, 2, 3)) * (1 if kind else -1)
    return [i for i in np.argsort(scores, kind="stable") if photos[i].defective == kind][:EACH]


def write_sheet(file: Path, photos, maps, limits) -> None:
    """Left column: pitted that score lowest; right column: clean that score highest. Red: label, green: highest cell."""
    sheet = Image.new("RGB", (2 * (WIDTH + 8), EACH * (HEIGHT + PAD)), "white")
    for column, kind in enumerate((True, False)):
        for row, i in enumerate(worst(photos, maps, kind)):
            at = (column * (WIDTH + 8), row * (HEIGHT + PAD))
            sheet.paste(panel(photos[i], maps[i, 0]), (at[0], at[1] + PAD))
            ImageDraw.Draw(sheet).text((at[0] + 4, at[1] + 8), caption(photos[i], maps[i, 0], limits), fill="black")
    sheet.save(file, quality=85)


def caption(photo, heat, limits) -> str:
    top = heat.max()
    verdict = "fail" if top >= limits["failAbove"] else "review" if top > limits["passBelow"] else "pass"
    return f"{photo.name}  {'pitted' if photo.defective else 'clean'}: {verdict}, {top:.3f}"


def panel(photo, heat):
    """The frame around its labels, or around its highest cell where it has none."""
    frame = load_frame(photo)
    row, column = np.unravel_index(heat.argmax(), heat.shape)
    picture = Image.fromarray(frame.image)
    pen = ImageDraw.Draw(picture)
    for x0, y0, x1, y1 in frame.boxes:
        pen.rectangle((x0 - 4, y0 - 4, x1 + 4, y1 + 4), outline="red", width=2)
    x, y = (column + 0.5) * CELL, (row + 0.5) * CELL
    pen.rectangle((x - 14, y - 14, x + 14, y + 14), outline="lime", width=2)
    middle = np.mean([(b[0] + b[2], b[1] + b[3]) for b in frame.boxes], 0) / 2 if frame.boxes else (x, y)
    left = int(np.clip(middle[0] - WIDTH / 2, 0, FRAME_WIDTH - WIDTH))
    top = int(np.clip(middle[1] - HEIGHT / 2, 0, FRAME_HEIGHT - HEIGHT))
    return picture.crop((left, top, left + WIDTH, top + HEIGHT))
