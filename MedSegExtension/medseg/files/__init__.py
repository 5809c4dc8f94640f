"""Files on disk and from the network: whole, as expected, and in their place, or not at all."""

from medseg.files.atomic import writing
from medseg.files.download import Download, file_sha256
from medseg.files.folders import CACHE_VARIABLE, MODELS_VARIABLE, cache_folder, models_folder
from medseg.files.replace import replacing

__all__ = [
    "CACHE_VARIABLE",
    "MODELS_VARIABLE",
    "Download",
    "cache_folder",
    "file_sha256",
    "models_folder",
    "replacing",
    "writing",
]
