"""Every exception that MedSeg raises on purpose.

- MedSegError
  - InputError: what was given cannot be used
    - ReadError: a file or folder cannot be read as an image
      - UnsupportedFormatError: the format, or a property of it, is not one that MedSeg reads
      - NoImageError: nothing there holds pixels
      - SeriesError: no series, or more than one, answers to what was asked for
      - StrictReadError: reading would need a repair that `--strict` forbids
    - GeometryError: a grid that cannot stand in space
      - GeometryMismatchError: two grids that should be one differ
    - ParameterError: a parameter is out of range, unknown, or contradicts another
    - SegmentError: a segment is missing, named twice, or overlaps where it must not
    - ModelError: a network's package cannot be used
      - ModelNotFoundError: no package answers to what was asked for
      - TamperedModelError: a file of a package is not the one that its card speaks of
      - UntrustedModelError: loading it would run code that somebody else wrote
      - LicenceError: its licence has to be accepted first
  - WriteError: a result could not be written; nothing was left half-written
  - MissingDependencyError: an optional package is needed; the message names the extra that brings it
  - DownloadError: a file could not be fetched, or is not what was expected
  - JobError: work in a process of its own came to an end that it was not to have
  - UnfinishedError: of several pieces of work some could not be done; the others are
  - CancelledError: the user stopped the work

Messages say what was expected, what was found, and what to do. Only front ends catch them.
"""


class MedSegError(Exception):
    """Root of everything that MedSeg raises on purpose."""


class InputError(MedSegError):
    """What was given cannot be used."""


class ReadError(InputError):
    """A file or folder cannot be read as an image."""


class UnsupportedFormatError(ReadError):
    """The format, or a property of it such as a fourth dimension, is not one that MedSeg reads."""


class NoImageError(ReadError):
    """Nothing at the given place holds pixels."""


class SeriesError(ReadError):
    """No series, or more than one, answers to what was asked for."""


class StrictReadError(ReadError):
    """Reading would need a repair that strict reading forbids."""


class GeometryError(InputError):
    """A grid that cannot stand in space: no size, no spacing, or axes that are not perpendicular."""


class GeometryMismatchError(GeometryError):
    """Two grids that should be one differ."""


class ParameterError(InputError):
    """A parameter is out of range, unknown, or contradicts another."""


class SegmentError(InputError):
    """A segment is missing, named twice, or overlaps where it must not."""


class ModelError(InputError):
    """A network's package cannot be used: its card, its weights or its form is wrong."""


class ModelNotFoundError(ModelError):
    """No package of a network answers to what was asked for."""


class TamperedModelError(ModelError):
    """A file of a network's package is not the one that its card speaks of."""


class UntrustedModelError(ModelError):
    """Loading a network would run code that somebody else wrote."""


class LicenceError(ModelError):
    """The licence of a network has to be accepted first."""


class WriteError(MedSegError):
    """A result could not be written; nothing was left half-written."""


class MissingDependencyError(MedSegError):
    """An optional package is needed; the message names the extra that brings it."""


class DownloadError(MedSegError):
    """A file could not be fetched, or is not what was expected."""


class JobError(MedSegError):
    """Work in a process of its own could not start, or came to an end that it was not to have."""


class UnfinishedError(MedSegError):
    """Of several pieces of work some could not be done; the others are, and their results are there."""


class CancelledError(MedSegError):
    """The user stopped the work."""
