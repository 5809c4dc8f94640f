"""Methods side by side in one picture."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from medseg.errors import ParameterError
from medseg.metrics.agreement import COLORS
from medseg.mrml import SheetRow, render_comparison
from medseg.mrml.canvas import note_height
from medseg.mrml.layout import GAP_PX
from medseg.records import RenderParameters
from medseg.volume import Geometry, Modality, Segment, Segmentation, Volume

FLAT = RenderParameters(width_px=600, surface=False, window="soft", fill_opacity=0.5)
WIDTH = (600 - 2 * GAP_PX) // 3


@pytest.fixture
def case():
    """A cube in black; one result is the cube, the other its right half and as much beside it."""
    geometry = Geometry.from_axes((20, 20, 20), (2.0, 2.0, 2.0))
    volume = Volume(np.full((20, 20, 20), -2000, np.int16), geometry, Modality.CT)
    truth, moved = np.zeros((2, 20, 20, 20), np.bool_)
    truth[5:15, 5:15, 4:10] = True
    moved[5:15, 5:15, 7:13] = True
    reference = Segmentation.from_masks(geometry, {Segment("Lung", (0.0, 0.0, 1.0)): truth})
    other = Segmentation.from_masks(geometry, {Segment("Mine", (1.0, 0.0, 1.0)): moved})
    return volume, reference, other


def view(image, row, column, rows=3):
    height = (image.height - _key_height(image, rows)) // rows
    left, top = column * (WIDTH + GAP_PX), row * (height + GAP_PX)
    return np.asarray(image.convert("RGB")).astype(int)[top : top + height, left : left + WIDTH]


def _key_height(image, rows):
    tile = WIDTH  # the cube is as high as it is wide
    return image.height - rows * (tile + GAP_PX) + GAP_PX


def like(pixels, color):
    """How many pixels have a color's hue and are not dark; letters are grey and white."""
    wanted = np.asarray(color) / np.linalg.norm(color)
    length = np.linalg.norm(pixels, axis=-1)
    cosine = (pixels @ wanted) / np.maximum(length, 1)
    return int(((cosine > 0.985) & (length > 60) & (np.ptp(pixels, axis=-1) > 30)).sum())


@pytest.mark.usefixtures("drawing")
def test_each_row_shows_the_segments_and_where_they_agree(case, tmp_path):
    volume, reference, other = case
    rows = [SheetRow("same", reference, "Dice 1.000"), SheetRow("moved", other, "Dice 0.500")]
    path = render_comparison(volume, reference, rows, tmp_path / "sheet.png", drawing=FLAT)
    with Image.open(path) as image:
        assert image.width == 3 * WIDTH + 2 * GAP_PX
        kinds = [COLORS[name] for name in ("True positive", "False positive", "False negative")]
        for column in (1, 2):
            both, alone, missed = (like(view(image, 1, column), color) for color in kinds)
            assert both > 500
            assert alone == missed == 0
            both, alone, missed = (like(view(image, 2, column), color) for color in kinds)
            assert both == pytest.approx(alone, rel=0.15)
            assert both == pytest.approx(missed, rel=0.15)
        blue = [like(view(image, row, 0), (0, 0, 1)) for row in range(3)]
        assert blue[2] == pytest.approx(blue[0], rel=0.1)  # what is paired has the reference's colour
        assert blue[1] == pytest.approx(blue[0], rel=0.1)  # but for words and the ruler
        assert like(view(image, 0, 1), (0, 0, 1)) == 0  # the image alone


@pytest.mark.usefixtures("drawing")
def test_surfaces_are_seen_from_one_camera_and_a_method_without_result_says_why(case, tmp_path):
    volume, reference, other = case
    rows = [SheetRow("moved", other), SheetRow("CNN", None, "There is no network of that name, so that nothing could be drawn.")]
    solid = RenderParameters(width_px=640, window="soft")
    path = render_comparison(volume, reference, rows, tmp_path / "sheet.png", drawing=solid)
    with Image.open(path) as image:
        pixels = np.asarray(image.convert("RGB")).astype(int)
        width = (640 - 3 * GAP_PX) // 4
        surfaces = [pixels[top : top + width, -width:] for top in (0, width + GAP_PX)]
        places = [np.argwhere(part[..., 2] > part[..., 0] + 50).mean(axis=0) for part in surfaces]
        assert abs(places[0][0] - places[1][0]) < 5
        assert places[1][1] - places[0][1] > 10  # moved to the patient's left, which is on the viewer's right
        low = note_height(640, rows[1].words)
        assert low < width / 2  # no empty room where there is nothing to be seen
        last = pixels[2 * (width + GAP_PX) : 2 * (width + GAP_PX) + low]
        assert (last.max(axis=-1) > 200).sum() > 200  # words
        assert like(last, COLORS["True positive"]) == 0


@pytest.mark.usefixtures("drawing")
def test_a_film_has_one_plane(tmp_path):
    geometry = Geometry.from_axes((1, 40, 30), (1.0, 1.0, 1.0))
    film = Volume(np.zeros((1, 40, 30), np.uint8), geometry, Modality.XRAY)
    mask = np.zeros(geometry.shape, np.bool_)
    mask[0, 10:30, 5:15] = True
    lungs = Segmentation.from_masks(geometry, {Segment("Lungs", (0.0, 0.0, 1.0)): mask})
    dark = replace(FLAT, window="400,500")  # all of the film is black
    path = render_comparison(film, lungs, [SheetRow("same", lungs)], tmp_path / "film.png", drawing=dark)
    with Image.open(path) as image:
        assert image.width == 2 * ((600 - GAP_PX) // 2) + GAP_PX
        pixels = np.asarray(image.convert("RGB")).astype(int)
        assert like(pixels[:, pixels.shape[1] // 2 :], COLORS["True positive"]) > 1000


def test_a_picture_needs_a_name_that_says_its_format(case, tmp_path):
    volume, reference, _ = case
    with pytest.raises(ParameterError, match=r"\.png"):
        render_comparison(volume, reference, [], tmp_path / "sheet.gif")
