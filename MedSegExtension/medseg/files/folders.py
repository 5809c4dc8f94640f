"""Where this user's downloads and own files are kept."""

import os
import sys
from pathlib import Path

CACHE_VARIABLE = "MEDSEG_CACHE"
MODELS_VARIABLE = "MEDSEG_MODELS"


def cache_folder() -> Path:
    """The user's folder for what can be downloaded or made again.

    The environment variable MEDSEG_CACHE names it; else it is where the platform keeps such things. It need not exist.
    """
    chosen = os.environ.get(CACHE_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "medseg" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "medseg"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "medseg"


def models_folder() -> Path:
    """The user's folder for installed networks.

    The environment variable MEDSEG_MODELS names it; else it is where the platform keeps a user's data. It need not exist.
    """
    chosen = os.environ.get(MODELS_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "medseg" / "models"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "medseg" / "models"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "medseg" / "models"
