"""Configurations: what is read, and what is refused with one clear error."""

from pathlib import Path

import pytest

from medseg.errors import ParameterError
from medseg.records import DataRole, TrainingLoss
from medseg.training import read_config

TEXT = """
name: spleen
data:
  - {name: A, images: "${IMAGES}/*.png", masks: "masks/{stem}.nii.gz", patient: 'p(\\d+)', role: weak}
split: {folds: 5, fold: 2, groups: groups.csv}
loop: {learning_rate: 1e-3, loss: tversky, epochs: 7}
augment: {transforms: [{name: RandGibbsNoise, prob: 0.2}]}
"""


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("IMAGES", "/elsewhere")
    path = tmp_path / "spleen.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_configuration_becomes_parameters_with_absolute_paths(config: Path) -> None:
    parameters = read_config(config)
    (data,) = parameters.data
    assert (data.images, data.masks) == ("/elsewhere/*.png", str(config.parent / "masks/{stem}.nii.gz"))
    assert (data.role, data.patient) == (DataRole.WEAK, "p(\\d+)")
    assert parameters.split.groups == str(config.parent / "groups.csv")
    assert (parameters.loop.learning_rate, parameters.loop.loss) == (1e-3, TrainingLoss.TVERSKY)
    assert parameters.augment.transforms == ({"name": "RandGibbsNoise", "prob": 0.2},)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("epochs", "epoch", "got 'epoch'"),
        ("name: spleen", "nmae: spleen", "got 'nmae'"),
        ("tversky", "l2", "loss as one of dice_ce, dice"),
        ("fold: 2", "fold: 5", "fold below it, got 5 and 5"),
        ("1e-3", "fast", "learning_rate as int or float, got 'fast'"),
        ("1e-3", "0", "learning_rate from 1e-08 to 10, got 0"),
        ("${IMAGES}", "${NOWHERE_SET}", "environment variable NOWHERE_SET"),
        ("{name: RandGibbsNoise, prob: 0.2}", "{prob: 0.2}", "name of a MONAI transform"),
        (TEXT, "- a\n- b", "Expected names and values"),
        (TEXT, "a: [", "Expected YAML"),
    ],
)
def test_what_cannot_be_is_refused_with_what_is_wrong(config: Path, before: str, after: str, message: str) -> None:
    config.write_text(TEXT.replace(before, after), encoding="utf-8")
    with pytest.raises(ParameterError, match=message.replace("(", r"\(")):
        read_config(config)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match=r"Cannot read the configuration 'none.yaml'"):
        read_config(tmp_path / "none.yaml")
