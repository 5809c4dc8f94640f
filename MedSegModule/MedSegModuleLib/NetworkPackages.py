"""What networks need that Slicer does not bring."""

from slicer.i18n import tr as _

from MedSegModuleLib.Installer import Installer, isInstalled, nameOf, resource

NETWORKS = resource("requirements-networks.txt")
OPENVINO = resource("requirements-openvino.txt")
TORCH = "torch"


class NetworkPackages:
    """Says which packages are missing, and brings them when the user asks for it and agrees. Imports none of them."""

    def __init__(self) -> None:
        self._missing: list[str] | None = None
        self._others = Installer(NETWORKS)
        self._openvino = Installer(OPENVINO)

    @property
    def hasOpenVino(self) -> bool:
        """Whether networks run through OpenVINO on the CPU, which is faster."""
        return not self._openvino.missing()

    def missing(self) -> list[str]:
        """Names of the packages without which no network runs; looked up once, and again after `lookAgain`."""
        if self._missing is None:
            self._missing = [TORCH] * (not isInstalled(TORCH)) + [nameOf(line) for line in self._others.missing()]
        return self._missing

    def lookAgain(self) -> None:
        """Packages may have come or gone."""
        self._missing = None

    def whyNot(self) -> str | None:
        """Why no network can run, and what to do about it; None where one can."""
        missing = self.missing()
        if not missing:
            return None
        return _("Networks need {names}, which this Python does not have. Mask and Threshold work without.").format(
            names=", ".join(missing)
        )

    def ensure(self) -> bool:
        """Install what is missing, after the user has agreed: PyTorch through its extension, then the others.

        Returns:
            Whether all of it is there now. Nothing is installed while tests run.

        Raises:
            MissingDependencyError: Something cannot be installed; the message says what to do.
        """
        self.lookAgain()
        return self._others.ensureTorch() and self._others.ensure()

    def ensureOpenVino(self) -> bool:
        """The same for OpenVINO alone."""
        return self._openvino.ensure()
