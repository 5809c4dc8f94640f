"""One prediction against its reference, from their files."""

from pathlib import Path

from medseg.pipeline.notice import Notice, ignore_notice
from medseg.pipeline.reading import read_image
from medseg.pipeline.share import share
from medseg.records import Evaluation, EvaluationParameters, Progress, ReadParameters, ignore_progress


def evaluate_case(
    prediction: Path,
    reference: Path,
    parameters: EvaluationParameters | None = None,
    *,
    image: Path | None = None,
    read: ReadParameters | None = None,
    progress: Progress = ignore_progress,
    notice: Notice = ignore_notice,
) -> Evaluation:
    """Score a segmentation file against a reference file.

    Args:
        prediction: File of the segmentation to be scored.
        reference: File of the segmentation that is held to be true.
        parameters: How segments are paired and what is measured.
        image: File or folder of the image, for accuracy within the body; without it the region is the image.
        read: What to read of a folder, and how strictly.
        progress: Told how far the work is.
        notice: Told what is peculiar about the image.

    Returns:
        One row a segment, and one overall.

    Raises:
        MedSegError: A file cannot be read, the grids differ and resampling was not asked for, or segments cannot be paired.
        CancelledError: `progress` stopped the work.
    """
    from medseg.io import read_segmentation
    from medseg.metrics import evaluate

    progress(0.0, "reading the image" if image else "reading the reference")
    read = read or ReadParameters()
    volume = read_image(image, read, notice) if image else None
    grid = volume.geometry if volume else None
    expected = read_segmentation(reference, grid, read)
    progress(0.2, "reading the prediction")
    found = read_segmentation(prediction, grid, read)
    scores = evaluate(found, expected, parameters or EvaluationParameters(), volume, share(progress, 0.3, 1.0))
    progress(1.0, "done")
    return scores
