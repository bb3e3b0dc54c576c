"""Which way is down? Gradient descent, first where two parameters are all there is.

Every number on screen is read from a recording, or from its working, by name and place.
"""

import numpy as np
from manim import DOWN, LEFT, UP, Create, FadeIn, FadeOut

import engine
from engine import landscape, working
from scenes.pictures import gradient_descent as own
from scenes.vocabulary import style
from scenes.vocabulary.stage import Lecture
from scenes.vocabulary.surface import Orbit

BOTH = ("W1", (0, 0)), ("b1", (0, 0))  # a model's two parameters, w and b
NAMES = "weight(w)", "bias(b)"
BOWL = (-0.5, 3.1), (-2.3, 1.3)  # as wide as deep: the way down crosses the lines square
VALLEYS = (-0.8, 3.4), (-2.2, 2.0)
SLICE = (-1.5, 8.5), (-4.7, 5.3)
TOP = 100.0  # of the race's chart
WRITTEN = 3  # so many steps are written out
FINE = 61  # so many costs along each edge: contour lines without corners
RATES = {"too small": 0.005, "good": 0.2, "zigzags": 0.38, "diverges": 0.42}
LANES = "lane_a", "lane_b", "lane_c", "lane_d"
STARTS = {"lane_a": (2.0, -2.0), "lane_c": (1.5, -1.0)}


