"""What a loader says when the data cannot be had: what is missing or wrong, and how to mend it."""

from __future__ import annotations

from engine.errors import Refused


class MissingData(Refused, FileNotFoundError):
    """A file is neither here nor to be downloaded; the message says how to get it."""


class DamagedData(Refused):
    """A file is not what its name or its own header says it is."""


class MissingLibrary(Refused, ImportError):
    """What was asked needs a library that is not installed."""
