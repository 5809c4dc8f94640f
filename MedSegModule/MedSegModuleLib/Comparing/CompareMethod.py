"""A method that takes part in a comparison."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from medseg.volume import Volume
from MedSegModuleLib.SegmentRequest import SegmentRequest


@dataclass(frozen=True, kw_only=True, eq=False)
class CompareMethod:
    """A method that takes part in a comparison.

    Attributes:
        label: What tables and legends call it; no two of a comparison are alike.
        spec: What it is, in one word and settings, as in `medseg.records.MethodSpec` where it has such a form.
        request: Makes what the work needs to know, of the image; raises why it cannot be. None for a segmentation of the scene.
        node: The segmentation of the scene; None for what is computed.
    """

    label: str
    spec: str
    request: Callable[[Volume], SegmentRequest] | None = None
    node: Any = None
