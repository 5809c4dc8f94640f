"""A path that is typed, chosen in a dialog or taken from its history."""

from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.ctkwidgets.path_filters import FILTERS, OPTIONS, is_acceptable, wants_folder
from slicerhost.pythonqt.standin import Property, Signal, facade, props

LONGEST_HISTORY = 20
DEFAULT_FILTERS = 24663
MISSING_ON_LIGHT, MISSING_ON_DARK = "#b3261e", "#ff8a80"
DARK = 128


@facade
class ctkPathLineEdit(qt.QWidget):
    """An editable combo box for a file or folder, with a button that opens a dialog.

    `validInputChanged` is told before `currentPathChanged`. The history is kept in the settings under `settingKey`.
    """

    AdjustToContents, AdjustToContentsOnFirstShow, AdjustToMinimumContentsLength = 0, 1, 2
    vars().update(FILTERS | OPTIONS)
    vars().update(
        props(
            label=(str, ""),
            settingKey=(str, "", None, lambda self, _: self.retrieveHistory()),
            showBrowseButton=(bool, True, None, lambda self, shown: self._button.setVisible(shown)),
            showHistoryButton=(bool, True, None, lambda self, _: self._style_history()),
            filters=(int, DEFAULT_FILTERS, None, lambda self, _: self._filters_changed()),
            nameFilters=("QStringList", (), None, lambda self, _: self._path_changed(self._combo.currentText)),
            options=(int, 0),
        )
    )
    validInputChanged = Signal(bool)
    currentPathChanged = Signal(str)

    def __init__(self, *arguments: Any) -> None:
        label, rest = split_parent(arguments, str)
        parent = arguments[-1] if label is not None and len(arguments) > 1 else rest
        super().__init__(parent if not isinstance(parent, (str, tuple, list)) else None)
        self._valid = False
        self._told = ""
        self._combo = qt.QComboBox(self)
        self._combo.setEditable(True)
        self._combo.setInsertPolicy(qt.QComboBox.NoInsert)
        self._combo.setSizeAdjustPolicy(qt.QComboBox.AdjustToMinimumContentsLengthWithIcon)
        self._button = qt.QToolButton(self)
        self._button.setText("…")
        self._button.setToolTip("Open a dialog")
        self._row = qt.QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._combo, 1)
        self._row.addWidget(self._button)
        self.setFocusProxy(self._combo)
        self.setSizePolicy(qt.QSizePolicy.Expanding, qt.QSizePolicy.Fixed)
        self._files = None
        self.label = label or ""
        self._combo.connect("editTextChanged(QString)", self._path_changed)
        self._combo.lineEdit().connect("textEdited(QString)", self._complete_paths)
        self._button.connect("clicked()", self.browse)
        self._show_validity()

    def _complete_paths(self, _text: str = "") -> None:
        """Offers paths from the first letter typed on; before, no folder is read."""
        if self._files is not None:
            return
        completer = qt.QCompleter(self._combo)
        files = qt.QFileSystemModel(completer)
        files.setRootPath("")
        files.setFilter(qt.QDir.Filters(self.filters | int(qt.QDir.AllDirs)))
        completer.setModel(files)
        self._combo.setCompleter(completer)
        self._files = files

    def _filters_changed(self) -> None:
        if self._files is not None:
            self._files.setFilter(qt.QDir.Filters(self.filters | int(qt.QDir.AllDirs)))
        self._path_changed(self._combo.currentText)

    def _path_changed(self, text: str) -> None:
        valid = is_acceptable(text, self.filters, self.nameFilters)
        self._show_validity(valid)
        if valid != self._valid:
            self._valid = valid
            self.validInputChanged.emit(valid)
        path = self._get_current_path()
        self._combo.setToolTip(path)
        if path != self._told:
            self._told = path
            self.currentPathChanged.emit(path)

    def _show_validity(self, valid: Any = False) -> None:
        """Writes paths that do not exist in another colour."""
        palette = qt.QPalette()
        if not valid and self._combo.currentText:
            dark = self.palette.color(qt.QPalette.Base).lightness() < DARK
            palette.setColor(qt.QPalette.Text, qt.QColor(MISSING_ON_DARK if dark else MISSING_ON_LIGHT))
        self._combo.lineEdit().setPalette(palette)

    def changeEvent(self, event: qt.QEvent) -> None:
        """Follows the theme."""
        super().changeEvent(event)
        if event.type() == qt.QEvent.PaletteChange:
            self._show_validity(self._valid)

    def _get_current_path(self) -> str:
        return self._combo.currentText.replace("\\", "/")

    def setCurrentPath(self, path: str) -> None:
        """Shows a path, whether it exists or not."""
        self._combo.setEditText(str(path))

    currentPath = Property(str, _get_current_path, setCurrentPath)

    def browse(self) -> None:
        """Lets a file or folder be chosen, and keeps it in the history."""
        title = self.label or "Select a path"
        start = self._get_current_path()
        options = qt.QFileDialog.Options(self.options)
        if wants_folder(self.filters):
            path = qt.QFileDialog.getExistingDirectory(self, title, start, options | qt.QFileDialog.ShowDirsOnly)
        elif self.filters & FILTERS["Writable"] and not self.filters & FILTERS["Readable"]:
            path = qt.QFileDialog.getSaveFileName(self, title, start, ";;".join(self.nameFilters), "", options)
        else:
            path = qt.QFileDialog.getOpenFileName(self, title, start, ";;".join(self.nameFilters), "", options)
        if path:
            self.setCurrentPath(path)
            self.addCurrentPathToHistory()

    def addCurrentPathToHistory(self) -> None:
        """Puts the path on top of the history, which is kept in the settings."""
        path = self._get_current_path()
        if not self._valid or not path:
            return
        paths = [path, *(self._combo.itemText(row) for row in range(self._combo.count))]
        self._fill(list(dict.fromkeys(paths))[:LONGEST_HISTORY])
        if self.settingKey:
            qt.QSettings().setValue(self.settingKey, [self._combo.itemText(row) for row in range(self._combo.count)])

    def retrieveHistory(self) -> None:
        """Reads the history from the settings; the path shown becomes the last one used."""
        if not self.settingKey:
            return
        kept = qt.QSettings().value(self.settingKey) or []
        self._fill([kept] if isinstance(kept, str) else list(kept), keep_text=False)
        if self._combo.count:
            self.setCurrentPath(self._combo.itemText(0))

    def _fill(self, paths: Any, keep_text: bool = True) -> None:
        text = self._combo.currentText
        blocked = self._combo.blockSignals(True)
        self._combo.clear()
        self._combo.addItems(paths)
        self._combo.setEditText(text if keep_text else "")
        self._combo.blockSignals(blocked)
        self._path_changed(self._combo.currentText)

    def _style_history(self) -> None:
        hidden = "QComboBox::drop-down { width: 0px; border: none; }"
        self._combo.setStyleSheet("" if self.showHistoryButton else hidden)

    def comboBox(self) -> Any:
        """The combo box."""
        return self._combo

    def _set_size_adjust_policy(self, policy: Any) -> None:
        self._combo.setSizeAdjustPolicy(qt.QComboBox.SizeAdjustPolicy(int(policy)))

    sizeAdjustPolicy = Property(int, lambda self: int(self._combo.sizeAdjustPolicy), _set_size_adjust_policy)
    minimumContentsLength = Property(
        int,
        lambda self: self._combo.minimumContentsLength,
        lambda self, length: self._combo.setMinimumContentsLength(length),
    )
