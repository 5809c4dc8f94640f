"""Real series, read as SimpleITK reads them."""

from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk

from medseg.io.dicom import read_dicom
from medseg.volume import Geometry, Modality


@pytest.mark.parametrize(
    ("folder", "findings"), [("ct_abdomen_multiorgan/example_ct_dicom", ["empty-uids"]), ("ct_thigh_rtstruct/dicom/CT/image", [])]
)
def test_a_real_series_equals_simpleitk(data_dir: Path, folder: str, findings: list[str]) -> None:
    volume = read_dicom(data_dir / folder)
    reader = sitk.ImageSeriesReader()
    reader.SetFileNames(reader.GetGDCMSeriesFileNames(str(data_dir / folder)))
    image = reader.Execute()
    np.testing.assert_array_equal(volume.array, sitk.GetArrayFromImage(image))
    directions = np.reshape(image.GetDirection(), (3, 3))
    assert volume.geometry.matches(Geometry.from_axes(volume.array.shape, image.GetSpacing(), image.GetOrigin(), directions))
    assert (volume.modality, volume.array.dtype) == (Modality.CT, np.int16)
    assert [finding.code for finding in volume.findings] == findings


def test_the_thigh_equals_its_nifti_copy(data_dir: Path) -> None:
    volume = read_dicom(data_dir / "ct_thigh_rtstruct" / "dicom")  # where its RTSTRUCT stands too
    image = sitk.DICOMOrient(sitk.ReadImage(data_dir / "ct_thigh_rtstruct" / "nifti" / "CT_image.nii.gz"), "LPS")
    np.testing.assert_array_equal(volume.array, sitk.GetArrayFromImage(image))
    np.testing.assert_allclose(volume.geometry.origin_lps, image.GetOrigin(), atol=1e-3)
