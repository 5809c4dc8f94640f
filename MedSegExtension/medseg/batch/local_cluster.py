"""Workers on this machine."""

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from medseg.batch.gpus import VISIBLE
from medseg.batch.keeper import Keeper
from medseg.batch.share_out import Shares
from medseg.jobs.surroundings import THREAD_VARIABLES
from medseg.optional import require

HOST = "127.0.0.1"  # nobody outside this machine can reach scheduler, workers or the dashboard
DASHBOARD = f"{HOST}:8787"
TERMINATE = 0.95  # share of a worker's memory at which it is ended
PRE_SPAWN = "distributed.nanny.pre-spawn-environ"


@contextmanager
def local_cluster(shares: Shares, *, attempts: int = 3, gpus: Sequence[str] = (), dashboard: bool = False) -> Iterator[Any]:
    """Workers on this machine, each in a process of its own that is started anew when it ends; one case at a time in each.

    They speak to each other by TLS with keys made for this run, on the loopback address alone: nobody else on this machine
    can give them work.

    Args:
        shares: How many, and what each may take.
        attempts: How many workers a case may end before it is given up.
        gpus: CUDA's names of the GPUs that workers are pinned to, in turn; none for the CPU.
        dashboard: Whether Dask's own page is served, at `dashboard_link` of the cluster.

    Yields:
        Dask's cluster.

    Raises:
        MissingDependencyError: Dask, or what it needs, is not installed.
    """
    require("cryptography", "batch")
    if dashboard:
        require("bokeh", "batch")
    distributed, dask = require("distributed", "batch"), require("dask", "batch")
    security = distributed.Security.temporary()
    with _own_environment(), dask.config.set(_settings(shares, attempts, dashboard)):
        specs = {number: _worker(distributed, shares, security, _pinned(gpus, number)) for number in range(shares.workers)}
        scheduler = {"cls": distributed.Scheduler, "options": {
            "host": HOST, "port": 0, "protocol": "tls://", "security": security,
            "dashboard": dashboard, "dashboard_address": DASHBOARD if dashboard else f"{HOST}:0",
        }}  # fmt: skip
        cluster = distributed.SpecCluster(
            workers=specs, scheduler=scheduler, security=security, silence_logs=logging.CRITICAL, name="medseg"
        )
        try:
            with Keeper(cluster):
                yield cluster
        finally:
            cluster.close(timeout=20)


def _settings(shares: Shares, attempts: int, dashboard: bool) -> dict[str, Any]:
    threads = dict.fromkeys(THREAD_VARIABLES, str(shares.threads))
    pages: dict[str, Any] = {} if dashboard else {"distributed.scheduler.http.routes": [], "distributed.worker.http.routes": []}
    return {
        **pages,
        PRE_SPAWN: threads,
        "distributed.scheduler.allowed-failures": attempts - 1,
        "distributed.scheduler.worker-saturation": 1.0,  # none waits on a worker: who ends it is the case at work on it
        "distributed.scheduler.work-stealing": False,
        "distributed.scheduler.worker-ttl": None,  # a long call into a library is no death
        "distributed.deploy.lost-worker-timeout": "365d",  # a slow machine takes its time to start one anew
        "distributed.worker.memory.target": False,
        "distributed.worker.memory.spill": False,
        "distributed.worker.memory.pause": False,
        "distributed.worker.memory.terminate": TERMINATE,
        "distributed.worker.profile.enabled": False,
        "distributed.admin.tick.limit": "1h",  # warnings about slow computing are of no use to who looks on
    }


def _worker(distributed: Any, shares: Shares, security: Any, environment: dict[str, str]) -> dict[str, Any]:
    options = {
        "host": HOST,
        "protocol": "tls://",
        "security": security,
        "nthreads": 1,  # cases side by side; what a case computes with says the environment
        "memory_limit": shares.memory_bytes,
        "env": environment,
        "dashboard": False,
        "silence_logs": logging.CRITICAL,
    }
    return {"cls": distributed.Nanny, "options": options}


def _pinned(gpus: Sequence[str], number: int) -> dict[str, str]:
    """One GPU for each worker, which sees no other."""
    return {VISIBLE: gpus[number % len(gpus)]} if gpus else {}


@contextmanager
def _own_environment() -> Iterator[None]:
    """Dask sets the workers' variables in this process too, and lets what is set here already go before: neither shall last."""
    before = dict(os.environ)
    for name in THREAD_VARIABLES:
        os.environ.pop(name, None)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
