"""The methods that are ticked, in the order in which they run."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from slicer.i18n import tr as _

from medseg.errors import InputError
from medseg.records import ThresholdParameters, Uncertainty
from medseg.volume import Volume
from MedSegModuleLib import PresetChoice
from MedSegModuleLib.Comparing.CompareMethod import CompareMethod
from MedSegModuleLib.Method import Method
from MedSegModuleLib.NetworkChoice import NetworkChoice
from MedSegModuleLib.Notes import bounds
from MedSegModuleLib.Preferences import Preferences
from MedSegModuleLib.recordPacks import toRecord
from MedSegModuleLib.requests import thresholdRequest
from MedSegModuleLib.SegmentRequest import SegmentRequest
from MedSegModuleLib.ThresholdSource import ThresholdSource

FindNetwork = Callable[[Method, str], NetworkChoice]
"""Gives the package of a method, by name or, with an empty one, what fits the image best; raises why there is none."""


def tickedMethods(parameterNode: Any, findNetwork: FindNetwork) -> tuple[CompareMethod, ...]:
    """The methods that take part; no two have one label.

    Args:
        parameterNode: What is ticked.
        findNetwork: Finds the package of a network.
    """
    from medseg.pipeline.labels import told_apart

    methods = list(_methods(parameterNode, findNetwork))
    labels = told_apart([method.label for method in methods])
    return tuple(replace(method, label=label) for method, label in zip(methods, labels, strict=True))


def thresholdWords(parameterNode: Any) -> str:
    """The threshold that is set under Method, in a few words."""
    if parameterNode.thresholdSource is ThresholdSource.PRESET:
        from medseg.segment import find_preset

        return PresetChoice.title(find_preset(parameterNode.presetName))
    if parameterNode.thresholdSource is ThresholdSource.AUTOMATIC:
        return parameterNode.automatic.auto.label()
    span = parameterNode.thresholdRange
    return bounds(span.minimum, span.maximum, "")


def presentNodes(nodes: Any) -> list[Any]:
    """The nodes of a list that are in the scene still."""
    return [node for node in nodes if node is not None and node.GetScene() is not None]


def _methods(node: Any, findNetwork: FindNetwork) -> Iterator[CompareMethod]:
    pack = node.compare
    if pack.threshold:
        label = _("Threshold {words}").format(words=thresholdWords(node))
        yield CompareMethod(label=label, spec="threshold", request=lambda _volume: thresholdRequest(node))
    if pack.preset:
        name = pack.presetName
        yield CompareMethod(label=_("Preset {name}").format(name=name), spec=f"threshold:{name}", request=_preset(name))
    for method, isTicked, model in ((Method.CNN, pack.cnn, pack.cnnModel), (Method.UNET, pack.unet, pack.unetModel)):
        if isTicked:
            yield _network(node, method, model, findNetwork)
    if pack.mask:
        volume = pack.maskVolume
        yield CompareMethod(label=_("Mask {name}").format(name=_name(volume)), spec="mask", request=_mask(volume))
    for segmentation in presentNodes(node.compareSegmentations):
        yield CompareMethod(label=_name(segmentation), spec="segmentation", node=segmentation)


def _preset(name: str) -> Callable[[Volume], SegmentRequest]:
    return lambda volume: SegmentRequest(volume=volume, threshold=ThresholdParameters(preset=name))


def _mask(node: Any) -> Callable[[Volume], SegmentRequest]:
    def request(volume: Volume) -> SegmentRequest:
        from medseg.mrml.labelmap_reading import labelmap_to_segmentation

        if node is None or node.GetScene() is None:
            raise InputError(_("Expected a label volume, got none: choose one beside Mask."))
        return SegmentRequest(volume=volume, mask=labelmap_to_segmentation(node))

    return request


def _network(node: Any, method: Method, model: str, findNetwork: FindNetwork) -> CompareMethod:
    """A network with the options that are set for networks; that there is none is told when its turn comes."""

    def request(volume: Volume) -> SegmentRequest:
        choice, preferences = findNetwork(method, model), Preferences()
        parameters = toRecord(
            node.network,
            method=method.value,
            target=choice.card.target,
            model=choice.name,
            device=preferences.device,
            threads=preferences.threads,
        )
        parameters = replace(parameters, keep_probabilities=node.compare.plots, uncertainty=Uncertainty.NONE)
        return SegmentRequest(volume=volume, network=parameters, after=toRecord(node.networkAfter))

    name = model or _bestName(method, findNetwork)
    return CompareMethod(
        label=" ".join(filter(None, (method.label(), name))), spec=":".join(filter(None, (method.value, name))), request=request
    )


def _bestName(method: Method, findNetwork: FindNetwork) -> str:
    try:
        return findNetwork(method, "").name
    except InputError:
        return ""


def _name(node: Any) -> str:
    return "" if node is None else node.GetName()
