"""The interpreter behind the Python console."""

import code
import sys
import traceback


class ConsoleInterpreter(code.InteractiveConsole):
    """Writes errors of the lines typed where they can be read, instead of reporting them as faults of the application."""

    def showtraceback(self) -> None:
        """Write the error of a line that was run."""
        self.write(traceback.format_exc())

    def showsyntaxerror(self, filename: str | None = None, **_: object) -> None:
        """Write why a line is no Python."""
        kind, error, _trace = sys.exc_info()
        if isinstance(error, SyntaxError) and filename:
            error.filename = filename
        self.write("".join(traceback.format_exception_only(kind, error)))
