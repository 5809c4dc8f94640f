"""What every test may ask for."""

import os
from pathlib import Path

import pytest

pytest_plugins = ["slicerhost.testing.plugin"]

DATA_VARIABLE = "MEDSEG_TEST_DATA"


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Folder of the real images; the test skips by name where the variable is not set."""
    folder = os.environ.get(DATA_VARIABLE)
    if not folder:
        pytest.skip(f"needs real images: set {DATA_VARIABLE} to their folder")
    path = Path(folder).resolve()
    assert path.is_dir(), f"{DATA_VARIABLE} names {folder}, which is no folder"
    return path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs real images, so that `-m real` finds it."""
    for item in items:
        if "data_dir" in getattr(item, "fixturenames", ()):
            item.add_marker("real")
