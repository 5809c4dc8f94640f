"""A small chest of known truth, made of ellipsoids and tubes."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from medseg.volume import Geometry, Modality, Volume

Maker = Callable[..., "Chest"]


@dataclass(frozen=True)
class Chest:
    """A CT and what is in it, all (k, j, i) with axes to the patient's left, back and head."""

    volume: Volume
    right: NDArray[np.bool_]
    left: NDArray[np.bool_]
    airways: NDArray[np.bool_]
    stomach: NDArray[np.bool_]
    lesion: NDArray[np.bool_]
    vessels: NDArray[np.bool_]
    canal: NDArray[np.bool_]
    bone: NDArray[np.bool_]


def make_chest(spacing_mm: tuple[float, float, float] = (5.0, 3.0, 3.0), noise_hu: float = 20.0) -> Chest:
    """Make it on a grid of a spacing (k, j, i) over 300 x 250 x 360 mm."""
    shape = tuple(round(size / step) for size, step in zip((300, 250, 360), spacing_mm, strict=True))
    axes = [(np.arange(n) - (n - 1) / 2) * step for n, step in zip(shape, spacing_mm, strict=True)]
    z, y, x = np.meshgrid(*axes, indexing="ij", sparse=True)

    def ellipsoid(centre, radii):
        return sum(((a - c) / r) ** 2 for a, c, r in zip((z, y, x), centre, radii, strict=True)) <= 1

    def tube(start, stop, radius):
        axis = np.subtract(stop, start)
        length = float(np.linalg.norm(axis))
        along = sum((a - s) * d for a, s, d in zip((z, y, x), start, axis / length, strict=True))
        square = sum((a - s) ** 2 for a, s in zip((z, y, x), start, strict=True)) - along**2
        return (square <= radius**2) & (along >= 0) & (along <= length)

    body = (y / 105) ** 2 + (x / 165) ** 2 <= 1
    body = np.broadcast_to(body, shape)
    diaphragm = z > -70 - 0.004 * (y**2 + x**2) + 45 * np.exp(-((np.abs(x) - 75) ** 2 + y**2) / 2500)
    right = ellipsoid((-10, 0, -78), (120, 72, 58)) & diaphragm
    left = ellipsoid((-10, 0, 78), (120, 72, 58)) & diaphragm
    heart = ellipsoid((-40, -20, 25), (55, 45, 55))
    left = left & ~heart
    trachea = tube((150, 0, 0), (40, 10, 0), 9)
    bronchi = tube((42, 10, 0), (0, 10, -36), 7) | tube((42, 10, 0), (0, 10, 36), 7)
    airways = (trachea | bronchi) & body
    walls = tube((150, 0, 0), (38, 10, 0), 12) | tube((42, 10, 0), (-2, 10, -38), 10) | tube((42, 10, 0), (-2, 10, 38), 10)
    vessels = (tube((-10, 10, -40), (-30, 30, -115), 4) & right) | (tube((-10, 10, 60), (20, -30, 110), 4) & left)
    lesion = ellipsoid((20, 55, -95), (14, 14, 14)) & right
    stomach = ellipsoid((-115, -40, 60), (20, 25, 35))
    spine = np.broadcast_to(((y - 65) / 16) ** 2 + (x / 18) ** 2 <= 1, shape)
    canal = np.broadcast_to(((y - 90) / 8) ** 2 + (x / 10) ** 2 <= 1, shape)
    arch = np.broadcast_to((((y - 90) / 14) ** 2 + (x / 16) ** 2 <= 1), shape) & ~canal & body
    bone = (spine | arch) & body & ~canal
    shell = bone & ~np.broadcast_to(((y - 65) / 12) ** 2 + (x / 14) ** 2 <= 1, shape)
    table = np.broadcast_to((np.abs(y - 118) <= 3) & (np.abs(x) <= 150), shape)

    hu = np.full(shape, -1000.0)
    for mask, value in (
        (table, 200), (body, 40), (right | left, -860), (walls & body, 40), (airways, -1000), (vessels, 40),
        (lesion, 40), (stomach, -1000), (bone, 130), (shell, 700), (canal, 20),
    ):  # fmt: skip
        hu[mask] = value
    texture = np.random.default_rng(5).normal(0, 60, shape)
    hu[bone & ~shell] += texture[bone & ~shell]
    outside = np.broadcast_to(y**2 + x**2 > 185**2, shape)
    hu += np.random.default_rng(1).normal(0, noise_hu, shape)
    hu[outside] = -3024
    lungs = [side & ~walls for side in (right, left)]
    geometry = Geometry.from_axes(shape, spacing_mm[::-1], (-180, -125, -150))
    volume = Volume(np.round(hu).astype(np.int16), geometry, Modality.CT, padding_value=-3024)
    return Chest(volume, *lungs, airways, stomach, lesion, vessels, canal, bone)


@pytest.fixture(scope="session")
def chest() -> Chest:
    return make_chest()


@pytest.fixture(scope="session")
def chest_maker() -> Maker:
    return make_chest


@pytest.fixture(params=["on", "off"])
def acceleration(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Once with accelerators, once without."""
    monkeypatch.setenv("MEDSEG_ACCELERATION", request.param)
    return request.param


class ByHand:
    """Stands for a loaded network whose answer is known: what is darker than a cut of the normalised image."""

    notices = ("It was made by hand.",)
    backend, device, precision = "hand", "cpu", "fp32"

    def __init__(self, card, cut=0.4, steepness=60.0):
        self.card = card
        self._cut, self._steepness = cut, steepness
        self.seen = []

    def predict_slices(self, images, progress=None, *, flips=False):
        self.seen.append(images)
        middle = images[:, images.shape[1] // 2][:, np.newaxis]
        share = 1 / (1 + np.exp(np.clip(-self._steepness * (self._cut - middle), -60, 60)))
        if self.card.output.activation == "softmax":
            return np.concatenate([1 - share, share], axis=1)
        return np.repeat(share, self.card.output.channels, axis=1)

    def flip_slices(self, images, progress=None):
        mean = self.predict_slices(images)
        return mean, mean * (1 - mean)

    def predict_volume(self, volume, progress=None, *, overlap=0.25, flips=False):
        return self.predict_slices(volume[:1].transpose(1, 0, 2, 3)).transpose(1, 0, 2, 3)

    def memory_bytes(self, shape):
        return 0


@pytest.fixture
def make_card():
    """Makes cards: `make_card(target="infection", input={"region": "lungs"})`."""
    from medseg.models import Architecture, Licence, ModelCard, ModelInput, ModelOutput
    from medseg.volume import Segment

    def make(**changes):
        taken = {"modalities": (Modality.CT,), "unit": "HU", "size": (128, 128), "window": (-1000.0, 400.0)}
        return ModelCard(
            name="by-hand",
            title="By hand",
            method="unet",
            target=changes.get("target", "lungs"),
            architecture=Architecture("unet", {}),
            input=ModelInput(**(taken | changes.get("input", {}))),
            output=ModelOutput(**({"segments": (Segment("Lungs"),)} | changes.get("output", {}))),
            licence=Licence("Apache-2.0", commercial_use=True),
        )

    return make


@pytest.fixture
def by_hand(make_card):
    """Makes loaded networks by hand; arguments as for `make_card`, and `cut`."""

    def make(cut=0.4, steepness=60.0, **changes):
        return ByHand(make_card(**changes), cut, steepness)

    return make


@pytest.fixture
def notes():
    """Takes findings: a list with `codes`."""

    class Notes(list):
        @property
        def codes(self):
            return [finding.code for finding in self]

    return Notes()
