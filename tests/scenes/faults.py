"""Faults put into a lecture on purpose, while it is shown, to see whether the audit finds them.

Each fault is one that a contributor could make: a digit, a sign's colour, two weights that changed
places, a panel that is a step behind. It is made, looked for, and made good again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from manim import RIGHT, UP, Mobject, VMobject

from scenes.pictures.backprop.bars import PredictionBars
from scenes.pictures.costs.misses import Misses
from scenes.pictures.derivatives.growing import Growing
from scenes.pictures.derivatives.probe import TurningProbe
from scenes.pictures.derivatives.window import WideWindow, Window
from scenes.pictures.doodles.votes import Votes
from scenes.pictures.network.dials import Dial
from scenes.pictures.sigmoid import DoorsInARow, RowsOfZ, Stick
from scenes.pictures.training.maps import Creases
from scenes.pictures.vectorization.cells import Cells
from scenes.vocabulary import style
from scenes.vocabulary.matrix import ValueMatrix
from scenes.vocabulary.network import Neuron
from scenes.vocabulary.network.neuron import Bead, Edge
from scenes.vocabulary.plane.field import Field
from scenes.vocabulary.plot import Curve
from scenes.vocabulary.plot.bars import Bars
from scenes.vocabulary.plot.tangent import Tangent
from scenes.vocabulary.stage import Footer, Lecture
from scenes.vocabulary.stage.footer import LogTimeBar
from scenes.vocabulary.surface import Ball
from scenes.vocabulary.text import Readout
from scenes.vocabulary.text.provenance import Depiction
from tests.scenes.looking import nouns, visible
from tests.scenes.truth import SCALES, audit

AT_A_TIME = 1  # faults of a kind at each look
TURNED: dict[type, tuple[str, Callable[[Any], Any]]] = {
    Window: ("a curve in a window", lambda window: window.curve),
    WideWindow: ("a curve in a wide window", lambda window: window.curve),
    Growing: ("an area", lambda growing: growing.body),
    Tangent: ("a tangent", lambda tangent: tangent if any(tangent.depicted()) else VMobject()),
    Misses: ("a line of guesses", lambda misses: misses.line),
    Dial: ("a needle", lambda dial: dial.needle),
    Bars: ("a bar", lambda bars: bars if bars.whole else VMobject()),
    Creases: ("a neuron's line", lambda lines: lines[0]),
    Votes: ("a vote", lambda votes: votes.pro),
    TurningProbe: ("a probe's line", lambda probe: probe.rise),
    DoorsInARow: ("a band", lambda row: row.band if any(row.depicted()) else VMobject()),
    RowsOfZ: ("rows of strokes", lambda rows: rows.strokes[0]),
    Stick: ("a slope's area", lambda stick: stick.area if stick.told else VMobject()),
}
"""Of some pictures the part whose direction says a number."""


class Injected(NamedTuple):
    """A fault that was made, and whether the audit found it."""

    kind: str
    sentence: str
    found: bool


def inject(scene: Lecture, rng: np.random.Generator) -> Iterator[Injected]:
    """Make some faults of every kind that the picture has room for, one after the other."""
    if audit(scene):
        return  # what is untrue already cannot show that a fault was found
    shown = visible(scene)
    for kind, candidates, fault in kinds(scene, shown):
        some = rng.permutation(len(candidates))[:AT_A_TIME]
        for thing in (candidates[place] for place in some):
            with fault(thing):
                yield Injected(
                    kind, f"{kind}: {_named(thing)}, {scene.headline.says!r}", bool(audit(scene))
                )


Fault = Callable[[Any], Any]


def kinds(scene: Lecture, shown: list[Mobject]) -> list[tuple[str, list[Any], Fault]]:
    """Return each kind of fault with the things that it can befall."""
    drawn = nouns(scene, Depiction)
    readouts = [thing for thing in shown if isinstance(thing, Readout) and thing.of not in SCALES]
    edges = [thing for thing in drawn if isinstance(thing, Edge)]
    matrices = [
        thing for thing in drawn if isinstance(thing, ValueMatrix) and any(thing.depicted())
    ]
    footers = [thing for thing in scene.mobjects if isinstance(thing, Footer)]
    of = {kind: [thing for thing in drawn if isinstance(thing, kind)] for kind in (Bead, Neuron)}
    bars = [thing for thing in drawn if isinstance(thing, LogTimeBar)]
    balls = [thing for thing in drawn if isinstance(thing, Ball) and thing.step is not None]
    tables = [thing for thing in drawn if isinstance(thing, Cells) and any(thing.depicted())]
    curves = [thing for thing in drawn if isinstance(thing, Curve) and thing.of]
    return [
        ("a unit of the last digit", readouts, one_digit_more),
        ("a sign's colour", [*edges, *of[Bead]], other_sign),
        ("two weights changed places", list(pairwise(edges)), swapped),
        ("a panel that is a step off", footers if len(scene.recording) > 1 else [], a_step_off),
        ("a fill", [neuron for neuron in of[Neuron] if neuron.awake], filled_otherwise),
        ("a width", edges, thicker),
        ("a bead's size", of[Bead], larger),
        ("a tint", matrices, tinted_otherwise),
        ("the clock's ball", bars, moved),
        ("a curve", curves, bent),
        ("the ball's place", balls, rolled),
        (
            "a guess",
            [thing for thing in drawn if isinstance(thing, PredictionBars) and thing.of],
            longer,
        ),
        ("a strip in a cell", tables, lengthened),
        *(
            (
                name,
                [thing for thing in drawn if type(thing) is noun and len(part(thing).points)],
                turned,
            )
            for noun, (name, part) in TURNED.items()
        ),
        ("a map", [thing for thing in drawn if isinstance(thing, Field) and thing.says], painted),
    ]


@contextmanager
def turned(thing: Depiction) -> Iterator[None]:
    """Turn a part of a picture a little."""
    part = TURNED[type(thing)][1](thing)
    points = part.points.copy()
    part.rotate(0.3)
    yield
    part.points = points


@contextmanager
def painted(field: Field) -> Iterator[None]:
    """Paint a map in the one of its colours that is further from what it shows in its middle."""
    pixels = field.pixel_array
    middle = pixels[field.rows // 2, field.columns // 2].astype(int)
    other = max(field.shades[[0, -1]], key=lambda shade: float(np.abs(shade - middle).sum()))
    field.pixel_array = np.broadcast_to(other, pixels.shape).copy()
    yield
    field.pixel_array = pixels


@contextmanager
def one_digit_more(number: Readout) -> Iterator[None]:
    """Print one unit of the last digit more."""
    value = number.value
    number.show_value(value + 10.0**-number.decimals)
    yield
    number.show_value(value)


@contextmanager
def other_sign(thing: Edge | Bead) -> Iterator[None]:
    """Exchange blue and orange."""
    is_edge = isinstance(thing, Edge)
    ink = thing.get_color() if is_edge else thing.get_fill_color()
    other = "negative" if ink == style.color("positive") else "positive"
    (thing.set_color if is_edge else thing.set_fill)(style.color(other))
    yield
    (thing.set_color if is_edge else thing.set_fill)(ink)


@contextmanager
def swapped(pair: tuple[Edge, Edge]) -> Iterator[None]:
    """Draw each of two weights where the other belongs."""
    values = [edge.value() for edge in pair]
    looks = [(edge.get_color(), edge.get_stroke_width()) for edge in pair]
    for edge, value in zip(pair, reversed(values), strict=True):
        edge.show_value(value)
    yield
    for edge, (ink, width) in zip(pair, looks, strict=True):
        edge.set_color(ink).set_stroke(width=width)


@contextmanager
def a_step_off(footer: Footer) -> Iterator[None]:
    """Let the footer lag a step behind, or run ahead where there is none before."""
    step = int(footer.step_number.value)
    footer.show_step(step - 1 if step else 1)
    yield
    footer.show_step(step)


@contextmanager
def filled_otherwise(neuron: Neuron) -> Iterator[None]:
    """Fill a neuron with a little more than it holds."""
    fill = neuron.circle.get_fill_color()
    (said,) = neuron.depicted()
    nudge = 0.05 if said.value < 0.5 else -0.05
    neuron.circle.set_fill(neuron.fill_for(said.value + nudge))
    yield
    neuron.circle.set_fill(fill)


@contextmanager
def thicker(edge: Edge) -> Iterator[None]:
    """Draw an edge half a pixel thicker."""
    width = edge.get_stroke_width()
    edge.set_stroke(width=width + 0.5)
    yield
    edge.set_stroke(width=width)


@contextmanager
def larger(bead: Bead) -> Iterator[None]:
    """Draw a bead a twentieth larger."""
    bead.scale(1.05)
    yield
    bead.scale(1 / 1.05)


@contextmanager
def tinted_otherwise(matrix: ValueMatrix) -> Iterator[None]:
    """Tint the first filled cell as if its number were another."""
    place = next(said.at for said in matrix.depicted())
    cell = matrix.cell(*place)
    fill = cell.get_fill_color()
    value = style.value_of_color(fill, matrix.scale_of_tint)
    other = value + (-0.1 if value > 0 else 0.1) * matrix.scale_of_tint
    cell.set_fill(style.value_color(other, matrix.scale_of_tint))
    yield
    cell.set_fill(fill)


@contextmanager
def moved(bar: LogTimeBar) -> Iterator[None]:
    """Move the clock's ball a few pixels."""
    way = RIGHT * (0.04 if bar.ball.get_x() < bar.line.get_x() else -0.04)
    bar.ball.shift(way)
    yield
    bar.ball.shift(-way)


