"""The committed configurations train what they say, and never on what is kept to judge."""

from medseg.training import read_config

NAMES = ("lungs-xray-unet", "lungs-xray-cnn", "lungs-ct-unet", "lungs-ct-cnn")
STARTS = (
    *(f"lungs-{task}-unet-{step}" for task in ("xray", "ct") for step in ("start", "middle")),
    "lungs-ct-unet-flat",
    "lungs-ct-unet-deep",
    "lungs-ct-unet-lesions",
)


def test_each_configuration_is_named_as_its_file_and_free_to_use(training, monkeypatch, tmp_path):
    monkeypatch.setenv("MEDSEG_TRAINING", str(tmp_path))
    for name in (*NAMES, *STARTS):
        parameters = read_config(training / f"{name}.yaml")
        assert parameters.name == name
        assert name.split("-")[2] == parameters.method
        assert parameters.licence["commercial_use"] is True
        assert parameters.limits


def test_no_configuration_reads_the_sets_that_judge(training, monkeypatch, tmp_path):
    monkeypatch.setenv("MEDSEG_TRAINING", str(tmp_path))
    for name in (*NAMES, *STARTS):
        parameters = read_config(training / f"{name}.yaml")
        for source in parameters.data:
            assert "ct_chest_lungs" not in source.images
            assert "/test/" not in source.images
            assert source.images.startswith(str(tmp_path))


def test_films_are_shared_out_by_patient_and_kind(script):
    names = [f"CHNCXR_{number:04d}_{number % 2}" for number in range(1, 284)]
    parts = script("prepare_xray").split(names)
    assert sorted(name for part in parts.values() for name in part) == sorted(names)
    assert len(parts["test"]) >= 0.2 * len(names) - 1
    for kind in ("_0", "_1"):
        share = sum(name.endswith(kind) for name in parts["test"]) / len(parts["test"])
        assert 0.45 < share < 0.55
    assert parts == script("prepare_xray").split(names)
