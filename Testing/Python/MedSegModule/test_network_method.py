"""Choosing a network in the panel: what fits comes first, its card is shown, and it is installed with a click."""

import hashlib

import pytest
import slicer

NON_COMMERCIAL = {"name": "CC BY-NC 4.0", "commercial_use": False, "notice": "For research alone."}
SECONDS = 240.0  # a process that loads PyTorch, on a machine that does other things too


@pytest.fixture
def network(panel):
    """The section of the networks."""
    from MedSegModuleLib.Method import Method

    return panel.method.methods[Method.UNET]


@pytest.fixture
def opened(panel, network, models, chest, click, wait_until):
    """The section open on a chest CT: `opened()` after models were put there."""

    def open_it(button="unetButton", image=chest):
        panel.input.choose(image)
        network.enter()
        panel.refresh()
        click(getattr(panel.method.ui, button))
        panel.refresh()
        return network

    return open_it


@pytest.fixture
def confirm(monkeypatch):
    """What was asked; the user says yes while `answer` is True."""
    import types

    told = types.SimpleNamespace(questions=[], answer=True)

    def ask(text, **_more):
        told.questions.append(text)
        return told.answer

    monkeypatch.setattr(slicer.util, "confirmOkCancelDisplay", ask)
    return told


def titles(combo):
    return [combo.itemText(number) for number in range(combo.count)]


def test_without_models_the_section_says_what_to_do(panel, opened):
    network = opened()
    assert network.ui.modelComboBox.count == 0
    assert not network.ui.modelComboBox.enabled
    assert "no model package for U-Net" in network.ui.reasonLabel.text
    assert not panel.segment.ui.segmentButton.enabled
    assert "install or train one" in panel.segment.ui.reasonLabel.text


def test_a_model_that_fits_is_chosen_and_its_card_is_shown(panel, opened, models):
    models("bright", threshold=200.0)
    network = opened()
    assert titles(network.ui.modelComboBox) == ["Bright"]
    assert network.ui.targetComboBox.currentText == "Lungs"
    card = network.ui.cardLabel.text
    assert "Made up &lt;images&gt; (12 images, 3 patients)" in card
    assert "held out (4)" in card
    assert all(text in card for text in ("0.931", "0.980", "0.100", "Apache-2.0", "Knows one threshold."))
    assert panel.segment.ui.segmentButton.enabled


def test_models_of_the_other_method_are_not_listed(opened, models):
    models("bright", threshold=200.0)
    models("plain", threshold=200.0, method="cnn")
    assert titles(opened("cnnButton").ui.modelComboBox) == ["Plain"]
    assert titles(opened("unetButton").ui.modelComboBox) == ["Bright"]


def test_models_for_other_images_come_last_and_are_greyed_with_the_reason(opened, models):
    from MedSegModuleLib.greying import isGreyed

    models("a-film", threshold=200.0, modalities=["XRAY"], unit="")
    models("bright", threshold=200.0)
    combo = opened().ui.modelComboBox
    assert titles(combo) == ["Bright", "A film (made for X-ray)"]
    assert [isGreyed(combo, number) for number in range(2)] == [False, True]


def test_where_none_fits_the_image_the_reason_is_told(panel, opened, models, mr):
    models("bright", threshold=200.0)
    network = opened(image=mr)
    assert "Bright is made for CT" in network.ui.reasonLabel.text
    assert not panel.segment.ui.segmentButton.enabled


def test_a_picture_goes_with_models_for_pictures(panel, opened, models, add_volume):
    import numpy as np

    models("film", threshold=200.0, modalities=["XRAY"], unit="", pictures=True)
    picture = add_volume(np.arange(64 * 64, dtype=np.uint16).reshape(1, 64, 64).astype(np.uint8), "Picture")
    network = opened(image=picture)
    assert titles(network.ui.modelComboBox) == ["Film"]
    assert not network.ui.reasonLabel.visible


def test_the_target_chooses_among_the_models(panel, opened, models):
    models("bright", threshold=200.0)
    models("spots", threshold=0.0, target="infection")
    network = opened()
    assert titles(network.ui.targetComboBox) == ["Lungs", "Infection"]
    network.ui.targetComboBox.setCurrentIndex(1)
    network.onTargetChosen(1)
    panel.refresh()
    assert panel.parameterNode.networkTarget == "infection"
    assert titles(network.ui.modelComboBox) == ["Spots"]
    assert panel.logic.networkParameters(panel.parameterNode).model == "spots"


def test_a_model_that_the_user_picks_stays_for_its_method(panel, opened, models):
    for name in ("bright", "brighter"):
        models(name, threshold=200.0)
    network = opened()
    network.ui.modelComboBox.setCurrentIndex(1)
    network.onModelChosen(1)
    panel.refresh()
    assert panel.parameterNode.unetModel == "brighter"
    assert panel.parameterNode.cnnModel == ""
    assert network.ui.modelComboBox.currentText == "Brighter"


