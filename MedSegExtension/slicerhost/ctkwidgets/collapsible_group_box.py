"""A group box whose check box folds it."""

from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.pythonqt.standin import Property, facade, props

UNLIMITED_HEIGHT = 16777215


@facade
class ctkCollapsibleGroupBox(qt.QGroupBox):
    """A titled frame with an arrow in place of the check mark; folded, only the title stays."""

    vars().update(props(collapsedHeight=(int, 14, None, lambda self, _: self._fit())))

    def __init__(self, *arguments: Any) -> None:
        title, parent = split_parent(arguments, str)
        super().__init__(parent)
        self._maximum_height = UNLIMITED_HEIGHT
        self.setTitle(title or "")
        self.setCheckable(True)
        self.setChecked(True)
        self.connect("toggled(bool)", self._toggled)

    def _get_collapsed(self) -> bool:
        return not self.checked

    def _set_collapsed(self, collapsed: bool) -> None:
        self.setChecked(not collapsed)

    collapsed = Property(bool, _get_collapsed, _set_collapsed)

    def _toggled(self, opened: bool) -> None:
        if not opened:
            self._maximum_height = self.maximumHeight
        for child in self.children():
            if child.isWidgetType():
                self._fold(child, not opened)
        self._fit()

    def _fold(self, child: Any, folded: bool) -> None:
        if folded:
            own_will = child.testAttribute(qt.Qt.WA_WState_ExplicitShowHide)
            child.setProperty("hiddenByItself", bool(own_will and child.isHidden()))
            child.setVisible(False)
        elif not child.property("hiddenByItself"):
            child.setVisible(True)

    def childEvent(self, event: qt.QChildEvent) -> None:
        """Hides what is added while folded."""
        child = event.child()
        if event.added() and not self.checked and child is not None and child.isWidgetType():
            self._fold(child, True)
        super().childEvent(event)

    def _fit(self) -> None:
        if self.checked:
            self.setMaximumHeight(self._maximum_height)
        else:
            self.setMaximumHeight(self._title_height())
        self.updateGeometry()

    def _title_height(self) -> int:
        option = qt.QStyleOptionGroupBox()
        self.initStyleOption(option)
        return max(self._part(option, qt.QStyle.SC_GroupBoxLabel).bottom() + 2, self.fontMetrics().height() + 2)

    def paintEvent(self, _event: qt.QPaintEvent) -> None:
        """Draws the frame by the style, and the title behind an arrow."""
        option = qt.QStyleOptionGroupBox()
        self.initStyleOption(option)
        painter = qt.QStylePainter(self)
        label = self._part(option, qt.QStyle.SC_GroupBoxLabel)
        if self.checked:
            option.subControls = qt.QStyle.SC_GroupBoxFrame
            painter.drawComplexControl(qt.QStyle.CC_GroupBox, option)
        arrow = qt.QStyleOption()
        arrow.initFrom(self)
        arrow.rect = self._part(option, qt.QStyle.SC_GroupBoxCheckBox).adjusted(1, 1, -1, -1)
        painter.drawPrimitive(qt.QStyle.PE_IndicatorArrowDown if self.checked else qt.QStyle.PE_IndicatorArrowRight, arrow)
        flags = int(qt.Qt.AlignLeft | qt.Qt.AlignVCenter | qt.Qt.TextShowMnemonic)
        room = qt.QRect(label.left(), label.top(), self.width - label.left(), label.height())
        self.style().drawItemText(painter, room, flags, option.palette, self.enabled, self.title, qt.QPalette.WindowText)
        painter.end()

    def _part(self, option: Any, part: Any) -> Any:
        """Where the style puts the title or the check box, whichever of them are drawn."""
        whole = qt.QStyleOptionGroupBox(option)
        whole.subControls = qt.QStyle.SC_GroupBoxFrame | qt.QStyle.SC_GroupBoxLabel | qt.QStyle.SC_GroupBoxCheckBox
        return self.style().subControlRect(qt.QStyle.CC_GroupBox, whole, part, self)
