"""How a network is run, and what is tried next where memory does not suffice."""

from dataclasses import dataclass, replace

BACKENDS = ("auto", "torch", "openvino", "onnx")
PRECISIONS = ("auto", "fp32", "bf16", "fp16", "int8")
SMALLEST_WINDOW = 32
STEP = 16  # what four halvings in a U-Net divide


@dataclass(frozen=True)
class RunPlan:
    """How a network is run.

    Attributes:
        backend: `torch`, `openvino` or `onnx`.
        device: `cpu`, `cuda`, `cuda:1`, `mps`.
        precision: `auto`, `fp32`, `bf16`, `fp16` or `int8`.
        threads: On the CPU.
        window: Sides of one input: (j, i), or (k, j, i) of a network of three dimensions.
        batch: Inputs at a time, at most; None for what the device has memory for.
    """

    backend: str
    device: str
    precision: str
    threads: int
    window: tuple[int, ...]
    batch: int | None = None

    def with_smaller_batch(self, batch: int) -> "RunPlan | None":
        """Half of what did not fit; None where that was one already.

        Args:
            batch: How many inputs were run at a time.
        """
        return replace(self, batch=batch // 2) if batch > 1 else None

    def with_smaller_window(self) -> "RunPlan | None":
        """Windows of half the side, for a network of three dimensions; None where they are small already."""
        if len(self.window) != 3:
            return None
        halved = tuple(min(side, max(SMALLEST_WINDOW, side // 2 // STEP * STEP)) for side in self.window)
        return None if halved == self.window else replace(self, window=halved, batch=1)
