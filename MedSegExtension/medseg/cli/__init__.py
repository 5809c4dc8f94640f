"""The command `medseg`."""

import sys


def main() -> int:
    """Run the command with the arguments of this process; returns its exit code."""
    from medseg.cli.process import prepare_process
    from medseg.cli.runner import DEBUG, run

    arguments = sys.argv[1:]
    prepare_process(debug=DEBUG in arguments)
    return run(arguments)
