"""OpenVINO and nncf tell nobody that they are used."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

OPENED = """
from openvino_telemetry.main import Telemetry
opened = Telemetry("other", "1", "G-1", "ga4", True)
opened.consent = True
"""
WATCHED = """
import socket, sys
import numpy as np
def refuse(*arguments, **options):
    raise AssertionError("the network was used")
socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = refuse
from medseg.models.inference.telemetry import require_nncf, require_openvino
{first}
openvino, nncf = require_openvino(), {nncf}
ops = openvino.opset13
image = ops.parameter([1, 1, 8, 8], np.float32)
kernel = ops.constant(np.ones((2, 1, 3, 3), np.float32))
model = openvino.Model([ops.convolution(image, kernel, [1, 1], [1, 1], [1, 1], [1, 1])], [image])
if nncf is not None:
    samples = [np.random.default_rng(n).random((1, 1, 8, 8)).astype(np.float32) for n in range(3)]
    model = nncf.quantize(model, nncf.Dataset(samples))
try:
    openvino.convert_model("nothing.onnx")  # reports before it looks for the file
except Exception:
    pass
openvino.Core().compile_model(model, "CPU")
if "opened" in globals():
    opened.init("another", "1", "G-1", "ga4", False)
    assert opened.consent is False
print("quiet")
"""


@pytest.mark.parametrize("first", ["", "import openvino_telemetry", OPENED])
@pytest.mark.parametrize("nncf", ["None", "require_nncf()"])
def test_nothing_is_sent_and_nothing_kept_in_the_home_folder(tmp_path: Path, first: str, nncf: str) -> None:
    if nncf != "None":
        pytest.importorskip("nncf")
        if first:
            pytest.skip("the same as without nncf")
    home = tmp_path / "home"
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if name not in ("CI", "TF_BUILD", "JENKINS_URL", "XDG_CACHE_HOME")}
    environment = {**kept, "HOME": str(home), "USERPROFILE": str(home), "LOCALAPPDATA": str(home), "OMP_NUM_THREADS": "1"}
    script = WATCHED.format(first=first, nncf=nncf)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script], check=False, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.stdout.endswith("quiet\n"), done.stderr[-2000:]
    assert [path.relative_to(home).as_posix() for path in home.rglob("*")] == []


def test_importing_the_package_loads_nothing_heavy() -> None:
    script = (
        "import sys, medseg.models.inference\n"
        "heavy = {'torch', 'monai', 'openvino', 'nncf', 'onnxruntime', 'onnx', 'matplotlib', 'SimpleITK'} & set(sys.modules)\n"
        "raise SystemExit(', '.join(sorted(heavy)) or None)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
