"""Draws pairs to learn from: a golden and a live picture of one invented board, and where the live one is defective.

Everything follows from (seed, index). No photograph, layout or other data of anybody is used.
"""

from dataclasses import dataclass

import numpy as np

from boards.chance import Chance
from boards.defects import Damage
from boards.grey import View, look, photographed
from boards.layout import invent
from boards.naming import pieces
from boards.nuisance import NoiseBank, binarised, moved, residual
from boards.shapes import draw

GREY_SHARE = 0.4
MOST_DEFECTS = 11
FILLED = (0.08, 0.95)
"""Share of copper; boards outside are kept now and then only."""


@dataclass(frozen=True)
class Pair:
    """golden, live: uint8 [s, s], copper bright; boxes float32 [n, 5]: x0, y0, x1, y1, class (in naming's order)."""

    golden: np.ndarray
    live: np.ndarray
    boxes: np.ndarray

    @property
    def stacked(self) -> np.ndarray:
        """uint8 [s, s, 2], as the network takes it."""
        return np.stack([self.golden, self.live], 2)


class Renderer:
    def __init__(self, seed: int, side: int = 320):
        self.seed, self.side = seed, side
        self.bank = NoiseBank(Chance(seed))

    def pair(self, index: int, grey=None, defects=None) -> Pair:
        """Pair `index` of this seed. `grey`: True, False or left to chance; `defects`: how many at most."""
        chance = Chance(self.seed, index)
        grey = chance.happens(GREY_SHARE) if grey is None else grey
        while True:
            made = self.attempt(chance, grey, defects)
            if made is not None:
                return made

    def attempt(self, chance: Chance, grey: bool, defects):
        """One board; None if chance throws it away as too empty, too full or changed by nuisance alone."""
        groups = invent(chance, self.side)
        spread = chance.rng.choice([0, 0.4, 0.8, 1.5, 3],
                                   p=[0.25, 0.3, 0.25, 0.17, 0.03] if grey else [0.15, 0.25, 0.25, 0.25, 0.10])
        still = np.zeros((len(groups), 2))
        offsets = chance.normal(spread, len(groups), 2) + chance.normal(0.3, 2)
        affine, wider = residual(chance, self.side), chance.normal(1.1)
        drawing = draw(groups, still, 0, self.side)
        filled = np.asarray(drawing).mean() / 255
        if not FILLED[0] < filled < FILLED[1] and chance.happens(0.96):
            return None
        live = draw(groups, offsets, wider, self.side)
        golden, copper, kept = self.etched(chance, moved(drawing, affine), live, grey, defects == 0,
                                           lambda: draw(groups, offsets * 0.4, 0, self.side))
        if copper is None:
            return None
        if kept == MILDER:
            offsets, wider = offsets * 0.4, 0.0
        wanted = chance.whole(0, MOST_DEFECTS * (self.side // 320)) if defects is None else defects
        copper, boxes = Damage(chance, copper).inflict(wanted)
        boxes = np.array(boxes, np.float32).reshape(-1, 5)
        if not grey:
            return self.two_level(chance, golden, copper, boxes)
        return self.in_grey(chance, groups, View(golden, still, 0, affine), View(copper, offsets, wider, None), boxes)

    def in_grey(self, chance: Chance, groups, golden: View, live: View, boxes) -> Pair:
        shared, board = look(chance, self.side), chance.whole(0, 2 ** 31)
        other = board if shared.texture.same else board + 1
        first = photographed(groups, golden, shared, False, self.bank, chance, Chance(board))
        second = photographed(groups, live, shared, True, self.bank, chance, Chance(other))
        return Pair(first, second, boxes)

    def etched(self, chance: Chance, golden, live, grey: bool, strict: bool, milder):
        """Copper of both pictures. Where nuisance alone has broken or joined copper, which would be an open or a
        short without a label, the live board is drawn again with less of it, and given up if that fails too: always
        where the board must be good (`strict`), else mostly, or complicated boards would become rare."""
        roughness, comb = chance.uniform(0, 0.22), chance.uniform(0, 0.5)
        blur, threshold = chance.whole(2, 5), 0.5 + chance.normal(0.08)
        if grey:
            roughness, comb = roughness * 0.4, comb * 0.2
        first = binarised(np.asarray(golden), roughness, threshold, comb, blur, self.bank, chance)
        second = binarised(np.asarray(live), roughness if chance.happens(0.7) else roughness * chance.uniform(0.2, 1),
                           threshold + chance.normal(0.06), comb if chance.happens(0.7) else comb * chance.uniform(0, 1),
                           blur if chance.happens(0.4) else chance.whole(2, 7), self.bank, chance)
        if pieces(first) == pieces(second):
            return first, second, DRAWN
        second = binarised(np.asarray(milder()), roughness, threshold, comb, blur, self.bank, chance)
        if pieces(first) != pieces(second) and (strict or chance.happens(0.6)):
            return first, None, MILDER
        return first, second, MILDER

    def two_level(self, chance: Chance, golden, live, boxes) -> Pair:
        """Now and then a strip at one border is missing from one of the pictures."""
        if chance.happens(0.12):
            width, border = chance.whole(1, 14), chance.whole(0, 4)
            strip = (np.s_[:width], np.s_[-width:], np.s_[:, :width], np.s_[:, -width:])[border]
            (live if chance.happens(0.5) else golden)[strip] = chance.happens(0.15)
        return Pair(golden.astype(np.uint8) * 255, live.astype(np.uint8) * 255, boxes)


DRAWN, MILDER = "drawn", "milder"
