"""Samples in a folder of the user's."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from medseg.errors import ParameterError, WriteError
from medseg.files import replacing, writing
from medseg.records import PhantomParameters, Progress, ignore_progress
from medseg.sample.catalogue import find_sample
from medseg.sample.fetch import fetch

SERIES_NAME, REFERENCE_NAME, TABLE_NAME = "dicom", "reference.seg.nrrd", "table.csv"


class SampleFiles(NamedTuple):
    """What was written.

    Attributes:
        image: Folder of the DICOM series.
        reference: The segmentation that is true of it.
    """

    image: Path
    reference: Path


def write_sample(
    name: str,
    directory: Path,
    parameters: PhantomParameters | None = None,
    progress: Progress = ignore_progress,
    *,
    overwrite: bool = False,
) -> SampleFiles:
    """Make a sample, and write it into a folder: `dicom`, `reference.seg.nrrd` and `table.csv`.

    The folder appears when all of it is written. The table has a row for each segment: voxels, volume, mean and SD.

    Args:
        name: A sample that is made, such as `chest-ct`.
        directory: A new or empty folder.
        parameters: What to make; default: as `PhantomParameters`.
        progress: Told how far the work is.
        overwrite: Replace a sample that was written there before; nothing else is ever removed.

    Returns:
        The series' folder and the reference.

    Raises:
        ParameterError: There is no such sample, or it is downloaded instead of made.
        WriteError: The folder holds something, or cannot be written to.
    """
    if not find_sample(name).is_made:
        raise ParameterError(f"Expected a sample that is made, got {name!r}, which is downloaded: fetch it instead.")
    directory = Path(directory).resolve()
    with _replacing(directory, overwrite) as temporary:
        _write_phantom(temporary, parameters or PhantomParameters(), progress)
    progress(1.0, "done")
    return SampleFiles(directory / SERIES_NAME, directory / REFERENCE_NAME)


def copy_sample(
    name: str,
    directory: Path,
    progress: Progress = ignore_progress,
    *,
    cache_dir: Path | None = None,
    overwrite: bool = False,
) -> Path:
    """Fetch a sample that is downloaded, and copy it into a folder.

    Args:
        name: A sample that is downloaded, such as `CTChest`.
        directory: Where the file shall stand.
        progress: Told how far the work is.
        cache_dir: As for `fetch`.
        overwrite: Replace a file of that name.

    Returns:
        The copy.

    Raises:
        ParameterError: There is no such sample, or it is made instead of downloaded.
        DownloadError: It cannot be had.
        WriteError: There is a file of that name, or the folder cannot be written to.
    """
    target = Path(directory) / find_sample(name).file_name
    if target.is_file() and not overwrite:
        raise WriteError(f"Cannot write {target.name!r}: there is one already. Ask to overwrite it, or choose another folder.")
    source = fetch(name, cache_dir, progress)
    with writing(target) as temporary:
        shutil.copyfile(source, temporary)
    return target


def _write_phantom(folder: Path, parameters: PhantomParameters, progress: Progress) -> None:
    from medseg.io import write
    from medseg.io.dicom.write import write_dicom_series
    from medseg.sample.phantom import make_phantom
    from medseg.sample.table import write_table

    volume, reference = make_phantom(parameters, lambda fraction, message: progress(0.7 * fraction, message))
    progress(0.7, "writing the DICOM series")
    write_dicom_series(volume, folder / SERIES_NAME, seed=repr(parameters))
    progress(0.85, "writing the reference")
    write(reference, folder / REFERENCE_NAME)
    progress(0.95, "writing the table")
    write_table(volume, reference, folder / TABLE_NAME)


@contextmanager
def _replacing(directory: Path, overwrite: bool) -> Iterator[Path]:
    """Write a folder aside and move it to its place, where a sample of before may stand if that may be overwritten."""
    if not (overwrite and directory.is_dir() and any(directory.iterdir())):
        with writing(directory, folder=True) as temporary:
            yield temporary
        return
    strange = sorted(path.name for path in directory.iterdir() if path.name not in {SERIES_NAME, REFERENCE_NAME, TABLE_NAME})
    if strange:
        raise WriteError(f"Cannot overwrite {directory.name!r}: it holds {strange[0]!r}, which is no part of a sample.")
    with replacing(directory) as temporary:
        yield temporary
