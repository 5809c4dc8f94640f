"""Slices in their order, and the box that they make."""

from dataclasses import dataclass

from medseg.io.dicom.frame import Frame
from medseg.volume import Finding, Geometry


@dataclass(frozen=True)
class Stack:
    """Slices in their order, and the box that they make.

    Attributes:
        slots: At each place the slice that is there, or copies of it; ascending along the normal of rows and columns.
        geometry: The grid of the volume, after straightening.
        places: Of each slot, in slices of the grid from its first.
        shifts: Of each slot's first pixel, in pixels (j, i) of the grid from its first.
        findings: What is peculiar about it, as far as headers tell.
    """

    slots: tuple[tuple[Frame, ...], ...]
    geometry: Geometry
    places: tuple[float, ...]
    shifts: tuple[tuple[float, float], ...]
    findings: tuple[Finding, ...] = ()

    @property
    def needs_resampling(self) -> bool:
        """Whether the slices do not lie on the grid as they are."""
        return any(finding.repaired and finding.code in RESAMPLED for finding in self.findings)


RESAMPLED = frozenset(("missing-slices", "uneven-spacing", "gantry-tilt", "shifted-slices"))
"""Codes of what only resampling puts right."""
