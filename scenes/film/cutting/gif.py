"""A film as a gif: its own best 256 colours, and each of its frames."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import av


def write_gif(film: Path, gif: Path, *, comment: str) -> None:
    """Write a film's frames as a gif.

    Parameters
    ----------
    film
        The film, in a kind that has all its colours.
    gif
        Where the gif goes; its folder is there.
    comment
        What the gif says of itself.
    """
    palette = _palette(film)
    with av.open(str(film)) as source, av.open(str(gif), "w") as made:
        made.metadata["comment"] = comment
        shown = source.streams.video[0]
        rate: Any = shown.average_rate
        stream = made.add_stream("gif", rate=rate)
        stream.width, stream.height, stream.pix_fmt = shown.width, shown.height, "pal8"
        painted = _in_colours(palette, shown, source.decode(shown))
        for number, frame in enumerate(painted):
            frame.pts, frame.time_base = number, 1 / rate
            made.mux(stream.encode(frame))
        made.mux(stream.encode())


def _palette(film: Path) -> Any:
    """Return the colours that serve a film best, as a small picture."""
    graph = av.filter.Graph()
    with av.open(str(film)) as source:
        shown = source.streams.video[0]
        first, last = graph.add_buffer(template=shown), graph.add("buffersink")
        palette = graph.add("palettegen", "stats_mode=diff")
        first.link_to(palette)
        palette.link_to(last)
        graph.configure()
        for frame in source.decode(shown):
            first.push(frame)
        first.push(None)
        return last.pull()


def _in_colours(palette: Any, shown: Any, frames: Iterable[Any]) -> Iterator[Any]:
    """Yield frames in the colours of a palette.

    A film is read twice for it: FFmpeg would hold all its frames until it has the palette.
    """
    graph = av.filter.Graph()
    size = {"width": palette.width, "height": palette.height}
    colours = graph.add_buffer(**size, format=palette.format, time_base=shown.time_base)
    first, last = graph.add_buffer(template=shown), graph.add("buffersink")
    painted = graph.add("paletteuse", "dither=bayer:bayer_scale=5:diff_mode=rectangle")
    first.link_to(painted, 0, 0)
    colours.link_to(painted, 0, 1)
    painted.link_to(last)
    graph.configure()
    colours.push(palette)
    colours.push(None)
    for frame in frames:
        first.push(frame)
        yield from _ready(last)
    first.push(None)
    yield from _ready(last)


def _ready(last: Any) -> Iterator[Any]:
    with suppress(av.error.BlockingIOError, av.error.EOFError):
        while True:
            yield last.pull()
