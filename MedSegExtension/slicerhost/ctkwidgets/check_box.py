"""A check box that can show an icon as its mark."""

from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.pythonqt.standin import facade, props


@facade
class ctkCheckBox(qt.QCheckBox):
    """A QCheckBox whose mark can be an icon: its normal pictures for on and off."""

    vars().update(
        props(
            indicatorIcon=("QIcon", None, None, lambda self, _: self._icon_changed()),
            indicatorIconSize=("QSize", None, None, lambda self, _: self._icon_changed()),
        )
    )

    def __init__(self, *arguments: Any) -> None:
        text, parent = split_parent(arguments, str)
        super().__init__(parent)
        self.setText(text or "")

    def _icon_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def _has_icon(self) -> bool:
        return self.indicatorIcon is not None and not self.indicatorIcon.isNull()

    def paintEvent(self, event: qt.QPaintEvent) -> None:
        """Draws the icon in place of the mark."""
        if not self._has_icon():
            super().paintEvent(event)
            return
        painter = qt.QStylePainter(self)
        option = qt.QStyleOptionButton()
        self.initStyleOption(option)
        mark = self.style().subElementRect(qt.QStyle.SE_CheckBoxIndicator, option, self)
        option.rect = self.style().subElementRect(qt.QStyle.SE_CheckBoxContents, option, self)
        self.indicatorIcon.paint(
            painter,
            mark,
            qt.Qt.AlignCenter,
            qt.QIcon.Normal if self.enabled else qt.QIcon.Disabled,
            qt.QIcon.On if self.checked else qt.QIcon.Off,
        )
        painter.drawControl(qt.QStyle.CE_CheckBoxLabel, option)
        painter.end()
