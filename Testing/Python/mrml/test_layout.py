"""Where the views stand."""

import pytest

from medseg.mrml.layout import GAP_PX, arrange_four, arrange_one


def test_rows_and_columns_line_up_at_one_scale():
    layout = arrange_four((300, 200, 250), 1000)
    axial, surface, coronal, sagittal = layout.boxes
    assert axial.width == coronal.width
    assert surface.width == sagittal.width
    assert axial.height == surface.height
    assert coronal.height == sagittal.height
    assert axial.width * layout.mm_per_px == pytest.approx(300, rel=0.01)
    assert axial.height * layout.mm_per_px == pytest.approx(200, rel=0.01)
    assert coronal.height * layout.mm_per_px == pytest.approx(250, rel=0.01)


@pytest.mark.parametrize(
    "size_mm", [(300, 200, 250), (500, 500, 20), (500, 10, 500), (10, 400, 400), (350, 300, 1900), (1, 1, 1)]
)
@pytest.mark.parametrize("width_px", [320, 1601])
def test_every_view_holds_its_slice_and_the_boxes_fill_the_width(size_mm, width_px):
    layout = arrange_four(size_mm, width_px)
    axial, surface, coronal, sagittal = layout.boxes
    across, deep, high = (side / layout.mm_per_px - 1 for side in size_mm)
    assert axial.width >= across
    assert axial.height >= deep
    assert coronal.height >= high
    assert sagittal.width >= deep
    assert axial.width + GAP_PX + surface.width == layout.size[0] == width_px
    assert coronal.bottom == sagittal.bottom == layout.size[1] < 1.9 * width_px
    assert min(box.width for box in layout.boxes) >= 0.27 * (width_px - GAP_PX)
    assert min(box.height for box in layout.boxes) >= 0.27 * (width_px - GAP_PX)


def test_boxes_do_not_overlap():
    axial, surface, coronal, _ = arrange_four((300, 200, 250), 1000).boxes
    assert surface.left == axial.right + GAP_PX
    assert coronal.top == axial.bottom + GAP_PX


@pytest.mark.parametrize(("size_mm", "size_px"), [((400, 300), (800, 600)), ((100, 1000), (800, 1040)), ((1000, 10), (800, 224))])
def test_one_slice_fills_the_width_or_the_height(size_mm, size_px):
    layout = arrange_one(size_mm, 800)
    assert layout.size == layout.boxes[0].size == size_px
    assert size_mm[0] / layout.mm_per_px <= 800.5
    assert size_mm[1] / layout.mm_per_px <= size_px[1] + 0.5
