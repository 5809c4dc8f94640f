"""Converted networks that are kept on disk."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from medseg.errors import MissingDependencyError
from medseg.models import Package
from medseg.models.inference import ir_cache, keep_converted, load_predictor

Make = Callable[..., Package]


def noise(*shape: int) -> NDArray[np.float32]:
    return np.random.default_rng(3).random(shape, dtype=np.float32)


def test_a_converted_network_is_kept_and_read_back(make_package: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package, images = make_package(2), noise(2, 1, 32, 48)
    with load_predictor(package, backend="openvino", threads=1) as predictor:
        first = predictor.predict_slices(images)
    assert {path.suffix for path in (tmp_path / "cache" / "networks").iterdir()} >= {".xml", ".bin", ".sha256"}

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("It was converted again.")

    monkeypatch.setattr("medseg.models.inference.ir_cache.convert_source", refuse)
    with load_predictor(package, backend="openvino", threads=1) as predictor:
        np.testing.assert_array_equal(predictor.predict_slices(images), first)


def test_what_two_ask_for_at_once_is_converted_once(make_package: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    package, converted = make_package(2), list[str]()
    convert = ir_cache.convert_source

    def slowly(*arguments: Any) -> Any:
        converted.append("")
        time.sleep(0.5)
        return convert(*arguments)

    monkeypatch.setattr(ir_cache, "convert_source", slowly)
    with ThreadPoolExecutor(2) as pool:
        models = list(pool.map(lambda _: ir_cache.cached_model(package, (32, 48)), range(2)))
    assert len(converted) == 1
    assert all(model.inputs[0].get_partial_shape().to_shape() == [1, 1, 32, 48] for model in models)


@pytest.mark.parametrize("failure", [OSError("read-only"), NotImplementedError(), MissingDependencyError("filelock")])
def test_without_a_lock_it_is_converted_all_the_same(
    make_package: Make, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    def refuse(*_: object) -> None:
        raise failure

    monkeypatch.setattr(ir_cache, "require", refuse)
    assert ir_cache.cached_model(make_package(2), (32, 48)).outputs


def test_a_network_is_kept_before_it_is_loaded_only_where_that_is_of_use(make_package: Make, tmp_path: Path) -> None:
    package, folder = make_package(2), tmp_path / "cache" / "networks"
    assert not keep_converted(package, device="cpu", backend="torch")
    assert not keep_converted(package, device="cpu", precision="int8")
    assert not folder.exists()
    assert keep_converted(package, device="cpu")
    assert len(list(folder.glob("*.xml"))) == 1


def test_a_network_that_other_sources_converted_is_not_taken(
    make_package: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from types import SimpleNamespace

    package, folder = make_package(2), tmp_path / "cache" / "networks"
    load_predictor(package, backend="openvino", threads=1).close()
    (before,) = folder.glob("*.xml")
    (tmp_path / "converter.py").write_text("# converts in another way")
    changed = (SimpleNamespace(__file__=str(tmp_path / "converter.py")),)
    monkeypatch.setattr("medseg.models.inference.ir_cache.CONVERTERS", changed)
    load_predictor(package, backend="openvino", threads=1).close()
    assert len(set(folder.glob("*.xml")) - {before}) == 1


@pytest.mark.parametrize("suffix", [".xml", ".bin", ".sha256"])
def test_a_damaged_copy_is_not_taken(make_package: Make, tmp_path: Path, suffix: str) -> None:
    package, images = make_package(2), noise(2, 1, 32, 48)
    with load_predictor(package, backend="openvino", threads=1) as predictor:
        first = predictor.predict_slices(images)
    (path,) = (tmp_path / "cache" / "networks").glob(f"*{suffix}")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 255
    path.write_bytes(data)
    with load_predictor(package, backend="openvino", threads=1) as predictor:
        np.testing.assert_array_equal(predictor.predict_slices(images), first)


def test_a_cache_that_cannot_be_written_is_no_failure(
    make_package: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("MEDSEG_CACHE", str(tmp_path / "file"))
    with load_predictor(make_package(2), backend="openvino", threads=1) as predictor:
        assert predictor.predict_slices(noise(1, 1, 32, 48)).shape == (1, 1, 32, 48)
