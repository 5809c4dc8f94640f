"""The live preview of the thresholds, pulsing over the slice views."""

import qt

from MedSegModuleLib.Section import guarded
from MedSegModuleLib.sliceViews import previewTarget, viewsOf

PULSE_MS = 100


class LivePreview:
    """Lays the pixels within two bounds over every slice view that shows the image, and lets them pulse.

    At each pulse it is looked up which views there are and what they show: a changed layout, another image in a view, a deleted
    image or a closed scene need no observers of their own. Nothing is left in the views after `stop`.
    """

    def __init__(self, parent) -> None:
        """Prepare a preview that shows nothing yet.

        Args:
            parent: The widget that the timer belongs to.
        """
        self._preview = None
        self._views = ()
        self._image = None
        self._bounds = None
        self._color = None
        self._timer = qt.QTimer(parent)
        self._timer.setInterval(PULSE_MS)
        self._timer.connect("timeout()", guarded(self.pulse))

    @property
    def isOn(self) -> bool:
        """Whether the preview runs."""
        return self._image is not None

    def show(self, image, bounds: tuple[float | None, float | None], color: tuple[float, float, float]) -> None:
        """Show the voxels of an image within two bounds.

        Args:
            image: The volume node; views that show another are left alone.
            bounds: Lower and upper bound, both inclusive, in the image's unit; None for no limit.
            color: Red, green, blue from 0 to 1.
        """
        if color != self._color:
            self._close()
        self._image, self._color = image, color
        self.move(*bounds)
        if not self._timer.isActive():
            self._timer.start()

    def move(self, lower: float | None, upper: float | None) -> None:
        """Show other bounds at once; nothing happens while the preview is off."""
        if not self.isOn:
            return
        isNew = (lower, upper) != self._bounds
        self._bounds = (lower, upper)
        if not self._follow() and isNew and self._preview is not None:
            self._preview.set_bounds(lower, upper)

    def stop(self) -> None:
        """Remove the preview from all views."""
        self._timer.stop()
        self._close()
        self._image = self._bounds = self._color = None

    def pulse(self) -> None:
        """Take one step of the pulse, in the views that show the image now."""
        if self._image is None or self._image.GetScene() is None:
            self.stop()
            return
        self._follow()
        if self._preview is not None:
            self._preview.pulse()

    def _follow(self) -> bool:
        """Join the views that show the image now; True where they are others than before."""
        views = viewsOf(self._image)
        names = tuple(name for name, _ in views)
        if names == self._views and self._preview is not None:
            return False
        self._close()
        self._views = names
        if views:
            from medseg.mrml import ThresholdPreview

            self._preview = ThresholdPreview([previewTarget(widget) for _, widget in views], self._color)
            self._preview.set_bounds(*self._bounds)
        return bool(views)

    def _close(self) -> None:
        if self._preview is not None:
            self._preview.close()
        self._preview, self._views = None, ()
