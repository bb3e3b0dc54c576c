"""How wrong is wrong? Four costs: what each says of the same errors, and how each pushes."""

from functools import partial
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, VGroup, linear

import engine
from engine import landscape, working
from scenes.pictures import costs as own
from scenes.vocabulary import Lecture, layer, matrix, stage, style, surface
from scenes.vocabulary.stage import Tween, motion
from scenes.vocabulary.text import maths

SHOWN, FIRST = 2, 9  # of the line's run: the step that is judged, and whose square comes first
PUSHED = 10, 13, 15  # of the neuron's examples: at the end most wrong, half learned, and learned
STARTS = (-6, -4), (-6, 4), (-2, 5), (2, -6), (6, 5), (6, -3), (-3, -5), (3, 6)
AXES, SPAN = (("W1", (0, 0)), ("b1", (0, 0))), ((-8.0, 8.0), (-8.0, 8.0))
FEW, FINE = 61, 161  # places at which a sheet is computed, and a curve
COSTS = {"mse": "cost", "rmse": "ink", "mae": "delta"}  # as an area is drawn, its side, a length
CORNER, TAPE = style.MIDDLE + LEFT * 1.5 + UP * 2.3, style.LEFT_SIDE + DOWN * 2.3
MEAN, ONE = (style.MIDDLE + RIGHT * 2.95 + UP * up for up in (1.05, -0.85))
BESIDE = MEAN + RIGHT * 0.65
BEYOND, ASIDE = style.MIDDLE + RIGHT * 2.5 + UP * 1.4, style.HERO + UP * 1.6 + RIGHT * 0.4
WHEN, CHORDS = (0.0, 0.4, 0.7, 1.0), ((0.0, 0.0, 0.5, 0.0), (0.02, 1.0, 1.0, 0.55))
SIDES = {"mse": ("squared error", style.LEFT_HALF), "bce": ("cross-entropy", style.RIGHT_HALF)}
SAID_OF_SHARES = (
    "A neuron gives the truth a share. Its price: minus the logarithm.",
    "Half is cheap. A tenth is not.",
    "A tenth of that costs as much again: near nought it is a wall.",
)
SAID_OF_PUSHES = (
    "The absolute error pushes every guess alike.",
    "The squared error: by twice the distance.",
    "Its root: by the distance, divided by the root itself.",
    "Cross-entropy: by one over the share. Most of all, a confident mistake.",
)
FAR_OFF = own.frame(style.MIDDLE + LEFT * 1.9 + DOWN * 2.45, 0.61)
LARGE = own.frame(style.MIDDLE + LEFT * 1.3 + DOWN * 2.0, 1.72)
NEAR = own.frame(style.LEFT_SIDE + RIGHT * 0.8 + DOWN * 0.85, 4 / 3)
FLAT = own.frame(style.LEFT_SIDE + RIGHT * 0.5 + DOWN * 1.7, 0.54, 7.6)


