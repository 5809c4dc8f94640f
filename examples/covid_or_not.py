"""Infected share of the lungs on pictures of CT slices: COVID-19 against other.

    python examples/covid_or_not.py DATA

DATA holds `ct_covid_vs_noncovid`. Every picture is a single slice, in a window of its own, cut by whoever made it; some of the
others show lungs alone on black. A difference between the groups may come of that. No size of pixels, no HU: the share alone is
told.
"""

from pathlib import Path

import numpy as np
from cohort import arguments_of, logger, report, spread
from picture_lungs import find_infection, find_lungs, near_hu

from medseg.cli.streams import write_json
from medseg.errors import MedSegError
from medseg.io import read_volume, write
from medseg.metrics import measure_involvement
from medseg.models import open_package
from medseg.models.inference import Predictor, load_predictor
from medseg.records import CaseRow, InvolvementRow, OutcomeStatus, describe_run
from medseg.report import case_folder, file_word, thumbnail_file, write_cohort
from medseg.report.involvement_csv import write_involvement
from medseg.report.thumbnail import write_thumbnail
from medseg.segment import find_preset
from medseg.segment.lung_split import split_lungs
from medseg.volume import Segmentation, Volume

INFECTION_PACKAGE = Path(__file__).parents[1] / "Resources/Models/infection-ct-unet"
GROUPS = {"covid": "COVID", "noncovid": "other"}
METHOD = "U-Net infection"

Found = tuple[CaseRow, tuple[InvolvementRow, ...]]


def main() -> None:
    """Measure every picture, write the cohort, make the report."""
    arguments = arguments_of(__doc__, "covid-or-not").parse_args()
    pictures = [
        (path, group)
        for folder, group in GROUPS.items()
        for path in sorted((arguments.data / "ct_covid_vs_noncovid" / folder).iterdir())
    ]
    packages = [open_package("lungs-ct-unet"), open_package(INFECTION_PACKAGE)]
    found: list[Found] = []
    with load_predictor(packages[0]) as lungs, load_predictor(packages[1]) as infection:
        for number, (path, group) in enumerate(spread(pictures, arguments.limit), start=1):
            found.append(measured(path, f"{group} {number:03d}", group, arguments.output, (lungs, infection)))
    write_cohort((row for row, _ in found), arguments.output)
    write_involvement((row for _, rows in found for row in rows), arguments.output / "involvement.csv")
    models = {package.card.name: {"version": package.card.version, "sha256": package.sha256} for package in packages}
    write_json(describe_run("involvement of pictures", models=models), arguments.output / "provenance.json")
    failed = [row.case for row, _ in found if row.status is not OutcomeStatus.DONE]
    logger.info("%d pictures measured, %d without lungs: %s", len(found) - len(failed), len(failed), ", ".join(failed) or "none")
    report(arguments.output, "Infected share of the lungs, COVID-19 against other")


def measured(path: Path, case: str, group: str, output: Path, predictors: tuple[Predictor, Predictor]) -> Found:
    """One picture; one that fails has a row with the reason."""
    about = {"case": case, "group": group, "source": "pictures", "method": METHOD}
    try:
        picture = read_volume(path)
        hu = near_hu(picture)
        lungs = find_lungs(picture, hu, predictors[0])
        infection = find_infection(picture, hu, lungs, predictors[1])
        made = segmentation(picture, lungs, infection)
        rows = measure_involvement(picture, made.selected(made.names[:2]), infection)
    except MedSegError as error:
        return CaseRow(**about, status=OutcomeStatus.FAILED, reason=str(error)), ()
    write(made, case_folder(output, case) / f"{file_word(METHOD)}.seg.nrrd")
    write_thumbnail(picture, made.selected(made.names[2:]), thumbnail_file(output, case, METHOD), made.selected(made.names[:2]))
    return CaseRow(**about, segment="Infection"), tuple(InvolvementRow(**about, involvement=row) for row in rows)


def segmentation(picture: Volume, lungs: np.ndarray, infection: np.ndarray) -> Segmentation:
    """Right and left lung, and the infection."""
    segments = (*find_preset("lungs").segments, find_preset("infection").segments[0])
    masks = (*split_lungs(lungs, picture.geometry), infection)
    return Segmentation.from_masks(picture.geometry, dict(zip(segments, masks, strict=True)))


if __name__ == "__main__":
    main()
