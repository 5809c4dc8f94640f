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

    A case whose worker ends is begun again on another; one that ended as many workers as Dask allows is done again method by
    method, so that the one at fault alone is lost, and reported with the reason.

    Args:
        client: Dask's client.
        orders: The cases.
        work: Does one on a worker.

    Raises:
        JobError: The connection to the cluster was lost.
    """
    as_completed: Any = require("distributed", "batch").as_completed

    run = secrets.token_hex(4)
    numbers = itertools.count()
    pending: dict[str, CaseOrder] = {}

    def submit(order: CaseOrder) -> Any:
        key = f"case-{run}-{next(numbers)}"  # no name of a case: keys stand in logs
        pending[key] = order
        return client.submit(work, order, key=key, pure=False, retries=0)

    ended = as_completed([submit(order) for order in orders], loop=client.loop)
    for future in ended:
        order = pending.pop(future.key)
        error = _error(future)
        if error is None:
            report = future.result()
        elif len(order.methods) > 1 and _killed(error):
            for alone in order.alone():
                ended.add(submit(alone))
            report = None
        else:
            report = _report(client, order, error)
        future.release()
        if report is not None:
            yield report


def _error(future: Any) -> BaseException | None:
    if future.status == "finished":
        return None
    if future.status == "cancelled":
        raise JobError("The connection to the cluster was lost; what is done is kept. Run the same command again.")
    error = future.exception()
    return error if isinstance(error, BaseException) else JobError("A worker failed without a reason.")


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
