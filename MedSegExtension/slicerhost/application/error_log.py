"""Slicer's error log."""

import logging

LOGGER = logging.getLogger(__name__)


class ctkErrorLogModel:
    """Takes entries for Slicer's error log and logs them."""

    def postEntry(self, date_time: object, thread: str, level: int, origin: str, text: str) -> None:  # noqa: ARG002
        """Log an entry; what is not an error is logged as information."""
        LOGGER.log(logging.ERROR if level >= 0x40 else logging.INFO, "%s: %s", origin, text)
