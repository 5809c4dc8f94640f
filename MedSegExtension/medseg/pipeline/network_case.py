"""One case, segmented with a network."""

from pathlib import Path

from medseg.pipeline.notice import Notice
from medseg.pipeline.request import CaseRequest
from medseg.pipeline.segmented import Segmented
from medseg.pipeline.share import share
from medseg.records import Progress
from medseg.volume import Volume


def segment_network(request: CaseRequest, volume: Volume, progress: Progress, notice: Notice) -> Segmented:
    """Segment an image with a network, and measure the segments; see `medseg.segment.segment_with_network`."""
    from medseg.segment import mask_statistics, segment_with_network

    found = segment_with_network(volume, request.network_parameters(), share(progress, 0.0, 0.95), notice, after=request.after)
    progress(0.95, "Measuring the segments")
    return Segmented(
        found.segmentation,
        mask_statistics(volume, found.segmentation),
        measurements=found.measurements,
        probabilities=found.probabilities or {},
        uncertainty=found.uncertainty,
    )


def map_paths(request: CaseRequest, segmented: Segmented) -> dict[str, tuple[Path, Volume]]:
    """Where each map goes, by what it is: with several segments each one's name stands in its file's."""
    paths: dict[str, tuple[Path, Volume]] = {}
    if request.probabilities is not None:
        for name, volume in segmented.probabilities.items():
            alone = len(segmented.probabilities) == 1
            path = request.probabilities if alone else _with_name(request.probabilities, name)
            paths[f"probability of {name}"] = (path, volume)
    if request.uncertainty is not None and segmented.uncertainty is not None:
        paths["uncertainty"] = (request.uncertainty, segmented.uncertainty)
    return paths


def _with_name(path: Path, name: str) -> Path:
    """`maps.nii.gz` as `maps-right-lung.nii.gz`.

    Example:
        >>> _with_name(Path("maps.nii.gz"), "Right lung").name
        'maps-right-lung.nii.gz'
    """
    stem, dot, suffix = path.name.partition(".")
    words = "".join(letter if letter.isalnum() else "-" for letter in name.lower())
    return path.with_name(f"{stem}-{words}{dot}{suffix}")
