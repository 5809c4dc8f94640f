import numpy as np
import pytest

from medseg.metrics.label_layers import LabelLayers
from medseg.volume import Geometry, Segment, Segmentation

GRID = Geometry.from_axes((3, 4, 5), (1, 1, 1))


def a_mask(*voxels: tuple[int, int, int]) -> np.ndarray:
    mask = np.zeros(GRID.shape, dtype=bool)
    for voxel in voxels:
        mask[voxel] = True
    return mask


def two_layers() -> Segmentation:
    wide = np.zeros(GRID.shape, dtype=np.uint32)
    wide[0, 0, 0], wide[0, 0, 1], wide[2, 3, 4] = 70_000, 5, 99  # 99 is no segment
    narrow = a_mask((0, 0, 0), (1, 1, 1)).astype(np.uint8)
    places = [(Segment("aorta"), 1, 1), (Segment("liver"), 0, 70_000), (Segment("spleen"), 0, 5), (Segment("gone"), 0, 7)]
    return Segmentation.from_layers(GRID, [wide, narrow], places)


def test_wide_labels_are_numbered_closely_and_bytes_are_shared():
    segmentation = two_layers()
    layers = LabelLayers(segmentation)
    assert layers.maps[0].dtype == np.uint8
    assert layers.maps[1] is segmentation.layers[1]
    assert layers.places == {"aorta": (1, 1), "liver": (0, 3), "spleen": (0, 1), "gone": (0, 2)}
    assert np.unique(layers.maps[0]).tolist() == [0, 1, 3]


def test_masks_are_those_of_the_segmentation():
    segmentation = two_layers()
    layers = LabelLayers(segmentation)
    for name in segmentation.names:
        np.testing.assert_array_equal(layers.mask([name]), segmentation.mask(name))
    np.testing.assert_array_equal(layers.mask(segmentation.names), segmentation.union())
    np.testing.assert_array_equal(layers.mask(["liver", "spleen"]), segmentation.mask("liver") | segmentation.mask("spleen"))
    assert not layers.mask([]).any()


def test_masks_are_cut_to_a_box():
    segmentation = two_layers()
    box = (slice(0, 2), slice(0, 2), slice(1, 3))
    np.testing.assert_array_equal(LabelLayers(segmentation).mask(segmentation.names, box), segmentation.union()[box])


def test_boxes_hold_each_segment():
    boxes = LabelLayers(two_layers()).boxes()
    assert boxes == {
        "aorta": (slice(0, 2), slice(0, 2), slice(0, 2)),
        "liver": (slice(0, 1), slice(0, 1), slice(0, 1)),
        "spleen": (slice(0, 1), slice(0, 1), slice(1, 2)),
        "gone": None,
    }


def test_segments_of_one_layer_are_found_there():
    layers = LabelLayers(two_layers())
    assert layers.layer_of(["liver", "spleen"]) == 0
    assert layers.layer_of(["aorta"]) == 1
    assert layers.layer_of(["aorta", "liver"]) is None
    assert layers.layer_of([]) == 0


@pytest.mark.parametrize("count", [255, 256, 700])
def test_many_wide_labels_stay_apart(count):
    grid = Geometry.from_axes((1, 1, count), (1, 1, 1))
    labels = (np.arange(count, dtype=np.uint64) * 1_000_003 + 1).reshape(1, 1, count)
    segmentation = Segmentation.from_labelmap(grid, labels, {int(n): Segment(f"{n}") for n in labels.flat})
    layers = LabelLayers(segmentation)
    assert np.unique(layers.maps[0]).size == count
    assert all(layers.mask([name]).sum() == 1 for name in segmentation.names[:20])
