"""The networks of the registry: sizes, arguments, and what is refused."""

import subprocess
import sys
from typing import Any

import pytest
import torch

from medseg.errors import ModelError
from medseg.models import ARCHITECTURES, build_network
from medseg.models.monai_networks import MONAI_NETWORKS

SMALL: dict[str, dict[str, Any]] = {
    "unet": {"channels": [2, 4, 8]},
    "basic_unet": {"channels": [2, 2, 4, 4, 8, 2]},
    "cnn": {"channels": [2, 4, 4, 4], "strides": [2, 2], "dilations": [1, 2]},
}


def test_every_architecture_is_tried_here() -> None:
    assert set(SMALL) == set(ARCHITECTURES)


@pytest.mark.parametrize("name", SMALL)
@pytest.mark.parametrize("dimensions", [2, 3])
@pytest.mark.parametrize(("in_channels", "out_channels"), [(1, 1), (3, 2)])
def test_what_comes_out_is_as_large_as_what_goes_in(name: str, dimensions: int, in_channels: int, out_channels: int) -> None:
    sizes = {"dimensions": dimensions, "in_channels": in_channels, "out_channels": out_channels}
    network = build_network(name, {**SMALL[name], **sizes}).train(False)
    image = torch.zeros((2, in_channels, *(32, 16, 16)[:dimensions]))
    with torch.inference_mode():
        assert network(image).shape == (2, out_channels, *image.shape[2:])


@pytest.mark.parametrize("name", SMALL)
def test_the_defaults_make_a_network(name: str) -> None:
    with torch.device("meta"):
        network = build_network(name, {})
    assert 10_000 < sum(each.numel() for each in network.parameters()) < 10_000_000


def test_the_cnn_steps_back_to_full_size_by_learning_too() -> None:
    network = build_network("cnn", {**SMALL["cnn"], "upsample": "deconv"})
    assert network(torch.zeros((2, 1, 16, 16))).shape == (2, 1, 16, 16)


def test_the_cnn_has_no_way_around_its_layers() -> None:
    network = build_network("cnn", SMALL["cnn"]).train(False)
    with torch.no_grad():
        for layer in network.stem.parameters():
            layer.zero_()
    images = torch.randn((2, 1, 16, 16))
    first, second = network(images)
    assert torch.equal(first, second)


@pytest.mark.parametrize("name", sorted({cls for _, cls in MONAI_NETWORKS.values()}))
def test_every_network_of_monai_can_be_built_by_all_its_names(name: str) -> None:
    sizes = {"spatial_dims": 3, "in_channels": 1, "out_channels": 2}
    more: dict[str, dict[str, Any]] = {
        "UNet": {"channels": [2, 4], "strides": [2]},
        "AttentionUnet": {"channels": [2, 4], "strides": [2]},
        "DynUNet": {"kernel_size": [3, 3, 3], "strides": [1, 2, 2], "upsample_kernel_size": [2, 2]},
    }
    names = [spelled for spelled, (_, cls) in MONAI_NETWORKS.items() if cls == name]
    assert len(names) == 3
    for spelled in names:
        with torch.device("meta"):
            assert type(build_network(spelled, {**sizes, **more.get(name, {})})).__name__ == name


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("os.system", {}, "Expected an architecture of"),
        ("monai.networks.nets.unet.np", {}, "Expected an architecture of"),
        ("monai.networks.nets.UNet.__init__", {}, "Expected an architecture of"),
        ("unet", {"command": "rm"}, "got 'command'"),
        ("unet", {"dimensions": 4}, "2 or 3"),
        ("unet", {"dimensions": "2"}, "whole numbers"),
        ("unet", {"in_channels": 0}, "whole numbers"),
        ("unet", {"channels": [10**9, 10**9]}, "up to 65536"),
        ("unet", {"channels": [4] * 100}, "short list"),
        ("unet", {"channels": [[[[4]]]]}, "short list"),
        ("unet", {"channels": [4]}, "2 to 8 channels"),
        ("unet", {"channels": [4, 8], "strides": [2, 2]}, "one stride fewer"),
        ("unet", {"norm": "no such norm"}, "do not make a network"),
        ("unet", {"norm": 7}, "Expected a layer"),
        ("unet", {"dropout": "x" * 50}, "or a word"),
        ("unet", {"out_channels": None}, "got none"),
        ("basic_unet", {"channels": [4, 8]}, "6 numbers of channels"),
        ("cnn", {"channels": [4]}, "as many channels"),
        ("cnn", {"upsample": "magic"}, "'linear' or 'deconv'"),
        ("SegResNet", {"in_channels": "$__import__('os')"}, "would be run"),
        ("SegResNet", {"act": ["@network"]}, "would be run"),
        ("SegResNet", {"act": {"_target_": "os.system"}}, "build something else"),
        ("SegResNet", {"nonsense": 1}, "got 'nonsense'"),
    ],
)
def test_what_makes_no_network_is_refused(name: str, arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(ModelError, match=words):
        build_network(name, arguments)


def test_importing_the_models_loads_neither_torch_nor_what_comes_with_it() -> None:
    code = "import sys, medseg.models; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60).stdout.split()
    assert not {"torch", "monai", "onnx", "onnxruntime", "openvino", "nncf", "jsonschema", "yaml", "safetensors"} & set(loaded)
