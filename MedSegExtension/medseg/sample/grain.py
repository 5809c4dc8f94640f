"""Noise with the grain of a CT."""

import numpy as np
from numpy.typing import NDArray

from medseg.sample.random_source import RandomSource
from medseg.volume import Geometry

CUTOFF_PER_MM = 0.45
FLOOR_PER_MM = 0.01


class Grain:
    """Noise of SD 1, slice by slice, each from a stream of its own.

    Its power rises with the frequency, as the ramp filter of filtered back projection leaves it, and falls off at the
    kernel's limit (Riederer, Pelc and Chesler, Phys Med Biol 1978; 23: 446).
    """

    def __init__(self, geometry: Geometry, source: RandomSource) -> None:
        """Prepare for a grid.

        Args:
            geometry: Of the image.
            source: Where chance comes from.
        """
        _, rows, columns = geometry.shape
        _, row_mm, column_mm = geometry.spacing_mm
        frequency = np.hypot(np.fft.fftfreq(rows, row_mm)[:, None], np.fft.rfftfreq(columns, column_mm)[None, :])
        gain = np.sqrt(frequency + FLOOR_PER_MM) * np.exp(-((frequency / CUTOFF_PER_MM) ** 2))
        self._gain = gain.astype(np.float32)
        self._shape = (rows, columns)
        self._source = source

    def slice(self, number: int) -> NDArray[np.float32]:
        """The noise (j, i) of a slice, by its number from 0."""
        from scipy.fft import irfft2, rfft2

        white = self._source.stream("noise", number).standard_normal(self._shape, dtype=np.float32)
        noise = irfft2(rfft2(white) * self._gain, s=self._shape)
        return np.asarray(noise / max(float(noise.std()), 1e-6), dtype=np.float32)
