"""The films of single plays: they are joined to one, and what a killed render left is no film.

Manim serves whatever file has the right name, and stops when it comes to join it to the others.
What a killed render has hidden must not stay for ever either.
"""

import shutil
import time
from io import BytesIO
from pathlib import Path

import av

STALE = 24 * 3600
"""Seconds after which what a render has hidden counts as left behind: it was killed."""

# FFmpeg decodes the first picture of each film that it opens, to learn more of it than is needed
# here; where it may use no decoder it leaves that out, and takes half a millisecond instead of 14.
_AS_PACKETS = {"codec_whitelist": "none"}


def join(listed: bytes, film: Path, *, comment: str) -> None:
    """Write one film of many, without decoding them.

    Parameters
    ----------
    listed
        The films, as FFmpeg's `concat` reads them: all of one size and one encoder.
    film
        Where the result goes; its folder is there.
    comment
        What the film says of itself.
    """
    options = _AS_PACKETS | {"safe": "0"}  # any path will do
    with (
        av.open(BytesIO(listed), "r", format="concat", options=options) as films,
        av.open(str(film), "w") as made,
    ):
        made.metadata["comment"] = comment
        stream = made.add_stream_from_template(films.streams.video[0])
        for packet in films.demux(video=0):
            if packet.dts is not None:  # the last one is empty
                packet.dts = None  # each film counts its own: the new one's are counted anew
                packet.stream = stream
                made.mux(packet)


def drop_broken_segments(folder: Path) -> list[Path]:
    """Delete the films in a folder that cannot be opened or show nothing; return which.

    Parameters
    ----------
    folder
        Where Manim keeps the segments of one lecture; it need not exist yet.
    """
    films = sorted(folder.glob("[!.]*.mp4"))
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
    try:
        with av.open(str(film), options=_AS_PACKETS) as container:
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
