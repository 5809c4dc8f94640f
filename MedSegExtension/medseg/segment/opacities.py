"""Opacities inside the lungs: ground glass, consolidation, infection."""

from medseg.filters.crop import bounding_box
from medseg.filters.morphology import opening
from medseg.filters.threshold import threshold
from medseg.records import LungsParameters, Progress, ignore_progress
from medseg.segment.lungs import segment_lungs
from medseg.segment.preset import Preset
from medseg.types import Mask
from medseg.volume import Volume
from medseg.volume.axial_frame import AxialFrame

ONE_VOXEL = 1.01


def find_opacities(
    volume: Volume,
    preset: Preset,
    lungs: LungsParameters | None = None,
    progress: Progress = ignore_progress,
) -> Mask:
    """Mark what lies inside the lungs within a range of HU and is thicker than vessels and the lungs' rim.

    The lungs are those of the recipe `lungs`, with the lesions in them. What is thinner than the preset's opening, or than one
    pixel where that is wider, is dropped. Nothing here knows why a lung is dense: atelectasis, tumour and large vessels look
    the same.

    Args:
        volume: A chest CT.
        preset: Range and opening.
        lungs: How the lungs are found.
        progress: Told before each step.

    Raises:
        ParameterError: The image is no CT.
        SegmentError: No lung is in the image.
    """
    found = segment_lungs(volume, lungs, lambda fraction, message: progress(0.8 * fraction, message)).union()
    progress(0.8, "Marking opacities")
    box = bounding_box(found)
    if box is None:
        return found
    spacing = volume.geometry.spacing_mm
    pixel = max(AxialFrame(volume.geometry).spacing_mm[1:])
    dense = threshold(volume.array[box], preset.lower_hu, preset.upper_hu) & found[box]
    if preset.opening_mm > 0:
        dense = opening(dense, max(preset.opening_mm, ONE_VOXEL * pixel), spacing)
    found[...] = False
    found[box] = dense
    return found
