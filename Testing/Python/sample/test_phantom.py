"""The phantom is a plausible patient, its truth is true, and no threshold alone finds its lesions."""

import itertools
from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy import ndimage

from medseg.errors import CancelledError, ParameterError
from medseg.records import PhantomParameters
from medseg.sample import canvas as canvas_module
from medseg.sample import make_phantom
from medseg.volume import Modality, Segmentation, Volume

NAMES = (
    "Infection",
    "Ground-glass opacity",
    "Consolidation",
    "Right lung",
    "Left lung",
    "Airways",
    "Heart",
    "Bone",
    "Body",
)

EXPECTED_ML = {
    "Infection": 440.1,
    "Ground-glass opacity": 365.8,
    "Consolidation": 74.3,
    "Right lung": 1962.7,
    "Left lung": 1908.4,
    "Airways": 65.1,
    "Heart": 418.3,
    "Bone": 1018.3,
    "Body": 17113.6,
}
EXPECTED_MEAN_HU = -619.82


@cache
def small(**options: Any) -> tuple[Volume, Segmentation]:
    return make_phantom(PhantomParameters(**{"columns": 80, "rows": 72, "slices": 40, **options}))


def ml(truth: Segmentation, name: str) -> float:
    return float(truth.mask(name).sum() * truth.geometry.voxel_volume_ml)


def centre_ras(truth: Segmentation, name: str) -> np.ndarray:
    return truth.geometry.to_ras(np.argwhere(truth.mask(name))[:, ::-1]).mean(axis=0)


def lungs(truth: Segmentation) -> np.ndarray:
    return truth.mask("Right lung") | truth.mask("Left lung")


def best_dice(array: np.ndarray, truth: np.ndarray, region: np.ndarray) -> float:
    """The highest Dice of any lower and upper bound, within a region."""
    values, inside = array[region].astype(np.int64) + 1100, truth[region]
    hits = np.cumsum(np.bincount(values[inside], minlength=4300))
    rest = np.cumsum(np.bincount(values[~inside], minlength=4300))
    every = np.arange(0, 4300, 5)
    found = hits[every][None, :] - hits[every][:, None]
    wrong = rest[every][None, :] - rest[every][:, None]
    return float((2 * found / (found + wrong + truth.sum()).clip(1))[found > 0].max())


def test_the_default_grid_shows_the_whole_chest() -> None:
    volume, truth = make_phantom(PhantomParameters(noise_hu=0, ground_glass=0, consolidations=0))
    assert volume.array.shape == (120, 256, 256)
    assert volume.geometry.spacing_mm == pytest.approx((2.5, 1.5, 1.5))
    assert volume.geometry.orientation == "LPS"
    assert truth.geometry is volume.geometry
    body = truth.mask("Body")
    assert not body[:, :, [0, -1]].any()
    assert not body[:, [0, -1]].any()
    assert not lungs(truth)[[0, -1]].any()


def test_the_image_is_a_ct_in_whole_hounsfield_units(phantom: Any) -> None:
    assert phantom.volume.modality is Modality.CT
    assert phantom.volume.array.dtype == np.int16
    assert phantom.volume.array.min() >= -1024
    assert phantom.volume.padding_value is None


def test_the_truth_has_its_segments_with_codes_and_the_infection_in_red_first(phantom: Any) -> None:
    assert phantom.truth.names == NAMES
    assert phantom.truth.segments[0].color[0] > 0.8 > 3 * phantom.truth.segments[0].color[1]
    assert all(segment.coding is not None for segment in phantom.truth.segments)
    assert len({segment.color for segment in phantom.truth.segments}) == len(NAMES)
    assert phantom.truth.provenance["parameters"]["columns"] == 160


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("Right lung", 1500, 3200),
        ("Left lung", 1200, 3000),
        ("Heart", 350, 900),
        ("Airways", 30, 120),
        ("Bone", 800, 2000),
        ("Body", 14000, 26000),
        ("Infection", 150, 900),
        ("Consolidation", 20, 200),
    ],
)
def test_volumes_are_those_of_a_man(phantom: Any, name: str, least: float, most: float) -> None:
    assert least < ml(phantom.truth, name) < most


