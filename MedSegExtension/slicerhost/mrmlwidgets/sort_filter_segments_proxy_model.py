"""Which segments a table shows."""

from typing import Any

import qt
import slicer

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.mrmlwidgets.segments_model import ID_ROLE
from slicerhost.pythonqt.standin import Signal, facade, props

STATUS_COUNT = 4


@facade
class qMRMLSortFilterSegmentsProxyModel(qt.QSortFilterProxyModel):
    """Filters segments by name, by state and one by one."""

    vars().update(
        props(
            filterEnabled=(bool, True, None, lambda self, _: self._changed()),
            nameFilter=(str, "", None, lambda self, _: self._changed()),
            textFilter=(str, "", None, lambda self, _: self._changed()),
        )
    )
    filterModified = Signal()

    def __init__(self, *arguments: Any) -> None:
        _, parent = split_parent(arguments, ())
        super().__init__(parent)
        self._segments = None
        self._hidden = ()
        self._shown_statuses = [False] * STATUS_COUNT

    def _follow(self, model: Any) -> None:
        self._segments = model
        self.setSourceModel(model)

    def _changed(self) -> None:
        self.invalidateFilter()
        self.filterModified.emit()

    def filterAcceptsRow(self, row: int, _parent: Any) -> bool:
        """Whether a segment is shown."""
        segment_id = self._segments._id(row)
        segment = self._segments._segmentation().GetSegment(segment_id) if self._segments._segmentation() is not None else None
        if segment is None or not self.filterEnabled:
            return True
        name = (segment.GetName() or "").lower()
        if segment_id in self._hidden or self.nameFilter.lower() not in name or self.textFilter.lower() not in name:
            return False
        if not any(self._shown_statuses):
            return True
        return self._shown_statuses[slicer.vtkSlicerSegmentationsModuleLogic.GetSegmentStatus(segment)]

    def segmentationNode(self) -> Any:
        """The segmentation, or None."""
        return self._segments._node

    def segmentIDFromIndex(self, index: qt.QModelIndex) -> str:
        """The segment at a model index."""
        return self.index(index.row(), self._segments.nameColumn).data(ID_ROLE) or ""

    def indexFromSegmentID(self, segment_id: str, column: int = 0) -> Any:
        """The model index of a segment; an invalid one if it is not shown."""
        for row in range(self.rowCount()):
            if self.index(row, self._segments.nameColumn).data(ID_ROLE) == segment_id:
                return self.index(row, column)
        return qt.QModelIndex()

    def setHideSegments(self, segment_ids: Any) -> None:
        """Leaves segments out."""
        self._hidden = tuple(segment_ids)
        self._changed()

    def hideSegments(self) -> tuple[str, ...]:
        """The segments left out."""
        return self._hidden

    def setShowStatus(self, shown: bool, status: int) -> None:
        """Shows segments of a state; while no state is asked for, all are shown."""
        self._shown_statuses[status] = bool(shown)
        self._changed()

    def showStatus(self, status: int) -> Any:
        """Whether segments of a state are asked for."""
        return self._shown_statuses[status]
