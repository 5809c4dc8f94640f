"""The whole way on a chest CT: read, segment bone, lungs and infection, measure, and score where the truth is known."""

from pathlib import Path

from medseg.pipeline.case import describe_image
from medseg.pipeline.demo_result import DemoResult
from medseg.pipeline.join import join
from medseg.pipeline.notice import Notice, ignore_notice
from medseg.pipeline.reading import read_image
from medseg.pipeline.share import share
from medseg.pipeline.statistics_table import write_statistics_csv
from medseg.pipeline.stopwatch import Stopwatch
from medseg.records import (
    Evaluation,
    MaskStatistics,
    PhantomParameters,
    Progress,
    ReadParameters,
    ThresholdParameters,
    ignore_progress,
)
from medseg.volume import Segmentation, Volume

PRESETS = ("bone", "lungs", "infection")  # what is looked for comes last, on top of the others, and is the only red
COLORS = {"Right lung": (0.35, 0.65, 0.95), "Left lung": (0.3, 0.8, 0.7), "Bone": (0.95, 0.84, 0.57)}
PHANTOM_FOLDER = "phantom"
RESULTS = ("scores.csv", "scores.json", "picture.png", "report.md")  # of an earlier run, perhaps on another image


def run_demo(
    output: Path,
    image: Path | None = None,
    *,
    read: ReadParameters | None = None,
    phantom: PhantomParameters | None = None,
    progress: Progress = ignore_progress,
    notice: Notice = ignore_notice,
) -> DemoResult:
    """Segment a chest CT, and leave the segmentation and its measurements in a folder.

    Args:
        output: Folder for what is made; files of an earlier run are replaced.
        image: File or folder of a chest CT; None makes a phantom, writes it as a DICOM series and scores against its truth.
        read: What to read of a folder, and how strictly.
        phantom: What the phantom is like; for `image` None only.
        progress: Told how far the work is.
        notice: Told what is peculiar about the image.

    Returns:
        The image, its segments, their statistics and, for the phantom, their scores.

    Raises:
        MedSegError: The image cannot be read, is no CT, or the results cannot be written.
        CancelledError: `progress` stopped the work.
    """
    watch = Stopwatch()
    truth, made = None, {}
    if image is None:
        with watch.step("make the phantom"):
            image, truth = _write_phantom(output / PHANTOM_FOLDER, phantom, share(progress, 0.0, 0.4))
        made = {"phantom": image, "truth": truth}
    progress = share(progress, 0.4 if truth else 0.0, 1.0)
    progress(0.0, "reading the image")
    with watch.step("read"):
        volume = read_image(image, read, notice)
    with watch.step("segment"):
        segmentation = _segment(volume, share(progress, 0.05, 0.7))
    with watch.step("measure and score"):
        statistics, scores = _measure(volume, segmentation, truth, share(progress, 0.7, 0.95))
    progress(0.95, "writing")
    with watch.step("write"):
        files = made | _write(output, segmentation, statistics, scores)
    progress(1.0, "done")
    return DemoResult(
        volume=volume,
        segmentation=segmentation,
        statistics=statistics,
        scores=scores,
        seconds=watch.seconds,
        files=files,
    )


def _write_phantom(folder: Path, parameters: PhantomParameters | None, progress: Progress) -> tuple[Path, Path]:
    """The phantom as a DICOM series, in place of that of an earlier run; returns the series' folder and the truth's file."""
    from medseg.sample import write_sample

    return write_sample("chest-ct", folder, parameters, progress, overwrite=True)


def _segment(volume: Volume, progress: Progress) -> Segmentation:
    """Each preset's segments, side by side."""
    from medseg.segment import segment_with_threshold

    parts = []
    for number, preset in enumerate(PRESETS):
        step = share(progress, number / len(PRESETS), (number + 1) / len(PRESETS))
        step(0.0, f"segmenting {preset}")
        parts.append(segment_with_threshold(volume, ThresholdParameters(preset=preset), progress=step))
    segmentation = join(parts, volume.name, COLORS)
    segmentation.provenance["image"] = describe_image(volume)
    return segmentation


def _measure(
    volume: Volume, segmentation: Segmentation, truth: Path | None, progress: Progress
) -> tuple[tuple[MaskStatistics, ...], Evaluation | None]:
    from medseg.io import read_segmentation
    from medseg.metrics import evaluate
    from medseg.segment import mask_statistics

    progress(0.0, "measuring the segments")
    statistics = mask_statistics(volume, segmentation)
    if truth is None:
        return statistics, None
    progress(0.2, "scoring against the truth")
    reference = read_segmentation(truth, volume.geometry)
    asked = reference.selected(name for name in reference.names if name in segmentation.names)
    return statistics, evaluate(segmentation, asked, image=volume)


def _write(
    output: Path,
    segmentation: Segmentation,
    statistics: tuple[MaskStatistics, ...],
    scores: Evaluation | None,
) -> dict[str, Path]:
    from medseg.io import write
    from medseg.io.table import write_evaluation_csv, write_evaluation_json

    for name in RESULTS:
        (output / name).unlink(missing_ok=True)
    files = {"segmentation": write(segmentation, output / "segmentation.seg.nrrd")}
    files["statistics"] = write_statistics_csv(statistics, output / "statistics.csv")
    if scores is not None:
        files["scores"] = write_evaluation_csv(scores, output / "scores.csv")
        files["scores for programs"] = write_evaluation_json(scores, output / "scores.json")
    return files
