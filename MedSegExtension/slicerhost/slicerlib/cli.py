"""`slicer.cli`: programs that Slicer runs as modules. The host has none."""

from typing import Any

from slicerhost.errors import NotOfferedError


def run(module: Any, node: Any = None, parameters: dict[str, Any] | None = None, **options: Any) -> Any:  # noqa: ARG001
    """Refuse: the host has no command-line modules.

    Raises:
        NotOfferedError: Always.
    """
    raise NotOfferedError(
        f"slicer.cli.run of {getattr(module, 'name', module)} is not offered: the host has no command-line modules."
    )


runSync = run


def createNode(cliModule: Any, parameters: dict[str, Any] | None = None) -> Any:  # noqa: ARG001
    """Refuse: the host has no command-line modules.

    Raises:
        NotOfferedError: Always.
    """
    raise NotOfferedError("slicer.cli.createNode is not offered: the host has no command-line modules.")
