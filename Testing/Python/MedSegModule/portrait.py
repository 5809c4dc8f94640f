"""Draws the whole panel with all its sections open, and tells what does not fit: `portrait.py THEME FOLDER`.

A process of its own, because Qt takes its scale once, from QT_SCALE_FACTOR.
"""

import json
import sys
import tempfile
from pathlib import Path

from tiny_networks import write_tiny

import slicerhost

MODULE = Path(__file__).resolve().parents[3] / "MedSegModule" / "MedSegModule.py"
WIDTH_PX, HEIGHT_PX = 440, 900
METHODS = ("maskButton", "thresholdButton", "unetButton")
WORDED = ("QPushButton", "QRadioButton", "QCheckBox")


def main(theme: str, folder: Path) -> None:
    """Draw the panel once a method."""
    with tempfile.TemporaryDirectory() as models:
        _bringModels(Path(models))
        _portray(theme, folder)


def _bringModels(folder: Path) -> None:
    """Models whose cards stay as they are, whatever ships."""
    import medseg.models.registry as registry

    registry.shipped_folder = lambda: folder
    registry.checkout_folder = lambda: None
    registry._catalogue = list
    write_tiny(folder, "lungs-in-chest-ct", threshold=-500.0, above=False)


def _portray(theme: str, folder: Path) -> None:
    host = slicerhost.start(testing=True)
    host.load_module(MODULE)
    host.main_window.set_theme(theme, keep=False)
    panel = host.select_module("MedSegModule")
    _fill(panel)
    host.main_window.show()
    misfits = {}
    for button in METHODS:
        getattr(panel.method.ui, button).click()
        misfits[button] = _draw(panel, folder / f"{button.removesuffix('Button')}.png")
    (folder / "misfits.json").write_text(json.dumps(misfits))


def _fill(panel) -> None:
    """Put an image, a result and its scores into the panel, and open every section."""
    import slicer

    from medseg.mrml import segmentation_to_node, volume_to_node
    from medseg.records import PhantomParameters
    from medseg.sample import make_phantom

    volume, truth = make_phantom(PhantomParameters(columns=96, rows=96, slices=48))
    image = volume_to_node(volume, slicer.mrmlScene)
    panel.input.choose(image)
    lungs = truth.selected(["Right lung", "Left lung"])
    panel.parameterNode.reference = segmentation_to_node(
        lungs, slicer.mrmlScene, slicer.modules.segmentations.logic(), image, surface=False
    )
    panel.refresh()
    panel.logic.segment(panel.parameterNode)
    panel.logic.evaluate(panel.parameterNode)
    panel.parameterNode.compare.preset = True
    panel.parameterNode.compare.presetName = "aerated-lung"
    panel.parameterNode.compare.plots = False
    panel.logic.compare(panel.parameterNode)
    panel.logic.showCompared(panel.parameterNode, 0)
    for section in panel.sections.values():
        for widget in vars(section.ui).values():
            if widget.className() == "ctkCollapsibleButton":
                widget.collapsed = False


def _draw(panel, path: Path) -> list[str]:
    """Write a picture of the panel; gives what is cut off or too wide."""
    import slicer

    top = panel.panelWidget
    top.setMinimumWidth(WIDTH_PX)
    top.setMaximumWidth(WIDTH_PX)
    for _ in range(5):
        slicer.app.processEvents()
    panel.refresh()
    slicer.app.processEvents()
    if not top.grab().save(str(path)):
        raise OSError(f"{path.name} could not be written")
    sections = (*panel.sections.values(), *panel.method.methods.values())
    children = [child for section in sections for child in vars(section.ui).values() if child.isWidgetType()]
    return [child.objectName for child in children if child.isVisible() and _misfits(child, top)]


def _misfits(widget, top) -> bool:
    if widget.mapTo(top, widget.rect.topRight()).x() >= top.width:
        return True
    return widget.className() in WORDED and widget.width < widget.minimumSizeHint.width()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
