"""Reading the image of a case, and telling what is peculiar about it."""

from pathlib import Path

from medseg.pipeline.notice import Notice, ignore_notice
from medseg.records import ReadParameters
from medseg.volume import Volume


def read_image(path: Path, parameters: ReadParameters | None = None, notice: Notice = ignore_notice) -> Volume:
    """Read an image.

    Args:
        path: A file, or a folder with a DICOM series.
        parameters: What to read of a folder, and how strictly.
        notice: Told each finding, as soon as the image is read.

    Returns:
        The image.

    Raises:
        ReadError: It cannot be read.
    """
    from medseg.io import read_volume

    volume = read_volume(path, parameters or ReadParameters())
    for finding in volume.findings:
        notice(finding)
    return volume