def test_what_python_lacks_is_said_and_offered(panel, opened, models, monkeypatch):
    models("bright", threshold=200.0)
    monkeypatch.setattr("MedSegModuleLib.NetworkPackages.isInstalled", lambda name: name != "torch")
    network = opened()
    assert "torch" in network.ui.missingLabel.text
    assert network.ui.installPackagesButton.visible
    assert not panel.segment.ui.segmentButton.enabled
    assert "torch" in panel.segment.ui.reasonLabel.text
    monkeypatch.setattr("MedSegModuleLib.NetworkPackages.isInstalled", lambda _name: True)
    network.enter()
    panel.refresh()
    assert not network.ui.missingLabel.visible
    assert not network.ui.installPackagesButton.visible


def test_a_restricted_model_is_installed_with_one_click_on_accepting_its_licence(
    panel, opened, models, confirm, click, wait_until
):
    models("spots", threshold=0.0, target="infection", licence=NON_COMMERCIAL, where="checkout")
    network = opened()
    assert titles(network.ui.modelComboBox) == ["Spots (not installed)"]
    assert "no commercial use" in network.ui.cardLabel.text
    assert not panel.segment.ui.segmentButton.enabled
    confirm.answer = False
    click(network.ui.installButton)
    assert "CC BY-NC 4.0" in confirm.questions[0]
    assert "For research alone." in confirm.questions[0]
    panel.refresh()
    assert network.ui.installButton.visible
    confirm.answer = True
    click(network.ui.installButton)
    wait_until(lambda: titles(network.ui.modelComboBox) == ["Spots"], SECONDS)
    assert not network.ui.installButton.visible
    assert panel.segment.ui.segmentButton.enabled


def test_a_package_of_ones_own_is_installed_and_removed(panel, opened, models, confirm, click, wait_until, tmp_path):
    folder = models("mine", threshold=0.0, where="elsewhere")
    network = opened()
    network.ui.packagesCollapsibleButton.collapsed = False
    assert not network.ui.installOwnButton.enabled
    network.ui.sourceEdit.text = str(folder)
    click(network.ui.installOwnButton)
    wait_until(lambda: titles(network.ui.modelComboBox) == ["Mine"], SECONDS)
    assert confirm.questions == []
    assert (tmp_path / "models" / "mine" / "model.json").exists()
    click(network.ui.removeButton)
    assert "Delete Mine" in confirm.questions[0]
    panel.refresh()
    assert network.ui.modelComboBox.count == 0
    assert not (tmp_path / "models" / "mine").exists()


def test_a_restricted_package_of_ones_own_is_asked_about(panel, opened, models, confirm, click, wait_until):
    folder = models("mine", threshold=0.0, where="elsewhere", licence=NON_COMMERCIAL)
    network = opened()
    network.ui.packagesCollapsibleButton.collapsed = False
    network.ui.sourceEdit.text = str(folder)
    click(network.ui.installOwnButton)
    wait_until(lambda: titles(network.ui.modelComboBox) == ["Mine"], SECONDS)
    assert "For research alone." in confirm.questions[0]


def test_a_package_with_another_checksum_is_refused(panel, opened, models, click, wait_until, monkeypatch, tmp_path):
    shown = []
    monkeypatch.setattr(slicer.util, "errorDisplay", lambda text, *_arguments, **_more: shown.append(text))
    folder = models("mine", threshold=0.0, where="elsewhere")
    network = opened()
    network.ui.packagesCollapsibleButton.collapsed = False
    network.ui.sourceEdit.text = str(folder)
    network.ui.sha256Edit.text = hashlib.sha256(b"other").hexdigest()
    click(network.ui.installOwnButton)
    wait_until(lambda: shown, SECONDS)
    assert network.ui.packageStatusLabel.text == shown[0]
    assert not (tmp_path / "models" / "mine").exists()
    network.ui.sha256Edit.text = ""


def test_both_buttons_choose_a_path(network, monkeypatch):
    import qt

    monkeypatch.setattr(qt.QFileDialog, "getOpenFileName", lambda *_arguments: "/models/mine.medseg")
    network._installing.onFile()
    assert network.ui.sourceEdit.text == "/models/mine.medseg"
    monkeypatch.setattr(qt.QFileDialog, "getExistingDirectory", lambda *_arguments: "/models/mine")
    network._installing.onFolder()
    assert network.ui.sourceEdit.text == "/models/mine"
    network.ui.sourceEdit.text = ""


def test_every_control_says_what_it_does(network):
    kinds = ("QPushButton", "QComboBox", "QCheckBox", "QSpinBox", "QDoubleSpinBox", "QLineEdit", "ctkCollapsibleButton")
    controls = [widget for widget in vars(network.ui).values() if widget.className() in kinds]
    assert len(controls) > 20
    assert {widget.objectName for widget in controls if not widget.toolTip} <= {"qt_spinbox_lineedit"}
