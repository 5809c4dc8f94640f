"""RT structure sets (RTSTRUCT): contours filled on the slices of their image."""

from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from medseg.errors import ReadError, SeriesError, UnsupportedFormatError
from medseg.io.colors import segment_color
from medseg.io.contours import fill_contours
from medseg.io.dicom_mask_file import References, find_series, items, load, whole_number
from medseg.io.label_image import unique_name
from medseg.io.layer_packer import LayerPacker
from medseg.io.refusals import damaged
from medseg.types import Floats, Mask, Triple
from medseg.volume import Finding, Geometry, Segment, Segmentation

if TYPE_CHECKING:
    from pydicom import Dataset, FileDataset

RTSTRUCT_CLASS = "1.2.840.10008.5.1.4.1.1.481.3"
CLOSED = ("CLOSED_PLANAR", "CLOSEDPLANAR_XOR", "CLOSED PLANAR")
PARALLEL = 0.5  # of a slice: how far a contour may leave its own plane
ON_SLICE = 0.1  # of a slice: farther from its slice, a contour is said to lie between slices
PLANE_DECIMALS = 2  # of a slice: contours that lie so near to each other are in one plane


def read_rtstruct(path: Path, geometry: Geometry | None = None, search: Path | None = None) -> Segmentation:
    """Read an RTSTRUCT; each structure becomes a segment on the grid of its image.

    Contours are put on their slice by their position. Those of one plane are filled together by the even-odd rule, so that
    a contour within another is a hole. Points and open lines enclose nothing and are left out, with a finding.

    Args:
        path: The RTSTRUCT.
        geometry: The grid of its image. Default: that of the series it refers to.
        search: Where to look for that series; default: the RTSTRUCT's folder and the one above.

    Returns:
        Names and colours as in the RTSTRUCT. Structures without contours are empty segments. Findings are in its provenance.

    Raises:
        SeriesError: No grid was given, and the image is not there.
        UnsupportedFormatError: Contours that are not parallel to the image's slices.
        ReadError: The file is damaged, holds no structure, or its image cannot be read.
    """
    dataset = load(path)
    structures = items(dataset, "StructureSetROISequence")
    if not structures:
        raise ReadError(f"Expected structures in {path.name!r}, got none.")
    grid = geometry or _image_grid(dataset, path, search)
    contours = {whole_number(item, "ReferencedROINumber"): item for item in items(dataset, "ROIContourSequence")}
    counts: Counter[str] = Counter()
    packer = LayerPacker(grid, len(structures))
    taken: set[str] = set()
    for count, structure in enumerate(structures):
        drawn = contours.get(whole_number(structure, "ROINumber"))
        name = unique_name(str(structure.get("ROIName") or f"Segment_{count + 1}"), taken)
        packer.add(Segment(name, _color(drawn, count)), _fill(_closed_contours(drawn, path, counts), grid, counts))
    findings = _findings(counts)
    provenance = {"findings": [{"code": finding.code, "message": finding.message} for finding in findings]} if findings else {}
    return packer.segmentation(provenance)


def _image_grid(dataset: "FileDataset", path: Path, search: Path | None) -> Geometry:
    series = find_series(search or path, _references(dataset))
    if series is None:
        raise SeriesError(
            f"The image that the contours of {path.name!r} were drawn on is not beside it. "
            "Put the RTSTRUCT and its image into one folder, or name the image too."
        )
    if series.error is not None:
        raise series.error
    if series.geometry is None:
        raise ReadError(f"The image that the contours of {path.name!r} were drawn on makes no volume.")
    return series.geometry


def _references(dataset: "FileDataset") -> References:
    """What the structure set says of its image, in either of the two places where it may say so."""
    frames = items(dataset, "ReferencedFrameOfReferenceSequence")
    studies = [study for frame in frames for study in items(frame, "RTReferencedStudySequence")]
    series = [one for study in studies for one in items(study, "RTReferencedSeriesSequence")]
    drawn = [contour for item in items(dataset, "ROIContourSequence") for contour in items(item, "ContourSequence")]
    images = [image for one in (*series, *drawn) for image in items(one, "ContourImageSequence")]
    structures = items(dataset, "StructureSetROISequence")
    spaces = [frame.get("FrameOfReferenceUID") for frame in frames]
    spaces += [structure.get("ReferencedFrameOfReferenceUID") for structure in structures]
    return References(
        frozenset(str(image.get("ReferencedSOPInstanceUID", "")) for image in images) - {""},
        frozenset(str(one.get("SeriesInstanceUID", "")) for one in series) - {""},
        next((str(space) for space in spaces if space), ""),
    )


