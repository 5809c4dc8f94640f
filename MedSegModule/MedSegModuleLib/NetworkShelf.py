"""The model packages that there are, and which one is meant."""

from typing import Any

from slicer.i18n import tr as _

from MedSegModuleLib.InputSummary import InputSummary
from MedSegModuleLib.Method import Method
from MedSegModuleLib.NetworkChoice import NetworkChoice
from MedSegModuleLib.networkFit import whyNotFit
from MedSegModuleLib.NetworkPackages import NetworkPackages

MODEL_FIELDS = {Method.CNN: "cnnModel", Method.UNET: "unetModel"}


class NetworkShelf:
    """Lists model packages, those that fit an image first; their cards are read once, and again after `reload`.

    Attributes:
        packages: What Python has to have for them.
    """

    def __init__(self) -> None:
        self._entries: tuple[Any, ...] | None = None
        self.packages = NetworkPackages()

    def reload(self) -> None:
        """Look again which packages there are: one was installed, removed, or trained."""
        self._entries = None
        self.packages.lookAgain()

    def choices(self, method: Method, summary: InputSummary | None = None) -> list[NetworkChoice]:
        """The packages of a method: those that fit the image first, and of these the installed ones.

        Args:
            method: CNN or U-Net.
            summary: What is known about the image; None for any.
        """
        found = [_choice(entry, summary) for entry in self._all() if entry.card.method == method.value]
        return sorted(found, key=lambda choice: (not choice.fits, not choice.isInstalled))

    def targets(self, method: Method, summary: InputSummary | None = None) -> list[str]:
        """What the packages of a method look for, those that fit the image first."""
        return list(dict.fromkeys(choice.card.target for choice in self.choices(method, summary)))

    def target(self, parameterNode: Any, summary: InputSummary | None) -> str | None:
        """What is to be looked for: what the user chose, else what fits the image; None where there is no package."""
        targets = self.targets(parameterNode.method, summary)
        return parameterNode.networkTarget if parameterNode.networkTarget in targets else next(iter(targets), None)

    def chosen(self, parameterNode: Any, summary: InputSummary | None) -> NetworkChoice | None:
        """The package that the parameter node means: the one that it names, else the first that fits; None where none does."""
        named = parameterNode.getValue(MODEL_FIELDS[parameterNode.method])
        target = self.target(parameterNode, summary)
        choices = [choice for choice in self.choices(parameterNode.method, summary) if choice.card.target == target]
        wanted = [choice for choice in choices if choice.name == named]
        return next(iter(wanted or choices), None)

    def whyNotReady(self, parameterNode: Any, summary: InputSummary | None) -> str | None:
        """Why no network can be applied, and what to do about it; None where one can."""
        missing = self.packages.whyNot()
        if missing is not None:
            return missing
        choice = self.chosen(parameterNode, summary)
        if choice is None:
            return _("There is no model package for {method} yet: install or train one.").format(
                method=parameterNode.method.label()
            )
        if choice.problem is not None:
            return _("{title} does not fit this image ({problem}): choose another model, or another method.").format(
                title=choice.card.title, problem=choice.problem
            )
        if not choice.isInstalled:
            return _("{title} has to be installed first: click Install under Method.").format(title=choice.card.title)
        return None

    def sourceOf(self, name: str) -> str:
        """Where a package of this name is installed from: its folder where that is at hand, else the name itself."""
        found = next((entry for entry in self._everything() if entry.name == name and not entry.is_installed), None)
        return str(found.path) if found is not None and found.path is not None else name

    def broken(self) -> list[str]:
        """The packages that cannot be used, and why: a sentence each."""
        return [f"{entry.name}: {entry.problem}" for entry in self._everything() if entry.card is None]

    def _all(self) -> list[Any]:
        return [entry for entry in self._everything() if entry.card is not None]

    def _everything(self) -> tuple[Any, ...]:
        if self._entries is None:
            from medseg.models import available_packages, installed_packages

            self._entries = (*installed_packages(), *available_packages())
        return self._entries


def _choice(entry: Any, summary: InputSummary | None) -> NetworkChoice:
    return NetworkChoice(
        name=entry.name,
        card=entry.card,
        isInstalled=entry.is_installed,
        isOwn=entry.origin.name == "USER",
        problem=whyNotFit(entry.card, summary),
    )