class GradientDescent(Lecture):
    """From one arrow on a true surface to the slice of a network that has none."""

    def construct(self) -> None:
        self.record_the_runs()
        others = *self.racers, *self.pair.values(), self.heart
        self.open("Which way is down?", run=self.line, also=others, with_cost=False)
        self.fit_a_line()
        self.raise_the_surface()
        self.take_one_step()
        self.repeat_it()
        self.race_four_rates()
        self.start_in_two_places()
        self.look_into_a_bigger_network()

    def record_the_runs(self) -> None:
        """Play every run of the lecture, for the film depends on all of them."""
        self.line = engine.record("line", learning_rate=0.1)
        self.racers = [engine.record("line", learning_rate=rate) for rate in RATES.values()]
        self.pair = {role: engine.record("valleys", start=at) for role, at in STARTS.items()}
        self.heart = engine.record("heart")

    def fit_a_line(self) -> None:
        models, ranges = {"activation": self.line}, ((0.0, 2.0), (-1.5, 3.0))
        self.large = _panel(*ranges, models, width=5.4, height=3.7).move_to(
            style.LEFT_HALF + UP * 0.2
        )
        self.panel = _panel(*ranges, models)
        board, points = own.LineBoard(self.line[0]), len(self.large.dots)
        self.dials, cost = board.dials, board.cost
        self.add(self.large.plot, self.large.dots)
        with self.say(f"{points} points, and a model with two parameters: a straight line."):
            self.play(Create(self.large.curves), FadeIn(board.model))
        with self.say("How badly does it fit? The cost is the mean of all squared errors."):
            self.play(self.large.fits[0].grow_misses())
            self.play(FadeIn(cost[0]))
        # What no run has said has no numbers: they come when the line is back where it began.
        with self.say("We may change w: then the line tilts. We may change b: then it slides."):
            self.play(self.large.sway(slope=1.3, run_time=2.2))
            self.play(self.large.sway(height=1.0, run_time=2.2))
        start = f"Here training began, at a cost of {self.line.costs[0]:.2f}."
        with self.say(f"{start} Which way should w and b go?"):
            self.turn_to(self.line)
            self.play(FadeIn(self.dials, cost[1:]))

    def raise_the_surface(self) -> None:
        self.beat("Every line has its place", self.large, self.dials)
        sheet = landscape.sheet(self.line, axes=BOTH, span=BOWL, resolution=FINE)
        self.terrain = terrain = own.Terrain(sheet, NAMES, azimuth=-75)
        self.runner = terrain.run(sheet)
        below = self.dials.copy().next_to(self.panel.plot.frame, DOWN, buff=1.0)
        with self.say("Two numbers are a place on a map. Every line that there is has one."):
            self.play(own.Resize(self.large, self.panel), own.Resize(self.dials, below))
            self.remove(self.large)
            self.add(self.panel)
            self.play(FadeIn(terrain.map.plot))
            self.play(FadeIn(terrain.map.marks))
        with self.say("Let its cost be the height there. Then all lines together are a surface."):
            self.play(FadeIn(terrain.surface))
            self.play(Orbit(terrain.surface, -35, 32), run_time=3.0)
        with self.say("Seen from above it is a map, with a line wherever the cost is the same."):
            self.play(terrain.map.unfold(terrain.surface, run_time=2.4))

    def take_one_step(self) -> None:
        self.beat("One step", self.panel, self.terrain)
        costs, rate = self.line.costs, self.line[0].learning_rate
        self.curve = own.CostCurve(costs)
        way = self.panel.plot.frame.get_center() - self.curve.plot.frame.get_center()
        self.curve.shift(way + DOWN * 3.1)
        arrow = own.DownhillBoard(self.terrain, self.runner, rate=rate)
        updates = [[working.update(step, *at) for at in BOTH] for step in self.line[:WRITTEN]]
        self.rule = own.RuleBoard(updates)
        self.rule.stand_at(-2.1, -1.97)
        with self.say("The gradient points uphill, straight across the lines of equal cost."):
            self.play(FadeIn(self.curve))
            self.perform(arrow.uphill())
        with self.say("Down is the other way, minus the gradient. But its length leaves the map."):
            self.perform(arrow.turn_round())
        with self.say(f"So we take a part of it: times the learning rate alpha, here {rate:g}."):
            self.perform(arrow.shorten())
        with self.say("A rule for w and a rule for b, each with its own slope of the cost."):
            self.play(FadeIn(self.rule.rule))
        with self.say("And these are the numbers: a line of arithmetic for each parameter."):
            self.play(FadeOut(self.rule.rule, run_time=style.QUICK))
            self.play(FadeIn(self.rule.steps[0]))
        fall = f"The cost falls from {costs[0]:.2f} to {costs[1]:.2f}."
        with self.say(f"The ball goes there, and the line turns with it. {fall}"):
            rolling = self.runner.roll(0), self.panel.turn(0), FadeOut(arrow.names[2])
            self.play(*rolling, run_time=2.2)
            self.play(self.curve.grow(0))
            self.follow(self.runner, self.panel.live, self.curve.live)
            self.show_step(1)

    def repeat_it(self) -> None:
        self.beat("The same again, and again", self.panel, self.terrain, self.curve)
        with self.say("Again: the arrow, the ball, the cost. Less slope now, and a shorter step."):
            for step in range(1, WRITTEN):
                lines = self.rule.steps[step]
                self.play(FadeIn(lines), self.runner.point(step), run_time=0.8)
                self.play(self.runner.roll(step), self.panel.turn(step), run_time=0.8)
                self.play(self.curve.grow(step, run_time=0.5))
                self.show_step(step + 1)
                self.play(FadeOut(lines), run_time=0.3)
        last = len(self.line) - 1
        with self.say("The floor of the valley is nearly flat: many steps, all of them small."):
            self.play(self.replay(last, run_time=4.4))
        cost = self.line.costs[last]
        with self.say(f"After {last} steps the cost is {cost:.4f}, and this is the line it found."):
            self.hold(1.0)

    def race_four_rates(self) -> None:
        self.beat("How long should a step be?")
        self.turn_to(*self.racers)
        lanes = map(_lane, RATES, self.racers, LANES)
        board = own.RaceBoard([*lanes], self.terrain.surface, NAMES, low=0.03, high=TOP)
        race = board.race
        self.follow(*board.runners, race)
        self.play(FadeIn(board.flat), run_time=style.QUICK)
        with self.say("Four runs from one start. Only the learning rate alpha differs."):
            self.play(FadeIn(race), run_time=1.6)
        with self.say("One step. Small hardly moves, good is in the valley, others fly across."):
            self.perform(board.step_one_by_one(run_time=1.1))
            self.show_step(1)
        with self.say("From now on one lands a little lower each time, the other a little higher."):
            self.play(self.replay(5, run_time=4.2))
        (left,) = (step for step in race.exits if step < race.steps)
        with self.say(f"Higher is steeper, so it flies further: above {TOP:g} at step {left}."):
            self.play(self.replay(left, run_time=3.8))
        with self.say("A bit too large zigzags, but arrives. Larger still, and it never does."):
            self.play(self.replay(race.steps - 1, run_time=4.2))

    def start_in_two_places(self) -> None:
        self.beat("Two starts, two ends")
        first, *_ = self.pair.values()
        self.turn_to(*self.pair.values())
        sheet = landscape.sheet(first, axes=BOTH, span=VALLEYS, resolution=FINE)
        lanes = map(_lane, ("one start", "other start"), self.pair.values(), self.pair)
        panel = _panel((-1.5, 3.5), (0.0, 1.0), self.pair).shift(DOWN * 0.5)
        board = own.StartsBoard([*lanes], sheet, NAMES, panel, azimuth=-80, elevation=32)
        self.follow(*board.runners, panel.live, board.standings)
        self.play(FadeIn(panel, board.model), run_time=style.QUICK)
        with self.say("One sigmoid neuron and three points: a surface with two valleys."):
            self.play(FadeIn(board.terrain), FadeIn(board.standings))
            self.play(Orbit(board.terrain.surface, -35, 40), run_time=3.0)
        with self.say("The same points, the same learning rate. Only the start is different."):
            self.play(self.replay(len(first) - 1, run_time=5.0))
        with self.say("Both went downhill all the way, and neither could see the other valley."):
            self.play(Orbit(board.terrain.surface, -55, 36), run_time=3.0)
        with self.say("The higher floor is a local minimum. The start decides where a run ends."):
            self.play(FadeIn(board.name_the_end(0, "local minimum")))

    def look_into_a_bigger_network(self) -> None:
        self.beat("A bigger network")
        self.turn_to(self.heart)
        plane = landscape.principal(self.heart)
        sheet = landscape.over(self.heart, plane, span=SLICE, resolution=FINE)
        sliced = own.SlicedRun(sheet, names=("first direction", "second direction"))
        self.follow(sliced.live)
        last = len(self.heart) - 1
        board = own.SlopesBoard(self.heart[0], self.heart[last], self.heart[0].layout.depth)
        count = board.count
        self.play(FadeIn(board.rest), run_time=style.QUICK)
        with self.say(f"A bigger network has {count} parameters, and nobody can draw that map."):
            self.perform(board.parameters_appear())
        with self.say("This is a slice of it: the plane that the run stays closest to."):
            self.play(FadeOut(board.parameters, board.legend), run_time=style.QUICK)
            self.play(FadeIn(sliced.surface))
            self.play(Orbit(sliced.surface, -120, 38), run_time=2.2)
        with self.say(f"Its two directions are those in which the {count} numbers moved most."):
            self.play(FadeIn(sliced.ledger, sliced.plot, sliced.curves))
        with self.say("The ball is at its true cost. The line says how far off the slice is."):
            self.play(self.replay(60, run_time=4.2))
        with self.say(f"{sheet.share:.1%} of the movement is in this plane. Now both costs agree."):
            self.play(self.replay(last, run_time=4.2))
        with self.say(f"Our first arrow was two slopes, this is {count}. How are they all found?"):
            self.play(FadeOut(sliced.surface), run_time=style.QUICK)
            self.play(FadeIn(board.slopes, board.slope_legend))


def _lane(name: str, run: engine.History, role: str) -> own.Lane:
    route = landscape.sheet(run, axes=BOTH)
    return own.Lane(name, run.costs, run[0].learning_rate, run, role, route)


def _panel(
    ends: tuple[float, float],
    y_range: tuple[float, float],
    models: dict[str, engine.History],
    *,
    width: float = 3.2,
    height: float = 2.1,
) -> own.FitPanel:
    """Return the data of runs at the top left, and what each run's model says in its colour."""
    answers, xs = [], np.linspace(*ends, 61)
    for role, run in models.items():
        curves = [step.network.predict(xs[None])[0] for step in run]
        answers.append(own.Answers(run, "a1", xs, curves, role))
    data = np.vstack([run.dataset.X, run.dataset.Y])
    panel = own.FitPanel(ends, y_range, data, answers, width=width, height=height)
    return panel.align_to(style.TOP_LEFT, UP + LEFT)
