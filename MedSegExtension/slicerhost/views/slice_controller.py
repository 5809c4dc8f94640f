"""The controls of a slice view."""

from typing import Any

import qt
import slicer
import vtk

from slicerhost.pythonqt.standin import facade
from slicerhost.views.controller_bar import qMRMLViewControllerBar
from slicerhost.views.glyph_button import GlyphButton
from slicerhost.views.guard import guarded

SPIN_BOX_WIDTH_PX = 96
SMALLEST_STEP_MM = 1e-6
LETTERS = {"Axial": "S", "Sagittal": "R", "Coronal": "A"}  # towards which the offset grows


@facade
class qMRMLSliceControllerWidget(qMRMLViewControllerBar):
    """Moves through the slices; fits, links and turns the view."""

    def __init__(self, parent: qt.QWidget | None = None) -> None:
        super().__init__(parent)
        self._logic: Any = None
        self._tags: list[tuple[Any, int]] = []
        self._lowest, self._step = 0.0, 1.0
        self._is_updating = False
        self._place: tuple[Any, ...] | None = None
        self._link = self._add_button("link", "Link the slice views: what is shown in one is shown in all", True)
        self._link.connect("clicked(bool)", self.setSliceLink)
        self._fit = self._add_button("fit", "Fit the slice to the view")
        self._fit.connect("clicked(bool)", self.fitSliceToBackground)
        self._slider = qt.QSlider(qt.Qt.Horizontal)
        self._slider.setToolTip("Position of the slice; the wheel over the view moves it too")
        self._slider.connect("valueChanged(int)", self._slider_moved)
        self._spin_box = self._make_spin_box()
        self.layout().addWidget(self._slider, 1)
        self.layout().addWidget(self._spin_box)

    def sliceLogic(self) -> Any:
        """Slicer's logic of the view."""
        return self._logic

    def mrmlSliceNode(self) -> Any:
        """Where the slice lies."""
        return None if self._logic is None else self._logic.GetSliceNode()

    def mrmlSliceCompositeNode(self) -> Any:
        """Which volumes the slice shows."""
        return None if self._logic is None else self._logic.GetSliceCompositeNode()

    def sliceOffsetSlider(self) -> qt.QSlider:
        """The slider; it counts slices."""
        return self._slider

    def fitSliceToBackground(self, *_: Any) -> None:
        """Show all of the slice."""
        for logic in self._linked_logics():
            logic.FitSliceToBackground()
            logic.SnapSliceOffsetToIJK()

    def setSliceLink(self, linked: bool) -> None:
        """Let the slice views follow each other, or not."""
        for logic in _all_logics():
            logic.GetSliceCompositeNode().SetLinkedControl(linked)

    def setHotLinked(self, linked: bool) -> None:
        """Follow while the mouse moves, or when it lets go."""
        for logic in _all_logics():
            logic.GetSliceCompositeNode().SetHotLinkedControl(linked)

    def setSliceOffsetValue(self, offset_mm: float) -> None:
        """Move the slice along its normal."""
        if self._logic is None or self._is_updating:
            return
        self._logic.StartSliceOffsetInteraction()
        self._logic.SetSliceOffset(float(offset_mm))
        self._logic.EndSliceOffsetInteraction()

    trackSliceOffsetValue = setSliceOffsetValue

    def setSliceOrientation(self, name: str) -> None:
        """Turn the view: Axial, Sagittal, Coronal."""
        self.mrmlSliceNode().SetOrientation(name)

    def setSliceVisible(self, visible: bool) -> None:
        """Show the slice in the 3D views, or not."""
        self.mrmlSliceNode().SetSliceVisible(visible)

    def setSegmentationHidden(self, hidden: bool) -> None:
        """Hide all segmentations."""
        for node in slicer.util.getNodesByClass("vtkMRMLSegmentationNode"):
            if node.GetDisplayNode() is not None:
                node.GetDisplayNode().SetVisibility2D(not hidden)

    def setForegroundOpacity(self, opacity: float) -> None:
        """How much of the foreground volume is seen, 0 to 1."""
        self.mrmlSliceCompositeNode().SetForegroundOpacity(opacity)

    def _set_logic(self, logic: Any) -> None:
        for observed, tag in self._tags:
            observed.RemoveObserver(tag)
        self._logic, self._tags = logic, []
        if logic is not None:
            for observed in (logic, logic.GetSliceNode(), logic.GetSliceCompositeNode()):
                self._tags.append((observed, observed.AddObserver(vtk.vtkCommand.ModifiedEvent, self._update)))
            self._set_view_node(logic.GetSliceNode())
            self._update()

    @guarded
    def _update(self, *_: Any) -> None:
        """Show what the nodes say."""
        self._is_updating = True
        try:
            self._update_chip()
            self._update_offset()
            self._link.setChecked(bool(self.mrmlSliceCompositeNode().GetLinkedControl()))
        finally:
            self._is_updating = False

    def _update_offset(self) -> None:
        offsets, resolution = [-1.0, 1.0], vtk.reference(1.0)
        found = bool(self._logic.GetSliceOffsetRangeResolution(offsets, resolution) and self._logic.HasInputs())
        step, offset = max(resolution.get(), SMALLEST_STEP_MM), self._logic.GetSliceOffset()
        letter = LETTERS.get(self.mrmlSliceNode().GetOrientation(), "")
        place = (found, *offsets, step, offset, letter)
        if place == self._place:  # one step is told by several nodes
            return
        self._place = place
        self._lowest, self._step = offsets[0], step
        self._slider.setEnabled(found)
        self._spin_box.setEnabled(found)
        self._spin_box.setPrefix(f"{letter}: " if letter else "")
        if found:
            self._slider.setRange(0, max(round((offsets[1] - offsets[0]) / step), 0))
            self._spin_box.setRange(*offsets)
            self._spin_box.setSingleStep(step)
            self._slider.setValue(round((offset - offsets[0]) / step))
        self._spin_box.setValue(offset)

    def _slider_moved(self, index: int) -> None:
        self.setSliceOffsetValue(self._lowest + index * self._step)

    def _linked_logics(self) -> list[Any]:
        if self.mrmlSliceCompositeNode().GetLinkedControl():
            return _all_logics()
        return [self._logic]

    def _add_button(self, glyph: str, tip: str, checkable: bool = False) -> GlyphButton:
        button = GlyphButton(glyph, tip, checkable)
        self.layout().addWidget(button)
        return button

    def _make_spin_box(self) -> qt.QDoubleSpinBox:
        box = qt.QDoubleSpinBox()
        box.setSuffix(" mm")
        box.setDecimals(1)
        box.setRange(-1e4, 1e4)
        box.setFixedWidth(SPIN_BOX_WIDTH_PX)
        box.setButtonSymbols(qt.QAbstractSpinBox.NoButtons)
        box.setKeyboardTracking(False)
        box.setFrame(False)
        box.setToolTip("Position of the slice in mm, and the side towards which it grows")
        box.connect("valueChanged(double)", self.setSliceOffsetValue)
        return box


def _all_logics() -> list[Any]:
    logics = slicer.app.applicationLogic().GetSliceLogics()
    return [logics.GetItemAsObject(index) for index in range(logics.GetNumberOfItems())]
