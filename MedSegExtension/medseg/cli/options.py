"""The parameters of the operations as options of the command line, in groups. Names and help come from the records."""

from typing import Annotated

from cyclopts import Group, Parameter

from medseg.cli.common import CommonOptions
from medseg.records import (
    CleanupParameters,
    EvaluationParameters,
    MaskParameters,
    PhantomParameters,
    PreprocessParameters,
    ReadParameters,
    RenderParameters,
    ThresholdParameters,
)


def _flat(group: Group, *, negative: str = "") -> Parameter:
    """Fields become options of their own; `negative` is the prefix that turns a switch off, where one is on by default."""
    return Parameter(name="*", group=group, negative_bool=negative or ())


THRESHOLDS = Group("Thresholds", sort_key=10)

Thresholds = Annotated[ThresholdParameters | None, _flat(THRESHOLDS)]
Before = Annotated[PreprocessParameters | None, _flat(Group("Before", sort_key=20))]
After = Annotated[CleanupParameters | None, _flat(Group("After", sort_key=30))]
Masking = Annotated[MaskParameters | None, _flat(Group("Masking", sort_key=40), negative="no-")]
Scoring = Annotated[EvaluationParameters | None, _flat(Group("Scoring", sort_key=50))]
Phantom = Annotated[PhantomParameters | None, _flat(Group("Phantom", sort_key=60), negative="no-")]
Drawing = Annotated[RenderParameters | None, _flat(Group("Drawing", sort_key=65), negative="no-")]
Reading = Annotated[ReadParameters | None, _flat(Group("Reading", sort_key=70))]
Common = Annotated[CommonOptions | None, Parameter(name="*")]
