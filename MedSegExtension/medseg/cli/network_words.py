"""What a network's result says to people, beside the table."""

from collections.abc import Iterator

from medseg.pipeline import CaseResult


def measured(result: CaseResult) -> Iterator[str]:
    """The network that was used, the share of the lungs or of the picture, and where maps were written: a line each."""
    model = result.segmentation.provenance.get("model")
    if model:
        provenance = result.segmentation.provenance
        yield f"network: {model['name']} {model['version']}, by {provenance['backend']} on {provenance['device']}"
    for row in result.measurements.get("segments", ()):
        if "percent_of_lungs" in row:
            lungs = result.measurements["lungs_ml"]
            yield f"{row['segment']}: {row['volume_ml']:.1f} ml, {row['percent_of_lungs']:.1f} % of the lungs ({lungs:.0f} ml)"
        elif "percent_of_image" in row:
            yield f"{row['segment']}: {row['percent_of_image']:.1f} % of the image"
    for name, path in result.maps.items():
        yield f"{name}: {path}"