@contextmanager
def bent(curve: Curve) -> Iterator[None]:
    """Lift a curve by four pixels."""
    curve.line.shift(UP * 0.03)
    yield
    curve.line.shift(-UP * 0.03)


@contextmanager
def rolled(ball: Ball) -> Iterator[None]:
    """Move the ball a few pixels along the sheet."""
    ball.disc.shift(RIGHT * 0.03)
    yield
    ball.disc.shift(-RIGHT * 0.03)


@contextmanager
def longer(bars: PredictionBars) -> Iterator[None]:
    """Show every guess a twentieth nearer to the middle."""
    guesses = bars.predictions
    bars.show_values(guesses + (bars.middle - guesses) / 20 + 0.01)
    yield
    bars.show_values(guesses)


@contextmanager
def lengthened(cells: Cells) -> Iterator[None]:
    """Draw all strips four pixels further."""
    ends = cells.strips.copy()
    cells.strips.shift((UP if cells.grid.upright else RIGHT) * 0.03)
    yield
    for strips, before in zip(cells.strips, ends, strict=True):
        strips.set_points(before.points)


def _named(thing: Any) -> str:
    if isinstance(thing, Readout):
        return f"{thing.text} of {thing.of!r} at {tuple(thing.at)}"
    return repr(thing)
