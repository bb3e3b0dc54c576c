"""Which way is down? Gradient descent, first where two parameters are all there is.

Every number on screen is read from a recording, or from its working, by name and place.
"""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Group, VGroup

import engine
from engine import landscape, working
from scenes.vocabulary import (
    Answers,
    Clock,
    CostCurve,
    FitPanel,
    Footer,
    Lane,
    Lecture,
    Orbit,
    Settle,
    SlicedRun,
    StepLine,
    Terrain,
    Tween,
    maths,
    style,
)
from scenes.vocabulary.boards import LineBoard, RaceBoard, StartsBoard

BOTH = ("W1", (0, 0)), ("b1", (0, 0))  # a model's two parameters, w and b
NAMES = "weight(w)", "bias(b)"
BOWL = (-0.5, 3.1), (-2.3, 1.3)  # as wide as deep: the way down crosses the lines square
VALLEYS = (-0.8, 3.4), (-2.2, 2.0)
SLICE = (-1.5, 8.5), (-4.7, 5.3)
FINE = 61  # so many costs along each edge: contour lines without corners
RATES = {"too small": 0.005, "good": 0.2, "zigzags": 0.38, "diverges": 0.42}
LANES = "lane_a", "lane_b", "lane_c", "lane_d"
STARTS = {"lane_a": (2.0, -2.0), "lane_c": (1.5, -1.0)}


