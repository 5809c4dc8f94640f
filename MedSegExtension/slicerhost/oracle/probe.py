"""One expression and its recorded answer."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("probes.json")
_ADDRESS = re.compile(r"0x[0-9a-f]+")


@dataclass(frozen=True)
class Probe:
    """An expression, the statements before it, and what the application answered."""

    label: str
    setup: str
    code: str
    answer: str

    def ask(self, qt: Any) -> str:
        """Run it.

        Args:
            qt: The module `qt`, which the expression names.

        Returns:
            The `repr` of a plain value, the type's name in angle brackets of any other, ``RAISES`` and the type of an
            exception, or ``SETUP`` and its type where it came from the statements before.
        """
        names: dict[str, Any] = {"qt": qt}
        try:
            exec(self.setup, names)  # noqa: S102 (our own file)
        except Exception as error:  # the type of any exception is an answer
            return f"SETUP {type(error).__name__}"
        try:
            return without_addresses(_shown(eval(self.code, names)))  # noqa: S307 (our own file)
        except Exception as error:  # the type of any exception is an answer
            return f"RAISES {type(error).__name__}"


def _shown(value: Any) -> str:
    try:
        json.dumps(value)
    except TypeError:
        return f"<{type(value).__name__}>"
    return repr(value)


def without_addresses(answer: str) -> str:
    """Replace addresses in memory, which are no part of an answer."""
    return _ADDRESS.sub("0x0", answer)


def probes() -> tuple[Probe, ...]:
    """All probes, in the order in which they were recorded."""
    entries = json.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(Probe(**(entry | {"answer": without_addresses(entry["answer"])})) for entry in entries)
