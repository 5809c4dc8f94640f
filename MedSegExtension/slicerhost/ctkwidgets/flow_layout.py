"""A layout that starts a new row where the last one is full."""

from typing import Any

import qt

from slicerhost.pythonqt.standin import Property, facade, props


@facade
class ctkFlowLayout(qt.QLayout):
    """Lays items out like words on a page."""

    vars().update(
        props(
            alignItems=(bool, True, None, lambda self, _: self.invalidate()),
            orientation=(int, int(qt.Qt.Horizontal), None, lambda self, _: self.invalidate()),
            preferredExpandingDirections=(int, 3, None, lambda self, _: self.invalidate()),
        )
    )

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._items = []
        self._gaps = [-1, -1]

    def _set_gap(axis: int) -> Any:
        def setter(self: Any, gap: Any) -> None:
            self._gaps[axis] = gap
            self.invalidate()

        return setter

    def _gap(self, axis: int) -> int:
        return self._gaps[axis] if self._gaps[axis] >= 0 else max(self.spacing, 6)

    horizontalSpacing = Property(int, lambda self: self._gaps[0], _set_gap(0))
    verticalSpacing = Property(int, lambda self: self._gaps[1], _set_gap(1))
    del _set_gap

    def addItem(self, item: Any) -> None:
        """Adds an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> Any:
        """The item at an index, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> Any:
        """Removes the item at an index."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Any:
        """Takes no more room than it needs."""
        return qt.Qt.Orientations(0)

    def hasHeightForWidth(self) -> bool:
        """Rows depend on the width."""
        return int(self.orientation) == int(qt.Qt.Horizontal)

    def heightForWidth(self, width: Any) -> int:
        """The height of all rows at a width."""
        return self._arrange(qt.QRect(0, 0, width, 0), False)

    def setGeometry(self, rect: Any) -> None:
        """Places the items."""
        super().setGeometry(rect)
        self._arrange(rect, True)

    def sizeHint(self) -> qt.QSize:
        """The size of one row."""
        widths = [item.sizeHint().width() + self._gap(0) for item in self._items]
        heights = [item.sizeHint().height() for item in self._items]
        return qt.QSize(sum(widths), max(heights, default=0)) + self._margins_size()

    def minimumSize(self) -> qt.QSize:
        """The size of the largest item."""
        size = qt.QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size + self._margins_size()

    def _margins_size(self) -> qt.QSize:
        margins = self.contentsMargins
        return qt.QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _size(self, item: Any) -> qt.QSize:
        """The size that an item gets: aligned items all get the largest."""
        size = item.sizeHint()
        for other in self._items if self.alignItems else ():
            size = size.expandedTo(other.sizeHint())
        return size

    def _arrange(self, rect: qt.QRect, place: bool) -> int:
        """Puts the items into rows, or into columns if the layout is vertical; gives the height that is taken."""
        room = rect.marginsRemoved(self.contentsMargins)
        if int(self.orientation) == int(qt.Qt.Vertical):
            return self._arrange_columns(room, place)
        x, y, row_height = room.x(), room.y(), 0
        for item in self._items:
            size = self._size(item)
            if x > room.x() and x + size.width() > room.right() + 1:
                x, y, row_height = room.x(), y + row_height + self._gap(1), 0
            if place:
                item.setGeometry(qt.QRect(qt.QPoint(x, y), size))
            x += size.width() + self._gap(0)
            row_height = max(row_height, size.height())
        return y + row_height - rect.y() + self.contentsMargins.bottom()

    def _arrange_columns(self, room: qt.QRect, place: bool) -> int:
        x, y, column_width, lowest = room.x(), room.y(), 0, room.y()
        for item in self._items:
            size = self._size(item)
            if y > room.y() and y + size.height() > room.bottom() + 1:
                x, y, column_width = x + column_width + self._gap(0), room.y(), 0
            if place:
                item.setGeometry(qt.QRect(qt.QPoint(x, y), size))
            y += size.height() + self._gap(1)
            column_width = max(column_width, size.width())
            lowest = max(lowest, y)
        return lowest - room.y() + self._margins_size().height()
