"""`--json` alone means standard output; `--json FILE.json` a file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Group, Parameter

RESULTS = Group("Results", sort_key=80)
OPTION = "--json"
STDOUT = Path("-")

JsonOption = Annotated[Path | None, Parameter(name=OPTION, group=RESULTS)]


def complete_json_option(tokens: Sequence[str]) -> list[str]:
    """Give a bare `--json` the value `-`: one that is not followed by the name of a JSON file.

    Example:
        >>> complete_json_option(["info", "--json", "scan.nii.gz"])
        ['info', '--json=-', 'scan.nii.gz']
        >>> complete_json_option(["info", "scan.nii.gz", "--json", "scan.json"])
        ['info', 'scan.nii.gz', '--json', 'scan.json']
    """
    followers = [*tokens, ""][1:]
    return [
        f"{OPTION}={STDOUT}" if token == OPTION and not _is_target(following) else token
        for token, following in zip(tokens, followers, strict=True)
    ]


def _is_target(token: str) -> bool:
    return token == str(STDOUT) or token.lower().endswith(".json")
