"""OpenVINO and nncf report their use to their makers, unless they are kept from it before they are imported."""

import importlib
import sys
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
    if sys.modules.get(REPORTER) is not None:
        _withdraw()
    # None makes every import of it fail, which both expect
    sys.modules[REPORTER] = None  # type: ignore[assignment]


def _withdraw() -> None:
    """Turn off the one object that sends, which exists once in a process, and decline whenever it looks for consent again."""
    main: Any = importlib.import_module(f"{REPORTER}.main")
    declined = main.ConsentCheckResult.DECLINED
    main.OptInChecker.check = lambda *_, **__: declined
    singleton = getattr(main.Telemetry, "_SingletonMetaClass__single_instance", None)
    if singleton is not None:
        singleton.consent = False
