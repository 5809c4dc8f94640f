"""What is made of the voxels of a file: their type, their kind, their axes."""

from pathlib import Path

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from medseg.errors import GeometryError
from medseg.io import read_volume
from medseg.io.raw_image import RawImage
from medseg.io.straighten import shear_degrees, straighten
from medseg.io.to_volume import compact, guess_modality, to_volume
from medseg.records import ReadParameters
from medseg.volume import Modality

RNG = np.random.default_rng(8)


@pytest.mark.parametrize(
    ("given", "values", "kept"),
    [
        ("i2", (-1000, 3000), "i2"), (">i2", (-1000, 3000), "i2"), ("u1", (0, 255), "u1"), ("?", (0, 1), "u1"),
        ("i4", (-70_000, 70_000), "i4"), ("i8", (-70_000, 70_000), "i4"), ("u4", (0, 7), "i4"), ("u8", (0, 7), "i4"),
        ("i8", (0, 2**40), "i8"), ("f2", (0, 1), "f4"), ("f4", (-1.5, 2.5), "f4"), ("f8", (-1000.5, 3000.25), "f4"),
        ("f8", (1e9, 1e9 + 0.001), "f8"), ("f8", (0, 1e300), "f8"),
    ],
)  # fmt: skip
def test_voxels_keep_their_type_or_a_narrower_one_without_loss(given: str, values: tuple[float, float], kept: str) -> None:
    array = np.array([[list(values)]]).astype(given)
    found = compact(array)
    assert found.dtype == np.dtype(kept)
    np.testing.assert_allclose(found.astype(np.float64), array.astype(np.float64), atol=1e-6 * float(np.ptp(np.float64(values))))


def ct() -> np.ndarray:
    tissue = gaussian_filter(RNG.normal(40, 60, (6, 40, 40)), 1)
    tissue[:, :15] = RNG.normal(-1000, 20, (6, 15, 40))
    return tissue


@pytest.mark.parametrize("dtype", ["i2", "i4", "f4"])
def test_hounsfield_units_are_told_by_air_and_soft_tissue(dtype: str) -> None:
    assert guess_modality(ct().astype(dtype)) is Modality.CT


def test_padding_below_air_does_not_hide_a_ct() -> None:
    array = ct().astype(np.int16)
    array[:, :, :8] = -3024
    assert guess_modality(array) is Modality.CT


@pytest.mark.parametrize(
    "array",
    [
        ct()[:1],  # one slice
        ct() + 1024,  # stored values without rescale
        RNG.uniform(-4096, 4095, (6, 40, 40)),  # an MR's phase
        RNG.normal(0, 1, (6, 40, 40)),  # normalised
        RNG.integers(0, 255, (6, 40, 40)).astype(np.uint8),
        ct() * 100,
    ],
)
def test_other_intensities_are_no_ct(array: np.ndarray) -> None:
    assert guess_modality(array) is Modality.OTHER


def test_voxels_that_are_no_numbers_do_not_make_a_ct():
    array = np.linspace(0, 1, 60, dtype=np.float32).reshape(3, 4, 5)
    array[1, 2, 3] = np.nan
    assert guess_modality(array) is Modality.OTHER
    assert guess_modality(np.full((2, 3, 4), np.nan, np.float32)) is Modality.OTHER


def test_the_user_knows_better() -> None:
    raw = RawImage(ct(), np.eye(4))
    assert to_volume(raw, ReadParameters()).unit == "HU"
    assert to_volume(raw, ReadParameters(modality=Modality.MR)).modality is Modality.MR


def test_real_images_are_told_apart(data_dir: Path) -> None:

    for name in (
        "ct_chest_lungs/id001-128x128x64.nii.gz",
        "ct_abdomen_multiorgan/example_ct.nii.gz",
        "ct_chest_nsclc/lung1_image.nrrd",
    ):
        assert read_volume(data_dir / name).modality is Modality.CT, name
    for name in (
        "ct_abdomen_multiorgan/example_mr_sm.nii.gz",
        "mr_brain_tumour/brain1_image.nrrd",
        "cxr_lungs/images/CHNCXR_0001_0.png",
    ):
        assert read_volume(data_dir / name).modality is Modality.OTHER, name


def test_shear_is_measured_in_degrees() -> None:
    matrix = np.diag([2.0, 3, 4, 1])
    assert shear_degrees(matrix) == 0
    matrix[1, 2] = 4 * np.tan(np.radians(18.5))
    assert shear_degrees(matrix) == pytest.approx(18.5)


def test_a_tilted_ramp_is_straightened_exactly_inside() -> None:
    matrix = np.diag([0.7, 0.8, 4.0, 1])
    matrix[1, 2] = 4 * np.tan(np.radians(18.5))
    k, j, i = np.indices((8, 12, 10))
    ramp = (np.stack([i, j, k], axis=-1) @ matrix[:3, :3].T) @ [1.0, -2.0, 0.5]
    array, geometry = straighten(ramp.astype(np.float32), matrix, -999.0, labels=False)
    assert geometry.spacing_ijk == pytest.approx((0.7, 0.8, 4.0))
    k, j, i = np.indices(array.shape)
    points = np.stack([i, j, k], axis=-1) @ geometry.ijk_to_lps[:3, :3].T + geometry.ijk_to_lps[:3, 3]
    source = (points - matrix[:3, 3]) @ np.linalg.inv(matrix[:3, :3]).T
    inside = ((source >= -1e-9) & (source <= np.array([9, 11, 7]) + 1e-9)).all(axis=-1)
    assert inside.mean() > 0.4
    np.testing.assert_allclose(array[inside], (points @ [1.0, -2.0, 0.5])[inside], atol=1e-3)
    outside = ((source < -1) | (source > np.array([10, 12, 8]))).any(axis=-1)
    assert (array[outside] == -999).all()


def test_axes_in_one_plane_cannot_be_straightened() -> None:
    matrix = np.array([[1.0, 0, 1, 0], [0, 1, 1, 0], [0, 0, 0, 0], [0, 0, 0, 1]])
    with pytest.raises(GeometryError, match="one plane"):
        straighten(np.zeros((2, 2, 2), np.float32), matrix, 0, labels=False)


def test_axes_almost_in_one_plane_are_refused_before_memory_is_taken() -> None:
    matrix = np.diag([1.0, 1, 1, 1])
    matrix[0, 2] = 1000
    with pytest.raises(GeometryError, match="90 degrees"):
        straighten(np.zeros((50, 50, 50), np.float32), matrix, 0, labels=False)
