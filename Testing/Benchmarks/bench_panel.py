"""What a person at the panel waits for: drawn previews, the overlay after a click, and processes for long work.

From slider to overlay without drawing is measured in bench_preview.py. What needs the panel is left out where the packages that
open it outside Slicer are missing.
"""

import importlib.util
import itertools
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from bench_preview import BOUNDS, SIDE
from harness import Contest
from numpy.typing import NDArray
from synthetic_ct import SPACING_MM, make_ct

from medseg.jobs import start_job
from medseg.jobs.live import LiveSegmenter
from medseg.models import installed_packages, open_package
from medseg.mrml import OffscreenScene, PreviewTarget, ThresholdPreview, volume_to_node
from medseg.records import CleanupParameters, NetworkParameters, Plane, ThresholdParameters
from medseg.segment import segment_with_threshold
from medseg.volume import Geometry, Modality, Segmentation, Volume

MODULE = Path(__file__).resolve().parents[2] / "MedSegModule" / "MedSegModule.py"
LOWER, UPPER = -300.0, 3000.0
LARGEST = CleanupParameters(keep_largest=1)
DRAWN_S = 0.1  # ten drawn updates a second
NOTHING = {"no work": lambda: None}
PICKLED = "multiprocessing, pickled"
ENGINE = "the engine alone"
NETWORK = "lungs-ct-unet"


def contests() -> Iterator[Contest]:
    """Previews drawn, jobs, and clicks; the host comes last because it stays until the process ends."""
    volume = _ct()
    with OffscreenScene() as scene:
        work = drawn_preview(scene, volume)
        yield Contest("preview drawn in three views", work, NOTHING, at_most_more_s={"no work": DRAWN_S}, repeats=41)
    yield from job_contests(volume)
    if importlib.util.find_spec("slicerhost") and importlib.util.find_spec("PySide6"):
        yield from host_contests(volume)


def drawn_preview(offscreen: OffscreenScene, volume: Volume) -> Callable[[], object]:
    """Set bounds, and draw three views of 512 x 512 pixels."""
    node = volume_to_node(volume, offscreen.scene)
    views = [offscreen.add_slice_view(plane, (SIDE, SIDE)) for plane in Plane]
    for view in views:
        view.show(node)
    preview = ThresholdPreview([PreviewTarget(view.logic, view.renderer, view.render) for view in views])
    return _moved(preview)


def job_contests(volume: Volume) -> Iterator[Contest]:
    """Starting a job, and what it costs to work on a large image in one."""
    small = Volume(volume.array[:4, :16, :16], volume.geometry.cropped((slice(4), slice(16), slice(16))), Modality.CT)
    python = {"bare Python": lambda: subprocess.run([sys.executable, "-c", "pass"], check=True)}
    yield Contest("job, from start to its first message", lambda: first_message(small), python, repeats=9)
    yield Contest("job, threshold of 1,024 voxels", lambda: in_job(small), python, at_most_more_s={"bare Python": 1.0}, repeats=9)
    yield Contest(
        "threshold in another process",
        lambda: in_job(volume),
        {PICKLED: lambda: pickled(volume), "in this process": lambda: threshold(volume)},
        at_least={PICKLED: 1.0},
        agree=agree,
        repeats=5,
    )
    yield Contest("job, cancelled while it works", lambda: cancelled(volume), repeats=5)


def threshold(volume: Volume) -> Segmentation:
    """The work that is passed on."""
    return segment_with_threshold(volume, ThresholdParameters(lower=LOWER, upper=UPPER))


def in_job(volume: Volume) -> Segmentation:
    """The threshold in a job."""
    with start_job("segment_threshold", {"threshold": {"lower": LOWER, "upper": UPPER}}, {"image": volume}) as job:
        job.wait(pause_s=0.002)
        return job.result().segmentations["segmentation"]


def pickled(volume: Volume) -> Segmentation:
    """The threshold in a fresh process of Python's own, which pickles the image and the result."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(threshold, (volume,))


def first_message(volume: Volume) -> None:
    """Start a job, wait until it tells something, and cancel it."""
    with start_job("segment_threshold", {"threshold": {"lower": LOWER}}, {"image": volume}) as job:
        while job.poll().message == "Starting":
            time.sleep(0.001)


def cancelled(volume: Volume) -> None:
    """Start a job on a large image, and cancel it at once."""
    start_job("segment_threshold", {"threshold": {"preset": "lungs"}}, {"image": volume}).cancel()


def agree(ours: object, theirs: Mapping[str, object]) -> None:
    """All find the same voxels."""
    for name, other in theirs.items():
        if not np.array_equal(_mask(ours), _mask(other)):
            raise AssertionError(f"{name} finds other voxels.")


def host_contests(volume: Volume) -> Iterator[Contest]:
    """The panel in its host: updates drawn by its widgets, and clicks on Segment."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import slicerhost

    host = slicerhost.start(testing=True)
    host.load_module(MODULE)
    host.main_window.resize(1600, 1000)
    host.main_window.show()
    image = volume_to_node(volume, host.scene)
    import slicer

    slicer.util.setSliceViewerLayers(background=image, fit=True)
    host.main_window.settle()
    preview = ThresholdPreview([_target(host.layout_manager.sliceWidget(name)) for name in ("Red", "Green", "Yellow")])
    yield Contest(
        "preview drawn in three views of the host",
        _moved(preview, host.main_window.settle),
        NOTHING,
        at_most_more_s={"no work": DRAWN_S},
        repeats=41,
    )
    preview.close()
    if any(entry.name == NETWORK for entry in installed_packages()):
        yield from live_contests(host, image)
    yield from click_contests(host, image, volume)


