"""The films of single plays, of which what a killed render left is no film.

Manim serves whatever file has the right name, and stops when it comes to join it to the others.
What a killed render has hidden must not stay for ever either.
"""

import shutil
import time
from pathlib import Path

import av

from scenes.film.cutting.joining import AS_PACKETS

_ENDINGS = {".mp4", ".mov", ".webm"}

STALE = 24 * 3600
"""Seconds after which what a render has hidden counts as left behind: it was killed."""


def drop_broken_segments(folder: Path) -> list[Path]:
    """Delete the films in a folder that cannot be opened or show nothing; return which.

    Parameters
    ----------
    folder
        Where Manim keeps the segments of one lecture; it need not exist yet.
    """
    films = sorted(file for file in folder.glob("[!.]*") if file.suffix in _ENDINGS)
    broken = [film for film in films if _is_broken(film)]
    for film in broken:
        film.unlink(missing_ok=True)
    return broken


def sweep(folder: Path, *, older_than: float = STALE) -> None:
    """Delete what killed renders have hidden in a folder, and not what one that lives is writing.

    Parameters
    ----------
    folder
        Where films or their segments are kept; it need not exist yet.
    older_than
        Seconds since it was last written to.
    """
    for left in folder.glob(".*-*"):
        try:
            if time.time() - left.stat().st_mtime <= older_than:
                continue
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        except OSError:
            continue  # another render was quicker


def can_be_played(film: Path) -> bool:
    """Say whether a file opens as a film and holds a picture at least."""
    return any(_holds_a_picture(film, options) for options in (AS_PACKETS, {}))


def _holds_a_picture(film: Path, options: dict[str, str]) -> bool:
    try:
        with av.open(str(film), options=options) as container:
            return any(True for _ in container.demux(video=0))
    except (av.error.FFmpegError, IndexError):
        return False


def _is_broken(film: Path) -> bool:
    """Say whether it cannot be played, and is still the file that was looked at."""
    try:
        before = film.stat()
        if can_be_played(film):
            return False
        after = film.stat()
    except OSError:
        return False  # another render deleted it
    # Another render may have drawn it anew meanwhile.
    return (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
