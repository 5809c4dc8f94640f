"""Methods compared on one image, in the panel."""
