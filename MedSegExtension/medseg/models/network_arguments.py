"""The arguments of a network, out of a file that a stranger may have written."""

from collections.abc import Mapping
from typing import Any

from medseg.errors import ModelError
from medseg.models.json_fields import is_number

LARGEST_NUMBER = 65_536
LONGEST_LIST = 64
DEEPEST = 3


def complete_arguments(architecture: str, given: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments given, and the defaults of all others.

    Args:
        architecture: Named in errors.
        given: By name; values as JSON has them.
        defaults: All that the architecture knows; None for what has to be given.

    Raises:
        ModelError: One is unknown, missing, or no plain value of a sensible size.
    """
    unknown = sorted(set(given) - set(defaults))
    if unknown:
        raise ModelError(f"Expected arguments of {architecture!r} from {', '.join(defaults)}, got {unknown[0][:40]!r}.")
    merged = {**defaults, **given}
    missing = [name for name, value in merged.items() if value is None]
    if missing:
        raise ModelError(f"Expected the argument {missing[0]!r} of {architecture!r}, got none.")
    for name, value in merged.items():
        check_plain(value, name)
    _check_dimensions(merged)
    return merged


def check_plain(value: object, name: str, depth: int = 0) -> None:
    """Insist on numbers, words, switches, and short lists and objects of them.

    Raises:
        ModelError: It is something else, or larger than any network needs.
    """
    if isinstance(value, list | tuple | Mapping):
        inner = list(value.values()) if isinstance(value, Mapping) else list(value)
        if depth >= DEEPEST or len(inner) > LONGEST_LIST:
            raise ModelError(f"Expected a short list for the argument {name[:40]!r}, got one that is longer or deeper.")
        for item in inner:
            check_plain(item, name, depth + 1)
        return
    is_fine = value is None or isinstance(value, bool) or (isinstance(value, str) and len(value) <= 40)
    if not is_fine and not (is_number(value) and abs(value) <= LARGEST_NUMBER):  # type: ignore[arg-type]  # as is_number says
        raise ModelError(f"Expected a number up to {LARGEST_NUMBER} or a word for {name[:40]!r}, got {str(value)[:40]!r}.")


def check_whole(arguments: Mapping[str, Any], *names: str, lowest: int = 1) -> None:
    """Insist on whole numbers, or lists of them.

    Raises:
        ModelError: One is no whole number, or below `lowest`.
    """
    for name in names:
        value = arguments[name]
        numbers = value if isinstance(value, list | tuple) else [value]
        if not numbers or not all(isinstance(n, int) and not isinstance(n, bool) and n >= lowest for n in numbers):
            raise ModelError(f"Expected whole numbers from {lowest} on for the argument {name!r}, got {str(value)[:60]}.")


def _check_dimensions(arguments: Mapping[str, Any]) -> None:
    check_whole(arguments, "dimensions", "in_channels", "out_channels")
    if arguments["dimensions"] not in {2, 3}:
        raise ModelError(f"Expected 2 or 3 for the argument 'dimensions', got {arguments['dimensions']}.")
