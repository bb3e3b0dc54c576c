"""Which frames of a lecture its film shows: plays that are left out take time in the lecture alone.

`-n 3,6` and sections that are to be skipped film a part of a lecture, whose captions, sounds and
beats all stand at times of the whole. Frames are counted, and seconds made of them in the end.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple


class Span(NamedTuple):
    """Frames from `start` up to, and not including, `end`, and what is said or named there."""

    start: int
    end: int
    text: str = ""

    def part_of(self, spans: "Iterable[Span]") -> "list[Span]":
        """Return what of other spans lies in this one, counted from its start."""
        cut = (Span(max(s.start, self.start), min(s.end, self.end), s.text) for s in spans)
        return [
            Span(s.start - self.start, s.end - self.start, s.text) for s in cut if s.end > s.start
        ]


class Timeline:
    """The plays of a lecture, in order, and which of them are in its film."""

    def __init__(self) -> None:
        self.shown: list[Span] = []  # of the lecture; those that follow each other are one
        self._starts = [0]  # of each play, and where the next will start: in the lecture
        self._filmed = [0]  # the same in the film

    @property
    def frames(self) -> int:
        """How many frames the lecture has had so far."""
        return self._starts[-1]

    @property
    def filmed(self) -> int:
        """How many frames the film has so far."""
        return self._filmed[-1]

    def add(self, frames: int, *, shown: bool) -> None:
        """Count a play."""
        if shown:
            follows = self.shown and self.shown[-1].end == self.frames
            start = self.shown.pop().start if follows else self.frames
            self.shown.append(Span(start, self.frames + frames))
        self._starts.append(self.frames + frames)
        self._filmed.append(self.filmed + frames * shown)

    def in_film(self, frame: int) -> int:
        """Return how many frames of the film come before a frame of the lecture."""
        play = max(bisect_right(self._starts, frame) - 1, 0)
        if play == len(self._starts) - 1:
            return self.filmed
        past = max(frame - self._starts[play], 0)
        return min(self._filmed[play] + past, self._filmed[play + 1])

    def plays(self, counts: Iterable[int]) -> Iterator[Span]:
        """Yield what the film has of so many plays, and of so many that follow, and so on."""
        first = 0
        for count in counts:
            yield Span(self._filmed[first], self._filmed[first + count])
            first += count

    def cut(self, spans: Iterable[Span]) -> list[Span]:
        """Return what the film has of spans of the lecture; what it does not show is left out."""
        filmed = (Span(self.in_film(s.start), self.in_film(s.end), s.text) for s in spans)
        return [span for span in filmed if span.end > span.start]


def side_by_side(spans: Iterable[Span]) -> list[Span]:
    """Return spans that do not overlap: where two did, both texts are there, one on each line."""
    spans = sorted(spans)
    edges = sorted({edge for span in spans for edge in span[:2]})
    parts = (
        Span(start, end, "\n".join(s.text for s in spans if s.start <= start and end <= s.end))
        for start, end in pairwise(edges)
    )
    return [part for part in parts if part.text]
