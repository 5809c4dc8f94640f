"""A table of a segmentation's segments."""

from typing import Any

import qt
import slicer

from slicerhost.mrmlwidgets.scene_nodes import nodes_of_class
from slicerhost.mrmlwidgets.segments_delegate import SegmentsDelegate
from slicerhost.mrmlwidgets.segments_model import ID_ROLE, qMRMLSegmentsModel
from slicerhost.mrmlwidgets.sort_filter_segments_proxy_model import qMRMLSortFilterSegmentsProxyModel
from slicerhost.mrmlwidgets.widget import qMRMLWidget
from slicerhost.pythonqt.standin import Property, Signal, facade, props

EDITS = qt.QAbstractItemView.DoubleClicked | qt.QAbstractItemView.EditKeyPressed
COLUMN_WIDTHS = {"visibilityColumn": 30, "colorColumn": 52, "opacityColumn": 64, "statusColumn": 96}


@facade
class qMRMLSegmentsTableView(qMRMLWidget):
    """Segments with their visibility, colour, opacity in 3D, state, name and layer.

    A click on the eye shows or hides a segment, one on the state brings the next; a double click on colour, opacity or name
    edits it.
    """

    vars().update(
        props(
            jumpToSelectedSegmentEnabled=(bool, False),
            readOnly=(
                bool,
                False,
                None,
                lambda self, on: self._table.setEditTriggers(qt.QAbstractItemView.NoEditTriggers if on else EDITS),
            ),
            terminologySelectorAutoDisable=(bool, True),
            terminologySelectorOptionVisible=(bool, True),
            useTerminologySelector=(bool, True),
            useTerminologySelectorSettingsKey=(str, "Segmentations/UseTerminologySelector"),
        )
    )
    selectionChanged = Signal("QItemSelection", "QItemSelection")
    segmentAboutToBeModified = Signal(str)

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._node = None
        self._model = qMRMLSegmentsModel(self)
        self._proxy = qMRMLSortFilterSegmentsProxyModel(self)
        self._proxy._follow(self._model)
        self._filter_line = qt.QLineEdit(self)
        self._filter_line.setPlaceholderText("Filter segments by name")
        self._filter_line.setClearButtonEnabled(True)
        self._filter_line.setVisible(False)
        self._table = qt.QTableView(self)
        column = qt.QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._filter_line)
        column.addWidget(self._table)
        self._set_up_table()
        self._filter_line.connect("textChanged(QString)", self.setTextFilter)
        self._model.connect("segmentAboutToBeModified(QString)", self.segmentAboutToBeModified.emit)
        self._proxy.connect("filterModified()", self._say_if_empty)
        for signal in ("rowsInserted(QModelIndex,int,int)", "rowsRemoved(QModelIndex,int,int)"):
            self._model.connect(signal, self._say_if_empty)
        self._say_if_empty()

    def _set_up_table(self) -> None:
        table = self._table
        table.setModel(self._proxy)
        table.setItemDelegate(SegmentsDelegate(self._model, table))
        table.setSelectionBehavior(qt.QAbstractItemView.SelectRows)
        table.setSelectionMode(qt.QAbstractItemView.ExtendedSelection)
        table.setEditTriggers(EDITS)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setMouseTracking(True)
        table.verticalHeader().setVisible(False)
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 10)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(self._model.nameColumn, qt.QHeaderView.Stretch)
        for name, width in COLUMN_WIDTHS.items():
            table.setColumnWidth(getattr(self._model, name), width)
        table.setColumnHidden(self._model.statusColumn, True)
        table.setColumnHidden(self._model.layerColumn, True)
        table.setContextMenuPolicy(qt.Qt.CustomContextMenu)
        table.connect("customContextMenuRequested(QPoint)", self._open_menu)
        table.connect("clicked(QModelIndex)", self._clicked)
        table.connect("doubleClicked(QModelIndex)", self._double_clicked)
        table.selectionModel().connect("selectionChanged(QItemSelection,QItemSelection)", self._selection_changed)
        self._hint = qt.QLabel(table.viewport())
        self._hint.setAlignment(qt.Qt.AlignCenter)
        self._hint.setEnabled(False)
        table.viewport().setLayout(qt.QVBoxLayout())
        table.viewport().layout().addWidget(self._hint)

    def _say_if_empty(self, *_: Any) -> None:
        text = "No segmentation" if self._node is None else "No segments" if not self._model.rowCount() else ""
        self._hint.setText(text or ("" if self._proxy.rowCount() else "No segment has this name"))
        self._hint.setVisible(not self._proxy.rowCount())

    # The node

    def segmentationNode(self) -> Any:
        """The segmentation, or None."""
        return self._node

    def setSegmentationNode(self, node: Any) -> None:
        """Shows another segmentation's segments."""
        if node is self._node:
            return
        self._node = node
        self._model._set_node(node)
        self._say_if_empty()
        self.selectionChanged.emit(qt.QItemSelection(), qt.QItemSelection())

    def setMRMLScene(self, scene: Any) -> None:
        """Takes another scene; a segmentation of the old one is let go."""
        if self._node is not None and self._node.GetScene() is not scene:
            self.setSegmentationNode(None)
        super().setMRMLScene(scene)

    # Clicks

    def _source(self, index: qt.QModelIndex) -> Any:
        return self._proxy.mapToSource(index)

    def _clicked(self, index: qt.QModelIndex) -> None:
        index = self._source(index)
        if index.column() == self._model.visibilityColumn:
            self._model._toggle_visibility(index.row())
        elif index.column() == self._model.statusColumn and not self.readOnly:
            self._model._next_status(index.row())

    def _double_clicked(self, index: qt.QModelIndex) -> None:
        index = self._source(index)
        if index.column() == self._model.colorColumn and not self.readOnly:
            item = self._model.item(index.row(), index.column())
            color = self._ask_color(item.data(int(qt.Qt.UserRole)))
            if color.isValid():
                self._model._set_color(index.row(), color)

    def _ask_color(self, color: qt.QColor) -> qt.QColor:
        """The colour that was chosen; an invalid one if none was."""
        return qt.QColorDialog.getColor(color, self, "Color of the segment")

    def _open_menu(self, point: qt.QPoint) -> None:
        menu = qt.QMenu(self)
        count = len(self.selectedSegmentIDs())
        entries = (
            ("Show only selected segments", self.showOnlySelectedSegments),
            ("Show or hide selected segments", self.toggleSelectedSegmentsVisibility),
            ("Jump slices to the first selected segment", self.jumpSlices),
            ("Move selected segments up", self.moveSelectedSegmentsUp),
            ("Move selected segments down", self.moveSelectedSegmentsDown),
            ("Clear selected segments", self.clearSelectedSegments),
        )
        for text, slot in entries:
            action = menu.addAction(text)
            action.setEnabled(count > 0)
            action.connect("triggered()", slot)
        menu.popup(self._table.viewport().mapToGlobal(point))

    # Selection

    def _selection_changed(self, selected: Any, deselected: Any) -> None:
        self.selectionChanged.emit(selected, deselected)
        if self.jumpToSelectedSegmentEnabled:
            self.jumpSlices()

    def selectedSegmentIDs(self) -> tuple[str, ...]:
        """The selected segments, in the table's order."""
        rows = sorted(index.row() for index in self._table.selectionModel().selectedRows(0))
        return tuple(self.segmentIDForRow(row) for row in rows)

    def setSelectedSegmentIDs(self, segment_ids: Any) -> None:
        """Selects these segments alone."""
        selection = qt.QItemSelection()
        for segment_id in segment_ids:
            row = self.rowForSegmentID(segment_id)
            if row >= 0:
                last = self._proxy.index(row, self._proxy.columnCount() - 1)
                selection.select(self._proxy.index(row, 0), last)
        flags = qt.QItemSelectionModel.ClearAndSelect | qt.QItemSelectionModel.Rows
        self._table.selectionModel().select(selection, flags)

    def clearSelection(self) -> None:
        """Selects no segment."""
        self._table.clearSelection()

    def segmentIDForRow(self, row: int) -> str:
        """The segment shown in a row."""
        return self._proxy.index(row, self._model.nameColumn).data(ID_ROLE) or ""

    def rowForSegmentID(self, segment_id: str) -> int:
        """The row that shows a segment, -1 if none does."""
        return next((row for row in range(self._proxy.rowCount()) if self.segmentIDForRow(row) == segment_id), -1)

    def displayedSegmentIDs(self) -> tuple[str, ...]:
        """The segments shown, in the table's order."""
        return tuple(self.segmentIDForRow(row) for row in range(self._proxy.rowCount()))

    segmentCount = Property(int, lambda self: self._model.rowCount())

    # What is done to the selected segments

    def showOnlySelectedSegments(self) -> None:
        """Shows the selected segments and hides all others."""
        display, selected = self._display(), self.selectedSegmentIDs()
        if display is None or not selected:
            return
        with slicer.util.NodeModify(display):
            for segment_id in self._model._ids():
                display.SetSegmentVisibility(segment_id, segment_id in selected)

    def toggleSelectedSegmentsVisibility(self) -> None:
        """Shows selected segments that are hidden, and hides those that are shown."""
        display = self._display()
        for segment_id in self.selectedSegmentIDs() if display is not None else ():
            display.SetSegmentVisibility(segment_id, not display.GetSegmentVisibility(segment_id))

    def setSelectedSegmentsStatus(self, status: int) -> None:
        """Says how far the work on the selected segments is: 0 not started, 1 in progress, 2 completed, 3 flagged."""
        for segment_id in self.selectedSegmentIDs():
            segment = self._node.GetSegmentation().GetSegment(segment_id)
            slicer.vtkSlicerSegmentationsModuleLogic.SetSegmentStatus(segment, status)

    def clearSelectedSegments(self) -> None:
        """Empties the selected segments, which stay in the list."""
        for segment_id in self.selectedSegmentIDs():
            self.segmentAboutToBeModified.emit(segment_id)
            segment = self._node.GetSegmentation().GetSegment(segment_id)
            slicer.vtkSlicerSegmentationsModuleLogic.ClearSegment(self._node, segment_id)
            slicer.vtkSlicerSegmentationsModuleLogic.SetSegmentStatus(segment, 0)

    def jumpSlices(self) -> None:
        """Brings the centre of the first selected segment into all slice views."""
        selected = self.selectedSegmentIDs()
        scene = self._node.GetScene() if self._node is not None else None
        center = self._node.GetSegmentCenterRAS(selected[0]) if selected and scene is not None else None
        if center is None:
            return
        for slice_node in nodes_of_class(scene, "vtkMRMLSliceNode"):
            slice_node.JumpSliceByCentering(*center)

    def moveSelectedSegmentsUp(self) -> None:
        """Moves the selected segments one row up."""
        self._move(-1)

    def moveSelectedSegmentsDown(self) -> None:
        """Moves the selected segments one row down."""
        self._move(1)

    def _move(self, by: Any) -> None:
        selected = self.selectedSegmentIDs()
        ids = self._model._ids()
        for segment_id in selected if by < 0 else reversed(selected):
            at = ids.index(segment_id)
            if not 0 <= at + by < len(ids) or ids[at + by] in selected:
                continue
            ids[at], ids[at + by] = ids[at + by], ids[at]
            self._node.GetSegmentation().SetSegmentIndex(segment_id, at + by)
        self.setSelectedSegmentIDs(selected)

    def _display(self) -> Any:
        return self._node.GetDisplayNode() if self._node is not None else None

    # What the table shows

    def _column(name: str) -> tuple[Any, ...]:
        def setter(self: Any, shown: bool) -> None:
            self._table.setColumnHidden(getattr(self._model, name), not shown)

        return Property(bool, lambda self: not self._table.isColumnHidden(getattr(self._model, name)), setter), setter

    visibilityColumnVisible, setVisibilityColumnVisible = _column("visibilityColumn")
    colorColumnVisible, setColorColumnVisible = _column("colorColumn")
    opacityColumnVisible, setOpacityColumnVisible = _column("opacityColumn")
    statusColumnVisible, setStatusColumnVisible = _column("statusColumn")
    layerColumnVisible, setLayerColumnVisible = _column("layerColumn")
    del _column

    def setHeaderVisible(self, shown: bool) -> None:
        """Shows or hides the columns' titles."""
        self._table.horizontalHeader().setVisible(shown)

    headerVisible = Property(bool, lambda self: not self._table.horizontalHeader().isHidden(), setHeaderVisible)

    def setFilterBarVisible(self, shown: bool) -> None:
        """Shows or hides the line to filter by name."""
        self._filter_line.setVisible(shown)

    filterBarVisible = Property(bool, lambda self: not self._filter_line.isHidden(), setFilterBarVisible)

    def setTextFilter(self, text: str) -> None:
        """Shows only segments whose name holds a text."""
        if self._filter_line.text != text:
            self._filter_line.setText(text)
        self._proxy.setTextFilter(text)

    textFilter = Property(str, lambda self: self._proxy.textFilter, setTextFilter)

    def setHideSegments(self, segment_ids: Any) -> None:
        """Leaves segments out of the table."""
        self._proxy.setHideSegments(segment_ids)

    def hideSegments(self) -> tuple[str, ...]:
        """The segments left out of the table."""
        return self._proxy.hideSegments()

    def setStatusShown(self, status: int, shown: bool) -> None:
        """Shows or leaves out segments of a state."""
        self._proxy.setShowStatus(shown, status)

    def statusShown(self, status: int) -> Any:
        """Whether segments of a state are shown."""
        return self._proxy.showStatus(status)

    def setSelectionMode(self, mode: Any) -> None:
        """Sets how many segments can be selected."""
        self._table.setSelectionMode(qt.QAbstractItemView.SelectionMode(int(mode)))

    selectionMode = Property(int, lambda self: int(self._table.selectionMode), setSelectionMode)

    def model(self) -> Any:
        """The model with all segments."""
        return self._model

    def sortFilterProxyModel(self) -> Any:
        """The model with the segments shown."""
        return self._proxy

    def tableWidget(self) -> Any:
        """The table."""
        return self._table

    def terminologyTooltipForSegment(self, segment: Any) -> str:
        """What is known of a segment's place in the terminology."""
        return self._model.terminologyTooltipForSegment(segment)
