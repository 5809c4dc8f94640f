"""Images and segmentations, from files into the scene of the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medseg.records import ReadParameters
from medseg.volume import Finding, Segmentation, Volume

if TYPE_CHECKING:
    from medseg.io.listing import Listing

INSTANCE_UIDS = "DICOM.instanceUIDs"  # where Slicer keeps of which files a volume was made
Choose = Callable[[str, Sequence[str]], int | None]


class DesktopLoader:
    """Reads as all commands do, and puts what it reads into the scene.

    Args:
        scene: The scene.
        segmentations_logic: The logic of the Segmentations module.
        parameters: What to read of a folder, and how strictly.
        warn: Told each peculiarity of an image.
        choose: Asks which of several things to open; gives its place in the list, or None for none of them.
    """

    def __init__(
        self,
        scene: Any,
        segmentations_logic: Any,
        parameters: ReadParameters,
        *,
        warn: Callable[[Finding], None],
        choose: Choose | None = None,
    ) -> None:
        self._scene = scene
        self._segmentations_logic = segmentations_logic
        self._parameters = parameters
        self._warn = warn
        self._choose = choose

    def __call__(self, path: Path) -> list[Any]:
        """Read a file or a folder.

        Returns:
            The node that was made; none where the user chose none.

        Raises:
            ReadError: It cannot be read, or holds several series and none is chosen.
        """
        from medseg.io import read

        parameters = self._parameters_for(path)
        if parameters is None:
            return []
        thing = read(path, parameters)
        return [self._add_segmentation(thing, path) if isinstance(thing, Segmentation) else self._add_volume(thing, path)]

    def _parameters_for(self, path: Path) -> ReadParameters | None:
        """What to read, after asking where there is a choice; None for nothing."""
        if self._choose is None or self._parameters.series is not None:
            return self._parameters
        from medseg.io import inspect

        listings = [listing for listing in inspect(path) if listing.kind != "unreadable"]
        if len(listings) < 2:
            return self._parameters
        chosen = self._choose("Several images are there. Which one?", [_describe(listing) for listing in listings])
        return None if chosen is None else replace(self._parameters, series=str(listings[chosen].number))

    def _add_volume(self, volume: Volume, path: Path) -> Any:
        from medseg.mrml import volume_to_node

        for finding in volume.findings:
            self._warn(finding)
        name = volume.name if volume.identifiers else _plain_name(path)
        node = volume_to_node(replace(volume, name=self._scene.GenerateUniqueName(name)), self._scene)
        instances = _instance_uids(path, volume)
        if instances:
            node.SetAttribute(INSTANCE_UIDS, " ".join(instances))
        return node

    def _add_segmentation(self, segmentation: Segmentation, path: Path) -> Any:
        from medseg.mrml import segmentation_to_node

        node = segmentation_to_node(segmentation, self._scene, self._segmentations_logic, self._image_of(segmentation))
        node.SetName(self._scene.GenerateUniqueName(_plain_name(path)))
        return node

    def _image_of(self, segmentation: Segmentation) -> Any:
        """The image in the scene that has the segmentation's grid, or None."""
        from medseg.errors import MedSegError
        from medseg.mrml import node_to_volume

        images = self._scene.GetNodesByClass("vtkMRMLScalarVolumeNode")
        for index in range(images.GetNumberOfItems()):
            node = images.GetItemAsObject(index)
            try:
                if node_to_volume(node, copy=False).geometry.matches(segmentation.geometry):
                    return node
            except MedSegError:
                continue  # labels, or an image that cannot be segmented
        return None


def _instance_uids(path: Path, volume: Volume) -> list[str]:
    """The UIDs of the DICOM files that an image was read from, in the order of their names; none for other formats."""
    from medseg.io.dicom import list_series

    wanted = volume.identifiers.get("SeriesInstanceUID")
    if not wanted:
        return []
    series = [one for one in list_series(path) if one.series_uid == wanted]
    frames = sorted((frame for one in series for frame in one.frames), key=lambda frame: frame.path)
    return list(dict.fromkeys(frame.instance_uid for frame in frames if frame.instance_uid))


def _describe(listing: Listing) -> str:
    size = " x ".join(map(str, listing.size_ijk)) if listing.size_ijk else ""
    parts = (listing.description or listing.format, listing.modality.value, size, f"{listing.files} files")
    return f"{listing.number}: " + ", ".join(part for part in parts if part)


def _plain_name(path: Path) -> str:
    """The name of a file without its suffixes."""
    from medseg.io.formats import suffix_of

    suffix = suffix_of(path) if path.is_file() else ""
    return path.name[: -len(suffix)] if suffix and len(path.name) > len(suffix) else path.name
