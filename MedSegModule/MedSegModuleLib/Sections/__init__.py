"""The sections of the panel, one a file, in the order in which a person works."""

SECTIONS = {}
