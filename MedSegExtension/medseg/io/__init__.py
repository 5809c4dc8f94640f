"""Reading and writing images and segmentations: one file a format."""