class GradientDescent(Lecture):
    """From one arrow on a true surface to the slice of a network that has none."""

    def construct(self) -> None:
        self.record_the_runs()
        self.open("Which way is down?", fingerprint=self.fingerprint, footer=_footer(self.line))
        self.fit_a_line()
        self.raise_the_surface()
        self.take_one_step()
        self.repeat_it()
        self.race_four_rates()
        self.start_in_two_places()
        self.look_into_a_bigger_network()

    def record_the_runs(self) -> None:
        """Play every run of the lecture, for the film depends on all of them."""
        self.history = self.line = engine.record("line", learning_rate=0.1)
        self.racers = [engine.record("line", learning_rate=rate) for rate in RATES.values()]
        self.pair = {role: engine.record("valleys", start=at) for role, at in STARTS.items()}
        self.heart = engine.record("heart")
        runs = self.line, *self.racers, *self.pair.values(), self.heart
        self.fingerprint = " ".join(run.fingerprint for run in runs)

    # -- The line, and what it costs

    def fit_a_line(self) -> None:
        models, ranges = {"activation": self.line}, ((0.0, 2.0), (-1.5, 3.0))
        self.large = _panel(*ranges, models, width=5.4, height=3.7).move_to(LEFT * 3.3 + UP * 0.2)
        self.panel = _panel(*ranges, models)
        board, points = LineBoard(self.line[0]), len(self.large.dots)
        self.dials = board.dials
        with self.say(f"{points} points, and a model with two parameters: a straight line."):
            self.play(FadeIn(self.large.plot, self.large.dots))
            self.play(Create(self.large.curves), FadeIn(board.model))
        with self.say("Its slope is w, its height b. This is where they were when training began."):
            self.play(FadeIn(board.dials))
        with self.say("How badly does it fit? The cost is the mean of all squared errors."):
            self.play(self.large.fits[0].grow_misses())
            self.play(FadeIn(board.cost))
        with self.say("We may change w, and we may change b. Which way, and how far?"):
            self.hold(1.0)

    # -- The surface

    def raise_the_surface(self) -> None:
        self.beat("Every line has its place", self.large, self.dials)
        sheet = landscape.sheet(self.line, axes=BOTH, span=BOWL, resolution=FINE)
        self.terrain = terrain = Terrain(sheet, NAMES, azimuth=-75)
        self.runner = terrain.run(sheet)
        below = self.dials.copy().next_to(self.panel.plot.frame, DOWN, buff=1.0)
        with self.say("Two numbers are a place on a map. Every line that there is has one."):
            self.play(Settle(self.large, self.panel), Settle(self.dials, below))
            self.remove(self.large)
            self.add(self.panel)
            self.play(FadeIn(terrain.map.plot))
            self.play(FadeIn(terrain.map.marks))
        with self.say("Let its cost be the height there. Then all lines together are a surface."):
            self.play(FadeIn(terrain.surface))
            self.play(Orbit(terrain.surface, -35, 32), run_time=3.0)
        with self.say("Seen from above it is a map, with a line wherever the cost is the same."):
            self.play(terrain.map.unfold(terrain.surface, run_time=2.4))

    # -- One step, and the next

    def take_one_step(self) -> None:
        self.beat("One step", self.panel, self.terrain)
        costs = self.line.costs
        self.curve = CostCurve(costs)
        way = self.panel.plot.frame.get_center() - self.curve.plot.frame.get_center()
        self.curve.shift(way + DOWN * 3.1)
        down = maths("-alpha gradient cost(C)").next_to(self.terrain.map.plot.frame, UP, buff=0.12)
        with self.say("The gradient points uphill, straight across the lines of equal cost."):
            self.play(self.runner.point_uphill(0, run_time=1.4), FadeIn(self.curve))
        with self.say("So we go against it: minus the gradient, times the learning rate alpha."):
            self.play(self.runner.point(0, run_time=1.4))
            self.play(FadeIn(down))
        with self.say("Written out, that is one line of arithmetic for each parameter."):
            self.play(FadeIn(self._lines(0)))
        with self.say("The ball goes where the arrow points. The straight line turns with it."):
            self.play(*self._rolling(0, run_time=1.8))
        with self.say(f"And the cost? It has fallen from {costs[0]:.2f} to {costs[1]:.2f}."):
            self.play(FadeOut(down, self.lines), self.curve.grow(0))
            self.followers += [thing.show_step for thing in (self.runner, self.panel, self.curve)]
            self.show_step(1)

    def _lines(self, step: int) -> VGroup:
        """Write out the update of both parameters at a step."""
        w, b = (working.update(self.line[step], *place) for place in BOTH)
        self.lines = VGroup(StepLine("w", w), StepLine("b", b, role="bias"))
        self.lines.arrange(DOWN, buff=0.22, aligned_edge=RIGHT)
        return self.lines.move_to(DOWN * 2.2 + LEFT * 0.1)

    def _rolling(self, step: int, *, run_time: float) -> tuple[Tween, Tween]:
        return self.runner.roll(step, run_time=run_time), self.panel.turn(step, run_time=run_time)

    def _moving(self) -> Group:
        panel = self.panel
        return Group(self.runner, panel.misses, panel.curves, self.curve.curve, self.footer)

    def repeat_it(self) -> None:
        self.beat("The same again, and again", self.panel, self.terrain, self.curve)
        with self.say("Again: the arrow, the ball, the cost. Less slope now, and a shorter step."):
            for step in (1, 2):
                self.play(FadeIn(self._lines(step)), self.runner.point(step), run_time=0.8)
                self.play(*self._rolling(step, run_time=0.8))
                self.play(FadeOut(self.lines), self.curve.grow(step, run_time=0.5))
                self.show_step(step + 1)
        last = len(self.line) - 1
        with self.say("The floor of the valley is nearly flat: many steps, all of them small."):
            self.play(self.replay(self._moving(), last, run_time=4.4))
        cost = self.line.costs[last]
        with self.say(f"After {last} steps the cost is {cost:.4f}, and this is the line it found."):
            self.hold(1.0)

    # -- The learning rate

    def race_four_rates(self) -> None:
        self.beat("How long should a step be?")
        self.history = self.racers[0]
        self.turn_to(Clock(len(self.history) - 1))
        lanes = map(_lane, RATES, self.racers, LANES)
        board = RaceBoard([*lanes], self.terrain.surface, NAMES, low=0.03, high=100.0)
        self.follow(board.show_step)
        panels, race = board.moving(self.footer), board.race
        with self.say("Four runs from one start. Only the learning rate alpha differs."):
            self.play(FadeIn(board.flat), FadeIn(race))
        with self.say("One step: the smallest hardly moves, the next is in the valley already."):
            self.play(self.replay(panels, 1, run_time=1.0))
        with self.say("The other two fly across. One lands a little lower, the other higher."):
            self.play(self.replay(panels, 5, run_time=3.6))
        (left,) = (step for step in race.exits if step < race.steps)
        with self.say(f"Higher is steeper, so it flies further: off the chart at step {left}."):
            self.play(self.replay(panels, left, run_time=4.0))
        with self.say("Too small a rate wastes steps. Too large a rate wastes all of them."):
            self.play(self.replay(panels, race.steps - 1, run_time=4.0))

    # -- Two valleys

    def start_in_two_places(self) -> None:
        self.beat("Two starts, two ends")
        self.history, *_ = self.pair.values()
        self.turn_to(Clock(len(self.history) - 1))
        sheet = landscape.sheet(self.history, axes=BOTH, span=VALLEYS, resolution=FINE)
        lanes = map(_lane, ("one start", "other start"), self.pair.values(), self.pair)
        panel = _panel((-1.5, 3.5), (0.0, 1.0), self.pair)
        board = StartsBoard([*lanes], sheet, NAMES, panel, azimuth=30, elevation=32)
        self.follow(board.show_step)
        with self.say("One sigmoid neuron and three points: a surface with two valleys."):
            self.play(FadeIn(panel), FadeIn(board.terrain), FadeIn(board.standings))
            self.play(Orbit(board.terrain.surface, 75, 40), run_time=3.0)
        with self.say("The same points, the same learning rate. Only the start is different."):
            self.play(self.replay(board.moving(self.footer), len(self.history) - 1, run_time=5.0))
        with self.say("Both went downhill all the way, and neither could see the other valley."):
            self.play(Orbit(board.terrain.surface, 55, 36), run_time=3.0)
        with self.say("It knows the slope where it stands, no more. The start decides the end."):
            self.hold(1.0)

    # -- A slice

    def look_into_a_bigger_network(self) -> None:
        self.beat("A bigger network")
        self.history = self.heart
        self.turn_to(_footer(self.heart))
        plane = landscape.principal(self.heart)
        sheet = landscape.over(self.heart, plane, span=SLICE, resolution=FINE)
        count = plane.origin.size
        sliced = SlicedRun(sheet, names=("first direction", "second direction"))
        self.follow(sliced.show_step)
        moving, last = sliced.moving(self.footer), len(self.heart) - 1
        with self.say(f"A network with {count} parameters has no surface that we could see."):
            self.play(FadeIn(sliced.surface))
            self.play(Orbit(sliced.surface, -120, 38), run_time=3.0)
        with self.say("This is a slice of it: the plane that the run stays closest to."):
            self.play(FadeIn(sliced.ledger, sliced.plot, sliced.curves))
        with self.say("The ball is at its true cost. The line says how far off the slice is."):
            self.play(self.replay(moving, 60, run_time=4.2))
        with self.say("Nearly all of the movement is in this plane; by now slice and truth agree."):
            self.play(self.replay(moving, last, run_time=4.2))
        with self.say(f"Our first arrow was two slopes, this is {count}. How are they all found?"):
            self.hold(1.0)


def _footer(history: engine.History) -> Footer:
    return Footer(history.costs, learning_rate=history[0].learning_rate)


def _lane(name: str, run: engine.History, role: str) -> Lane:
    route = landscape.sheet(run, axes=BOTH)
    return Lane(name, run.costs, run[0].learning_rate, run, role, route)


def _panel(
    ends: tuple[float, float],
    y_range: tuple[float, float],
    models: dict[str, engine.History],
    *,
    width: float = 3.2,
    height: float = 2.1,
) -> FitPanel:
    """Return the data of runs at the top left, and what each run's model says in its colour."""
    answers, xs = [], np.linspace(*ends, 61)
    for role, run in models.items():
        curves = [step.network.predict(xs[None])[0] for step in run]
        answers.append(Answers(run, "a1", xs, curves, role))
    data = np.vstack([run.dataset.X, run.dataset.Y])
    panel = FitPanel(ends, y_range, data, answers, width=width, height=height)
    return panel.align_to([style.LEFT_EDGE, 3.1, 0], UP + LEFT)
