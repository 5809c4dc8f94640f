"""What goes through a job's folder: voxels, lists and messages."""

import json
import subprocess
import sys

import numpy as np
import pytest

from medseg.jobs.message_reader import MessageReader
from medseg.jobs.message_writer import FILE, MessageWriter
from medseg.jobs.parcel import Parcel
from medseg.jobs.process import end_process, start_process
from medseg.jobs.voxel_files import read_array, write_array
from medseg.volume import Geometry, Segmentation, Volume


def through(parcel, folder, *, mapped):
    parcel.write_list(folder, "a")
    parcel.write_voxels(folder, "a")
    return Parcel.from_list(Parcel.read_list(folder, "a"), folder, mapped=mapped)


@pytest.mark.parametrize("mapped", [True, False])
def test_images_and_segmentations_come_out_as_they_went_in(tmp_path, ct, overlapping, mapped):
    other = Segmentation.from_labelmap(ct.geometry, np.zeros(ct.array.shape, np.uint16), {300: overlapping.segments[1]})
    parcel = Parcel({"x": 1}, {"image": ct, "again": ct}, {"both": overlapping, "other": other})
    found = through(parcel, tmp_path, mapped=mapped)
    assert found.record == {"x": 1}
    for volume in found.volumes.values():
        np.testing.assert_array_equal(volume.array, ct.array)
        np.testing.assert_array_equal(volume.geometry.ijk_to_ras, ct.geometry.ijk_to_ras)
        for name in ("modality", "name", "padding_value", "findings", "identifiers"):
            assert getattr(volume, name) == getattr(ct, name)
    both = found.segmentations["both"]
    assert both.segments == overlapping.segments
    assert both.provenance == overlapping.provenance
    assert [both.place(name) for name in both.names] == [overlapping.place(name) for name in both.names]
    for name in both.names:
        np.testing.assert_array_equal(both.mask(name), overlapping.mask(name))
    assert found.segmentations["other"].place("lunge ö 肺") == (0, 300)


@pytest.mark.parametrize("dtype", ["i1", "u1", "i2", ">i2", "u2", "i4", "u4", "i8", "f2", "f4", ">f8"])
def test_numbers_of_any_type_come_out_as_they_went_in(tmp_path, dtype):
    array = np.arange(60).reshape(3, 4, 5).astype(dtype)
    for number, view in enumerate([array, array[::-1], array[:, ::2], array.T, np.asfortranarray(array)]):
        write_array(tmp_path / f"{number}.npy", view)
        for mapped in (True, False):
            found = read_array(tmp_path / f"{number}.npy", mapped=mapped)
            np.testing.assert_array_equal(found, view)
            assert found.dtype == array.dtype
            assert type(found) is np.ndarray


def test_mapped_voxels_may_be_changed_without_changing_the_file(tmp_path):
    write_array(tmp_path / "a.npy", np.arange(24))
    found = read_array(tmp_path / "a.npy", mapped=True)
    found[:] = 0
    np.testing.assert_array_equal(read_array(tmp_path / "a.npy", mapped=False), np.arange(24))


def test_nothing_is_pickled_or_unpickled(tmp_path):
    with pytest.raises(ValueError, match="allow_pickle"):
        write_array(tmp_path / "a.npy", np.array([{}], dtype=object))
    np.save(tmp_path / "b.npy", np.array([{}], dtype=object), allow_pickle=True)
    for mapped in (True, False):
        with pytest.raises(ValueError, match=r"[Oo]bject|pickle"):
            read_array(tmp_path / "b.npy", mapped=mapped)


def test_a_file_that_is_there_is_never_written_over(tmp_path):
    write_array(tmp_path / "a.npy", np.arange(3))
    with pytest.raises(FileExistsError):
        write_array(tmp_path / "a.npy", np.arange(4))


def test_voxels_are_written_without_a_second_copy(tmp_path):
    """What a process holds at most grows by less than the image while that is written, and while it is read mapped."""
    code = (
        "import resource, sys\nimport numpy as np\nfrom pathlib import Path\n"
        "from medseg.jobs.voxel_files import read_array, write_array\n"
        "array = np.ones((100, 512, 512), np.int16)\n"
        "peak = lambda: int(next(l for l in open('/proc/self/status') if l.startswith('RssAnon')).split()[1]) * 1024\n"
        "before = peak()\n"
        "write_array(Path(sys.argv[1]), array)\n"
        "found = read_array(Path(sys.argv[1]), mapped=True)\n"
        "assert found.sum(dtype=np.int64) == array.size\n"
        "print((peak() - before) / array.nbytes)\n"
    )
    if not sys.platform.startswith("linux"):
        pytest.skip("reads /proc")
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "a.npy")], capture_output=True, text=True, check=True)
    assert float(done.stdout) < 0.1


def test_a_half_written_message_waits_for_its_rest(tmp_path):
    reader = MessageReader(tmp_path)
    assert reader.read() == []
    file = tmp_path / FILE
    file.write_bytes(b'{"kind": "progress"}\n{"kind": "do')
    assert reader.read() == [{"kind": "progress"}]
    assert reader.read() == []
    with file.open("ab") as more:
        more.write('ne", "message": "größer"}\n'.encode())
    assert reader.read() == [{"kind": "done", "message": "größer"}]


def test_messages_that_come_too_fast_are_thinned_but_each_step_is_told(tmp_path):
    with MessageWriter(tmp_path) as writer:
        for number in range(20_000):
            writer.progress(number / 20_000, "first step")
        writer.progress(0.99, "second step")
        writer.send(kind="done")
    found = MessageReader(tmp_path).read()
    assert len(found) < 100
    assert [message.get("message") for message in found[-2:]] == ["second step", None]


def test_fractions_of_other_kinds_of_number_can_be_told(tmp_path):
    with MessageWriter(tmp_path) as writer:
        writer.progress(np.float32(0.5), "half")
    assert json.loads((tmp_path / FILE).read_text())["fraction"] == 0.5


class Recorder:
    """Stands for a process on Windows."""

    pid, returncode, stdin = 4321, None, None

    def __init__(self, *arguments, **options):
        self.options = options

    def poll(self):
        return None

    def wait(self, timeout):
        return 1


def test_on_windows_a_job_has_no_window_and_its_tree_is_ended_by_the_systems_own_tool(tmp_path, monkeypatch):
    calls = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(subprocess, "CREATE_NO_WINDOW", 0x08000000, raising=False)
    monkeypatch.setattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0x00000200, raising=False)
    monkeypatch.setattr(subprocess, "Popen", Recorder)
    monkeypatch.setattr(subprocess, "run", lambda command, **options: calls.append((command, options)))
    monkeypatch.setenv("SYSTEMROOT", "/windows")
    with (tmp_path / "log.txt").open("wb") as log:
        process = start_process(["python"], tmp_path, {}, log)
    assert process.options["creationflags"] == 0x08000200
    end_process(process)
    ((command, options),) = calls
    assert command[0].endswith("taskkill.exe")
    assert command[1:] == ["/F", "/T", "/PID", "4321"]
    assert options["creationflags"] == 0x08000000


def test_an_image_of_one_slice_goes_through(tmp_path):
    geometry = Geometry.from_axes((1, 4, 5), (0.2, 0.2, 1.0))
    volume = Volume(np.zeros((1, 4, 5), np.uint8), geometry)
    assert through(Parcel(volumes={"film": volume}), tmp_path, mapped=True).volumes["film"].is_film
