"""The three folds of the cross-validation, fixed before any training.

No weight, probability or limit of a fold is chosen by looking at its unseen places. The bundle that
ships is fold A: its unseen places are golden and demo.
"""

from surface.places import Split

FIXED_CAMERA = ("277500_315", "332500_225", "395000_270", "397500_315", "430000_180", "462500_045", "490000_180",
                "560000_000", "585000_090", "635000_270")
MICROSCOPE = ("KGT1-S", "KGT2-V")
UNSEEN_AND_CALIBRATION = {
    "A": (("395000_270", "397500_315", "490000_180", "KGT2-V"), ("332500_225", "430000_180")),
    "B": (("277500_315", "462500_045", "585000_090", "KGT1-S"), ("490000_180", "635000_270")),
    "C": (("332500_225", "430000_180", "560000_000", "635000_270"), ("395000_270", "462500_045"))}
SHIPPED = "A"


def fold(name: str) -> Split:
    unseen, calibration = UNSEEN_AND_CALIBRATION[name]
    train = tuple(p for p in FIXED_CAMERA + MICROSCOPE if p not in unseen + calibration)
    return Split(train=train, calibration=calibration, unseen=unseen)
