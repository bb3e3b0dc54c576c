"""The core of the main lecture twice: with our nouns, and as Manim's documentation teaches.

    manim render -qh benchmarks/textbook_scene.py TextbookFlat

Two minutes of the same numbers in the same places: a network appears, a matrix meets a column, a
hundred recorded steps are replayed, and the cost surface is turned. `Textbook...` use Manim's stock
mobjects (a Circle and a Line for each part, DecimalNumber with updaters, Surface);
`Ours...` the vocabulary. TRAINREEL_SHORT divides all times, for a quicker comparison.
"""

import os

import numpy as np
from manim import (
    DEGREES,
    DOWN,
    LEFT,
    RIGHT,
    Circle,
    Create,
    DecimalNumber,
    FadeIn,
    Line,
    Scene,
    Surface,
    SurroundingRectangle,
    Text,
    ThreeDAxes,
    ThreeDScene,
    ValueTracker,
    VGroup,
    linear,
)

import engine
from engine import landscape
from scenes.vocabulary import style
from scenes.vocabulary.matrix import ValueMatrix, frame_around
from scenes.vocabulary.network import NetworkDiagram
from scenes.vocabulary.stage import Lecture, Live
from scenes.vocabulary.stage.motion import log_pace
from scenes.vocabulary.surface import CostSurface, Orbit
from scenes.vocabulary.text import Readout

SHORT = float(os.environ.get("TRAINREEL_SHORT", "1"))
APPEAR, PRODUCT, LEARN, TURN = (seconds / SHORT for seconds in (10.0, 18.0, 62.0, 30.0))
LAST, PERSON = 100, 1
NETWORK_AT, MATRIX_AT, COLUMN_AT, COST_AT = LEFT * 4.0, RIGHT * 1.2, RIGHT * 4.4, DOWN * 2.7
PLANE = ("W3", (0, 1)), ("W3", (0, 2))
SHEET = 32  # quads along a side
TYPE = {"mob_class": Text, "font_size": 28}  # its default needs LaTeX


class Core:
    """What both show: the run's numbers, by step."""

    def __init__(self) -> None:
        self.history = engine.record("heart", seed=42)
        self.W1 = self.history["W1"]
        self.costs = self.history.costs

    def activations(self, step: int) -> list[np.ndarray]:
        """Return each layer's (n, 1) activations of the person who is followed."""
        return [layer[:, [PERSON]] for layer in self.history[step].forward.activations]

    def weighted(self, step: int) -> np.ndarray:
        """Return the first layer's weighted inputs (3, 1)."""
        return self.history[step].forward.zs[0][:, [PERSON]]

    def sheet(self) -> landscape.Sheet:
        """Return the cost over two weights."""
        here = [self.history[0][key][place] for key, place in PLANE]
        span = [(weight - 0.6, weight + 0.6) for weight in here]
        return landscape.sheet(self.history, axes=PLANE, span=span, resolution=SHEET + 1)


class OursFlat(Lecture):
    """A network, a product and a hundred steps, with the vocabulary."""

    def construct(self) -> None:
        core = Core()
        first = core.history[0]
        self.open("The same", also=[core.history])
        network = NetworkDiagram(first.network.weights, first.network.biases).move_to(NETWORK_AT)
        self.network = network.show_activations(core.activations(0))
        for neuron in (neuron for layer in network.layers for neuron in layer):
            neuron.number.set_fill(opacity=1.0)
        self.matrix = ValueMatrix(core.W1[0], of="W1", head="W").move_to(MATRIX_AT)
        self.column = ValueMatrix(core.weighted(0), of="z1", head="z").move_to(COLUMN_AT)
        self.cost = Readout(core.costs[0], 4, of="cost").put_anchor(COST_AT)
        self.play(FadeIn(self.network), run_time=APPEAR)
        self.play(FadeIn(self.matrix, self.column, self.cost), run_time=PRODUCT / 6)
        for row in range(3):
            frame = frame_around(self.matrix.row(row)), frame_around(self.column.row(row))
            self.play(*map(Create, frame), run_time=PRODUCT * 5 / 18)
            self.remove(*frame)
        panels = self.network, self.matrix, self.column, self.cost
        self.follow(Live(lambda step: self._show(core, step), *panels))
        self.play(self.replay(LAST, run_time=LEARN))

    def _show(self, core: Core, step: int) -> None:
        parameters = core.history[step].network
        self.network.show_weights(parameters.weights).show_biases(parameters.biases)
        self.network.show_activations(core.activations(step))
        self.matrix.show_values(core.W1[step])
        self.column.show_values(core.weighted(step))
        self.cost.show_value(core.costs[step])


