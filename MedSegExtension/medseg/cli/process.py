"""What a process of ours does before it runs a command."""

import logging
import signal
import sys
import warnings
from typing import TextIO

TERMINATED = 143


def prepare_process(*, debug: bool) -> None:
    """Set up output, warnings, logging and the end on request.

    Args:
        debug: Let libraries speak. Else they are silent on standard error, where programs and people expect our lines alone; what
            matters about an image is told as a finding.
    """
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    if not debug:
        warnings.simplefilter("ignore")
    logging.basicConfig(level=logging.INFO if debug else logging.WARNING, handlers=[_handler(debug)])
    signal.signal(signal.SIGTERM, _end)


def _speak_utf8(stream: TextIO) -> None:
    """Windows gives pipes and old consoles another encoding, in which names and units could not be written."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="replace")


def _handler(debug: bool) -> logging.Handler:
    """Log lines on standard error; unless debugging our own alone, because those of libraries may quote a patient's name."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("medseg: %(levelname)s: %(name)s: %(message)s" if debug else "medseg: %(message)s"))
    if not debug:
        handler.addFilter(logging.Filter("medseg"))
    return handler


def _end(*_: object) -> None:
    """Asked to end: unwind, so that nothing half-written stays."""
    raise SystemExit(TERMINATED)
