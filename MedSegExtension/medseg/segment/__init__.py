"""Making segmentations: with a mask, with thresholds, with recipes for lungs and bone, with networks. One file a method.

What is named here is loaded when it is first used, so that importing this package costs nothing.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from medseg.segment.bone import segment_bone
    from medseg.segment.describe import mask_statistics
    from medseg.segment.lungs import segment_lungs
    from medseg.segment.mask import segment_with_mask
    from medseg.segment.mask_result import MaskResult
    from medseg.segment.network import segment_with_network
    from medseg.segment.network_input import check_input
    from medseg.segment.network_result import NetworkResult
    from medseg.segment.preset import Preset, Recipe
    from medseg.segment.presets import find_preset, load_presets
    from medseg.segment.threshold import segment_with_threshold, threshold_bounds

__all__ = [
    "MaskResult",
    "NetworkResult",
    "Preset",
    "Recipe",
    "check_input",
    "find_preset",
    "load_presets",
    "mask_statistics",
    "segment_bone",
    "segment_lungs",
    "segment_with_mask",
    "segment_with_network",
    "segment_with_threshold",
    "threshold_bounds",
]

_HOMES = {
    "MaskResult": "mask_result",
    "NetworkResult": "network_result",
    "check_input": "network_input",
    "Preset": "preset",
    "Recipe": "preset",
    "find_preset": "presets",
    "load_presets": "presets",
    "mask_statistics": "describe",
    "segment_bone": "bone",
    "segment_lungs": "lungs",
    "segment_with_mask": "mask",
    "segment_with_network": "network",
    "segment_with_threshold": "threshold",
    "threshold_bounds": "threshold",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
