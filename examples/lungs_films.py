"""Lungs on 283 chest films by thresholding, CNN and U-Net.

    python examples/lungs_films.py DATA

DATA holds `cxr_lungs`. The networks were trained on four fifths of these very films: the report's sources tell apart those that
were held out, which alone say how good a network is, and those that it has seen. Thresholding has seen none.
"""

import json
from pathlib import Path

from cohort import arguments_of, report, spread, work_through, write_cases

SCORES = Path(__file__).parents[1] / "training/scores/lungs-xray.json"
HELD_OUT = "Shenzhen, held-out fifth"
METHODS = (
    "Thresholding=threshold:auto=otsu,side=below,keep-largest=2,fill-holes",
    "CNN=cnn:lungs-xray-cnn",
    "U-Net=unet:lungs-xray-unet",
)
GROUPS = {"_0": "normal", "_1": "tuberculosis"}


def main() -> None:
    """Write the table of films, run the methods, make the report."""
    arguments = arguments_of(__doc__, "lungs-films").parse_args()
    films = arguments.data.resolve() / "cxr_lungs"
    held_out = names_held_out()
    cases = [
        {
            "image": path,
            "reference": films / "masks" / path.name,
            "case": path.stem,
            "group": GROUPS[path.stem[-2:]],
            "source": "held out" if path.stem in held_out else "trained on",
        }
        for path in spread(sorted((films / "images").glob("*.png")), arguments.limit)
    ]
    table = write_cases(cases, arguments.output / "private" / "films.csv")
    work_through(table, METHODS, arguments.output)
    report(arguments.output, "Lungs on chest films")


def names_held_out() -> set[str]:
    """The films that no network has seen, as `training/prepare_xray.py` shared them out."""
    rows = json.loads(SCORES.read_text(encoding="utf-8"))["rows"]
    return {name for row in rows if row["set"] == HELD_OUT for name in row["each"]}


if __name__ == "__main__":
    main()
