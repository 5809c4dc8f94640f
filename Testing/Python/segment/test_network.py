"""Segmenting with a network whose answer is known."""

import json
from dataclasses import replace

import numpy as np
import pytest
from scipy import ndimage

from medseg.errors import CancelledError, GeometryMismatchError, InputError, ModelNotFoundError
from medseg.io import read_volume
from medseg.records import CleanupParameters, NetworkParameters, PhantomParameters
from medseg.sample import make_phantom
from medseg.segment import check_input, segment_with_network
from medseg.volume import Geometry, Modality, Segment, Volume

WINDOWS = {"input": {"fit": "windows", "size": (64, 64)}}


@pytest.fixture(autouse=True)
def no_models(own_models):
    """None is installed, unless a test says so."""


def darker(volume, cut=0.4):
    return np.clip((volume.array.astype(float) + 1000) / 1400, 0, 1) <= cut


def test_the_known_answer_comes_back_on_the_images_own_grid(chest, by_hand):
    found = segment_with_network(chest.volume, predictor=by_hand(**WINDOWS))
    assert found.segmentation.names == ("Lungs",)
    assert found.segmentation.geometry is chest.volume.geometry
    assert np.array_equal(found.segmentation.mask("Lungs"), darker(chest.volume))
    assert found.probabilities is None
    assert found.uncertainty is None
    assert found.notices == ("It was made by hand.",)


@pytest.mark.parametrize(
    "changes", [{"fit": "pad"}, {"fit": "stretch"}, {"context_slices": 1}, {"size": (32, 64, 64), "fit": "windows"}]
)
def test_a_scaled_image_gives_nearly_the_same_at_its_own_size(chest, by_hand, changes):
    mask = segment_with_network(chest.volume, predictor=by_hand(input=changes)).segmentation.union()
    assert np.mean(mask == darker(chest.volume)) > 0.98


def test_softmax_takes_the_likeliest_class(chest, by_hand):
    network = by_hand(**WINDOWS, output={"activation": "softmax"})
    assert np.array_equal(segment_with_network(chest.volume, predictor=network).segmentation.union(), darker(chest.volume))


def test_holes_small_parts_and_sides_are_as_the_card_says(chest, by_hand):
    inside = {"keep_largest": 3, "fill_holes": True, "split_sides": True}
    network = by_hand(**WINDOWS, output=inside)
    region = chest.right | chest.left
    found = segment_with_network(chest.volume, predictor=network, region=region).segmentation
    assert found.names == ("Right lung", "Left lung")
    assert found.provenance["region_voxels"] == np.count_nonzero(region)
    assert not (found.union() & ~region).any()


def test_a_stray_part_is_not_kept_as_the_second_where_the_card_asks_for_a_least_share(chest, by_hand):
    dark = darker(chest.volume)
    stray = np.zeros_like(dark)
    stray[np.unravel_index(ndimage.distance_transform_edt(~dark).argmax(), dark.shape)] = True
    array = np.where(dark, np.int16(-900), np.int16(40))
    array[stray] = -900
    image = replace(chest.volume, array=array)
    for share, is_kept in ((0.0, True), (0.5, False)):
        network = by_hand(**WINDOWS, output={"keep_largest": 99, "least_share": share})
        found = segment_with_network(image, predictor=network).segmentation.union()
        assert found[stray].all() == is_kept
        assert found.sum() > dark.sum() / 3


def test_cleaning_up_comes_last(chest, by_hand):
    after = CleanupParameters(keep_largest=1)
    found = segment_with_network(chest.volume, predictor=by_hand(**WINDOWS), after=after).segmentation
    assert found.provenance["parameters"]["keep_largest"] == 1
    assert 0 < found.union().sum() < darker(chest.volume).sum()


def test_probabilities_and_uncertainty_are_images_on_the_same_grid(chest, by_hand):
    asked = NetworkParameters(keep_probabilities=True, uncertainty="entropy")
    found = segment_with_network(chest.volume, asked, predictor=by_hand(**WINDOWS, steepness=8.0))
    share = found.probabilities["Lungs"]
    assert share.geometry is chest.volume.geometry
    assert share.modality is Modality.OTHER
    assert np.array_equal(share.array >= 0.5, found.segmentation.union())
    sure = np.clip(share.array.astype(float), 1e-9, 1 - 1e-9)
    entropy = -(sure * np.log2(sure) + (1 - sure) * np.log2(1 - sure))
    assert np.allclose(found.uncertainty.array, entropy, atol=1e-4)
    assert found.uncertainty.array.max() > 0.1
    spread = segment_with_network(chest.volume, NetworkParameters(uncertainty="flips"), predictor=by_hand(**WINDOWS)).uncertainty
    assert 0 <= spread.array.min() <= spread.array.max() <= 0.25


