"""Bundles of MONAI: networks of an exact list, plain arguments, and nothing that is run."""

import copy
import json
import pickle
from pathlib import Path
from typing import Any

import pytest
import torch

from medseg.errors import ModelError, UntrustedModelError
from medseg.models import PackageKind, build_network, install_package, open_package, verify_package
from medseg.models.foreign.monai_bundle import read_network
from medseg.volume import Modality

NETWORK: dict[str, Any] = {
    "_target_": "UNet",
    "spatial_dims": 3,
    "in_channels": 1,
    "out_channels": 2,
    "channels": [2, 4],
    "strides": [2],
    "norm": "batch",
}
CONFIG: dict[str, Any] = {
    "imports": ["$import glob"],
    "device": "$torch.device('cpu')",
    "network_def": NETWORK,
    "network": "$@network_def.to(@device)",
    "preprocessing": {
        "_target_": "Compose",
        "transforms": [
            {"_target_": "LoadImaged", "keys": "image"},
            {"_target_": "EnsureChannelFirstd", "keys": "image"},
            {"_target_": "Orientationd", "keys": "image", "axcodes": "RAS"},
            {"_target_": "Spacingd", "keys": "image", "pixdim": [1.5, 1.6, 2.0], "mode": "bilinear"},
            {
                "_target_": "ScaleIntensityRanged",
                "keys": "image",
                "a_min": -57,
                "a_max": 164,
                "b_min": 0,
                "b_max": 1,
                "clip": True,
            },
            {"_target_": "EnsureTyped", "keys": "image"},
        ],
    },
}
METADATA: dict[str, Any] = {
    "name": "Spleen CT",
    "copyright": "Somebody",
    "intended_use": "Research.",
    "network_data_format": {
        "inputs": {"image": {"modality": "CT", "num_channels": 1, "spatial_shape": [24, 16, 8]}},
        "outputs": {"pred": {"num_channels": 2, "channel_def": {"0": "background", "1": "spleen"}}},
    },
}


def write(folder: Path, config: object = CONFIG, metadata: object = METADATA, weights: object = None) -> Path:
    (folder / "configs").mkdir(parents=True)
    (folder / "models").mkdir()
    (folder / "configs" / "inference.json").write_text(json.dumps(config))
    (folder / "configs" / "metadata.json").write_text(json.dumps(metadata))
    arguments = {name: value for name, value in NETWORK.items() if name != "_target_"}
    torch.save(build_network("UNet", arguments).state_dict() if weights is None else weights, folder / "models" / "model.pt")
    return folder


def with_network(**entries: object) -> dict[str, Any]:
    return {**CONFIG, "network_def": {**NETWORK, **entries}}


def test_a_bundle_is_opened_and_its_card_made_from_what_it_says(tmp_path: Path) -> None:
    package = verify_package(write(tmp_path / "spleen_ct"))
    card = package.card
    assert package.kind is PackageKind.MONAI_BUNDLE
    assert (card.name, card.title, card.target) == ("spleen-ct", "Spleen CT", "spleen")
    assert card.input.modalities == (Modality.CT,)
    assert card.input.unit == "HU"
    assert card.input.window == (-57.0, 164.0)
    assert card.input.spacing_mm == (2.0, 1.6, 1.5)  # along (k, j, i)
    assert card.input.size == (8, 16, 24)
    assert card.output.activation == "softmax"
    assert [segment.name for segment in card.segments()] == ["spleen"]
    assert not card.licence.commercial_use


def test_a_network_that_was_trained_on_other_axes_is_turned(tmp_path: Path) -> None:
    folder = write(tmp_path / "spleen_ct")
    package = open_package(folder)
    inner = build_network("UNet", {name: value for name, value in NETWORK.items() if name != "_target_"})
    inner.load_state_dict(torch.load(folder / "models" / "model.pt", weights_only=True))
    ours = torch.randn((1, 1, 8, 16, 24))  # to the head, the back, the left
    theirs = ours.permute(0, 1, 4, 3, 2).flip(2, 3)  # to the right, the front, the head
    with torch.inference_mode():
        expected = inner.train(False)(theirs).flip(2, 3).permute(0, 1, 4, 3, 2)
        assert torch.equal(package.network()(ours), expected)


@pytest.mark.parametrize(
    "target",
    [
        "os.system",
        "subprocess.Popen",
        "builtins.eval",
        "monai.networks.nets.unet.torch.hub.load",
        "monai.networks.nets.UNet.__class__",
        "monai.bundle.scripts.run",
        "monai.networks.nets",
        "unet",
        "UNet ",
        "",
        None,
        ["UNet"],
        {"_target_": "UNet"},
        "$UNet",
    ],
)
def test_a_foreign_target_is_refused(tmp_path: Path, target: object) -> None:
    with pytest.raises(ModelError, match=r"Expected a network of|found none"):
        open_package(write(tmp_path / "evil", with_network(_target_=target)))


@pytest.mark.parametrize(
    "value",
    [
        "$__import__('pathlib').Path('{path}').touch()",
        ["$open('{path}', 'w')"],
        {"a": "$open('{path}', 'w')"},
        {"_target_": "pathlib.Path.touch", "self": "{path}"},
        [{"_target_": "subprocess.run", "args": ["touch", "{path}"]}],
        "@preprocessing",
        "%other.json#network",
        "x@y",
    ],
)
def test_arguments_that_would_run_are_refused_and_do_not(tmp_path: Path, canary: Any, value: object) -> None:
    value = json.loads(json.dumps(value).replace("{path}", canary.path.as_posix()))
    with pytest.raises(ModelError, match=r"would be run|build something else"):
        open_package(write(tmp_path / "evil", with_network(norm=value)))
    assert not canary.path.exists()


