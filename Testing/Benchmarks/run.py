"""Run the benchmarks: `python Testing/Benchmarks/run.py [topic ...] [--write]`.

Every `bench_<topic>.py` beside this file has a function `contests()` that yields `Contest`s. The table goes to standard output;
with --write also to docs/benchmarks.md, with the date and the machine. The topic `memory` is what memory.py measures, in
processes of their own.
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

import memory  # noqa: E402
from harness import Row, hold  # noqa: E402

MEMORY = "memory"

HEADER = "| work | ours | peer | its time | ratio | aim | met |\n|---|---|---|---|---|---|---|"


def main() -> int:
    """Run what was asked for; exit code 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("topics", nargs="*", choices=[[], *topics(), MEMORY], help="which benchmarks; default: all")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    arguments = parser.parse_args()
    wanted = arguments.topics or [*topics(), MEMORY]
    lines, met = [], True
    for line, is_met in table_lines(wanted):
        lines.append(line)
        met = met and is_met
        print(line, flush=True)
    if arguments.write:
        write_page(lines)
    return 0 if met else 1


def table_lines(wanted: list[str]) -> Iterator[tuple[str, bool]]:
    """The tables line by line, and whether what a line says is as it should be."""
    timed = [name for name in wanted if name != MEMORY]
    if timed:
        yield HEADER, True
        for row in run(timed):
            yield to_line(row), row.is_met
    if MEMORY in wanted:
        yield "\n" + memory.HEADER, True
        for held in memory.rows():
            yield str(held), held.is_met


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
        f"{today}, {machine}.\n\n" + "\n".join(lines) + "\n"
    )
    (HERE.parents[1] / "docs" / "benchmarks.md").write_text(text, encoding="utf-8")


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{1000 * seconds:.3g} ms"


if __name__ == "__main__":
    raise SystemExit(main())
