"""The live preview of a threshold."""

import math

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter, map_coordinates

from medseg.errors import ParameterError
from medseg.mrml import PreviewTarget, ThresholdPreview, volume_to_node
from medseg.mrml.preview_layer import single_bounds
from medseg.mrml.toolkit import from_matrix
from medseg.records import Plane
from medseg.volume import Geometry, Modality, Volume

SIZE = (120, 90)


@pytest.fixture
def noise():
    """A smooth random image on an oblique, flipped, anisotropic grid; -100 to 100 about."""
    array = gaussian_filter(np.random.default_rng(4).normal(size=(24, 40, 36)), 2)
    turn = np.array([[0.0, -1.0, 0.0], [0.8, 0.0, 0.6], [-0.6, 0.0, 0.8]])
    matrix = np.eye(4)
    matrix[:3, :3] = turn @ np.diag([1.3, -1.0, 2.5])
    return Volume((array * 1000).astype(np.int16), Geometry(array.shape, matrix), Modality.CT)


@pytest.fixture
def look(drawing):
    """Show an image in a slice view, without interpolation, in the patient's plane: oblique to the image."""

    def look(volume, plane=Plane.AXIAL, interpolate=False):
        node = volume_to_node(volume, drawing.scene)
        node.GetDisplayNode().SetInterpolate(interpolate)
        view = drawing.add_slice_view(plane, SIZE)
        view.show(node)
        view.node.SetOrientation(plane.value.capitalize())
        view.logic.FitSliceToBackground()
        return view

    return look


def target(view):
    return PreviewTarget(view.logic, view.renderer, view.render)


def coloured(preview):
    return preview.masks[0]


def is_red(pixels):
    return pixels[..., 0].astype(int) > pixels[..., 1].astype(int) + 40


def pixels_ijk(view, volume):
    """Voxel index (not rounded) of every pixel, (rows, columns, 3), bottom row first as VTK has it."""
    rows, columns = np.mgrid[: SIZE[1], : SIZE[0]]
    xy = np.stack([columns.ravel(), rows.ravel(), np.zeros(rows.size), np.ones(rows.size)])
    ras = (from_matrix(view.node.GetXYToRAS()) @ xy)[:3].T
    return volume.geometry.to_ijk(ras).reshape(SIZE[1], SIZE[0], 3)


def nearest(view, volume):
    """Judge: NumPy's nearest voxel of each pixel; NaN outside the image."""
    index = np.floor(pixels_ijk(view, volume) + 0.5).astype(int)
    inside = ((index >= 0) & (index < volume.geometry.shape[::-1])).all(axis=-1)
    values = np.full(inside.shape, np.nan)
    i, j, k = index[inside].T
    values[inside] = volume.array[k, j, i]
    return values


def on_the_edge(view, volume):
    """Pixels that lie between two voxels, where either is the nearest."""
    fraction = pixels_ijk(view, volume) % 1
    return (np.abs(fraction - 0.5) < 1e-9).any(axis=-1)


@pytest.mark.parametrize("plane", list(Plane))
def test_every_pixel_is_coloured_that_numpy_says(look, noise, plane):
    view = look(noise, plane)
    values, clear = nearest(view, noise), ~on_the_edge(view, noise)
    assert clear.mean() > 0.9
    with ThresholdPreview([target(view)]) as preview:
        for lower, upper in [(20, 80), (-30.5, -10.2), (None, 0), (15, None), (-5, 5), (None, None)]:
            preview.set_bounds(lower, upper)
            expected = (values >= (-math.inf if lower is None else lower)) & (values <= (math.inf if upper is None else upper))
            assert 100 < expected.sum() < expected.size
            np.testing.assert_array_equal(preview.masks[0][clear], expected[clear], err_msg=f"{lower} to {upper}")


def test_with_interpolation_the_preview_follows_the_interpolated_image(look, noise):
    view = look(noise, interpolate=True)
    index = pixels_ijk(view, noise)
    inside = ((index >= 0) & (index <= np.array(noise.geometry.shape[::-1]) - 1)).all(axis=-1)
    values = map_coordinates(noise.array.astype(float), index[inside][:, ::-1].T, order=1)
    with ThresholdPreview([target(view)]) as preview:
        preview.set_bounds(20, 80)
        disagree = coloured(preview)[inside] != ((values >= 20) & (values <= 80))
    assert np.abs(values[disagree] - 20)[np.abs(values[disagree] - 20) < 30].max(initial=0) <= 1
    assert disagree.mean() < 0.02


def test_nothing_is_coloured_outside_the_image(look, noise):
    view = look(noise)
    with ThresholdPreview([target(view)]) as preview:
        preview.set_bounds(-1e6, 1e6)
        np.testing.assert_array_equal(coloured(preview), ~np.isnan(nearest(view, noise)))


def test_the_colour_lies_over_the_image_and_goes_away(look, noise):
    view = look(noise)
    before = view.capture()
    preview = ThresholdPreview([target(view)], color=(1.0, 0.0, 0.0), opacity=0.5)
    np.testing.assert_array_equal(view.capture(), before)
    preview.set_bounds(20, 80)
    shown = view.capture()
    mask = coloured(preview)[::-1]
    np.testing.assert_array_equal(shown[~mask], before[~mask])
    np.testing.assert_allclose(shown[mask][:, 0], 0.5 * before[mask][:, 0] + 127.5, atol=3)
    np.testing.assert_allclose(shown[mask][:, 1], 0.5 * before[mask][:, 1], atol=3)
    preview.hide()
    np.testing.assert_array_equal(view.capture(), before)
    preview.show()
    np.testing.assert_array_equal(view.capture(), shown)
    preview.close()
    preview.close()
    np.testing.assert_array_equal(view.capture(), before)


