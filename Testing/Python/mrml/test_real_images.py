"""Real images through Slicer's scene and back."""

import numpy as np
import pytest
import SimpleITK as sitk

from medseg.mrml import (
    OffscreenScene,
    PreviewTarget,
    ThresholdPreview,
    load_scene,
    node_to_segmentation,
    node_to_volume,
    save_scene,
    segmentation_to_node,
    volume_to_node,
)
from medseg.records import Plane
from medseg.volume import Geometry, Modality, Segment, Segmentation, Volume

IMAGES = {
    "lungs": ("ct_chest_nsclc/lung1_image.nrrd", Modality.CT, (-1000.0, -400.0)),
    "abdomen": ("ct_abdomen_multiorgan/example_ct_sm.nii.gz", Modality.CT, (150.0, 3000.0)),
    "brain": ("mr_brain_tumour/brain1_image.nrrd", Modality.MR, (200.0, 5000.0)),
}


@pytest.fixture(params=list(IMAGES))
def case(request, data_dir):
    """An image, and two overlapping segments by thresholds: the range, and all that is above its lower end."""
    path, modality, (lower, upper) = IMAGES[request.param]
    image = sitk.ReadImage(str(data_dir / path))
    array = sitk.GetArrayFromImage(image)
    directions = np.array(image.GetDirection()).reshape(3, 3)
    geometry = Geometry.from_axes(array.shape, image.GetSpacing(), image.GetOrigin(), directions)
    masks = {Segment("range"): (array >= lower) & (array <= upper), Segment("above", (0.1, 0.8, 0.3)): array >= lower}
    return Volume(array, geometry, modality), Segmentation.from_masks(geometry, masks), (lower, upper)


def test_voxels_and_places_survive_a_saved_scene(offscreen, case, tmp_path):
    volume, segmentation, _ = case
    image = volume_to_node(volume, offscreen.scene)
    segmentation_to_node(segmentation, offscreen.scene, offscreen.segmentations_logic, image, surface=False)
    save_scene(offscreen.scene, tmp_path / "case.mrb")
    with OffscreenScene() as other:
        load_scene(tmp_path / "case.mrb", other.scene)
        back = node_to_volume(other.scene.GetFirstNodeByClass("vtkMRMLScalarVolumeNode"))
        node = other.scene.GetFirstNodeByClass("vtkMRMLSegmentationNode")
        segments = node_to_segmentation(node, volume.geometry)
    flip = -1 if back.geometry.orientation[2] != volume.geometry.orientation[2] else 1
    np.testing.assert_array_equal(back.array[::flip], volume.array)
    np.testing.assert_allclose(
        np.sort(back.geometry.corners_ras, axis=0), np.sort(volume.geometry.corners_ras, axis=0), atol=1e-3
    )
    for name in segmentation.names:
        np.testing.assert_array_equal(segments.mask(name), segmentation.mask(name))


def test_the_preview_colours_the_voxels_that_a_threshold_takes(drawing, case):
    volume, segmentation, bounds = case
    node = volume_to_node(volume, drawing.scene)
    node.GetDisplayNode().SetInterpolate(False)
    view = drawing.add_slice_view(Plane.AXIAL, (300, 260))
    view.show(node)
    with ThresholdPreview([PreviewTarget(view.logic, view.renderer)]) as preview:
        preview.set_bounds(*bounds)
        shown = preview.masks[0]
    rows, columns = np.mgrid[:260, :300]
    matrix = view.node.GetXYToRAS()
    xy = np.stack([columns.ravel(), rows.ravel(), 0 * rows.ravel(), 1 + 0 * rows.ravel()]).astype(float)
    ras = (np.array([[matrix.GetElement(r, c) for c in range(4)] for r in range(3)]) @ xy).T
    exact = volume.geometry.to_ijk(ras)
    clear = (np.abs(exact % 1 - 0.5) > 1e-3).all(axis=1)  # a pixel between two voxels may go to either
    index = np.floor(exact + 0.5).astype(int)
    inside = ((index >= 0) & (index < volume.geometry.shape[::-1])).all(axis=1)
    expected = np.zeros(len(ras), bool)
    expected[inside] = segmentation.mask("range")[tuple(index[inside][:, ::-1].T)]
    assert expected.sum() > 500
    assert clear.mean() > 0.5
    np.testing.assert_array_equal(shown.ravel()[clear], expected[clear])
