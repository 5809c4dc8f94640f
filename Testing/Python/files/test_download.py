"""Files from the network, from a server on this machine."""

import hashlib
import logging
import socket
from pathlib import Path
from typing import Any

import pytest

from medseg.errors import CancelledError, DownloadError, WriteError
from medseg.files.download import Download, file_sha256
from medseg.files.transfer import CHUNK_BYTES

Server = Any  # of conftest.py

DATA = bytes(range(256)) * 4096  # 1 MiB, several pieces
SHA256 = hashlib.sha256(DATA).hexdigest()


class Waits(list[float]):
    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def download(server: Server, folder: Path, **settings: object) -> Download:
    settings = {"sleep": Waits(), "timeout_s": 5.0, **settings}
    return Download(f"{server.url}/ct.nrrd", folder / "ct.nrrd", SHA256, **settings)  # type: ignore[arg-type]


def test_a_file_comes_whole_and_nothing_is_left_beside_it(server: Server, tmp_path: Path) -> None:
    server.answers = [server.whole(DATA)]
    path = download(server, tmp_path / "new").run()
    assert path.read_bytes() == DATA
    assert [each.name for each in path.parent.iterdir()] == ["ct.nrrd"]


def test_progress_rises_from_piece_to_piece_and_ends_at_one(server: Server, tmp_path: Path) -> None:
    server.answers = [server.whole(DATA)]
    seen: list[float] = []
    download(server, tmp_path).run(lambda fraction, message: seen.append(fraction))
    assert len(seen) >= len(DATA) // CHUNK_BYTES
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_a_cut_off_download_goes_on_where_it_stopped(server: Server, tmp_path: Path) -> None:
    server.answers = [server.cut_off(DATA, 700_001), server.resumable(DATA)]
    waits = Waits()
    assert download(server, tmp_path, sleep=waits).run().read_bytes() == DATA
    assert [asked.get("range") for asked in server.asked] == [None, "bytes=700001-"]
    assert waits == [1.0]


def test_a_download_that_failed_goes_on_in_the_next_run(server: Server, tmp_path: Path) -> None:
    server.answers = [server.cut_off(DATA, 400_000)]
    with pytest.raises(DownloadError, match=r"ended after 400,000 of 1,048,576 bytes"):
        download(server, tmp_path, attempts=1).run()
    server.answers = [server.resumable(DATA)]
    assert download(server, tmp_path).run().read_bytes() == DATA
    assert server.asked[-1]["range"] == "bytes=400000-"


def test_progress_does_not_go_back_when_the_server_starts_anew(server: Server, tmp_path: Path) -> None:
    server.answers = [server.cut_off(DATA, 900_000), server.whole(DATA)]
    seen: list[float] = []
    assert download(server, tmp_path).run(lambda fraction, message: seen.append(fraction)).read_bytes() == DATA
    assert seen == sorted(seen)


def test_another_file_than_expected_is_refused_and_removed(server: Server, tmp_path: Path) -> None:
    server.answers = [server.whole(DATA[:-1] + b"x")]
    with pytest.raises(DownloadError, match="SHA-256 differs"):
        download(server, tmp_path).run()
    assert list(tmp_path.iterdir()) == []
    assert len(server.asked) == 1


def test_a_rest_that_does_not_fit_is_thrown_away_and_all_is_asked_for_again(server: Server, tmp_path: Path) -> None:
    (tmp_path / "ct.nrrd.part").write_bytes(b"rubbish")
    server.answers = [server.resumable(DATA)]
    assert download(server, tmp_path).run().read_bytes() == DATA
    assert [asked.get("range") for asked in server.asked] == ["bytes=7-", None]


def test_a_part_that_is_whole_already_is_taken(server: Server, tmp_path: Path) -> None:
    (tmp_path / "ct.nrrd.part").write_bytes(DATA)
    server.answers = [server.resumable(DATA)]
    assert download(server, tmp_path).run().read_bytes() == DATA
    assert len(server.asked) == 1