def test_the_provenance_says_which_network_and_names_no_place_or_patient(chest, by_hand):
    asked = NetworkParameters(model="/somewhere/secret/by-hand")
    provenance = segment_with_network(chest.volume, asked, predictor=by_hand(**WINDOWS)).segmentation.provenance
    text = json.dumps(provenance)
    assert "secret" not in text
    assert provenance["method"] == "unet"
    assert provenance["model"]["name"] == provenance["parameters"]["model"] == "by-hand"
    assert provenance["backend"] == "hand"
    assert provenance["measurements"]["segments"][0]["volume_ml"] > 0


def test_infection_is_sought_inside_the_lungs_alone_and_its_share_told(chest, by_hand):
    network = by_hand(cut=0.9, target="infection", input={"region": "lungs"}, output={"segments": (Segment("Infection"),)})
    found = segment_with_network(chest.volume, predictor=network)
    lungs = chest.right | chest.left | chest.vessels | chest.lesion
    mask = found.segmentation.mask("Infection")
    assert np.count_nonzero(mask & ~lungs) < 0.05 * np.count_nonzero(mask)
    (row,) = found.measurements["segments"]
    assert row["volume_ml"] == pytest.approx(mask.sum() * chest.volume.geometry.voxel_volume_ml)
    assert row["percent_of_lungs"] == pytest.approx(100 * row["volume_ml"] / found.measurements["lungs_ml"])
    assert 80 < row["percent_of_lungs"] <= 100
    assert all(pictures.shape[0] < chest.volume.array.shape[0] for pictures in network.seen), "slices without lungs are left out"


def test_infection_without_lungs_is_refused(by_hand):
    array = np.random.default_rng(0).normal(40, 20, (30, 64, 64)).astype(np.int16)
    array[:, :20] = -1000
    volume = Volume(array, Geometry.from_axes(array.shape, (4, 4, 4)), Modality.CT)
    with pytest.raises(InputError, match="found none"):
        segment_with_network(volume, predictor=by_hand(target="infection", input={"region": "lungs"}))


def test_a_picture_of_a_slice_is_taken_as_it_is(by_hand, notes):
    grey = np.tile(np.arange(0, 256, 2, dtype=np.uint8), (96, 1))[np.newaxis]
    picture = Volume(grey, Geometry.from_axes(grey.shape, (1, 1, 1)))
    taken = {"region": "lungs", "pictures": True, "fit": "windows", "size": (64, 64)}
    network = by_hand(cut=0.401, target="infection", input=taken)
    found = segment_with_network(picture, predictor=network, warn=notes.append)
    assert np.array_equal(found.segmentation.union(), grey / 255 <= 0.401)
    assert found.measurements["segments"][0]["percent_of_image"] == pytest.approx(40, abs=1)
    assert "lungs_ml" not in found.measurements


def test_nothing_found_is_never_silent(chest, by_hand, notes):
    found = segment_with_network(chest.volume, predictor=by_hand(cut=-1.0), warn=notes.append)
    assert not found.segmentation.union().any()
    assert "empty" in notes.codes
    assert found.segmentation.provenance["empty"] == ["Lungs"]


def test_a_ct_with_its_offset_or_upside_down_gives_the_same_mask(chest, by_hand, notes):
    network = by_hand(input={"size": (96, 128)})
    straight = segment_with_network(chest.volume, predictor=network, warn=notes.append).segmentation.union()
    assert notes.codes == ["network"]
    raised = replace(chest.volume, array=(chest.volume.array + 1024).astype(np.int16), padding_value=-2000.0)
    assert np.array_equal(segment_with_network(raised, predictor=network, warn=notes.append).segmentation.union(), straight)
    assert "hu-offset" in notes.codes
    for axes in ((1,), (1, 2)):
        turned = replace(chest.volume, array=np.ascontiguousarray(np.flip(chest.volume.array, axes)))
        found = segment_with_network(turned, predictor=network, warn=notes.append)
        assert np.mean(np.flip(found.segmentation.union(), axes) == straight) > 0.999
        assert "orientation" in notes.codes
        notes.clear()


def test_slices_stacked_from_the_side_without_saying_so_give_the_same_mask(by_hand, notes):
    volume, _ = make_phantom(PhantomParameters(columns=72, rows=64, slices=40))
    network = by_hand(input={"size": (96, 128)})
    straight = segment_with_network(volume, predictor=network).segmentation.union()
    array = np.ascontiguousarray(volume.array.transpose(2, 1, 0))
    stacked = replace(volume, array=array, geometry=Geometry.from_axes(array.shape, volume.geometry.spacing_mm))
    found = segment_with_network(stacked, predictor=network, warn=notes.append)
    assert np.mean(found.segmentation.union().transpose(2, 1, 0) == straight) > 0.999
    assert "orientation" in notes.codes


def test_another_modality_is_refused_with_a_remedy(chest, make_card):
    for wrong in (Modality.MR, Modality.XRAY):
        with pytest.raises(InputError, match="--modality"):
            check_input(replace(chest.volume, modality=wrong), make_card())
    with pytest.raises(InputError, match="modality XRAY"):
        check_input(chest.volume, make_card(input={"modalities": (Modality.XRAY,)}))


