"""The card's text and its numbers belong together: a name without a number would end hours of measuring."""

import re
import unittest
from pathlib import Path

KIT = Path(__file__).parents[2]


class Cards(unittest.TestCase):
    def test_every_name_in_a_template_is_filled_by_its_card(self):
        for package in ("surface", "boards"):
            template = (KIT / package / "card.template.md").read_text()
            source = (KIT / package / "card.py").read_text()
            names = set(re.findall(r"\$\{?([a-zA-Z][a-zA-Z0-9]*)", template))
            filled = set(re.findall(r"\b([a-zA-Z][a-zA-Z0-9]*)=", source[source.index("template.substitute("):].split("\n\n\n")[0]))
            self.assertEqual(names - filled, set(), package)
            self.assertGreater(len(names), 10)


if __name__ == "__main__":
    unittest.main()
