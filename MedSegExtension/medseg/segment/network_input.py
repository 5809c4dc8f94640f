"""Whether a network can take an image, and what must be put right before."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from medseg.errors import InputError
from medseg.models.model_card import ModelCard
from medseg.models.placement import to_slices
from medseg.segment.film_pose import PLAIN, FilmPose, find_film_pose
from medseg.segment.hounsfield import find_hu_offset, is_grey_picture, to_hu
from medseg.segment.patient_axes import find_patient_axes, put_right
from medseg.types import Voxels
from medseg.volume import Finding, Geometry, Modality, Volume

Warn = Callable[[Finding], None]
"""Told each thing that was found about an image."""

NEEDS_AIR = ("lungs", "infection")
LEAST_PIXELS = 16
LEAST_STACK = 8  # slices: fewer may lie beyond the lungs
# after quarter turns against the clock: the axis that leads down and its sign, the one that leads to the right and its sign
TURNS = {0: ("j", 1, "i", 1), 1: ("i", -1, "j", 1), 2: ("j", -1, "i", -1), 3: ("i", 1, "j", -1)}


def ignore_findings(finding: Finding) -> None:
    """Take no note: the default."""


def check_input(volume: Volume, card: ModelCard, warn: Warn = ignore_findings) -> Volume:
    """Refuse an image that a network cannot take, and put right what can be: the unit, the orientation, dark and bright.

    The voxels stay where they are in the array, so that what is found in the result is found in the image; where the orientation
    was wrong the geometry says how the image is to be looked at.

    Args:
        volume: The image; it is not changed.
        card: What the network takes.
        warn: Told what was put right, and what is doubtful.

    Returns:
        The image as the network takes it.

    Raises:
        InputError: The modality is another, a CT is not in HU and cannot be brought to it, slices lie in another plane, or the
            spacing is needed and not known. The message says why, and what to do.
    """
    checked = _of_known_kind(volume, card, warn)
    if checked.modality is Modality.CT:
        checked = _checked_ct(checked, card, warn)
    elif Modality.XRAY in card.input.modalities and checked.geometry.is_single_slice:
        checked = _checked_film(checked, card, warn)
    _require_slices(checked, card)
    _require_spacing(volume, card)
    return checked


def recognised(volume: Volume, warn: Warn = ignore_findings, *, is_no_film: bool = False) -> Volume:
    """An image whose file does not say what it is, as a CT where its intensities are those of one.

    Args:
        volume: The image.
        warn: Told of it.
        is_no_film: A single slice may have one of the offsets that CTs are known to have, as a stack of slices may. Otherwise it
            could be a film, and must be in HU.
    """
    if volume.modality is not Modality.OTHER or is_grey_picture(volume):
        return volume
    offset = find_hu_offset(volume)
    if offset is None or (volume.geometry.is_single_slice and offset != 0 and not is_no_film):
        return volume
    warn(Finding("taken-for-ct", "The file does not say what the image is; by its intensities it was taken for a CT."))
    return replace(volume, modality=Modality.CT)


def _of_known_kind(volume: Volume, card: ModelCard, warn: Warn) -> Volume:
    """The image with its modality, where the network takes that."""
    known = volume
    if Modality.CT in card.input.modalities:
        known = recognised(volume, warn, is_no_film=Modality.XRAY not in card.input.modalities)
    if known.modality is Modality.CT and card.input.pictures and is_grey_picture(known):
        words = "The CT holds grey values of a picture and not HU: it was taken as a picture, as it is."
        warn(Finding("grey-values", words))
        return replace(known, modality=Modality.OTHER)
    if known.modality in card.input.modalities:
        return known
    if known.modality is Modality.OTHER and (card.input.pictures or _may_be_film(known, card)):
        return known
    names = " or ".join(modality.name for modality in card.input.modalities)
    raise InputError(
        f"Expected an image of modality {names} for the network {card.name!r}, got {_described(known)}. "
        "If the file does not say what the image is, say it (--modality); else choose another network: `medseg models list`."
    )


def _may_be_film(volume: Volume, card: ModelCard) -> bool:
    return Modality.XRAY in card.input.modalities and volume.geometry.is_single_slice


def _described(volume: Volume) -> str:
    low, high = float(volume.array.min()), float(volume.array.max())
    name = "unknown modality" if volume.modality is Modality.OTHER else volume.modality.name
    return f"one of {name} with intensities from {low:g} to {high:g}"


def _checked_ct(volume: Volume, card: ModelCard, warn: Warn) -> Volume:
    """A CT in HU, turned as the patient lies in it."""
    if card.input.unit != "HU" and card.input.window is None:
        return volume
    needs_air = card.target in NEEDS_AIR and volume.geometry.shape[0] > LEAST_STACK
    volume, findings = to_hu(volume, f"the network {card.name!r}", needs_air=needs_air)
    for finding in findings:
        warn(finding)
    axes = find_patient_axes(volume)
    if axes.is_as_told:
        return volume
    words = (
        "The header says another orientation than the image shows: head, back and sides were found by the spine, the lungs and "
        "the patient's symmetry. Right and left may be exchanged."
    )
    warn(Finding("orientation", words, repaired=True))
    return replace(volume, geometry=put_right(volume.geometry, axes))


def _checked_film(volume: Volume, card: ModelCard, warn: Warn) -> Volume:
    """A film, upright, with dense parts bright."""
    pose = find_film_pose(volume.array[0])
    if card.target == "lungs" and pose.likeness < PLAIN:
        warn(Finding("unlike-film", "The image does not look like a chest film from the front: look at the result with care."))
    if pose.is_inverted:
        warn(Finding("inverted", "Dense parts were dark: dark and bright were exchanged.", repaired=True))
    if pose.quarter_turns or pose.is_mirrored:
        words = "The film does not stand upright: it was turned. Right and left may be exchanged."
        warn(Finding("orientation", words, repaired=True))
    array = _inverted(volume.array) if pose.is_inverted else volume.array
    return replace(volume, array=array, geometry=_film_geometry(volume.geometry, pose))


def _inverted(array: Voxels) -> Voxels:
    low, high = array.min(), array.max()
    return np.asarray(high - (array - low) if array.dtype.kind != "f" else low + high - array)


def _film_geometry(geometry: Geometry, pose: FilmPose) -> Geometry:
    """A grid that shows a film upright where it is looked at with its back rows down and its left on the right."""
    down, down_sign, right, right_sign = TURNS[pose.quarter_turns]
    signs = {down: down_sign, right: right_sign}
    if pose.is_mirrored:
        signs["j"] = -signs["j"]
    directions = np.zeros((3, 3))
    directions[1, "ij".index(down)] = signs[down]
    directions[0, "ij".index(right)] = signs[right]
    directions[2, 2] = 1.0
    return Geometry.from_axes(geometry.shape, geometry.spacing_ijk, directions_lps=directions)


def _require_slices(volume: Volume, card: ModelCard) -> None:
    """Refuse an image that is seen from its edge."""
    shape = to_slices(volume.array, volume.geometry, card.input.plane).shape
    if min(shape[1:]) < LEAST_PIXELS:
        raise InputError(
            f"Expected {card.input.plane} slices of at least {LEAST_PIXELS} x {LEAST_PIXELS} pixels for the network "
            f"{card.name!r}, got {shape[1]} x {shape[2]}: the image is one of another plane, or too small."
        )


def _require_spacing(volume: Volume, card: ModelCard) -> None:
    """Refuse an image without a spacing for a network that looks at structures by their size."""
    if card.input.spacing_mm is None or not any(finding.code == "no-spacing" for finding in volume.findings):
        return
    wanted = " x ".join(f"{spacing:g}" for spacing in card.input.spacing_mm)
    raise InputError(
        f"Expected an image with its spacing for the network {card.name!r}, which looks at voxels of {wanted} mm, got one "
        "without. Use the DICOM or NIfTI file that the picture was made from."
    )
