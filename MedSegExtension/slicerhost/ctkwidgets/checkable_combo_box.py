"""A combo box whose items have check marks."""

from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.ctkwidgets.checkable_items import CheckableItems
from slicerhost.pythonqt.standin import Signal, facade


@facade
class ctkCheckableComboBox(qt.QComboBox):
    """Several items can be ticked; the button tells which."""

    checkedIndexesChanged = Signal()
    returnRelease = Signal()

    def __init__(self, *arguments: Any) -> None:
        _, parent = split_parent(arguments, ())
        super().__init__(parent)
        self._telling = True
        self.setModel(CheckableItems(0, 1, self))
        self._watch()
        self.view().viewport().installEventFilter(self)

    def _watch(self) -> None:
        self.model().connect("dataChanged(QModelIndex,QModelIndex,QVector<int>)", self._changed)
        self.model().connect("rowsInserted(QModelIndex,int,int)", self._added)

    def _added(self, parent: Any, first: Any, last: Any) -> None:
        for index in (self.model().index(row, 0, parent) for row in range(first, last + 1)):
            if index.data(qt.Qt.CheckStateRole) is None:
                self.setCheckState(index, qt.Qt.Unchecked)

    def _changed(self, *_: Any) -> None:
        if self._telling:
            self.update()
            self.checkedIndexesChanged.emit()

    def checkableModel(self) -> Any:
        """The model of the items."""
        return self.model()

    def setCheckableModel(self, model: Any) -> None:
        """Shows another model's items."""
        self.setModel(model)
        self._watch()

    def checkableModelHelper(self) -> Any:
        """What keeps the marks: here the model itself."""
        return self.model()

    def _indexes(self) -> list[Any]:
        return [self.model().index(row, 0, self.rootModelIndex()) for row in range(self.count)]

    def checkState(self, index: qt.QModelIndex) -> Any:
        """The mark of an item."""
        return qt.Qt.CheckState(int(index.data(qt.Qt.CheckStateRole) or 0))

    def setCheckState(self, index: qt.QModelIndex, state: Any) -> None:
        """Sets the mark of an item."""
        self.model().setData(index, qt.Qt.CheckState(int(state)), qt.Qt.CheckStateRole)

    def _checked(self) -> list[Any]:
        return [index for index in self._indexes() if self.checkState(index) == qt.Qt.Checked]

    def checkedIndexes(self) -> tuple[Any, ...]:
        """The ticked items, as model indexes."""
        return tuple(self._checked())

    def allChecked(self) -> bool:
        """Whether every item is ticked."""
        return len(self._checked()) == self.count

    def noneChecked(self) -> bool:
        """Whether no item is ticked."""
        return not self._checked()

    def allPatiallyChecked(self) -> bool:
        """Whether some but not all items are ticked."""
        return not self.allChecked() and not self.noneChecked()

    def eventFilter(self, _watched: qt.QObject, event: qt.QEvent) -> bool:
        """Toggles the item that is clicked, and keeps the list open."""
        if event.type() != qt.QEvent.MouseButtonRelease:
            return False
        index = self.view().indexAt(event.position().toPoint())
        if index.isValid():
            ticked = self.checkState(index) == qt.Qt.Checked
            self.setCheckState(index, qt.Qt.Unchecked if ticked else qt.Qt.Checked)
        return True

    def paintEvent(self, _event: qt.QPaintEvent) -> None:
        """Draws the names of what is ticked."""
        painter = qt.QStylePainter(self)
        option = qt.QStyleOptionComboBox()
        self.initStyleOption(option)
        names = [str(index.data()) for index in self._checked()]
        text = "All" if names and self.allChecked() and len(names) > 1 else ", ".join(names) or "None"
        painter.drawComplexControl(qt.QStyle.CC_ComboBox, option)
        room = self.style().subControlRect(qt.QStyle.CC_ComboBox, option, qt.QStyle.SC_ComboBoxEditField, self)
        option.currentText = self.fontMetrics().elidedText(text, qt.Qt.ElideRight, room.width() - 2)
        painter.drawControl(qt.QStyle.CE_ComboBoxLabel, option)
        painter.end()

    def keyReleaseEvent(self, event: qt.QKeyEvent) -> None:
        """Tells that Return was let go."""
        super().keyReleaseEvent(event)
        if event.key() in (qt.Qt.Key_Return, qt.Qt.Key_Enter):
            self.returnRelease.emit()
