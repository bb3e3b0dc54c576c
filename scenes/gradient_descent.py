"""Which way is down? Gradient descent, first where two parameters are all there is.

Every number on screen is read from a recording, or from its working, by name and place.
TRAINREEL_RUN cuts its last slice from another run.
"""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut

import engine
from engine import landscape, working
from scenes.pictures import gradient_descent as own
from scenes.vocabulary import Lecture, network, style
from scenes.vocabulary.stage import Live, Reveal
from scenes.vocabulary.surface import Orbit, Runner, flat_map
from scenes.vocabulary.text import words

BOTH = ("W1", (0, 0)), ("b1", (0, 0))  # a model's two parameters, w and b
CELLS, ACROSS, BEFORE = 60, 2.6, 13  # of the near sheet: how fine, how wide, and where it starts
BOWL = (-0.5, 3.1), (-2.3, 1.3)  # as wide as deep: the way down crosses the lines square
VALLEYS = (-0.8, 3.4), (-2.2, 2.0)
FINE = 61  # so many costs along each edge: contour lines without corners
RATES = {"too small": 0.005, "good": 0.2, "zigzags": 0.38, "diverges": 0.42}
LANES = "lane_a", "lane_b", "lane_c", "lane_d"
STARTS = {"lane_a": (2.0, -2.0), "lane_c": (1.5, -1.0)}
LOW, TOP = 0.03, 100.0  # of the race's chart
SEEN, FEW = 12, 3  # steps that the cold open shows, and that are taken slowly
AXES = (0.0, 2.0), (-1.5, 3.0)  # of the data, x and y
LINE = "weight(w) x + bias(b)"  # what the first model computes
Ends = tuple[float, float]


