"""The slice views that show an image."""

import slicer


def viewsOf(image) -> list[tuple[str, object]]:
    """The slice views whose background is this image: name and widget of each."""
    layoutManager = slicer.app.layoutManager()
    if layoutManager is None:
        return []
    widgets = ((name, layoutManager.sliceWidget(name)) for name in layoutManager.sliceViewNames())
    return [(name, widget) for name, widget in widgets if widget is not None and _background(widget) is image]


def previewTarget(widget):
    """A slice view as the engine's previews take it."""
    from medseg.mrml import PreviewTarget

    view = widget.sliceView()
    return PreviewTarget(widget.sliceLogic(), view.renderWindow().GetRenderers().GetFirstRenderer(), view.scheduleRender)


def _background(widget):
    """The volume in the background of a slice view."""
    return widget.sliceLogic().GetBackgroundLayer().GetVolumeNode()
