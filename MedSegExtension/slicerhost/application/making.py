"""`slicer.app`, put together."""

from pathlib import Path

import qt

from slicerhost.application.application import qSlicerApplication
from slicerhost.application.settings import make_settings


def make_application(*, testing: bool, settings_folder: Path, application_name: str) -> qSlicerApplication:
    """Make `slicer.app`; its scene comes with `start_scene`.

    Args:
        testing: What `slicer.app.testingEnabled()` says.
        settings_folder: Where the settings are kept.
        application_name: What `slicer.app.applicationName` says.

    Returns:
        The application.
    """
    settings = make_settings(settings_folder, application_name, testing=testing)
    return qSlicerApplication(qt.QApplication.instance(), settings, testing, application_name)
