"""What the module's logic does with networks."""

from pathlib import Path
from typing import Any

from slicer.i18n import tr as _

from medseg.errors import InputError
from medseg.jobs import start_job
from medseg.records import InstallParameters, NetworkParameters, Progress, ignore_progress
from MedSegModuleLib.JobWork import JobWork
from MedSegModuleLib.Method import Method
from MedSegModuleLib.NetworkChoice import NetworkChoice
from MedSegModuleLib.NetworkShelf import MODEL_FIELDS, NetworkShelf
from MedSegModuleLib.Preferences import Preferences
from MedSegModuleLib.recordPacks import toRecord
from MedSegModuleLib.Run import Run
from MedSegModuleLib.waiting import waited


class NetworkLogic:
    """The part of the logic that lists, installs and applies networks; `MedSegLogic` has it.

    Attributes:
        networks: The model packages that there are.
    """

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.networks = NetworkShelf()

    def models(self, method: Method = Method.UNET, volumeNode: Any = None) -> list[NetworkChoice]:
        """The model packages of a method, those that fit an image first, each with its card.

        Args:
            method: CNN or U-Net.
            volumeNode: The image; None for any.
        """
        self.networks.reload()
        return self.networks.choices(method, None if volumeNode is None else self.describeInput(volumeNode))

    def segmentWithNetwork(
        self,
        volumeNode: Any,
        method: Method = Method.UNET,
        target: str = "",
        model: str = "",
        progress: Progress = ignore_progress,
    ) -> Any:
        """Segment an image with a network into a new segmentation, and wait for it: for scripts.

        Other parameters are those of the parameter node, which is left with what is given here.

        Args:
            volumeNode: The image.
            method: CNN or U-Net.
            target: What to look for, `lungs` or `infection`, say; empty for what fits the image.
            model: Name or path of a model package; empty for the one that fits best.
            progress: Told how far it is.

        Returns:
            The segmentation node.

        Raises:
            MedSegError: No model fits, something is not installed, or the work failed; the message says what to do.
        """
        parameterNode = self.getParameterNode()
        parameterNode.inputVolume, parameterNode.outputSegmentation = volumeNode, None
        parameterNode.method, parameterNode.networkTarget = method, target
        parameterNode.setValue(MODEL_FIELDS[method], model)
        return self.segment(parameterNode, progress)

    def networkParameters(self, parameterNode: Any) -> NetworkParameters:
        """Which network is applied, and how.

        Raises:
            InputError: There is none.
        """
        summary = None if parameterNode.inputVolume is None else self.describeInput(parameterNode.inputVolume)
        choice = self.networks.chosen(parameterNode, summary)
        if choice is None:
            raise InputError(_("Expected an installed model, got none: install one under Method."))
        return toRecord(
            parameterNode.network,
            method=parameterNode.method.value,
            target=choice.card.target,
            model=choice.name,
            device=Preferences().device,
            threads=Preferences().threads,
        )

    def startLive(self, parameters: NetworkParameters) -> Any:
        """Start a process that segments single slices; close what this returns.

        Raises:
            MedSegError: The network cannot be used; the message says what to do.
        """
        from medseg.jobs.live import LiveSegmenter

        return LiveSegmenter(parameters, threads=Preferences().threads)

    def startPreparing(self, parameters: NetworkParameters) -> Any:
        """Start converting a network for this computer, which the first segmentation would wait for; close what this returns.

        Raises:
            MedSegError: It cannot be started.
        """
        return start_job("prepare_network", {"network": parameters}, threads=1)

    def startInstallModel(self, source: str | Path, *, sha256: str | None = None, acceptsLicence: bool = False) -> Run:
        """Start installing a model package; poll what this returns. Its result is the name.

        Args:
            source: Name of a package that is at hand, a file, a folder, or an address that begins with https.
            sha256: What the file must have; needed for addresses.
            acceptsLicence: Whether the user agreed to the licence, where it restricts use.

        Raises:
            MedSegError: It cannot be started.
        """
        parameters = InstallParameters(source=self.networks.sourceOf(str(source)), sha256=sha256, accept_licence=acceptsLicence)
        job = start_job("install_model", {"install": parameters})
        return Run(JobWork(job, lambda result: result.record["name"]), [], self._noteInstalled)

    def installModel(
        self,
        source: str | Path,
        *,
        sha256: str | None = None,
        acceptsLicence: bool = False,
        progress: Progress = ignore_progress,
    ) -> str:
        """Install a model package, and wait for it: for scripts; see `startInstallModel`.

        Returns:
            The name of the model.
        """
        return waited(self.startInstallModel(source, sha256=sha256, acceptsLicence=acceptsLicence), progress)

    def removeModel(self, name: str) -> None:
        """Delete a model package that the user installed.

        Raises:
            MedSegError: There is none of that name, or it came with MedSeg.
        """
        from medseg.models import remove_package

        remove_package(name)
        self.networks.reload()

    def _noteInstalled(self, name: str) -> Any:
        yield _("Looking at the model")
        self.networks.reload()
        return name
