"""A render that was killed leaves a segment without an end; it must not be taken for a good one.

Manim serves whatever file has the right name, and stops when it comes to join it to the others.
"""

from pathlib import Path

import av

__all__ = ["drop_broken_segments"]


def drop_broken_segments(folder: Path) -> list[Path]:
    """Delete the films in a folder that cannot be opened or show nothing; return which.

    Parameters
    ----------
    folder
        Where Manim keeps the segments of one lecture; it need not exist yet.
    """
    broken = [film for film in sorted(folder.glob("*.mp4")) if not _can_be_played(film)]
    for film in broken:
        film.unlink()
    return broken


def _can_be_played(film: Path) -> bool:
    try:
        with av.open(str(film)) as container:
            return any(True for _ in container.demux(video=0))
    except (av.error.FFmpegError, IndexError):
        return False
