"""A path that the user chooses, kept by the parameter node."""

from collections.abc import Callable
from pathlib import Path

from MedSegModuleLib.Section import guarded


class PathChoice:
    """Binds a path line to a parameter; none that was chosen is shown as nothing, and not as the current folder."""

    def __init__(self, pathEdit, filters: int, read: Callable[[], Path], write: Callable[[Path], None]) -> None:
        """Connect the line.

        Args:
            pathEdit: A `ctkPathLineEdit`.
            filters: What may be chosen: `ctk.ctkPathLineEdit.Dirs` or `Files`.
            read: Gives the path that the parameter node holds, `Path()` for none.
            write: Takes another.
        """
        self._edit = pathEdit
        self._read = read
        self._write = write
        self._isLookedAtAgain = False
        pathEdit.filters = filters
        pathEdit.connect("currentPathChanged(QString)", guarded(self._onChanged))

    def show(self) -> None:
        """Show what the parameter node holds."""
        if self._edit.currentPath != self._shown():
            self._edit.currentPath = self._shown()

    def lookAgain(self) -> None:
        """Let the line see that a folder is there now, which it showed in red before it was made."""
        self._isLookedAtAgain = True
        self._edit.currentPath = ""
        self._isLookedAtAgain = False
        self.show()

    def _onChanged(self, path: str) -> None:
        if not self._isLookedAtAgain and path != self._shown():
            self._write(Path(path))

    def _shown(self) -> str:
        path = self._read()
        return "" if path == Path() else str(path)
