"""A lecture played without a film, and what was to be seen of it whenever a sentence was over."""

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from manim import Mobject, Scene, VMobject, tempconfig

from scenes.vocabulary.lecture import Lecture
from scenes.vocabulary.readout import Readout

# Frames are counted and pictures computed as for a film, but none is encoded.
QUIETLY = {
    "dry_run": True,
    "quality": "low_quality",
    "verbosity": "ERROR",
    "progress_bar": "none",
    "disable_caching": True,  # the names of segments that are not written take long to compute
}


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
    """What a lecture showed when a sentence was over."""

    headline: str
    sentence: str
    step: int
    readings: list[Reading]
    faults: list[str]
    pieces: list[Piece]

    @property
    def where(self) -> str:
        """The name by which a failing test says which moment it means."""
        return f"{self.headline!r}, {self.sentence!r}"


class Caption(NamedTuple):
    """One sentence, and when it is read, in seconds."""

    text: str
    start: float
    end: float


class Playing(NamedTuple):
    """A lecture that has been played to its end."""

    path: Path
    scene: Lecture
    seconds: float
    sections: list[str]
    said: list[str]
    captions: list[Caption]
    moments: list[Moment]


def scene_classes(path: Path) -> list[type[Scene]]:
    """Return the scenes that a file itself defines."""
    spec = importlib.util.spec_from_file_location(f"played_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return [
        thing
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, Scene)
        and thing.__module__ == module.__name__
    ]


def play(path: Path, audit: Any = None) -> Playing:
    """Play the lecture of a file, looking at it when each sentence is over.

    `audit(scene)` returns the faults that it sees in what is shown.
    """
    (lecture,) = scene_classes(path)
    sections: list[str] = []
    said: list[str] = []
    moments: list[Moment] = []

    class Watched(lecture):  # type: ignore[misc, valid-type]
        """The lecture, with someone in the back row who takes notes."""

        def next_section(self, name: str = "unnamed", *rest: Any, **settings: Any) -> None:
            sections.append(name)
            super().next_section(name, *rest, **settings)

        @contextmanager
        def say(self, sentence: str) -> Iterator[None]:
            said.append(sentence)
            with super().say(sentence):
                yield
            faults = audit(self) if audit else []
            moments.append(look(self, sections[-1], sentence, faults))

    with tempconfig(QUIETLY):
        scene = Watched()
        scene.render()
        captions = [
            Caption(line.content, line.start.total_seconds(), line.end.total_seconds())
            for line in scene.renderer.file_writer.subcaptions
        ]
    return Playing(path, scene, scene.time, sections, said, captions, moments)


def look(scene: Lecture, headline: str, sentence: str, faults: list[str]) -> Moment:
    """Note what a scene shows now."""
    things = visible(scene)
    readings = [read(thing) for thing in things if isinstance(thing, Readout)]
    frame = [scene.headline, scene.footer, *scene.strips, *scene.sentence]
    framing = {id(part) for thing in frame if thing is not None for part in thing.get_family()}
    pieces = [measure(thing, framing=id(thing) in framing) for thing in things]
    return Moment(headline, sentence, scene.step, readings, faults, pieces)


def visible(scene: Scene) -> list[Mobject]:
    """Return every part of the scene that leaves a mark on the picture, each once."""
    seen = {
        id(part): part
        for thing in scene.mobjects
        for part in thing.get_family()
        if len(part.points) and _marks_the_page(part)
    }
    return list(seen.values())


def _marks_the_page(part: Mobject) -> bool:
    if not isinstance(part, VMobject):
        return part.get_fill_opacity() > 0
    stroked = part.get_stroke_opacity() > 0 and part.get_stroke_width() > 0
    return part.get_fill_opacity() > 0 or stroked


def read(readout: Readout) -> Reading:
    """Note what a readout says, and whether that is what it draws."""
    # What is not scaled, such as the shape of a digit, is compared in ems.
    drawn = readout.points - readout.points[0]
    meant = Readout(
        readout.value, readout.decimals, signed=readout.signed, bracketed=readout.bracketed
    ).points
    meant = meant - meant[0]
    same = drawn.shape == meant.shape and _alike(drawn, meant)
    return Reading(
        readout.text, readout.value, readout.decimals, readout.of, tuple(readout.at), same
    )


def _alike(drawn: Any, meant: Any) -> bool:
    """Say whether two outlines differ by no more than their size."""
    size = abs(drawn[:, 1]).max() / abs(meant[:, 1]).max()
    return bool(abs(drawn - meant * size).max() < 1e-6)


def measure(thing: Mobject, *, framing: bool) -> Piece:
    """Note how far a thing reaches, its strokes' widths included."""
    name = f"{type(thing).__name__} {thing.text if isinstance(thing, Readout) else ''}".strip()
    low, high = thing.points.min(axis=0), thing.points.max(axis=0)
    return Piece(name, low[0], high[0], low[1], high[1], framing)
