"""DICOM series beside SimpleITK and pydicom: 300 slices of 512 x 512 uncompressed, and a series in JPEG 2000."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pydicom
import SimpleITK as sitk
from harness import Contest

from medseg.io.dicom import list_series, read_dicom, write_dicom_series
from medseg.types import Voxels
from medseg.volume import Geometry, Modality, Volume

SHAPE = (300, 512, 512)
COMPRESSED_SHAPE = (20, 512, 512)
SPACING_IJK = (0.7, 0.7, 1.0)


def contests() -> Iterator[Contest]:
    """Write the series aside, and read them. All of our checks and findings are in our time."""
    with tempfile.TemporaryDirectory() as place:
        plain = Path(place, "plain")
        write_dicom_series(phantom(SHAPE), plain, seed="plain")
        yield Contest(
            "DICOM series, uncompressed",
            lambda: read_dicom(plain),
            {"SimpleITK ImageSeriesReader": lambda: by_simpleitk(plain), "pydicom": lambda: by_pydicom(plain)},
            at_least={"SimpleITK ImageSeriesReader": 2},
            agree=agree,
        )
        yield Contest(
            "DICOM series, listed", lambda: list_series(plain), {"SimpleITK GetGDCMSeriesFileNames": lambda: listed(plain)}
        )
        compressed = compressed_series(Path(place, "compressed"))
        yield Contest(
            "DICOM series, JPEG 2000, 20 slices",
            lambda: read_dicom(compressed),
            {"SimpleITK ImageSeriesReader": lambda: by_simpleitk(compressed), "pydicom": lambda: by_pydicom(compressed)},
            at_least={"SimpleITK ImageSeriesReader": 1},
            agree=agree,
        )


def compressed_series(place: Path) -> Path:
    """The real series, where the real images are; else a phantom."""
    data = os.environ.get("MEDSEG_TEST_DATA")
    real = Path(data, "ct_abdomen_multiorgan", "example_ct_dicom") if data else None
    if real is not None and real.is_dir():
        return real
    write_dicom_series(phantom(COMPRESSED_SHAPE), place, transfer_syntax="jpeg 2000")
    return place


def phantom(shape: tuple[int, int, int]) -> Volume:
    """A round body with noise: of compressed pixels, noise is what takes time."""
    k, j, i = np.ogrid[: shape[0], : shape[1], : shape[2]]
    body = ((j - 256) / 220) ** 2 + ((i - 256) / 240) ** 2 < 1
    noise = np.random.default_rng(0).normal(0, 25, shape[1:]).astype(np.int16)
    array = np.where(body & (k >= 0), 40, -1000).astype(np.int16)
    for n in range(len(array)):
        array[n] += np.roll(noise, (7 * n, 13 * n), (0, 1))
    return Volume(array, Geometry.from_axes(shape, SPACING_IJK), Modality.CT)


def by_simpleitk(folder: Path) -> sitk.Image:
    """Find the files in their order, and read them."""
    reader = sitk.ImageSeriesReader()
    reader.SetFileNames(reader.GetGDCMSeriesFileNames(str(folder)))
    return reader.Execute()


def by_pydicom(folder: Path) -> Voxels:
    """Read whole files, sort them along z, rescale."""
    datasets = [pydicom.dcmread(path) for path in folder.iterdir()]
    datasets.sort(key=lambda dataset: float(dataset.ImagePositionPatient[2]))
    array = np.stack([dataset.pixel_array.view(np.int16) for dataset in datasets])
    array += np.int16(datasets[0].RescaleIntercept)
    return array


def listed(folder: Path) -> int:
    """Find the series and the order of their files."""
    uids = sitk.ImageSeriesReader.GetGDCMSeriesIDs(str(folder))
    return sum(len(sitk.ImageSeriesReader.GetGDCMSeriesFileNames(str(folder), uid)) for uid in uids)


def agree(ours: object, theirs: Mapping[str, object]) -> None:
    """Same voxels; same place as SimpleITK says."""
    assert isinstance(ours, Volume)
    image = theirs["SimpleITK ImageSeriesReader"]
    directions = np.reshape(image.GetDirection(), (3, 3))
    assert ours.geometry.matches(Geometry.from_axes(ours.array.shape, image.GetSpacing(), image.GetOrigin(), directions))
    np.testing.assert_array_equal(ours.array, sitk.GetArrayViewFromImage(image))
    np.testing.assert_array_equal(ours.array, theirs["pydicom"])
