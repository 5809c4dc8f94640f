"""A file dialog with room for options."""

from typing import Any

import qt

from slicerhost.pythonqt.standin import Signal, facade, props


@facade
class ctkFileDialog(qt.QFileDialog):
    """A QFileDialog, never the system's own, with a widget for options at its bottom."""

    vars().update(props(SelectionMode=(int, 0, None, lambda self, mode: self._apply_selection_mode(mode))))
    fileSelectionChanged = Signal("QStringList")

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.setOption(qt.QFileDialog.DontUseNativeDialog, True)
        self._bottom = None
        self.connect("currentChanged(QString)", lambda _: self.fileSelectionChanged.emit(self.selectedFiles()))

    def setBottomWidget(self, widget: Any, label: str = "") -> None:
        """Puts a widget below the file name."""
        if self._bottom is not None:
            self._bottom.setParent(None)
        self._bottom = widget
        if widget is not None:
            grid = self.layout()
            row = grid.rowCount()
            grid.addWidget(qt.QLabel(label), row, 0)
            grid.addWidget(widget, row, 1, 1, 1)

    def bottomWidget(self) -> Any:
        """The widget below the file name, or None."""
        return self._bottom

    def setAcceptButtonEnable(self, enabled: bool) -> None:
        """Lets the dialog be accepted, or not."""
        box = self.findChild(qt.QDialogButtonBox)
        for kind in (qt.QDialogButtonBox.Open, qt.QDialogButtonBox.Save):
            if box.button(kind) is not None:
                box.button(kind).setEnabled(bool(enabled))

    def _apply_selection_mode(self, mode: Any) -> None:
        for view in self.findChildren(qt.QAbstractItemView):
            view.setSelectionMode(qt.QAbstractItemView.SelectionMode(int(mode)))

    def clearSelection(self) -> None:
        """Selects nothing."""
        for view in self.findChildren(qt.QAbstractItemView):
            view.clearSelection()
