"""One slice view on which a network segments live."""

import time

import numpy as np
import slicer

from MedSegModuleLib.sliceViews import previewTarget

STALE_S = 0.4
"""After this long, labels of another slice are taken away: while one scrolls they are seen, when a result fails to come not."""

OBLIQUE_LIMIT = np.cos(np.radians(45.0))
NORMALS = {"axial": (0.0, 0.0, 1.0), "coronal": (0.0, 1.0, 0.0), "sagittal": (1.0, 0.0, 0.0)}


class LiveView:
    """Knows which slice its view shows, and lays labels over it.

    Attributes:
        name: Of the view, such as `Red`.
        cut: The slice that is shown, all of it; None where it cannot be segmented.
    """

    def __init__(self, name: str, widget, modelInput) -> None:
        """Join a view.

        Args:
            name: Of the view.
            widget: The slice widget.
            modelInput: What the network takes, a `medseg.models.ModelInput`: how slices are cut, and how many neighbours it sees.
        """
        self.name = name
        self.cut = None
        self._normal = NORMALS[modelInput.plane]
        self._input = modelInput
        self._sliceNode = widget.mrmlSliceNode()
        self._target = previewTarget(widget)
        self._layer = None
        self._colors = None
        self._pose = None
        self._askedKey = None
        self._shownKey = None
        self._leftAt = 0.0

    @property
    def isWaiting(self) -> bool:
        """Whether the slice that is shown has not been asked for yet."""
        return self.cut is not None and self._askedKey != _key(self.cut)

    def follow(self, volume) -> None:
        """Look which slice is shown now; one that was left keeps its labels for a moment.

        Args:
            volume: The image.
        """
        pose = slicer.util.arrayFromVTKMatrix(self._sliceNode.GetSliceToRAS())
        if self._pose is None or not np.array_equal(pose, self._pose):
            self._pose = pose
            self.cut = self._cut(volume, pose)
        if self._shownKey is not None and self._shownKey == _key(self.cut):
            self._leftAt = 0.0
        elif not self._leftAt:
            self._leftAt = time.perf_counter()
        elif time.perf_counter() - self._leftAt > STALE_S or self.cut is None:
            self._hide()

    def forget(self) -> None:
        """The image or the parameters have changed: ask for the slice anew."""
        self._pose = self._askedKey = None

    def ask(self):
        """The slice to be segmented; it counts as asked for."""
        self._askedKey = _key(self.cut)
        return self.cut

    def show(self, labels: np.ndarray, cut, colors) -> None:
        """Lay labels over the view.

        Args:
            labels: Label of each pixel of the slice, (j, i).
            cut: The slice that they belong to.
            colors: Red, green, blue of label 1, 2 and so on.
        """
        from medseg.mrml.label_layer import LabelLayer

        if colors != self._colors:
            self.close()
            self._layer, self._colors = LabelLayer(self._target, colors), colors
        self._layer.show(labels, cut.geometry.ijk_to_ras)
        self._shownKey = _key(cut)
        self._leftAt = 0.0

    def close(self) -> None:
        """Remove the labels from the view."""
        if self._layer is not None:
            self._layer.close()
        self._layer = self._colors = self._shownKey = None

    def _hide(self) -> None:
        """Take the labels away; their slice is asked for again if it comes back."""
        if self._shownKey is not None:
            self._layer.hide()
            self._shownKey = self._askedKey = None

    def _cut(self, volume, pose: np.ndarray):
        """The slice, where it lies about as the network wants it; a film as it is."""
        from medseg.mrml.slice_cut import cut_slice

        normal = pose[:3, 2] / np.linalg.norm(pose[:3, 2])
        wanted = volume.geometry.directions_ras[:, 2] if volume.geometry.is_single_slice else self._normal
        isAlike = abs(float(normal @ wanted)) >= OBLIQUE_LIMIT
        step = self._input.context_step(volume.geometry.spacing_mm[0])
        return cut_slice(volume, pose, self._input.context_slices, step) if isAlike else None


def _key(cut) -> tuple | None:
    """What two slices share that are the same one."""
    return None if cut is None else (cut.geometry.shape, *np.round(cut.geometry.ijk_to_ras, 3).ravel().tolist())
