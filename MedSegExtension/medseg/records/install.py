"""Parameters of installing a network."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class InstallParameters:
    """Which network is installed, and what the user agreed to.

    Attributes:
        source: Name of a network of the list, the path of a package, or an https address.
        sha256: What the file at the path or the address must hash to, 64 hexadecimal digits; an address needs it.
        accept_licence: The user accepts the licence of a network that may not be used commercially.
    """

    source: str = ""
    sha256: str | None = None
    accept_licence: bool = False
