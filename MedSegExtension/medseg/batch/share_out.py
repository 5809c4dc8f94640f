"""How many workers there shall be, and what each may take."""

import os
from dataclasses import dataclass

from medseg.models.inference.devices import free_memory_bytes
from medseg.records.batch import BatchParameters

LEAST_BYTES = 3_000_000_000  # a network and a large CT in one worker
SHARE = 0.9


@dataclass(frozen=True)
class Shares:
    """How many workers there are, and what each may take.

    Attributes:
        workers: Processes.
        threads: Threads of each.
        memory_bytes: Memory of each; one that takes more is ended.
    """

    workers: int
    threads: int
    memory_bytes: int


def share_out(parameters: BatchParameters, cases: int, gpus: int = 0) -> Shares:
    """Share out this machine's cores and free memory, unless the parameters say otherwise.

    Args:
        parameters: What was asked for goes before.
        cases: How many there are to do: more workers than these would have nothing to do.
        gpus: GPUs that networks run on: a worker each then; 0 where they run on the CPU.
    """
    cores, free = available_cores(), int(free_memory_bytes() * SHARE)
    room = max(1, free // LEAST_BYTES) if parameters.memory_gb is None else max(1, int(free // (parameters.memory_gb * 1e9)))
    wanted = parameters.workers or gpus or min(cores // (parameters.threads or 1) or 1, room)
    workers = max(1, min(wanted, cases))
    threads = parameters.threads or max(1, cores // workers)
    memory = free // workers if parameters.memory_gb is None else int(parameters.memory_gb * 1e9)
    return Shares(workers, threads, memory)


def available_cores() -> int:
    """Cores that this process may run on, and that its control group grants it."""
    import dask.system

    affinity = getattr(os, "sched_getaffinity", None)
    allowed = len(affinity(0)) if affinity else os.cpu_count() or 1
    return max(1, min(allowed, int(dask.system.CPU_COUNT)))
