"""What is known about the image, asked again only when the image has changed."""

from typing import Any

from MedSegModuleLib.inputs import describeInput
from MedSegModuleLib.InputSummary import InputSummary


class InputDescriber:
    """Describes images, and remembers the last description: for fractions every voxel is looked at, and the panel asks often."""

    def __init__(self) -> None:
        self._state: tuple | None = None
        self._summary: InputSummary | None = None

    def describe(self, volumeNode: Any) -> InputSummary:
        """What is known about an image, and why it cannot be segmented where that is so."""
        state = _state(volumeNode)
        if self._summary is None or state is None or state != self._state:
            self._state, self._summary = state, describeInput(volumeNode)
        return self._summary


def _state(volumeNode: Any) -> tuple | None:
    """Changes where anything that the summary says may have changed; None for no image of a scene."""
    if volumeNode is None or volumeNode.GetScene() is None:
        return None
    parts = (volumeNode, volumeNode.GetImageData(), volumeNode.GetParentTransformNode())
    return (volumeNode.GetID(), *(0 if part is None else part.GetMTime() for part in parts))
