"""What a network says of an image and of its mirror image."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class FlippedPrediction(NamedTuple):
    """Probabilities over mirrored images.

    Attributes:
        mean: Their mean.
        variance: Their variance, 0 where all agree, 0.25 at most.
    """

    mean: NDArray[np.floating[Any]]
    variance: NDArray[np.floating[Any]]
