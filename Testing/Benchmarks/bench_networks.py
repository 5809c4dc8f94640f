"""Networks: whole volumes and many slices beside PyTorch eager, live slices, and how soon a job has its first result.

MEDSEG_BENCH_SMALL=1 runs everything on small images, to see that it runs. Ratios beside a process that keeps its memory (glibc's
mallopt) are shown too: eager PyTorch spends much of its time on fresh pages.
"""

import importlib.util
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from harness import Contest
from network_peers import LUNGMASK, Array, KeepingPeer, RandomNetwork, eager_slices, eager_volume
from synthetic_ct import SPACING_MM, make_ct

from medseg.jobs import JobState, start_job
from medseg.jobs.live import LiveSegmenter
from medseg.models import installed_packages, write_package
from medseg.models.inference import Predictor, load_predictor
from medseg.models.inference.openvino_model import parse_model
from medseg.models.inference.openvino_runner import OpenvinoRunner
from medseg.models.inference.run_plan import RunPlan
from medseg.models.inference.telemetry import require_openvino
from medseg.models.quantise import quantise_network
from medseg.records import NetworkParameters
from medseg.volume import Geometry, Modality, Volume

SMALL = bool(os.environ.get("MEDSEG_BENCH_SMALL"))
VOLUME, WINDOW = ((40, 48, 56), (32, 32, 32)) if SMALL else ((200, 240, 240), (96, 96, 96))
SLICES, SIDE = (6, 64) if SMALL else (300, 256)
LUNGMASK_SLICES = 2 if SMALL else 16  # one takes half a second or more
LIVE_SIDE = 64 if SMALL else 512
SHIPPED = "lungs-ct-unet"
EAGER, KEEPING = "torch eager fp32", "torch eager fp32, memory kept"
NOTHING = {"no work": lambda: None}
FIRST_RESULT_S, LIVE_S = 8.0, 0.1


def contests() -> Iterator[Contest]:
    """All rows; the peers' processes end with them."""
    yield from volume_contests()
    yield from slice_contests("unet", SLICES)
    yield from slice_contests(LUNGMASK, LUNGMASK_SLICES)
    with tempfile.TemporaryDirectory() as folder:
        model = lung_network(Path(folder))
        yield from live_contests(model)
        yield from job_contests(model)
    if torch.cuda.is_available():
        yield from gpu_contests()


def volume_contests() -> Iterator[Contest]:
    """A network of three dimensions over a whole chest."""
    source, volume = RandomNetwork("unet", WINDOW), chest(VOLUME)[None]
    network = source.network()
    with ExitStack() as stack:
        peers = {
            f"MONAI, {EAGER}": lambda: eager_volume(network, volume, WINDOW),
            f"MONAI, {KEEPING}": _keeping(stack, source, volume),
        }
        ours = stack.enter_context(load_predictor(source, device="cpu"))
        work = f"3D U-Net over {' x '.join(map(str, VOLUME))}"
        yield _contest(f"{work}, {ours.precision}", lambda: ours.predict_volume(volume), peers, 6.0)
        tiles = np.stack([volume[:, :k, :j, :i] for k, j, i in [WINDOW]] + [volume[:, -k:, -j:, -i:] for k, j, i in [WINDOW]])
        for name, coarse in _quantised(source, tiles):
            yield _contest(f"{work}, {name}", lambda coarse=coarse: coarse.predict_volume(volume), peers, 12.0, agree=None)


