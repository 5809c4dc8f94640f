"""The GPUs that workers are pinned to."""

import os
from collections.abc import Iterable

from medseg.models.inference.devices import choose_device
from medseg.records.cohort_method import CohortMethod

VISIBLE = "CUDA_VISIBLE_DEVICES"


def find_gpus(methods: Iterable[CohortMethod]) -> tuple[str, ...]:
    """CUDA's names of the GPUs that the methods' networks run on, as `CUDA_VISIBLE_DEVICES` takes them; none on the CPU.

    Raises:
        ParameterError: A GPU is asked for, and not there.
    """
    devices = {choose_device(method.spec.network().device) for method in methods if method.spec.kind.is_network}
    if not any(device.startswith("cuda") for device in devices):
        return ()
    named = {device.partition(":")[2] for device in devices if ":" in device}
    told = [name.strip() for name in os.environ.get(VISIBLE, "").split(",") if name.strip()]
    every = told or [str(number) for number in range(_count())]
    return tuple(every[int(number)] for number in sorted(named)) if named else tuple(every)


def _count() -> int:
    import torch

    return int(torch.cuda.device_count())
