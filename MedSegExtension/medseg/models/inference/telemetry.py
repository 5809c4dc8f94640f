"""OpenVINO and nncf report their use to their makers, unless they are kept from it before they are imported."""

import importlib
import sys
from types import ModuleType
from typing import Any

from medseg.optional import require

REPORTER = "openvino_telemetry"


def require_openvino() -> Any:
    """OpenVINO, which tells nobody that it is used.

    Raises:
        MissingDependencyError: It is not installed.
    """
    silence_telemetry()
    return require("openvino", "openvino")


def require_nncf() -> Any:
    """nncf, which tells nobody that it is used.

    Raises:
        MissingDependencyError: It, or what it needs, is not installed.
    """
    silence_telemetry()
    return require("nncf", "quantise")


def silence_telemetry() -> None:
    """Keep OpenVINO and nncf from reporting.

    Both import `openvino_telemetry`, and do without where that fails. Where somebody else has imported it already, its consent
    is withdrawn for this process.
    """
    loaded = sys.modules.get(REPORTER)
    if loaded is not None:
        _withdraw(loaded)
    elif "openvino" not in sys.modules or "nncf" not in sys.modules:
        # None makes every import of it fail, which both expect
        sys.modules[REPORTER] = None  # type: ignore[assignment]


def _withdraw(reporter: ModuleType) -> None:
    """Turn off the one object that sends; it exists once in a process."""
    main = importlib.import_module(f"{REPORTER}.main")
    singleton = getattr(main.Telemetry, "_SingletonMetaClass__single_instance", None)
    if singleton is not None:
        singleton.consent = False
    reporter.Telemetry.init = _decline


def _decline(telemetry: Any, *_: object, **__: object) -> None:
    """What stands in for asking for consent: none is given, and nothing is written."""
    telemetry.consent = False
    telemetry.sender = None
    telemetry.backend = None
