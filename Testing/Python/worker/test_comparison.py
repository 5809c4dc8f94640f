"""The task that measures the plots of a comparison."""

import numpy as np
import pytest

from medseg.errors import InputError
from medseg.jobs import from_json, start_job
from medseg.records import ComparedMethod, ComparedMethods, Plot, ThresholdParameters
from medseg.volume import Geometry, Modality, Segment, Segmentation, Volume

GRID = Geometry.from_axes((4, 20, 30), (1.0, 1.0, 2.0))


@pytest.fixture
def case():
    """A CT with a dark block, the truth about it, and a map of probabilities that knows it."""
    dark = np.zeros(GRID.shape, np.bool_)
    dark[1:3, 5:15, 5:20] = True
    image = Volume(np.where(dark, -800, 40).astype(np.int16), GRID, Modality.CT)
    return image, Segmentation.from_masks(GRID, {Segment("Lungs"): dark}), Volume(dark.astype(np.float32), GRID, Modality.OTHER)


def test_plots_come_from_a_process_of_their_own_and_a_network_has_its_curves(case):
    image, truth, probability = case
    threshold = ComparedMethod(label="threshold", threshold=ThresholdParameters(upper=-400.0))
    compared = ComparedMethods(methods=(threshold, ComparedMethod(label="network")))
    volumes = {"image": image, "probability-1-Lungs": probability}
    segmentations = {"reference": truth, "method-0": truth, "method-1": truth}
    with start_job("compare_plots", {"compared": compared}, volumes, segmentations, threads=1) as job:
        plots = {plot.name: plot for plot in (from_json(Plot, values) for values in job.result().record["plots"])}
    assert set(plots) == {"dice-by-slice", "surface-distances", "threshold-sweep", "roc", "precision-recall"}
    assert [line.method for line in plots["dice-by-slice"].lines] == ["threshold", "network"]
    assert plots["dice-by-slice"].lines[0].y[1:3] == (1.0, 1.0)
    assert plots["threshold-sweep"].lines[-1].method == "threshold"
    (roc,) = plots["roc"].lines
    assert (roc.method, roc.label) == ("network", "network (area 1.0000)")


def test_a_method_without_its_segmentation_is_refused(case):
    image, truth, _ = case
    compared = ComparedMethods(methods=(ComparedMethod(label="threshold"),))
    with (
        start_job("compare_plots", {"compared": compared}, {"image": image}, {"reference": truth}, threads=1) as job,
        pytest.raises(InputError, match="'threshold'"),
    ):
        job.result()


def test_other_names_of_images_are_refused(case):
    image, truth, probability = case
    with pytest.raises(InputError, match="'uncertainty'"):
        start_job("compare_plots", {}, {"image": image, "uncertainty": probability}, {"reference": truth})
