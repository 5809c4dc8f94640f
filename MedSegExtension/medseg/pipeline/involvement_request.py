"""What shall be measured of the lungs."""

from dataclasses import dataclass, field
from pathlib import Path

from medseg.records import MethodSpec, ReadParameters


@dataclass(frozen=True, kw_only=True)
class InvolvementRequest:
    """A chest CT whose lungs, and the infection in them, are measured.

    Attributes:
        image: File or folder of the CT.
        lungs: What finds the lungs, or a segmentation of them; default: the U-Net, and the recipe where no network can run.
        infection: What finds the infection, or a segmentation of it; default: the installed U-Net for infection.
        look_for_infection: Whether infection is looked for at all.
        lobes: File of the five lobes, for the severity score; None counts thirds of each lung.
        read: What to read of a folder, and how strictly.
        threads: How many threads networks may use; default: all.
    """

    image: Path
    lungs: MethodSpec | None = None
    infection: MethodSpec | None = None
    look_for_infection: bool = True
    lobes: Path | None = None
    read: ReadParameters = field(default_factory=ReadParameters)
    threads: int | None = None
