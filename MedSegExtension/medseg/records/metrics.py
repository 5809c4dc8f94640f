"""The numbers that methods are compared by, in the order of the table."""

from medseg.records.metric import Better, Metric

SCORES = (
    Metric("accuracy", "accuracy", 4, Better.HIGH, "share of the region's voxels that are right"),
    Metric("loss", "loss", 4, Better.LOW, "1 - Dice"),
    Metric("dice", "Dice", 4, Better.HIGH, "2 TP / (2 TP + FP + FN)"),
    Metric("iou", "IoU", 4, Better.HIGH, "TP / (TP + FP + FN)"),
    Metric("sensitivity", "sensitivity", 4, Better.HIGH, "TP / (TP + FN)"),
    Metric("specificity", "specificity", 4, Better.HIGH, "TN / (TN + FP), within the region"),
    Metric("precision", "precision", 4, Better.HIGH, "TP / (TP + FP)"),
    Metric("hd95_mm", "HD95 mm", 2, Better.LOW, "95th percentile of the surface distances, the larger of both directions"),
    Metric("assd_mm", "ASSD mm", 2, Better.LOW, "mean distance of the surfaces"),
    Metric("surface_dice", "surface Dice", 4, Better.HIGH, "share of both surfaces within the tolerance of the other"),
    Metric(
        "volume_difference_percent",
        "volume %",
        2,
        Better.ZERO,
        "volume against the reference's: (method - reference) / reference",
    ),
)
COSTS = (
    Metric("seconds", "s", 2, Better.LOW, "seconds of the method's own work, loading of its network counted"),
    Metric("peak_mb", "MB", 0, Better.LOW, "peak of its process's memory, Python and the image counted"),
)
METRICS = (*SCORES, *COSTS)
