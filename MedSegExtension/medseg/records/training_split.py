"""Parameters of who is trained on and who is kept back."""

from dataclasses import dataclass
from typing import Annotated

from medseg.errors import ParameterError
from medseg.records.limits import Limits, check_limits


@dataclass(frozen=True, kw_only=True)
class SplitParameters:
    """How patients are shared out. A patient, or a group of patients, is never in two parts.

    Attributes:
        validation: Share of each source's patients that decide when to stop.
        test: Share of each source's patients that are kept back to judge the result; with folds it has no meaning.
        seed: Other numbers share out otherwise.
        folds: Number of parts for cross-validation; 0 for none.
        fold: Which part is kept back to judge, from 0.
        groups: Table (CSV) with the columns `image` (name with or without its ending) and `group`: images of one group, such as
            neighbouring slices, stay together.
    """

    validation: Annotated[float, Limits(0, 0.9)] = 0.1
    test: Annotated[float, Limits(0, 0.9)] = 0.2
    seed: Annotated[int, Limits(0, 2**31)] = 0
    folds: Annotated[int, Limits(0, 100)] = 0
    fold: Annotated[int, Limits(0, 99)] = 0
    groups: str = ""

    def __post_init__(self) -> None:
        check_limits(self)
        if self.folds == 1 or (self.folds and self.fold >= self.folds):
            raise ParameterError(f"Expected folds of 2 or more and fold below it, got {self.folds} and {self.fold}.")
        if self.validation + self.test >= 1:
            raise ParameterError(
                f"Expected validation and test to leave patients to train on, got {self.validation} and {self.test}."
            )