class GradientDescent(Lecture):
    """From the surface of all lines to the slice of a network that has none."""

    refusals, unfit = (engine.Refused,), staticmethod(lambda history: own.unfit(history, landscape))

    def construct(self) -> None:
        self.record_the_runs()
        others = *self.racers, *self.pair.values(), self.chosen
        self.open("Which way is down?", run=self.line, also=others, with_cost=False)
        self.let_four_balls_roll()
        self.paint_the_surface()
        self.cut_two_slopes()
        self.make_one_arrow()
        self.see_it_from_above()
        self.race_four_rates()
        self.start_in_two_places()
        self.look_into_a_bigger_network()
        self.ask_for_all_slopes()

    def record_the_runs(self) -> None:
        """Play every run of the lecture, for the film depends on all of them."""
        self.chosen = self.fitting(engine.chosen("heart"))
        self.racers = [engine.record("line", learning_rate=rate) for rate in RATES.values()]
        self.line = self.racers[list(RATES).index("good")]
        self.pair = {role: engine.record("valleys", start=at) for role, at in STARTS.items()}
        self.updates = [[working.update(self.line[t], *at) for at in BOTH] for t in range(FEW)]

    def let_four_balls_roll(self) -> None:
        self.turn_to(*self.racers)
        sheet = landscape.sheet(self.line, axes=BOTH, span=BOWL, resolution=FINE)
        self.race = own.RaceBoard([*map(_lane, RATES, self.racers, LANES)], sheet, LOW, TOP)
        self.add(self.race.surface)
        clock = Live(self.show_step, self.footer)
        self.play(self.race.run_over_the_sheet(SEEN, clock), run_time=6.0)
        self.follow(*self.race.runners)
        self.tell("Same start, same valley. Only the length of their steps differs.")
        self.play(self.replay(len(self.line) - 1, run_time=4.0))

    # -- Two slopes, and the step that they make

    def paint_the_surface(self) -> None:
        self.beat("Every line has its cost")
        self.turn_to(self.line)
        self.hide_the_footer()
        start = np.array([self.line[0][key][place] for key, place in BOTH])
        span = [(float(low), float(low) + ACROSS) for low in start - ACROSS / CELLS * BEFORE]
        self.sheet = landscape.sheet(self.line, axes=BOTH, span=span, resolution=CELLS + 1)
        at = style.HERO + UP * 0.6
        self.surface = own.sheet_of(self.sheet, width=7.0, rise=2.6, drop=1.0, at=at)
        panel = _panel(*AXES, {"activation": self.line})
        self.painting = painting = own.Painting(self.surface, panel, self.sheet, (BEFORE, BEFORE))
        self.play(FadeIn(panel.plot, panel.dots, panel.formula, self.surface.box), run_time=0.6)
        self.play(Create(panel.fits[0].curve))
        self.tell("Two numbers make a line. Its cost: the mean of its squared errors.")
        self.play(Create(panel.fits[0].misses))
        self.add(panel)
        self.play(FadeIn(painting.dot, painting.ledger))
        self.add(self.surface)
        self.tell("Change w, and the line tilts. Its cost draws a curve.")
        self.play(painting.sweep(0, run_time=4.0))
        self.tell("Change b, and it slides.")
        self.play(painting.sweep(1, run_time=3.6))
        self.tell("All lines together are a surface.")
        self.play(painting.paint(run_time=8.0))
        self.play(painting.go_home(run_time=1.2))

    def cut_two_slopes(self) -> None:
        self.beat("Which way is down from here?", self.surface)
        self.slopes = own.SlopesBoard(self.surface, self.sheet, self.updates[0])
        self.perform(self.slopes.come_near(self.painting))
        self.tell("Hold b still: a pane of glass cuts out a curve. Here it has one slope.")
        self.perform(self.slopes.hold(0))
        self.tell("Hold w still: another pane, another slope.")
        self.perform(self.slopes.hold(1))
        self.rest(0.6)

    def make_one_arrow(self) -> None:
        self.beat("Two slopes, one arrow", self.surface, *self.slopes.labels)
        self.tell("On the floor, go against each slope. Both together: minus the gradient.")
        self.perform(self.slopes.point())
        assert np.hypot(*(one["gradient"] for one in self.updates[0])) > 2 * ACROSS  # of the sheet
        self.tell(f"That is far too long. Take a share of it: alpha, here {RATES['good']:g}.")
        self.perform(self.slopes.shorten())
        self.rest(0.8)
        self.perform(self.slopes.close(self.slopes.names.pop(), *self.slopes.labels))
        self.turn_to(self.line)
        assert self.line.costs[1] < self.line.costs[0] / 20
        self.surface.marks.remove(self.painting.dot)
        runner = Runner(self.surface, self.sheet)
        self.play(runner.roll(0, arrow=False, run_time=1.8))
        self.follow(runner)
        self.show_step(1)
        self.tell("One step, and the cost has nearly all gone.", ahead=0.5)
        self.perform(self.slopes.use_up())

    def see_it_from_above(self) -> None:
        self.beat("The same, from above", self.surface)
        runner = Runner(flat := flat_map.FlatMap(self.surface), self.sheet).show_step(1)
        self.perform(flat.lie_down(self.surface))
        self.tell("Seen from straight above, the surface is a map.", ahead=0.1)
        rule = own.RuleBoard(self.updates[0])
        panel = _panel(*AXES, {"activation": self.line}).show_step(1)
        panel.align_to(style.TOP_RIGHT, RIGHT)
        panel.remove(panel.formula)
        self.play(FadeIn(panel))
        self.follow(runner, panel.live)
        self.tell("One rule for w and for b: minus alpha times its own slope.")
        self.play(FadeIn(rule.rule))
        self.fall_silent()
        self.play(FadeOut(rule.rule, run_time=0.4))
        self.play(FadeIn(rule.step, lag_ratio=0.1, run_time=2.4))
        self.rest(2.0)
        self.play(FadeOut(rule.step, run_time=0.4))
        near = [np.hypot(*(one["gradient"] for one in pair)) for pair in self.updates]
        assert max(near[1:]) < near[0] / 20
        self.tell("Little slope is left there, so the next steps are short.")
        for step in range(1, FEW):
            line = own.RuleBoard(self.updates[step]).step
            self.play(FadeIn(line, lag_ratio=0.1), runner.point(step), run_time=1.4)
            self.play(runner.roll(step, run_time=1.0))
            self.show_step(step + 1)
            self.play(FadeOut(line, run_time=0.4))
        self.play(self.replay(len(self.line) - 1, run_time=4.0))

    # -- Other rates, other starts, a network

    def race_four_rates(self) -> None:
        self.beat("How long should a step be?")
        self.turn_to(*self.racers)
        board, race = self.race, self.race.race
        self.follow(*board.runners)
        self.show_step(0)
        self.play(FadeIn(board.surface), run_time=style.QUICK)
        board.line_up()
        self.perform(board.flat.lie_down(board.surface))
        self.follow(*board.runners, race)
        self.tell("Four runs from one start. Only the learning rate alpha differs.")
        self.play(FadeIn(race), run_time=1.6)
        self.perform(board.step_one_by_one(tells=(0, 1)))
        self.show_step(1)
        changes = [np.diff(run.costs) for run in self.racers[2:]]
        assert max(changes[0]) < 0 < min(changes[1])
        self.tell("Of the two longest, one lands lower each time, the other higher.")
        self.play(self.replay(5, run_time=4.2))
        (left,) = (step for step in race.exits if step < race.steps)
        self.tell(f"Higher is steeper, so it flies further: above {TOP:g} at step {left}.")
        self.play(self.replay(left, run_time=3.8))
        assert self.racers[2].costs[-1] < 1.01 * min(run.costs.min() for run in self.racers)
        self.tell("A bit too large zigzags, but arrives. Larger still, and it never does.")
        self.play(self.replay(race.steps - 1, run_time=5.0), race.tell(3, 2))

    def start_in_two_places(self) -> None:
        self.beat("Two starts, two ends")
        first, *_ = runs = [*self.pair.values()]
        self.turn_to(*runs)
        sheet = landscape.sheet(first, axes=BOTH, span=VALLEYS, resolution=FINE)
        board = own.StartsBoard([*map(_lane, ("one", "other"), runs, self.pair)], sheet)
        panel = _panel((-1.5, 3.5), (0.0, 1.0), self.pair, formula="sigma(weight(w) x + bias(b))")
        self.follow(*board.runners, panel.live)
        self.play(FadeIn(panel, board.surface), run_time=style.QUICK)
        self.tell("A sigmoid neuron and three points: a surface with two valleys.")
        self.play(Orbit(board.surface, 100, 42, run_time=3.0))
        self.tell("Two runs. Only the start is different.")
        self.play(self.replay(len(first) - 1, run_time=5.0))
        self.tell("Neither can see the other valley. The start decides where it ends.")
        for lane in sorted(range(2), key=lambda lane: -runs[lane].costs[-1]):
            self.play(FadeIn(board.name_the_end(lane, "cost")))
        self.rest(1.0)

    def look_into_a_bigger_network(self) -> None:
        self.beat("A bigger network")
        run, sheet = self.chosen, own.slice_of(self.chosen, landscape)
        sliced = own.SlicedRun(sheet, own.shown_steps(run))
        self.says = says = own.SliceSays(run, sheet, sliced)
        self.turn_to(run, with_cost=not says.batched)
        self.pace = sliced.pace
        self.play(FadeIn(sliced.surface), run_time=style.QUICK)
        self.follow(sliced.live)
        self.tell(says.what)
        self.play(Orbit(sliced.surface, *own.TURNED, run_time=3.6))
        self.tell(says.ball)
        self.play(FadeIn(sliced.ledger))
        self.play(self.replay(says.pause, run_time=4.2))
        self.tell(says.plane)
        self.play(self.replay(len(run) - 1, run_time=4.2))

    def ask_for_all_slopes(self) -> None:
        self.beat("Which way is down, for a network?")
        self.turn_to(self.chosen, with_cost=not self.says.batched)
        net = network.RunDiagram(self.chosen[0], self.chosen, depth=len(self.chosen.run.sizes) - 1)
        net.move_to(style.LEFT_HALF)
        net.shift(UP * max(0.0, style.FLOOR - net.get_bottom()[1]))
        self.play(Reveal(net.all_neurons, net.heads))
        self.perform(net.reveal_parameters())
        self.tell(f"Two slopes here. Our network has {net.parameters:,}.")
        asked = words(f"{net.parameters:,} slopes?", size=style.GIANT)
        self.play(FadeIn(asked.move_to(style.RIGHT_HALF)))
        self.rest(1.0)


def _lane(name: str, run: engine.History, role: str) -> own.Lane:
    route = landscape.sheet(run, axes=BOTH)
    return own.Lane(name, run.costs, run[0].learning_rate, run, role, route)


def _panel(
    ends: Ends, heights: Ends, runs: dict[str, engine.History], *, formula: str = LINE
) -> own.FitPanel:
    """Return the data of runs at the top left, and what each run's model says in its colour."""
    xs = np.linspace(*ends, 61)[None]
    models = {
        role: (run, [step.network.predict(xs)[0] for step in run]) for role, run in runs.items()
    }
    data = next(iter(runs.values())).dataset
    panel = own.FitPanel(ends, heights, np.vstack([data.X, data.Y]), models, formula=formula)
    return panel.align_to(style.TOP_LEFT + DOWN * 0.3, UP + LEFT)
