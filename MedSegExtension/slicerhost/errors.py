"""What can go wrong in the host.

HostError
├── HostStateError    the host is asked for at the wrong moment
├── ModuleLoadError   a scripted module cannot be loaded
└── NotOfferedError   Slicer has it, the host has not (also an AttributeError)
"""


class HostError(Exception):
    """Anything that the host itself reports."""


class HostStateError(HostError):
    """The host is started, asked for or closed at a moment when it cannot be."""


class ModuleLoadError(HostError):
    """The file of a scripted module is missing, or has no class of its name."""


class NotOfferedError(HostError, AttributeError):
    """A name of the Slicer application that the host does not have.

    It is an AttributeError, so that `hasattr` and `getattr` with a default work as they do in Slicer.
    """