def _color(drawn: "Dataset | None", number: int) -> Triple:
    values = [] if drawn is None else list(drawn.get("ROIDisplayColor") or [])
    if len(values) != 3:
        return segment_color(number)
    try:
        red, green, blue = (min(1.0, max(0.0, float(value) / 255)) for value in values)
    except ValueError:
        return segment_color(number)
    return red, green, blue


def _closed_contours(drawn: "Dataset | None", path: Path, counts: "Counter[str]") -> list[Floats]:
    """The closed contours of a structure, points (n, 3) in LPS."""
    found = []
    for contour in items(drawn, "ContourSequence") if drawn is not None else []:
        if str(contour.get("ContourGeometricType", "")) not in CLOSED:
            counts["open"] += 1
            continue
        try:
            points = np.array(contour.get("ContourData") or [], dtype=np.float64).reshape(-1, 3)
        except (ValueError, TypeError) as error:
            raise damaged(path) from error
        if not np.isfinite(points).all():
            raise damaged(path)
        if len(points):
            found.append(points)
    return found


def _fill(contours: list[Floats], grid: Geometry, counts: "Counter[str]") -> Mask:
    """Fill the contours of one structure.

    Where contours lie closer than slices do, each slice takes those of the plane nearest to it.
    """
    mask = np.zeros(grid.shape, dtype=np.bool_)
    for number, (_, flat) in _nearest_planes(_by_plane(contours, grid), grid.shape[0], counts).items():
        mask[number] = fill_contours(flat, (grid.shape[1], grid.shape[2]))
    return mask


Plane = tuple[float, list[Floats]]
"""Place of a plane in slices, and its contours as points (n, 2), ordered i, j."""


def _by_plane(contours: list[Floats], grid: Geometry) -> list[Plane]:
    planes: dict[float, list[Floats]] = {}
    for points_lps in contours:
        points = grid.to_ijk(points_lps * [-1, -1, 1])
        if np.ptp(points[:, 2]) > PARALLEL:
            raise UnsupportedFormatError(
                "Expected contours parallel to the image's slices, got oblique ones. "
                "Reformat the image to the plane of the contours, or convert the RTSTRUCT to a labelmap."
            )
        place = round(float(points[:, 2].mean()), PLANE_DECIMALS)
        planes.setdefault(place, []).append(points[:, :2])
    return sorted(planes.items(), key=lambda plane: plane[0])


def _nearest_planes(planes: list[Plane], slice_count: int, counts: "Counter[str]") -> dict[int, Plane]:
    """For each slice that has any the plane nearest to it."""
    nearest: dict[int, Plane] = {}
    for place, flat in planes:
        number = round(place)
        if not 0 <= number < slice_count:
            counts["outside"] += len(flat)
            continue
        counts["between"] += len(flat) if abs(place - number) > ON_SLICE else 0
        other = nearest.get(number)
        if other is not None:
            counts["crowded"] += 1
        if other is None or abs(place - number) < abs(other[0] - number):
            nearest[number] = (place, flat)
    used = sorted(nearest)
    counts["gaps"] += sum(after - before > 1 for before, after in pairwise(used))
    return nearest


def _findings(counts: "Counter[str]") -> list[Finding]:
    words = {
        "open": ("contours-open", "{} contours are points or open lines, which enclose nothing; they were left out."),
        "outside": ("contours-outside", "{} contours lie outside the image; they were left out."),
        "between": ("contours-between-slices", "{} contours lie between slices; each was put on the slice nearest to it."),
        "crowded": ("contours-crowded", "Contours lie closer than slices; {} planes of them were left out."),
        "gaps": ("contours-gaps", "Structures skip slices in {} places; nothing was filled in there."),
    }
    return [Finding(words[key][0], words[key][1].format(counts[key])) for key in words if counts[key]]
