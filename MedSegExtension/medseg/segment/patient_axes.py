"""Where a CT of the trunk shows its head, front and left to be, whatever its header says."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medseg.filters.body import body_mask
from medseg.filters.crop import Box, bounding_box
from medseg.segment.blocks import block_factors, block_means, block_spacing
from medseg.types import Mask, Shape, Triple, Voxels
from medseg.volume import Geometry, Modality, Volume
from medseg.volume.axial_frame import AxialFrame

COARSE_MM = 5.0
SMALLEST = 8  # blocks along each axis; fewer show no shape
LUNG_HU, TISSUE_HU, BONE_HU = -500.0, -200.0, 250.0
LUNG_SHARE = 0.1
BONE_BLOCKS = 60
SYMMETRY_MARGIN = 0.12
CUT_THROUGH, FREE = 0.3, 0.15
BONE_IN_FRONT = 0.42
FEET_UP = -0.12
HEAD, BACK, LEFT = 0, 1, 2
TOWARDS_RAS = np.array([(0.0, 0.0, 1.0), (0.0, -1.0, 0.0), (-1.0, 0.0, 0.0)])
"""Unit vectors to head, back and left."""


@dataclass(frozen=True)
class PatientAxes:
    """How an image must be turned so that its axes lead to head, back and left.

    Attributes:
        order: For head, back and left the axis, as the image stands, that leads there or the other way.
        reversed: For head, back and left whether that axis runs the other way.
    """

    order: tuple[int, int, int] = (HEAD, BACK, LEFT)
    reversed: tuple[bool, bool, bool] = (False, False, False)

    @property
    def is_as_told(self) -> bool:
        """Whether nothing must be turned."""
        return self == PatientAxes()


def find_patient_axes(volume: Volume) -> PatientAxes:
    """Look at a CT, as its header turns it, for signs that the header is wrong.

    Of the three axes the patient's left and right is the one along which he is most nearly his own mirror image; along head and
    feet the scan cuts through him at both ends, from front to back it does not; the spine lies in the back; lungs are wider at
    their base, and there is more tissue between them. A sign counts only where it is plain; where none is, the header is right.
    Which side is left cannot be seen like this.

    Args:
        volume: A CT in HU.
    """
    frame = AxialFrame(volume.geometry)
    blocks, spacing = _blocks(frame.to_axial(volume.array), frame)
    if min(blocks.shape) < SMALLEST:
        return PatientAxes()
    body = body_mask(Volume(blocks, Geometry.from_axes(_shape(blocks), spacing[::-1]), Modality.CT))
    if not body.any():
        return PatientAxes()
    order = _order(blocks, body)
    box = _box(body.transpose(order))
    blocks, body = blocks.transpose(order)[box], body.transpose(order)[box]
    upside_down = _is_upside_down(blocks, body)
    if upside_down:
        blocks, body = np.flip(blocks, BACK), np.flip(body, BACK)
    return PatientAxes(order, (_has_feet_up(blocks, body), upside_down, False))


def put_right(geometry: Geometry, axes: PatientAxes) -> Geometry:
    """The grid that an image would have, were its header right: the voxels stay where they are in the array.

    Args:
        geometry: As the header has it.
        axes: What was seen.
    """
    frame = AxialFrame(geometry)
    matrix = np.eye(4)
    for target, (axis, turned) in enumerate(zip(axes.order, axes.reversed, strict=True)):
        stored = frame.axes[axis]
        sign = frame.signs[axis] * (-1.0 if turned else 1.0)
        matrix[:3, 2 - stored] = TOWARDS_RAS[target] * sign * geometry.spacing_mm[stored]
    return Geometry(geometry.shape, matrix)


def _blocks(array: Voxels, frame: AxialFrame) -> tuple[NDArray[np.float32], Triple]:
    """Means of blocks of about 5 mm, of every other voxel or fewer where these are small."""
    steps = tuple(max(1, int(COARSE_MM / 2 / spacing)) for spacing in frame.spacing_mm)
    thinned = array[:: steps[0], :: steps[1], :: steps[2]]
    spacing = (frame.spacing_mm[0] * steps[0], frame.spacing_mm[1] * steps[1], frame.spacing_mm[2] * steps[2])
    factors = block_factors(_shape(thinned), spacing, COARSE_MM)
    return block_means(thinned, factors), block_spacing(spacing, factors)


def _order(blocks: NDArray[np.float32], body: Mask) -> tuple[int, int, int]:
    """The axes that lead along head and feet, front and back, left and right; as they are unless another order is plain."""
    told = (HEAD, BACK, LEFT)
    weights = np.where(body, np.clip(blocks, -1000.0, 300.0) + 1000.0, 0.0)[_box(body)]
    symmetries = [float(np.corrcoef(weights.ravel(), np.flip(weights, axis).ravel())[0, 1]) for axis in range(3)]
    sides = int(np.argmax(symmetries))
    others = [axis for axis in range(3) if axis != sides]
    if symmetries[sides] - max(symmetries[axis] for axis in others) < SYMMETRY_MARGIN:
        return told
    ends = [_share_at_ends(body, axis) for axis in others]
    if max(ends) < CUT_THROUGH or min(ends) > FREE:
        return told
    head = others[int(np.argmax(ends))]
    return head, 3 - sides - head, sides


def _share_at_ends(body: Mask, axis: int) -> float:
    """How much of the patient the image's ends cut through, the lesser of both, as a share of his largest section."""
    sections = body.sum(axis=tuple(other for other in range(3) if other != axis)).astype(float)
    return float(min(sections[:2].mean(), sections[-2:].mean()) / sections.max())


def _is_upside_down(blocks: NDArray[np.float32], body: Mask) -> bool:
    """Whether the spine is in front: bone near the middle, by where it lies from front to back."""
    width = blocks.shape[2]
    bone = ((blocks > BONE_HU) & body)[:, :, int(0.35 * width) : int(0.65 * width) + 1]
    if bone.sum() < BONE_BLOCKS:
        return False
    places = np.linspace(0.0, 1.0, blocks.shape[1])
    return bool(np.average(places, weights=bone.sum(axis=(0, 2))) < BONE_IN_FRONT)


def _has_feet_up(blocks: NDArray[np.float32], body: Mask) -> bool:
    """Whether the lungs' base, where they are wider and have more tissue between them, is where the head should be."""
    lung = (blocks < LUNG_HU) & body
    areas = lung.sum(axis=(1, 2))
    numbers = np.flatnonzero(areas > 0.1 * areas.max(initial=0))
    if lung.sum() < LUNG_SHARE * body.sum() or numbers.size < SMALLEST:
        return False
    quarter = numbers.size // 4
    low, high = numbers[:quarter], numbers[-quarter:]
    width = blocks.shape[2]
    middle = (blocks > TISSUE_HU)[:, :, int(0.2 * width) : int(0.8 * width)]
    widths = [np.mean([np.ptp(np.flatnonzero(lung[number].any(axis=0))) / width for number in part]) for part in (low, high)]
    return bool(widths[0] - widths[1] + middle[low].mean() - middle[high].mean() < FEET_UP)


def _box(body: Mask) -> Box:
    return bounding_box(body) or (slice(None), slice(None), slice(None))


def _shape(array: Voxels) -> Shape:
    return array.shape[0], array.shape[1], array.shape[2]
