"""What is known about the last image that was asked about."""

from typing import Any

from MedSegModuleLib.inputs import describeInput
from MedSegModuleLib.InputSummary import InputSummary


class InputDescriber:
    """Describes images, and remembers the last one: a panel asks at every change of a slider."""

    def __init__(self) -> None:
        self._key: Any = None
        self._summary = InputSummary()

    def describe(self, volumeNode: Any) -> InputSummary:
        """What is known about an image, looked up again where it, its voxels or its transform have changed."""
        key = _state(volumeNode)
        if key is None or key != self._key:
            self._key, self._summary = key, describeInput(volumeNode)
        return self._summary


def _state(volumeNode: Any) -> tuple[Any, ...] | None:
    """What changes when the image does; None for no image."""
    if volumeNode is None or volumeNode.GetScene() is None:
        return None
    image, transform = volumeNode.GetImageData(), volumeNode.GetParentTransformNode()
    return (
        volumeNode.GetID(),
        volumeNode.GetMTime(),
        None if image is None else image.GetMTime(),
        None if transform is None else (transform.GetID(), transform.GetTransformToWorldMTime()),
    )
