"""What a segment is, in codes."""

from dataclasses import dataclass

from medseg.volume.code import Code

CATEGORY_CONTEXT = "Segmentation category and type - 3D Slicer General Anatomy list"
REGION_CONTEXT = "Anatomic codes - DICOM master list"


@dataclass(frozen=True)
class Coding:
    """Category, type and anatomic region of a segment, as Slicer's terminologies and DICOM SEG have them.

    Attributes:
        category: Such as (SCT, 123037004, "Anatomical Structure").
        type: Such as (SCT, 39607008, "Lung").
        type_modifier: Such as (SCT, 7771000, "Left"), or None.
        region: Where the structure lies, or None where the type says it.
        region_modifier: Such as a side of the region, or None.
    """

    category: Code
    type: Code
    type_modifier: Code | None = None
    region: Code | None = None
    region_modifier: Code | None = None

    def to_terminology_entry(self) -> str:
        """Write the entry as Slicer stores it with a segment (the tag `TerminologyEntry`).

        Example:
            >>> tissue = Code("SCT", "85756007", "Tissue")
            >>> Coding(tissue, tissue).to_terminology_entry().split("~")[1:3]
            ['SCT^85756007^Tissue', 'SCT^85756007^Tissue']
        """
        codes = (self.type_modifier, self.region, self.region_modifier)
        modifier, region, region_modifier = ("^^" if code is None else str(code) for code in codes)
        head = f"{CATEGORY_CONTEXT}~{self.category}~{self.type}~{modifier}"
        return f"{head}~{REGION_CONTEXT}~{region}~{region_modifier}"

    @classmethod
    def from_terminology_entry(cls, entry: str) -> "Coding | None":
        """Read an entry as Slicer stores it; None where it is empty or not of that form."""
        parts = entry.split("~")
        if len(parts) < 3:
            return None
        category, kind = _code(parts[1]), _code(parts[2])
        if category is None or kind is None:
            return None
        modifier, region, region_modifier = (_code(parts[n].rstrip("|")) if len(parts) > n else None for n in (3, 5, 6))
        return cls(category, kind, modifier, region, region_modifier)

    def is_same_concept(self, other: "Coding") -> bool:
        """Whether type and type modifier name the same concept."""
        if not self.type.is_same_concept(other.type):
            return False
        mine, theirs = self.type_modifier, other.type_modifier
        if mine is None or theirs is None:
            return mine is theirs
        return mine.is_same_concept(theirs)


def _code(text: str) -> Code | None:
    """Read `scheme^value^meaning`; None where it is empty."""
    parts = text.split("^")
    if len(parts) != 3 or not parts[1]:
        return None
    return Code(*parts)
