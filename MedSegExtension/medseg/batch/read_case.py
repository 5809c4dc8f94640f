"""Image and reference of a case."""

from medseg.batch.case_settings import CaseSettings
from medseg.errors import InputError
from medseg.pipeline import read_image
from medseg.pipeline.compare import together
from medseg.records.cohort_case import CohortCase
from medseg.volume import Segmentation, Volume


def read_case(case: CohortCase, settings: CaseSettings) -> tuple[Volume, Segmentation | None]:
    """Read a case's image, and its reference where it has one.

    Raises:
        MedSegError: One of them cannot be read, or they lie on two grids and resampling was not asked for.
    """
    if case.problem:
        raise InputError(case.problem)
    volume = _image(case, settings)
    if case.reference is None:
        return volume, None
    from medseg.io import read_segmentation

    reference = read_segmentation(case.reference, volume.geometry, settings.read)
    if not settings.scoring.resample:
        reference.geometry.require_match(volume.geometry, "the reference", "the image")
    return volume, together(reference) if settings.together else reference


def _image(case: CohortCase, settings: CaseSettings) -> Volume:
    if not case.files:
        return read_image(case.image, settings.read)
    from medseg.io.dicom import choose_series, read_series, scan_files

    found = scan_files(case.files)
    if not found.series and found.unreadable:
        raise found.unreadable[0].error
    chosen = choose_series(found.series)
    return read_series(chosen, strict=settings.read.strict, modality=settings.read.modality)
