"""All cases that are due, on the workers of a cluster."""

import itertools
import secrets
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from medseg.batch.case_order import CaseOrder
from medseg.batch.case_report import CaseReport
from medseg.batch.failed import failed
from medseg.errors import JobError
from medseg.optional import require

MEMORY_TOPIC = "worker-restart-memory"  # Dask's name for workers that were ended for want of memory

Work = Callable[[CaseOrder], CaseReport]


def work_through(client: Any, orders: Sequence[CaseOrder], work: Work) -> Iterator[CaseReport]:
    """Do all cases, and give each as it ends.

    A case whose worker ends is begun again on another. Dask blames all that waited on a worker for its end: those
    that saw as many end as it allows are done again after all others, one at a time and method by method, so that what is at
    fault alone is lost.

    Args:
        client: Dask's client.
        orders: The cases.
        work: Does one on a worker.

    Raises:
        JobError: The connection to the cluster was lost.
    """
    distributed = require("distributed", "batch")
    run, numbers = secrets.token_hex(4), itertools.count()
    pending: dict[str, CaseOrder] = {}
    suspects: list[CaseOrder] = []

    def submit(order: CaseOrder) -> Any:
        key = f"case-{run}-{next(numbers)}"  # no name of a case: keys stand in logs
        pending[key] = order
        return client.submit(work, order, key=key, pure=False, retries=0)

    for future in distributed.as_completed([submit(order) for order in orders], loop=client.loop):
        order = pending.pop(future.key)
        error = _error(future)
        if error is not None and _killed(error):
            suspects.extend(order.alone())
        else:
            yield future.result() if error is None else _report(client, order, error)
        future.release()
    for suspect in suspects:
        for future in distributed.as_completed([submit(suspect)], loop=client.loop):
            error = _error(future)
            yield future.result() if error is None else _report(client, suspect, error)
            future.release()


def _error(future: Any) -> BaseException | None:
    """Why a case has no report; None where it has one. A report that went with its worker is waited for anew."""
    error = None if future.status == "cancelled" else future.exception()
    if future.status == "cancelled":
        raise JobError("The connection to the cluster was lost; what is done is kept. Run the same command again.")
    return error if isinstance(error, BaseException) else None


def _killed(error: BaseException) -> bool:
    from distributed import KilledWorker

    return isinstance(error, KilledWorker)


def _report(client: Any, order: CaseOrder, error: BaseException) -> CaseReport:
    """The report of a case that no worker could report of."""
    reason: BaseException = JobError(_why_killed(client, error)) if _killed(error) else error
    return CaseReport(case=order.case.name, stamp=order.stamp, methods=tuple(failed(order, one, reason) for one in order.methods))


def _why_killed(client: Any, error: Any) -> str:
    times = error.allowed_failures + 1
    ended = {event["worker"] for _, event in client.get_events(MEMORY_TOPIC) or ()}
    limit = getattr(error.last_worker, "memory_limit", 0) / 1e9
    if error.last_worker.address in ended:
        return (
            f"It took more memory than a worker may ({limit:.1f} GB), at each of {times} attempts. "
            "Give workers more (--memory-gb), or take fewer of them."
        )
    return (
        f"The process that worked on it ended without a word, at each of {times} attempts: a fault in a library, or the "
        "system was short of memory. Try the case alone with `medseg segment`."
    )
