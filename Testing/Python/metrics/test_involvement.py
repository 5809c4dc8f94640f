"""Involvement of lungs that are boxes, with voxels that can be counted."""

import math

import numpy as np
import pytest

from medseg.errors import GeometryMismatchError, InputError, SegmentError
from medseg.metrics import measure_involvement
from medseg.records import INVOLVEMENT_MEASURES, Involvement, LungRegion, PhantomParameters
from medseg.sample import make_phantom
from medseg.volume import Finding, Geometry, Modality, Segment, Segmentation, Volume

SHAPE = (14, 16, 24)
SPACING_IJK = (2.0, 2.5, 4.0)  # 0.02 ml a voxel
RIGHT_BOX = (slice(1, 13), slice(2, 14), slice(2, 10))  # 12 x 12 x 8 = 1152 voxels
LEFT_BOX = (slice(1, 13), slice(2, 14), slice(14, 20))  # 12 x 12 x 6 = 864 voxels
VOXEL_ML = 0.02


def boxed(*boxes):
    mask = np.zeros(SHAPE, dtype=np.bool_)
    for box in boxes:
        mask[box] = True
    return mask


def grid(shape=SHAPE):
    return Geometry.from_axes(shape, SPACING_IJK)


def lungs_of(right=RIGHT_BOX, left=LEFT_BOX, geometry=None):
    masks = {Segment("Right lung"): boxed(right), Segment("Left lung"): boxed(left)}
    return Segmentation.from_masks(geometry or grid(), masks)


def ct(hu=-850, *changes, dtype=np.int16, **about):
    array = np.full(SHAPE, 40, dtype=dtype)
    array[RIGHT_BOX] = array[LEFT_BOX] = hu
    for box, value in changes:
        array[box] = value
    return Volume(array, grid(), Modality.CT, **about)


def measured(volume, infection=None, lungs=None, lobes=None):
    return {row.region: row for row in measure_involvement(volume, lungs or lungs_of(), infection, lobes)}


def test_volumes_and_shares_are_those_that_were_counted():
    lesion = (slice(1, 5), slice(2, 14), slice(2, 8))  # 4 x 12 x 6 = 288 voxels of the right lung, all in its lower third
    rows = measured(ct(-850, (lesion, -500)), boxed(lesion))
    assert list(rows) == [LungRegion.BOTH, LungRegion.RIGHT, LungRegion.LEFT]
    assert rows["Right lung"].lung_ml == pytest.approx(1152 * VOXEL_ML)
    assert rows["Left lung"].lung_ml == pytest.approx(864 * VOXEL_ML)
    assert rows["Both lungs"].lung_ml == pytest.approx(2016 * VOXEL_ML)
    assert rows["Right lung"].infection_percent == pytest.approx(25.0)
    assert rows["Left lung"].infection_percent == 0.0
    assert rows["Both lungs"].infection_ml == pytest.approx(288 * VOXEL_ML)
    assert rows["Both lungs"].infection_percent == pytest.approx(100 * 288 / 2016)
    assert rows["Right lung"].mean_hu == pytest.approx(0.25 * -500 + 0.75 * -850)
    assert rows["Right lung"].infection_mean_hu == -500


def test_thirds_are_of_each_lungs_own_height_and_depth():
    low = (slice(1, 5), slice(2, 6), slice(2, 10))  # the lower third of the height, the third in front of the depth
    rows = measured(ct(), boxed(low))
    right = rows["Right lung"]
    assert (right.lower_percent, right.middle_percent, right.upper_percent) == pytest.approx((100 / 3, 0, 0))
    assert (right.ventral_percent, right.central_percent, right.dorsal_percent) == pytest.approx((100 / 3, 0, 0))
    assert rows["Both lungs"].lower_percent == pytest.approx(100 * 128 / (384 + 288))
    assert rows["Left lung"].lower_percent == 0


