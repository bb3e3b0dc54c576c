"""What is written under a hidden name beside its place, and takes the place when it is whole."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scenes.film.encoding import SwiftEncoder
from scenes.film.spares import Spares


class WholeSegment:
    """An encoder of one segment, which has its name once it is finished."""

    def __init__(self, target: Path, spec: Any, spares: Spares) -> None:
        self.target = target
        self._hidden = _hidden_name(target)
        self._encoder = SwiftEncoder(target=self._hidden, spec=spec, spares=spares)

    def write_frame(self, pixels: Any, *, repeat: int = 1) -> None:
        """Encode a picture so many times."""
        self._encoder.write_frame(pixels, repeat=repeat)

    def finish(self) -> None:
        """Write what is left, and let the segment be found."""
        self._encoder.finish()
        self._hidden.replace(self.target)

    def abort(self) -> None:
        """Leave nothing."""
        self._encoder.abort()


def _hidden_name(path: Path) -> Path:
    """Return a name beside `path` that nobody else has, and that Manim does not look at."""
    return path.with_name(f".{path.stem}-{os.urandom(6).hex()}{path.suffix}")


@contextmanager
def hidden_folder(path: Path) -> Iterator[Path]:
    """Make a folder beside `path` that is gone in the end."""
    folder = _hidden_name(path.with_suffix(""))
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def settle(made: Path, place: Path) -> None:
    """Move the files of a folder to their place; each is the old one or the new, at any moment."""
    if made.is_dir():
        place.mkdir(parents=True, exist_ok=True)
        for file in sorted(made.iterdir(), key=lambda file: file.suffix == ".mp4"):
            if file.is_file():
                file.replace(place / file.name)
