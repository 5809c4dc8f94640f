"""Segmentation of medical images that a radiology researcher can trust, inside 3D Slicer and outside it.

The way through: `medseg.io.read` gives a `Volume`, a method of `medseg.segment` turns it into a
`Segmentation`, `medseg.metrics` scores that against a reference, and `medseg.mrml` shows it in Slicer's scene.
"""

__version__ = "0.1.0"
