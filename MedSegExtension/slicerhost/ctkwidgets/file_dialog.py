"""A file dialog with room for options."""

import qt

from slicerhost.pythonqt.standin import Signal, facade, props


@facade
class ctkFileDialog(qt.QFileDialog):
    """A QFileDialog, never the system's own, with a widget for options at its bottom."""

    vars().update(props(SelectionMode=(int, 0, None, lambda self, mode: self._apply_selection_mode(mode))))
    fileSelectionChanged = Signal("QStringList")

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.setOption(qt.QFileDialog.DontUseNativeDialog, True)
        self._bottom = None
        self.connect("currentChanged(QString)", lambda _: self.fileSelectionChanged.emit(self.selectedFiles()))

    def setBottomWidget(self, widget, label=""):
        """Puts a widget below the file name."""
        if self._bottom is not None:
            self._bottom.setParent(None)
        self._bottom = widget
        if widget is not None:
            grid = self.layout()
            row = grid.rowCount()
            grid.addWidget(qt.QLabel(label), row, 0)
            grid.addWidget(widget, row, 1, 1, 1)

    def bottomWidget(self):
        """The widget below the file name, or None."""
        return self._bottom

    def setAcceptButtonEnable(self, enabled):
        """Lets the dialog be accepted, or not."""
        box = self.findChild(qt.QDialogButtonBox)
        for kind in (qt.QDialogButtonBox.Open, qt.QDialogButtonBox.Save):
            if box.button(kind) is not None:
                box.button(kind).setEnabled(bool(enabled))

    def _apply_selection_mode(self, mode):
        for view in self.findChildren(qt.QAbstractItemView):
            view.setSelectionMode(qt.QAbstractItemView.SelectionMode(int(mode)))

    def clearSelection(self):
        """Selects nothing."""
        for view in self.findChildren(qt.QAbstractItemView):
            view.clearSelection()
