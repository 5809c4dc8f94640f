"""Multi-frame files: what all frames share, and what each has of its own."""

from collections.abc import Callable
from pathlib import Path

import highdicom
import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset

from medseg.errors import ReadError, UnsupportedFormatError
from medseg.io.dicom import list_series, read_dicom
from medseg.records import ReadParameters
from medseg.volume import Geometry, Modality, Volume

Frames = Callable[..., Path]


def item(**values: object) -> Dataset:
    dataset = Dataset()
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    return dataset


@pytest.fixture
def multiframe(series: Path, tmp_path: Path) -> Frames:
    """Put the phantom's slices into one enhanced CT, in an order of choice; a function may change each frame's groups."""

    def make(
        order: tuple[int, ...] = (3, 0, 5, 1, 4, 2), change: Callable[[int, Dataset], None] | None = None, **shared: object
    ) -> Path:
        slices = [pydicom.dcmread(path) for path in sorted(series.iterdir())]
        dataset = slices[0]
        dataset.SOPClassUID = dataset.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.2.1"
        dataset.NumberOfFrames = len(order)
        dataset.PixelData = b"".join(slices[n].PixelData for n in order)
        dataset.SharedFunctionalGroupsSequence = [shared_groups(slices[0], **shared)]
        dataset.PerFrameFunctionalGroupsSequence = [frame_groups(slices[n]) for n in order]
        for n, groups in zip(order, dataset.PerFrameFunctionalGroupsSequence, strict=True):
            if change is not None:
                change(n, groups)
        for keyword in ("ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing", "SliceThickness", "RescaleSlope"):
            delattr(dataset, keyword)
        del dataset.RescaleIntercept
        dataset.save_as(tmp_path / "enhanced.dcm")
        return tmp_path / "enhanced.dcm"

    return make


def shared_groups(one: Dataset, **more: object) -> Dataset:
    return item(
        PlaneOrientationSequence=[item(ImageOrientationPatient=one.ImageOrientationPatient)],
        PixelMeasuresSequence=[item(PixelSpacing=one.PixelSpacing, SliceThickness=one.SliceThickness)],
        PixelValueTransformationSequence=[item(RescaleSlope=1, RescaleIntercept=-1024, RescaleType="HU")],
        **more,
    )


def frame_groups(one: Dataset) -> Dataset:
    return item(
        PlanePositionSequence=[item(ImagePositionPatient=one.ImagePositionPatient)],
        FrameContentSequence=[item(StackID="1", FrameAcquisitionNumber=1)],
    )


def test_frames_are_placed_by_their_positions(multiframe: Frames, phantom: Volume) -> None:
    volume = read_dicom(multiframe())
    np.testing.assert_array_equal(volume.array, phantom.array)
    np.testing.assert_allclose(volume.geometry.ijk_to_ras, phantom.geometry.ijk_to_ras, atol=1e-9)
    assert (volume.array.dtype, volume.modality, volume.findings) == (np.int16, Modality.CT, ())


def test_highdicom_finds_the_same_volume(multiframe: Frames) -> None:
    path = multiframe()
    judge = highdicom.imread(path).get_volume(dtype=np.int32)
    volume = read_dicom(path)
    theirs = Geometry.from_lps(judge.array.shape, judge.affine @ np.eye(4)[[2, 1, 0, 3]])
    indices = np.argwhere(np.ones(theirs.shape, bool))
    ours = volume.geometry.to_ijk(theirs.to_ras(indices[:, ::-1])).round(4).astype(int)[:, ::-1]
    np.testing.assert_array_equal(volume.array[tuple(ours.T)], judge.array[tuple(indices.T)])


def test_each_frame_has_its_own_rescale(multiframe: Frames, phantom: Volume) -> None:
    def change(n: int, groups: Dataset) -> None:
        groups.PixelValueTransformationSequence = [item(RescaleSlope=n + 1, RescaleIntercept=-100 * n, RescaleType="US")]

    volume = read_dicom(multiframe(change=change))
    np.testing.assert_array_equal(
        volume.array, [(n + 1) * (plane.astype(int) + 1024) - 100 * n for n, plane in enumerate(phantom.array)]
    )


@pytest.mark.parametrize("group", ["acquisition", "time", "echo", "stack"])
def test_acquisitions_in_one_file_are_taken_apart(multiframe: Frames, phantom: Volume, group: str) -> None:
    count = iter(range(12))

    def change(n: int, groups: Dataset) -> None:
        second = next(count) // 6
        content = groups.FrameContentSequence[0]
        if group == "acquisition":
            content.FrameAcquisitionNumber = second
        elif group == "time":
            content.TemporalPositionIndex = second
        elif group == "stack":
            content.StackID = str(second)
        else:
            groups.MREchoSequence = [item(EffectiveEchoTime=2.5 + second)]

    path = multiframe((0, 1, 2, 3, 4, 5, 5, 4, 3, 2, 1, 0), change)
    assert [len(one.frames) for one in list_series(path)] == [6, 6]
    for number in ("1", "2"):
        np.testing.assert_array_equal(read_dicom(path, ReadParameters(series=number)).array, phantom.array)


def test_a_frame_missing_in_the_middle_is_found(multiframe: Frames, phantom: Volume) -> None:
    volume = read_dicom(multiframe((0, 1, 3, 4, 5)))
    assert [finding.code for finding in volume.findings] == ["missing-slices"]
    assert volume.geometry.matches(phantom.geometry)


def test_compressed_frames_are_decoded_one_by_one(multiframe: Frames, phantom: Volume) -> None:
    for syntax in (pydicom.uid.RLELossless, pydicom.uid.JPEGLSLossless, pydicom.uid.JPEG2000Lossless):
        path = multiframe()
        dataset = pydicom.dcmread(path)
        dataset.compress(syntax)
        dataset.save_as(path)
        np.testing.assert_array_equal(read_dicom(path).array, phantom.array)


def test_frames_without_positions_are_refused(multiframe: Frames) -> None:
    with pytest.raises(UnsupportedFormatError, match="a position for each of its 6 frames, got none: it is a film loop"):
        read_dicom(multiframe(change=lambda _, groups: groups.pop("PlanePositionSequence")))


def test_fewer_descriptions_than_frames_are_refused(multiframe: Frames) -> None:
    path = multiframe()
    dataset = pydicom.dcmread(path)
    dataset.PerFrameFunctionalGroupsSequence = list(dataset.PerFrameFunctionalGroupsSequence)[:4]
    dataset.save_as(path)
    with pytest.raises(ReadError, match=r"'enhanced.dcm' cannot be read. Expected 6 descriptions of frames, got 4"):
        read_dicom(path)


def test_fewer_pixels_than_frames_are_refused(multiframe: Frames) -> None:
    path = multiframe()
    dataset = pydicom.dcmread(path)
    dataset.PixelData = dataset.PixelData[:-2000]
    dataset.save_as(path)
    with pytest.raises(ReadError, match="fewer pixels than its header says"):
        read_dicom(path)
