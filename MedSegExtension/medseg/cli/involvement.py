"""`medseg involvement`: lungs and infection in numbers."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from medseg.cli.common import CommonOptions
from medseg.cli.involvement_files import found_by, write_files
from medseg.cli.json_option import JsonOption
from medseg.cli.messages import Messages
from medseg.cli.options import Common, Reading
from medseg.cli.streams import deliver
from medseg.cli.tables import to_table
from medseg.cli.targets import check_folder, check_target
from medseg.errors import ParameterError
from medseg.pipeline import InvolvementRequest, involve_case
from medseg.pipeline.share import share
from medseg.records import MethodKind, MethodSpec, ReadParameters
from medseg.report.involvement_json import involvement_to_json
from medseg.report.involvement_table import involvement_table

EXAMPLES = """Lungs and infection are found by a method, or given as a file:

    --lungs lungs.seg.nrrd              a segmentation that is there
    --lungs threshold:lungs             the recipe
    --lungs cnn                         another network
    --infection threshold:infection     by density within the lungs
    --infection unet:FOLDER             a network's package

A mask of both lungs is parted into right and left. Without --infection
the U-Net for infection is taken where it is installed:

    medseg models install infection-ct-unet

Examples:

    medseg involvement ct.nii.gz -o involved
    medseg involvement dicom-folder -o involved --lungs threshold:lungs
    medseg involvement ct.nrrd -o involved --infection mine.seg.nrrd
    medseg involvement ct.nrrd -o involved --lobes lobes.seg.nrrd --json
    medseg involvement ct.nrrd -o involved --no-infection
"""

app = App(name="involvement", help_epilogue=EXAMPLES)


@app.default
def involvement(
    image: Path,
    /,
    *,
    output: Annotated[Path, Parameter(alias="-o")],
    lungs: str | None = None,
    infection: str | None = None,
    no_infection: bool = False,
    lobes: Path | None = None,
    threads: int | None = None,
    reading: Reading = None,
    json: JsonOption = None,
    common: Common = None,
) -> None:
    """Measure the lungs of a chest CT, and the infection in them.

    Volumes, infected percent, densities and aeration, ground glass and consolidation by density, thirds of height and depth,
    a severity score: of both lungs, of the right and of the left. In the folder: report.md, involvement.csv and
    involvement.json, segmentation.seg.nrrd, and a heat map, a histogram and the distribution with their numbers. Infection
    that touches a lung belongs to it, whether its mask holds it or not.

    Args:
        image: A chest CT: a file, or a folder with a DICOM series.
        output: Folder for all that is written.
        lungs: A method or a file; default: the U-Net for lungs, and the recipe where no network can run.
        infection: A method or a file; default: the U-Net for infection, where it is installed.
        no_infection: Measure the lungs alone.
        lobes: A segmentation of the five lobes, by which the severity score counts instead of by thirds of each lung.
        threads: Threads of each network; default: all.
        json: Write the numbers as JSON, to a file or (alone) to standard output.
    """
    messages = Messages((common or CommonOptions()).progress)
    if infection is not None and no_infection:
        raise ParameterError("Expected --infection or --no-infection, got both.")
    check_folder(output, image)
    check_target(json, "json", image)
    request = InvolvementRequest(
        image=image,
        lungs=_method(lungs),
        infection=_method(infection),
        look_for_infection=not no_infection,
        lobes=lobes,
        read=reading or ReadParameters(),
        threads=threads,
    )
    with messages.progress() as progress:
        result = involve_case(request, share(progress, 0.0, 0.9), messages.warn)
        progress(0.9, "writing")
        files = write_files(result, output, messages)
        progress(1.0, "done")
    payload = {**involvement_to_json(result.rows, result.segmentation.provenance), "files": files}
    told = [f"{name}: {words}" for name, words in found_by(result).items()]
    deliver(
        payload, json, to_table(involvement_table(result.rows)), "", *told, *(f"{name}: {path}" for name, path in files.items())
    )


def _method(text: str | None) -> MethodSpec | None:
    """A method by its form; what stands on the disk is a segmentation."""
    if text is None:
        return None
    return MethodSpec(MethodKind.FILE, text) if Path(text).exists() else MethodSpec.parse(text)
