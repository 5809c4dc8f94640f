"""Several segmentations of one image as one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from medseg.errors import InputError
from medseg.types import Labels, Triple
from medseg.volume import Segment, Segmentation


def join(
    segmentations: Sequence[Segmentation],
    name: str = "segmentation",
    colors: Mapping[str, Triple] | None = None,
) -> Segmentation:
    """Put the segments of several segmentations side by side; they may overlap. Voxels are shared, not copied.

    Args:
        segmentations: At least one, all on one grid, no name twice.
        name: What to call the result.
        colors: Colours by segment name, for segments that should be told apart; the others keep their own.

    Returns:
        All segments, in order. The provenance lists that of each under `steps`.

    Raises:
        InputError: There is none to join.
        GeometryMismatchError: They lie on different grids.
        SegmentError: Two segments have one name.
    """
    if not segmentations:
        raise InputError("Expected at least one segmentation to join, got none.")
    geometry = segmentations[0].geometry
    layers: list[Labels] = []
    places: list[tuple[Segment, int, int]] = []
    for segmentation in segmentations:
        geometry.require_match(segmentation.geometry, "the first segmentation", "another")
        for segment in segmentation.segments:
            layer, label = segmentation.place(segment.name)
            color = (colors or {}).get(segment.name, segment.color)
            places.append((replace(segment, color=color), layer + len(layers), label))
        layers.extend(segmentation.layers)
    steps = [segmentation.provenance for segmentation in segmentations]
    return Segmentation.from_layers(geometry, layers, places, name, {"method": "join", "steps": steps})
