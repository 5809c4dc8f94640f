"""What is done to images and masks: thresholds, connected parts, holes, morphology, the body, resampling, noise.

Import from the modules; none of them loads SimpleITK, SciPy or an accelerator before it is used.
"""
