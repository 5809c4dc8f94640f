"""What the package offers, and what importing it costs."""

import subprocess
import sys

import pytest

from medseg import segment


@pytest.mark.parametrize("name", segment.__all__)
def test_every_name_that_is_offered_is_there(name):
    assert getattr(segment, name).__name__ == name
    assert name in dir(segment)


def test_a_name_that_is_not_offered_is_refused():
    with pytest.raises(AttributeError, match="no attribute 'magic'"):
        _ = segment.magic


def test_importing_the_package_loads_nothing_heavy():
    code = "import sys, medseg.segment; print([m for m in ('numpy', 'scipy', 'SimpleITK', 'numba') if m in sys.modules])"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "[]"
