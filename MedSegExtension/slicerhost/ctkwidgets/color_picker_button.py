"""A button that shows a colour and lets another be chosen."""

from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.pythonqt.standin import Property, Signal, facade, props


@facade
class ctkColorPickerButton(qt.QPushButton):
    """A patch of colour and its name on a button; a click opens a dialog."""

    ShowAlphaChannel, NoButtons, DontUseNativeDialog, UseCTKColorDialog = 1, 2, 4, 0x0C

    vars().update(props(dialogOptions=(int, 0), displayColorName=(bool, True, None, lambda self, _: self._show())))
    colorChanged = Signal("QColor")
    colorNameChanged = Signal(str)

    def __init__(self, *arguments: Any) -> None:
        first, parent = split_parent(arguments, (qt.QColor, str))
        super().__init__(parent)
        self._color = first if isinstance(first, qt.QColor) else qt.QColor(0, 0, 0)
        self._color_name = ""
        self.setText(first if isinstance(first, str) else "")
        self._show()
        self.connect("clicked()", self.changeColor)

    def _get_color(self) -> qt.QColor:
        return self._color

    def setColor(self, color: qt.QColor) -> None:
        """Shows a colour."""
        color = qt.QColor(color)
        if color == self._color:
            return
        self._color = color
        self._show()
        self.colorChanged.emit(color)

    color = Property("QColor", _get_color, setColor)

    def _set_color_name(self, name: str) -> None:
        if name != self._color_name:
            self._color_name = name
            self._show()
            self.colorNameChanged.emit(name)

    colorName = Property(str, lambda self: self._color_name, _set_color_name)

    def changeColor(self) -> None:
        """Lets a colour be chosen."""
        options = qt.QColorDialog.ColorDialogOptions(self.dialogOptions & 7)
        chosen = qt.QColorDialog.getColor(self._color, self, "Select a colour", options)
        if chosen.isValid():
            self.setColor(chosen)

    def _show(self) -> None:
        if self.displayColorName:
            self.setText(self._color_name or self._color.name())
        self.setIcon(qt.QIcon(self._patch()))

    def _patch(self) -> qt.QPixmap:
        size = self.iconSize
        scale = self.devicePixelRatioF()
        patch = qt.QPixmap(size * scale)
        patch.setDevicePixelRatio(scale)
        patch.fill(qt.Qt.transparent)
        painter = qt.QPainter(patch)
        painter.setRenderHint(qt.QPainter.Antialiasing)
        painter.setPen(qt.QPen(self.palette.color(qt.QPalette.Mid), 1))
        painter.setBrush(self._color)
        painter.drawRoundedRect(qt.QRectF(0.5, 0.5, size.width() - 1, size.height() - 1), 2, 2)
        painter.end()
        return patch
