"""Installing packages: only on request, only after a yes, never under tests."""

import types

import pytest

from medseg.errors import MissingDependencyError


@pytest.fixture
def installer(logic, tmp_path):
    from MedSegModuleLib.Installer import Installer

    path = tmp_path / "requirements.txt"
    path.write_text("# faster\nnumpy>=1.20\nno-such-package-here>=1.0  # a comment\n", encoding="utf-8")
    return Installer(path)


@pytest.fixture
def outside_tests(logic, monkeypatch):
    from MedSegModuleLib import Installer as module

    monkeypatch.setattr(module, "isTesting", lambda: False)


@pytest.fixture
def answers(monkeypatch):
    """What was asked and installed; the user says yes."""
    import slicer

    told = types.SimpleNamespace(questions=[], installed=[], answer=True)

    def confirm(text, **_more):
        told.questions.append(text)
        return told.answer

    monkeypatch.setattr(slicer.util, "confirmOkCancelDisplay", confirm)
    monkeypatch.setattr(slicer.util, "pip_install", told.installed.append)
    return told


def test_what_is_missing_is_known_by_name(installer):
    assert installer.requirements() == ["numpy>=1.20", "no-such-package-here>=1.0"]
    assert installer.missing() == ["no-such-package-here>=1.0"]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-networks.txt", "requirements-openvino.txt"])
def test_the_modules_own_requirements_are_ranges(logic, name):
    from MedSegModuleLib.Installer import Installer, resource

    lines = Installer(resource(name)).requirements()
    assert lines
    assert all(">=" in line and "==" not in line for line in lines)


def test_nothing_is_installed_while_tests_run(installer, answers):
    assert installer.ensure() is False
    assert (answers.questions, answers.installed) == ([], [])


def test_slicers_own_dialog_is_used_where_there_is_one(installer, outside_tests, monkeypatch):
    import slicer.packaging

    calls = []
    monkeypatch.setattr(slicer.packaging, "load_requirements", lambda path: ["parsed", path], raising=False)
    monkeypatch.setattr(
        slicer.packaging, "pip_ensure", lambda requirements, **more: calls.append((requirements, more)), raising=False
    )
    assert installer.ensure() is False
    assert calls == [(["parsed", installer.path], {"requester": "MedSeg"})]


@pytest.mark.parametrize(("answer", "installed"), [(True, 1), (False, 0)])
def test_before_that_the_user_is_asked(installer, outside_tests, answers, monkeypatch, answer, installed):
    from MedSegModuleLib import Installer as module

    monkeypatch.setattr(module, "_slicerPackaging", lambda: None)
    answers.answer = answer
    installer.ensure()
    assert "no-such-package-here" in answers.questions[0]
    assert len(answers.installed) == installed
    assert all("no-such-package-here>=1.0" in call for call in answers.installed)


def test_what_goes_wrong_is_said_with_a_remedy(installer, outside_tests, answers, monkeypatch):
    import slicer

    from MedSegModuleLib import Installer as module

    def fail(_packages):
        raise RuntimeError("no route")

    monkeypatch.setattr(module, "_slicerPackaging", lambda: None)
    monkeypatch.setattr(slicer.util, "pip_install", fail)
    with pytest.raises(MissingDependencyError, match=r"no route.*proxy"):
        installer.ensure()


def test_pytorch_comes_through_its_extension_alone(installer, outside_tests, monkeypatch):
    from MedSegModuleLib import Installer as module

    monkeypatch.setattr(module, "isInstalled", lambda name: False)
    monkeypatch.setitem(__import__("sys").modules, "PyTorchUtils", None)
    with pytest.raises(MissingDependencyError, match="extension PyTorch"):
        installer.ensureTorch()
    asked = []
    logic = types.SimpleNamespace(installTorch=lambda **more: asked.append(more) or object())
    utils = types.SimpleNamespace(PyTorchUtilsLogic=lambda: logic)
    monkeypatch.setitem(__import__("sys").modules, "PyTorchUtils", utils)
    assert installer.ensureTorch() is True
    assert asked == [{"askConfirmation": True, "torchVersionRequirement": ">=2.6"}]


@pytest.fixture
def absent(logic, monkeypatch):
    """Networks whose packages are not installed, until they are."""
    from MedSegModuleLib import Installer as module
    from MedSegModuleLib.NetworkPackages import NetworkPackages

    names = {"torch", "monai"}
    monkeypatch.setattr(module, "isInstalled", lambda name: name not in names)
    monkeypatch.setattr("MedSegModuleLib.NetworkPackages.isInstalled", lambda name: name not in names)
    return NetworkPackages(), names


def test_what_networks_lack_is_named(absent):
    packages, _names = absent
    assert packages.missing() == ["torch", "monai"]
    assert "torch, monai" in packages.whyNot()
    assert packages.hasOpenVino


def test_nothing_is_said_where_all_is_there(absent):
    packages, names = absent
    names.clear()
    assert packages.whyNot() is None
    assert packages.ensure() is True


def test_networks_get_pytorch_first_and_the_rest_only_then(absent, outside_tests, monkeypatch):
    import slicer.packaging

    packages, names = absent
    order = []

    def installTorch(**_more):
        order.append("torch")
        names.discard("torch")
        return object() if order.count("torch") > 1 else None

    def ensure(requirements, **_more):
        order.append([line.split(">")[0] for line in requirements])
        names.discard("monai")

    utils = types.SimpleNamespace(PyTorchUtilsLogic=lambda: types.SimpleNamespace(installTorch=installTorch))
    monkeypatch.setitem(__import__("sys").modules, "PyTorchUtils", utils)
    monkeypatch.setattr(slicer.packaging, "load_requirements", lambda path: path.read_text().splitlines()[1:], raising=False)
    monkeypatch.setattr(slicer.packaging, "pip_ensure", ensure, raising=False)
    assert packages.ensure() is False  # declined
    assert order == ["torch"]
    names.add("torch")
    assert packages.ensure() is True
    assert order == ["torch", "torch", ["monai", "safetensors", "jsonschema", "pyyaml"]]
