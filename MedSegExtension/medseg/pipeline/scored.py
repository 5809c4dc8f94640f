"""One method of a comparison, with what it made."""

from dataclasses import dataclass

from medseg.pipeline.method_run import MethodRun
from medseg.records import MethodOutcome, MethodSpec


@dataclass(frozen=True)
class Scored:
    """One method of a comparison.

    Attributes:
        outcome: What is told of it.
        spec: The method.
        run: What it made; None where there is no result.
    """

    outcome: MethodOutcome
    spec: MethodSpec
    run: MethodRun | None = None
