"""Opening a data file, and nothing that only has a file's name."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from engine.datasets.reading.errors import DamagedData


def opened(path: Path) -> BinaryIO:
    """The file, to be read as bytes; ``DamagedData`` where there is none, or it may not be read.

    A pipe would keep us waiting, and a device never ends.
    """
    if not path.is_file():
        raise DamagedData(f"{path} is not a file that can be read.")
    try:
        return path.open("rb")
    except OSError as error:
        raise DamagedData(f"{path} cannot be read ({error.strerror}).") from error
