"""A small button that points to more."""

from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.pythonqt.standin import facade, props


@facade
class ctkExpandButton(qt.QToolButton):
    """A QToolButton with an arrow that turns around when checked, if `mirrorOnExpand` is set."""

    vars().update(
        props(
            mirrorOnExpand=(bool, False, None, lambda self, _: self._point()),
            orientation=(int, int(qt.Qt.Horizontal), None, lambda self, _: self._point()),
        )
    )

    def __init__(self, *arguments: Any) -> None:
        _, parent = split_parent(arguments, ())
        super().__init__(parent)
        self.setAutoRaise(True)
        self.connect("toggled(bool)", lambda _: self._point())
        self._point()

    def _point(self) -> None:
        turned = self.mirrorOnExpand and self.checked
        horizontal = (qt.Qt.RightArrow, qt.Qt.LeftArrow)
        vertical = (qt.Qt.DownArrow, qt.Qt.UpArrow)
        arrows = horizontal if int(self.orientation) == int(qt.Qt.Horizontal) else vertical
        self.setArrowType(arrows[1 if turned else 0])
