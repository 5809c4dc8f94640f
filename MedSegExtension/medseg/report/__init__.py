"""Tables, figures and pages from records and files of results; nothing is computed from voxels here."""
