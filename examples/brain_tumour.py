"""A tumour of the brain in MR, with its mask: what the mask measures, and how far thresholds come without one.

    python examples/brain_tumour.py DATA

DATA holds `mr_brain_tumour`. The mask is the reference itself, so that its own Dice is 1: it is there to be measured and seen.
Thresholds do not know what a tumour is: the brightest class of the histogram is the scalp, and even the greys of this very
tumour, its 5th to 99th percentile as the mask tells them, are found all over the head.
"""

from cohort import arguments_of, report, work_through, write_cases

METHODS = (
    "Mask=file:{folder}/brain1_label.nrrd",
    "Multi-Otsu, brightest=threshold:auto=multi-otsu,side=above,keep-largest=1,opening-mm=2",
    "Greys of the tumour=threshold:600..1170,opening-mm=3,keep-largest=1",
)


def main() -> None:
    """Run mask and thresholds, make the report."""
    arguments = arguments_of(__doc__, "brain-tumour").parse_args()
    folder = arguments.data.resolve() / "mr_brain_tumour"
    case = {
        "image": folder / "brain1_image.nrrd",
        "reference": folder / "brain1_label.nrrd",
        "case": "brain",
        "source": "T1 with contrast",
    }
    table = write_cases([case], arguments.output / "private" / "case.csv")
    work_through(table, METHODS, arguments.output)
    report(arguments.output, "Tumour of the brain")


if __name__ == "__main__":
    main()
