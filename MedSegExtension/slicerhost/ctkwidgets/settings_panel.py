"""A page of settings."""

from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.pythonqt.standin import Property, Signal, facade


@facade
class ctkSettingsPanel(qt.QWidget):
    """Properties of widgets that are kept under keys of the settings, each as soon as its widget tells of a change."""

    OptionNone, OptionRequireRestart, OptionAll_Mask = 0, 1, 1
    settingChanged = Signal(str, "QVariant")

    def __init__(self, *arguments: Any) -> None:
        _, parent = split_parent(arguments, ())
        super().__init__(parent)
        self._store = None
        self._entries = {}

    def _settings(self) -> Any:
        return self._store if self._store is not None else qt.QSettings()

    def _set_settings(self, settings: Any) -> None:
        self._store = settings
        self.reloadSettings()

    settings = Property("QObject*", _settings, _set_settings)

    def registerProperty(
        self, key: str, widget: Any, name: str, signal: Any, _label: str = "", _options: Any = 0, settings: Any = None
    ) -> None:
        """Keeps a widget's property under a key.

        Args:
            key: The setting's name.
            widget: The widget.
            name: The widget's property.
            signal: The signature, such as `toggled(bool)`, of the signal that tells of changes; SIGNAL's leading digit may stay.
            settings: Where it is kept, the panel's settings if not given.
        """
        entry = {"widget": widget, "name": name, "default": widget.property(name), "settings": settings}
        self._entries[key] = entry
        entry["previous"] = entry["default"]
        self._reload(key)
        widget.connect(signal.lstrip("2"), lambda: self._changed(key))

    def _reload(self, key: str) -> None:
        entry = self._entries[key]
        kept = (entry["settings"] or self._settings()).value(key)
        if kept is not None:
            entry["widget"].setProperty(entry["name"], _like(kept, entry["default"]))
        entry["previous"] = entry["widget"].property(entry["name"])

    def _changed(self, key: str) -> None:
        entry = self._entries[key]
        value = entry["widget"].property(entry["name"])
        (entry["settings"] or self._settings()).setValue(key, value)
        self.settingChanged.emit(key, value)

    def reloadSettings(self) -> None:
        """Shows what is kept."""
        for key in self._entries:
            self._reload(key)

    def applySettings(self) -> None:
        """Takes what is shown as the state that `resetSettings` comes back to."""
        for entry in self._entries.values():
            entry["previous"] = entry["widget"].property(entry["name"])

    def resetSettings(self) -> None:
        """Goes back to what was applied last."""
        for entry in self._entries.values():
            entry["widget"].setProperty(entry["name"], entry["previous"])

    def restoreDefaultSettings(self) -> None:
        """Goes back to what the widgets had when they were registered."""
        for entry in self._entries.values():
            entry["widget"].setProperty(entry["name"], entry["default"])


def _like(value: Any, model: Any) -> Any:
    """Settings files hold text: gives it the type that the property has."""
    if isinstance(model, bool) and isinstance(value, str):
        return value.lower() in ("true", "1")
    if isinstance(model, (int, float)) and isinstance(value, str):
        return type(model)(value)
    return value
