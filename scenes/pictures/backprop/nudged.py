"""The weight that is nudged: which one it is, the room that its neuron gets, and its slopes."""

from collections.abc import Sequence

import numpy as np
from manim import DL, DOWN, RIGHT, UP, UR, Animation, Create, FadeIn, FadeOut, Line, VGroup

from scenes.pictures.backprop import blame_plan as at
from scenes.vocabulary import style
from scenes.vocabulary.layer import Subject, ratios
from scenes.vocabulary.network import Forget, NetworkDiagram, Neuron, Spotlight
from scenes.vocabulary.network.arranging import SHARE, Fade, Rearrange, can_move, places_of
from scenes.vocabulary.stage import Flight, Gesture, together
from scenes.vocabulary.text import Readout, Source, Strip, fewest_decimals, maths, quote

NUDGES = np.linspace(0.0, 0.15, 61)  # of a weight, from none to the largest that is shown
_ALONE, _BEFORE = -4.75, -6.15  # where the last neuron stands, and what it hears
_Y, _APART, _SIZE, _HIGH = 0.75, 1.0, 0.33, 3.6


def telling_place(person: Source, layer: int, columns: Sequence[int]) -> tuple[int, int]:
    """Return a positive weight of the last layer whose neuron was heard well."""
    weights, heard = person[f"W{layer}"], np.ravel(person[f"a{layer - 1}"])
    row = int(np.argmax(np.ravel(person["y"])))
    best = max(columns, key=lambda k: (weights[row, k] > 0, abs(float(heard[k]))))
    return row, int(best)


def can_be_nudged(person: Source, layer: int, place: tuple[int, int], ripple: Source) -> bool:
    """Say whether a nudge in the last layer is handed on: nothing is dead, shut or infinite.

    `ripple`: What the nudges do; to a guess that is sure in its last digit they do nothing.
    """
    row, column = place
    if not all(np.isfinite(ripple[key][1:]).all() for key in (*ratios.LINKS, "dc_dz", "dc_dw")):
        return False
    links = person[f"a{layer - 1}"][column], person[f"slope{layer}"][row], person[f"da{layer}"][row]
    return all(bool(np.isfinite(link).all() and np.any(link)) for link in links)


def step_aside(network: NetworkDiagram, last: int, weight: tuple[int, int]) -> Gesture:
    """Leave of a network its last neuron and what that hears, at the left; light one weight."""
    if not can_move(network):
        yield (Fade(network),)
        return
    places, radii = places_of(network)  # all the others fade where they are
    for n, x in ((last - 1, _BEFORE), (last, _ALONE)):
        count = len(network.layers[n])
        pitch = min(_APART, _HIGH / max(count - 1, 1))
        places[n] = [at.place(x, _Y + ((count - 1) / 2 - k) * pitch) for k in range(count)]
        radii[n] = [min(_SIZE, SHARE * pitch)] * count
    gone = [*network.all_beads, *(part for layer in network.layers[: last - 1] for part in layer)]
    edges = [edge for n in range(last - 1) for edge in network.edges_of(n)]
    yield together(
        Rearrange(network, places, radii), Fade(*gone, *edges, network.heads), run_time=1.4
    )
    lit = Spotlight(VGroup(*network.edges_of(last - 1)), [network.edge(last - 1, *weight)])
    yield lit, Forget([network.neuron(last, weight[0])], lent=True)  # what it says, a line will say


