"""What is written under a hidden name beside its place, and takes the place when it is whole."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scenes.film.encoding import SwiftEncoder
from scenes.film.spares import Spares

_TRIES = 20  # to be the one who moves a folder away and another one there
_SEEN = 40  # letters of a name that tell a reader what was hidden; a longer one may have no room


class WholeSegment:
    """An encoder of one segment, which has its name once it is finished."""

    def __init__(self, target: Path, spec: Any, spares: Spares) -> None:
        self.target = target
        self._hidden = hidden_name(target)
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


def hidden_name(path: Path) -> Path:
    """Return a name beside `path` that nobody else has, and that Manim does not look at."""
    stem = path.name.removesuffix(path.suffix).lstrip(".")
    return path.with_name(f".{stem[:_SEEN]}-{os.urandom(6).hex()}{path.suffix}")


@contextmanager
def hidden_folder(path: Path) -> Iterator[Path]:
    """Make a folder beside `path` that is gone in the end."""
    folder = hidden_name(path.with_suffix(""))
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def settle(made: Path, place: Path, *, last: str = "") -> None:
    """Move the files of a folder to their place; each is the old one or the new, at any moment."""
    if made.is_dir():
        place.mkdir(parents=True, exist_ok=True)
        for file in sorted(made.iterdir(), key=lambda file: file.name == last):
            if file.is_file():
                file.replace(place / file.name)


def settle_folder(made: Path, place: Path) -> None:
    """Let a folder take the place of another one, or of nothing."""
    for again in reversed(range(_TRIES)):
        old = hidden_name(place)
        try:
            if place.exists():
                place.rename(old)
            made.rename(place)
        except OSError:
            if not again:
                raise
            continue  # another render was between the two
        shutil.rmtree(old, ignore_errors=True)
        return