@pytest.mark.parametrize("axes", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
@pytest.mark.parametrize("flips", [(1, 1, 1), (-1, 1, -1), (-1, -1, -1)])
def test_the_order_and_direction_in_which_voxels_are_stored_do_not_matter(axes, flips):
    lesion = (slice(9, 13), slice(10, 14), slice(14, 17))
    volume, lungs, infection = ct(-850, (lesion, -200)), lungs_of(), boxed(lesion)
    expected = measured(volume, infection)
    turned, geometry = moved(volume.array, axes, flips)
    masks = {segment: moved(lungs.mask(segment.name), axes, flips)[0] for segment in lungs.segments}
    stored = Volume(turned, geometry, Modality.CT)
    got = measure_involvement(stored, Segmentation.from_masks(geometry, masks), moved(infection, axes, flips)[0])
    for row in got:
        assert row.numbers == pytest.approx(expected[row.region].numbers, nan_ok=True, rel=1e-5)
    assert expected["Left lung"].dorsal_percent == pytest.approx(100 * 48 / 288)


def moved(array, axes, flips):
    """An array stored with its axes in another order and direction, and the grid that keeps it where it was."""
    steps = tuple(slice(None, None, flip) for flip in flips)
    stored = np.ascontiguousarray(array[steps].transpose(axes))
    matrix = np.eye(4)
    start = [0 if flip > 0 else size - 1 for flip, size in zip(flips, SHAPE, strict=True)]  # (k, j, i) of the first voxel
    lps = grid().ijk_to_lps
    matrix[:3, 3] = lps[:3, :3] @ np.array(start[::-1]) + lps[:3, 3]
    for target, source in enumerate(axes):  # array axis `target` is the old array axis `source`
        matrix[:3, 2 - target] = lps[:3, 2 - source] * flips[source]
    return stored, Geometry.from_lps(stored.shape, matrix)


def test_an_oblique_grid_gives_the_thirds_of_the_patient_and_not_of_the_array():
    angle = math.radians(30)
    tilt = np.array([[1, 0, 0], [0, math.cos(angle), -math.sin(angle)], [0, math.sin(angle), math.cos(angle)]])
    geometry = Geometry.from_axes((40, 40, 10), (2.0, 2.0, 2.0), directions_lps=tilt)
    k, j, i = np.indices(geometry.shape)
    places = geometry.to_ras(np.stack([i, j, k], axis=-1).reshape(-1, 3)).reshape(*geometry.shape, 3)
    head, front = places[..., 2], places[..., 1]
    middle = np.array([np.mean(head), np.mean(front)])
    ball = (head - middle[0]) ** 2 + (front - middle[1]) ** 2 < 24**2
    infection = ball & (head > middle[0] + 8.2)  # a third of the height is 48 / 3 = 16 mm: 24 - 16 = 8 above the middle
    lungs = Segmentation.from_masks(geometry, {Segment("Left lung"): ball})
    row = measure_involvement(Volume(np.zeros(geometry.shape, np.int16), geometry, Modality.CT), lungs, infection)[0]
    assert row.upper_percent > 92
    assert row.middle_percent < 2
    assert row.lower_percent == 0


def test_bands_of_density_are_shares_of_the_lung_that_add_up():
    quarter = 12 * 12 * 2
    boxes = [(slice(1, 13), slice(2, 14), slice(2 * n, 2 * n + 2)) for n in range(1, 5)]
    values = (-950, -700, -300, 50)
    row = measured(ct(-850, *zip(boxes, values, strict=True)))["Right lung"]
    shares = (row.hyperinflated_percent, row.normally_aerated_percent, row.poorly_aerated_percent, row.non_aerated_percent)
    assert shares == pytest.approx((25, 25, 25, 25))
    assert row.dense_percent == 0
    assert row.mean_hu == pytest.approx(sum(values) / 4)
    assert row.lung_ml == pytest.approx(4 * quarter * VOXEL_ML)


@pytest.mark.parametrize(
    ("hu", "band"),
    [(-901, "hyperinflated"), (-900, "normally_aerated"), (-501, "normally_aerated"), (-500, "poorly_aerated"),
     (-101, "poorly_aerated"), (-100, "non_aerated"), (100, "non_aerated"), (101, "dense"), (-1100, "hyperinflated")],
)  # fmt: skip
def test_the_ends_of_the_bands_belong_where_the_table_says(hu, band):
    assert getattr(measured(ct(hu))["Both lungs"], f"{band}_percent") == 100


@pytest.mark.parametrize(
    ("hu", "kind"),
    [
        (-701, "aerated_infection"),
        (-700, "ground_glass"),
        (-301, "ground_glass"),
        (-300, "consolidation"),
        (150, "consolidation"),
    ],
)
def test_infection_is_ground_glass_or_consolidation_by_its_density(hu, kind):
    lesion = (slice(1, 5), slice(2, 14), slice(2, 8))
    row = measured(ct(-850, (lesion, hu)), boxed(lesion))["Right lung"]
    kinds = {name: getattr(row, f"{name}_ml") for name in ("aerated_infection", "ground_glass", "consolidation")}
    assert kinds.pop(kind) == pytest.approx(288 * VOXEL_ML)
    assert list(kinds.values()) == [0, 0]
    if kind != "aerated_infection":
        assert getattr(row, f"{kind}_percent") == pytest.approx(25)


def test_the_gradient_towards_the_back_is_that_of_a_plane_of_densities():
    ramp = ct(dtype=np.float32).array
    ramp = ramp * 0 - 900 + 20.0 * np.arange(SHAPE[1])[np.newaxis, :, np.newaxis]  # 20 HU a row of 2.5 mm
    rows = measured(Volume(ramp.astype(np.float32), grid(), Modality.CT))
    assert all(row.dorsal_gradient_hu_per_cm == pytest.approx(80) for row in rows.values())


def test_infection_that_the_lungs_leave_out_is_joined_to_the_nearest_one():
    lesion = (slice(4, 8), slice(2, 14), slice(2, 8))
    with_hole = boxed(RIGHT_BOX) & ~boxed(lesion)
    masks = {Segment("Right lung"): with_hole, Segment("Left lung"): boxed(LEFT_BOX)}
    volume, infection = ct(-850, (lesion, -100)), boxed(lesion)
    got = measured(volume, infection, Segmentation.from_masks(grid(), masks))
    expected = measured(volume, infection)
    assert got["Right lung"].joined_ml == pytest.approx(288 * VOXEL_ML)
    assert got["Left lung"].joined_ml == expected["Right lung"].joined_ml == 0
    for region, row in got.items():
        numbers, others = row.numbers, expected[region].numbers
        del numbers["joined_ml"], others["joined_ml"]
        assert numbers == pytest.approx(others, nan_ok=True)


def test_infection_between_the_lungs_is_shared_out_by_distance():
    bridge = (slice(4, 6), slice(4, 6), slice(10, 14))  # four columns between the lungs, two nearer to each
    rows = measured(ct(), boxed(bridge))
    assert rows["Right lung"].joined_ml == rows["Left lung"].joined_ml == pytest.approx(8 * VOXEL_ML)
    assert rows["Both lungs"].joined_ml == pytest.approx(16 * VOXEL_ML)


def test_infection_that_touches_no_lung_is_left_out_and_told():
    away = (slice(4, 8), slice(4, 8), slice(22, 24))  # one column of soft tissue between it and the left lung
    rows = measured(ct(), boxed(away))
    assert rows["Both lungs"].outside_ml == pytest.approx(32 * VOXEL_ML)
    assert rows["Both lungs"].infection_ml == rows["Both lungs"].joined_ml == 0
    assert math.isnan(rows["Left lung"].outside_ml)


def test_severity_adds_the_grades_of_six_thirds():
    lesions = ((slice(1, 5), slice(2, 14), slice(2, 10)), (slice(5, 9), slice(2, 14), slice(2, 4)), (slice(9, 10), 2, 14))
    rows = measured(ct(), boxed(*lesions))  # right: all of the lower third, 25 % of the middle one; left: a voxel of the upper
    scores = [(row.severity_score, row.severity_max) for row in rows.values()]
    assert scores == [(5 + 2 + 1, 30), (5 + 2, 15), (1, 15)]


def test_severity_takes_the_five_lobes_where_they_are_given():
    parts = {
        "lung_upper_lobe_right": (slice(9, 13), *RIGHT_BOX[1:]),
        "lung_middle_lobe_right": (slice(5, 9), *RIGHT_BOX[1:]),
        "lung_lower_lobe_right": (slice(1, 5), *RIGHT_BOX[1:]),
        "lung_upper_lobe_left": (slice(7, 13), *LEFT_BOX[1:]),
        "lung_lower_lobe_left": (slice(1, 7), *LEFT_BOX[1:]),
    }
    lobes = Segmentation.from_masks(grid(), {Segment(name): boxed(box) for name, box in parts.items()})
    infection = boxed((slice(1, 5), *LEFT_BOX[1:]))  # two thirds of the left lower lobe; all of the left lung's lower third
    rows = measured(ct(), infection, lobes=lobes)
    assert [(row.severity_score, row.severity_max) for row in rows.values()] == [(4, 25), (0, 15), (4, 10)]
    assert measured(ct(), infection)["Left lung"].severity_score == 5
    assert measured(ct(), infection, lungs=lobes)["Left lung"].numbers == measured(ct(), infection)["Left lung"].numbers


def test_a_lobe_that_is_missing_is_named():
    lobes = Segmentation.from_masks(grid(), {Segment("RUL"): boxed(RIGHT_BOX), Segment("LLL"): boxed(LEFT_BOX)})
    with pytest.raises(SegmentError, match=r"five lobes once each.*'RUL', 'LLL'"):
        measured(ct(), boxed(RIGHT_BOX), lobes=lobes)


def test_without_an_infection_the_lungs_alone_are_measured():
    row = measured(ct())["Both lungs"]
    assert row.lung_ml == pytest.approx(2016 * VOXEL_ML)
    assert row.normally_aerated_percent == 100
    names = ("infection_ml", "infection_percent", "lower_percent", "severity_score", "joined_ml", "outside_ml")
    assert all(math.isnan(getattr(row, name)) for name in names)


def test_nothing_infected_is_zero_and_not_unknown():
    row = measured(ct(), boxed())["Both lungs"]
    assert (row.infection_ml, row.infection_percent, row.ground_glass_ml, row.upper_percent, row.severity_score) == (
        0,
        0,
        0,
        0,
        0,
    )
    assert math.isnan(row.infection_mean_hu)


def test_a_missing_lung_has_no_volume_and_no_share():
    lungs = Segmentation.from_masks(grid(), {Segment("Left lung"): boxed(LEFT_BOX)})
    rows = measured(ct(), boxed((slice(1, 5), *LEFT_BOX[1:])), lungs)
    assert rows["Right lung"].lung_ml == 0
    assert math.isnan(rows["Right lung"].infection_percent)
    assert rows["Both lungs"].infection_percent == rows["Left lung"].infection_percent == pytest.approx(100 / 3)
    assert rows["Both lungs"].severity_max == 15


def test_padding_and_nan_count_for_volumes_and_not_for_densities():
    hole = (slice(1, 5), *RIGHT_BOX[1:])
    for value, padding in ((np.nan, None), (-2000.0, -2000.0)):
        volume = ct(-800, (hole, value), dtype=np.float32, padding_value=padding)
        row = measured(volume, boxed())["Right lung"]
        assert row.lung_ml == pytest.approx(1152 * VOXEL_ML)
        assert row.mean_hu == -800
        assert row.normally_aerated_percent == 100


def test_of_a_picture_only_shares_are_told():
    finding = Finding("no-spacing", "No size of pixels.")
    geometry = Geometry.from_axes((1, 20, 20), (1, 1, 1))
    right, left = (np.zeros(geometry.shape, np.bool_) for _ in range(2))
    right[0, 2:12, 2:8] = left[0, 2:12, 12:18] = True
    infection = right & (np.arange(20) < 5)
    lungs = Segmentation.from_masks(geometry, {Segment("Right lung"): right, Segment("Left lung"): left})
    row = measure_involvement(Volume(np.zeros(geometry.shape, np.uint8), geometry, findings=(finding,)), lungs, infection)[0]
    assert row.infection_percent == pytest.approx(25)
    told = {name for name, number in row.numbers.items() if not math.isnan(number)}
    assert told == {"infection_percent"}


def test_a_single_slice_of_a_ct_has_depth_and_no_height():
    geometry = Geometry.from_axes((1, *SHAPE[1:]), SPACING_IJK)
    volume, lungs = ct(), lungs_of()
    slices = {segment: lungs.mask(segment.name)[6:7] for segment in lungs.segments}
    infection = boxed((slice(6, 7), slice(10, 14), slice(2, 10)))[6:7]
    row = measure_involvement(
        Volume(volume.array[6:7], geometry, Modality.CT), Segmentation.from_masks(geometry, slices), infection
    )[1]
    assert row.dorsal_percent == pytest.approx(100)
    assert math.isnan(row.upper_percent)
    assert math.isnan(row.severity_score)


def test_what_cannot_be_measured_is_refused_with_the_reason():
    volume = ct()
    with pytest.raises(SegmentError, match="empty"):
        measured(volume, lungs=Segmentation.from_masks(grid(), {Segment("Left lung"): boxed()}))
    with pytest.raises(SegmentError, match="'Lungs'"):
        measured(volume, lungs=Segmentation.from_masks(grid(), {Segment("Lungs"): boxed(LEFT_BOX)}))
    with pytest.raises(InputError, match="shape"):
        measured(volume, np.zeros((2, 2, 2), np.bool_))
    with pytest.raises(GeometryMismatchError, match="different grids"):
        measured(volume, lungs=lungs_of(geometry=Geometry.from_axes(SHAPE, (1, 1, 1))))


def test_every_number_has_a_title_with_its_unit_and_a_definition():
    assert tuple(measure.name for measure in INVOLVEMENT_MEASURES) == Involvement.columns()
    units = {"percent": "%", "ml": "ml", "hu": "HU", "cm": "HU/cm"}
    for measure in INVOLVEMENT_MEASURES:
        unit = units.get(measure.name.rpartition("_")[2], "")
        assert unit in measure.title
        assert len(measure.meaning) > 15


@pytest.fixture(scope="module")
def patient():
    return make_phantom(PhantomParameters(columns=128, rows=128, slices=60, seed=4))


def test_a_patient_with_lesions_is_measured_as_its_voxels_count(patient):
    volume, truth = patient
    lungs = truth.selected(["Right lung", "Left lung"])
    infection = truth.mask("Infection")
    rows = {row.region: row for row in measure_involvement(volume, lungs, infection)}
    for name in ("Right lung", "Left lung"):
        lung, hu = truth.mask(name), volume.array
        counted = int(np.count_nonzero(lung & infection))
        assert rows[name].infection_percent == pytest.approx(100 * counted / np.count_nonzero(lung))
        assert rows[name].mean_hu == pytest.approx(float(hu[lung].mean()))
        glass = lung & infection & (hu >= -700) & (hu < -300)
        assert rows[name].ground_glass_ml == pytest.approx(np.count_nonzero(glass) * volume.geometry.voxel_volume_ml)
    assert rows["Both lungs"].outside_ml == 0


def test_lungs_that_leave_lesions_out_give_the_same_patient(patient):
    volume, truth = patient
    infection = truth.mask("Infection")
    whole = truth.selected(["Right lung", "Left lung"])
    without = {segment: whole.mask(segment.name) & ~infection for segment in whole.segments}
    got = measure_involvement(volume, Segmentation.from_masks(volume.geometry, without), infection)[0]
    expected = measure_involvement(volume, whole, infection)[0]
    assert expected.joined_ml == 0
    assert got.joined_ml == pytest.approx(expected.infection_ml)
    for name in ("lung_ml", "infection_percent", "lower_percent", "dorsal_percent", "mean_hu", "severity_score"):
        assert getattr(got, name) == pytest.approx(getattr(expected, name), rel=0.01), name
