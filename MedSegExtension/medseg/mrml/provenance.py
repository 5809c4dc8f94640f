"""How the segments of a node were made, kept with the node: scenes save a node's attributes."""

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from slicer import vtkMRMLSegmentationNode

PROVENANCE_ATTRIBUTE = "MedSeg.Provenance"


def add_provenance(node: "vtkMRMLSegmentationNode", provenance: Mapping[str, Any], segment_ids: Iterable[str]) -> None:
    """Note how these segments were made; what was noted for other segments stays.

    Args:
        node: The segmentation node.
        provenance: Method, parameters, versions: plain values.
        segment_ids: Identifiers of the segments that came of it.
    """
    new = list(segment_ids)
    runs = _without(_runs(node), new)
    if provenance:
        runs.append({"segments": new, "provenance": dict(provenance)})
    node.SetAttribute(PROVENANCE_ATTRIBUTE, json.dumps(runs, default=str))


def read_provenance(node: "vtkMRMLSegmentationNode", names: Mapping[str, str]) -> dict[str, Any]:
    """How these segments were made.

    Args:
        node: The segmentation node.
        names: Name of each segment that is asked for, by its identifier.

    Returns:
        The provenance itself where one run made all of them; else `{"runs": [{"segments": names, "provenance": ...}, ...]}`;
        empty where nothing is known.
    """
    runs = []
    for run in _runs(node):
        kept = [names[identifier] for identifier in run["segments"] if identifier in names]
        if kept:
            runs.append({"segments": kept, "provenance": run["provenance"]})
    if len(runs) == 1 and len(runs[0]["segments"]) == len(names):
        return dict(runs[0]["provenance"])
    return {"runs": runs} if runs else {}


def _runs(node: "vtkMRMLSegmentationNode") -> list[dict[str, Any]]:
    return list(json.loads(node.GetAttribute(PROVENANCE_ATTRIBUTE) or "[]"))


def _without(runs: list[dict[str, Any]], gone: list[str]) -> list[dict[str, Any]]:
    """The runs without these segments, and without runs that made nothing else."""
    rest = [{**run, "segments": [name for name in run["segments"] if name not in gone]} for run in runs]
    return [run for run in rest if run["segments"]]
