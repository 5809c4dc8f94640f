"""`medseg mask`: what lies under a mask, cut out and measured."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from medseg.cli.common import CommonOptions
from medseg.cli.json_option import JsonOption
from medseg.cli.messages import Messages
from medseg.cli.options import Common, Masking, Reading
from medseg.cli.streams import deliver
from medseg.cli.tables import statistics_rows, to_table
from medseg.cli.targets import check_target
from medseg.pipeline import CaseRequest, Method, segment_case
from medseg.records import MaskParameters, ReadParameters

EXAMPLES = """Examples:

    medseg mask brain.nii.gz tumour.nrrd -o cut.nrrd
    medseg mask brain.nii.gz tumour.nrrd -o cut.nrrd --crop --fill-value 0
    medseg mask dicom-folder contours.dcm -o cut.nii.gz --json cut.json
"""

app = App(name="mask", help_epilogue=EXAMPLES)


@app.default
def mask(
    image: Path,
    mask: Path,
    /,
    *,
    output: Annotated[Path, Parameter(alias="-o")],
    masking: Masking = None,
    reading: Reading = None,
    json: JsonOption = None,
    common: Common = None,
) -> None:
    """Cut out what lies under a mask, and measure it: voxels, ml, mean, SD, percentiles.

    Args:
        image: The image: a file, or a folder with a DICOM series.
        mask: A segmentation, an RTSTRUCT or a DICOM SEG; where it has several segments, each is measured.
        output: The masked image that is written: .nii.gz, .nrrd, .mha; .png for 2D.
        json: Write statistics and provenance as JSON, to a file or (alone) to standard output.
    """
    messages = Messages((common or CommonOptions()).progress)
    check_target(output, "image", image, mask)
    check_target(json, "json", image, mask)
    request = CaseRequest(
        image=image,
        method=Method.MASK,
        mask=mask,
        masked_output=output,
        with_mask=masking or MaskParameters(),
        read=reading or ReadParameters(),
    )
    with messages.progress() as progress:
        result = segment_case(request, progress, messages.warn)
    payload = {"output": output, "segments": result.statistics, "provenance": result.segmentation.provenance}
    deliver(payload, json, to_table(statistics_rows(result.statistics)), f"written: {output}")
