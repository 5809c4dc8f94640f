"""What a worker does: one case, with all methods that are due on it."""

import logging

from medseg.batch.case_files import content_of, files_of
from medseg.batch.case_order import CaseOrder
from medseg.batch.case_report import CaseReport
from medseg.batch.do_involvement import do_involvement
from medseg.batch.do_method import do_method
from medseg.batch.failed import failed
from medseg.batch.method_order import MethodOrder
from medseg.batch.method_report import MethodReport
from medseg.batch.networks import Networks
from medseg.batch.read_case import read_case
from medseg.volume import Segmentation, Volume

logger = logging.getLogger(__name__)

Read = tuple[Volume, Segmentation | None]


def do_case(order: CaseOrder, networks: Networks) -> CaseReport:
    """Segment a case with the methods that are due, score and write what they make.

    Results are written aside and moved, and are the same however often and wherever the case is done. Whatever goes wrong is told
    in the report: nothing is raised but what ends the process.

    Args:
        order: The case and the methods.
        networks: Those that this worker holds.
    """
    try:
        contents = {method.label: _content(order, method) for method in order.methods}
    except Exception as error:  # the edge of a worker: one bad case must not stop the others
        return _all_failed(order, error)
    due = [method for method in order.methods if not method.known or method.known != contents[method.label]]
    found: dict[str, MethodReport] = {
        method.label: MethodReport(label=method.label, key=method.key, content=contents[method.label], is_unchanged=True)
        for method in order.methods
        if method not in due
    }
    if due:
        try:
            read = read_case(order.case, order.settings)
        except Exception as error:  # as above
            return _all_failed(order, error, contents)
        for method in due:
            found[method.label] = _one(order, method, read, networks, contents[method.label])
    return CaseReport(case=order.case.name, stamp=order.stamp, methods=tuple(found[method.label] for method in order.methods))


def _one(order: CaseOrder, method: MethodOrder, read: Read, networks: Networks, content: str) -> MethodReport:
    try:
        if method.infection is not None:
            return do_involvement(order, method, method.infection, read[0], networks, content=content)
        return do_method(order, method, read, networks, content)
    except Exception as error:  # as above: a method that fails leaves the others of its case
        logger.debug("A method failed.", exc_info=True)
        return failed(order, method, error, content)


def _all_failed(order: CaseOrder, error: Exception, contents: dict[str, str] | None = None) -> CaseReport:
    logger.debug("A case cannot be read.", exc_info=True)
    methods = tuple(failed(order, method, error, (contents or {}).get(method.label, "")) for method in order.methods)
    return CaseReport(case=order.case.name, stamp=order.stamp, methods=methods)


def _content(order: CaseOrder, method: MethodOrder) -> str:
    """What the case's files hold, and the method's own."""
    return content_of([*files_of(order.case), *(path for path in method.files if path.is_file())])
