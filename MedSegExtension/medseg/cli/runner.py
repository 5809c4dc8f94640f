"""Runs a command line: parses, calls, and turns what was raised into one line and an exit code."""

import os
import sys
import traceback
from collections.abc import Sequence

from cyclopts import CycloptsError

from medseg.cli.app import build_app
from medseg.cli.exit_code import ExitCode, code_for
from medseg.cli.json_option import complete_json_option
from medseg.cli.messages import Messages
from medseg.cli.progress_mode import ProgressMode
from medseg.errors import MedSegError

DEBUG = "--debug"


def run(arguments: Sequence[str]) -> int:
    """Run `medseg` with these arguments.

    Args:
        arguments: What follows the command's name.

    Returns:
        The exit code: 0 done, 1 failed, 2 bad input or usage, 130 cancelled.
    """
    tokens = complete_json_option(arguments)
    debug = DEBUG in tokens
    messages = Messages(_progress_mode(tokens))
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
    messages.fail(f"{error} Try --help.", type(error).__name__)
    return ExitCode.BAD_INPUT


def _stopped(messages: Messages, error: BaseException, debug: bool) -> int:
    _show_traceback(debug)
    message = "cancelled" if code_for(error) is ExitCode.CANCELLED else str(error)
    messages.fail(message, type(error).__name__)
    return code_for(error)


def _unexpected(messages: Messages, error: Exception, debug: bool) -> int:
    """What no part of ours foresaw. A library's own words may quote what identifies a patient: they are for --debug alone."""
    _show_traceback(debug)
    if isinstance(error, MemoryError):
        message = "Not enough memory for this image: crop it, or work on larger voxels with --spacing-mm."
    elif isinstance(error, OSError) and error.strerror:
        message = f"The system refused: {error.strerror}."
    else:
        message = f"Unexpected {type(error).__name__}, a fault in medseg: run it again with --debug to see where, and report it."
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
