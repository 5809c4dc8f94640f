"""Workers that are started anew where Dask gives them up."""

import threading
from types import TracebackType
from typing import Any, Self

PAUSE_S = 1.0
ENDED = ("closed", "failed")


class Keeper:
    """Sees, as long as it is entered, that a local cluster has all of its workers.

    Dask starts a worker's process again when it ends, but not when it ends while it is being started: then there is one worker
    fewer, in the end none, and the cases that are left wait for ever.

    Args:
        cluster: Dask's `SpecCluster`.
    """

    def __init__(self, cluster: Any) -> None:
        self._cluster = cluster
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="medseg-keeper", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stop.set()
        self._thread.join()

    def _keep(self) -> None:
        while not self._stop.wait(PAUSE_S):
            self._cluster.sync(self._revive)

    async def _revive(self) -> None:
        """Forget workers that have ended for good, and let the cluster open those that are missing."""
        for name, worker in list(self._cluster.workers.items()):
            if worker.status.name in ENDED:
                del self._cluster.workers[name]
        missing = set(self._cluster.worker_spec) - set(self._cluster.workers)
        if missing and not self._stop.is_set():
            self._cluster.scale(len(self._cluster.worker_spec))
