"""What a method's result depends on beside the image, as a hash."""

import hashlib
import json
from typing import Any

from medseg import __version__
from medseg.batch.case_settings import CaseSettings
from medseg.jobs.json_records import to_json
from medseg.models.card_file import CARD_NAME
from medseg.records import MethodSpec


def method_key(spec: MethodSpec, settings: CaseSettings) -> str:
    """Hash of the method, of how it is scored, of the networks that it may take, and of MedSeg's version.

    Args:
        spec: The method; of a mask or a given segmentation the form alone counts, since their files are the case's.
        settings: What is done beside.

    Raises:
        ModelError: The network that is named cannot be used.
    """
    told: dict[str, Any] = {"spec": str(spec), "settings": to_json(settings), "version": __version__}
    if spec.kind.is_network:
        told["networks"] = _networks(spec)
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _networks(spec: MethodSpec) -> list[list[str]]:
    """Name and hash of the network that is meant, or of all among which the image decides."""
    from medseg.models import installed_packages, open_package

    wanted = spec.network().model
    if wanted is not None:
        package = open_package(wanted)
        return [[package.name, package.sha256]]
    own = [entry for entry in installed_packages() if entry.path is not None and entry.card is not None]
    return [
        [entry.name, hashlib.sha256((entry.path / CARD_NAME).read_bytes()).hexdigest()]
        for entry in own
        if entry.path and entry.card and entry.card.method == spec.kind.value
    ]
