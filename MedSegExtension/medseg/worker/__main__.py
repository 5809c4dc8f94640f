"""`python -m medseg.worker FOLDER`."""

import sys
from pathlib import Path

from medseg.jobs.message_writer import MessageWriter
from medseg.worker.lifeline import Lifeline


def main(arguments: list[str]) -> int:
    """Do the work that a folder asks for.

    Args:
        arguments: The folder, which `medseg.jobs.start_job` made.

    Returns:
        Exit code: 0 where all went well, else 1.
    """
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m medseg.worker FOLDER (medseg.jobs.start_job runs this)\n")
        return 2
    folder = Path(arguments[0])
    lifeline = Lifeline(folder)  # before anything is loaded that takes time
    with MessageWriter(folder) as messages:
        messages.progress(0.0, "Loading")
        from medseg.worker.run import run

        return run(folder, messages, lifeline.wait)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
