"""One row of a cohort's table: a segment of a case by a method."""

from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from medseg.records.method_outcome import OutcomeStatus
from medseg.records.scores import SegmentScores

NAN = float("nan")


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """A segment of a case by a method, scored where there is a reference.

    The fields after `volume_ml` are those of `SegmentScores`; without a reference all of them are NaN, and counts are None. A
    method without a result on a case has one row, with an empty segment and the reason.

    Attributes:
        case: What the case is called; nothing that identifies a patient.
        patient: Which cases are of one patient: a word that identifies nobody; the case's where nothing is told.
        group: What cases are grouped by, such as `COVID`; may be empty.
        source: The hospital or set that the case comes from; may be empty.
        method: The method in short words, as `MethodSpec.label`.
        segment: Name of the segment; `overall` for all together; empty without a result.
        status: How the method ended.
        reason: Why there is no result; empty where there is one.
        seconds: What the method's own work took; NaN where nothing was computed.
        peak_mb: The most memory of the process, in 10^6 bytes; NaN where unknown.
        volume_ml: Volume of the method's segment in ml; NaN without a result. On films it is an area times 1 mm.
    """

    case: str
    patient: str = ""
    group: str = ""
    source: str = ""
    method: str
    segment: str = ""
    status: OutcomeStatus = OutcomeStatus.DONE
    reason: str = ""
    seconds: float = NAN
    peak_mb: float = NAN
    volume_ml: float = NAN
    prediction: str = ""
    true_positive: int | None = None
    false_positive: int | None = None
    false_negative: int | None = None
    true_negative: int | None = None
    accuracy: float = NAN
    sensitivity: float = NAN
    specificity: float = NAN
    precision: float = NAN
    dice: float = NAN
    iou: float = NAN
    loss: float = NAN
    prediction_ml: float = NAN
    reference_ml: float = NAN
    volume_difference_ml: float = NAN
    volume_difference_percent: float = NAN
    hausdorff_mm: float = NAN
    hd95_mm: float = NAN
    assd_mm: float = NAN
    surface_dice: float = NAN

    @classmethod
    def scored(cls, scores: SegmentScores, **about: Any) -> Self:
        """A row of a segment that was scored; `about` are the fields that scores do not have.

        Example:
            >>> CaseRow.columns()[:6]
            ('case', 'patient', 'group', 'source', 'method', 'segment')
        """
        return cls(**{"volume_ml": scores.prediction_ml, **about}, **asdict(scores))

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """Names of all columns, in order."""
        return tuple(field.name for field in fields(cls))

    @property
    def has_scores(self) -> bool:
        """Whether there was a reference to score it against."""
        return self.true_positive is not None
