"""What a film is made of: what a lecture said, sounded and was divided into, cut to what is filmed.

A writer collects all of it at times of the whole lecture.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import srt
from manim import config

from scenes.film.cutting.joining import Reel
from scenes.film.cutting.timeline import Span


def whole_reel(writer: Any) -> Reel:
    """Return what the film of a lecture is made of, by its writer."""
    said = (Span(_frame(line.start), _frame(line.end), line.content) for line in writer.subcaptions)
    chapters = [
        span._replace(text=section.name)
        for section, span in _sections(writer)
        if span.end > span.start
    ]
    segments = [Path(file) for file in writer.partial_movie_files if file is not None]
    return Reel(segments, writer.timeline.cut(said), chapters, _sound(writer))


def section_reels(writer: Any, whole: Reel) -> Iterator[tuple[Any, Reel]]:
    """Yield each section that is to be a film of its own, and what that is made of."""
    for section, span in _sections(writer):
        if section.video is not None and span.end > span.start:
            segments = [Path(file) for file in section.get_clean_partial_movie_files()]
            start, end = _thousandths(span)
            sound = None if whole.sound is None else whole.sound[start:end]
            yield section, Reel(segments, span.part_of(whole.captions), sound=sound)


def subtitles(captions: Sequence[Span], rate: Fraction) -> str:
    """Return captions as the text of an `.srt` file."""
    return str(
        srt.compose(
            srt.Subtitle(None, _time(span.start / rate), _time(span.end / rate), span.text)
            for span in captions
        )
    )


def _sections(writer: Any) -> Iterator[tuple[Any, Span]]:
    """Yield the sections, and what the film has of each."""
    counts = (len(section.partial_movie_files) for section in writer.sections)
    return zip(writer.sections, writer.timeline.plays(counts), strict=True)


def _sound(writer: Any) -> Any:
    """Return the sound of what is filmed, or nothing for a silent lecture."""
    if not writer.includes_sound:
        return None
    sound = writer.audio_segment
    ends = _thousandths(Span(0, writer.timeline.frames))[1]
    missing = sound.silent(max(ends - len(sound), 0), frame_rate=sound.frame_rate)
    sound = sound.append(missing, crossfade=0)
    first, *others = (sound[slice(*_thousandths(span))] for span in writer.timeline.shown)
    return sum(others, first)


def _thousandths(span: Span) -> tuple[int, int]:
    """Return where a span begins and ends, in thousandths of a second."""
    return round(1000 * span.start / config.frame_rate), round(1000 * span.end / config.frame_rate)


def _frame(time: timedelta) -> int:
    return round(time.total_seconds() * config.frame_rate)


def _time(seconds: Fraction) -> timedelta:
    return timedelta(milliseconds=round(1000 * seconds))
