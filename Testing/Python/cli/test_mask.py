"""`medseg mask`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import SimpleITK as sitk

from medseg.volume import Volume

Command = Callable[..., Any]


def _voxels(path: Path) -> Any:
    return sitk.GetArrayFromImage(sitk.ReadImage(str(path)))


def test_outside_the_mask_is_air(medseg: Command, ct_file: Path, bone_file: Path, a_ct: Volume, tmp_path: Path) -> None:
    done = medseg("mask", ct_file, bone_file, "-o", tmp_path / "cut.nrrd")
    assert (done.code, done.err) == (0, [])
    np.testing.assert_array_equal(_voxels(tmp_path / "cut.nrrd"), np.where(a_ct.array == 300, 300, -1000))


def test_the_fill_value_can_be_chosen(medseg: Command, ct_file: Path, bone_file: Path, tmp_path: Path) -> None:
    medseg("mask", ct_file, bone_file, "-o", tmp_path / "cut.nrrd", "--fill-value", "-5")
    assert set(np.unique(_voxels(tmp_path / "cut.nrrd"))) == {-5, 300}


def test_cropping_leaves_the_box_of_the_mask_in_its_place(
    medseg: Command, ct_file: Path, bone_file: Path, tmp_path: Path
) -> None:
    medseg("mask", ct_file, bone_file, "-o", tmp_path / "cut.nrrd", "--crop")
    cut, whole = sitk.ReadImage(str(tmp_path / "cut.nrrd")), sitk.ReadImage(str(ct_file))
    assert cut.GetSize() == (8, 6, 4)
    assert cut.GetOrigin() == whole.TransformIndexToPhysicalPoint((5, 4, 3))


def test_statistics_are_told(medseg: Command, ct_file: Path, bone_file: Path, tmp_path: Path) -> None:
    payload = medseg("mask", ct_file, bone_file, "-o", tmp_path / "cut.nrrd", "--json").payload
    (bone,) = payload["segments"]
    assert (bone["segment"], bone["voxels"], bone["mean"], bone["sd"]) == ("bone", 192, 300.0, 0.0)
    assert payload["output"] == str(tmp_path / "cut.nrrd")


def test_a_mask_of_another_grid_is_refused_where_resampling_is_off(
    medseg: Command, ct_file: Path, a_ct: Volume, tmp_path: Path
) -> None:
    mask = sitk.GetImageFromArray((a_ct.array == 300).astype(np.uint8))
    sitk.WriteImage(mask, str(tmp_path / "elsewhere.nrrd"))
    done = medseg("mask", ct_file, tmp_path / "elsewhere.nrrd", "-o", tmp_path / "cut.nrrd", "--no-resample")
    assert (done.code, len(done.err)) == (2, 1)
    assert not (tmp_path / "cut.nrrd").exists()
