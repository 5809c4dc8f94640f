"""Samples that are downloaded once and kept."""

import logging
from pathlib import Path

from medseg.errors import ParameterError
from medseg.files.download import Download, file_sha256
from medseg.files.folders import cache_folder
from medseg.records import Progress, ignore_progress
from medseg.sample.catalogue import find_sample
from medseg.sample.sample import Sample

logger = logging.getLogger(__name__)


def fetch(name: str, cache_dir: Path | None = None, progress: Progress = ignore_progress) -> Path:
    """Bring a sample to this machine, or find it here.

    Args:
        name: As in the catalogue.
        cache_dir: Folder that samples are kept in; default: `samples` in the cache folder (MEDSEG_CACHE).
        progress: Told how far the download is.

    Returns:
        The file, whose hash was checked. It belongs to the cache: copy it before changing it.

    Raises:
        ParameterError: There is no such sample, or it is made instead of downloaded.
        DownloadError: It cannot be had; the message says where to put it by hand.
        WriteError: The cache cannot be written to.
    """
    return fetch_sample(find_sample(name), cache_dir, progress)


def fetch_sample(sample: Sample, cache_dir: Path | None = None, progress: Progress = ignore_progress) -> Path:
    """Bring a sample to this machine, or find it here; see `fetch`."""
    if sample.is_made:
        raise ParameterError(f"Expected a sample to download, got {sample.name!r}, which is made: write it into a folder.")
    folder = cache_folder() / "samples" if cache_dir is None else cache_dir
    target = folder / sample.file_name
    if target.is_file():
        if file_sha256(target) == sample.sha256:
            return target
        logger.warning("The cached file %s is damaged; it is downloaded again.", target.name)
    return Download(sample.url, target, sample.sha256).run(progress)
