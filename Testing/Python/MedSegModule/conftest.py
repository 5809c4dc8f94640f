"""A panel that is shown, and images to put into it."""

import sys
from pathlib import Path

import numpy as np
import pytest

MODULE = Path(__file__).parents[3] / "MedSegModule" / "MedSegModule.py"
RELOADED = ("medseg", "MedSegModuleLib")


@pytest.fixture
def panel(load_module):
    """The module's widget, shown and entered, on an empty scene."""
    panel = load_module(MODULE)
    if panel.parameterNode is None:
        panel.enter()
    panel.logic.networks.reload()  # the panel is that of the tests before, which had other models
    panel.refresh()
    return panel


@pytest.fixture(scope="session")
def phantom():
    """A small chest CT that is made, and the truth about it."""
    from medseg.records import PhantomParameters
    from medseg.sample import make_phantom

    return make_phantom(PhantomParameters(columns=64, rows=64, slices=32))


@pytest.fixture
def chest(scene, phantom):
    """A volume node: a chest CT in HU, 64 x 64 x 32."""
    from medseg.mrml import volume_to_node

    return volume_to_node(phantom[0], scene)


@pytest.fixture
def add_volume(scene):
    """Put an array (k, j, i) into the scene as a volume: `add_volume(array, name, class_name)`."""
    import slicer

    def add(array, name="Image", class_name="vtkMRMLScalarVolumeNode", spacing_mm=(1.0, 1.0, 1.0)):
        node = slicer.util.addVolumeFromArray(np.ascontiguousarray(array), name=name, nodeClassName=class_name)
        node.SetSpacing(*spacing_mm)
        node.CreateDefaultDisplayNodes()
        return node

    return add


@pytest.fixture
def mr(add_volume):
    """A volume node without a unit: a bright ball, 400, in a darker one, 150, in nothing; float32."""
    k, j, i = np.mgrid[-12:12, -20:20, -20:20]
    radius = np.sqrt((k * 1.6) ** 2 + j**2 + i**2)
    array = np.where(radius < 8, 400.0, np.where(radius < 17, 150.0, 0.0)).astype(np.float32)
    return add_volume(array, "MR")


@pytest.fixture
def logic(scene):
    """The module's logic on an empty scene, without its panel."""
    sys.path[:0] = [] if str(MODULE.parent) in sys.path else [str(MODULE.parent)]
    from MedSegModuleLib.MedSegLogic import MedSegLogic

    return MedSegLogic()


@pytest.fixture
def parameters(logic, chest):
    """The parameter node with the chest CT as input; surfaces are left out."""
    node = logic.getParameterNode()
    node.inputVolume = chest
    node.shownIn3D = False
    return node


@pytest.fixture
def reloads(panel):
    """For tests that reload the module: afterwards its files are again those that other tests hold."""
    import slicer

    kept = {name: module for name, module in sys.modules.items() if name.split(".")[0] in RELOADED}
    yield
    for name in [name for name in sys.modules if name.split(".")[0] in RELOADED]:
        del sys.modules[name]
    sys.modules.update(kept)
    slicer.util.reloadScriptedModule("MedSegModule")


def _forget_models():
    """Let the panel that there may be look for models again."""
    import slicer

    panel = getattr(slicer.modules, "MedSegModuleWidget", None)
    if panel is not None:
        panel.logic.networks.reload()


@pytest.fixture
def models(tmp_path, monkeypatch):
    """The user's folder of models, empty, without those that come with MedSeg; `models(name, threshold=...)` adds one."""
    sys.path[:0] = [] if str(Path(__file__).parent) in sys.path else [str(Path(__file__).parent)]
    from tiny_networks import write_tiny

    from medseg.models import registry

    folder = tmp_path / "models"
    folder.mkdir()
    monkeypatch.setenv("MEDSEG_MODELS", str(folder))
    monkeypatch.setattr(registry, "shipped_folder", lambda: tmp_path / "shipped")
    monkeypatch.setattr(registry, "checkout_folder", lambda: tmp_path / "checkout")
    monkeypatch.setattr(registry, "_catalogue", list)
    _forget_models()

    def add(name, *, where="models", **more):
        (tmp_path / where).mkdir(exist_ok=True)
        return write_tiny(tmp_path / where, name, **more)

    return add