class TextbookFlat(Scene):
    """The same with stock mobjects: one for each part, and updaters that follow a tracker."""

    def construct(self) -> None:
        core = Core()
        self.clock = ValueTracker(0)
        self.core = core
        self._network()
        self._matrices()
        self.play(FadeIn(self.edges, self.neurons, self.beads), run_time=APPEAR)
        self.play(FadeIn(self.matrix, self.column, self.cost), run_time=PRODUCT / 6)
        for row in range(3):
            frames = [SurroundingRectangle(rows[row]) for rows in (self.matrix, self.column)]
            self.play(*map(Create, frames), run_time=PRODUCT * 5 / 18)
            self.remove(*frames)
        self._follow_the_clock()
        self.play(self.clock.animate.set_value(1), run_time=LEARN, rate_func=linear)

    @property
    def step(self) -> int:
        """Which recorded step the clock is at."""
        return log_pace(self.clock.get_value(), 0, LAST)

    def _network(self) -> None:
        core, first = self.core, self.core.history[0].network
        plan = NetworkDiagram(first.weights, first.biases).move_to(NETWORK_AT)
        self.places = [[neuron.get_center() for neuron in layer] for layer in plan.layers]
        values = core.activations(0)
        self.neurons, self.numbers = VGroup(), []
        for column, layer in zip(values, plan.layers, strict=True):
            for value, neuron in zip(column[:, 0], layer, strict=True):
                circle = Circle(neuron.circle.width / 2, stroke_width=3).move_to(neuron.circle)
                number = DecimalNumber(value, 2, mob_class=Text, font_size=20)
                self.numbers.append(number.move_to(neuron.number))
                self.neurons.add(VGroup(circle, number))
        self.edges = VGroup(
            *(
                Line(plan.layers[n][j].get_right(), plan.layers[n + 1][i].get_left())
                for n, matrix in enumerate(first.weights)
                for i, j in np.ndindex(matrix.shape)
            )
        )
        self.beads = VGroup(*(Circle(0.06).move_to(bead) for bead in plan.all_beads))

    def _matrices(self) -> None:
        core = self.core
        self.matrix = self._matrix(core.W1[0], MATRIX_AT)
        self.column = self._matrix(core.weighted(0), COLUMN_AT)
        cost = Readout(core.costs[0], 4).put_anchor(COST_AT)
        self.cost = DecimalNumber(core.costs[0], 4, **TYPE).move_to(cost)

    def _matrix(self, values: np.ndarray, place: np.ndarray) -> VGroup:
        """Return rows of numbers; DecimalMatrix is the same with brackets that need LaTeX."""
        plan = ValueMatrix(values, of="W1", head="W").move_to(place)
        return VGroup(
            *(
                VGroup(
                    *(
                        DecimalNumber(value, 2, **TYPE).move_to(plan.number(row, column))
                        for column, value in enumerate(line)
                    )
                )
                for row, line in enumerate(values)
            )
        )

    def _follow_the_clock(self) -> None:
        self.neurons.add_updater(lambda _: self._show_numbers())
        self.edges.add_updater(lambda _: self._show_edges())
        self.matrix.add_updater(lambda _: self._show_matrices())
        self.cost.add_updater(lambda cost: cost.set_value(self.core.costs[self.step]))
        self.add(self.clock)

    def _show_numbers(self) -> None:
        values = np.concatenate(self.core.activations(self.step))[:, 0]
        for circled, value in zip(self.neurons, values, strict=True):
            circled[1].set_value(value)
            circled[0].set_fill(style.color("activation"), opacity=float(np.clip(value, 0, 1)))

    def _show_edges(self) -> None:
        weights = self.core.history[self.step].network.weights
        flat = np.concatenate([matrix.ravel() for matrix in weights])
        for edge, weight in zip(self.edges, flat, strict=True):
            edge.set_stroke(style.value_color(float(weight), 3.0), width=1 + 2 * abs(weight))

    def _show_matrices(self) -> None:
        tables = (self.matrix, self.core.W1), (self.column, None)
        for table, recorded in tables:
            now = self.core.weighted(self.step) if recorded is None else recorded[self.step]
            for row, line in zip(table, now, strict=True):
                for entry, value in zip(row, line, strict=True):
                    entry.set_value(value)


class OursSurface(Lecture):
    """The cost surface turned, with the vocabulary."""

    def construct(self) -> None:
        core = Core()
        sheet = core.sheet()
        self.open("The same", also=[core.history])
        surface = CostSurface(sheet.xs, sheet.ys, sheet.costs, azimuth=-70, elevation=35)
        self.add(surface)
        self.play(Orbit(surface, -30, 45, run_time=TURN))


class TextbookSurface(ThreeDScene):
    """The same with a stock Surface under Manim's moving camera."""

    def construct(self) -> None:
        sheet = Core().sheet()
        low, height = sheet.costs.min(), np.ptp(sheet.costs)

        def place(u: float, v: float) -> np.ndarray:
            column, row = round(u * SHEET), round(v * SHEET)
            return np.array([4 * u - 2, 4 * v - 2, 2.3 * (sheet.costs[row, column] - low) / height])

        surface = Surface(
            place, u_range=(0, 1), v_range=(0, 1), resolution=(SHEET, SHEET), stroke_width=0.5
        )
        surface.set_fill_by_value(
            axes=ThreeDAxes((-2, 2), (-2, 2), (0, 2.3), 4, 4, 2.3),
            colorscale=[("#2A4B8D", 0.0), ("#E8A33D", 2.3)],
            axis=2,
        )
        self.set_camera_orientation(phi=55 * DEGREES, theta=-70 * DEGREES)
        self.add(surface)
        self.move_camera(phi=45 * DEGREES, theta=-30 * DEGREES, run_time=TURN)
