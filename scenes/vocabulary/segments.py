"""What a killed render leaves behind must neither be taken for a good segment nor stay for ever.

Manim serves whatever file has the right name, and stops when it comes to join it to the others.
"""

import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import compress
from pathlib import Path

import av

__all__ = ["STALE", "can_be_played", "drop_broken_segments", "sweep"]

STALE = 24 * 3600
"""Seconds after which what a render has hidden counts as left behind: it was killed."""


def drop_broken_segments(folder: Path) -> list[Path]:
    """Delete the films in a folder that cannot be opened or show nothing; return which.

    Parameters
    ----------
    folder
        Where Manim keeps the segments of one lecture; it need not exist yet.
    """
    films = sorted(folder.glob("[!.]*.mp4"))
    with ThreadPoolExecutor() as readers:  # to open a film takes ten milliseconds, of FFmpeg's
        broken = list(compress(films, readers.map(_is_broken, films)))
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
    try:
        with av.open(str(film)) as container:
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
