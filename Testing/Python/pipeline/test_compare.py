"""Methods compared on one case."""

import math

import numpy as np
import pytest

from medseg.errors import CancelledError, GeometryMismatchError, ParameterError, ReadError
from medseg.io import read_segmentation, write
from medseg.pipeline import CompareRequest, compare_case, run_method
from medseg.records import EvaluationParameters, MethodSpec, OutcomeStatus
from medseg.volume import Geometry, Modality, Segment, Segmentation, Volume

GRID = Geometry.from_axes((6, 64, 80), (1.0, 1.0, 3.0))
DARK = np.s_[1:5, 10:50, 5:30]


@pytest.fixture
def a_ct():
    """A CT with a dark block, and a bright one."""
    array = np.full(GRID.shape, 40, np.int16)
    array[DARK] = -900
    array[2:4, 20:30, 50:60] = 500
    return Volume(array, GRID, Modality.CT, "ct")


@pytest.fixture
def reference():
    mask = np.zeros(GRID.shape, np.bool_)
    mask[DARK] = True
    return Segmentation.from_masks(GRID, {Segment("Lungs"): mask})


@pytest.fixture
def files(a_ct, reference, tmp_path):
    """Paths of the image, the reference and a result that is moved by two voxels."""
    mask = np.roll(reference.mask("Lungs"), 2, axis=2)
    mine = Segmentation.from_masks(GRID, {Segment("Lungs"): mask})
    paths = tmp_path / "ct.nii.gz", tmp_path / "truth.seg.nrrd", tmp_path / "mine.seg.nrrd"
    return [write(thing, path) for thing, path in zip((a_ct, reference, mine), paths, strict=True)]


def specs(*texts):
    return tuple(MethodSpec.parse(text) for text in texts)


@pytest.fixture
def compared(files, own_models, make_network, tmp_path):
    """All kinds of methods, good and bad, compared once."""
    make_network("dark", place=own_models, input={"fit": "windows"})
    image, truth, mine = files
    broken = tmp_path / "broken.seg.nrrd"
    broken.write_bytes(b"NRRD0004\nnothing")
    methods = specs(
        "threshold:..-400", "unet:dark,backend=torch,threads=1", f"file:{mine}", f"mask:{mine}", "cnn:nowhere",
        "threshold:no-such-preset", f"file:{broken}", f"file:{tmp_path / 'gone.nrrd'}",
    )  # fmt: skip
    return compare_case(CompareRequest(image=image, reference=truth, methods=methods, output=tmp_path / "out", threads=1))


def test_every_method_is_scored_on_its_own_and_the_bad_ones_say_why(compared, tmp_path, reference):
    exact, network, mine, mask, nowhere, preset, broken, gone = compared.comparison.outcomes
    for perfect in (exact, network):
        assert perfect.evaluation.mean_dice == 1
        assert 0 < perfect.seconds < perfect.total_seconds
        assert 20 < perfect.peak_mb < 4000
    assert network.peak_mb > exact.peak_mb  # torch, that only one of two fresh processes loads
    for moved in (mine, mask):
        assert moved.evaluation.mean_dice == pytest.approx(23 / 25)
    assert math.isnan(mine.seconds)
    assert math.isnan(mine.peak_mb)
    assert mask.seconds > 0
    assert [one.status for one in (nowhere, preset, broken, gone)] == [
        OutcomeStatus.MISSING, OutcomeStatus.FAILED, OutcomeStatus.FAILED, OutcomeStatus.MISSING,
    ]  # fmt: skip
    assert "nowhere" in nowhere.reason
    assert "no-such-preset" in preset.reason
    assert all(one.reason and "\n" not in one.reason and one.evaluation is None for one in (nowhere, preset, broken, gone))
    assert str(tmp_path) not in network.provenance["parameters"]["model"]

    assert set(compared.segmentations) == {one.method for one in compared.comparison.done}
    written = read_segmentation(tmp_path / "out" / network.segmentation_file)
    assert np.array_equal(written.union(), reference.union())
    assert len(list((tmp_path / "out").iterdir())) == 4

    plots = {plot.name: plot for plot in compared.plots}
    assert set(plots) == {"dice-by-slice", "surface-distances", "threshold-sweep", "roc", "precision-recall"}
    slices = {line.method: line for line in plots["dice-by-slice"].lines}[mine.method]
    assert slices.x == pytest.approx(np.arange(6) * 3.0)
    assert slices.y == pytest.approx([math.nan, *[23 / 25] * 4, math.nan], nan_ok=True)
    for line in plots["surface-distances"].lines:
        assert sum(line.y) == pytest.approx(100)
    (roc,) = plots["roc"].lines
    assert roc.method == network.method
    assert "area 1.0000" in roc.label
    upper = plots["threshold-sweep"].lines[-1]
    assert upper.x[upper.marked] == -400
    assert upper.y[upper.marked] == 1
    assert max(upper.y) == 1


