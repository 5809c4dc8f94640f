"""Lungs looked through from the front and from the left: how much of each line of sight is infected."""

import numpy as np

from medseg.metrics.involved_lungs import InvolvedLungs
from medseg.records.involvement_map import InvolvementMap, MapView
from medseg.types import Floats
from medseg.volume.axial_frame import AxialFrame

CELL_MM = 3.0
"""Fine enough for lesions, coarse enough for the table beside the figure."""

HEAD, BACK, LEFT = 0, 1, 2
THROUGH = {MapView.FRONT: BACK, MapView.LEFT: LEFT}


def involvement_maps(lungs: InvolvedLungs) -> tuple[InvolvementMap, ...]:
    """Project the lungs along the patient's axes, as nearly as the grid's axes lead.

    Returns:
        One as seen from the front (the patient's right on the picture's left), one from his left (his front on the picture's
        left); cells of about 3 mm, or a voxel where that is larger. None for lungs of a single slice.
    """
    frame = AxialFrame(lungs.geometry)
    if frame.to_axial(lungs.labels).shape[HEAD] < 2:
        return ()
    return tuple(_projected(lungs, frame, view) for view in MapView)


def _projected(lungs: InvolvedLungs, frame: AxialFrame, view: MapView) -> InvolvementMap:
    axis = THROUGH[view]
    kept = [number for number in (HEAD, BACK, LEFT) if number != axis]
    factors = [max(1, round(CELL_MM / frame.spacing_mm[number])) for number in kept]
    lung = _cells(frame.to_axial(lungs.labels > 0).sum(axis=axis), factors)
    infection = np.full_like(lung, np.nan)
    if lungs.infection is not None:
        infection = _cells(frame.to_axial(lungs.infection).sum(axis=axis), factors)
    with np.errstate(invalid="ignore", divide="ignore"):
        percent = np.where(lung > 0, 100.0 * infection / lung, np.nan)
    height, width = (frame.spacing_mm[number] * factor for number, factor in zip(kept, factors, strict=True))
    thickness = lung * frame.spacing_mm[axis] / (factors[0] * factors[1])
    return InvolvementMap(view, percent[::-1], thickness[::-1], (height, width))


def _cells(counts: np.ndarray, factors: list[int]) -> Floats:
    """Sums of blocks of lines; the last block may be cut off by the grid's edge."""
    rows, columns = factors
    sums = np.add.reduceat(counts.astype(np.float64), np.arange(0, counts.shape[0], rows), axis=0)
    return np.asarray(np.add.reduceat(sums, np.arange(0, counts.shape[1], columns), axis=1))
