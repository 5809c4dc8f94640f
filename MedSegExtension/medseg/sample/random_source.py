"""Where the phantom's chance comes from."""

import numpy as np

from medseg.sample.noise import SmoothNoise
from medseg.types import Triple


class RandomSource:
    """Independent streams of random numbers, one a name, all from one seed.

    A name's stream does not depend on what else is drawn, so that a change to one organ leaves the others as they are.
    """

    def __init__(self, seed: int) -> None:
        """Take a seed of at least 0."""
        self._seed = seed

    def stream(self, name: str, number: int = 0) -> np.random.Generator:
        """The stream of a name, and of one of several of that name, from its beginning."""
        sequence = np.random.SeedSequence((self._seed, *name.encode()), spawn_key=(number,))
        return np.random.Generator(np.random.PCG64(sequence))

    def noise(self, name: str, period_mm: float | Triple) -> SmoothNoise:
        """The smooth random field of a name; its period is one number or one along each of (z, y, x)."""
        periods = period_mm if isinstance(period_mm, tuple) else (period_mm, period_mm, period_mm)
        return SmoothNoise(self.stream(name), periods)
