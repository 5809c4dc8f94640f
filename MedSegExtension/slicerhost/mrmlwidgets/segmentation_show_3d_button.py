"""Shows a segmentation's surfaces, or takes them away."""

from typing import Any

import qt
import slicer

from slicerhost.ctkwidgets.glyphs import cube_icon
from slicerhost.ctkwidgets.menu_button import ctkMenuButton
from slicerhost.ctkwidgets.slider_widget import ctkSliderWidget
from slicerhost.mrmlwidgets.observations import Observations
from slicerhost.pythonqt.standin import Property, facade

USUAL_SMOOTHING = 0.5
SURFACE, LABELMAP = "Closed surface", "Binary labelmap"
SMOOTHING = "Smoothing factor"


@facade
class qMRMLSegmentationShow3DButton(ctkMenuButton):
    """Checked while the segmentation has surfaces; its menu holds their smoothing, a negative factor being none."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._node = None
        self._locked = False
        self._events = Observations(self)
        self.setText("Show 3D")
        self.setIcon(cube_icon(self.palette.color(qt.QPalette.ButtonText)))
        self.setCheckable(True)
        self.setEnabled(False)
        self._make_menu()
        self.connect("toggled(bool)", self._toggled)

    def changeEvent(self, event: qt.QEvent) -> None:
        """Follows the theme."""
        super().changeEvent(event)
        if event.type() == qt.QEvent.PaletteChange:
            self.setIcon(cube_icon(self.palette.color(qt.QPalette.ButtonText)))

    def _make_menu(self) -> None:
        menu = qt.QMenu("Show 3D", self)
        self._smoothing = menu.addAction("Surface smoothing")
        self._smoothing.setCheckable(True)
        self._smoothing.setToolTip("Smooth surfaces when they are made from voxels.")
        factor = menu.addMenu("Smoothing factor")
        self._factor = ctkSliderWidget(factor)
        self._factor.setDecimals(2)
        self._factor.setRange(0.0, 1.0)
        self._factor.singleStep = 0.1
        self._factor.setValue(USUAL_SMOOTHING)
        self._factor.tracking = False
        self._factor.setToolTip("From 0, rough, to 1, very smooth.")
        self._factor.setMinimumWidth(220)
        action = qt.QWidgetAction(factor)
        action.setDefaultWidget(self._factor)
        factor.addAction(action)
        self._smoothing.connect("toggled(bool)", self._smoothing_toggled)
        self._factor.connect("valueChanged(double)", self._factor_changed)
        self.setMenu(menu)

    def segmentationNode(self) -> Any:
        """The segmentation, or None."""
        return self._node

    def setSegmentationNode(self, node: Any) -> None:
        """Follows another segmentation."""
        if node is self._node:
            return
        self._events.clear()
        self._node = node
        if node is not None:
            for event in (
                "ModifiedEvent",
                slicer.vtkSegmentation.SegmentAdded,
                slicer.vtkSegmentation.SegmentRemoved,
                slicer.vtkSegmentation.ContainedRepresentationNamesModified,
            ):
                self._events.add(node, event, self._update)
        self._update()

    def setLocked(self, locked: bool) -> None:
        """Keeps the button from being clicked."""
        self._locked = bool(locked)
        self._update()

    locked = Property(bool, lambda self: self._locked, setLocked)

    def _segmentation(self) -> Any:
        return self._node.GetSegmentation() if self._node is not None else None

    def _update(self, *_: Any) -> None:
        segmentation = self._segmentation()
        if segmentation is None:
            self.setEnabled(False)
            return
        from_surfaces = segmentation.GetSourceRepresentationName() == SURFACE
        self.setEnabled(not self._locked and segmentation.GetNumberOfSegments() > 0 and not from_surfaces)
        blocked = self.blockSignals(True)
        self.setChecked(segmentation.ContainsRepresentation(SURFACE))
        self.blockSignals(blocked)
        self.update()
        self._show_smoothing(self._get_smoothing())

    def _show_smoothing(self, factor: float) -> None:
        for part, name, value in ((self._smoothing, "checked", factor >= 0), (self._factor, "value", abs(factor))):
            blocked = part.blockSignals(True)
            setattr(part, name, value)
            part.blockSignals(blocked)
        self._factor.setEnabled(factor >= 0)

    def _get_smoothing(self) -> float:
        text = self._segmentation().GetConversionParameter(SMOOTHING)
        return float(text) if text else USUAL_SMOOTHING

    def _toggled(self, shown: bool) -> None:
        segmentation = self._segmentation()
        if segmentation is None:
            return
        with slicer.util.NodeModify(self._node):
            if shown:
                self._make_surfaces(segmentation)
            elif segmentation.GetSourceRepresentationName() != SURFACE:
                segmentation.RemoveRepresentation(SURFACE)

    def _make_surfaces(self, segmentation: Any) -> None:
        display = self._node.GetDisplayNode()
        if not segmentation.CreateRepresentation(SURFACE) or display is None:
            return
        display.SetPreferredDisplayRepresentationName3D(SURFACE)
        if segmentation.ContainsRepresentation(LABELMAP):
            display.SetPreferredDisplayRepresentationName2D(LABELMAP)

    def _smoothing_toggled(self, smooth: bool) -> None:
        if self._segmentation() is None:
            return
        factor = abs(self._get_smoothing()) or USUAL_SMOOTHING
        self._set_smoothing(factor if smooth else -factor)
        self._update()

    def _factor_changed(self, factor: float) -> None:
        if self._segmentation() is not None:
            self._set_smoothing(-factor if self._get_smoothing() < 0 else factor)

    def _set_smoothing(self, factor: float) -> None:
        """Keeps the factor, and makes the surfaces anew if there are any."""
        segmentation = self._segmentation()
        if factor == self._get_smoothing():
            return
        with slicer.util.NodeModify(self._node):
            segmentation.SetConversionParameter(SMOOTHING, f"{factor:g}")
            if segmentation.ContainsRepresentation(SURFACE):
                segmentation.CreateRepresentation(SURFACE, True)
                self._node.Modified()
