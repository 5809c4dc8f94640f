"""A cohort with numbers of known shape, for the report's tests."""

import json
import math
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from medseg.records import CaseRow, OutcomeStatus
from medseg.records.comparison import OVERALL
from medseg.report import thumbnail_file, write_cohort

METHODS = {"U-Net": (0.94, 40), "CNN": (0.88, 20), 'threshold <lungs> & "air"': (0.75, 8)}
SOURCES = ("north", "south", "west")
SEGMENTS = ("Right lung", "Left lung")
INVOLVED = ("lung_ml", "infection_percent", "severity_max", "own_number")


def make_cohort(folder: Path, cases: int = 24, *, pictures: bool = True) -> list[CaseRow]:
    """Write a cohort: every seventh case fails with the CNN, the first two cases are of one patient, one lung is not found."""
    generator = np.random.default_rng(7)
    rows = [row for number in range(cases) for row in _case(generator, number)]
    write_cohort(rows, folder)
    lines = [",".join(("case", "patient", "group", "source", "method", "region", *INVOLVED))]
    lines += [line for number in range(cases) for line in _involved(generator, number)]
    (folder / "involvement.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    provenance = {"medseg": "0.1.0", "methods": list(METHODS), "machine": {"processors": 2}, "note": "</script><b>not bold</b>"}
    (folder / "provenance.json").write_text(json.dumps(provenance), encoding="utf-8")
    if pictures:
        held = [_picture(generator) for _ in range(8)]
        for number in range(cases):
            for place, method in enumerate(METHODS):
                path = thumbnail_file(folder, _name(number), method)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(held[(number + place) % 8])
    return rows


def _name(number: int) -> str:
    return f"case-{number:04d}"


def _about(number: int) -> dict[str, str]:
    group = "COVID" if number % 2 else "other"
    return {"case": _name(number), "patient": f"p{max(number, 1)}", "group": group, "source": SOURCES[number % 3]}


def _case(generator: np.random.Generator, number: int) -> list[CaseRow]:
    found = []
    for method, (mean, spread) in METHODS.items():
        about = {**_about(number), "method": method}
        if method == "CNN" and number % 7 == 3:
            found.append(CaseRow(**about, status=OutcomeStatus.FAILED, reason="Its memory ran out: 4.1 GB of 2.0 GB."))
            continue
        dices = [float(generator.beta(mean * spread, (1 - mean) * spread)) for _ in SEGMENTS]
        if method not in ("U-Net", "CNN") and number == 5:
            dices[1] = 0.0
        volumes = [float(generator.normal(2000, 300)) for _ in SEGMENTS]
        rows = [*zip(SEGMENTS, dices, volumes, strict=True), (OVERALL, sum(dices) / 2, sum(volumes))]
        found += [_row(about, *row, 1 + float(generator.random())) for row in rows]
    return found


def _row(about: dict[str, str], segment: str, dice: float, reference: float, seconds: float) -> CaseRow:
    volume = reference * (0.9 + 0.1 * dice) if dice else 0.0
    hits = int(dice * (volume + reference) * 50)
    return CaseRow(
        **about, segment=segment, seconds=seconds, peak_mb=800 * seconds, volume_ml=volume, prediction=segment,
        true_positive=hits,
        false_positive=int(volume * 100) - hits, false_negative=int(reference * 100) - hits, true_negative=10**6,
        accuracy=1 - (1 - dice) / 3, sensitivity=dice, specificity=0.99, precision=dice if dice else math.nan, dice=dice,
        iou=dice / (2 - dice), loss=1 - dice, prediction_ml=volume, reference_ml=reference,
        volume_difference_ml=volume - reference,
        volume_difference_percent=(volume - reference) / reference * 100, hausdorff_mm=99 * (1 - dice) if dice else math.inf,
        hd95_mm=50 * (1 - dice) if dice else math.inf, assd_mm=9 * (1 - dice) if dice else math.inf, surface_dice=dice**2,
    )  # fmt: skip


def _involved(generator: np.random.Generator, number: int) -> list[str]:
    about = _about(number)
    lines = []
    for region in ("Both lungs", "Right lung", "Left lung"):
        share = float(generator.gamma(2, 6 if about["group"] == "COVID" else 1))
        numbers = (4000, share, 30, number)
        words = (about["case"], about["patient"], about["group"], about["source"], "U-Net infection", region)
        lines.append(",".join(map(str, (*words, *numbers))))
    return lines


def _picture(generator: np.random.Generator) -> bytes:
    """A noisy picture: one of nothing would be smaller than any real one."""
    import io

    noise = Image.fromarray(generator.integers(20, 120, (60, 60)).astype(np.uint8))
    smooth = noise.resize((320, 320), Image.Resampling.BICUBIC)
    picture = smooth.convert("RGB")
    ImageDraw.Draw(picture, "RGBA").ellipse((60, 40, 150, 280), fill=(220, 40, 40, 90), outline=(255, 60, 60, 255))
    held = io.BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()
