"""A Dask client for a cohort: of workers that are started for it, or of a cluster that is there."""

import json
import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from medseg import __version__
from medseg.batch.cohort_request import CohortRequest
from medseg.batch.gpus import find_gpus
from medseg.batch.local_cluster import local_cluster
from medseg.batch.share_out import share_out
from medseg.errors import InputError, JobError
from medseg.optional import require

TIMEOUT_S = 30


@contextmanager
def connected(request: CohortRequest, cases: int, say: Callable[[str], None]) -> Iterator[Any]:
    """A client whose workers are ready for cases.

    Args:
        request: What is asked for, its folder being there.
        cases: How many are to be done.
        say: Told who works, in a sentence for people.

    Yields:
        Dask's client.

    Raises:
        InputError: The scheduler does not answer, or a worker has another version or does not see the folder.
        MissingDependencyError: Dask is not installed.
    """
    require("distributed", "batch")
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    if request.batch.scheduler is None:
        gpus = find_gpus(request.methods)
        shares = share_out(request.batch, cases, len(gpus))
        attempts, dashboard = request.batch.attempts, request.batch.dashboard
        with local_cluster(shares, attempts=attempts, gpus=gpus, dashboard=dashboard) as cluster, _client(cluster) as client:
            page = f" Dask's page: {cluster.dashboard_link}" if dashboard else ""
            say(f"{shares.workers} workers with {shares.threads} threads and {shares.memory_bytes / 1e9:.1f} GB each.{page}")
            yield client
        return
    with _client(request.batch.scheduler) as client:
        _check_workers(client, request.output)
        say(f"{len(client.scheduler_info(n_workers=-1)['workers'])} workers of the cluster at {client.scheduler.address}.")
        yield client


@contextmanager
def _client(where: Any) -> Iterator[Any]:
    from distributed import Client

    from medseg.batch.case_worker import CaseWorker

    try:
        client = _open(Client, where)
    except (OSError, TimeoutError, ValueError) as error:
        raise InputError(f"Expected a Dask scheduler at {where!s}, got no answer: start one, or leave it out.") from error
    with client:
        client.register_plugin(CaseWorker())
        yield client


def _open(make: Any, where: Any) -> Any:
    """A client of a cluster, an address, or the file of a scheduler."""
    if isinstance(where, str) and Path(where).is_file():
        return make(scheduler_file=where, timeout=TIMEOUT_S, set_as_default=False)
    return make(where, timeout=TIMEOUT_S, set_as_default=False)


def _check_workers(client: Any, folder: Path) -> None:
    """See that every worker that is there has this version, and writes where we read."""
    client.wait_for_workers(1, timeout=10 * TIMEOUT_S)
    token = folder / "private" / f".seen-{secrets.token_hex(4)}"
    token.write_text(json.dumps(__version__), encoding="utf-8")
    try:
        answers = client.run(_look, str(token.resolve()))
    finally:
        token.unlink(missing_ok=True)
    for answer in answers.values():
        if answer != [__version__, True]:
            raise InputError(
                f"Expected workers with medseg {__version__} that see the folder of the results, got one with {answer[0]}"
                f"{'' if answer[1] else ' that does not see it'}: install the same version, and use a folder that all share."
            )
    if not answers:
        raise JobError("Expected workers of the cluster, got none: start some.")


def _look(token: str) -> list[Any]:
    """What a worker says of itself: its version, and whether it sees a file."""
    return [__version__, Path(token).is_file()]