@pytest.mark.parametrize("key", ["_requires_", "_disabled_", "_mode_", "_desc_", "$x", "@x"])
def test_arguments_by_strange_names_are_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(ModelError):
        open_package(write(tmp_path / "evil", with_network(**{key: "$1"})))


def test_code_elsewhere_in_the_bundle_is_left_alone(tmp_path: Path, canary: Any) -> None:
    code = f"$__import__('pathlib').Path({canary.path.as_posix()!r}).touch()"
    config = {**CONFIG, "imports": [code], "run": [code], "initialize": code, "evaluator": {"_target_": code}}
    folder = write(tmp_path / "spleen_ct", config)
    (folder / "scripts").mkdir()
    (folder / "scripts" / "__init__.py").write_text(f"open({canary.path.as_posix()!r}, 'w')")
    verify_package(folder)
    assert not canary.path.exists()


def test_a_configuration_in_yaml_is_data_too(tmp_path: Path, canary: Any) -> None:
    import yaml

    folder = write(tmp_path / "spleen_ct")
    (folder / "configs" / "inference.json").unlink()
    (folder / "configs" / "inference.yaml").write_text(yaml.safe_dump(CONFIG))
    assert open_package(folder).card.architecture.name == "UNet"
    evil = f"network_def: !!python/object/apply:pathlib.Path.touch [{canary.path.as_posix()}]"
    (folder / "configs" / "inference.yaml").write_text(evil)
    with pytest.raises(ModelError, match="YAML of plain values"):
        open_package(folder)
    assert not canary.path.exists()


def test_pickled_weights_are_refused_and_do_not_run(tmp_path: Path, canary: Any) -> None:
    folder = write(tmp_path / "evil", weights={"weight": canary})
    with pytest.raises(UntrustedModelError):
        open_package(folder).network()
    (folder / "models" / "model.pt").write_bytes(pickle.dumps(canary))
    with pytest.raises(ModelError):
        open_package(folder).network()
    assert not canary.path.exists()


def test_a_bundle_of_a_program_alone_needs_trust(tmp_path: Path) -> None:
    folder = write(tmp_path / "program")
    (folder / "models" / "model.pt").replace(folder / "models" / "model.ts")
    with pytest.raises(UntrustedModelError, match="--trust"):
        open_package(folder)


@pytest.mark.parametrize(
    "step",
    [
        {"_target_": "Lambdad", "func": "$lambda x: x"},
        {"_target_": "ScaleIntensityd"},
        {"_target_": "Orientationd", "axcodes": "RAS"},
        "$import os",
        None,
    ],
)
def test_a_preparation_that_is_not_known_is_not_guessed_at(tmp_path: Path, step: object) -> None:
    config = copy.deepcopy(CONFIG)
    config["preprocessing"]["transforms"].append(step)
    with pytest.raises(ModelError, match=r"model\.json"):
        open_package(write(tmp_path / "other", config))


@pytest.mark.parametrize(
    ("step", "entry", "value"),
    [
        (2, "axcodes", "RAX"),
        (2, "axcodes", "$'RAS'"),
        (3, "pixdim", [1.5, "$1", 2]),
        (3, "pixdim", [1.5, 1.5]),
        (4, "b_max", 255),
        (4, "clip", False),
        (4, "a_min", "@low"),
    ],
)
def test_a_preparation_by_other_values_is_not_guessed_at(tmp_path: Path, step: int, entry: str, value: object) -> None:
    config = copy.deepcopy(CONFIG)
    config["preprocessing"]["transforms"][step][entry] = value
    with pytest.raises(ModelError):
        open_package(write(tmp_path / "other", config))


def test_intensities_of_mean_0_are_taken_for_whole_images_only(tmp_path: Path) -> None:
    config = copy.deepcopy(CONFIG)
    steps = config["preprocessing"]["transforms"]
    steps[4] = {"_target_": "NormalizeIntensityd", "keys": "image", "channel_wise": True}
    assert open_package(write(tmp_path / "whole", config)).card.input.normalisation == "zscore"
    steps[4]["nonzero"] = True
    with pytest.raises(ModelError, match="whole images"):
        open_package(write(tmp_path / "parts", config))


def test_a_spacing_along_unknown_axes_is_not_guessed_at(tmp_path: Path) -> None:
    config = copy.deepcopy(CONFIG)
    steps = config["preprocessing"]["transforms"]
    steps[2], steps[3] = steps[3], steps[2]
    with pytest.raises(ModelError, match="before their spacing"):
        open_package(write(tmp_path / "other", config))


@pytest.mark.parametrize("metadata", [{}, [], {**METADATA, "network_data_format": {}}])
def test_metadata_that_say_too_little_are_told(tmp_path: Path, metadata: object) -> None:
    with pytest.raises(ModelError, match=r"metadata\.json"):
        open_package(write(tmp_path / "other", metadata=metadata))


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="of this architecture"):
        open_package(write(tmp_path / "other", weights={"weight": torch.zeros(3)})).network()


def test_the_network_is_found_by_either_name() -> None:
    assert read_network({"network": NETWORK}).arguments["channels"] == [2, 4]
    with pytest.raises(ModelError, match="found none"):
        read_network({"network": "$@network_def.to(@device)"})


def test_a_bundle_is_installed_with_the_card_that_was_made_for_it(tmp_path: Path) -> None:
    folder = write(tmp_path / "spleen_ct")
    made = open_package(folder)
    installed = install_package(folder, accept_licence=True)
    assert installed.card == made.card
    assert installed.sha256 == made.sha256
    assert sorted(path.name for path in installed.path.rglob("*") if path.is_file()) == ["model.json", "model.pt"]
    assert installed.network() is not None
