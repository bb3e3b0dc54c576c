"""A film as a gif: its own best 256 colours, and each of its frames."""

from pathlib import Path
from typing import Any

import av


def write_gif(film: Path, gif: Path, *, alpha: bool, comment: str) -> None:
    """Write a film's frames as a gif.

    Parameters
    ----------
    film
        The film, in a kind that has all its colours.
    gif
        Where the gif goes; its folder is there.
    alpha
        Whether it can be looked through.
    comment
        What the gif says of itself.
    """
    with av.open(str(film)) as source, av.open(str(gif), "w") as made:
        made.metadata["comment"] = comment
        shown = source.streams.video[0]
        graph, last = _two_looks(shown)
        for frame in source.decode(shown):
            graph.push(frame)
        graph.push(None)
        rate: Any = shown.average_rate
        stream = made.add_stream("gif", rate=rate)
        stream.width, stream.height = shown.width, shown.height
        stream.pix_fmt = "pal8"
        for number in range(shown.frames):
            frame = last.pull()
            frame.pts, frame.time_base = number, 1 / rate
            made.mux(stream.encode(frame))
        made.mux(stream.encode())


def _two_looks(shown: Any) -> tuple[av.filter.Graph, Any]:
    """Return FFmpeg's way to a gif, which looks at all frames first, and where they come out."""
    graph = av.filter.Graph()
    first, split = graph.add_buffer(template=shown), graph.add("split")
    palette = graph.add("palettegen", "stats_mode=diff")
    painted = graph.add("paletteuse", "dither=bayer:bayer_scale=5:diff_mode=rectangle")
    last = graph.add("buffersink")
    first.link_to(split)
    split.link_to(palette, 0, 0)
    split.link_to(painted, 1, 0)
    palette.link_to(painted, 0, 1)
    painted.link_to(last)
    graph.configure()
    return graph, last
