"""What is done of a cohort: a file that the client alone writes."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from medseg.batch.case_report import CaseReport
from medseg.batch.ledger_entry import LedgerEntry
from medseg.errors import InputError, WriteError
from medseg.jobs.json_records import from_json
from medseg.records import CaseRow

VERSION = 1
TABLES = """
CREATE TABLE IF NOT EXISTS about (version INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS names (kind TEXT, identity TEXT, name TEXT, PRIMARY KEY (kind, identity), UNIQUE (kind, name));
CREATE TABLE IF NOT EXISTS results (
  "case" TEXT, method TEXT, key TEXT, stamp TEXT, content TEXT, is_done INTEGER, "rows" TEXT, files TEXT, detail TEXT,
  provenance TEXT, involvement TEXT, time_utc TEXT, PRIMARY KEY ("case", method));
"""
COLUMNS = 'key, stamp, content, is_done, "rows", files, detail, provenance, involvement'


class Ledger:
    """What is done of a cohort, and how things are called; SQLite, one transaction a case.

    It is this process's alone as long as it is open: a second one that works on the same folder is refused. Nothing that was
    recorded is lost when the process is killed.

    Args:
        path: The file; made where it is missing.

    Raises:
        InputError: Another process works on it, it is of a later version, or no ledger.
        WriteError: It cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._base = _open(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._base.close()

    def name(self, kind: str, identities: Iterable[str]) -> Mapping[str, str]:
        """Names by number, `case-0001` and so on: those that were given before stay, others follow in order.

        Args:
            kind: Of what: `case` or `patient`.
            identities: What tells one from another.
        """
        known = dict(self._base.execute("SELECT identity, name FROM names WHERE kind = ?", (kind,)).fetchall())
        last = max((int(name.rpartition("-")[2]) for name in known.values()), default=0)
        fresh = [identity for identity in dict.fromkeys(identities) if identity not in known]
        named = {identity: f"{kind}-{number:04d}" for number, identity in enumerate(fresh, start=last + 1)}
        with self._base:
            self._base.executemany("INSERT INTO names VALUES (?, ?, ?)", [(kind, *pair) for pair in named.items()])
        return {**known, **named}

    def find(self, case: str, method: str) -> LedgerEntry | None:
        """What is known of a method on a case; None for nothing."""
        query = f'SELECT {COLUMNS} FROM results WHERE "case" = ? AND method = ?'  # noqa: S608  # no value is put into it
        found = self._base.execute(query, (case, method)).fetchone()
        return None if found is None else _entry(found)

    def record(self, report: CaseReport) -> None:
        """Note what came of a case, all of it or nothing. Where a result of before holds, its new stamp and key are noted."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._base:
            for one in report.methods:
                if one.is_unchanged:
                    where = (report.stamp, one.key, report.case, one.label)
                    self._base.execute('UPDATE results SET stamp = ?, key = ? WHERE "case" = ? AND method = ?', where)
                    continue
                rows = json.dumps([asdict(row) for row in one.rows])
                files, provenance = json.dumps(dict(one.files)), json.dumps(dict(one.provenance))
                involvement = json.dumps([dict(row) for row in one.involvement])
                self._base.execute(
                    "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (report.case, one.label, one.key, report.stamp, one.content, int(one.is_done), rows, files, one.detail,
                     provenance, involvement, now),
                )  # fmt: skip


def _open(path: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        base = sqlite3.connect(path, timeout=0.5)
    except (OSError, sqlite3.Error) as error:
        raise WriteError(f"Cannot write the ledger {path.name!r}: choose another folder for the results.") from error
    try:
        base.execute("PRAGMA locking_mode = EXCLUSIVE")
        base.execute("BEGIN EXCLUSIVE")
        base.commit()
        base.executescript(TABLES)
        version = base.execute("SELECT version FROM about").fetchone()
        if version is None:
            with base:
                base.execute("INSERT INTO about VALUES (?)", (VERSION,))
        elif version[0] != VERSION:
            raise InputError(f"Expected a ledger of version {VERSION}, got {version[0]}: choose a new folder for the results.")
    except sqlite3.OperationalError as error:
        base.close()
        raise InputError("Another medseg batch works on this folder: wait for it, or choose another folder.") from error
    except sqlite3.DatabaseError as error:
        base.close()
        raise InputError(
            f"Expected a ledger in {path.name!r}, got something else: choose a new folder for the results."
        ) from error
    except BaseException:
        base.close()
        raise
    return base


def _entry(found: tuple[Any, ...]) -> LedgerEntry:
    key, stamp, content, is_done, rows, files, detail, provenance, involvement = found
    return LedgerEntry(
        key=key,
        stamp=stamp,
        content=content,
        is_done=bool(is_done),
        rows=tuple(from_json(CaseRow, row) for row in json.loads(rows)),
        files=json.loads(files),
        detail=detail,
        provenance=json.loads(provenance),
        involvement=tuple(json.loads(involvement)),
    )
