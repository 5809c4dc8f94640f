"""How long it takes until something happens: importing the package, and the command's help."""

import subprocess
import sys
from collections.abc import Iterator

from harness import Contest


def contests() -> Iterator[Contest]:
    """Both beside a Python that does nothing, with the most that they may take on top."""
    nothing = {"bare Python": lambda: _run("-c", "pass")}
    yield Contest("import medseg", lambda: _run("-c", "import medseg"), nothing, at_most_more_s={"bare Python": 0.1}, repeats=15)
    yield Contest(
        "medseg --help", lambda: _run("-m", "medseg", "--help"), nothing, at_most_more_s={"bare Python": 0.4}, repeats=15
    )


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
