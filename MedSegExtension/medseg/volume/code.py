"""A coded concept of a terminology."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Code:
    """A concept such as (SCT, 39607008, "Lung").

    Attributes:
        scheme: Designator of the coding scheme as DICOM writes it: SCT for SNOMED CT, DCM for DICOM's own.
        value: The code within the scheme.
        meaning: The words for people.
    """

    scheme: str
    value: str
    meaning: str

    def __str__(self) -> str:
        return f"{self.scheme}^{self.value}^{self.meaning}"

    def is_same_concept(self, other: "Code") -> bool:
        """Whether both name one concept; the meaning is for people and does not count."""
        return (self.scheme, self.value) == (other.scheme, other.value)
