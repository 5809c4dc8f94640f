"""How one patient differs from another."""

from dataclasses import dataclass

import numpy as np

from medseg.types import Floats

RIBS = 12


@dataclass(frozen=True, eq=False)
class Build:
    """The patient's build and how he lies, drawn from the seed.

    Attributes:
        scale: Size along (x, y, z) against the one that the shapes describe.
        shift_mm: Where he lies on the table, along (x, y, z).
        fat_mm: Thickness of the subcutaneous fat at the side of the chest.
        rib_shift_mm: How much higher each rib is than it should be, (2, 12) for left and right.
    """

    scale: Floats
    shift_mm: Floats
    fat_mm: float
    rib_shift_mm: Floats

    @classmethod
    def drawn(cls, random: np.random.Generator) -> "Build":
        """Draw a build."""
        return cls(
            scale=random.uniform((0.97, 0.97, 0.96), (1.02, 1.03, 1.04)),
            shift_mm=random.uniform((-5.0, -3.0, -6.0), (5.0, 3.0, 6.0)),
            fat_mm=float(random.uniform(9, 15)),
            rib_shift_mm=random.normal(0, 1.3, (2, RIBS)),
        )
