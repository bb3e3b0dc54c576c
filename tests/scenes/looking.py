"""What of a scene leaves a mark on the picture: its numbers, its extents, its light."""

import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from manim import Mobject, Scene, VMobject

from scenes.vocabulary.stage import Lecture
from scenes.vocabulary.text import Readout


class Reading(NamedTuple):
    """A readout as it stood on screen at a moment."""

    text: str
    value: float
    decimals: int
    of: str
    at: tuple[int, ...]
    drawn: bool  # whether its outlines are those of its text


class Piece(NamedTuple):
    """The extent of one visible thing, in Manim units, and whether it belongs to the frame."""

    name: str
    left: float
    right: float
    bottom: float
    top: float
    framing: bool


class Moment(NamedTuple):
    """What a lecture showed when a sentence was over, or while something moved."""

    headline: str
    sentence: str
    moving: bool
    step: int
    readings: list[Reading]
    pieces: list[Piece]
    untrue: list[str]
    wrong: list[str]
    depicted: int
    calculated: int
    unclean: list[str]

    @property
    def where(self) -> str:
        """The name by which a failing test says which moment it means."""
        return f"{self.headline!r}, {'in' if self.moving else 'after'} {self.sentence!r}"


def look(scene: Lecture) -> tuple[list[Reading], list[Piece]]:
    """Note what a scene shows now: its numbers, and how far everything reaches."""
    things = visible(scene)
    readings = [read(thing) for thing in things if isinstance(thing, Readout)]
    frame = [scene.headline, scene.footer, *scene.bands, *scene.sentence]
    framing = {id(part) for thing in frame if thing is not None for part in thing.get_family()}
    pieces = [measure(thing, framing=id(thing) in framing) for thing in things]
    return readings, pieces


def read(readout: Readout) -> Reading:
    """Note what a readout says, and whether that is what it draws."""
    # What is not scaled, such as the shape of a digit, is compared in ems.
    drawn = readout.points - readout.points[0]
    meant = _meant(readout.value, readout.decimals, readout.signed, readout.bracketed)
    same = drawn.shape == meant.shape and _alike(drawn, meant)
    return Reading(
        readout.text, readout.value, readout.decimals, readout.of, tuple(readout.at), same
    )


@lru_cache(maxsize=4096)
def _meant(value: float, decimals: int, signed: bool, bracketed: bool) -> Any:
    points = Readout(value, decimals, signed=signed, bracketed=bracketed).points
    return points - points[0]


def _alike(drawn: Any, meant: Any) -> bool:
    """Say whether two outlines differ by no more than their size."""
    size = abs(drawn[:, 1]).max() / abs(meant[:, 1]).max()
    # Points rest on a grid of a quarter of a millionth, which a width multiplies.
    return bool(abs(drawn - meant * size).max() < 1e-5)


def measure(thing: Mobject, *, framing: bool) -> Piece:
    """Note how far a thing reaches, its strokes' widths included."""
    name = f"{type(thing).__name__} {thing.text if isinstance(thing, Readout) else ''}".strip()
    low, high = thing.points.min(axis=0), thing.points.max(axis=0)
    return Piece(name, low[0], high[0], low[1], high[1], framing)


def visible(scene: Scene) -> list[Mobject]:
    """Return every part of the scene that leaves a mark on the picture, each once."""
    if getattr(scene, "standing", None) is not None:
        return list(scene.standing)
    seen = {
        id(part): part
        for thing in scene.mobjects
        for part in thing.get_family()
        if len(part.points) and _marks_the_page(part)
    }
    return list(seen.values())


@contextmanager
def standing_still(scene: Any) -> Iterator[None]:
    """Look for what is visible once: nobody changes the picture meanwhile."""
    scene.standing = visible(scene)
    try:
        yield
    finally:
        scene.standing = None


class Births:
    """Keeps an eye on every mobject that is made.

    Manim takes a group off its list as soon as one of its parts is added alone; the noun is still
    on the picture then, and still says something.
    """

    def __init__(self) -> None:
        self._born: list[weakref.ref[Mobject]] = []

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Note what is made meanwhile."""
        make = Mobject.__init__

        def make_and_note(thing: Mobject, *given: Any, **named: Any) -> None:
            self._born.append(weakref.ref(thing))
            make(thing, *given, **named)

        Mobject.__init__ = make_and_note  # type: ignore[method-assign]
        try:
            yield
        finally:
            Mobject.__init__ = make  # type: ignore[method-assign]

    def alive(self) -> list[Mobject]:
        """Return what was made and is still there, in that order."""
        self._born = [born for born in self._born if born() is not None]
        return [thing for born in self._born if (thing := born()) is not None]


def nouns(scene: Scene, kinds: Any) -> list[Any]:
    """Return the things of some kinds of which a part is visible, each once."""
    seen = {id(part) for part in visible(scene)}
    made = getattr(scene, "births", Births()).alive()
    listed = [part for thing in scene.mobjects for part in thing.get_family()]
    found = {id(thing): thing for thing in [*listed, *made] if isinstance(thing, kinds)}
    return [
        thing for thing in found.values() if any(id(part) in seen for part in thing.get_family())
    ]


def _marks_the_page(part: Mobject) -> bool:
    if not isinstance(part, VMobject):
        return part.get_fill_opacity() > 0
    stroked = part.get_stroke_opacity() > 0 and part.get_stroke_width() > 0
    return part.get_fill_opacity() > 0 or stroked


def _linear(values: Any) -> Any:
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


_LINEAR = _linear(np.arange(256) / 255)  # of each byte: a page has three million
_SHARES = np.array([0.2126, 0.7152, 0.0722])


def luminances(rgb: npt.ArrayLike) -> Any:
    """Return the relative luminance (WCAG) of colours (..., 3): of 0 to 1, or in whole bytes."""
    values = np.asarray(rgb)
    if values.dtype == np.uint8:
        return _LINEAR[values] @ _SHARES
    return _linear(values.astype(float)) @ _SHARES
