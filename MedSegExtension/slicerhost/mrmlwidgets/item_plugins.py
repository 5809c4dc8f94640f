"""Slots about plugins, which add actions to items: this host has none that could be let in or kept out."""

from typing import Any


def _keeper(attribute: str) -> Any:
    def keep(self: Any, names: Any) -> None:
        setattr(self, attribute, tuple(names))

    return keep


def _disable(self: Any, name: str) -> None:
    self._blocked_plugins = (*getattr(self, "_blocked_plugins", ()), name)


def plugin_members() -> dict[str, Any]:
    """The members for `vars().update(...)` in the body of a class: the names given are kept."""
    allow, block = _keeper("_allowed_plugins"), _keeper("_blocked_plugins")
    members = {"disablePlugin": _disable}
    members |= dict.fromkeys(("setPluginAllowlist", "setPluginWhitelist"), allow)
    return members | dict.fromkeys(("setPluginBlocklist", "setPluginBlacklist"), block)
