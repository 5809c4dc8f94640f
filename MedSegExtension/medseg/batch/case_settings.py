"""What is done with every case of a cohort beside its methods."""

from dataclasses import dataclass, field

from medseg.records import EvaluationParameters, ReadParameters


@dataclass(frozen=True, kw_only=True)
class CaseSettings:
    """What is done with every case of a cohort beside its methods.

    Attributes:
        scoring: How segments are paired and what is measured.
        read: What to read of a folder, and how strictly.
        together: Join all segments of each method, and of the reference, into one.
        pictures: Draw each result as a small picture.
    """

    scoring: EvaluationParameters = field(default_factory=EvaluationParameters)
    read: ReadParameters = field(default_factory=ReadParameters)
    together: bool = False
    pictures: bool = True
