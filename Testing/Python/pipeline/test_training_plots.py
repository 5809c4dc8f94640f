"""How the networks of a comparison were trained."""

import pytest

from medseg.pipeline.training_plots import training_plots
from medseg.records import ComparedMethod

ROWS = "epoch,train_loss,validation_loss,train_accuracy,accuracy,dice\n1,0.9,0.5,0.7,0.92,0.87\n2,0.4,0.3,0.9,0.95,\n"


@pytest.fixture
def methods(tmp_path):
    """A threshold, a network with a history, one without, and one whose package is gone."""
    for name in ("known", "unknown"):
        (tmp_path / name).mkdir()
    (tmp_path / "known" / "history.csv").write_text(ROWS)
    networks = [ComparedMethod(label=name, package=str(tmp_path / name)) for name in ("known", "unknown", "gone")]
    return [ComparedMethod(label="threshold"), *networks]


def test_loss_accuracy_and_dice_of_the_networks_with_a_history_are_drawn_over_the_epochs(methods):
    loss, accuracy, dice = training_plots(methods)
    assert [line.label for line in loss.lines] == ["known, held out", "known, trained on"]
    assert [line.y for line in loss.lines] == [(0.5, 0.3), (0.9, 0.4)]
    assert all(line.x == (1, 2) and line.method == "known" for line in loss.lines)
    assert loss.y_from_data
    assert [line.label for line in dice.lines] == ["known, held out"]  # what was trained on was not scored
    assert (accuracy.y_low, dice.y_low) == (pytest.approx(0.65), pytest.approx(0.8))


def test_without_a_history_there_is_no_plot(methods):
    assert training_plots([methods[0], methods[2], methods[3]]) == ()
