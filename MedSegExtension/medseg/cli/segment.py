"""`medseg segment`: an image to a segmentation."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from medseg.cli.common import CommonOptions
from medseg.cli.json_option import JsonOption
from medseg.cli.messages import Messages
from medseg.cli.network_options import NetworkOptions
from medseg.cli.network_words import measured
from medseg.cli.options import THRESHOLDS, After, Before, Common, Reading, Thresholds
from medseg.cli.presets import show_presets
from medseg.cli.streams import deliver
from medseg.cli.tables import statistics_rows, to_table
from medseg.cli.targets import check_target
from medseg.errors import ParameterError
from medseg.pipeline import CaseRequest, CaseResult, Method, segment_case
from medseg.records import CleanupParameters, PreprocessParameters, ReadParameters, ThresholdParameters

EXAMPLES = """Examples:

    medseg segment ct.nii.gz -o bone.seg.nrrd --preset bone
    medseg segment dicom-folder -o lungs.seg.nrrd --preset lungs
    medseg segment ct.nrrd -o fluid.nii.gz --lower -10 --upper 25
    medseg segment ct.nrrd -o part.nii.gz --lower 150 --keep-largest 1
    medseg segment mr.nii.gz -o bright.seg.nrrd --lower 60 --percent
    medseg segment film.png -o dark.png --auto otsu --side below
    medseg segment brain.nii.gz -o tumour.seg.nrrd --mask tumour.nrrd
    medseg segment ct.nii.gz -o bone.seg.nrrd --preset bone --json r.json
    medseg segment ct.nii.gz -o lungs.seg.nrrd --method unet
    medseg segment film.png -o lungs.png --method cnn --target lungs
    medseg segment ct-folder -o inf.seg.nrrd --method unet --target infection
    medseg segment ct.nrrd -o mine.seg.nrrd --model my-network --flips
    medseg segment --presets
"""

USAGE = (
    "Usage: medseg segment IMAGE -o OUTPUT "
    "[--preset NAME | --lower X --upper Y | --auto NAME | --method unet|cnn | --mask FILE] [OPTIONS]"
)

app = App(name="segment", usage=USAGE, help_epilogue=EXAMPLES)
app.command(show_presets, name="--presets", group=THRESHOLDS)


@app.default
def segment(
    image: Path,
    /,
    *,
    output: Annotated[Path, Parameter(alias="-o")],
    method: Method | None = None,
    mask: Path | None = None,
    thresholds: Thresholds = None,
    network: NetworkOptions | None = None,
    before: Before = None,
    after: After = None,
    reading: Reading = None,
    json: JsonOption = None,
    common: Common = None,
) -> None:
    """Segment an image with thresholds, with a network, or with a mask, and measure the segments.

    Args:
        image: The image: a file, or a folder with a DICOM series.
        output: The segmentation that is written: .seg.nrrd keeps names, colours and codes; .nii.gz, .nrrd, .mha; .png for 2D.
        method: `unet` and `cnn` are networks; default: `mask` where a mask is given, `unet` where a network is named, else
            `threshold`.
        mask: File of a mask: a segmentation, an RTSTRUCT, a DICOM SEG. It is brought onto the image's grid.
        json: Write statistics, seconds and provenance as JSON, to a file or (alone) to standard output.
    """
    messages = Messages((common or CommonOptions()).progress)
    request = CaseRequest(
        image=image,
        method=_choose(method, mask, thresholds, network, (before, after)),
        mask=mask,
        output=check_target(output, "segmentation", image, mask),
        threshold=thresholds or ThresholdParameters(),
        network=(network or NetworkOptions()).parameters(),
        probabilities=check_target(network.probabilities, "image", image, mask) if network else None,
        uncertainty=check_target(network.uncertainty, "image", image, mask) if network else None,
        before=before or PreprocessParameters(),
        after=after or CleanupParameters(),
        read=reading or ReadParameters(),
    )
    check_target(json, "json", image, mask)
    with messages.progress() as progress:
        result = segment_case(request, progress, messages.warn)
    _tell(result, json)


def _choose(
    method: Method | None,
    mask: Path | None,
    thresholds: ThresholdParameters | None,
    network: NetworkOptions | None,
    steps: tuple[PreprocessParameters | None, CleanupParameters | None],
) -> Method:
    """The method asked for, or the one that what was given speaks of.

    Raises:
        ParameterError: What another method needs was given too, or steps that the method does not take.
    """
    given = {"a mask": mask is not None, "thresholds": thresholds is not None, "options of a network": network is not None}
    chosen = method or (Method.MASK if given["a mask"] else Method.UNET if given["options of a network"] else Method.THRESHOLD)
    before, after = (step is not None and step != type(step)() for step in steps)
    if chosen is Method.MASK and (before or after):
        raise ParameterError("Expected a mask to be taken as it is, got steps before or after thresholding too: leave them out.")
    if chosen.is_network and before:
        raise ParameterError("Expected the image as it is for a network, got steps before it too: leave them out.")
    own = "options of a network" if chosen.is_network else "a mask" if chosen is Method.MASK else "thresholds"
    others = [name for name, is_there in given.items() if is_there and name != own]
    if others:
        raise ParameterError(f"Expected what the method {chosen.value!r} needs, got {others[0]} too: leave one out.")
    return chosen


def _tell(result: CaseResult, json: Path | None) -> None:
    payload = {
        "output": result.path,
        "segments": result.statistics,
        "seconds": result.seconds,
        "measurements": result.measurements,
        "maps": result.maps,
        "findings": result.volume.findings,
        "provenance": result.segmentation.provenance,
    }
    deliver(payload, json, to_table(statistics_rows(result.statistics)), *measured(result), f"written: {result.path}")
