"""MedSeg's entries in Slicer's Sample Data module."""

from pathlib import Path
from typing import Any

from slicer.i18n import tr as _

from medseg.sample import Sample, find_sample

CATEGORY = "MedSeg"
PHANTOM_NAME = "MedSegChestCT"
PHANTOM_SAMPLE = "chest-ct"
DOWNLOADS = ("CTChest", "CTLiver")


def registerSampleData() -> None:
    """Add a chest CT that is made without a network, with its truth, and CTs to download, checked by their SHA-256."""
    import SampleData

    logic = SampleData.SampleDataLogic
    if hasattr(logic, "registerCustomSampleDataCategory"):  # since Slicer 5.12
        logic.registerCustomSampleDataCategory(CATEGORY, title=_("MedSeg"))
    logic.registerCustomSampleDataSource(
        category=CATEGORY,
        sampleName=PHANTOM_NAME,
        uris=[],
        fileNames=[],
        nodeNames=[],
        customDownloader=_loadPhantom,
        thumbnailFileName=_thumbnail(PHANTOM_NAME),
    )
    for name in DOWNLOADS:
        _registerDownload(logic, find_sample(name))


def _registerDownload(logic: Any, sample: Sample) -> None:
    logic.registerCustomSampleDataSource(
        category=CATEGORY,
        sampleName=f"MedSeg{sample.name}",
        uris=sample.url,
        fileNames=sample.file_name,
        nodeNames=sample.name,
        checksums=f"SHA256:{sample.sha256}",
        loadFileTypes="VolumeFile",
        thumbnailFileName=_thumbnail(PHANTOM_NAME),
    )


def _loadPhantom(_source: Any) -> list[Any]:
    """Make the phantom; Sample Data calls this instead of downloading."""
    import slicer

    from MedSegModuleLib.samples import loadSample

    with slicer.util.WaitCursor():
        return [loadSample(PHANTOM_SAMPLE)]


def _thumbnail(name: str) -> str:
    return str(Path(__file__).resolve().parent.parent / "Resources" / "Icons" / f"{name}.png")
