"""Runs a command line: parses, calls, and turns what was raised into one line and an exit code."""

import logging
import os
import signal
import sys
import traceback
import warnings
from collections.abc import Sequence
from typing import TextIO

from cyclopts import CycloptsError

from medseg.cli.app import build_app
from medseg.cli.exit_code import ExitCode, code_for
from medseg.cli.json_option import complete_json_option
from medseg.cli.messages import Messages
from medseg.cli.progress_mode import ProgressMode
from medseg.errors import MedSegError

TERMINATED = 143


def run(arguments: Sequence[str] | None = None) -> int:
    """Run `medseg` with these arguments.

    Args:
        arguments: What follows the command's name; default: those of this process.

    Returns:
        The exit code: 0 done, 1 failed, 2 bad input or usage, 130 cancelled.
    """
    tokens = complete_json_option(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in tokens
    messages = Messages(_progress_mode(tokens))
    _prepare(debug)
    try:
        build_app()(tokens, exit_on_error=False, print_error=False, result_action="return_none")
        sys.stdout.flush()
    except CycloptsError as error:
        return _usage(messages, error, debug)
    except (KeyboardInterrupt, MedSegError) as error:
        return _stopped(messages, error, debug)
    except BrokenPipeError:
        return _reader_left()
    except Exception as error:  # the last resort of a front end: one line instead of a traceback, whatever a library raised
        return _unexpected(messages, error, debug)
    return ExitCode.DONE


def _usage(messages: Messages, error: CycloptsError, debug: bool) -> int:
    _show_traceback(debug)
    cause = error.__cause__
    message = str(cause) if isinstance(cause, MedSegError) else f"{error} Try --help."
    messages.fail(message, type(cause if isinstance(cause, MedSegError) else error).__name__)
    return ExitCode.BAD_INPUT


def _stopped(messages: Messages, error: BaseException, debug: bool) -> int:
    _show_traceback(debug)
    message = "cancelled" if code_for(error) is ExitCode.CANCELLED else str(error)
    messages.fail(message, type(error).__name__)
    return code_for(error)


def _unexpected(messages: Messages, error: Exception, debug: bool) -> int:
    _show_traceback(debug)
    if isinstance(error, MemoryError):
        message = "not enough memory for this image; crop it, or work on larger voxels with --spacing-mm"
    else:
        message = f"unexpected {type(error).__name__}: {error}. This is a fault in medseg; --debug shows where."
    messages.fail(message, type(error).__name__)
    return ExitCode.FAILED


def _reader_left() -> int:
    """Whoever read our output has gone: say nothing, and keep Python from complaining when it flushes at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.FAILED


def _show_traceback(debug: bool) -> None:
    if debug:
        traceback.print_exc()


def _progress_mode(tokens: Sequence[str]) -> ProgressMode:
    """The mode asked for, known before parsing, so that a usage error is told the same way."""
    pairs = zip(tokens, [*tokens, ""][1:], strict=True)
    is_json = f"--progress={ProgressMode.JSON}" in tokens or ("--progress", ProgressMode.JSON) in pairs
    return ProgressMode.JSON if is_json else ProgressMode.AUTO


def _prepare(debug: bool) -> None:
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    if not debug:
        warnings.simplefilter("ignore")
    logging.basicConfig(level=logging.INFO if debug else logging.ERROR, format="medseg: %(name)s: %(message)s")
    logging.getLogger("pydicom").setLevel(logging.CRITICAL)
    if hasattr(signal, "SIGTERM") and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _end)


def _speak_utf8(stream: TextIO) -> None:
    """Windows gives pipes and old consoles another encoding, in which names and units could not be written."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="replace")


def _end(*_: object) -> None:
    """Asked to end: unwind, so that nothing half-written stays."""
    raise SystemExit(TERMINATED)
