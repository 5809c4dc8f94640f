"""The body: without table, clothes and padding, with lungs and arms, on made and real images."""

from pathlib import Path

import numpy as np
import pytest

from medseg.filters.body import body_mask
from medseg.filters.itk import from_sitk
from medseg.volume import Geometry, Modality, Volume

SPACING = (3.0, 1.5, 1.5)


def chest() -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """A trunk with lungs open above and below, an arm, a table that touches the back, a shirt and padding; and where each is."""
    k, j, i = np.ogrid[-1:1:24j, -1:1:150j, -1:1:160j]
    trunk = (i / 0.55) ** 2 + ((j + 0.1) / 0.5) ** 2 + 0 * k < 1
    shirt = ((i / 0.6) ** 2 + ((j + 0.1) / 0.55) ** 2 + 0 * k < 1) & ~trunk
    lungs = (((np.abs(i) - 0.26) / 0.18) ** 2 + ((j + 0.1) / 0.35) ** 2 + 0 * k < 1) & trunk
    arm = ((i - 0.8) / 0.12) ** 2 + (j / 0.12) ** 2 + 0 * k < 1
    table = (np.abs(j - 0.42) < 0.02) & (np.abs(i) < 0.8) & (k < 9)
    padding = np.hypot(i, j) + 0 * k > 1.2
    places = {"trunk": trunk, "lungs": lungs, "arm": arm, "table": table & ~trunk, "shirt": shirt, "padding": padding}
    array = np.random.default_rng(0).normal(-1000, 15, trunk.shape)
    for name, value in (("shirt", -600), ("table", 100), ("trunk", 40), ("arm", 40), ("lungs", -850), ("padding", -3024)):
        array[places[name]] = value
    return array.astype(np.int16), places


def grid(shape: tuple[int, ...]) -> Geometry:
    k, j, i = shape
    return Geometry.from_axes((k, j, i), SPACING[::-1])


def test_ct_has_trunk_lungs_and_arm_but_no_table_shirt_or_padding(either_way: str) -> None:
    array, places = chest()
    body = body_mask(Volume(array, grid(array.shape), Modality.CT))
    assert body[places["trunk"]].mean() > 0.995
    assert body[places["lungs"]].all()
    assert body[places["arm"]].mean() > 0.98
    assert body[places["table"]].mean() < 0.2  # what touches the back
    assert not body[places["padding"]].any()
    assert not (body & ~(places["trunk"] | places["arm"] | places["table"])).any()


def test_a_ct_that_lies_on_its_side_has_the_same_body() -> None:
    array, _ = chest()
    upright = grid(array.shape)
    body = body_mask(Volume(array, upright, Modality.CT))
    turned = np.ascontiguousarray(array.transpose(2, 0, 1)[::-1])
    matrix = upright.ijk_to_ras @ np.array([[0, 0, -1, array.shape[2] - 1], [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1.0]])
    again = body_mask(Volume(turned, Geometry(turned.shape, matrix), Modality.CT))  # type: ignore[arg-type]
    assert np.array_equal(again, body.transpose(2, 0, 1)[::-1])


def test_a_ct_stored_without_its_offset_has_the_same_body() -> None:
    array, _ = chest()
    hu = np.clip(array, -1024, None)
    body = body_mask(Volume(hu, grid(hu.shape), Modality.CT))
    assert np.array_equal(body_mask(Volume((hu + 1024).astype(np.uint16), grid(hu.shape), Modality.CT)), body)


def test_a_cut_through_soft_tissue_is_all_body() -> None:
    array = np.random.default_rng(0).integers(0, 120, (6, 20, 20)).astype(np.int16)
    assert body_mask(Volume(array, grid(array.shape), Modality.CT)).all()


def test_bright_padding_and_nan_are_outside() -> None:
    array, places = chest()
    padded = array.astype(np.float32)
    padded[places["padding"]] = 2000
    volume = Volume(padded, grid(array.shape), Modality.CT, padding_value=2000.0)
    assert not body_mask(volume)[places["padding"]].any()
    padded[places["padding"]] = np.nan
    assert not body_mask(Volume(padded, grid(array.shape), Modality.CT))[places["padding"]].any()


def test_mr_is_filled_and_leaves_noise_outside(either_way: str) -> None:
    array, places = chest()
    noise = np.abs(np.random.default_rng(1).normal(0, 12, array.shape))
    image = noise + 300 * places["trunk"] - 290 * places["lungs"]
    body = body_mask(Volume(image.astype(np.float32), grid(array.shape), Modality.MR))
    assert body[places["trunk"]].all()
    assert (body & ~places["trunk"]).sum() < 0.01 * places["trunk"].sum()


@pytest.mark.parametrize("modality", [Modality.XRAY, Modality.OTHER])
def test_films_and_unknown_images_are_all_body(modality: Modality) -> None:
    assert body_mask(Volume(np.zeros((1, 9, 9), np.uint8), grid((1, 9, 9)), modality)).all()


@pytest.mark.parametrize("modality", [Modality.CT, Modality.MR])
@pytest.mark.parametrize("shape", [(1, 1, 1), (1, 40, 40), (5, 40, 40)])
@pytest.mark.parametrize("value", [-1000, 0, np.nan])
def test_images_that_show_nothing_are_answered(modality: Modality, shape: tuple[int, int, int], value: float) -> None:
    body = body_mask(Volume(np.full(shape, value, np.float32), grid(shape), modality))
    assert body.shape == shape
    assert body.dtype == bool


def _read(path: Path, modality: Modality) -> Volume:
    import SimpleITK as sitk

    array, geometry = from_sitk(sitk.ReadImage(path))
    return Volume(array, geometry, modality)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_real_lungs_lie_in_the_body_and_the_table_outside(data_dir: Path, number: int) -> None:
    folder = data_dir / "ct_chest_lungs"
    volume = _read(folder / f"id00{number}-128x128x64.nii.gz", Modality.CT)
    lungs = _read(folder / f"id00{number}-128x128x64-msk.nii.gz", Modality.OTHER).array > 127
    body = body_mask(volume)
    assert body[lungs].mean() > 0.999
    assert 0.4 < body.mean() < 0.47
    assert not body[volume.array < -2000].any()
    table = body[:, 100:] if volume.geometry.orientation[1] == "P" else body[:, :26]
    assert table.mean() < 0.06


def test_real_organs_lie_in_the_body(data_dir: Path) -> None:
    folder = data_dir / "ct_abdomen_multiorgan"
    body = body_mask(_read(folder / "example_ct.nii.gz", Modality.CT))
    organs = _read(folder / "example_seg_fast_force_split.nii.gz", Modality.OTHER).array > 0
    assert body[organs].mean() > 0.9999
    body = body_mask(_read(folder / "example_mr_sm.nii.gz", Modality.MR))
    organs = _read(folder / "example_seg_mr.nii.gz", Modality.OTHER).array > 0
    assert body[organs].mean() > 0.99


def test_a_real_brain_tumour_lies_in_the_head(data_dir: Path) -> None:
    folder = data_dir / "mr_brain_tumour"
    volume = _read(folder / "brain1_image.nrrd", Modality.MR)
    body = body_mask(volume)
    assert body[_read(folder / "brain1_label.nrrd", Modality.OTHER).array > 0].all()
    assert 0.5 < body.mean() < 0.65
