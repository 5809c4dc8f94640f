"""Chooses a segmentation and one or several of its segments."""

from typing import Any

import qt
import slicer

from slicerhost.ctkwidgets.checkable_combo_box import ctkCheckableComboBox
from slicerhost.mrmlwidgets.node_combo_box import qMRMLNodeComboBox
from slicerhost.mrmlwidgets.observations import Observations
from slicerhost.mrmlwidgets.widget import qMRMLWidget
from slicerhost.pythonqt.standin import Property, Signal, emit, facade, props

ID_ROLE = int(qt.Qt.UserRole)


@facade
class qMRMLSegmentSelectorWidget(qMRMLWidget):
    """A node combo box of segmentations, and below it a list of the segments of the one that is chosen."""

    vars().update(
        props(
            noneEnabled=(bool, False, None, lambda self, on: self._none_changed(on)),
            multiSelection=(bool, False, None, lambda self, _: self._update()),
        )
    )
    currentNodeChanged = Signal((object,), (bool,))
    currentSegmentChanged = Signal(str)
    segmentSelectionChanged = Signal("QStringList")
    nodeAboutToBeEdited = Signal(object)

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._filling = False
        self._events = Observations(self)
        self._nodes = qMRMLNodeComboBox(self)
        self._nodes.nodeTypes = ["vtkMRMLSegmentationNode"]
        self._nodes.addEnabled = self._nodes.removeEnabled = False
        self._one, self._many = qt.QComboBox(self), ctkCheckableComboBox(self)
        self._horizontal = False
        self._lay_out()
        self._nodes.connect("currentNodeChanged(vtkMRMLNode*)", self.onCurrentNodeChanged)
        self._nodes.connect("nodeAboutToBeEdited(vtkMRMLNode*)", self.nodeAboutToBeEdited.emit)
        self._one.connect("currentIndexChanged(int)", self._one_chosen)
        self._many.connect("checkedIndexesChanged()", self._many_chosen)
        self._update()

    def _lay_out(self) -> None:
        box = qt.QBoxLayout(qt.QBoxLayout.TopToBottom, self)
        box.setContentsMargins(0, 0, 0, 0)
        for part in (self._nodes, self._one, self._many):
            box.addWidget(part)

    def _set_horizontal(self, horizontal: bool) -> None:
        self._horizontal = bool(horizontal)
        self.layout().setDirection(qt.QBoxLayout.LeftToRight if horizontal else qt.QBoxLayout.TopToBottom)

    horizontalLayout = Property(bool, lambda self: self._horizontal, _set_horizontal)

    def setMRMLScene(self, scene: Any) -> None:
        """Offers another scene's segmentations."""
        super().setMRMLScene(scene)
        self._nodes.setMRMLScene(scene)

    # The segmentation

    def currentNode(self) -> Any:
        """The segmentation, or None."""
        return self._nodes.currentNode()

    def setCurrentNode(self, node: Any) -> None:
        """Chooses a segmentation."""
        self._nodes.setCurrentNode(node)

    def currentNodeID(self) -> str:
        """The segmentation's identifier; empty if there is none."""
        return self._nodes.currentNodeID

    def setCurrentNodeID(self, node_id: str) -> None:
        """Chooses a segmentation by its identifier."""
        self._nodes.setCurrentNodeID(node_id)

    def onCurrentNodeChanged(self, node: Any) -> None:
        """Offers the segments of another segmentation, and tells of it."""
        self._events.clear()
        if node is not None:
            kind = slicer.vtkSegmentation
            for event in (kind.SegmentAdded, kind.SegmentRemoved, kind.SegmentModified, kind.SegmentsOrderModified):
                self._events.add(node, event, self._update)
        self._update()
        emit(self, "currentNodeChanged(vtkMRMLNode*)", node)
        emit(self, "currentNodeChanged(bool)", node is not None)

    def _none_changed(self, on: bool) -> None:
        self._nodes.noneEnabled = on
        self._update()

    editEnabled = Property(bool, lambda self: self._nodes.editEnabled, lambda self, on: setattr(self._nodes, "editEnabled", on))
    selectNodeUponCreation = Property(
        bool, lambda self: self._nodes.selectNodeUponCreation, lambda self, on: setattr(self._nodes, "selectNodeUponCreation", on)
    )
    segmentationNodeSelectorVisible = Property(
        bool, lambda self: not self._nodes.isHidden(), lambda self, shown: self._nodes.setVisible(shown)
    )

    # The segments

    def segmentIDs(self) -> tuple[str, ...]:
        """The segments of the segmentation."""
        node = self.currentNode()
        return tuple(node.GetSegmentation().GetSegmentIDs()) if node is not None else ()

    def _update(self, *_: Any) -> None:
        """Makes the lists fit the segmentation; what was chosen stays chosen."""
        one, many = self.currentSegmentID(), set(self.selectedSegmentIDs())
        self._filling = True
        self._fill(self._one, ["None"] if self.noneEnabled else [])
        self._fill(self._many, [])
        self._choose_one(one)
        self._choose_many(many)
        self._filling = False
        self._one.setVisible(not self.multiSelection)
        self._many.setVisible(self.multiSelection)
        if self.currentSegmentID() != one:
            self.currentSegmentChanged.emit(self.currentSegmentID())

    def _fill(self, combo: Any, first: Any) -> None:
        combo.clear()
        for text in first:
            combo.addItem(text, "")
        node = self.currentNode()
        for segment_id in self.segmentIDs():
            combo.addItem(node.GetSegmentation().GetSegment(segment_id).GetName(), segment_id)
        combo.setEnabled(node is not None)

    def _choose_one(self, segment_id: str) -> None:
        row = self._one.findData(segment_id) if segment_id else -1
        self._one.setCurrentIndex(row if row >= 0 else 0)

    def _choose_many(self, segment_ids: Any) -> None:
        model = self._many.model()
        for row in range(self._many.count):
            state = qt.Qt.Checked if self._many.itemData(row, ID_ROLE) in segment_ids else qt.Qt.Unchecked
            self._many.setCheckState(model.index(row, 0), state)

    def _one_chosen(self, _row: int) -> None:
        if not self._filling:
            self.currentSegmentChanged.emit(self.currentSegmentID())

    def _many_chosen(self) -> None:
        if not self._filling:
            self.segmentSelectionChanged.emit(list(self.selectedSegmentIDs()))

    def currentSegmentID(self) -> str:
        """The segment chosen; empty if there is none."""
        return str(self._one.currentData or "")

    def setCurrentSegmentID(self, segment_id: str) -> None:
        """Chooses a segment."""
        row = self._one.findData(segment_id)
        if row >= 0:
            self._one.setCurrentIndex(row)

    def selectedSegmentIDs(self) -> tuple[str, ...]:
        """The ticked segments, or the one chosen where only one can be."""
        if not self.multiSelection:
            return (self.currentSegmentID(),) if self.currentSegmentID() else ()
        return tuple(index.data(ID_ROLE) for index in self._many._checked())

    def setSelectedSegmentIDs(self, segment_ids: Any) -> None:
        """Ticks these segments alone."""
        if not self.multiSelection:
            self.setCurrentSegmentID(segment_ids[0] if segment_ids else "")
            return
        self._filling = True
        self._choose_many(set(segment_ids))
        self._filling = False
        self._many_chosen()
