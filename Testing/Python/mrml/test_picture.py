"""The picture of an image and its segments."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from medseg.errors import GeometryMismatchError, ParameterError, WriteError
from medseg.mrml import render_png
from medseg.mrml.layout import arrange_four, arrange_one
from medseg.mrml.picture import draw_picture
from medseg.records import RenderParameters
from medseg.volume import Finding, Geometry, Modality, Segment, Segmentation, Volume

SMALL = RenderParameters(width_px=480, window="soft")


def is_red(pixels):
    red, green, blue = (pixels[..., n].astype(int) for n in range(3))
    return (red > green + 35) & (red > blue + 35)


def panel(image, box):
    return np.asarray(image)[box.top : box.bottom, box.left : box.right]


@pytest.fixture
def drawn(drawing, box_volume, box_segmentation):
    """The box phantom, 120 x 100 x 80 mm with a lesion of 40 x 20 x 20 mm, and the layout of its picture."""
    return draw_picture(box_volume, box_segmentation, SMALL), arrange_four((120, 100, 80), 480)


def test_overlay_is_where_the_segment_is_and_of_its_size(drawn):
    image, layout = drawn
    axial, _, coronal, sagittal = layout.boxes
    for box, area_mm2 in ((axial, 40 * 20), (coronal, 40 * 20), (sagittal, 20 * 20)):
        red = is_red(panel(image, box))
        assert red.sum() == pytest.approx(area_mm2 / layout.mm_per_px**2, rel=0.15)
        rows, columns = np.nonzero(red)
        assert rows.mean() == pytest.approx(box.height / 2, abs=4)
        assert columns.mean() == pytest.approx(box.width / 2, abs=4)


def test_the_three_slices_have_one_scale(drawn):
    image, layout = drawn
    axial, _, coronal, sagittal = layout.boxes
    spans = []
    for box, axis in ((axial, 1), (axial, 0), (coronal, 1), (coronal, 0), (sagittal, 1), (sagittal, 0)):
        body = np.flatnonzero((panel(image, box)[..., 0] > 60).mean(axis=1 - axis) > 0.4)
        spans.append((body[-1] - body[0] + 1) * layout.mm_per_px)
    assert spans == pytest.approx([96, 80, 96, 64, 80, 64], abs=3)


def test_the_3d_view_shows_the_surface(drawn):
    image, layout = drawn
    pixels = panel(image, layout.boxes[1])
    assert 0.1 < is_red(pixels).mean() < 0.8
    assert is_red(pixels)[:2].sum() == 0


def test_letters_stand_at_the_edges_of_every_slice(drawn):
    image, layout = drawn
    for box in (layout.boxes[0], *layout.boxes[2:]):
        edge = panel(image, box)[box.height // 2 - 8 : box.height // 2 + 8, :22]
        assert (edge.min(axis=2) > 150).sum() > 8
        edge = panel(image, box)[box.height // 2 - 8 : box.height // 2 + 8, -22:]
        assert (edge.min(axis=2) > 150).sum() > 8


def test_the_legend_has_the_segments_colour(drawn):
    image, layout = drawn
    below = np.asarray(image)[layout.size[1] :]
    assert below.shape[0] > 15
    assert (below == (230, 26, 26)).all(axis=-1).sum() > 40


def test_without_surfaces_the_3d_view_stays_empty(drawing, box_volume, box_segmentation):
    image = draw_picture(box_volume, box_segmentation, replace(SMALL, surface=False))
    assert not is_red(panel(image, arrange_four((120, 100, 80), 480).boxes[1])).any()


def test_opacity_and_window_are_obeyed(drawing, box_volume, box_segmentation):
    box = arrange_four((120, 100, 80), 480).boxes[0]
    centre = (slice(box.height // 2 - 8, box.height // 2 + 8), slice(box.width // 2 - 8, box.width // 2 + 8))
    parameters = replace(SMALL, fill_opacity=1.0, surface=False, window="100,0")
    solid = panel(draw_picture(box_volume, box_segmentation, parameters), box)
    np.testing.assert_allclose(solid[centre].reshape(-1, 3).mean(axis=0), (230, 26, 26), atol=3)
    none = replace(parameters, fill_opacity=0.0, outline_opacity=0.0)
    grey = panel(draw_picture(box_volume, box_segmentation, none), box)
    assert grey[centre].min() == 255
    assert not is_red(grey).any()


def test_segments_on_another_grid_are_drawn_where_they_are(drawing, box_volume):
    grid = Geometry.from_axes((10, 5, 10), (4.0, 4.0, 2.0), (-18.0, -8.0, -9.0))
    mask = np.ones(grid.shape, bool)
    image = draw_picture(box_volume, Segmentation.from_masks(grid, {Segment("a"): mask}), SMALL)
    layout = arrange_four((120, 100, 80), 480)
    assert is_red(panel(image, layout.boxes[0])).sum() == pytest.approx(800 / layout.mm_per_px**2, rel=0.15)


def test_a_segmentation_elsewhere_is_refused(drawing, box_volume, tmp_path):
    grid = Geometry.from_axes((10, 5, 10), (4.0, 4.0, 2.0), (500.0, 0.0, 0.0))
    far = Segmentation.from_masks(grid, {Segment("a"): np.ones(grid.shape, bool)})
    with pytest.raises(GeometryMismatchError, match="one patient"):
        render_png(box_volume, far, tmp_path / "a.png", SMALL)
    assert not list(tmp_path.iterdir())


def test_a_single_slice_gets_one_large_view(drawing, box_volume, box_segmentation):
    box = (slice(20, 21), slice(None), slice(None))
    flat = Volume(box_volume.array[box], box_volume.geometry.cropped(box), Modality.CT)
    mask = Segmentation.from_masks(flat.geometry, {Segment("a"): flat.array == 60})
    image = draw_picture(flat, mask, SMALL)
    layout = arrange_one((120, 100), 480)
    assert image.size[0] == 480
    assert is_red(panel(image, layout.boxes[0])).sum() == pytest.approx(800 / layout.mm_per_px**2, rel=0.12)


def test_a_film_has_neither_letters_nor_ruler_nor_volumes(drawing):
    array = np.full((1, 80, 100), 100, np.uint8)
    array[0, :4, :4] = 101
    film = Volume(array, Geometry.from_axes(array.shape, (1, 1, 1)), Modality.XRAY)
    nothing = Segmentation.from_masks(film.geometry, {Segment("a"): np.zeros(array.shape, bool)})
    image = draw_picture(film, nothing, replace(SMALL, window="200,100"))
    view = np.asarray(image)[:380]
    assert view.min() > 120
    assert view.max() < 135


def test_an_image_without_spacing_has_no_ruler(drawing, box_volume, box_segmentation):
    unknown = replace(box_volume, findings=(Finding("no-spacing", "No spacing."),))
    layout = arrange_four((120, 100, 80), 480)
    corner = (slice(-14, None), slice(20, 60))
    with_ruler = panel(draw_picture(box_volume, box_segmentation, replace(SMALL, surface=False)), layout.boxes[0])[corner]
    without = panel(draw_picture(unknown, box_segmentation, replace(SMALL, surface=False)), layout.boxes[0])[corner]
    assert (with_ruler.min(axis=-1) > 200).any()
    assert not (without.min(axis=-1) > 200).any()


def test_empty_segmentations_are_drawn_too(drawing, box_volume):
    empty = Segmentation.from_masks(box_volume.geometry, {Segment("a"): np.zeros(box_volume.array.shape, bool)})
    none = Segmentation.from_masks(box_volume.geometry, {})
    for segmentation in (empty, none):
        assert draw_picture(box_volume, segmentation, replace(SMALL, surface=True)).size[0] == 480


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".PNG"])
def test_the_file_is_of_the_format_that_its_name_says(drawing, box_volume, box_segmentation, tmp_path, suffix):
    path = tmp_path / "new folder" / f"picture{suffix}"
    assert render_png(box_volume, box_segmentation, path, replace(SMALL, surface=False)) == path
    with Image.open(path) as image:
        assert image.format == ("JPEG" if suffix == ".jpg" else "PNG")
        assert image.size[0] == 480


def test_other_formats_are_refused_before_anything_is_drawn(box_volume, box_segmentation, tmp_path):
    for name in ("a.gif", "a.bmp", "a"):
        with pytest.raises(ParameterError, match="png"):
            render_png(box_volume, box_segmentation, tmp_path / name)


def test_a_place_that_cannot_be_written_is_an_error(drawing, box_volume, box_segmentation, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError):
        render_png(box_volume, box_segmentation, tmp_path / "file" / "a.png", replace(SMALL, surface=False))


def test_a_real_tumour_is_drawn_at_its_size(drawing, data_dir):
    import SimpleITK as sitk

    folder = data_dir / "mr_brain_tumour"
    image, label = (sitk.ReadImage(str(folder / f"brain1_{kind}.nrrd")) for kind in ("image", "label"))
    directions = np.array(image.GetDirection()).reshape(3, 3)
    geometry = Geometry.from_axes(image.GetSize()[::-1], image.GetSpacing(), image.GetOrigin(), directions)
    mask = sitk.GetArrayFromImage(label) > 0
    volume = Volume(sitk.GetArrayFromImage(image), geometry, Modality.MR)
    picture = draw_picture(volume, Segmentation.from_masks(geometry, {Segment("tumour"): mask}), RenderParameters(width_px=640))
    size = np.array(image.GetSize()) * image.GetSpacing()
    layout = arrange_four(tuple(size), 640)
    largest_mm2 = mask.sum(axis=(1, 2)).max() * geometry.spacing_mm[1] * geometry.spacing_mm[2]
    assert is_red(panel(picture, layout.boxes[0])).sum() == pytest.approx(largest_mm2 / layout.mm_per_px**2, rel=0.12)
    assert is_red(panel(picture, layout.boxes[1])).mean() > 0.1
