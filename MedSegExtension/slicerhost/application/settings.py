"""Settings of the host, apart from those of an installed Slicer."""

from pathlib import Path

import qt

_DEFAULTS = {"Developer/DeveloperMode": False, "Developer/SelfTestDisplayMessageDelay": 0}


def make_settings(folder: Path, application_name: str, *, testing: bool) -> qt.QSettings:
    """Let every `qt.QSettings()` of this process read and write below a folder, and return the application's own.

    Args:
        folder: The folder; it is made where it is missing.
        application_name: Names the file.
        testing: Start with Slicer's defaults for tests.

    Returns:
        The settings that `slicer.app.settings()` gives.
    """
    folder.mkdir(parents=True, exist_ok=True)
    qt.QSettings.setDefaultFormat(qt.QSettings.IniFormat)
    for scope in (qt.QSettings.UserScope, qt.QSettings.SystemScope):
        qt.QSettings.setPath(qt.QSettings.IniFormat, scope, str(folder))
    settings = qt.QSettings(qt.QSettings.IniFormat, qt.QSettings.UserScope, "NA-MIC", application_name)
    for key, value in _DEFAULTS.items():
        if testing or not settings.contains(key):
            settings.setValue(key, value)
    return settings
