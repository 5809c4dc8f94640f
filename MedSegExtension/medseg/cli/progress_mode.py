"""To whom progress is told."""

from enum import StrEnum


class ProgressMode(StrEnum):
    """How progress is shown on standard error."""

    AUTO = "auto"
    JSON = "json"
    NONE = "none"
