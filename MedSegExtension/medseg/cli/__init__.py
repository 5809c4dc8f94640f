"""The command `medseg`."""


def main() -> int:
    """Run the command with the arguments of this process; returns its exit code."""
    from medseg.cli.runner import run

    return run()
