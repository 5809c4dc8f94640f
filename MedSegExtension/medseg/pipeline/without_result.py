"""A method that gave no result."""

from dataclasses import replace

from medseg.errors import LicenceError, MedSegError, MissingDependencyError, ModelNotFoundError, NoImageError
from medseg.records import MethodOutcome, OutcomeStatus

MISSING = (ModelNotFoundError, LicenceError, MissingDependencyError, NoImageError)


def without_result(outcome: MethodOutcome, error: MedSegError) -> MethodOutcome:
    """The same method with the reason why there is no result: it could not begin, or it failed.

    Args:
        outcome: What is known of the method.
        error: What went wrong, in words for people.
    """
    status = OutcomeStatus.MISSING if isinstance(error, MISSING) else OutcomeStatus.FAILED
    return replace(outcome, status=status, reason=" ".join(str(error).split()))
