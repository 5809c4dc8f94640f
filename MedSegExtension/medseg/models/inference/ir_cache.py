"""Converted networks kept on disk: converting takes seconds, reading them back a tenth of one."""

import hashlib
import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from medseg.errors import MissingDependencyError, ModelError, WriteError
from medseg.files import cache_folder, writing
from medseg.models.inference import openvino_folding, openvino_model
from medseg.models.inference.network_source import NetworkSource
from medseg.models.inference.openvino_model import check_output, convert_source, parse_model
from medseg.models.inference.telemetry import require_openvino
from medseg.optional import require

FOLDER = "networks"
MOST_KEPT = 24
SUFFIXES = (".xml", ".bin", ".sha256", ".lock")
LONGEST_S = 120.0
CONVERTERS = (openvino_model, openvino_folding)

logger = logging.getLogger(__name__)


def cached_model(source: NetworkSource, window: tuple[int, ...]) -> Any:
    """The network as an OpenVINO model: the one kept on disk, or converted and kept.

    Args:
        source: Where it comes from. Without a SHA-256 it is converted each time.
        window: Sides of its input.

    Raises:
        ModelError: OpenVINO cannot run it.
    """
    if not source.sha256:
        return convert_source(source, window)
    path = _path(source, window)
    model = _read(path, source, window)
    return _converted(source, window, path) if model is None else model


def _converted(source: NetworkSource, window: tuple[int, ...], path: Path) -> Any:
    """Convert and keep it, or wait for another process that is about to."""
    with _alone(path):
        model = _read(path, source, window)
        if model is None:
            model = convert_source(source, window)
            _keep(model, path)
        return model


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keep other processes from converting the same network meanwhile; one that ends in whatever way lets go of it."""
    with ExitStack() as stack:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            lock = require("filelock", "openvino").FileLock(path.with_suffix(".lock"), timeout=LONGEST_S)
            stack.enter_context(lock)
        except (MissingDependencyError, OSError, NotImplementedError) as error:  # a timeout is an OSError too
            logger.info("Converting the network without a lock (%s).", type(error).__name__)
        yield


def _path(source: NetworkSource, window: tuple[int, ...]) -> Path:
    """Named by all that the converted network depends on: the sources of what converts too, so that nothing stale is taken."""
    version = require_openvino().__version__
    converters = (hashlib.sha256(Path(str(module.__file__)).read_bytes()).hexdigest() for module in CONVERTERS)
    what = "\n".join([source.sha256, version, *converters, str(window)])
    return cache_folder() / FOLDER / f"{hashlib.sha256(what.encode()).hexdigest()[:32]}.xml"


def _read(path: Path, source: NetworkSource, window: tuple[int, ...]) -> Any | None:
    """What is kept, if it is whole."""
    try:
        xml, weights = path.read_bytes(), path.with_suffix(".bin").read_bytes()
        if path.with_suffix(".sha256").read_text(encoding="ascii") != _digest(xml, weights):
            return None
        model = parse_model(xml, weights)
        check_output(model, source, window)
    except (OSError, ModelError, UnicodeDecodeError):
        return None
    return model


def _keep(model: Any, path: Path) -> None:
    """Write it aside and move it; a folder that cannot be written to is no failure."""
    openvino = require_openvino()
    try:
        with writing(path) as temporary:
            openvino.save_model(model, temporary, compress_to_fp16=False)
            digest = _digest(temporary.read_bytes(), temporary.with_suffix(".bin").read_bytes())
            temporary.with_suffix(".sha256").write_text(digest, encoding="ascii")
        _forget_oldest(path.parent)
    except (WriteError, OSError, RuntimeError):
        logger.info("The converted network could not be kept: it is converted again next time.")


def _forget_oldest(folder: Path) -> None:
    kept = sorted(folder.glob("*.xml"), key=lambda path: path.stat().st_mtime)
    for path in kept[:-MOST_KEPT]:
        for suffix in SUFFIXES:
            path.with_suffix(suffix).unlink(missing_ok=True)


def _digest(xml: bytes, weights: bytes) -> str:
    return hashlib.sha256(hashlib.sha256(xml).digest() + weights).hexdigest()