class Costs(Lecture):
    """Squares and lengths, prices and pushes, chords and balls."""

    def construct(self) -> None:
        self.record_the_runs()
        also = [*self.strayed.values(), self.neuron, *self.balls["mse"], *self.balls["bce"]]
        self.open("How wrong is wrong?", run=self.line, also=also)
        self.hide_the_footer()
        self.drag_a_point_away()
        self.deal_the_squares_out()
        self.lay_the_lengths_out()
        self.price_a_share()
        self.push()
        self.let_one_stray()
        self.slide_a_chord()
        self.let_balls_roll()

    def record_the_runs(self) -> None:
        self.line = engine.record("line", learning_rate=0.1, steps=400)
        self.strayed = {"mse": engine.record("outlier"), "mae": engine.record("outlier_mae")}
        self.neuron = run = engine.record("neuron")
        self.balls = {c: [engine.record("neuron", start=s, cost=c) for s in STARTS] for c in SIDES}
        look = partial(landscape.sheet, axes=AXES, resolution=FEW)
        self.sheets = {cost: look(runs[0], span=SPAN) for cost, runs in self.balls.items()}
        self.routes = {cost: [*map(look, runs)] for cost, runs in self.balls.items()}
        self.xs = self.line.dataset.X[0]
        self.strays = self.strayed["mse"].dataset.Y[0] - self.line.dataset.Y[0]
        self.reads: Any = lambda step: working.priced(run[step]["a1"], run[step].targets)
        self.judges: Any = lambda run, t: working.judged(run[t]["a1"], run[t].targets)
        last = self.line[-1]
        self.astray: Any = lambda m: working.judged(last["a1"], last.targets + self.strays * m)
        assert self.xs.size == run.dataset.X.size == 20

    def drag_a_point_away(self) -> None:
        every = [self.astray(share) for share in np.linspace(0.0, 1.0, FINE)]
        self.misses = misses = own.Misses(self.xs, self.astray, FAR_OFF)
        needles = own.Needles(every, COSTS)
        both = VGroup(misses.show(swept=np.ones(len(self.xs))), needles)
        self.add(both)

        def drag(share: float) -> None:
            misses.show_step(share)
            needles.show(share)

        self.play(Tween(both, drag, run_time=4.8))
        self.tell("One point is dragged away, and each cost answers in its own way.", ahead=0)
        facts = needles.facts()
        self.play(FadeIn(*facts, lag_ratio=0.6, run_time=2.6))
        self.rest(0.6)
        self.play(FadeOut(*facts, run_time=0.4), Tween(both, lambda m: drag(1 - m), run_time=2.0))

    def deal_the_squares_out(self) -> None:
        misses, every, last = self.misses, self.misses.swept, len(self.line) - 1
        one = np.arange(len(every)) == FIRST
        self.beat("Squares", misses)
        self.play(misses.moving(swept=0 * every, run_time=0.8))
        back = partial(motion.log_pace, first=last, last=SHOWN)
        self.play(misses.going(lambda m: self.judges(self.line, back(m)), LARGE, run_time=1.8))
        self.play(FadeIn(misses.name_them(), run_time=style.QUICK))
        self.tell("Run back: guesses miss their targets by a length. Swept sideways: a square.")
        self.play(misses.moving(swept=one, run_time=2.0))
        self.play(misses.moving(swept=every, run_time=1.6))
        self.play(misses.going(lambda _: misses.found, NEAR, run_time=1.4))
        self.tell("Run all squares together, and keep every bit of area.")
        deal = own.Deal(own.tiles_of(misses, CORNER), misses, "cost", MEAN)
        misses.squares.set_opacity(0.0)
        self._pour(deal, 6.0, "Deal it out evenly: twenty equal squares. One of them is the mean.")
        self.tell("Its area is the mean squared error, MSE. Its side is the root of it, RMSE.")
        area = own.fact("area ~ MSE", misses.found, "mse", BESIDE + UP * 0.25)
        root = own.fact("side ~ RMSE", misses.found, "rmse", BESIDE + DOWN * 0.38)
        law = maths('"MSE" = 1/m sum (activation(hat(y)) - y)^2').next_to(area, UP, buff=0.35)
        self.play(FadeIn(area, law.align_to(style.RIGHT_SIDE, RIGHT), lag_ratio=0.6, run_time=2.0))
        self.play(Create(deal.side), FadeIn(root), run_time=1.6)
        self.dealt = [deal.add(deal.side), area, root, law]

    def _pour(self, deal: own.Deal, seconds: float, sentence: str) -> None:
        self.play(Tween(deal, deal.pour, run_time=seconds, rate_func=linear))
        self.tell(sentence)
        self.play(Tween(deal, deal.cut, run_time=1.8, rate_func=linear))
        self.play(Tween(deal, deal.step_out, run_time=1.5))

    def lay_the_lengths_out(self) -> None:
        self.beat("Lengths", self.misses, *self.dealt)
        self.tell("Or leave the lengths as they are, and lay them end to end.")
        tape = own.Deal(own.tape_of(self.misses, TAPE), self.misses, "delta", ONE)
        self._pour(tape, 5.0, "Cut the tape evenly: one part is the mean absolute error, MAE.")
        fact = own.fact("length ~ MAE", self.misses.found, "mae", ONE + RIGHT * 0.6)
        law = maths('"MAE" = 1/m sum abs(activation(hat(y)) - y)').next_to(fact, DOWN, buff=0.3)
        self.play(FadeIn(fact, law.align_to(style.RIGHT_SIDE, RIGHT)))
        self.rest(1.2)

    def price_a_share(self) -> None:
        self.beat("What does a confident mistake cost?")
        shares = np.exp(-np.linspace(1e-6, 5.0, 401))
        axes, curve, squared = own.price_plot(working.priced(shares, np.ones(401)))
        assert squared.ys.max() <= 1
        one, reads = own.Prices(axes, working.priced(curve.xs[:1], [1]), BEYOND), self.reads
        self.play(FadeIn(axes, one, run_time=0.5))

        def spend(start: float, end: float, moment: float) -> None:
            share = np.exp(-start - (end - start) * moment)
            curve.show_until(int((curve.xs > share).sum()))
            one.show(working.priced([share], [1]))

        ends = [curve.ys[0], *np.log([2, 10, 100])]
        for *way, said in zip(ends, ends[1:], SAID_OF_SHARES, strict=False):
            self.tell(said)
            self.play(Tween(VGroup(curve, one), partial(spend, *way), run_time=2.6))
        self.tell("The squared error never costs more than one.")
        self.play(Create(squared, run_time=2.0))
        self.tell("Twenty answers of one neuron: their mean price is the cross-entropy.")
        self.turn_to(self.neuron)
        crowd = own.Prices(axes, reads(0), BEYOND)
        self.follow(stage.Live(lambda step: crowd.show(reads(step)), crowd))
        self.play(FadeOut(one, squared), FadeIn(crowd), run_time=0.6)
        self.play(self.replay(len(self.neuron) - 1, run_time=7.6))
        rise = np.log(self.reads(0).shares / self.reads(-1).shares)
        assert np.median(rise) < 0 < rise[PUSHED[0]] == rise.max()
        self.tell("Most prices fell. This one climbed most: a confident mistake.", ahead=0.1)
        ring = matrix.frame_around(crowd.dots[PUSHED[0]], role="cost", air=0.12)
        self.play(Create(ring), run_time=2.0)
        self.prices = axes, curve

    def push(self) -> None:
        self.beat("How hard does each cost push?", *self.prices)
        self.hide_the_footer()
        last = self.reads(-1)
        falls = [working.priced([p], [1]) for p in np.geomspace(0.5, last.shares.min(), FINE)]
        steep = own.Prices(self.prices[0], falls[0], BEYOND, push=True)
        self.tell("How steeply a price falls as its share grows: that is the push.")
        self.play(FadeIn(steep, run_time=0.6))
        self.play(Tween(steep, lambda m: steep.show(falls[round(m * (FINE - 1))]), run_time=5.0))
        self.rest(1.0)
        board = own.Pushes(last, PUSHED)
        self.play(FadeOut(*self.prices, steep), FadeIn(board), run_time=0.6)
        for lane, sentence in enumerate(SAID_OF_PUSHES):
            self.tell(sentence)
            self.perform(board.push(lane))
        self.tell("But each push has to pass the neuron: it is multiplied by the sigmoid's slope.")
        self.perform(board.pass_the_neuron())
        assert [last[f"input_push_{c}"][[*PUSHED]].argmax() for c in SIDES] == [1, 0]
        self.perform(board.come_near())
        self.tell("Now MSE no longer pushes the most wrong the most.")
        self.rest(1.0)

    def let_one_stray(self) -> None:
        self.beat("One point far out")
        self.turn_to(*self.strayed.values())
        points = own.Misses(self.xs, self.astray, FLAT, role="muted")
        facts = VGroup(own.fact("slope before", self.line[-1], "W1", ASIDE, "muted"))
        self.play(FadeIn(points.bare(points.line, points.dots), facts[0][0], run_time=0.6))
        self.tell("One of twenty points strays. Two runs learn the line again, from one start.")
        self.play(Tween(points, points.show_step, run_time=2.4))
        for key, run in self.strayed.items():
            role, at = COSTS[key], ASIDE + DOWN * 0.75 * len(facts)
            line = own.Misses(self.xs, partial(self.judges, run), FLAT, role=role)
            line.show(swept=-np.ones(len(self.xs)))  # to the right, where there is room
            self.follow(line.bare(line.squares if key == "mse" else line.sticks, line.line))
            facts.add(own.fact(f"by {key.upper()}", run[-1], "W1", at, role))
            self.play(FadeIn(line, facts[-1][0], run_time=0.8))
        plain, squares, lengths = (number.value for _, number in facts)
        assert abs(lengths - plain) < abs(squares - plain) / 4
        self.tell("Squared, its miss pulls the line. Among lengths it is outvoted.")
        self.play(self.replay(len(run) - 1, run_time=8.0))
        self.play(FadeIn(*(number for _, number in facts)))
        self.rest(2.4)

    def slide_a_chord(self) -> None:
        self.beat("Convex, or not")
        self.hide_the_footer()
        ws = np.linspace(*SPAN[0], FINE)
        places = np.column_stack([ws, np.full_like(ws, self.neuron[-1]["b1"][0, 0])])
        costs = [self.sheets[cost].at(places) for cost in SIDES]
        assert [working.convex(ws, each) for each in costs] == [cost == "bce" for cost in SIDES]
        pairs = zip((partial(working.chord, ws, c) for c in costs), SIDES.values(), strict=True)
        boards = VGroup(*(own.Chorded(chord, FINE, *side) for chord, side in pairs))
        self.play(*(FadeIn(board.plot, run_time=0.5) for board in boards))
        self.play(*(Create(board.curve, run_time=2.0) for board in boards))

        def slide(moment: float) -> None:
            start, end = (round(np.interp(moment, WHEN, way) * (FINE - 1)) for way in CHORDS)
            for board in boards:
                board.stretch(start, end)

        self.tell("What one neuron costs over its weight. Join two points by a chord.")
        self.play(Tween(boards, lambda m: slide(0.7 * m), run_time=6.0, rate_func=linear))
        self.tell("No chord passes below the right curve: it is convex. The left one is not.")
        self.play(Tween(boards, lambda m: slide(0.7 + 0.3 * m), run_time=4.0))

    def let_balls_roll(self) -> None:
        self.beat("Eight starts")
        self.turn_to(*self.balls["mse"], *self.balls["bce"])
        many, one = (own.Bowl(self.sheets[c], self.routes[c], *SIDES[c]) for c in SIDES)
        self.play(FadeIn(many, one, run_time=0.6))
        self.follow(*many.balls, *one.balls)
        self.tell("Now over both parameters. Each ball is a run of its own, all at one rate.")
        self.play(self.replay(len(self.balls["mse"][0]) - 1, run_time=8.0))
        assert one.places == 1
        slopes = [run[-1][key] for run in self.balls["mse"] for key in ("dW1", "db1")]
        assert np.abs(slopes).max() < 0.02
        self.tell(f"Left, {layer.spoken(many.places)} places, on nearly level ground. Right, one.")
        self.play(*(surface.Orbit(bowl.surface, -20.0, 30.0, run_time=4.2) for bowl in (many, one)))
        self.tell("Lower is better. Which way is lower?")
        self.rest(0.6)
