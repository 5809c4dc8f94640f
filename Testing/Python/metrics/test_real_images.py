"""Real masks, scored by us and by others."""

from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk

from medseg.metrics import (
    average_distances,
    average_symmetric_distance,
    evaluate,
    robust_hausdorff,
    surface_dice,
    surface_distances,
)
from medseg.records import EvaluationParameters, SurfaceDefinition
from medseg.volume import Geometry, Modality, Segment, Segmentation, Volume

pytestmark = [
    pytest.mark.filterwarnings("ignore:Please import .* from the .scipy.ndimage. namespace:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:.*always_return_as_numpy.*:FutureWarning"),
]


def read(path: Path) -> tuple[np.ndarray, Geometry]:
    image = sitk.ReadImage(str(path))
    directions = np.array(image.GetDirection()).reshape(3, 3)
    array = sitk.GetArrayFromImage(image)
    return array, Geometry.from_axes(array.shape, image.GetSpacing(), image.GetOrigin(), directions)


def test_lungs_cut_at_a_threshold_score_as_surface_distance_and_monai_say(data_dir):
    sd, torch, monai = (pytest.importorskip(name) for name in ("surface_distance", "torch", "monai.metrics"))
    folder = data_dir / "ct_chest_lungs"
    hu, geometry = read(folder / "id003-128x128x64.nii.gz")
    reference = read(folder / "id003-128x128x64-msk.nii.gz")[0] > 127
    prediction = (hu < -400) & (hu > -1000)
    spacing = geometry.spacing_mm

    ours = surface_distances(prediction, reference, spacing)
    theirs = sd.compute_surface_distances(reference, prediction, spacing)
    assert robust_hausdorff(ours) == pytest.approx(sd.compute_robust_hausdorff(theirs, 95), abs=1e-6)
    assert average_distances(ours)[::-1] == pytest.approx(sd.compute_average_surface_distance(theirs), abs=1e-6)
    assert surface_dice(ours, 3.0) == pytest.approx(sd.compute_surface_dice_at_tolerance(theirs, 3.0), abs=1e-6)

    voxels = surface_distances(prediction, reference, spacing, SurfaceDefinition.VOXELS)
    pair = [torch.from_numpy(mask)[None, None] for mask in (prediction, reference)]
    options = {"include_background": True, "spacing": spacing}
    hd95 = monai.compute_hausdorff_distance(*pair, percentile=95, **options).item()
    assert robust_hausdorff(voxels) == pytest.approx(hd95, rel=1e-5)
    assd = monai.compute_average_surface_distance(*pair, symmetric=True, **options).item()
    assert average_symmetric_distance(voxels) == pytest.approx(assd, rel=1e-5)
    assert surface_dice(voxels, 3.0) == pytest.approx(monai.compute_surface_dice(*pair, [3.0], **options).item(), rel=1e-5)


def test_many_organs_moved_by_a_voxel_score_as_simpleitk_says(data_dir):
    labels, geometry = read(data_dir / "ct_abdomen_multiorgan" / "example_seg_fast_force_split.nii.gz")
    labels = labels.astype(np.uint8)
    moved = np.roll(labels, 1, axis=1)
    segments = {int(label): Segment(f"organ {label}") for label in np.unique(labels) if label}
    prediction, reference = (Segmentation.from_labelmap(geometry, part, segments) for part in (moved, labels))
    scored = evaluate(prediction, reference, EvaluationParameters(surface=SurfaceDefinition.VOXELS))

    judge = sitk.LabelOverlapMeasuresImageFilter()
    judge.Execute(sitk.GetImageFromArray(moved), sitk.GetImageFromArray(labels))
    assert len(scored.segments) == len(segments) >= 60
    for label, row in zip(segments, scored.segments, strict=True):
        assert row.dice == pytest.approx(judge.GetDiceCoefficient(label), abs=1e-12)
        assert row.iou == pytest.approx(judge.GetJaccardCoefficient(label), abs=1e-12)
        assert row.hausdorff_mm <= geometry.spacing_mm[1] + 1e-9 or np.any(labels[:, -1] == label)
    assert scored.mean_dice == pytest.approx(np.mean([row.dice for row in scored.segments]))


def test_the_body_of_a_real_ct_is_the_region(data_dir):
    folder = data_dir / "ct_abdomen_multiorgan"
    hu, geometry = read(folder / "example_ct.nii.gz")
    labels, _ = read(folder / "example_seg_fast_force_split.nii.gz")
    image = Volume(hu.astype(np.int16), geometry, Modality.CT)
    organs = Segmentation.from_masks(geometry, {Segment("organs"): labels > 0})
    scored = evaluate(organs, organs, image=image)
    counted = scored.overall.true_positive + scored.overall.true_negative
    assert scored.region == "body"
    assert 0.2 * hu.size < counted < 0.9 * hu.size
    assert scored.overall.accuracy == 1.0
