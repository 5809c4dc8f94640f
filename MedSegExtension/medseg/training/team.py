"""Several processes that train one network."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Team:
    """The processes that `torchrun` started; one alone where it did not.

    Each takes its share of every batch, gradients are averaged, so the result is that of one process but for rounding.

    Attributes:
        rank: Number of this process, from 0, which writes the files.
        size: How many there are.
        local_rank: Number of this process on this computer: the GPU that it takes.
    """

    rank: int = 0
    size: int = 1
    local_rank: int = 0

    @property
    def is_first(self) -> bool:
        """Whether this is the process that writes files and tells how far it is."""
        return self.rank == 0

    def device_name(self, name: str) -> str:
        """The device that this process takes where `name` was asked for: of several GPUs each has its own."""
        if self.size == 1 or not _is_on_gpu(name):
            return name
        return f"cuda:{self.local_rank}"

    def wait(self) -> None:
        """Wait until all are here."""
        if self.size > 1:
            import torch.distributed

            torch.distributed.barrier()

    def add(self, values: torch.Tensor) -> torch.Tensor:
        """Sum of a tensor over all processes, in place."""
        if self.size > 1:
            import torch.distributed

            torch.distributed.all_reduce(values)
        return values


@contextmanager
def joined(device: str) -> Iterator[Team]:
    """Join the processes that `torchrun` started, until the training has ended.

    Args:
        device: What was asked for: GPUs talk by NCCL, processors by gloo.
    """
    size = int(os.environ.get("WORLD_SIZE", "1"))
    if size == 1:
        yield Team()
        return
    import torch.distributed

    team = Team(int(os.environ["RANK"]), size, int(os.environ.get("LOCAL_RANK", "0")))
    if _is_on_gpu(device):
        torch.cuda.set_device(team.local_rank)
    torch.distributed.init_process_group("nccl" if _is_on_gpu(device) else "gloo")
    try:
        yield team
    finally:
        torch.distributed.destroy_process_group()


def _is_on_gpu(name: str) -> bool:
    import torch

    return name.startswith("cuda") or (name == "auto" and torch.cuda.is_available())
