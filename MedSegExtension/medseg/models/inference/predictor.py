"""One network, ready to run."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from medseg.errors import InputError, ModelError, ParameterError
from medseg.models.inference.activation import activate
from medseg.models.inference.blender import Blender, unchanged
from medseg.models.inference.finite import check_images
from medseg.models.inference.flipped_prediction import FlippedPrediction
from medseg.models.inference.flipping import Flipping
from medseg.models.inference.not_finite import NotFiniteError
from medseg.models.inference.out_of_memory import is_out_of_memory
from medseg.models.inference.run_plan import RunPlan
from medseg.models.inference.runner import Finish, Runner
from medseg.models.inference.slices import run_slices
from medseg.models.inference.volumes import padded_shape, run_volume, window_shape
from medseg.models.model_card import ModelCard
from medseg.records import Progress, ignore_progress

OVERLAP = 0.25

logger = logging.getLogger(__name__)


class Predictor:
    """Runs a network on slices and volumes; where memory does not suffice it goes on with less, and says so.

    Use it as a context manager, or close it.

    Args:
        card: What the network takes and gives.
        plan: How it is run.
        make_runner: Loads the network as a plan says.
        notices: What there is to tell already.
    """

    def __init__(
        self, card: ModelCard, plan: RunPlan, make_runner: Callable[[RunPlan], Runner], notices: tuple[str, ...] = ()
    ) -> None:
        self.card = card
        self._plan = plan
        self._make_runner = make_runner
        self._notices = list(notices)
        self._runner: Runner | None = make_runner(plan)

    def __enter__(self) -> "Predictor":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def notices(self) -> tuple[str, ...]:
        """What was done otherwise than asked for, each a sentence for people."""
        return tuple(self._notices)

    @property
    def backend(self) -> str:
        """What runs the network: `torch`, `openvino` or `onnx`."""
        return self._plan.backend

    @property
    def device(self) -> str:
        """What it runs on: `cpu`, `cuda`, `mps`."""
        return self._plan.device

    @property
    def precision(self) -> str:
        """What it calculates in: `fp32`, `fp16`, `bf16` or `int8`."""
        return self._ready().precision

    def predict_slices(
        self, images: NDArray[np.float32], progress: Progress | None = None, *, flips: bool = False
    ) -> NDArray[np.float32]:
        """Run a network of two dimensions on pictures.

        Args:
            images: (n, channels, j, i), of the card's size; n may be 0.
            progress: Told after each batch; may raise `CancelledError`.
            flips: Run it on the mirror image too, and give the mean.

        Returns:
            Probabilities (n, classes, j, i): the channels of the network's output, with softmax the background first.

        Raises:
            InputError: The images are of another size, or hold NaN or infinity.
            ModelError: The network gives NaN.
        """
        return self._slices(images, progress, flips, with_variance=False)

    def flip_slices(self, images: NDArray[np.float32], progress: Progress | None = None) -> FlippedPrediction:
        """Run a network of two dimensions on pictures and their mirror images.

        Args:
            images: As for `predict_slices`.
            progress: Likewise.

        Returns:
            Mean and variance of the probabilities, each (n, classes, j, i).
        """
        both = self._slices(images, progress, True, with_variance=True)
        classes = self.card.output.channels
        return FlippedPrediction(both[:, :classes], both[:, classes:])

    def predict_volume(
        self,
        volume: NDArray[np.float32],
        progress: Progress | None = None,
        *,
        overlap: float = OVERLAP,
        out_dtype: DTypeLike = np.float16,
        flips: bool = False,
    ) -> NDArray[Any]:
        """Slide a network over a volume, windows weighed with a Gaussian around their middle.

        A volume smaller than a window is filled up with zeros around it. A network of two dimensions slides over each slice.

        Args:
            volume: (channels, k, j, i).
            progress: Told after each window; may raise `CancelledError`.
            overlap: Share of a window that its neighbour covers too, 0 to 0.9.
            out_dtype: Floating-point type of the result.
            flips: Run it on the mirror image too, and give the mean.

        Returns:
            Probabilities (classes, k, j, i).

        Raises:
            InputError: The volume has other channels or no voxels, or holds NaN or infinity.
            ParameterError: The overlap is out of range.
            ModelError: The network gives NaN.
        """
        return self._volume(volume, progress, overlap, out_dtype, flips, with_variance=False)

    def flip_volume(
        self,
        volume: NDArray[np.float32],
        progress: Progress | None = None,
        *,
        overlap: float = OVERLAP,
        out_dtype: DTypeLike = np.float16,
    ) -> FlippedPrediction:
        """Slide a network over a volume, each window mirrored too.

        Args:
            volume: As for `predict_volume`, and so the rest.
            progress: Likewise.
            overlap: Likewise.
            out_dtype: Likewise.

        Returns:
            Mean and variance of the probabilities, each (classes, k, j, i).
        """
        both = self._volume(volume, progress, overlap, out_dtype, True, with_variance=True)
        classes = self.card.output.channels
        return FlippedPrediction(both[:classes], both[classes:])

    def memory_bytes(self, shape: tuple[int, ...], *, out_dtype: DTypeLike = np.float16, flips: bool = False) -> int:
        """Memory of the computer that a prediction takes beside its input, the result included.

        Args:
            shape: Of the input: (n, channels, j, i) of pictures for a network of two dimensions, else (channels, k, j, i).
            out_dtype: Of the result of `predict_volume`; of pictures it is float32.
            flips: Whether mirrored inputs are run too.
        """
        runner, classes, window = self._ready(), self.card.output.channels, self._plan.window
        one = int(np.prod(window)) * 4 * (self.card.input.channels + (3 if flips else 1) * classes)
        running = runner.workspace_bytes(window) + 4 * runner.batch * one
        if len(window) == 2:
            return running + int(np.prod(shape[2:])) * shape[0] * classes * 4
        whole = padded_shape(shape[1:], window)
        padding = 0 if whole == tuple(shape[1:]) else int(np.prod(whole)) * 4 * shape[0]
        return running + padding + Blender.needed_bytes(classes, whole, window_shape(window), np.dtype(out_dtype).itemsize)

    def close(self) -> None:
        """Free the network; the next prediction loads it again."""
        if self._runner is not None:
            self._runner.close()
            self._runner = None

    def _slices(
        self, images: NDArray[np.float32], progress: Progress | None, flips: bool, *, with_variance: bool
    ) -> NDArray[np.float32]:
        size = tuple(self.card.input.size)
        expected = (self.card.input.channels, *size)
        if images.ndim != 4 or images.shape[1:] != expected or len(size) != 2:
            raise InputError(f"Expected pictures (n, {', '.join(map(str, expected))}), as the card says, got {images.shape}.")
        images = check_images(images)
        classes = self.card.output.channels * (2 if with_variance else 1)
        found: NDArray[np.float32] = self._run(
            lambda runner, _: run_slices(
                self._flipping(runner, flips, with_variance), images, classes, self._finish(flips), progress or ignore_progress
            )
        )
        return found

    def _volume(
        self,
        volume: NDArray[np.float32],
        progress: Progress | None,
        overlap: float,
        out_dtype: DTypeLike,
        flips: bool,
        *,
        with_variance: bool,
    ) -> NDArray[Any]:
        if volume.ndim != 4 or volume.shape[0] != self.card.input.channels or not volume.size:
            raise InputError(f"Expected a volume ({self.card.input.channels}, k, j, i) with voxels, got {volume.shape}.")
        if not 0 <= overlap <= 0.9:
            raise ParameterError(f"Expected an overlap from 0 to 0.9, got {overlap}.")
        volume = check_images(volume)
        classes = self.card.output.channels * (2 if with_variance else 1)
        found: NDArray[Any] = self._run(
            lambda runner, window: run_volume(
                self._flipping(runner, flips, with_variance),
                volume,
                window,
                classes,
                finish=self._finish(flips),
                overlap=overlap,
                out_dtype=out_dtype,
                progress=progress or ignore_progress,
            )
        )
        return found

    def _flipping(self, runner: Runner, flips: bool, with_variance: bool) -> Runner:
        return Flipping(runner, self.card.output.activation, with_variance=with_variance) if flips else runner

    def _finish(self, flips: bool) -> Finish:
        """Logits become probabilities at the end; those over mirrored inputs are probabilities already."""
        activation = self.card.output.activation
        return unchanged if flips else lambda values, axis: activate(values, activation, axis)

    def _run(self, work: Callable[[Runner, tuple[int, ...]], Any]) -> Any:
        """Do the work, and again with less where memory runs out."""
        while True:
            try:
                return work(self._ready(), self._plan.window)
            except NotFiniteError as error:
                self._calculate_finer(error)
            except (RuntimeError, MemoryError) as error:
                if not is_out_of_memory(error):
                    raise
                self._take_less(error)

    def _ready(self) -> Runner:
        if self._runner is None:
            self._runner = self._make_runner(self._plan)
        return self._runner

    def _take_less(self, error: BaseException) -> None:
        """Change the plan: smaller batches, then smaller windows, then the CPU."""
        plan, batch = self._plan, self._ready().batch
        if plan.device == "cpu":
            raise MemoryError("Not enough memory to run the network.") from error
        if (smaller := plan.with_smaller_batch(batch)) is not None:
            self._change(smaller, f"The GPU ran out of memory: {smaller.batch} inputs at a time instead of {batch}.")
        elif (smaller := plan.with_smaller_window()) is not None:
            words = " x ".join(map(str, smaller.window))
            self._change(smaller, f"The GPU ran out of memory: windows of {words} voxels, which the result may show.")
        else:
            window = tuple(self.card.input.size)
            self._change(
                replace(plan, device="cpu", precision="auto", window=window, batch=None),
                "The GPU ran out of memory: the CPU runs the network.",
            )

    def _calculate_finer(self, error: NotFiniteError) -> None:
        """Single precision instead of half, where that gave NaN."""
        if self._ready().precision not in ("fp16", "bf16"):
            raise ModelError(
                f"The network {self.card.name!r} gives NaN or infinity on this image: it cannot be used on it."
            ) from error
        self._change(replace(self._plan, precision="fp32"), "Half precision gave NaN: the network runs in single precision.")

    def _change(self, plan: RunPlan, notice: str) -> None:
        logger.info(notice)
        self._notices.append(notice)
        self.close()
        self._plan = plan
