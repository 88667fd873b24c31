"""Drawn boards are what their labels say (how to run them: ../../README.md)."""

import unittest

import numpy as np

from boards import naming
from boards.chance import Chance
from boards.defects import Damage
from boards.network import CLASSES
from boards.render import Pair, Renderer
from boards.train import DELAY, Rendered, turned

TRACKS = np.zeros((60, 60), bool)
TRACKS[20:30] = TRACKS[40:50] = True


def mark(rows, columns):
    drawn = np.zeros_like(TRACKS)
    drawn[rows, columns] = True
    return drawn


class Names(unittest.TestCase):
    def test_what_a_change_is_called_follows_from_its_pieces(self):
        for wanted, drawn, adds in (
                (naming.OPEN, mark(slice(18, 32), slice(20, 26)), False),
                (naming.MOUSEBITE, mark(slice(18, 26), slice(20, 26)), False),
                (naming.PIN_HOLE, mark(slice(23, 27), slice(20, 26)), False),
                (naming.SHORT, mark(slice(28, 42), slice(20, 26)), True),
                (naming.SPUR, mark(slice(28, 36), slice(20, 26)), True),
                (naming.COPPER, mark(slice(33, 37), slice(20, 26)), True)):
            self.assertEqual(naming.name_change(drawn, TRACKS, adds), wanted, CLASSES[wanted])

    def test_a_change_of_a_few_pixels_is_no_defect(self):
        self.assertIsNone(naming.name_change(mark(slice(24, 26), slice(20, 24)), TRACKS, False))

    def test_a_mark_that_changes_nothing_is_no_defect(self):
        self.assertIsNone(naming.name_change(mark(slice(33, 37), slice(20, 26)), TRACKS, False))

    def test_classes_are_in_the_order_of_the_networks_outputs(self):
        self.assertEqual([CLASSES[k] for k in (naming.OPEN, naming.SHORT, naming.MOUSEBITE, naming.SPUR, naming.COPPER,
                                               naming.PIN_HOLE)], list(CLASSES))


class Pairs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.renderer = Renderer(7, 320)

    def test_the_same_seed_and_index_draw_the_same_pair_whatever_was_drawn_before(self):
        first = [self.renderer.pair(i) for i in (3, 4)]
        again = [Renderer(7, 320).pair(i) for i in (4, 3)][::-1]
        for a, b in zip(first, again):
            np.testing.assert_array_equal(a.stacked, b.stacked)
            np.testing.assert_array_equal(a.boxes, b.boxes)
        self.assertFalse(np.array_equal(first[0].stacked, first[1].stacked))

    def test_good_boards_have_no_boxes_and_as_many_pieces_as_their_golden_picture(self):
        whole = WithoutStrips(7, 320)
        for index in range(6):
            pair = whole.pair(index, grey=False, defects=0)
            self.assertEqual(len(pair.boxes), 0)
            self.assertEqual(naming.pieces(pair.golden > 0), naming.pieces(pair.live > 0))

    def test_two_level_pairs_have_two_levels_and_grey_ones_many(self):
        self.assertEqual(set(np.unique(self.renderer.pair(1, grey=False).stacked)), {0, 255})
        self.assertGreater(len(np.unique(self.renderer.pair(1, grey=True).live)), 20)

    def test_live_copper_differs_inside_every_box(self):
        for index in range(4):
            chance, copper = Chance(1, index), TRACKS.repeat(5, 0).repeat(5, 1)
            damaged, boxes = Damage(chance, copper).inflict(5)
            for x0, y0, x1, y1, _ in boxes:
                window = np.s_[max(0, y0):y1, max(0, x0):x1]
                self.assertTrue((copper[window] != damaged[window]).any())

    def test_nothing_outside_the_boxes_is_damaged(self):
        copper = TRACKS.repeat(5, 0).repeat(5, 1)
        damaged, boxes = Damage(Chance(2), copper).inflict(8)
        changed = copper != damaged
        for x0, y0, x1, y1, _ in boxes:
            changed[max(0, y0):y1, max(0, x0):x1] = False
        self.assertGreater(len(boxes), 3)
        self.assertFalse(changed.any())

    def test_grey_copper_is_brighter_than_laminate(self):
        for index in (5, 6):
            copper = self.renderer.pair(index, grey=False, defects=0).golden > 0
            grey = self.renderer.pair(index, grey=True, defects=0).golden
            self.assertGreater(np.median(grey[copper]), np.median(grey[~copper]))


class WithoutStrips(Renderer):
    """No strip is cut off at the border, where a board may lose a piece."""

    def two_level(self, chance, golden, live, boxes):
        return Pair(golden.astype(np.uint8) * 255, live.astype(np.uint8) * 255, boxes)


class Turning(unittest.TestCase):
    def test_boxes_turn_with_their_picture(self):
        picture = np.zeros((64, 64, 2), np.uint8)
        picture[8:16, 20:40] = 1
        for turn in range(8):
            pair, boxes = turned(picture, np.array([[20, 8, 40, 16, 3]], np.float32), turn)
            rows, columns = np.nonzero(pair[..., 0])
            self.assertEqual((columns.min(), rows.min(), columns.max() + 1, rows.max() + 1), tuple(boxes[0, :4]))

    def test_every_pair_is_used_twice_and_then_forgotten(self):
        sequence = Rendered(1, 0, 10 ** 6, 8)
        uses = [sequence.index_of(position)[0] for position in range((300 + DELAY) * 8)]
        counts = np.bincount([index for index in uses if index < 300 * 4])
        self.assertEqual(set(counts), {2})


if __name__ == "__main__":
    unittest.main()
