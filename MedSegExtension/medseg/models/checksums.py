"""Files held to the SHA-256 that a card speaks of."""

import hashlib

from medseg.errors import TamperedModelError


def check_sha256(data: bytes, sha256: str, name: str, package: str) -> bytes:
    """Insist that a file is the one that was meant; returns its bytes.

    Args:
        data: The file's bytes.
        sha256: What they must hash to, 64 hexadecimal digits.
        name: Of the file, for the message.
        package: Name of the package, for the message.

    Raises:
        TamperedModelError: It is another file.
    """
    if hashlib.sha256(data).hexdigest() != sha256.lower():
        raise TamperedModelError(
            f"{name}: expected the file that was published with {package!r}, got another (its SHA-256 differs). "
            "It is damaged or was changed: get the package again."
        )
    return data
