"""Which bounds the parameters mean for an image."""

from typing import Any

from medseg.errors import MedSegError
from medseg.records import Normalise
from MedSegModuleLib.inputs import readVolume
from MedSegModuleLib.recordPacks import toRecord
from MedSegModuleLib.requests import thresholdRecord
from MedSegModuleLib.ThresholdSource import ThresholdSource

Bounds = tuple[float | None, float | None]
"""Lower and upper bound, both inclusive; None for none."""

NO_BOUNDS: Bounds = (None, None)


class ThresholdFinder:
    """Finds bounds, and remembers those of the last image: an automatic method looks at all voxels."""

    def __init__(self) -> None:
        self._key: Any = None
        self._bounds = NO_BOUNDS

    def bounds(self, parameterNode: Any) -> Bounds:
        """The bounds for the image as it is; none where they cannot be told, or hold for a normalised image alone."""
        image = parameterNode.inputVolume
        if parameterNode.thresholdSource is ThresholdSource.RANGE:
            return parameterNode.thresholdRange.minimum, parameterNode.thresholdRange.maximum
        if image is None or image.GetImageData() is None:
            return NO_BOUNDS
        if toRecord(parameterNode.before).normalise is not Normalise.NONE:
            return NO_BOUNDS
        key = (image.GetID(), image.GetImageData().GetMTime(), repr(thresholdRecord(parameterNode)))
        if key != self._key:
            self._key, self._bounds = key, _found(parameterNode)
        return self._bounds


def _found(parameterNode: Any) -> Bounds:
    from medseg.segment import threshold_bounds

    try:
        return threshold_bounds(readVolume(parameterNode.inputVolume), thresholdRecord(parameterNode))
    except MedSegError:  # the same is said where it greys the button, or when the work starts
        return NO_BOUNDS
