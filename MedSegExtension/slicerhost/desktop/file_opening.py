"""Opening files, folders and scenes."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import qt
import slicer

SCENES = (".mrb", ".mrml")
SEGMENTATIONS = (".seg.nrrd", ".seg.nhdr", ".seg.vtm")
IMAGES = "Images (*.nii *.nii.gz *.nrrd *.nhdr *.mha *.mhd *.dcm *.png *.jpg *.jpeg *.tif *.tiff);;All files (*)"
Loader = Callable[[Path], Sequence[Any]]


def load(path: Path) -> Sequence[Any]:
    """Read a file or a folder with a DICOM series the way the application itself does.

    Args:
        path: Where it lies.

    Returns:
        The nodes that were made.
    """
    if path.name.lower().endswith(SEGMENTATIONS):
        return [slicer.util.loadSegmentation(str(path))]
    return [slicer.util.loadVolume(str(path))]


class FileOpener:
    """Brings files into the scene: asks which, reads them, shows them.

    Args:
        window: The parent of its dialogs; its attribute `loader` reads what is no scene.
    """

    def __init__(self, window: Any) -> None:
        self._window = window

    def open_paths(self, paths: Iterable[str | Path]) -> list[Any]:
        """Read files, folders with DICOM series, or scenes, and show the first image.

        Returns:
            The nodes that were made, those of scenes apart. What cannot be read is told in a dialog.
        """
        nodes: list[Any] = []
        with slicer.util.tryWithErrorDisplay("The file could not be opened.", waitCursor=True):
            for path in map(Path, paths):
                if path.suffix.lower() in SCENES:
                    slicer.util.loadScene(str(path))
                else:
                    nodes += (self._window.loader or load)(path)
        self.show(nodes)
        return nodes

    def show(self, nodes: Iterable[Any]) -> None:
        """Show the first image among some nodes in the slice views, all of it, and look at all surfaces."""
        images = [node for node in nodes if node is not None and node.IsA("vtkMRMLVolumeNode")]
        if images:
            slicer.util.setSliceViewerLayers(background=images[0], fit=True)
            slicer.app.layoutManager().resetSliceViews()
        slicer.app.layoutManager().resetThreeDViews()

    def ask_for_files(self, *_: Any) -> None:
        """Ask for image files, and open them."""
        paths = qt.QFileDialog.getOpenFileNames(self._window, "Open images", "", IMAGES)
        self.open_paths(_first(paths))

    def ask_for_folder(self, *_: Any) -> None:
        """Ask for a folder with a DICOM series, and open it."""
        path = qt.QFileDialog.getExistingDirectory(self._window, "Open a folder with a DICOM series", "")
        self.open_paths([path] if path else [])

    def ask_for_scene(self, *_: Any) -> None:
        """Ask for a scene, and open it in place of this one."""
        path = _first(qt.QFileDialog.getOpenFileName(self._window, "Open a scene", "", "Scenes (*.mrb *.mrml)"))
        if path:
            slicer.mrmlScene.Clear(False)
            self.open_paths([path])


def _first(answer: Any) -> Any:
    """The paths of a dialog's answer, which some bindings give together with the filter."""
    return (
        answer[0]
        if isinstance(answer, tuple) and len(answer) == 2 and isinstance(answer[1], str) and "(" in answer[1]
        else answer
    )
