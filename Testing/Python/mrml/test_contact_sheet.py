"""All slices: side by side, or one after the other."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from medseg.errors import CancelledError, ParameterError
from medseg.mrml import render_contact_sheet
from medseg.mrml.contact_sheet import _columns
from medseg.mrml.layout import GAP_PX
from medseg.records import Plane, RenderParameters
from medseg.volume import Geometry, Modality, Segment, Segmentation, Volume

SMALL = RenderParameters(tile_px=60, frame_px=120, frame_seconds=0.2, window="soft")


@pytest.fixture
def growing():
    """Six axial slices of 40 x 30 mm; in the n-th, counted from the feet, the segment is n voxels of 2 mm wide."""
    array = np.zeros((6, 15, 20), np.int16)
    mask = np.zeros(array.shape, bool)
    for k in range(6):
        mask[k, 3:12, 5 : 6 + k] = True
    geometry = Geometry.from_axes(array.shape, (2.0, 2.0, 5.0))
    return Volume(array, geometry, Modality.CT), Segmentation.from_masks(geometry, {Segment("a"): mask})


def red_pixels(pixels):
    pixels = np.asarray(pixels).astype(int)
    return int(((pixels[..., 0] > pixels[..., 1] + 35) & (pixels[..., 0] > pixels[..., 2] + 35)).sum())


def tiles(image, count, size):
    columns = (image.width + GAP_PX) // (size[0] + GAP_PX)
    for number in range(count):
        row, column = divmod(number, columns)
        left, top = column * (size[0] + GAP_PX), row * (size[1] + GAP_PX)
        yield image.crop((left, top, left + size[0], top + size[1]))


def test_the_sheet_has_every_slice_from_the_feet_up(drawing, growing, tmp_path):
    seen = []
    path = render_contact_sheet(*growing, tmp_path / "a.png", SMALL, lambda fraction, _: seen.append(fraction))
    with Image.open(path) as image:
        counts = [red_pixels(tile) for tile in tiles(image.convert("RGB"), 6, (60, 45))]
    expected = [27 * 3 * (k + 1) for k in range(6)]
    assert counts == pytest.approx(expected, rel=0.25)
    assert counts == sorted(counts)
    assert seen == pytest.approx([n / 6 for n in range(1, 7)])


def test_slices_go_from_the_feet_up_whatever_the_order_in_the_array(drawing, growing, tmp_path):
    volume, segmentation = growing
    flip = np.diag([1.0, 1.0, -1.0, 1.0])
    flip[2, 3] = 5
    geometry = Geometry(volume.geometry.shape, volume.geometry.ijk_to_ras @ flip)
    turned = Volume(volume.array[::-1], geometry, Modality.CT)
    masks = Segmentation.from_masks(geometry, {Segment("a"): segmentation.mask("a")[::-1]})
    render_contact_sheet(volume, segmentation, tmp_path / "a.png", SMALL)
    render_contact_sheet(turned, masks, tmp_path / "b.png", SMALL)
    with Image.open(tmp_path / "a.png") as one, Image.open(tmp_path / "b.png") as other:
        assert np.abs(np.asarray(one).astype(int) - np.asarray(other)).mean() < 1


@pytest.mark.parametrize(("plane", "count", "size"), [(Plane.CORONAL, 15, (60, 45)), (Plane.SAGITTAL, 20, (60, 60))])
def test_other_planes_have_their_own_slices(drawing, growing, tmp_path, plane, count, size):
    path = render_contact_sheet(*growing, tmp_path / "a.png", replace(SMALL, plane=plane))
    with Image.open(path) as image:
        shown = [red_pixels(tile) > 0 for tile in tiles(image.convert("RGB"), count, size)]
    assert sum(shown) == (9 if plane is Plane.CORONAL else 6)


def test_the_animation_shows_one_slice_after_the_other(drawing, growing, tmp_path):
    path = render_contact_sheet(*growing, tmp_path / "a.gif", SMALL)
    with Image.open(path) as image:
        assert (image.format, image.n_frames, image.width) == ("GIF", 6, 120)
        assert (image.info["duration"], image.info["loop"]) == (200, 0)
        counts = []
        for frame in range(6):
            image.seek(frame)
            counts.append(red_pixels(image.convert("RGB").crop((0, 0, 120, 90))))
    assert counts == pytest.approx([4 * 81 * (k + 1) for k in range(6)], rel=0.2)


def test_a_single_slice_is_drawn_in_its_own_plane(drawing, growing, tmp_path):
    volume, segmentation = growing
    box = (slice(5, 6), slice(None), slice(None))
    flat = Volume(volume.array[box], volume.geometry.cropped(box), Modality.CT)
    mask = Segmentation.from_masks(flat.geometry, {Segment("a"): segmentation.mask("a")[box]})
    path = render_contact_sheet(flat, mask, tmp_path / "a.png", replace(SMALL, plane=Plane.CORONAL))
    with Image.open(path) as image:
        assert image.width == 60
        assert red_pixels(image.convert("RGB").crop((0, 0, 60, 45))) == pytest.approx(27 * 18, rel=0.25)


def test_cancelling_leaves_nothing(drawing, growing, tmp_path):
    def cancel(fraction, message):
        raise CancelledError("stopped")

    for name in ("a.png", "a.gif"):
        with pytest.raises(CancelledError):
            render_contact_sheet(*growing, tmp_path / name, SMALL, cancel)
    assert list(tmp_path.iterdir()) == []


def test_other_formats_are_refused(growing, tmp_path):
    with pytest.raises(ParameterError, match="gif"):
        render_contact_sheet(*growing, tmp_path / "a.mp4")


@pytest.mark.parametrize("count", [1, 2, 6, 48, 64, 300, 1001])
@pytest.mark.parametrize("tile", [(192, 192), (192, 60), (60, 192)])
def test_a_sheet_is_about_as_wide_as_wanted(count, tile):
    columns = _columns(count, tile)
    rows = -(-count // columns)
    assert 1 <= columns <= count
    if count >= 48:
        assert 0.75 < columns * tile[0] / (rows * tile[1]) < 2.2