def slice_contests(architecture: str, count: int) -> Iterator[Contest]:
    """A network of two dimensions over many slices."""
    is_unet = architecture == "unet"
    source = RandomNetwork(architecture, (SIDE, SIDE), classes=1 if is_unet else 3)
    slices = chest((count, SIDE, SIDE))[:, None]
    network = source.network()
    with ExitStack() as stack:
        peers = {
            f"{EAGER}, slice by slice": lambda: eager_slices(network, slices),
            f"{KEEPING}, slice by slice": _keeping(stack, source, slices),
        }
        ours = stack.enter_context(load_predictor(source, device="cpu"))
        work = f"2D U-Net{'' if is_unet else ' of lungmask'}, {count} slices {SIDE} x {SIDE}"
        yield _contest(f"{work}, {ours.precision}", lambda: ours.predict_slices(slices), peers, 5.0)
        for name, coarse in _quantised(source, slices[:: max(1, count // 16)]):
            yield _contest(f"{work}, {name}", lambda coarse=coarse: coarse.predict_slices(slices), peers, 9.0, agree=None)


def live_contests(model: str) -> Iterator[Contest]:
    """From giving a slice to its labels."""
    array = make_ct((3, LIVE_SIDE, LIVE_SIDE))[1:2]
    one = Volume(array, Geometry.from_axes(array.shape, SPACING_MM[::-1]), Modality.CT)
    with LiveSegmenter(NetworkParameters(model=model, device="cpu")) as live:
        yield Contest(
            f"live slice {LIVE_SIDE} x {LIVE_SIDE}, from scroll to labels",
            lambda: labels(live, one),
            NOTHING,
            at_most_more_s={"no work": LIVE_S},
            repeats=21,
        )


def lung_network(folder: Path) -> str:
    """The U-Net for lungs in CT that is shipped; else one of random weights, which takes as long."""
    if any(entry.name == SHIPPED for entry in installed_packages()):
        return SHIPPED
    source = RandomNetwork("unet", (SIDE, SIDE))
    pad = replace(source.card, input=replace(source.card.input, fit="pad", unit="HU"))
    return str(write_package(folder / "random", pad, source.network().state_dict()))


def labels(live: LiveSegmenter, one: Volume) -> object:
    """Give a slice, and wait for its labels."""
    number = live.submit(one)
    while (found := live.poll()) is None or found.number < number:
        time.sleep(0.001)
    return found.labels


def job_contests(model: str) -> Iterator[Contest]:
    """From the click to the first window or slice that is done: with nothing kept of the network, and with it converted."""
    array = make_ct((6, 64, 64) if SMALL else (60, 256, 256))
    volume = Volume(array, Geometry.from_axes(array.shape, SPACING_MM[::-1]), Modality.CT)
    with tempfile.TemporaryDirectory() as folder:
        for work, place in (("network new", None), ("network kept", folder)):
            yield Contest(
                f"job, from start to its first slices, {work}",
                lambda place=place: first_slices(volume, model, place),
                NOTHING,
                at_most_more_s={"no work": FIRST_RESULT_S},
                repeats=1 if SMALL else 3,
            )


def first_slices(volume: Volume, model: str, cache: str | None) -> None:
    """Start a job, wait until it tells of the first slice, and cancel it."""
    with tempfile.TemporaryDirectory() as own:
        environment = {**os.environ, "MEDSEG_CACHE": cache or own}
        network = NetworkParameters(model=model, device="cpu")
        with start_job("segment_network", {"network": network}, {"image": volume}, environment=environment) as job:
            while not (status := job.poll()).message.startswith(("Slice", "Window")):
                if status.state is not JobState.RUNNING:
                    job.result()
                    return
                time.sleep(0.005)


def gpu_contests() -> Iterator[Contest]:
    """The volume on a GPU."""
    source, volume = RandomNetwork("unet", WINDOW), chest(VOLUME)[None]
    network = source.network().to("cuda")
    peers = {"MONAI on the same GPU": lambda: eager_volume(network, volume, WINDOW, "cuda")}
    with load_predictor(source, device="cuda") as ours:
        work = f"3D U-Net over {' x '.join(map(str, VOLUME))}, {torch.cuda.get_device_name()}, {ours.precision}"
        yield Contest(work, lambda: ours.predict_volume(volume), peers, dict.fromkeys(peers, 3.0), agree=agree, repeats=5)


def chest(shape: tuple[int, int, int]) -> Array:
    """A chest CT from 0 to 1."""
    return np.clip((make_ct(shape).astype(np.float32) + 1000) / 1400, 0, 1)


def agree(ours: object, theirs: Mapping[str, object]) -> None:
    """Labels are the same but for one voxel in a thousand."""
    for name, other in theirs.items():
        if (found := dice(np.asarray(ours), np.asarray(other))) < 0.999:
            raise ValueError(f"{name}: Dice of the labels {found:.5f}")


def dice(one: Array, other: Array) -> float:
    """Of labels, over all classes but the background."""
    axis = 0 if one.ndim == 4 and one.shape[0] < one.shape[1] else 1
    first, second = (_masks(array, axis) for array in (one, other))
    return float(2 * np.count_nonzero(first & second) / max(1, np.count_nonzero(first) + np.count_nonzero(second)))


def _masks(probabilities: Array, axis: int) -> np.ndarray:
    if probabilities.shape[axis] == 1:
        return probabilities >= 0.5
    likeliest = probabilities.argmax(axis)
    return np.stack([likeliest == number for number in range(1, probabilities.shape[axis])])


def _contest(
    work: str,
    ours: Callable[[], object],
    peers: Mapping[str, Callable[[], object]],
    aim: float,
    agree: Callable[[object, Mapping[str, object]], None] | None = agree,
) -> Contest:
    """The aim counts beside plain eager, as it comes; it is lower where the CPU calculates neither in bf16 nor in int8."""
    first = next(iter(peers))
    least = aim if aim > 6 or has_bf16() else 2.5
    return Contest(work, ours, peers, {first: least}, agree=agree, repeats=1 if SMALL else 3, slow_repeats=2)


def has_bf16() -> bool:
    """Whether this CPU calculates in bf16."""
    return "BF16" in require_openvino().Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")


def _keeping(stack: ExitStack, source: RandomNetwork, images: Array) -> KeepingPeer:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    peer = KeepingPeer(folder, source, images)
    stack.callback(peer.close)
    return peer


def _quantised(source: RandomNetwork, samples: Array) -> Iterator[tuple[str, Predictor]]:
    """The int8 version, if nncf is there, and how near it is."""
    if importlib.util.find_spec("nncf") is None:
        return
    made = quantise_network(source, samples, threads=os.cpu_count() or 1)
    model = parse_model(made.files["int8/model.xml"], made.files["int8/model.bin"])
    plan = RunPlan("openvino", "cpu", "int8", os.cpu_count() or 1, source.size)
    with Predictor(source.card, plan, lambda plan: OpenvinoRunner(model, "int8", plan.threads)) as predictor:
        yield f"int8 (Dice to fp32 {made.dice:.4f})", predictor
