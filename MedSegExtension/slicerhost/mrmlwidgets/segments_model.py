"""Segments as rows: what they are called, how they look, how far the work on them is."""

from typing import Any

import qt
import slicer

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.mrmlwidgets.observations import Observations
from slicerhost.pythonqt.standin import Signal, facade, props

ID_ROLE = int(qt.Qt.UserRole) + 1
STATUSES = ("Not started", "In progress", "Completed", "Flagged")
HEADERS = ("", "Color", "Opacity", "Status", "Name", "Layer")


@facade
class qMRMLSegmentsModel(qt.QStandardItemModel):
    """One row a segment; edits of items go to the segmentation, changes of the segmentation come to the items."""

    vars().update(
        props(
            visibilityColumn=(int, 0),
            colorColumn=(int, 1),
            opacityColumn=(int, 2),
            statusColumn=(int, 3),
            nameColumn=(int, 4),
            layerColumn=(int, 5),
        )
    )
    segmentAboutToBeModified = Signal(str)
    requestSelectItems = Signal("QVariantList")

    def __init__(self, *arguments: Any) -> None:
        _, parent = split_parent(arguments, ())
        super().__init__(parent)
        self._node = None
        self._updating = False
        self._events = Observations(self)
        self.setHorizontalHeaderLabels(list(HEADERS))
        self.horizontalHeaderItem(self.visibilityColumn).setToolTip("Visible in the views")
        self.connect("itemChanged(QStandardItem*)", self._edited)

    def _set_node(self, node: Any) -> None:
        self._events.clear()
        self._node = node
        if node is not None:
            kind = slicer.vtkSegmentation
            for event in (kind.SegmentAdded, kind.SegmentRemoved, kind.SegmentsOrderModified):
                self._events.add(node, event, self._populate)
            self._events.add(node, slicer.vtkMRMLSegmentationNode.SegmentationChangedEvent, self._populate)
            self._events.add(node, kind.SegmentModified, self._refresh)
            self._events.add(node, slicer.vtkMRMLDisplayableNode.DisplayModifiedEvent, self._refresh)
        self._populate()

    def _segmentation(self) -> Any:
        return self._node.GetSegmentation() if self._node is not None else None

    def _ids(self) -> list[str]:
        segmentation = self._segmentation()
        return list(segmentation.GetSegmentIDs()) if segmentation is not None else []

    def _shown_ids(self) -> list[str]:
        return [self._id(row) for row in range(self.rowCount())]

    def _id(self, row: int) -> str:
        item = self.item(row, self.nameColumn)
        return item.data(ID_ROLE) if item is not None else ""

    def _populate(self, *_: Any) -> None:
        """Makes rows for all segments; rows that are right already stay, and with them what is selected."""
        ids = self._ids()
        if ids != self._shown_ids():
            self._updating = True
            self.setRowCount(0)
            for segment_id in ids:
                self.appendRow([self._new_item(segment_id, column) for column in range(len(HEADERS))])
            self._updating = False
        self._refresh()

    def _new_item(self, segment_id: str, column: int) -> Any:
        item = qt.QStandardItem()
        item.setData(segment_id, ID_ROLE)
        item.setEditable(column in (self.opacityColumn, self.nameColumn))
        if column in (self.opacityColumn, self.layerColumn):
            item.setTextAlignment(qt.Qt.AlignCenter)
        return item

    def _refresh(self, *_: Any) -> None:
        """Writes into the items what has changed."""
        if self._updating or self._segmentation() is None:
            return
        self._updating = True
        display = self._node.GetDisplayNode()
        for row in range(self.rowCount()):
            segment = self._segmentation().GetSegment(self._id(row))
            if segment is not None:
                self._refresh_row(row, segment, display)
        self._updating = False

    def _refresh_row(self, row: int, segment: Any, display: Any) -> None:
        segment_id = self._id(row)
        visible = display is not None and _is_visible(display, segment_id)
        color = qt.QColor.fromRgbF(*segment.GetColor())
        opacity = display.GetSegmentOpacity3D(segment_id) if display is not None else 1.0
        status = _status(segment)
        tip = self.terminologyTooltipForSegment(segment)
        self._put(row, self.visibilityColumn, qt.Qt.UserRole, visible, "Click to hide" if visible else "Click to show")
        self._put(row, self.colorColumn, qt.Qt.UserRole, color, f"{color.name()}. Double-click to change\n{tip}")
        self._put(row, self.opacityColumn, qt.Qt.EditRole, round(opacity, 4), "Opacity in 3D, from 0 to 1")
        self._put(row, self.statusColumn, qt.Qt.EditRole, STATUSES[status], "Click for the next state")
        self._put(row, self.nameColumn, qt.Qt.EditRole, segment.GetName() or "", tip)
        self._put(row, self.layerColumn, qt.Qt.EditRole, self._segmentation().GetLayerIndex(segment_id), "Layer of voxels")

    def _put(self, row: int, column: int, role: Any, value: Any, tip: str) -> None:
        item = self.item(row, column)
        if item.data(int(role)) != value:
            item.setData(value, int(role))
        if item.toolTip() != tip:
            item.setToolTip(tip)

    def _edited(self, item: Any) -> None:
        """Writes an item that its user changed into the segmentation."""
        if self._updating or self._segmentation() is None:
            return
        segment_id = item.data(ID_ROLE)
        segment = self._segmentation().GetSegment(segment_id)
        if segment is None:
            return
        if item.column() == self.nameColumn and item.text() != segment.GetName():
            self.segmentAboutToBeModified.emit(segment_id)
            segment.SetName(item.text())
        elif item.column() == self.opacityColumn and self._node.GetDisplayNode() is not None:
            self.segmentAboutToBeModified.emit(segment_id)
            self._node.GetDisplayNode().SetSegmentOpacity3D(segment_id, min(1.0, max(0.0, float(item.data(int(qt.Qt.EditRole))))))
        self._refresh()

    def _toggle_visibility(self, row: int) -> None:
        display, segment_id = self._node.GetDisplayNode(), self._id(row)
        if display is not None:
            _show(display, segment_id, not _is_visible(display, segment_id))

    def _next_status(self, row: int) -> None:
        segment = self._segmentation().GetSegment(self._id(row))
        slicer.vtkSlicerSegmentationsModuleLogic.SetSegmentStatus(segment, (_status(segment) + 1) % len(STATUSES))

    def _set_color(self, row: int, color: qt.QColor) -> None:
        segment_id = self._id(row)
        self.segmentAboutToBeModified.emit(segment_id)
        segment = self._segmentation().GetSegment(segment_id)
        segment.SetColor(color.redF(), color.greenF(), color.blueF())
        segment.SetColorAutoGenerated(False)

    def terminologyTooltipForSegment(self, segment: Any) -> str:
        """What is known of a segment's place in the terminology."""
        entry = slicer.vtkSlicerTerminologyEntry()
        logic = slicer.vtkSlicerTerminologiesModuleLogic
        if not segment.HasTerminology() or not logic.DeserializeTerminologyEntry(segment.GetTerminology(), entry):
            return "No terminology"
        return logic.GetInfoStringFromTerminologyEntry(entry)


def _is_visible(display: Any, segment_id: str) -> bool:
    """Whether anything of a segment is shown."""
    kinds = (display.GetSegmentVisibility3D, display.GetSegmentVisibility2DFill, display.GetSegmentVisibility2DOutline)
    return bool(display.GetSegmentVisibility(segment_id) and any(kind(segment_id) for kind in kinds))


def _show(display: Any, segment_id: str, shown: bool) -> None:
    """Shows or hides a segment; one that had nothing to show gets everything."""
    kinds = ("Visibility3D", "Visibility2DFill", "Visibility2DOutline")
    with slicer.util.NodeModify(display):
        display.SetSegmentVisibility(segment_id, shown)
        if shown and not any(getattr(display, f"GetSegment{kind}")(segment_id) for kind in kinds):
            for kind in kinds:
                getattr(display, f"SetSegment{kind}")(segment_id, True)


def _status(segment: Any) -> Any:
    """How far the work on a segment is, as an index of STATUSES."""
    status = slicer.vtkSlicerSegmentationsModuleLogic.GetSegmentStatus(segment)
    return status if 0 <= status < len(STATUSES) else 0
