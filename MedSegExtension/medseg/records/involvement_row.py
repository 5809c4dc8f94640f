"""Involvement of a case of a cohort."""

from dataclasses import dataclass

from medseg.records.involvement import Involvement


@dataclass(frozen=True, kw_only=True)
class InvolvementRow:
    """A region of the lungs of a case, measured.

    Attributes:
        case: What the case is called; nothing that identifies a patient.
        patient: Which cases are of one patient; empty: the case's name is taken.
        group: What cases are grouped by, such as `COVID`; may be empty.
        source: The hospital or set that the case comes from; may be empty.
        method: What found the infection, in short words.
        involvement: The numbers.
    """

    case: str
    patient: str = ""
    group: str = ""
    source: str = ""
    method: str = ""
    involvement: Involvement

    @property
    def words(self) -> dict[str, str]:
        """Everything that is no number, by the names of the table's columns, in order."""
        return {
            "case": self.case,
            "patient": self.patient or self.case,
            "group": self.group,
            "source": self.source,
            "method": self.method,
            "region": self.involvement.region.value,
        }
