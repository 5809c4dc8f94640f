"""A button that shows a folder and lets another be chosen."""

from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.ctkwidgets.path_filters import OPTIONS
from slicerhost.ctkwidgets.push_button import ctkPushButton
from slicerhost.pythonqt.standin import Property, Signal, facade, props


@facade
class ctkDirectoryButton(qt.QWidget):
    """Shows a folder's path; a click opens a dialog."""

    vars().update(OPTIONS)
    vars().update(
        props(
            acceptMode=(int, 0),
            caption=(str, ""),
            elideMode=(int, 2, None, lambda self, mode: setattr(self._button, "elideMode", mode)),
            icon=("QIcon", None, None, lambda self, icon: self._button.setIcon(icon)),
            options=(int, OPTIONS["ShowDirsOnly"]),
            text=(str, "", None, lambda self, _: self._show()),
        )
    )
    directoryChanged = Signal(str)
    directorySelected = Signal(str)

    def __init__(self, *arguments: Any) -> None:
        directory, parent = split_parent(arguments, str)
        super().__init__(parent)
        self._directory = qt.QDir(directory or ".")
        self._button = ctkPushButton(self)
        self._button.setIcon(self.style().standardIcon(qt.QStyle.SP_DirIcon))
        self._button.elideMode = 2
        self._button.setSizePolicy(qt.QSizePolicy.Ignored, qt.QSizePolicy.Fixed)
        row = qt.QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._button)
        self.setFocusProxy(self._button)
        self.setSizePolicy(qt.QSizePolicy.Preferred, qt.QSizePolicy.Fixed)
        self._button.connect("clicked()", self.browse)
        self._show()

    def _show(self) -> None:
        self._button.setText(self.text or self._directory.absolutePath())
        self._button.setToolTip(self._directory.absolutePath())

    def _get_directory(self) -> str:
        return self._directory.path()

    def _set_directory(self, directory: str) -> None:
        wanted = qt.QDir(directory)
        changed = wanted.absolutePath() != self._directory.absolutePath()
        self._directory = wanted
        self._show()
        if changed:
            self.directoryChanged.emit(wanted.absolutePath())

    directory = Property(str, _get_directory, _set_directory)

    def browse(self) -> None:
        """Lets a folder be chosen."""
        options = qt.QFileDialog.Options(self.options)
        title = self.caption or "Select a folder"
        chosen = qt.QFileDialog.getExistingDirectory(self, title, self._directory.absolutePath(), options)
        if chosen:
            self._set_directory(chosen)
            self.directorySelected.emit(self._directory.absolutePath())
