"""Installing packages that are wanted and not there, when the user asks for it and agrees."""

import importlib.metadata
import re
from pathlib import Path

import slicer
from slicer.i18n import tr as _

from medseg.errors import MissingDependencyError

REQUESTER = "MedSeg"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
TORCH_VERSIONS = ">=2.6"


def resource(name: str) -> Path:
    """A file of the module's `Resources`."""
    return Path(__file__).resolve().parent.parent / "Resources" / name


REQUIREMENTS = resource("requirements.txt")


class Installer:
    """Brings packages into Slicer's Python: only on request, only after the user has agreed, never in tests.

    Attributes:
        path: The requirements file, a package and its versions a line.
    """

    def __init__(self, path: Path = REQUIREMENTS) -> None:
        self.path = path

    def requirements(self) -> list[str]:
        """The lines of the file that name a package."""
        lines = (line.partition("#")[0].strip() for line in self.path.read_text(encoding="utf-8").splitlines())
        return [line for line in lines if line]

    def missing(self) -> list[str]:
        """The requirements whose package is not installed at all."""
        return [line for line in self.requirements() if not isInstalled(nameOf(line))]

    def ensure(self) -> bool:
        """Install what is missing, after the user has agreed.

        Returns:
            Whether all of it is there now. Nothing is installed while tests run.

        Raises:
            MissingDependencyError: Installing failed; the message says what to do.
        """
        if not self.missing():
            return True
        if isTesting():
            return False
        try:
            self._install()
        except (RuntimeError, OSError) as error:
            raise MissingDependencyError(
                _("The packages could not be installed ({reason}). Check the network or proxy, then try again.").format(
                    reason=error
                )
            ) from error
        importlib.invalidate_caches()
        return not self.missing()

    def ensureTorch(self) -> bool:
        """Install PyTorch through Slicer's PyTorch extension, which picks the build for the computer's GPU.

        Returns:
            Whether it is there now. Nothing is installed while tests run.

        Raises:
            MissingDependencyError: The PyTorch extension is not installed.
        """
        if isInstalled("torch"):
            return True
        if isTesting():
            return False
        try:
            import PyTorchUtils
        except ImportError as error:
            raise MissingDependencyError(
                _(
                    "This needs PyTorch: install the extension PyTorch from the Extensions Manager, restart Slicer, try again. "
                    'Outside Slicer: pip install "medseg[networks]".'
                )
            ) from error
        return self._installTorch(PyTorchUtils.PyTorchUtilsLogic())

    def _installTorch(self, logic) -> bool:
        """Let the extension ask and install; it says what went wrong in a dialog of its own and gives None."""
        torch = logic.installTorch(askConfirmation=True, torchVersionRequirement=TORCH_VERSIONS)
        importlib.invalidate_caches()
        return torch is not None

    def _install(self) -> None:
        """With Slicer's own dialog where it has one (5.12), else after a question of ours."""
        packaging = _slicerPackaging()
        if packaging is not None:
            packaging.pip_ensure(packaging.load_requirements(self.path), requester=REQUESTER)
            return
        names = ", ".join(nameOf(line) for line in self.missing())
        question = _("MedSeg would like to install {names} from the Python Package Index into Slicer. Go on?").format(names=names)
        if slicer.util.confirmOkCancelDisplay(question, windowTitle=REQUESTER):
            slicer.util.pip_install(["--only-binary", ":all:", *self.missing()])


def isTesting() -> bool:
    """Whether Slicer runs its tests, in which nothing is installed."""
    return slicer.app.testingEnabled()


def _slicerPackaging():
    """Slicer's module for installing packages, or None before 5.12."""
    try:
        import slicer.packaging
    except ImportError:
        return None
    return slicer.packaging if hasattr(slicer.packaging, "pip_ensure") else None


def nameOf(requirement: str) -> str:
    """The package that a line of a requirements file names."""
    return NAME.match(requirement).group()


def isInstalled(name: str) -> bool:
    """Whether a package is there, without importing it."""
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True
