"""The presets of the engine, as a combo box shows them."""

from slicer.i18n import tr as _

from medseg.segment import Preset, Recipe, find_preset, load_presets
from MedSegModuleLib.Notes import bounds

TOOLTIP_ROLE = 3  # Qt::ToolTipRole, a plain number on both sides of Qt's bindings


def title(preset: Preset) -> str:
    """The name as people write it.

    Example:
        >>> from medseg.segment import find_preset
        >>> title(find_preset("ground-glass"))
        'Ground glass'
    """
    return preset.name.replace("-", " ").capitalize()


def isRange(preset: Preset) -> bool:
    """Whether a preset takes every voxel of its range; the others are recipes."""
    return preset.recipe is Recipe.RANGE


def tooltip(preset: Preset) -> str:
    """What it takes, and where its bounds come from."""
    return _("{explanation}\nSource: {source}").format(explanation=explanation(preset), source=preset.source)


def explanation(preset: Preset) -> str:
    """What a preset takes, and between which bounds."""
    words = {
        Recipe.RANGE: _("Range: {bounds}."),
        Recipe.LUNGS: _("Threshold: {bounds}."),
        Recipe.BONE: _("Threshold: {bounds}."),
        Recipe.WITHIN_LUNGS: _("Range: {bounds}, inside the lungs, which it finds first."),
    }
    return f"{preset.description} {words[preset.recipe].format(bounds=bounds(preset.lower_hu, preset.upper_hu, 'HU'))}"


def fill(comboBox) -> None:
    """Put all presets into a combo box, each with its name as data and its source as tooltip."""
    for preset in load_presets().values():
        comboBox.addItem(title(preset), preset.name)
        comboBox.setItemData(comboBox.count - 1, tooltip(preset), TOOLTIP_ROLE)


def show(comboBox, name: str) -> Preset:
    """Select a preset by its name, and give the box its tooltip.

    Raises:
        ParameterError: There is none of that name.
    """
    preset = find_preset(name)
    index = comboBox.findData(preset.name)
    if comboBox.currentIndex != index:
        comboBox.setCurrentIndex(index)
    comboBox.toolTip = tooltip(preset)
    return preset
