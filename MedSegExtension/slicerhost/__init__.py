"""Opens scripted modules of 3D Slicer without the Slicer application: PySide6 on the package slicer-core."""
