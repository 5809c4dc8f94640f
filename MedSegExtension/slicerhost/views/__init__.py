"""The views: slices, 3D, tables and plots, in Slicer's layouts."""

from typing import Any


def make_layout_manager() -> Any:
    """Make what `slicer.app.layoutManager()` gives; the application and its scene must be there.

    Raises:
        HostError: There is no OpenGL to draw with.
    """
    import qt
    import slicer

    from slicerhost.views.layout_manager import qSlicerLayoutManager
    from slicerhost.views.slice_view import qMRMLSliceView
    from slicerhost.views.slice_widget import qMRMLSliceWidget
    from slicerhost.views.three_d_view import qMRMLThreeDView
    from slicerhost.views.three_d_widget import qMRMLThreeDWidget

    for view_class in (qMRMLSliceView, qMRMLSliceWidget, qMRMLThreeDView, qMRMLThreeDWidget, qSlicerLayoutManager):
        setattr(slicer, view_class.__name__, view_class)
    slicer.qMRMLLayoutManager = qSlicerLayoutManager
    viewport = qt.QWidget()
    viewport.setObjectName("CentralWidget")
    return qSlicerLayoutManager(viewport)