@pytest.mark.parametrize("code", [401, 403, 404, 410])
def test_a_refusal_for_good_is_not_tried_again_and_says_how_to_go_on(server: Server, tmp_path: Path, code: int) -> None:
    server.answers = [server.refuse(code)]
    with pytest.raises(
        DownloadError, match=rf"answered {code} .*HTTPS_PROXY.*put the file from {server.url}/ct.nrrd at .*ct.nrrd"
    ):
        download(server, tmp_path).run()
    assert len(server.asked) == 1


@pytest.mark.parametrize("code", [429, 500, 502, 503])
def test_a_server_that_is_busy_is_asked_again_after_longer_and_longer_waits(server: Server, tmp_path: Path, code: int) -> None:
    server.answers = [server.refuse(code), server.refuse(code), server.whole(DATA)]
    waits = Waits()
    assert download(server, tmp_path, sleep=waits).run().read_bytes() == DATA
    assert waits == [1.0, 2.0]


def test_no_server_is_an_error_after_all_attempts(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/ct.nrrd"
    waits = Waits()
    with pytest.raises(DownloadError, match="refused"):
        Download(url, tmp_path / "ct.nrrd", SHA256, sleep=waits).run()
    assert len(waits) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_silent_times_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/ct.nrrd"
        with pytest.raises(DownloadError, match="timed out"):
            Download(url, tmp_path / "ct.nrrd", SHA256, attempts=1, timeout_s=0.1).run()


@pytest.mark.parametrize("url", ["http://example.org/a", "ftp://127.0.0.1/a", "file:///etc/hostname", "127.0.0.1/a"])
def test_only_https_and_this_machine_are_asked(tmp_path: Path, url: str) -> None:
    with pytest.raises(DownloadError, match="https"):
        Download(url, tmp_path / "a", SHA256).run()
    assert list(tmp_path.iterdir()) == []


def test_a_redirect_is_followed_on_this_machine(server: Server, tmp_path: Path) -> None:
    server.answers = [server.redirect(f"{server.url}/elsewhere"), server.whole(DATA)]
    assert download(server, tmp_path).run().read_bytes() == DATA
    assert server.asked[-1]["path"] == "/elsewhere"


@pytest.mark.parametrize("url", ["http://example.org/a", "ftp://example.org/a"])
def test_a_redirect_away_from_https_is_not_followed(server: Server, tmp_path: Path, url: str) -> None:
    server.answers = [server.redirect(url)]
    with pytest.raises(DownloadError, match="https"):
        download(server, tmp_path).run()


def test_a_proxy_of_the_environment_is_used(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server.answers = [server.whole(DATA)]
    monkeypatch.setenv("http_proxy", server.url)
    Download("http://localhost:9/ct.nrrd", tmp_path / "ct.nrrd", SHA256).run()
    assert server.asked[0]["path"] == "http://localhost:9/ct.nrrd"
    assert server.asked[0]["host"] == "localhost:9"


def test_cancelling_stops_and_keeps_what_came(server: Server, tmp_path: Path) -> None:
    server.answers = [server.whole(DATA)]

    def cancel(fraction: float, message: str) -> None:
        if fraction > 0.4:
            raise CancelledError("stop")

    with pytest.raises(CancelledError):
        download(server, tmp_path).run(cancel)
    assert 0 < (tmp_path / "ct.nrrd.part").stat().st_size < len(DATA)
    assert not (tmp_path / "ct.nrrd").exists()


def test_a_cache_that_cannot_be_written_to_is_an_error_of_the_disk(server: Server, tmp_path: Path) -> None:
    server.answers = [server.whole(DATA)]
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match="MEDSEG_CACHE"):
        download(server, tmp_path / "file").run()


def test_a_full_disk_is_an_error_of_the_disk(server: Server, tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    server.answers = [server.whole(DATA)]
    (tmp_path / "ct.nrrd.part").symlink_to("/dev/full")
    with pytest.raises(WriteError, match="No space left"):
        download(server, tmp_path).run()


def test_failed_attempts_are_logged(server: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    server.answers = [server.refuse(503), server.whole(DATA)]
    with caplog.at_level(logging.INFO):
        download(server, tmp_path).run()
    assert "Attempt 1 of 3 to download ct.nrrd" in caplog.text


def test_the_hash_of_a_file_is_its_sha256(tmp_path: Path) -> None:
    (tmp_path / "abc").write_bytes(b"abc")
    assert file_sha256(tmp_path / "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
