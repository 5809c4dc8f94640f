"""One case from its path to the file of the result."""

from pathlib import Path

import numpy as np
import pytest

from medseg.errors import CancelledError, NoImageError, ParameterError
from medseg.io import read_segmentation, write
from medseg.pipeline import CaseRequest, Method, evaluate_case, segment_case
from medseg.records import CleanupParameters, MaskParameters, ThresholdParameters
from medseg.volume import Finding, Geometry, Modality, Segment, Segmentation, Volume

GRID = Geometry.from_axes((6, 9, 8), (1.0, 2.0, 4.0), (5.0, -3.0, 11.0))
BLOCK = (slice(1, 4), slice(2, 6), slice(3, 6))


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """A CT of air with a block of 100 HU."""
    array = np.full(GRID.shape, -1000, dtype=np.int16)
    array[BLOCK] = 100
    return Path(write(Volume(array, GRID, Modality.CT), tmp_path / "ct.nii.gz"))


@pytest.fixture
def mask(tmp_path: Path) -> Path:
    """The block as a segment."""
    voxels = np.zeros(GRID.shape, dtype=np.bool_)
    voxels[BLOCK] = True
    return Path(write(Segmentation.from_masks(GRID, {Segment("block"): voxels}), tmp_path / "block.seg.nrrd"))


def _threshold(image: Path, output: Path | None = None) -> CaseRequest:
    return CaseRequest(image=image, method=Method.THRESHOLD, threshold=ThresholdParameters(lower=0.0), output=output)


def test_a_threshold_case_is_read_segmented_measured_and_written(image: Path, tmp_path: Path) -> None:
    result = segment_case(_threshold(image, tmp_path / "out.seg.nrrd"))
    (row,) = result.statistics
    assert (row.voxels, row.mean) == (36, 100.0)
    assert row.volume_ml == pytest.approx(36 * 8 / 1000)
    written = read_segmentation(tmp_path / "out.seg.nrrd")
    np.testing.assert_array_equal(written.union(), result.volume.array == 100)
    assert set(result.seconds) == {"read", "segment", "write"}


def test_without_an_output_nothing_is_written(image: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    assert segment_case(_threshold(image)).path is None
    assert sorted(tmp_path.iterdir()) == before


def test_a_mask_case_gives_the_masked_image_too(image: Path, mask: Path, tmp_path: Path) -> None:
    request = CaseRequest(
        image=image,
        method=Method.MASK,
        mask=mask,
        masked_output=tmp_path / "cut.nrrd",
        with_mask=MaskParameters(crop=True),
    )
    result = segment_case(request)
    assert result.masked is not None
    assert result.masked.geometry.shape == (3, 4, 3)
    assert (tmp_path / "cut.nrrd").is_file()
    assert result.segmentation.names == ("block",)


def test_the_provenance_says_how_and_on_what_and_nothing_of_where(image: Path) -> None:
    request = CaseRequest(
        image=image,
        method=Method.THRESHOLD,
        threshold=ThresholdParameters(lower=0.0),
        after=CleanupParameters(keep_largest=1),
    )
    provenance = segment_case(request).segmentation.provenance
    assert provenance["parameters"]["lower"] == 0.0
    assert provenance["parameters"]["keep_largest"] == 1
    assert provenance["image"]["size_ijk"] == [8, 9, 6]
    assert str(image.parent) not in repr(provenance)


def test_progress_grows_from_nothing_to_all(image: Path) -> None:
    told: list[float] = []
    segment_case(_threshold(image), lambda fraction, _: told.append(fraction))
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)


def test_a_stop_writes_nothing(image: Path, tmp_path: Path) -> None:
    def stop(fraction: float, _: str) -> None:
        if fraction >= 0.9:
            raise CancelledError("stopped")

    before = sorted(tmp_path.iterdir())
    with pytest.raises(CancelledError):
        segment_case(_threshold(image, tmp_path / "out.seg.nrrd"), stop)
    assert sorted(tmp_path.iterdir()) == before


def test_slices_are_not_written_as_one_picture(image: Path, tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="one slice for a result in PNG, got 6"):
        segment_case(_threshold(image, tmp_path / "out.png"))
    assert not (tmp_path / "out.png").exists()


def test_an_image_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoImageError, match="missing"):
        segment_case(_threshold(tmp_path / "missing.nrrd"))


def test_findings_are_told(data_dir: Path) -> None:
    told: list[Finding] = []
    segment_case(_threshold(data_dir / "dicom_gantry_tilt"), notice=told.append)
    assert "gantry-tilt" in {finding.code for finding in told}


def test_scores_compare_files(mask: Path, tmp_path: Path) -> None:
    voxels = np.zeros(GRID.shape, dtype=np.bool_)
    voxels[1:4, 2:4, 3:6] = True
    half = write(Segmentation.from_masks(GRID, {Segment("block"): voxels}), tmp_path / "half.seg.nrrd")
    scores = evaluate_case(Path(half), mask)
    assert scores.segments[0].dice == pytest.approx(2 / 3)
    assert scores.segments[0].reference_ml == pytest.approx(36 * 8 / 1000)


def test_scores_count_within_the_body_of_the_image(image: Path, mask: Path) -> None:
    assert "body" in evaluate_case(mask, mask, image=image).region
