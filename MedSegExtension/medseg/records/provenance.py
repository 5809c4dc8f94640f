"""How a result was made, as plain values that JSON holds."""

import platform
from dataclasses import asdict, is_dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np

from medseg import __version__


def describe_run(method: str, *parameters: Any, **more: Any) -> dict[str, Any]:
    """Make the provenance of a result.

    Args:
        method: What was done, such as `threshold`.
        *parameters: The parameter dataclasses of the operation; their fields are joined.
        **more: Anything else that the result depends on, such as a reference's hash.

    Returns:
        Method, parameters, versions and time. Nothing in it identifies a patient or a machine.
    """
    settings: dict[str, Any] = {}
    for record in parameters:
        settings |= asdict(record) if is_dataclass(record) and not isinstance(record, type) else dict(record)
    return {
        "method": method,
        "parameters": settings,
        "medseg": __version__,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "time_utc": datetime.now(UTC).isoformat(timespec="seconds"),
        **more,
    }
