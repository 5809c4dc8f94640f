"""The ledger."""

import pytest

from medseg.batch.case_report import CaseReport
from medseg.batch.ledger import Ledger
from medseg.batch.method_report import MethodReport
from medseg.errors import InputError
from medseg.records import CaseRow


def a_report(key="k", dice=0.1 + 0.2):
    row = CaseRow(case="case-0001", method="m", segment="Lungs", dice=dice, true_positive=3)
    return CaseReport(case="case-0001", stamp="s", methods=(MethodReport(label="m", key=key, rows=(row,), files={"m.png": 7}),))


def test_numbers_come_back_to_the_last_bit(tmp_path):
    with Ledger(tmp_path / "private" / "ledger.sqlite") as ledger:
        ledger.record(a_report())
    with Ledger(tmp_path / "private" / "ledger.sqlite") as ledger:
        found = ledger.find("case-0001", "m")
        assert found.rows[0].dice == 0.1 + 0.2
        assert found.rows[0].true_positive == 3
        assert found.rows[0].assd_mm != found.rows[0].assd_mm  # NaN
        assert found.files == {"m.png": 7}
        assert found.is_done
        assert ledger.find("case-0002", "m") is None


def test_recorded_twice_it_is_there_once(tmp_path):
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        ledger.record(a_report())
        ledger.record(a_report("other", 0.5))
        found = ledger.find("case-0001", "m")
        assert (found.key, found.rows[0].dice, len(found.rows)) == ("other", 0.5, 1)


def test_one_process_at_a_time(tmp_path):
    with Ledger(tmp_path / "ledger.sqlite"), pytest.raises(InputError, match="Another medseg batch"):
        Ledger(tmp_path / "ledger.sqlite")
    Ledger(tmp_path / "ledger.sqlite").__exit__(None, None, None)


def test_what_is_no_ledger_is_refused(tmp_path):
    (tmp_path / "ledger.sqlite").write_text("no base" * 1000)
    with pytest.raises(InputError, match="Expected a ledger"):
        Ledger(tmp_path / "ledger.sqlite")
