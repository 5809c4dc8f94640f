"""`--json` alone means standard output; `--json FILE.json` a file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Group, Parameter

RESULTS = Group("Results", sort_key=80)
OPTION = "--json"
STDOUT = Path("-")
TO_STDOUT = f"{OPTION}={STDOUT}"

JsonOption = Annotated[Path | None, Parameter(name=OPTION, group=RESULTS)]


def complete_json_option(tokens: Sequence[str]) -> list[str]:
    """Give a bare `--json` the value `-`: one that is followed by nothing, or by anything but the name of a JSON file.

    Example:
        >>> complete_json_option(["info", "--json", "scan.nii.gz"])
        ['info', '--json=-', 'scan.nii.gz']
        >>> complete_json_option(["info", "scan.nii.gz", "--json", "scan.json"])
        ['info', 'scan.nii.gz', '--json', 'scan.json']
    """
    completed: list[str] = []
    followers = [*tokens, ""][1:]
    for token, following in zip(tokens, followers, strict=True):
        if token == str(STDOUT) and completed and completed[-1] == TO_STDOUT:
            continue  # `--json -` in full: an option's value must not look like an option
        completed.append(TO_STDOUT if token == OPTION and not _is_file(following) else token)
    return completed


def _is_file(token: str) -> bool:
    return token.lower().endswith(".json")