def live_contests(host: Any, image: Any) -> Iterator[Contest]:
    """From scrolling by a slice to the network's overlay drawn on it; the process and the network are warm."""
    from MedSegModuleLib.LiveNetwork import LiveNetwork

    told: list[str] = []
    live = LiveNetwork(host.main_window, LiveSegmenter, told.append)
    live.show(image, NetworkParameters(model=NETWORK, device="cpu"), open_package(NETWORK).card.input)
    view = host.layout_manager.sliceWidget("Red").sliceView()
    node = host.layout_manager.sliceWidget("Red").mrmlSliceNode()
    middle = node.GetSliceOffset()
    steps = itertools.cycle([-SPACING_MM[0], 0.0, SPACING_MM[0], 2 * SPACING_MM[0]])

    def scrolled() -> None:
        told.clear()
        node.SetSliceOffset(middle + next(steps))
        while not any("ms" in text for text in told):
            host.app.processEvents()
            time.sleep(0.0005)
        view.forceRender()

    work = f"live slice {SIDE} x {SIDE}, from scroll to overlay drawn in the host"
    yield Contest(work, scrolled, NOTHING, at_most_more_s={"no work": DRAWN_S}, repeats=21)
    live.stop()


def click_contests(host: Any, image: Any, volume: Volume) -> Iterator[Contest]:
    """From the click to the overlay drawn in three slice views: threshold with largest part, new or in place of the last one.

    The 3D view, where nothing is shown, and the list of nodes are drawn after that, and not counted.
    The second is shown only: it also keeps a copy of the segmentation as it was, for undo.
    """
    peers = {ENGINE: lambda: segment_with_threshold(volume, ThresholdParameters(lower=LOWER, upper=UPPER), after=LARGEST)}
    for name, is_new in (("new segmentation", True), ("segment replaced", False)):
        click = clicks(host, image, is_new=is_new)
        aim = {ENGINE: 0.5} if is_new else {}
        yield Contest(f"click to overlay, {name}", click, peers, at_least=aim, agree=agree, repeats=9)


def clicks(host: Any, image: Any, *, is_new: bool) -> Callable[[], object]:
    """Segment with the module's logic, and draw."""
    from medseg.mrml import node_to_segmentation
    from MedSegModuleLib.enums import ExistingSegments, ThresholdSource
    from MedSegModuleLib.MedSegLogic import MedSegLogic

    logic = MedSegLogic()
    node = logic.getParameterNode()
    node.inputVolume, node.shownIn3D = image, False
    node.thresholdSource = ThresholdSource.RANGE
    node.thresholdRange.minimum, node.thresholdRange.maximum = LOWER, UPPER
    node.after.keep_largest = LARGEST.keep_largest
    node.existingSegments = ExistingSegments.REPLACE
    first = iter([True])

    def work() -> object:
        if is_new and node.outputSegmentation is not None:
            node.outputSegmentation.GetDisplayNode().SetVisibility(False)
            node.outputSegmentation = None
        made = logic.segment(node)
        for name in ("Red", "Green", "Yellow"):
            host.layout_manager.sliceWidget(name).sliceView().forceRender()
        return node_to_segmentation(made) if next(first, False) else None  # read once, to be compared

    return work


def _moved(preview: ThresholdPreview, draw: Callable[[], object] = lambda: None) -> Callable[[], object]:
    bounds = itertools.cycle(BOUNDS)

    def work() -> object:
        preview.set_bounds(*next(bounds))
        draw()
        return preview

    return work


def _target(widget: Any) -> PreviewTarget:
    """A slice view as the panel hands it to the preview."""
    view = widget.sliceView()
    return PreviewTarget(widget.sliceLogic(), view.renderWindow().GetRenderers().GetFirstRenderer(), view.scheduleRender)


def _ct() -> Volume:
    array = make_ct()
    k, j, i = array.shape
    return Volume(array, Geometry.from_axes((k, j, i), SPACING_MM[::-1]), Modality.CT)


def _mask(found: object) -> NDArray[np.bool_]:
    if not isinstance(found, Segmentation):
        raise TypeError(f"Expected a segmentation, got {type(found).__name__}.")
    return found.mask(found.names[0])
