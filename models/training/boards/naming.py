"""What a change of copper is called. Computed from connected components, never from what was intended.

Copper taken away: more pieces than before = open; else it touches the background = mousebite; else pin-hole.
Copper added: touches two pieces or more = short; one = spur; none = spurious copper. All within a window a few
pixels round the change: seen from far away, a ring that is cut is still one piece.
"""

import numpy as np
from scipy import ndimage

OPEN, SHORT, MOUSEBITE, SPUR, COPPER, PIN_HOLE = range(6)
EIGHT = np.ones((3, 3), bool)
SMALLEST_CHANGE = 12
SMALLEST_PIECE = 14
"""Pixels: smaller changes are no defects, smaller pieces are crumbs."""


def name_change(mark, copper, adds: bool):
    """bool windows [h, w] -> class, or None where nothing worth a name has changed."""
    change = mark & (~copper if adds else copper)
    if change.sum() < SMALLEST_CHANGE:
        return None
    near = ndimage.binary_dilation(change, EIGHT)
    pieces = touched(copper, near)
    if adds:
        return (COPPER, SPUR)[len(pieces)] if len(pieces) < 2 else SHORT
    left = copper & ~change
    labels, _ = ndimage.label(left, EIGHT)
    remaining = np.unique(labels[near & left])
    remaining = remaining[remaining > 0]
    if len(remaining):
        remaining = remaining[np.bincount(labels.ravel())[remaining] >= SMALLEST_PIECE]
    if len(remaining) < len(pieces):
        return None
    if len(remaining) > len(pieces):
        return OPEN
    return MOUSEBITE if (near & ~copper).any() else PIN_HOLE


def touched(copper, near):
    labels, _ = ndimage.label(copper, EIGHT)
    found = np.unique(labels[near & copper])
    return found[found > 0]


def pieces(copper, smallest: int = 25):
    """How many pieces of copper and of background a board has, crumbs left out."""
    counts = []
    for mask, structure in ((copper, EIGHT), (~copper, None)):
        labels, _ = ndimage.label(mask, structure)
        counts.append(int((np.bincount(labels.ravel())[1:] >= smallest).sum()))
    return tuple(counts)
