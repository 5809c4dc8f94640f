"""Run the benchmarks: `python Testing/Benchmarks/run.py [topic ...] [--write]`.

Every `bench_<topic>.py` beside this file has a function `contests()` that yields `Contest`s. The table goes to standard output;
with --write also to docs/benchmarks.md, with the date and the machine.
"""

import argparse
import importlib
import math
import os
import platform
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from harness import Row, hold  # noqa: E402

HEADER = "| work | ours | peer | its time | ratio | aim | met |\n|---|---|---|---|---|---|---|"


def main() -> int:
    """Run what was asked for; exit code 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("topics", nargs="*", choices=[[], *topics()], help="which benchmarks; default: all")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    arguments = parser.parse_args()
    rows, lines = [], []
    print(HEADER)
    for row in run(arguments.topics or topics()):
        rows.append(row)
        lines.append(to_line(row))
        print(lines[-1], flush=True)
    if arguments.write:
        write_page(lines)
    return 0 if all(row.is_met for row in rows) else 1


def topics() -> list[str]:
    """Names of all benchmarks here."""
    return sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))


def run(names: Iterable[str]) -> Iterator[Row]:
    """Hold all contests of these topics."""
    for name in names:
        for contest in importlib.import_module(f"bench_{name}").contests():
            yield from hold(contest)


def to_line(row: Row) -> str:
    """One line of the table."""
    aim = _aim(row)
    met = "-" if aim == "-" else ("yes" if row.is_met else "NO")
    peer = "-" if math.isnan(row.peer_s) else _time(row.peer_s)
    ratio = "-" if math.isnan(row.peer_s) else f"{row.ratio:.1f}x"
    return f"| {row.work} | {_time(row.ours_s)} | {row.peer or '-'} | {peer} | {ratio} | {aim} | {met} |"


def _aim(row: Row) -> str:
    if not math.isnan(row.at_least):
        return f"{row.at_least:g}x"
    return "-" if math.isnan(row.at_most_more_s) else f"+{_time(row.at_most_more_s)}"


def write_page(lines: list[str]) -> None:
    """Write docs/benchmarks.md."""
    today = datetime.now(UTC).date().isoformat()
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    text = (
        "# Speed beside peers\n\n"
        "Made by `make bench`. Medians of one run, all in turns on the same machine and the same voxels; a ratio of 10x means "
        "that the peer takes ten times as long. The aims are ours.\n\n"
        f"{today}, {machine}.\n\n{HEADER}\n" + "\n".join(lines) + "\n"
    )
    (HERE.parents[1] / "docs" / "benchmarks.md").write_text(text, encoding="utf-8")


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{1000 * seconds:.3g} ms"


if __name__ == "__main__":
    raise SystemExit(main())
