"""Stand-ins, written for PySide6, for the widgets that show MRML nodes: `slicer.qMRMLNodeComboBox` and its like.

Each widget has the properties, signals and slots of the real class; what the real class lacks is private here.
"""

import importlib
import types

from slicerhost import ctkwidgets

CLASSES = {
    "qMRMLCheckableNodeComboBox": "checkable_node_combo_box",
    "qMRMLCollapsibleButton": "collapsible_button",
    "qMRMLColorTableComboBox": "color_table_combo_box",
    "qMRMLCoordinatesWidget": "coordinates_widget",
    "qMRMLNodeComboBox": "node_combo_box",
    "qMRMLPlotView": "plot_view",
    "qMRMLPlotViewControllerWidget": "plot_view_controller_widget",
    "qMRMLPlotWidget": "plot_widget",
    "qMRMLRangeWidget": "range_widget",
    "qMRMLSegmentSelectorWidget": "segment_selector_widget",
    "qMRMLSegmentationShow3DButton": "segmentation_show_3d_button",
    "qMRMLSegmentsTableView": "segments_table_view",
    "qMRMLSliderWidget": "slider_widget",
    "qMRMLSegmentsModel": "segments_model",
    "qMRMLSortFilterProxyModel": "sort_filter_proxy_model",
    "qMRMLSortFilterSegmentsProxyModel": "sort_filter_segments_proxy_model",
    "qMRMLSortFilterSubjectHierarchyProxyModel": "sort_filter_subject_hierarchy_proxy_model",
    "qMRMLSpinBox": "spin_box",
    "qMRMLSubjectHierarchyComboBox": "subject_hierarchy_combo_box",
    "qMRMLSubjectHierarchyModel": "subject_hierarchy_model",
    "qMRMLSubjectHierarchyTreeView": "subject_hierarchy_tree_view",
    "qMRMLTableModel": "table_model",
    "qMRMLTableView": "table_view",
    "qMRMLTableViewControllerWidget": "table_view_controller_widget",
    "qMRMLTableWidget": "table_widget",
    "qMRMLVolumeThresholdWidget": "volume_threshold_widget",
    "qMRMLVolumeWidget": "volume_widget",
    "qMRMLWidget": "widget",
    "qSlicerWidget": "slicer_widget",
}
"""Where each class is: one class a file."""


def install(slicer: types.ModuleType) -> None:
    """Adds the stand-ins to the module `slicer` under their real names, and makes them known to `.ui` files.

    Args:
        slicer: The module `slicer`.
    """
    ctkwidgets.install()
    for name, file in CLASSES.items():
        setattr(slicer, name, getattr(importlib.import_module(f"{__name__}.{file}"), name))
