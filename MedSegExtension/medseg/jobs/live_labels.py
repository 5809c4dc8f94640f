"""A slice that was segmented live."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medseg.types import Triple


@dataclass(frozen=True, eq=False)
class LiveLabels:
    """A slice that was segmented live.

    Attributes:
        labels: (j, i): 0 for nothing, n for the n-th segment.
        names: Names of the segments.
        colors: Red, green and blue from 0 to 1 of each segment.
        number: Which submission it answers, from 1.
        seconds: What it took the process, from reading to writing.
    """

    labels: NDArray[np.uint8]
    names: tuple[str, ...]
    colors: tuple[Triple, ...]
    number: int
    seconds: float
