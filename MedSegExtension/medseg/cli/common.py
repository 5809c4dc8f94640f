"""The options that every command has."""

from dataclasses import dataclass

from cyclopts import Group, Parameter

from medseg.cli.progress_mode import ProgressMode

GENERAL = Group("General", sort_key=90)


@Parameter(name="*", group=GENERAL, negative_bool=())
@dataclass(frozen=True, kw_only=True)
class CommonOptions:
    """How the command talks.

    Attributes:
        progress: `auto` shows a bar where a person looks on; `json` writes one JSON object a line to standard error, also for
            warnings and the error; `none` is silent.
        debug: Show the traceback of an error, and what libraries warn of.
    """

    progress: ProgressMode = ProgressMode.AUTO
    debug: bool = False