def test_the_preview_follows_the_slice(look, noise):
    view = look(noise)
    with ThresholdPreview([target(view)]) as preview:
        preview.set_bounds(20, 80)
        first = coloured(preview)
        view.node.SetSliceOffset(view.node.GetSliceOffset() + 6)
        values = nearest(view, noise)
        second = coloured(preview)
        assert (first != second).any()
        np.testing.assert_array_equal(second, (values >= 20) & (values <= 80))


def test_another_image_in_the_view_is_thresholded_at_once(look, noise, drawing):
    view = look(noise)
    with ThresholdPreview([target(view)]) as preview:
        preview.set_bounds(0.5, 2)
        bright = Volume(np.ones(noise.array.shape, np.uint8), noise.geometry)
        view.show(volume_to_node(bright, drawing.scene))
        preview.update()
        assert coloured(preview).sum() == (nearest(view, bright) == 1).sum() > 0


def test_without_an_image_nothing_is_shown_and_nothing_fails(look, noise):
    view = look(noise)
    with ThresholdPreview([target(view)]) as preview:
        preview.set_bounds(0, 100)
        assert is_red(view.capture()).any()
        view.logic.GetSliceCompositeNode().SetBackgroundVolumeID(None)
        preview.set_bounds(0, 100)
        preview.update()
        assert not is_red(view.capture()).any()


def test_pulsing_changes_the_opacity_and_comes_around(look, noise):
    view = look(noise)
    with ThresholdPreview([target(view)]) as preview:
        preview.set_bounds(20, 80)
        start = view.capture()
        seen = []
        for _ in range(8):
            preview.pulse()
            seen.append(view.capture())
        np.testing.assert_array_equal(seen[-1], start)
        assert len({image.tobytes() for image in seen}) > 3


def test_each_view_is_asked_to_draw(look, noise):
    view, calls = look(noise), []
    preview = ThresholdPreview([PreviewTarget(view.logic, view.renderer, lambda: calls.append(1))])
    preview.set_bounds(0, 1)
    preview.hide()
    preview.close()
    assert len(calls) == 3


def test_bounds_and_looks_that_cannot_be_are_refused(look, noise):
    view = look(noise)
    with pytest.raises(ParameterError, match="opacity"):
        ThresholdPreview([target(view)], opacity=2)
    with ThresholdPreview([target(view)]) as preview:
        for bounds in [(2, 1), (math.nan, 1), (1, math.nan)]:
            with pytest.raises(ParameterError, match="lower bound"):
                preview.set_bounds(*bounds)


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.float32, np.float64])
def test_any_type_of_number_is_thresholded_as_numpy_does(look, dtype):
    """VTK cuts bounds off to the type of the image, so that 0.5 takes in 0, and brings those beyond it to its ends."""
    values = np.array([0, 1, 2, 3, 7, 8, 200, 255, 0.1]).astype(dtype)
    volume = Volume(np.tile(values, (2, 9, 1)), Geometry.from_axes((2, 9, 9), (1, 1, 1)), Modality.CT)
    view = look(volume)
    seen, clear = nearest(view, volume), ~on_the_edge(view, volume)
    above, below = [(0.5, 2.5), (300, 400), (255.5, math.inf), (250, 1e12), (7.000000001, 255)], [(-1e9, 3), (-math.inf, -1)]
    with ThresholdPreview([target(view)]) as preview:
        for bounds in [*above, *below, (-math.inf, math.inf), (7.2, 7.8), (0.1, 0.1), (0, 255)]:
            preview.set_bounds(*bounds)
            expected = (seen >= bounds[0]) & (seen <= bounds[1])
            np.testing.assert_array_equal(preview.masks[0][clear], expected[clear], err_msg=f"{bounds}")


def test_nan_is_never_coloured(look):
    array = np.full((2, 9, 9), np.nan, np.float32)
    array[:, 4] = 5
    view = look(Volume(array, Geometry.from_axes(array.shape, (1, 1, 1)), Modality.MR))
    with ThresholdPreview([target(view)]) as preview:
        preview.set_bounds(None, None)
        assert 0 < preview.masks[0].mean() < 0.2


@pytest.mark.parametrize("bound", [0.1, 20.000000001, -0.3, 1e-50, 16777217.0, 1e39, -1e39])
def test_single_bounds_hold_the_same_32_bit_numbers(bound):
    low, high = single_bounds(bound, bound)
    middle = np.float32(min(max(bound, -3e38), 3e38))
    for number in (middle, np.nextafter(middle, np.float32(1e38)), np.nextafter(middle, np.float32(-1e38))):
        assert (low <= float(number) <= high) == (float(number) == bound)
    low, high = single_bounds(bound, math.inf)
    assert (low <= 3e38 <= high) == (bound <= 3e38)


def test_bounds_without_limits_hold_every_number():
    low, high = single_bounds(-math.inf, math.inf)
    assert (low, high) == (-float(np.finfo(np.float32).max), float(np.finfo(np.float32).max))
