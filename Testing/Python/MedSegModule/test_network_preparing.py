"""The chosen network is made ready while the user still looks at the panel."""

import types

import pytest

from medseg.errors import JobError
from medseg.jobs import JobState


class Preparation:
    """Stands for the process that prepares a network."""

    def __init__(self, parameters):
        self.parameters = parameters
        self.state = JobState.RUNNING
        self.isClosed = False

    def poll(self):
        return types.SimpleNamespace(state=self.state)

    def close(self):
        self.isClosed = True


@pytest.fixture
def network(panel):
    """The section of U-Nets."""
    from MedSegModuleLib.Method import Method

    return panel.method.methods[Method.UNET]


@pytest.fixture
def started(network, monkeypatch):
    """The preparations that were started, as outside of tests."""
    from MedSegModuleLib.Sections import NetworkMethod

    found = []

    def start(parameters):
        found.append(Preparation(parameters))
        return found[-1]

    monkeypatch.setattr(NetworkMethod, "isTesting", lambda: False)
    monkeypatch.setattr(network._preparing, "_start", start)
    monkeypatch.setattr(network._preparing, "_done", set())
    yield found
    network._preparing.stop()


@pytest.fixture
def opened(panel, network, chest, click):
    """The section, open on a chest CT: `opened()` after models were put there."""

    def open_it():
        panel.input.choose(chest)
        network.enter()
        panel.refresh()
        click(panel.method.ui.unetButton)
        panel.refresh()
        return network

    return open_it


def test_the_chosen_network_is_prepared_once(panel, opened, started, models, wait_until):
    models("bright", threshold=200.0)
    network = opened()
    panel.refresh()
    (only,) = started
    assert only.parameters.model == "bright"
    assert network._preparing.isRunning
    only.state = JobState.DONE
    wait_until(lambda: not network._preparing.isRunning)
    assert only.isClosed
    panel.refresh()
    assert len(started) == 1


def test_another_choice_ends_what_is_being_prepared(panel, opened, started, models, click):
    models("bright", threshold=200.0)
    models("dark", threshold=-500.0)
    network = opened()
    combo = network.ui.modelComboBox
    other = next(n for n in range(combo.count) if combo.itemData(n) != started[0].parameters.model)
    combo.setCurrentIndex(other)
    network.onModelChosen(other)
    panel.refresh()
    assert [one.isClosed for one in started] == [True, False]
    assert started[1].parameters.model == combo.itemData(other)


def test_nothing_is_prepared_without_openvino_or_while_work_runs(panel, opened, started, models, monkeypatch):
    from MedSegModuleLib.NetworkPackages import NetworkPackages

    models("bright", threshold=200.0)
    with monkeypatch.context() as without:
        without.setattr(NetworkPackages, "hasOpenVino", False)
        network = opened()
    network.setBusy(True)
    panel.refresh()
    assert not started
    network.setBusy(False)
    panel.refresh()
    assert len(started) == 1


def test_what_cannot_be_started_is_left_to_the_segmenting_to_tell(opened, network, started, models, monkeypatch):
    def refuse(_parameters):
        raise JobError("no Python")

    models("bright", threshold=200.0)
    monkeypatch.setattr(network._preparing, "_start", refuse)
    opened()
    assert not network._preparing.isRunning
    assert network.ui.reasonLabel.text == ""
