"""What the panel remembers on this computer, whatever scene is open."""

import os
from pathlib import Path

import slicer

from medseg.files import CACHE_VARIABLE, cache_folder

PREFIX = "MedSeg/"
THREADS = "Threads"
DEVICE = "Device"
AUTOMATIC = "auto"
CACHE_FOLDER = "CacheFolder"
EXPORT_FOLDER = "ExportFolder"


class Preferences:
    """The user's preferences, kept with the application's settings under `MedSeg/`."""

    @property
    def threads(self) -> int | None:
        """How many threads long work may use; None for as many as there are."""
        count = _number(self._read(THREADS))
        return count if count > 0 else None

    @threads.setter
    def threads(self, count: int | None) -> None:
        self._write(THREADS, count or 0)

    @property
    def device(self) -> str:
        """What networks run on: `auto`, `cpu`, `cuda` or `mps`."""
        return self._read(DEVICE) or AUTOMATIC

    @device.setter
    def device(self, name: str) -> None:
        self._write(DEVICE, name)

    @property
    def cacheFolder(self) -> Path:
        """The folder that keeps what can be downloaded again; it need not exist."""
        chosen = self._read(CACHE_FOLDER)
        return Path(chosen) if chosen else cache_folder()

    @cacheFolder.setter
    def cacheFolder(self, folder: Path | None) -> None:
        self._write(CACHE_FOLDER, "" if folder is None else str(folder))
        self.useCacheFolder()

    @property
    def exportFolder(self) -> Path:
        """The folder that results were last written to; at first the user's own."""
        chosen = self._read(EXPORT_FOLDER)
        return Path(chosen) if chosen else Path.home()

    @exportFolder.setter
    def exportFolder(self, folder: Path) -> None:
        self._write(EXPORT_FOLDER, str(folder))

    def useCacheFolder(self) -> None:
        """Let this process, and those that it starts, keep downloads in the chosen folder."""
        chosen = self._read(CACHE_FOLDER)
        if chosen:
            os.environ[CACHE_VARIABLE] = chosen

    def _read(self, key: str) -> str:
        value = slicer.app.userSettings().value(PREFIX + key)
        return "" if value is None else str(value)

    def _write(self, key: str, value: str | int) -> None:
        slicer.app.userSettings().setValue(PREFIX + key, value)


def _number(text: str) -> int:
    """A whole number from a settings file, which anyone may have edited."""
    return int(text) if text.isdecimal() else 0
