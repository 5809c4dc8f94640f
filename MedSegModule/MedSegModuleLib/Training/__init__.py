"""Training a network from the panel: what is trained on, the run, its curves, and the package that comes of it."""
