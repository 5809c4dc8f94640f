"""Slicer's scene: MRML nodes from and to the engine's types, the live preview, undo, charts, and pictures drawn off-screen.

Everything takes the scene, the logics and the nodes as arguments: it works on the scene of the Slicer application as on one that
`OffscreenScene` builds with the package slicer-core. Slicer's classes are loaded when a name of this package is first used.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from medseg.mrml.agreement import agreement_to_node
    from medseg.mrml.comparison_bars import comparison_to_bars
    from medseg.mrml.comparison_scene import remove_comparison
    from medseg.mrml.comparison_sheet import render_comparison
    from medseg.mrml.comparison_table import compared_rows, comparison_notes, comparison_to_table
    from medseg.mrml.contact_sheet import render_contact_sheet
    from medseg.mrml.history import SegmentationHistory
    from medseg.mrml.history_plots import history_table, history_to_plots
    from medseg.mrml.masked_volume import masked_volume_to_node
    from medseg.mrml.offscreen import OffscreenScene
    from medseg.mrml.picture import render_png
    from medseg.mrml.plot_nodes import plots_to_nodes
    from medseg.mrml.plots import evaluation_to_plots
    from medseg.mrml.preview import PreviewTarget, ThresholdPreview
    from medseg.mrml.region import roi_to_box, roi_to_mask
    from medseg.mrml.scene_files import load_scene, save_scene
    from medseg.mrml.segmentation_nodes import segmentation_to_node
    from medseg.mrml.segmentation_reading import node_to_segmentation
    from medseg.mrml.sheet_row import SheetRow
    from medseg.mrml.study import join_study
    from medseg.mrml.tables import evaluation_to_table
    from medseg.mrml.volume_nodes import node_to_volume, volume_to_node

_PLACES = {
    "OffscreenScene": "offscreen",
    "PreviewTarget": "preview",
    "SegmentationHistory": "history",
    "SheetRow": "sheet_row",
    "ThresholdPreview": "preview",
    "agreement_to_node": "agreement",
    "compared_rows": "comparison_table",
    "comparison_notes": "comparison_table",
    "comparison_to_bars": "comparison_bars",
    "comparison_to_table": "comparison_table",
    "evaluation_to_plots": "plots",
    "evaluation_to_table": "tables",
    "history_table": "history_plots",
    "history_to_plots": "history_plots",
    "join_study": "study",
    "load_scene": "scene_files",
    "masked_volume_to_node": "masked_volume",
    "node_to_segmentation": "segmentation_reading",
    "node_to_volume": "volume_nodes",
    "plots_to_nodes": "plot_nodes",
    "remove_comparison": "comparison_scene",
    "render_comparison": "comparison_sheet",
    "render_contact_sheet": "contact_sheet",
    "render_png": "picture",
    "roi_to_box": "region",
    "roi_to_mask": "region",
    "save_scene": "scene_files",
    "segmentation_to_node": "segmentation_nodes",
    "volume_to_node": "volume_nodes",
}

__all__ = [
    "OffscreenScene",
    "PreviewTarget",
    "SegmentationHistory",
    "SheetRow",
    "ThresholdPreview",
    "agreement_to_node",
    "compared_rows",
    "comparison_notes",
    "comparison_to_bars",
    "comparison_to_table",
    "evaluation_to_plots",
    "evaluation_to_table",
    "history_table",
    "history_to_plots",
    "join_study",
    "load_scene",
    "masked_volume_to_node",
    "node_to_segmentation",
    "node_to_volume",
    "plots_to_nodes",
    "remove_comparison",
    "render_comparison",
    "render_contact_sheet",
    "render_png",
    "roi_to_box",
    "roi_to_mask",
    "save_scene",
    "segmentation_to_node",
    "volume_to_node",
]


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_PLACES[name]}"), name)
