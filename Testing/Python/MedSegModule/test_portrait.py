"""The whole panel in light and dark, at 100% and 150%."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PORTRAIT = Path(__file__).with_name("portrait.py")
BASELINES = Path(__file__).with_name("baselines")
TOLERANCE = 0.03

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("percent", [100, 150])
def test_nothing_is_cut_off_whatever_the_theme_and_the_scale(theme, percent, pytestconfig, slicer_host):
    from slicerhost.testing.comparison import compare, write_baseline

    folder = pytestconfig.rootpath / "out" / "panel" / f"{theme}-{percent}"
    folder.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"QT_SCALE_FACTOR": f"{percent / 100}", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    subprocess.run([sys.executable, str(PORTRAIT), theme, str(folder)], env=environment, check=True, timeout=180)
    assert json.loads((folder / "misfits.json").read_text()) == {"maskButton": [], "thresholdButton": [], "unetButton": []}
    for picture in folder.glob("*.png"):
        baseline = BASELINES / f"{theme}-{percent}-{picture.name}"
        if pytestconfig.getoption("--update-baselines"):
            write_baseline(picture, baseline)
        elif baseline.exists():
            assert compare(picture, baseline, TOLERANCE) is None
