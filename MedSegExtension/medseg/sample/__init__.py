"""Samples: a chest CT that is made, and images to download."""
