"""`medseg sample`: images to try things on."""

from pathlib import Path

from cyclopts import App

from medseg.cli.common import CommonOptions
from medseg.cli.json_option import JsonOption
from medseg.cli.messages import Messages
from medseg.cli.options import Common, Phantom
from medseg.cli.streams import deliver
from medseg.cli.tables import to_words
from medseg.cli.targets import check_folder, check_target
from medseg.errors import ParameterError
from medseg.records import PhantomParameters, Progress
from medseg.sample import Sample, catalogue, copy_sample, find_sample, write_sample

EXAMPLES = """Examples:

    medseg sample
    medseg sample chest-ct phantom
    medseg sample chest-ct big --columns 512 --rows 512 --slices 300 --seed 7
    medseg sample CTChest downloads
"""

app = App(name="sample", help_epilogue=EXAMPLES)


@app.default
def sample(
    name: str | None = None,
    directory: Path | None = None,
    /,
    *,
    overwrite: bool = False,
    phantom: Phantom = None,
    json: JsonOption = None,
    common: Common = None,
) -> None:
    """List the samples; with a name and a folder, write one there.

    `chest-ct` is made, not downloaded: a DICOM series, `reference.seg.nrrd` with its truth, and `table.csv`.
    Others are downloaded once and kept.

    Args:
        name: Which sample.
        directory: A new or empty folder for a sample that is made; any folder for one that is downloaded.
        overwrite: Replace a sample that was written there before.
        json: Write the list, or what was written, as JSON to a file or (alone) to standard output.
    """
    check_target(json, "json")
    if name is None:
        _list(json)
        return
    if directory is None:
        raise ParameterError(f"Expected a folder to write {name!r} into, got none: medseg sample {name} DIRECTORY.")
    with Messages((common or CommonOptions()).progress).progress() as progress:
        files = _write(name, check_folder(directory), phantom, overwrite, progress)
    deliver(files, json, *(f"{what}: {path}" for what, path in files.items()))


def _list(json: Path | None) -> None:
    samples = catalogue()
    head = ("sample", "what it is", "modality", "comes", "licence")
    deliver(samples, json, to_words([head, *(_cells(one) for one in samples)]))


def _cells(one: Sample) -> tuple[str, ...]:
    return one.name, one.title, one.modality.value, "made" if one.is_made else "downloaded", one.licence


def _write(name: str, folder: Path, phantom: PhantomParameters | None, overwrite: bool, progress: Progress) -> dict[str, Path]:
    if find_sample(name).is_made:
        made = write_sample(name, folder, phantom, progress, overwrite=overwrite)
        return {"image": made.image, "reference": made.reference}
    if phantom is not None:
        raise ParameterError(f"Expected no options of the phantom for {name!r}, which is downloaded as it is.")
    return {"image": copy_sample(name, folder, progress, overwrite=overwrite)}
