"""Which intensities span black to white."""

import numpy as np

from medseg.errors import InputError
from medseg.filters.intensity import robust_range
from medseg.records.render import WINDOWS_HU, parse_window
from medseg.types import Mask, Voxels
from medseg.volume import Code, Modality, Segment, Segmentation, Volume

SAMPLE_VOXELS = 1_000_000  # of an image, enough for percentiles that a display needs
LUNG_CODES = (Code("SCT", "39607008", "Lung"), Code("SCT", "119216001", "Lungs"))
LUNG_BELOW_HU = -300.0
LUNG_HU = (-950.0, -400.0)  # aerated lung, and not the air around the patient
RING_MM = 3.0
BONE_ABOVE_HU = 150.0


def display_window(volume: Volume) -> tuple[float, float]:
    """Width and level to show an image with: soft tissue (400, 40) for CT, the 1st to 99th percentile for others."""
    if volume.modality is Modality.CT:
        return WINDOWS_HU["soft"]
    return _span(*_robust(volume.array))


def choose_window(volume: Volume, segmentation: Segmentation, wish: str) -> tuple[float, float]:
    """Width and level to draw an image and its segments with.

    Args:
        volume: The image.
        segmentation: What is drawn over it. For a CT, `auto` is the lung window where at least half of the segments are lungs or
            lie in them: by their codes, by a median below -300 HU, or by aerated lung around them. It is the bone window where
            every segment has a median above 150 HU; else soft tissue. On another grid only the codes are looked at.
        wish: As in `RenderParameters.window`.

    Returns:
        Width, above 0, and level, in the image's unit.

    Raises:
        ParameterError: The wish cannot be read.
    """
    if wish == "auto":
        if volume.modality is Modality.CT:
            return WINDOWS_HU[_name_for(volume, segmentation)]
        return display_window(volume)
    if wish == "full":
        values = _sampled(volume.array)
        return _span(float(values.min()), float(values.max()))
    return WINDOWS_HU[wish] if wish in WINDOWS_HU else parse_window(wish)


def _name_for(volume: Volume, segmentation: Segmentation) -> str:
    if not segmentation.geometry.matches(volume.geometry):
        inside = dict.fromkeys(segmentation.names, np.nan)
        around = inside
    else:
        inside = {name: _median(volume.array[segmentation.mask(name)]) for name in segmentation.names}
        around = {name: _median(_ring(volume, segmentation.mask(name))) for name in segmentation.names}
    lungs = [
        _is_coded_lung(segment) or inside[segment.name] < LUNG_BELOW_HU or LUNG_HU[0] < around[segment.name] < LUNG_HU[1]
        for segment in segmentation.segments
    ]
    if lungs and 2 * sum(lungs) >= len(lungs):
        return "lung"
    known = [median for median in inside.values() if not np.isnan(median)]
    return "bone" if known and min(known) > BONE_ABOVE_HU else "soft"


def _ring(volume: Volume, mask: Mask) -> Voxels:
    """Intensities just outside a segment, in its largest slice along k."""
    from scipy.ndimage import binary_dilation

    largest = int(np.argmax([np.count_nonzero(plane) for plane in mask]))
    plane = mask[largest]
    steps = max(1, round(RING_MM / min(volume.geometry.spacing_mm[1:])))
    ring: Voxels = volume.array[largest][binary_dilation(plane, iterations=steps) & ~plane]
    return ring


def _is_coded_lung(segment: Segment) -> bool:
    codes = () if segment.coding is None else (segment.coding.type, segment.coding.region)
    return any(code is not None and code.is_same_concept(lung) for code in codes for lung in LUNG_CODES)


def _median(values: Voxels) -> float:
    """Their median; NaN where there are none."""
    return float(np.median(values)) if values.size else float("nan")


def _robust(array: Voxels) -> tuple[float, float]:
    return robust_range(_sampled(array))


def _sampled(array: Voxels) -> Voxels:
    """Finite voxels, every n-th along each axis where there are very many."""
    step = max(1, int(np.ceil((array.size / SAMPLE_VOXELS) ** (1 / 3))))
    sample = array[::step, ::step, ::step]
    finite = sample[np.isfinite(sample)]
    if finite.size == 0:
        raise InputError("Expected an image with finite intensities, got none: every voxel is NaN or infinite.")
    return finite


def _span(low: float, high: float) -> tuple[float, float]:
    return (high - low if high > low else 1.0), (high + low) / 2