def test_without_plots_nothing_is_measured_for_them(files):
    image, truth, mine = files
    result = compare_case(CompareRequest(image=image, reference=truth, methods=specs(f"file:{mine}"), plots=False))
    assert result.plots == ()
    assert result.comparison.outcomes[0].segmentation_file is None


def test_files_of_one_name_are_told_apart(files, tmp_path):
    image, truth, mine = files
    other = write(read_segmentation(truth), tmp_path / "other" / mine.name)
    request = CompareRequest(
        image=image, reference=truth, methods=specs(f"file:{mine}", f"file:{other}"), output=tmp_path / "out", plots=False
    )
    first, second = compare_case(request).comparison.outcomes
    assert (first.method, second.method) == ("file mine.seg.nrrd (1)", "file mine.seg.nrrd (2)")
    assert first.segmentation_file != second.segmentation_file
    assert (first.evaluation.mean_dice, second.evaluation.mean_dice) == (pytest.approx(23 / 25), 1)


def test_parts_are_compared_together_where_that_is_asked_for(files, reference, tmp_path):
    image, _, mine = files
    whole = reference.mask("Lungs")
    right = whole & (np.arange(GRID.shape[2]) < 15)
    halves = {Segment("Right lung"): right, Segment("Left lung"): whole & ~right}
    truth = write(Segmentation.from_masks(GRID, halves), tmp_path / "halves.seg.nrrd")
    request = {"image": image, "reference": truth, "methods": specs(f"file:{mine}"), "output": tmp_path / "out"}
    (apart,) = compare_case(CompareRequest(**request)).comparison.outcomes
    assert apart.status is OutcomeStatus.FAILED
    assert "match: overlap" in apart.reason
    assert (tmp_path / "out" / apart.segmentation_file).exists()
    result = compare_case(CompareRequest(**request, together=True))
    assert result.comparison.outcomes[0].evaluation.mean_dice == pytest.approx(23 / 25)
    assert result.reference.names == ("together",)


def test_a_request_needs_methods_each_once(files):
    image, truth, _ = files
    with pytest.raises(ParameterError, match="at least one method"):
        CompareRequest(image=image, reference=truth, methods=())
    with pytest.raises(ParameterError, match="'cnn' twice"):
        CompareRequest(image=image, reference=truth, methods=specs("cnn", "unet", "cnn"))


def test_a_reference_that_does_not_fit_is_found_before_any_method_runs(files, tmp_path):
    image, _, mine = files
    coarse = Geometry.from_axes((3, 32, 40), (2.0, 2.0, 6.0), (0.5, 0.5, 1.5))
    mask = np.zeros(coarse.shape, np.bool_)
    mask[1:2, 5:25, 3:15] = True
    truth = write(Segmentation.from_masks(coarse, {Segment("Lungs"): mask}), tmp_path / "coarse.seg.nrrd")
    request = {"image": image, "reference": truth, "methods": specs(f"file:{mine}")}
    told = []
    with pytest.raises(GeometryMismatchError):
        compare_case(CompareRequest(**request), lambda fraction, message: told.append(message))
    assert not any("mine" in message for message in told)
    resampled = compare_case(CompareRequest(**request, scoring=EvaluationParameters(resample=True)))
    assert 0.3 < resampled.comparison.outcomes[0].evaluation.mean_dice < 1
    assert {plot.name for plot in resampled.plots} == {"dice-by-slice", "surface-distances"}
    with pytest.raises(ReadError):
        compare_case(CompareRequest(image=image, reference=tmp_path / "gone.nrrd", methods=specs("cnn")))


def test_cancelling_ends_the_process_of_the_method(a_ct):
    def stop(fraction, message):
        raise CancelledError("enough")

    with pytest.raises(CancelledError):
        run_method(MethodSpec.parse("threshold:..-400"), a_ct, progress=stop)


def test_cancelling_a_comparison_is_no_failed_method(files):
    image, truth, _ = files

    def stop(fraction, message):
        if message.startswith("threshold"):
            raise CancelledError("enough")

    with pytest.raises(CancelledError):
        compare_case(CompareRequest(image=image, reference=truth, methods=specs("threshold:..-400")), stop)
