"""NumPy arrays, in files and in memory."""

import pickle
from pathlib import Path

import numpy as np
import pytest

from medseg.errors import InputError, ReadError, UnsupportedFormatError
from medseg.io import read_segmentation, read_volume, volume_from_array
from medseg.records import ReadParameters
from medseg.volume import Geometry, Modality

ARRAY = np.random.default_rng(4).integers(-1000, 1000, (4, 5, 6)).astype(np.int16)


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("dtype", ["i2", ">i2", "u1", "f4", "f8", "i8"])
def test_values_of_an_npy_are_its_arrays(tmp_path: Path, dtype: str, order: str) -> None:
    array = np.asarray(np.abs(ARRAY) % 100, dtype=dtype, order=order)
    np.save(tmp_path / "a.npy", array)
    volume = read_volume(tmp_path / "a.npy")
    assert np.array_equal(volume.array, array)
    assert volume.array.dtype.isnative
    assert volume.array.flags.c_contiguous
    assert [finding.code for finding in volume.findings] == ["no-spacing"]


def test_two_dimensions_are_one_slice(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", ARRAY[0])
    assert read_volume(tmp_path / "a.npy").array.shape == (1, 5, 6)


def test_an_npz_may_say_where_its_array_lies(tmp_path: Path, oblique_grid: Geometry) -> None:
    np.savez(tmp_path / "a.npz", image=ARRAY, ijk_to_ras=oblique_grid.ijk_to_ras)
    np.testing.assert_allclose(read_volume(tmp_path / "a.npz").geometry.ijk_to_ras, oblique_grid.ijk_to_ras)
    np.savez_compressed(tmp_path / "b.npz", array=ARRAY, other=ARRAY, spacing_mm=(2.5, 0.8, 0.7))
    assert read_volume(tmp_path / "b.npz").geometry.spacing_mm == pytest.approx((2.5, 0.8, 0.7))


def test_booleans_are_a_mask(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", ARRAY > 0)
    assert np.array_equal(read_segmentation(tmp_path / "a.npy").mask("Segment_1"), ARRAY > 0)


def test_objects_are_never_loaded(tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> tuple[object, ...]:
            return (Path.touch, (tmp_path / "ran",))

    np.save(tmp_path / "a.npy", np.array([Trap()], dtype=object), allow_pickle=True)
    np.savez(tmp_path / "b.npz", array=np.array([Trap()], dtype=object))
    (tmp_path / "c.npy").write_bytes(pickle.dumps(Trap()))
    for name in ("a.npy", "b.npz", "c.npy"):
        with pytest.raises(ReadError):
            read_volume(tmp_path / name)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    "array", [ARRAY.astype(complex), np.array([["a"]]), np.zeros(3), np.zeros((2, 2, 2, 2)), np.zeros((0, 3, 3))]
)
def test_what_is_no_image_is_refused(tmp_path: Path, array: np.ndarray) -> None:
    np.save(tmp_path / "a.npy", array)
    with pytest.raises(ReadError):
        read_volume(tmp_path / "a.npy")
    with pytest.raises(InputError):
        volume_from_array(array)


def test_several_arrays_of_no_known_name_are_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", first=ARRAY, second=ARRAY)
    with pytest.raises(UnsupportedFormatError, match="Name the image 'array'"):
        read_volume(tmp_path / "a.npz")


@pytest.mark.parametrize("place", [{"ijk_to_ras": np.eye(3)}, {"spacing_mm": np.ones(4)}, {"spacing_mm": np.array(["x"])}])
def test_a_place_of_another_shape_is_refused(tmp_path: Path, place: dict[str, np.ndarray]) -> None:
    np.savez(tmp_path / "a.npz", array=ARRAY, **place)
    with pytest.raises(UnsupportedFormatError, match="Expected ijk_to_ras"):
        read_volume(tmp_path / "a.npz")


@pytest.mark.parametrize("name", ["a.npy", "a.npz"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_file_is_refused(tmp_path: Path, name: str, share: float) -> None:
    (np.save if name == "a.npy" else np.savez)(tmp_path / name, ARRAY)
    data = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(data[: int(len(data) * share)])
    with pytest.raises(ReadError, match="damaged or not complete"):
        read_volume(tmp_path / name)


def test_an_array_in_memory_takes_its_grid_and_kind(oblique_grid: Geometry) -> None:
    array = np.zeros(oblique_grid.shape, np.int16)
    volume = volume_from_array(array, oblique_grid, ReadParameters(modality=Modality.MR))
    assert volume.geometry.matches(oblique_grid)
    assert volume.modality is Modality.MR
    with pytest.raises(InputError, match=r"shape \(5, 6, 7\)"):
        volume_from_array(array[1:], oblique_grid)


def test_nan_in_an_array_is_counted() -> None:
    array = np.zeros((2, 3, 4), np.float32)
    array[0, 0, 0], array[1, 2, 3] = np.nan, np.inf
    with pytest.raises(ReadError, match="2 voxels of 24"):
        volume_from_array(array)
