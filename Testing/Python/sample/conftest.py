"""A phantom to look at."""

from typing import NamedTuple

import pytest

from medseg.records import PhantomParameters
from medseg.sample import make_phantom
from medseg.volume import Segmentation, Volume


class Phantom(NamedTuple):
    volume: Volume
    truth: Segmentation


@pytest.fixture(scope="session")
def phantom() -> Phantom:
    """The standard patient at a middling resolution."""
    return Phantom(*make_phantom(PhantomParameters(columns=160, rows=160, slices=80)))
