"""One number a patient."""

import math
from collections.abc import Iterable


def by_patient(numbers: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Take the mean of each patient's numbers, so that who was imaged often does not count often.

    Args:
        numbers: Patients and numbers; NaN is left out, an infinite number makes its patient's mean infinite.

    Returns:
        Means by patient, in the order in which they first come; patients without a number are left out.

    Example:
        >>> by_patient([("a", 1.0), ("b", 5.0), ("a", 2.0), ("c", float("nan"))])
        {'a': 1.5, 'b': 5.0}
    """
    gathered: dict[str, list[float]] = {}
    for patient, number in numbers:
        if not math.isnan(number):
            gathered.setdefault(patient, []).append(number)
    return {patient: _mean(some) for patient, some in gathered.items()}


def _mean(numbers: list[float]) -> float:
    if any(map(math.isinf, numbers)):  # fsum refuses infinities of both signs
        return sum(number for number in numbers if math.isinf(number))
    return math.fsum(numbers) / len(numbers)
