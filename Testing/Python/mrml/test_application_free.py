"""`medseg.mrml` works on what it is given: nothing of the Slicer application is touched."""

import subprocess
import sys

import numpy as np
import pytest
import slicer

from medseg.mrml import (
    PreviewTarget,
    SegmentationHistory,
    ThresholdPreview,
    agreement_to_node,
    evaluation_to_plots,
    evaluation_to_table,
    join_study,
    load_scene,
    masked_volume_to_node,
    node_to_segmentation,
    node_to_volume,
    render_png,
    roi_to_mask,
    save_scene,
    segmentation_to_node,
    volume_to_node,
)
from medseg.records import Plane, RenderParameters


class Trap:
    """Stands for a part of the application; any use of it fails the test."""

    def __getattr__(self, name):
        raise AssertionError(f"the Slicer application was asked for {name}")


@pytest.mark.parametrize("kind", ["removed", "trapped"])
def test_nothing_of_the_application_is_used(drawing, ct, overlapping, evaluation, tmp_path, monkeypatch, kind):
    for name in ("mrmlScene", "modules", "app"):
        if kind == "removed":
            monkeypatch.delattr(slicer, name, raising=False)
        else:
            monkeypatch.setattr(slicer, name, Trap(), raising=False)
    image = volume_to_node(ct, drawing.scene)
    node = segmentation_to_node(overlapping, drawing.scene, drawing.segmentations_logic, image)
    evaluation_to_plots(evaluation_to_table(evaluation, drawing.scene), drawing.scene)
    agreement_to_node(overlapping, overlapping, drawing.scene, drawing.segmentations_logic, image)
    masked_volume_to_node(ct, image, drawing.scene)
    join_study(node, image, drawing.scene)
    history = SegmentationHistory(node)
    history.save()
    history.undo()
    region = drawing.scene.AddNewNodeByClass("vtkMRMLMarkupsROINode")
    region.SetSize(5, 5, 5)
    roi_to_mask(region, ct.geometry)
    np.testing.assert_array_equal(node_to_volume(image).array, ct.array)
    assert node_to_segmentation(node, ct.geometry).names == overlapping.names
    view = drawing.add_slice_view(Plane.AXIAL, (32, 32))
    view.show(image)
    with ThresholdPreview([PreviewTarget(view.logic, view.renderer, view.render)]) as preview:
        preview.set_bounds(0, 100)
    save_scene(drawing.scene, tmp_path / "a.mrb")
    load_scene(tmp_path / "a.mrb", drawing.scene)
    render_png(ct, overlapping, tmp_path / "a.png", RenderParameters(width_px=320))


def test_importing_the_package_loads_neither_slicer_nor_vtk():
    code = "import sys, medseg.mrml; print([m for m in ('slicer', 'vtkmodules', 'vtk', 'PIL', 'SimpleITK') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_without_slicer_core_the_error_names_the_extra():
    code = (
        "import sys; sys.modules['slicer'] = None\n"
        "from medseg.errors import MissingDependencyError\n"
        "import medseg.mrml\n"
        "try:\n    medseg.mrml.volume_to_node\n"
        "except MissingDependencyError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 'pip install "medseg[render]"' in done.stdout


def test_the_exported_names_are_these():
    import medseg.mrml

    assert set(medseg.mrml.__all__) == set(medseg.mrml._PLACES)
    for name in medseg.mrml.__all__:
        assert callable(getattr(medseg.mrml, name))
    with pytest.raises(AttributeError):
        medseg.mrml.nothing  # noqa: B018
