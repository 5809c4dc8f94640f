"""What every test may ask for."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

pytest_plugins = ["slicerhost.testing.plugin"]

DATA_VARIABLE = "MEDSEG_TEST_DATA"


def pytest_configure() -> None:
    """Let tests be interrupted where they were started in the background too: there a shell has Ctrl+C ignored."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Folder of the real images; the test skips by name where the variable is not set."""
    folder = os.environ.get(DATA_VARIABLE)
    if not folder:
        pytest.skip(f"needs real images: set {DATA_VARIABLE} to their folder")
    path = Path(folder).resolve()
    assert path.is_dir(), f"{DATA_VARIABLE} names {folder}, which is no folder"
    return path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs real images, so that `-m real` finds it."""
    for item in items:
        if "data_dir" in getattr(item, "fixturenames", ()):
            item.add_marker("real")


Answer = Callable[[BaseHTTPRequestHandler], None]


class Server(ThreadingHTTPServer):
    """Answers the n-th request with the n-th answer, and all further ones with the last; notes what was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: list[Answer] = []
        self.asked: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @staticmethod
    def whole(data: bytes) -> Answer:
        """Send all of it, whatever was asked for."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Length", str(len(data)))
            handler.end_headers()
            handler.wfile.write(data)

        return answer

    @staticmethod
    def cut_off(data: bytes, after: int) -> Answer:
        """Promise all of it, or what was asked for, but hang up after some bytes."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            rest = _begin(handler, data)
            handler.wfile.write(rest[:after])
            handler.wfile.flush()
            handler.close_connection = True

        return answer

    @staticmethod
    def resumable(data: bytes) -> Answer:
        """Send what was asked for, as servers do that know ranges."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            start = _start(handler)
            if start and start >= len(data):
                handler.send_error(416)
                return
            handler.wfile.write(_begin(handler, data))

        return answer

    @staticmethod
    def refuse(code: int) -> Answer:
        return lambda handler: handler.send_error(code)

    @staticmethod
    def redirect(url: str) -> Answer:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(302)
            handler.send_header("Location", url)
            handler.send_header("Content-Length", "0")
            handler.end_headers()

        return answer


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append({"path": self.path, **{name.lower(): value for name, value in self.headers.items()}})
        number = min(len(self.server.asked), len(self.server.answers)) - 1
        self.server.answers[number](self)

    def log_message(self, format: str, *args: object) -> None:
        pass


def _start(handler: BaseHTTPRequestHandler) -> int:
    return int(handler.headers.get("Range", "bytes=0-").removeprefix("bytes=").rstrip("-"))


def _begin(handler: BaseHTTPRequestHandler, data: bytes) -> bytes:
    start = _start(handler)
    handler.send_response(206 if start else 200)
    if start:
        handler.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
    handler.send_header("Content-Length", str(len(data) - start))
    handler.end_headers()
    return data[start:]


@pytest.fixture
def server(no_proxy: None) -> Iterator[Server]:
    """A server on this machine that tests tell what to answer."""
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests speak to this machine, whatever proxy its network has."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def own_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folder of installed networks that is empty; none that comes with MedSeg is found."""
    monkeypatch.setenv("MEDSEG_MODELS", str(tmp_path / "models"))
    monkeypatch.setattr("medseg.models.registry.shipped_folder", lambda: tmp_path / "shipped")
    monkeypatch.setattr("medseg.models.registry.checkout_folder", lambda: tmp_path / "checkout")
    monkeypatch.setattr("medseg.models.registry._catalogue", list)
    return tmp_path / "models"


@pytest.fixture
def make_network(tmp_path: Path) -> Callable[..., Path]:
    """Makes packages of a network by hand, whose answer is known: what is darker than a cut of the normalised image.

    Its probability is a steep logistic curve over the intensity, 0.5 at the cut.
    """

    def make(name: str = "dark", cut: float = 0.4, steepness: float = 60.0, place: Path | None = None, **changes: Any) -> Path:
        torch = pytest.importorskip("torch")
        from medseg.models import Architecture, Licence, ModelCard, ModelInput, ModelOutput, build_network, write_package
        from medseg.volume import Modality, Segment

        given = {"modalities": (Modality.CT,), "unit": "HU", "size": (64, 64), "window": (-1000.0, 400.0)}
        taken = ModelInput(**(given | changes.pop("input", {})))
        output = ModelOutput(**({"segments": (Segment("Lungs"),)} | changes.pop("output", {})))
        arguments = {
            "dimensions": taken.dimensions,
            "in_channels": taken.channels,
            "out_channels": output.channels,
            "channels": [1, 1],
            "strides": [1],
            "dilations": [1],
            "kernel_size": 1,
        }
        card = ModelCard(
            name=name,
            title="By hand",
            method=changes.pop("method", "unet"),
            target=changes.pop("target", "lungs"),
            architecture=Architecture("cnn", arguments),
            input=taken,
            output=output,
            licence=Licence("Apache-2.0", commercial_use=True),
            **changes,
        )
        network = build_network("cnn", arguments)
        for key, value in network.state_dict().items():
            value.copy_(_by_hand(key, value, cut, steepness, taken.context_slices, torch))
        return write_package((place or tmp_path / "packages") / name, card, network.state_dict(), half=False)

    return make


def _by_hand(key: str, value: Any, cut: float, steepness: float, middle: int, torch: Any) -> Any:
    """Weights of a stack of 1x1 convolutions that hands the middle slice on and compares it with the cut in the end."""
    made = torch.zeros_like(value)
    if key.startswith("head"):
        return made + (steepness * cut if key.endswith("bias") else -steepness)
    if key.endswith("conv.weight"):
        made[:, middle if key.startswith("stem") else 0] = 1
    elif key.endswith(("weight", "running_var")):
        made += 1
    return made
