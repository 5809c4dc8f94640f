"""TorchScript: a program with weights, for those who trust who wrote it."""

from __future__ import annotations

import io
import warnings
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from medseg.errors import ModelError, UntrustedModelError
from medseg.optional import require

if TYPE_CHECKING:
    from torch import nn

REASON = (
    "This network comes as TorchScript, a program that runs with your rights when it is loaded and used: it can read and write "
    "your files. Use it only if you trust whoever made it (--trust), or ask for its weights as safetensors or ONNX."
)


def is_torchscript(path: Path) -> bool:
    """Whether a file of torch is a program, whatever it is called; nothing of it is loaded."""
    try:
        with zipfile.ZipFile(path) as archive:
            return any("/code/" in name or name.endswith("constants.pkl") for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def torchscript_from_bytes(data: bytes, *, trust: bool) -> nn.Module:
    """Load a program of TorchScript.

    Raises:
        UntrustedModelError: The user did not say that its maker is trusted.
        ModelError: It is damaged or of another kind.
    """
    if not trust:
        raise UntrustedModelError(REASON)
    torch = require("torch", "networks")
    try:
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # torch would rather have torch.export
            network: nn.Module = torch.jit.load(io.BytesIO(data), map_location="cpu")
    except (RuntimeError, ValueError) as error:
        raise ModelError("Expected TorchScript, got a file that is damaged or of another kind.") from error
    return network.float().train(False)
