"""Parameters of working through a cohort."""

from dataclasses import dataclass
from typing import Annotated

from medseg.records.limits import Limits, check_limits


@dataclass(frozen=True, kw_only=True)
class BatchParameters:
    """Who works through a cohort, and with what.

    Attributes:
        workers: Processes that work side by side; default: one for each core, or each GPU where networks run on one, as far as
            memory suffices.
        threads: Threads of each; default: the cores shared out evenly.
        memory_gb: Memory that each may take, in 10^9 bytes; a case that takes more fails, and the others go on. Default: 90% of
            what is free, shared out evenly.
        attempts: How often a case is begun whose process ends without a result.
        scheduler: Address of a Dask scheduler that is there already, such as `tcp://10.0.0.1:8786`, or the file that one wrote;
            default: processes of this machine. How many workers there are, and what each may take, is its own affair then.
        dashboard: Show Dask's own page of what its workers do, to this machine alone.
        skip_failed: Leave cases alone that failed before, where neither their files nor the settings changed.
    """

    workers: Annotated[int | None, Limits(1, 1024)] = None
    threads: Annotated[int | None, Limits(1, 1024)] = None
    memory_gb: Annotated[float | None, Limits(0.3, 1e5, "GB")] = None
    attempts: Annotated[int, Limits(1, 100)] = 3
    scheduler: str | None = None
    dashboard: bool = False
    skip_failed: bool = False

    def __post_init__(self) -> None:
        check_limits(self)
