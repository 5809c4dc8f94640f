"""Samples: a chest CT that is made, and images to download.

Importing this is light; what makes the phantom is imported when it is made.
"""

from medseg.records import PhantomParameters, Progress, ignore_progress
from medseg.sample.catalogue import catalogue, find_sample
from medseg.sample.fetch import fetch
from medseg.sample.sample import Sample
from medseg.sample.write import SampleFiles, copy_sample, write_sample
from medseg.volume import Segmentation, Volume

__all__ = [
    "Sample",
    "SampleFiles",
    "catalogue",
    "copy_sample",
    "fetch",
    "find_sample",
    "make_phantom",
    "write_sample",
]


def make_phantom(
    parameters: PhantomParameters | None = None, progress: Progress = ignore_progress
) -> tuple[Volume, Segmentation]:
    """Make a chest CT of any size, and the truth about it; see `medseg.sample.phantom.make_phantom`."""
    from medseg.sample.phantom import make_phantom as make

    return make(parameters, progress)