def test_right_is_right_and_the_heart_is_on_the_left(phantom: Any) -> None:
    assert centre_ras(phantom.truth, "Right lung")[0] > 40
    assert centre_ras(phantom.truth, "Left lung")[0] < -40
    assert centre_ras(phantom.truth, "Heart")[0] < -3
    assert centre_ras(phantom.truth, "Heart")[1] > centre_ras(phantom.truth, "Right lung")[1] + 10
    assert centre_ras(phantom.truth, "Airways")[2] > centre_ras(phantom.truth, "Heart")[2] + 30


def test_the_spine_is_behind_and_the_table_under_the_patient(phantom: Any) -> None:
    volume, truth = phantom
    bone_behind = truth.mask("Bone")[:, volume.array.shape[1] // 2 :].sum()
    assert bone_behind > 0.6 * truth.mask("Bone").sum()
    outside = (volume.array > -400) & ~ndimage.binary_dilation(truth.mask("Body"), iterations=2)
    assert outside[:, 100:].sum() > 1000
    assert outside[:, :60].sum() == 0


def test_there_are_24_ribs_and_they_slope_down_to_the_front(phantom: Any) -> None:
    volume, truth = phantom
    at = volume.geometry.to_ijk([[90.0, 0.0, 0.0]])[0]
    plane = truth.mask("Bone")[:, :, round(at[0])]
    _, count = ndimage.label(plane)
    assert count >= 10
    front, back = plane[:, : round(at[1])], plane[:, round(at[1]) :]
    assert np.argwhere(front)[:, 0].mean() < np.argwhere(back)[:, 0].mean()


def test_the_infection_is_its_two_kinds_together_and_lies_in_the_lungs(phantom: Any) -> None:
    glass, solid = phantom.truth.mask("Ground-glass opacity"), phantom.truth.mask("Consolidation")
    infection = phantom.truth.mask("Infection")
    assert not (glass & solid).any()
    np.testing.assert_array_equal(infection, glass | solid)
    assert not (infection & ~lungs(phantom.truth)).any()


def test_a_consolidation_touches_the_pleura(phantom: Any) -> None:
    beside = ndimage.binary_dilation(phantom.truth.mask("Consolidation"), iterations=2)
    wall = phantom.truth.mask("Body") & ~lungs(phantom.truth) & ~phantom.truth.mask("Heart")
    assert (beside & wall).sum() > 50


def test_vessels_belong_to_the_lungs_and_great_airways_do_not(phantom: Any) -> None:
    volume, truth = phantom
    healthy = ndimage.binary_erosion(lungs(truth), iterations=3) & ~ndimage.binary_dilation(truth.mask("Infection"), iterations=3)
    assert (volume.array[healthy] > -300).sum() > 200
    assert not (truth.mask("Airways") & lungs(truth)).any()
    lumen = ndimage.binary_erosion(truth.mask("Airways"), iterations=2)
    assert np.median(volume.array[lumen]) < -950


def test_lungs_are_one_part_each_without_holes(phantom: Any) -> None:
    for name in ("Right lung", "Left lung"):
        mask = phantom.truth.mask(name)
        labels, _ = ndimage.label(mask)
        assert np.bincount(labels.ravel())[1:].max() > 0.995 * mask.sum()


def test_the_lungs_bases_are_hollow(phantom: Any) -> None:
    """The diaphragm's dome rises into each lung: its floor lies higher in the middle than at the outer wall."""
    for name in ("Right lung", "Left lung"):
        mask = phantom.truth.mask(name)
        floor = np.where(mask.any(axis=0), mask.argmax(axis=0), mask.shape[0])
        columns = np.flatnonzero(mask.any(axis=(0, 1)))
        middle = floor[:, (columns[0] + columns[-1]) // 2]
        outer = min(floor[:, columns[5]].min(), floor[:, columns[-6]].min())
        assert np.median(middle[middle < mask.shape[0]]) > outer + 5


def test_there_is_gas_in_the_stomach_which_is_no_lung(phantom: Any) -> None:
    volume, truth = phantom
    gas = (
        (volume.array < -800) & truth.mask("Body") & ~ndimage.binary_dilation(lungs(truth) | truth.mask("Airways"), iterations=2)
    )
    labels, _ = ndimage.label(gas)
    largest = labels == np.argmax(np.bincount(labels.ravel())[1:]) + 1
    assert largest.sum() * volume.geometry.voxel_volume_ml > 40
    centre = volume.geometry.to_ras(np.argwhere(largest)[:, ::-1]).mean(axis=0)
    assert centre[0] < -30
    assert centre[2] < centre_ras(truth, "Left lung")[2] - 40


@pytest.mark.parametrize(("name", "least", "most"), [("Heart", 30, 50), ("Bone", 140, 500), ("Consolidation", -20, 60)])
def test_tissues_have_their_hounsfield_units(phantom: Any, name: str, least: float, most: float) -> None:
    inside = ndimage.binary_erosion(phantom.truth.mask(name))
    assert least < np.median(phantom.volume.array[inside]) < most


def test_healthy_lung_is_aerated_and_denser_behind(phantom: Any) -> None:
    volume, truth = phantom
    healthy = ndimage.binary_erosion(lungs(truth), iterations=2) & ~ndimage.binary_dilation(truth.mask("Infection"), iterations=4)
    assert -880 < np.median(volume.array[healthy]) < -820
    half = round(volume.geometry.to_ijk([[0, 0, 0]])[0][1])
    front, behind = volume.array[:, :half][healthy[:, :half]], volume.array[:, half:][healthy[:, half:]]
    assert np.median(behind) > np.median(front) + 10
    glass = np.median(volume.array[truth.mask("Ground-glass opacity")])
    assert -700 < glass < -400


def test_fat_and_soft_tissue_make_two_peaks(phantom: Any) -> None:
    volume, truth = phantom
    histogram = np.bincount((volume.array[truth.mask("Body")] + 1100).astype(int), minlength=4300)[900:1300]
    smooth = ndimage.gaussian_filter1d(histogram.astype(float), 6)
    peaks = [hu - 200 for hu in range(1, 399) if smooth[hu - 1] < smooth[hu] >= smooth[hu + 1] and smooth[hu] > smooth.max() / 5]
    assert len(peaks) == 2
    assert -115 < peaks[0] < -85
    assert 35 < peaks[1] < 70


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_threshold_finds_the_lesions_not_even_in_the_true_lungs(seed: int) -> None:
    volume, truth = small(seed=seed, columns=128, rows=128, slices=60)
    for name, region in itertools.product(NAMES[:3], (np.ones(volume.array.shape, bool), lungs(truth))):
        assert best_dice(volume.array, truth.mask(name), region) < 0.95
    assert best_dice(volume.array, truth.mask("Infection"), np.ones(volume.array.shape, bool)) < 0.6


def test_lesions_can_be_found_in_the_lungs_all_the_same(phantom: Any) -> None:
    volume, truth = phantom
    smooth = ndimage.gaussian_filter(volume.array.astype(np.float32), 1)
    inside = ndimage.binary_erosion(lungs(truth), iterations=1)
    assert best_dice(smooth.astype(int), truth.mask("Infection"), inside) > 0.75


def test_lungs_and_bones_can_be_found(phantom: Any) -> None:
    volume, truth = phantom
    assert best_dice(volume.array, lungs(truth), truth.mask("Body")) > 0.9
    assert best_dice(volume.array, truth.mask("Bone"), truth.mask("Body")) > 0.75


def test_the_same_seed_gives_the_same_patient_and_another_one_another() -> None:
    first, again, other = small(), small.__wrapped__(), small(seed=2)
    np.testing.assert_array_equal(first[0].array, again[0].array)
    for name in NAMES:
        np.testing.assert_array_equal(first[1].mask(name), again[1].mask(name))
    assert (first[1].mask("Infection") != other[1].mask("Infection")).mean() > 0.001
    assert abs(ml(first[1], "Body") - ml(other[1], "Body")) > 10


def test_the_image_is_the_same_however_it_is_cut_into_slabs(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = small()
    monkeypatch.setattr(canvas_module, "SLAB_VOXELS", 80 * 72 * 3)
    parts = small.__wrapped__()
    assert np.abs(whole[0].array.astype(int) - parts[0].array).max() <= 1
    for name in NAMES:
        assert (whole[1].mask(name) != parts[1].mask(name)).sum() <= 2


def test_the_standard_patient_is_this_one_on_every_machine() -> None:
    """Numbers that were looked at once; another platform may round differently, but not make another patient."""
    volume, truth = small()
    volumes = {name: ml(truth, name) for name in NAMES}
    assert volumes == pytest.approx(EXPECTED_ML, rel=0.005, abs=1)
    assert volume.array.mean() == pytest.approx(EXPECTED_MEAN_HU, abs=0.5)


def test_a_finer_grid_shows_the_same_patient() -> None:
    coarse, fine = small()[1], small(columns=160, rows=144, slices=80)[1]
    for name in ("Right lung", "Left lung", "Heart", "Infection", "Body"):
        assert ml(coarse, name) == pytest.approx(ml(fine, name), rel=0.03)
        np.testing.assert_allclose(centre_ras(coarse, name), centre_ras(fine, name), atol=1.5)


def test_a_slice_alone_is_the_one_it_is_in_the_whole() -> None:
    middle, whole = small(slices=1, slice_mm=3.0), small(slices=41, slice_mm=3.0)
    assert middle[0].geometry.shape == (1, 72, 80)
    for name in NAMES:
        np.testing.assert_array_equal(middle[1].mask(name)[0], whole[1].mask(name)[20])
    assert lungs(middle[1]).any()
    assert middle[1].mask("Heart").any()


@pytest.mark.parametrize(
    "grid",
    [
        {"columns": 8, "rows": 8, "slices": 1},
        {"columns": 9, "rows": 31, "slices": 2},
        {"columns": 64, "rows": 16, "slices": 7},
        {"columns": 33, "rows": 65, "slices": 129},
        {"columns": 32, "rows": 32, "slices": 8, "pixel_mm": 0.3, "slice_mm": 0.5},
        {"columns": 16, "rows": 16, "slices": 4, "pixel_mm": 60.0, "slice_mm": 60.0},
        {"columns": 32, "rows": 32, "slices": 500, "slice_mm": 3.0},
    ],
)
def test_any_grid_will_do(grid: dict[str, Any]) -> None:
    volume, truth = make_phantom(PhantomParameters(**grid))
    assert volume.array.shape == (grid["slices"], grid["rows"], grid["columns"])
    assert truth.names == NAMES
    if "pixel_mm" in grid:
        assert volume.geometry.spacing_ijk[0] == grid["pixel_mm"]


def test_without_lesions_there_are_none() -> None:
    _, truth = small(ground_glass=0, consolidations=0)
    assert not truth.mask("Infection").any()


def test_the_number_of_lesions_counts() -> None:
    few, many = small(ground_glass=1, consolidations=0)[1], small(ground_glass=30, consolidations=30)[1]
    assert not few.mask("Consolidation").any()
    assert 5 < ml(few, "Infection") < 150
    assert ml(many, "Infection") > 800
    assert not (many.mask("Infection") & ~lungs(many)).any()


def test_lesions_do_not_change_the_rest_of_the_patient() -> None:
    with_lesions, without = small()[1], small(ground_glass=0, consolidations=0)[1]
    for name in ("Right lung", "Left lung", "Airways", "Heart", "Bone", "Body"):
        np.testing.assert_array_equal(with_lesions.mask(name), without.mask(name))


def test_without_a_table_there_is_air_around_the_patient() -> None:
    volume, truth = small(table=False, noise_hu=0)
    assert volume.array[~ndimage.binary_dilation(truth.mask("Body"), iterations=3)].max() < -990


def test_arms_lie_beside_the_body() -> None:
    up, down = small(), small(arms=True, columns=128, rows=128)
    assert down[0].geometry.spacing_ijk[0] * 128 > up[0].geometry.spacing_ijk[0] * 80
    assert ml(down[1], "Body") > ml(up[1], "Body") + 1500
    _, parts = ndimage.label(down[1].mask("Body")[10])
    assert parts == 3


def test_outside_the_scanners_circle_is_padding_and_no_truth() -> None:
    volume, truth = small(columns=72, padding_hu=-3024, arms=True)
    padded = volume.array == -3024
    assert volume.padding_value == -3024
    assert padded.mean() == pytest.approx(1 - np.pi / 4, abs=0.03)
    assert padded[:, 0, 0].all()
    assert not padded[:, 36, 36].any()
    assert not (truth.mask("Body") & padded).any()


@pytest.mark.parametrize("sd_hu", [0.0, 10.0, 40.0])
def test_noise_is_as_strong_as_asked_for(sd_hu: float) -> None:
    clean, noisy = small(noise_hu=0)[0], small(noise_hu=sd_hu)[0]
    difference = noisy.array.astype(float) - clean.array
    middle = difference[15:20, 30:42, 34:46]
    assert middle.std() == pytest.approx(sd_hu, rel=0.12, abs=0.01)
    assert abs(difference[:, :, 20:60].mean()) < 0.05 * sd_hu + 0.01


def test_noise_has_a_grain() -> None:
    """Filtered back projection leaves little power at the lowest frequencies; neighbouring slices are alike."""
    options = {"columns": 128, "rows": 128, "slices": 9, "pixel_mm": 0.8, "slice_mm": 1.0}
    noise = small(**options)[0].array.astype(float) - small(noise_hu=0, **options)[0].array
    power = np.abs(np.fft.fft2(noise)) ** 2
    low, middle = power[:, 1:3, 1:3].mean(), power[:, 20:30, 20:30].mean()
    assert low < 0.4 * middle
    assert 0.3 < np.corrcoef(noise[4].ravel(), noise[5].ravel())[0, 1] < 0.8


def test_blur_softens_edges() -> None:
    sharp, soft = small(blur_mm=0, noise_hu=0)[0].array.astype(float), small(blur_mm=12, noise_hu=0)[0].array.astype(float)
    assert np.abs(np.diff(soft, axis=2)).max() < 0.6 * np.abs(np.diff(sharp, axis=2)).max()


def test_progress_rises_and_cancelling_stops() -> None:
    seen: list[float] = []
    make_phantom(PhantomParameters(columns=16, rows=16, slices=4), lambda fraction, message: seen.append(fraction))
    assert seen == sorted(seen)
    assert 0 <= seen[0] < seen[-1] <= 1

    def cancel(fraction: float, message: str) -> None:
        raise CancelledError("stop")

    with pytest.raises(CancelledError):
        make_phantom(PhantomParameters(columns=16, rows=16, slices=4), cancel)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"columns": 7}, "columns from 8"),
        ({"slices": 0}, "slices from 1"),
        ({"columns": 4096, "rows": 4096, "slices": 4096}, "at most 1,073,741,824 voxels"),
        ({"pixel_mm": 0}, "pixel_mm from 0.1"),
        ({"seed": -1}, "seed from 0"),
        ({"ground_glass": 41}, "ground_glass from 0 to 40"),
        ({"padding_hu": 0}, "padding_hu from -32768 to -1024"),
        ({"noise_hu": float("nan")}, "noise_hu"),
    ],
)
def test_parameters_out_of_range_are_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        PhantomParameters(**given)
