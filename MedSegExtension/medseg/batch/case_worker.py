"""What every worker holds while it works on a cohort."""

import logging
from typing import TYPE_CHECKING

from distributed import WorkerPlugin

from medseg.batch.case_order import CaseOrder
from medseg.batch.case_report import CaseReport
from medseg.batch.do_case import do_case
from medseg.batch.networks import Networks

if TYPE_CHECKING:
    from distributed import Worker

NAME = "medseg"


class CaseWorker(WorkerPlugin):
    """Holds a worker's networks from one case to the next."""

    name = NAME

    def setup(self, worker: "Worker") -> None:  # noqa: ARG002  # Dask's signature
        """Begin with none; what our loggers warn of is in the results, and would be written over a bar of progress."""
        logging.getLogger("medseg").addHandler(logging.NullHandler())
        self.networks = Networks()

    def teardown(self, worker: "Worker") -> None:  # noqa: ARG002  # as above
        """Free them."""
        self.networks.close()


def work_here(order: CaseOrder) -> CaseReport:
    """Do a case on the worker that this is called on, with its networks."""
    from distributed import get_worker

    plugin = get_worker().plugins.get(NAME)
    if isinstance(plugin, CaseWorker):
        return do_case(order, plugin.networks)
    networks = Networks()
    try:
        return do_case(order, networks)
    finally:
        networks.close()
