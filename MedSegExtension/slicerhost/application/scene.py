"""The scene with the logics of Slicer's modules."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import slicer
import vtk

from slicerhost.application.core_module import qSlicerLoadableModule
from slicerhost.application.module_manager import qSlicerModuleManager
from slicerhost.application.quiet import quiet
from slicerhost.application.subject_hierarchy import SubjectHierarchyPlugins

# in Slicer's order: segmentations look up terminologies, which look up colours
CORE_MODULES = (
    ("Colors", "Colors", "vtkMRMLColorLogic"),
    ("Terminologies", "Terminologies", "vtkSlicerTerminologiesModuleLogic"),
    ("SubjectHierarchy", "Subject Hierarchy", "vtkSlicerSubjectHierarchyModuleLogic"),
    ("Units", "Units", "vtkSlicerUnitsLogic"),
    ("Cameras", "Cameras", "vtkSlicerCamerasModuleLogic"),
    ("Volumes", "Volumes", "vtkSlicerVolumesLogic"),
    ("Models", "Models", "vtkSlicerModelsLogic"),
    ("Markups", "Markups", "vtkSlicerMarkupsLogic"),
    ("Transforms", "Transforms", "vtkSlicerTransformLogic"),
    ("Tables", "Tables", "vtkSlicerTablesLogic"),
    ("Texts", "Texts", "vtkSlicerTextsLogic"),
    ("Plots", "Plots", "vtkSlicerPlotsLogic"),
    ("Sequences", "Sequences", "vtkSlicerSequencesLogic"),
    ("Segmentations", "Segmentations", "vtkSlicerSegmentationsModuleLogic"),
    ("CropVolume", "Crop Volume", "vtkSlicerCropVolumeLogic"),
    ("Reformat", "Reformat", "vtkSlicerReformatLogic"),
    ("SceneViews", "Scene Views", "vtkSlicerSceneViewsModuleLogic"),
    ("Annotations", "Annotations", "vtkSlicerAnnotationModuleLogic"),
)

_BEFORE_VIEWS = 2000.0  # priority


@dataclass
class SceneParts:
    """A scene and what must live as long as it does: the application logic holds its modules weakly."""

    scene: Any
    application_logic: Any
    logics: dict[str, Any] = field(default_factory=dict)
    plugins: SubjectHierarchyPlugins | None = None


def make_scene(modules: qSlicerModuleManager, cache_folder: Path) -> SceneParts:
    """Make the scene, its logics and their modules.

    Args:
        modules: Takes the core modules.
        cache_folder: Where downloads are kept.

    Returns:
        The scene, and what must live as long.
    """
    vtk.vtkSMPTools.SetBackend("STDThread")  # VTK's wheels use one thread until they are told
    scene = slicer.vtkMRMLScene()
    application_logic = slicer.vtkSlicerApplicationLogic()
    application_logic.SetMRMLScene(scene)
    application_logic.SetSliceLogics(vtk.vtkCollection())
    application_logic.SetViewLogics(vtk.vtkCollection())
    parts = SceneParts(scene, application_logic)
    parts.logics["cache"] = _make_cache(scene, cache_folder)
    for name, title, class_name in CORE_MODULES:
        parts.logics[name] = _add_logic(parts, name, class_name)
        modules.add(qSlicerLoadableModule(name, title, parts.logics[name]))
    _share_application_logic(application_logic)
    populate_scene(parts)
    # closing with all singletons takes these too; the views look for them right after
    scene.AddObserver(slicer.vtkMRMLScene.EndCloseEvent, lambda *_: populate_scene(parts), _BEFORE_VIEWS)
    parts.plugins = SubjectHierarchyPlugins(scene)
    return parts


def populate_scene(parts: SceneParts) -> None:
    """Add the nodes that every scene of the application has. Those that are there stay."""
    scene = parts.scene
    if scene.GetSingletonNode("default", "vtkMRMLCrosshairNode") is None:
        crosshair = slicer.vtkMRMLCrosshairNode()
        crosshair.SetCrosshairName("default")
        scene.AddNode(crosshair)
    for node in (parts.application_logic.GetSelectionNode(), parts.application_logic.GetInteractionNode()):
        if node is not None and node.GetScene() is None:  # the logic goes on with its own, in the scene or not
            scene.AddNode(node)
    units = parts.logics["Units"]
    if scene.GetNumberOfNodesByClass("vtkMRMLUnitNode") == 0:  # or the next scene that is opened looks for them for ever
        units.SetMRMLScene(None)
        units.SetMRMLScene(scene)
    parts.application_logic.GetColorLogic().SetMRMLScene(scene)
    parts.application_logic.GetColorLogic().AddDefaultColorNodes()
    if not scene.GetDefaultNodeByClass("vtkMRMLSliceNode"):
        slicer.vtkMRMLSliceNode.AddDefaultSliceOrientationPresets(scene, True)


def _make_cache(scene: Any, folder: Path) -> Any:
    """Where downloads are kept. A manager of transfers, which Slicer has too, would wait for ever on files that are there."""
    cache = slicer.vtkCacheManager()
    cache.SetMRMLScene(scene)
    folder.mkdir(parents=True, exist_ok=True)
    cache.SetRemoteCacheDirectory(str(folder))
    scene.SetCacheManager(cache)
    return cache


def _add_logic(parts: SceneParts, name: str, class_name: str) -> Any:
    logic = getattr(slicer, class_name)()
    logic.SetMRMLApplicationLogic(parts.application_logic)
    parts.application_logic.SetModuleLogic(name, logic)
    if name == "Terminologies":  # its vocabularies are not in slicer-core: it would complain of each, and start without
        with quiet():
            logic.SetMRMLScene(parts.scene)
    else:
        logic.SetMRMLScene(parts.scene)
    return logic


def _share_application_logic(application_logic: Any) -> None:
    """Let displayable managers find the logics."""
    for factory in (slicer.vtkMRMLThreeDViewDisplayableManagerFactory, slicer.vtkMRMLSliceViewDisplayableManagerFactory):
        factory.GetInstance().SetMRMLApplicationLogic(application_logic)
