"""An image as its file has it, before it is judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from medseg.types import Floats, Triple, Voxels
from medseg.volume import Finding


@dataclass(frozen=True, eq=False)
class RawImage:
    """What a file reader returns: voxels and where they lie, unchecked.

    Attributes:
        array: Voxels (k, j, i).
        ijk_to_lps: Matrix (4, 4) to millimetres in DICOM's and ITK's frame; its axes may be sheared.
        findings: What was peculiar about the file.
        label_names: Name, and colour or None, of each label where the file has them.
        palette: Labels (k, j, i) of a picture with a palette: the indices into it, where `array` holds its grey values.
    """

    array: Voxels
    ijk_to_lps: Floats
    findings: tuple[Finding, ...] = ()
    label_names: Mapping[int, tuple[str, Triple | None]] = field(default_factory=dict)
    palette: Voxels | None = None
