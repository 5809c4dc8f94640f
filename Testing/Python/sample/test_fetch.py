"""Samples are downloaded once and kept."""

import hashlib
import logging
from pathlib import Path
from typing import Any

import pytest

from medseg.errors import DownloadError, ParameterError
from medseg.sample import Sample, fetch
from medseg.sample.fetch import fetch_sample
from medseg.volume import Modality

DATA = b"a volume" * 1000


def sample_at(url: str) -> Sample:
    return Sample(
        name="Tiny",
        title="Tiny",
        description="A few bytes.",
        modality=Modality.CT,
        licence="none",
        source="this test",
        url=url,
        sha256=hashlib.sha256(DATA).hexdigest(),
        file_name="tiny.nrrd",
    )


def test_a_sample_is_downloaded_once(server: Any, tmp_path: Path) -> None:
    server.answers = [server.whole(DATA)]
    sample = sample_at(f"{server.url}/tiny")
    first = fetch_sample(sample, tmp_path)
    assert first == tmp_path / "tiny.nrrd"
    assert fetch_sample(sample, tmp_path) == first
    assert len(server.asked) == 1


def test_a_file_put_into_the_cache_by_hand_needs_no_network(tmp_path: Path) -> None:
    (tmp_path / "tiny.nrrd").write_bytes(DATA)
    assert fetch_sample(sample_at("https://example.invalid/tiny"), tmp_path).read_bytes() == DATA


def test_a_damaged_file_in_the_cache_is_downloaded_again(server: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    server.answers = [server.whole(DATA)]
    (tmp_path / "tiny.nrrd").write_bytes(DATA[:-1])
    with caplog.at_level(logging.WARNING):
        assert fetch_sample(sample_at(f"{server.url}/tiny"), tmp_path).read_bytes() == DATA
    assert "tiny.nrrd is damaged" in caplog.text


def test_the_cache_is_where_the_variable_says(server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server.answers = [server.whole(DATA)]
    monkeypatch.setenv("MEDSEG_CACHE", str(tmp_path / "cache"))
    assert fetch_sample(sample_at(f"{server.url}/tiny")) == tmp_path / "cache" / "samples" / "tiny.nrrd"


def test_a_failure_leaves_no_sample(server: Any, tmp_path: Path) -> None:
    server.answers = [server.whole(b"something else")]
    with pytest.raises(DownloadError, match=r"put the file from .* at .*tiny\.nrrd"):
        fetch_sample(sample_at(f"{server.url}/tiny"), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_sample_that_is_made_is_not_fetched(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="'chest-ct', which is made"):
        fetch("chest-ct", tmp_path)


def test_an_unknown_sample_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match=r"chest-ct, CTChest, .* got 'kidney'"):
        fetch("kidney", tmp_path)
