"""Slicer's module Sample Data, for the samples that modules register."""

from slicerhost.slicerlib.sampledata import (
    SampleData,
    SampleDataLogic,
    SampleDataSource,
    SampleDataWidget,
    downloadFromURL,
    downloadSample,
    downloadSamples,
)

__all__ = [
    "SampleData",
    "SampleDataLogic",
    "SampleDataSource",
    "SampleDataWidget",
    "downloadFromURL",
    "downloadSample",
    "downloadSamples",
]
