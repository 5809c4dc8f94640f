"""One method is open at a time."""

import pytest


def open_methods(panel):
    """Names of the methods whose controls are shown; both networks have the same."""
    return [method.name for method, section in panel.method.methods.items() if section.widget.visible]


NETWORKS = ["CNN", "UNET"]


def test_thresholds_come_first(panel):
    assert open_methods(panel) == ["THRESHOLD"]
    assert panel.method.ui.thresholdButton.checked


@pytest.mark.parametrize(
    ("button", "name"), [("maskButton", "MASK"), ("cnnButton", "CNN"), ("unetButton", "UNET"), ("thresholdButton", "THRESHOLD")]
)
def test_a_click_opens_a_method_and_closes_the_others(panel, click, wait_until, button, name):
    click(getattr(panel.method.ui, button))
    assert panel.parameterNode.method.name == name
    wait_until(lambda: open_methods(panel) == (NETWORKS if name in NETWORKS else [name]))


def test_a_method_of_the_parameter_node_is_shown(panel, wait_until):
    panel.parameterNode.method = type(panel.parameterNode.method).MASK
    wait_until(lambda: open_methods(panel) == ["MASK"])
    assert panel.method.ui.maskButton.checked


def test_work_locks_the_methods(panel):
    panel.setBusy(True)
    assert not panel.method.widget.enabled
    panel.setBusy(False)
    assert panel.method.widget.enabled
