"""What the exit code says."""

import pytest

from medseg import errors
from medseg.cli.exit_code import ExitCode, code_for


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.ReadError("x"), 2),
        (errors.GeometryMismatchError("x"), 2),
        (errors.ParameterError("x"), 2),
        (errors.SegmentError("x"), 2),
        (errors.WriteError("x"), 1),
        (errors.MissingDependencyError("x"), 1),
        (errors.DownloadError("x"), 1),
        (errors.CancelledError("x"), 130),
        (KeyboardInterrupt(), 130),
        (ValueError("x"), 1),
    ],
)
def test_each_error_has_its_code(error: BaseException, code: int) -> None:
    assert code_for(error) == code


def test_the_numbers_that_programs_rely_on() -> None:
    assert {code.name: code.value for code in ExitCode} == {"DONE": 0, "FAILED": 1, "BAD_INPUT": 2, "CANCELLED": 130}
