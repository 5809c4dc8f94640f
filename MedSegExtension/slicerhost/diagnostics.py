"""What the application would only print: collected, so that tests can ask for none of it.

PythonQt prints and carries on where other bindings raise: a signal that does not exist, an exception inside a
slot, a property of a `.ui` file that no widget has. Printed lines are overlooked; collected ones are not.
"""

import logging

logger = logging.getLogger(__name__)

# One list a process, because Qt calls back from everywhere with no object to carry it.
_messages: list[str] = []


def note(message: str) -> None:
    """Collect one message, and log it as a warning.

    Args:
        message: What would have been printed.
    """
    _messages.append(message)
    logger.warning("%s", message)


def collected() -> list[str]:
    """Give the messages since the last `clear`, oldest first, as a new list."""
    return list(_messages)


def clear() -> None:
    """Forget all messages."""
    _messages.clear()
