"""Segments become one film with its sound, its captions and its chapters, and nothing is decoded.

Each packet of a segment is copied, and its times are counted anew in frames of the film. Captions
are a track that players can switch on; chapters are what they offer to jump to.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import av
import numpy as np
from av.stream import Disposition

from scenes.film.cutting.boxes import switch_texts_off
from scenes.film.cutting.timeline import Span, side_by_side

# FFmpeg decodes the first picture of each film that it opens, to learn more of it than is needed
# here; where it may use no decoder it leaves that out, and takes half a millisecond instead of 14.
AS_PACKETS = {"codec_whitelist": "none"}

# How each kind of film writes sound and captions, of what it can.
_SOUNDS = {".mp4": "aac", ".mov": "pcm_s16le", ".webm": "libopus"}
_CAPTIONS = {".mp4": "mov_text", ".mov": "mov_text", ".webm": "webvtt"}
_HERTZ = 48_000  # which every encoder of sound takes
_AT_ONCE = 4800  # samples of sound that are handed to their encoder

Packet: TypeAlias = Any  # PyAV's hints of a packet are those of one kind of track each
Timed: TypeAlias = tuple[float, int, int, Packet]  # seconds, track, number


class Reel(NamedTuple):
    """What a film is made of; spans are counted in its frames.

    `sound` is a `pydub.AudioSegment` that begins with the film, or nothing.
    """

    segments: Sequence[Path]
    captions: Sequence[Span] = ()
    chapters: Sequence[Span] = ()
    sound: Any = None


def join(reel: Reel, film: Path, *, rate: Fraction, comment: str, alpha: bool = False) -> None:
    """Write one film of many segments.

    Parameters
    ----------
    reel
        The segments, all of one size and one encoder, and what goes with them.
    film
        Where the result goes; its folder is there. Its ending says what kind of film it is.
    rate
        Frames a second.
    comment
        What the film says of itself.
    alpha
        Whether it can be looked through, which a webm must be told.
    """
    tick = 1 / rate
    with av.open(str(film), "w") as made:
        made.metadata["comment"] = comment
        with av.open(str(reel.segments[0])) as first:
            pictures = made.add_stream_from_template(first.streams.video[0], opaque=True)
        pictures.time_base, pictures.disposition = tick, Disposition.default
        if alpha and film.suffix == ".webm":
            pictures.pix_fmt = "yuva420p"
        tracks = [_pictures(reel.segments, pictures, tick)]
        if reel.sound is not None:
            tracks.append(_sound(reel.sound, made, film))
        captions = side_by_side(reel.captions)
        if captions:
            tracks.append(_captions(captions, made, film, tick))
        made.set_chapters(
            [_chapter(number, *span, tick) for number, span in enumerate(reel.chapters)]
        )
        made.start_encoding()
        for *_, packet in heapq.merge(*tracks):
            made.mux(packet)
    if captions and film.suffix != ".webm":
        switch_texts_off(film)


def packets_of(film: Path) -> list[Packet]:
    """Return the packets of a film's pictures, as they are."""
    with av.open(str(film), options=AS_PACKETS) as container:
        return [packet for packet in container.demux(video=0) if packet.dts is not None]


def _pictures(segments: Iterable[Path], stream: Any, tick: Fraction) -> Iterator[Timed]:
    """Yield the packets of all segments, in the order in which they are decoded.

    An encoder may hand over a frame before others that are shown sooner, and how long each waits
    may differ from segment to segment: so each is decoded as early as the most patient needs it.
    """
    shown: list[tuple[int, Packet]] = []
    for segment in segments:
        packets = packets_of(segment)
        places = {pts: place for place, pts in enumerate(sorted(p.pts for p in packets))}
        start = len(shown)
        shown += [(start + places[packet.pts], packet) for packet in packets]
    seconds = float(tick)
    early = max(decoded - place for decoded, (place, _) in enumerate(shown))
    for decoded, (place, packet) in enumerate(shown):
        packet.stream, packet.time_base = stream, tick
        packet.pts, packet.dts, packet.duration = place, decoded - early, 1
        yield (decoded - early) * seconds, 0, decoded, packet


def _sound(sound: Any, made: Any, film: Path) -> Iterator[Timed]:
    """Add a track for a sound, and return its packets as the encoder makes them."""
    layout = {1: "mono", 2: "stereo"}.get(sound.channels, f"{sound.channels}c")
    stream = made.add_stream(_SOUNDS[film.suffix], rate=_HERTZ, layout=layout)
    stream.disposition = Disposition.default
    parts = chain(_samples(sound.set_sample_width(2), layout), [None])
    packets = (packet for part in parts for packet in stream.encode(part))
    return (
        (float(packet.pts * packet.time_base), 1, number, packet)
        for number, packet in enumerate(packets)
    )


def _samples(sound: Any, layout: str) -> Iterator[av.AudioFrame]:
    samples = np.array(sound.get_array_of_samples(), np.int16).reshape(1, -1)
    step = _AT_ONCE * sound.channels
    for start in range(0, samples.size, step):
        part = av.AudioFrame.from_ndarray(samples[:, start : start + step], "s16", layout)
        part.sample_rate, part.time_base = sound.frame_rate, Fraction(1, sound.frame_rate)
        part.pts = start // sound.channels
        yield part


def _captions(captions: Iterable[Span], made: Any, film: Path, tick: Fraction) -> Iterator[Timed]:
    """Add a track for captions, and return a packet for each."""
    kind = _CAPTIONS[film.suffix]
    stream = made.add_mux_stream(kind, time_base=tick)
    counted = kind == "mov_text"
    return (
        (float(span.start * tick), 2, number, _caption(span, stream, tick, counted=counted))
        for number, span in enumerate(captions)
    )


def _caption(span: Span, stream: Any, tick: Fraction, *, counted: bool) -> Packet:
    """Return the packet of a caption, which may have to begin with the count of its bytes."""
    said = span.text.encode()
    packet: Packet = av.Packet((len(said).to_bytes(2, "big") if counted else b"") + said)
    packet.stream, packet.time_base = stream, tick
    packet.pts, packet.dts, packet.duration = span.start, span.start, span.end - span.start
    return packet


def _chapter(number: int, start: int, end: int, title: str, tick: Fraction) -> Any:
    ends = {"start": start, "end": end, "time_base": tick}
    return {"id": number, "metadata": {"title": title}, **ends}
