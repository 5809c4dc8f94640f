"""Every widget is drawn in light and dark, at 100% and 150%."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

GALLERY = Path(__file__).with_name("gallery.py")
PICTURES = ("sections", "numbers", "choices", "nodes", "nodes_open", "segments", "table", "plot", "hierarchy")


@pytest.fixture(scope="module")
def draw(pytestconfig, slicer):
    """Draws all pictures at a scale in a process of its own, as Qt takes its scale once; gives their folder."""

    def run(percent):
        folder = pytestconfig.rootpath / "out" / "widgets" / f"{percent}"
        environment = os.environ | {"QT_SCALE_FACTOR": f"{percent / 100}", "QT_QPA_PLATFORM": "offscreen"}
        environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
        subprocess.run([sys.executable, str(GALLERY), str(folder)], env=environment, check=True, timeout=120)
        return folder

    return run


def check(picture, name, dark):
    assert not picture.isNull(), name
    sampled = [picture.pixelColor(x, y) for x in range(0, picture.width(), 9) for y in range(0, picture.height(), 9)]
    assert len({color.rgb() for color in sampled}) > 8, f"{name} is empty"
    assert (picture.pixelColor(2, 2).lightness() < 128) == dark, name


def test_all_widgets_are_drawn_in_both_themes_and_grow_with_the_scale(draw, qt):
    small, large = draw(100), draw(150)
    for name in PICTURES:
        pictures = {
            (folder, theme): qt.QImage(str(folder / theme / f"{name}.png"))
            for folder in (small, large)
            for theme in ("light", "dark")
        }
        for (_, theme), picture in pictures.items():
            check(picture, name, theme == "dark")
        assert pictures[large, "light"].width() == pytest.approx(1.5 * pictures[small, "light"].width(), rel=0.15)
