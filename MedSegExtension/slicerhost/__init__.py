"""Opens scripted modules of 3D Slicer without the Slicer application: PySide6 on the package slicer-core.

`start` brings the modules `qt` and `ctk`, what `slicer` lacks outside the application, a scene, views and a main window.
One process has one host.

Example:
    import slicerhost

    host = slicerhost.start(testing=True)
    host.load_module("MyModule/MyModule.py")
    host.select_module("MyModule")
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slicerhost.host import Host

__all__ = ["start"]


def start(*, testing: bool = False, settings_folder: str | Path | None = None, application_name: str = "Slicer") -> "Host":
    """Start the host, or return the one that runs.

    Args:
        testing: As Slicer's option `--testing`: dialogs are logged instead of shown, nothing is installed.
        settings_folder: Where settings are kept; by default a temporary folder when testing, else the user's own.
        application_name: What `slicer.app.applicationName` says and windows are titled with.

    Returns:
        The host of this process.

    Raises:
        HostStateError: A host runs already, and `testing` differs.
        ImportError: PySide6 or slicer-core is not installed.
    """
    from slicerhost.starting import start_host

    return start_host(testing=testing, settings_folder=settings_folder, application_name=application_name)
