"""Networks of a few numbers whose answer is known: a segment is what lies above a threshold, or below it."""

import numpy as np

STEEPNESS = 200.0
ARGUMENTS = {
    "dimensions": 2,
    "in_channels": 1,
    "out_channels": 1,
    "channels": [1, 1],
    "strides": [1],
    "dilations": [1],
    "kernel_size": 1,
    "act": "RELU",
    "norm": "batch",
}
WINDOW = (-1000.0, 1000.0)
RED = [220, 50, 47]
CODES = {"category": ["123037004", "Anatomical Structure"], "type": ["39607008", "Lung"]}


def write_tiny(folder, name, *, threshold, above=True, method="unet", target="lungs", size=(64, 64), licence=None, **more):
    """Write a package whose network takes what lies above (or below) a threshold.

    Args:
        folder: Where packages are kept.
        name: Of the package.
        threshold: In the image's unit.
        above: Which side is taken.
        method: `cnn` or `unet`.
        target: What it is said to look for.
        size: Rows and columns that it looks at.
        licence: As the card has it; default: one that is free.
        **more: What differs in the card's `input`.
    """
    from medseg.models import ModelCard
    from medseg.models.weights import WEIGHTS_NAME
    from medseg.models.write import write_files

    window = more.get("window", WINDOW)
    channels = 2 * more.get("context_slices", 0) + 1
    arguments = ARGUMENTS | {"dimensions": len(size), "in_channels": channels}
    values = {
        "schema": 1,
        "name": name,
        "version": "1.0.0",
        "title": name.replace("-", " ").capitalize(),
        "method": method,
        "target": target,
        "architecture": {"name": "cnn", "arguments": arguments},
        "input": {
            "modalities": ["CT"],
            "pictures": False,
            "unit": "HU",
            "plane": "axial",
            "context_slices": 0,
            "spacing_mm": None,
            "size": list(size),
            "fit": "pad",
            "region": "image",
            "window": list(window),
            "normalisation": "window",
            **more,
        },
        "output": {
            "activation": "sigmoid",
            "threshold": 0.5,
            "segments": [{"name": target.capitalize(), "color": RED, **CODES}],
            "keep_largest": 0,
            "fill_holes": False,
            "split_sides": False,
        },
        "training": {"data": [{"name": "Made up <images>", "licence": "Apache-2.0", "images": 12, "patients": 3}]},
        "metrics": [{"set": "held out", "cases": 4, "dice": 0.9312, "accuracy": 0.98, "loss": 0.1}],
        "licence": licence or {"name": "Apache-2.0", "commercial_use": True, "notice": ""},
        "limits": "Knows one threshold.",
        "files": {},
    }
    card = ModelCard.from_json(values)
    place = (threshold - window[0]) / (window[1] - window[0])
    return write_files(folder / name, card, {WEIGHTS_NAME: _weights(place, 1.0 if above else -1.0, len(size), channels)})


def _weights(place: float, sign: float, dimensions: int, channels: int) -> bytes:
    """Identity until the head, which is steep about a place between 0 and 1; without PyTorch, which takes seconds to load."""
    from safetensors.numpy import save

    weights, one = {}, (1, 1) + (1,) * dimensions
    for layer in ("stem.0", "body.0"):
        weights |= {f"{layer}.conv.weight": np.ones(one), f"{layer}.conv.bias": np.zeros(1)}
        weights |= {f"{layer}.adn.N.{name}": np.ones(1) for name in ("weight", "running_var")}
        weights |= {f"{layer}.adn.N.{name}": np.zeros(1) for name in ("bias", "running_mean")}
    middle = (np.arange(channels) == channels // 2).astype(float)  # neighbours of a slice are not looked at
    weights["stem.0.conv.weight"] = middle.reshape(1, channels, *one[2:])
    head = sign * STEEPNESS
    weights |= {"head.conv.weight": np.full(one, head), "head.conv.bias": np.full(1, -head * place)}
    counts = {f"{layer}.adn.N.num_batches_tracked": np.zeros((), np.int64) for layer in ("stem.0", "body.0")}
    return save({name: values.astype(np.float32) for name, values in weights.items()} | counts)
