"""Names, colours and codes of the segments in DICOM objects."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from medseg.io.colors import segment_color
from medseg.io.dicom_mask_file import items
from medseg.types import Triple
from medseg.volume import Code, Coding

if TYPE_CHECKING:
    from pydicom import Dataset

D65_WHITE = (0.9505, 1.0, 1.0889)
XYZ_TO_RGB = np.linalg.inv([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
"""sRGB, IEC 61966-2-1, with its white D65, as highdicom and DCMTK have it."""


def coding_of(item: "Dataset") -> Coding | None:
    """Category, type and region of a segment; None where category or type are missing.

    Args:
        item: An item of a SegmentSequence.
    """
    types, regions = items(item, "SegmentedPropertyTypeCodeSequence"), items(item, "AnatomicRegionSequence")
    category, kind = _first_code(item, "SegmentedPropertyCategoryCodeSequence"), _code(types[0]) if types else None
    if category is None or kind is None:
        return None
    return Coding(
        category,
        kind,
        _first_code(types[0], "SegmentedPropertyTypeModifierCodeSequence"),
        _code(regions[0]) if regions else None,
        _first_code(regions[0], "AnatomicRegionModifierSequence") if regions else None,
    )


def color_of(lab: Sequence[int] | None, number: int) -> Triple:
    """Red, green and blue of a RecommendedDisplayCIELabValue; the n-th segment's own colour where there is none.

    Args:
        lab: Three whole numbers from 0 to 65,535: L from 0 to 100, a and b from -128 to 127 (DICOM PS3.3 C.10.7.1.1).
        number: Of the segment, from 0.
    """
    if lab is None or len(lab) != 3:
        return segment_color(number)
    lightness, green_red, blue_yellow = lab[0] * 100 / 65535, lab[1] * 255 / 65535 - 128, lab[2] * 255 / 65535 - 128
    middle = (lightness + 16) / 116
    curve = np.array([middle + green_red / 500, middle, middle - blue_yellow / 200])
    linear = np.where(curve > 6 / 29, curve**3, 3 * (6 / 29) ** 2 * (curve - 4 / 29)) * D65_WHITE @ XYZ_TO_RGB.T
    bright = np.clip(linear, 0, 1)
    red, green, blue = np.where(bright <= 0.0031308, 12.92 * bright, 1.055 * bright ** (1 / 2.4) - 0.055).clip(0, 1).tolist()
    return red, green, blue


def _first_code(item: "Dataset", keyword: str) -> Code | None:
    found = items(item, keyword)
    return _code(found[0]) if found else None


def _code(item: "Dataset") -> Code | None:
    value = item.get("CodeValue") or item.get("LongCodeValue") or item.get("URNCodeValue")
    if not value:
        return None
    return Code(str(item.get("CodingSchemeDesignator", "")), str(value), str(item.get("CodeMeaning", "")))