class Chain(ratios.Ratios):
    """Ratios that have settled, and meet: the first is what the weight hears, the others are δ."""

    def hear(self, neuron: Neuron, about: Subject) -> Gesture:
        """Carry what the weight hears into the first slope: it is that number."""
        slope, key = self.links[0][-1], f"a{about.depth - 1}"
        looks = {"role": "activation", "size": style.LINE}
        heard = quote(about.person, key, (neuron.index, 0), slope.decimals, **looks)
        heard.move_to(slope)
        ring = neuron.circle.copy().set_fill(opacity=0.0).set_stroke(width=style.BROAD)
        yield (FadeIn(ring.set_color(style.color("weight"))),)
        ghost = neuron.number.copy().set_fill(style.color("activation"))
        yield Flight(ghost, slope, arc=0.0, run_time=1.8), FadeOut(slope, run_time=1.8)
        yield FadeOut(ghost, ring, run_time=style.QUICK), FadeIn(heard, run_time=style.QUICK)
        self.links[0].remove(slope).add(heard)

    def make_delta(self, about: Subject, row: int) -> Gesture:
        """Merge all slopes from z to the cost into one: the neuron's δ, often the gap ŷ - y."""
        roles, names, xs = self.sliders.roles, self.sliders.names, self.sliders.xs
        looks = {"role": "delta", "size": style.LINE}
        delta = quote(about.person, f"delta{about.depth}", (row, 0), self.of_delta, **looks)
        ends = f"frac(partial {roles[-1]}({names[-1]}), partial {roles[1]}({names[1]}))"
        gap = [*self._gap(about, row), "="] if about.partnered else []
        told, x = Strip(*gap, "delta(delta) =", delta, size=style.LINE), (xs[1] + xs[-1]) / 2
        line = VGroup(maths(ends, size=style.LINE), *told)
        line[0].move_to([x, ratios.ROWS[0], 0.0])
        told.set_x(x).shift(UP * (self.links[0][-1].baseline - delta.baseline))
        between = (self.links[0].get_right() + line.get_left()) / 2
        dot = self.signs[1].animate(run_time=1.0).set_x(between[0])
        if slope := self._cancels(about):
            yield from self._cancel(slope, line, dot)
            return
        gone, into = VGroup(self.links[1:], self.signs[2:]), {"target_position": line}
        yield dot, FadeOut(gone, **into, run_time=1.0)
        yield (FadeIn(line, run_time=1.0),)

    def says(self, about: Subject) -> str:
        """Return what δ is called, and whether it is there to see what it comes from."""
        if self._cancels(about):
            return "The cost's slope at its z is called delta. The guess's own slope cancels."
        return "The cost's slope at the neuron's own z has a name: delta, its error."

    def _cancels(self, about: Subject) -> str:
        """Return the output's own slope, in ŷ, if ∂C/∂ŷ is the gap divided by that."""
        divides = about.partnered and len(self.links) == len(ratios.LINKS)
        return about.curves[-1].slope if divides else ""

    def _gap(self, about: Subject, row: int) -> list[str | Readout]:
        """Return ŷ - y in letters and in numbers."""
        person, key, size = about.person, f"a{about.depth}", style.LINE
        guess, truth = (float(person[one][row, 0]) for one in (key, "y"))
        places = fewest_decimals([guess], lambda a: a - truth, result_decimals=self.of_delta)
        numbers = (
            quote(person, one, (row, 0), digits, role=role, size=size)
            for one, digits, role in ((key, places, "activation"), ("y", 0, "target"))
        )
        return ["activation(hat(y)) - y", "=", next(numbers), "-", next(numbers)]

    def _cancel(self, slope: str, line: VGroup, dot: Animation) -> Gesture:
        """Write both slopes in ŷ, side by side: the one is what the other is divided by."""
        own, under = (maths(slope, size=style.LINE) for _ in range(2))
        gap, start = line[1].copy(), line[1].get_left()
        bar = Line(color=gap.get_color(), stroke_width=style.THIN).set_length(under.width)
        fraction = VGroup(gap, bar, under).arrange(DOWN, buff=0.1)
        for link, letters in zip(self.links[1:], (own, fraction), strict=True):
            letters.move_to(link[-1])
        numbers, names = (VGroup(*(link[k] for link in self.links[1:])) for k in (-1, 0))
        yield FadeOut(numbers, run_time=0.7), FadeIn(own, fraction, run_time=1.2)
        where = start + RIGHT * own.width / 2, start + RIGHT * (own.width + 0.4 + under.width / 2)
        above, between = self.signs[2]
        sign = between.animate(run_time=1.2).move_to(where[0] + RIGHT * (own.width / 2 + 0.2))
        moves = (
            Flight(letters, letters.copy().move_to(to), arc=0.0, run_time=1.2)
            for letters, to in zip((own, fraction), where, strict=True)
        )
        yield dot, sign, *moves, FadeOut(names, above), FadeIn(line[0], run_time=1.2)
        alike = own, under
        strokes = VGroup(*(Line(one.get_corner(DL), one.get_corner(UR)) for one in alike))
        strokes.set_stroke(style.color("cost"), width=style.BOLD)
        yield (Create(strokes, run_time=1.0),)
        yield (FadeOut(strokes, *alike, between, bar, run_time=style.QUICK),)
        yield (Flight(gap, line[1], arc=0.0),)
        yield (FadeIn(line[2:], run_time=0.8),)
