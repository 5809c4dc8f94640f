"""Running a network on an image: on a GPU with PyTorch, on the CPU with OpenVINO or PyTorch, ONNX with ONNX Runtime.

Importing this is light; what runs a network is imported when one is loaded.
"""

from medseg.models.inference.flipped_prediction import FlippedPrediction
from medseg.models.inference.load import keep_converted, load_predictor
from medseg.models.inference.predictor import Predictor
from medseg.models.inference.run_plan import BACKENDS, PRECISIONS

__all__ = ["BACKENDS", "PRECISIONS", "FlippedPrediction", "Predictor", "keep_converted", "load_predictor"]
