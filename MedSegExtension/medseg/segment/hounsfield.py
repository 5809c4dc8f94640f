"""Whether a CT's intensities are HU, and how they become so."""

from dataclasses import dataclass, replace

import numpy as np

from medseg.errors import InputError
from medseg.types import Voxels
from medseg.volume import Finding, Volume

OFFSETS = (0, 1024, -1024, 32768, 31744)
"""How much too high a CT's numbers may be: not at all; without its intercept; with it twice; and as unsigned words."""

AIR_HU = (-1100.0, -500.0)
SOFT_HU = (-200.0, 250.0)
BETWEEN_HU = (-480.0, -220.0)
LEAST_SHARE = 0.03
MUCH_SOFT = 0.2
SAMPLE = 2**20
GREY_TOP = 255.0


@dataclass(frozen=True)
class _Sample:
    """Some of an image's intensities, without its padding."""

    values: Voxels

    @classmethod
    def of(cls, volume: Volume) -> "_Sample":
        flat = volume.array.reshape(-1)[:: max(1, volume.array.size // SAMPLE)]
        if volume.padding_value is not None and bool((flat != volume.padding_value).any()):
            flat = flat[flat != volume.padding_value]
        return cls(flat.astype(np.float32))

    def share(self, span: tuple[float, float], offset: float) -> float:
        """Share of the intensities that lie in a range of HU, if they are so much too high."""
        return float(np.mean((self.values >= span[0] + offset) & (self.values <= span[1] + offset)))

    def fits(self, offset: float) -> bool:
        """Whether there is air, or lung, and soft tissue, and little between them, if the intensities are so much too high."""
        least = min(self.share(AIR_HU, offset), self.share(SOFT_HU, offset))
        return least >= LEAST_SHARE and self.share(BETWEEN_HU, offset) <= 0.5 * least


def find_hu_offset(volume: Volume) -> int | None:
    """How much higher an image's intensities are than HU: 0 where they are HU, None where they are nothing of the kind.

    A CT has intensities like air or lung (-1100 to -500 HU) and like soft tissue (-200 to 250 HU), 3 % of its voxels at least
    of each, and half as many between them at most. Where the intensities as they are do not say so, the offsets of `OFFSETS` are
    tried: the two peaks lie 1000 apart in any case, so that one offset fits at most.
    """
    sample = _Sample.of(volume)
    return next((offset for offset in OFFSETS if sample.fits(offset)), None)


def is_grey_picture(volume: Volume) -> bool:
    """Whether intensities are grey values of 8 bits, or shares from 0 to 1: what was shown, and not what was measured."""
    low, high = float(volume.array.min()), float(volume.array.max())
    return low >= 0 and (high <= GREY_TOP if volume.array.dtype.kind != "f" else high <= 1.0 or _is_bytes(volume.array))


def to_hu(volume: Volume, what: str, *, needs_air: bool) -> tuple[Volume, tuple[Finding, ...]]:
    """Bring a CT to HU, or refuse it with the reason.

    Args:
        volume: A CT, or what is taken for one.
        what: What needs HU, for the message.
        needs_air: Whether air or lung must be in it. Otherwise soft tissue alone will do where nothing speaks against HU.

    Returns:
        The image in HU, and what was done to it.

    Raises:
        InputError: Its intensities are neither HU nor HU with one of the offsets that files are known to have.
    """
    offset = find_hu_offset(volume)
    if offset is None and not needs_air and _may_be_hu(volume):
        offset = 0
    if offset == 0:
        return volume, ()
    if offset is None:
        raise InputError(_refusal(volume, what))
    words = f"The intensities were {abs(offset)} too {'high' if offset > 0 else 'low'} for HU: that was put right."
    return replace(volume, array=_shifted(volume, offset), padding_value=_moved(volume, offset)), (
        Finding("hu-offset", words, repaired=True),
    )


def _may_be_hu(volume: Volume) -> bool:
    """Whether nothing speaks against HU in an image without both air and soft tissue: a slice above the head, an organ alone."""
    low = float(volume.array.min())
    return low < 0 and (low < AIR_HU[1] or _Sample.of(volume).share(SOFT_HU, 0) >= MUCH_SOFT)


def _shifted(volume: Volume, offset: int) -> Voxels:
    array = volume.array
    if array.dtype.kind == "f":
        return np.asarray(array - array.dtype.type(offset))
    moved = array.astype(np.int32)
    moved -= offset
    limits = np.iinfo(np.int16)
    fits = limits.min <= int(moved.min()) and int(moved.max()) <= limits.max
    return moved.astype(np.int16) if fits else moved


def _moved(volume: Volume, offset: int) -> float | None:
    return None if volume.padding_value is None else volume.padding_value - offset


def _is_bytes(array: Voxels) -> bool:
    """Whether floats are all whole numbers up to 255."""
    return bool(array.max() <= GREY_TOP and np.array_equal(array, np.rint(array)))


def _refusal(volume: Volume, what: str) -> str:
    low, high = float(volume.array.min()), float(volume.array.max())
    found = f"got intensities from {low:g} to {high:g}"
    if is_grey_picture(volume):
        return (
            f"Expected a CT in HU for {what}, {found}: grey values of a picture, whose window is lost. "
            "Export the CT as DICOM or NIfTI without a window, with its rescale."
        )
    return (
        f"Expected a CT in HU for {what}, with air or lung (-1100 to -500) and soft tissue (-200 to 250), {found} without them. "
        "Check that it is a CT of that part of the body, and that it was stored with its rescale slope and intercept."
    )