def test_a_ct_whose_file_does_not_say_so_is_recognised(chest, make_card, notes):
    unknown = replace(chest.volume, modality=Modality.OTHER, array=np.clip(chest.volume.array + 1024, 0, None).astype(np.uint16))
    checked = check_input(unknown, make_card(), notes.append)
    assert checked.modality is Modality.CT
    assert checked.array.min() == -1024
    assert notes.codes[:2] == ["taken-for-ct", "hu-offset"]


def test_a_single_slice_with_its_offset_is_a_ct_for_a_network_that_takes_no_films(chest, make_card, notes):
    box = (slice(30, 31), slice(None), slice(None))
    words = np.clip(chest.volume.array[box].astype(np.int32) + 1024, 0, None).astype(np.uint16)
    lone = Volume(words, chest.volume.geometry.cropped(box))
    taken = {"pictures": True, "region": "lungs"}
    assert check_input(lone, make_card(input=taken), notes.append).modality is Modality.CT
    assert "hu-offset" in notes.codes
    both = {"modalities": (Modality.CT, Modality.XRAY), "pictures": True}
    assert check_input(lone, make_card(input=both)).modality is Modality.OTHER


def test_grey_values_are_refused_or_taken_as_a_picture(chest, make_card, notes):
    grey = np.clip((chest.volume.array + 1000.0) / 5.5, 0, 255).astype(np.uint8)
    ct = replace(chest.volume, array=grey, padding_value=None)
    with pytest.raises(InputError, match="window is lost"):
        check_input(ct, make_card())
    assert check_input(ct, make_card(input={"pictures": True}), notes.append).modality is Modality.OTHER
    assert notes.codes == ["grey-values"]


def test_an_image_from_its_edge_or_without_the_spacing_it_needs_is_refused(chest, make_card):
    box = (slice(None), slice(40, 41), slice(None))
    flat = replace(chest.volume, array=chest.volume.array[box], geometry=chest.volume.geometry.cropped(box))
    with pytest.raises(InputError, match="another plane"):
        check_input(flat, make_card())
    from medseg.volume import Finding

    unknown = replace(chest.volume, findings=(Finding("no-spacing", "1 mm is assumed"),))
    with pytest.raises(InputError, match="Expected an image with its spacing"):
        check_input(unknown, make_card(input={"spacing_mm": (3.0, 2.0, 2.0)}))


def test_a_region_of_another_shape_and_a_cancelled_run_stop_at_once(chest, by_hand):
    with pytest.raises(GeometryMismatchError):
        segment_with_network(chest.volume, predictor=by_hand(), region=np.ones((2, 2, 2), bool))

    def cancel(fraction, message):
        raise CancelledError("enough")

    with pytest.raises(CancelledError):
        segment_with_network(chest.volume, predictor=by_hand(), progress=cancel)


def test_without_a_network_the_error_names_the_remedy(chest):
    with pytest.raises(ModelNotFoundError, match="medseg models list"):
        segment_with_network(chest.volume, NetworkParameters(target="liver"))


@pytest.mark.parametrize("inverted", [False, True])
@pytest.mark.parametrize("turns", [0, 2])
def test_films_of_any_pose_and_depth_give_the_same_mask(data_dir, by_hand, notes, turns, inverted):
    film = read_volume(sorted((data_dir / "cxr_lungs" / "images").iterdir())[7])
    network = by_hand(input={"modalities": (Modality.XRAY,), "normalisation": "percentiles", "window": None, "unit": ""})
    expected = segment_with_network(film, predictor=network).segmentation.union()[0]
    stored = np.rot90(film.array[0], turns)
    deep = (255 - stored if inverted else stored).astype(np.uint16) * 257
    found = segment_with_network(
        replace(film, array=np.ascontiguousarray(deep)[np.newaxis]), predictor=network, warn=notes.append
    )
    back = np.rot90(found.segmentation.union()[0], -turns)
    assert np.mean(back == expected) > 0.999
    assert ("inverted" in notes.codes) == inverted
    assert ("orientation" in notes.codes) == bool(turns)


@pytest.mark.parametrize("name", ["ct_chest_lungs/id002-128x128x64.nii.gz", "ct_chest_nsclc/lung1_image.nrrd"])
def test_real_chests_upside_down_or_without_their_offset_give_the_same_mask(data_dir, by_hand, name):
    volume = read_volume(data_dir / name)
    network = by_hand(input={"size": (96, 128)})
    straight = segment_with_network(volume, predictor=network).segmentation.union()
    assert straight.any()
    raised = replace(volume, array=volume.array + volume.array.dtype.type(1024))
    assert np.mean(segment_with_network(raised, predictor=network).segmentation.union() == straight) > 0.9999
    turned = replace(volume, array=np.ascontiguousarray(volume.array[:, ::-1]))
    assert np.mean(segment_with_network(turned, predictor=network).segmentation.union()[:, ::-1] == straight) > 0.999
