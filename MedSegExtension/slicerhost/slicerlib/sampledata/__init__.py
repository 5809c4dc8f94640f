"""What the module SampleData is made of."""

from typing import Any

from slicerhost.slicerlib.sampledata.logic import SampleDataLogic
from slicerhost.slicerlib.sampledata.module import SampleData
from slicerhost.slicerlib.sampledata.source import SampleDataSource
from slicerhost.slicerlib.sampledata.widget import SampleDataWidget

__all__ = [
    "SampleData",
    "SampleDataLogic",
    "SampleDataSource",
    "SampleDataWidget",
    "downloadFromURL",
    "downloadSample",
    "downloadSamples",
]


def downloadFromURL(*args: Any, **kwargs: Any) -> list[Any]:
    """Download files and load them; see `SampleDataLogic.downloadFromURL`."""
    return SampleDataLogic().downloadFromURL(*args, **kwargs)


def downloadSample(sampleName: str) -> Any:
    """The first node of a registered sample."""
    return SampleDataLogic().downloadSample(sampleName)


def downloadSamples(sampleName: str) -> list[Any]:
    """The nodes of a registered sample."""
    return SampleDataLogic().downloadSamples(sampleName)
