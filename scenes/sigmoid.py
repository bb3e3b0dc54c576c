"""Why does one of two equal networks never learn? The sigmoid, its slope, and its flat wings.

Every number on screen is read from a recording, or from its working, by name and place. Another
run with a layer of sigmoids may be replayed; what scaling does is shown beside `heart` alone.
"""

from collections.abc import Callable
from functools import partial

import numpy as np
from manim import DOWN, DR, UL, UP, FadeIn, FadeOut, rush_from, rush_into

import engine
from engine import working
from scenes.pictures import sigmoid as own
from scenes.vocabulary import style
from scenes.vocabulary.layer import ACTIVATIONS, counted
from scenes.vocabulary.layer.counted import spoken
from scenes.vocabulary.stage import Lecture, Reveal, Vanish, conceal

REACH = 6.0  # how far the z axis runs at least
AIR = 1.13  # of z, so far it runs at least: the furthest number stands clear of its end
HILL = 16.0  # how far from the middle a sigmoid's slope can still be seen
DRAW = 4  # the seed of the two runs that are compared
PAIR = {"scaled": "heart", "in pounds and inches": "heart_raw"}
SHUT = 1e-6  # a door that is open less far lets nothing through that could be printed
CLOSE = 1e-4  # answers that differ by less are the same
LENS = 1000.0
OTHERS = "sigmoid", "tanh", "relu"


class Sigmoid(Lecture):
    """From two runs of which one sticks to the reason: where a curve is flat, no nudge passes."""

    refusals, ahead = (engine.Refused,), 0.12
    unfit = staticmethod(own.unfit)

    def construct(self) -> None:
        self.choose_the_run()
        question = "Why does one of two equal networks never learn?"
        self.open(
            question if self.pair else "What does a neuron do with its z?",
            run=self.history,
            example=self.person,
            also=[*self.pair, self.deep],
        )
        if self.pair:
            self.let_two_race()
        self.bend_the_line()
        self.cut_a_stick()
        self.watch_all_examples()
        if self.pair:
            self.leave_the_inputs_unscaled()
            self.see_where_it_sticks()
        self.put_doors_in_a_row()
        self.open_other_doors()

    def choose_the_run(self) -> None:
        """Take the first layer of sigmoids, and an example whose z there the axis can hold."""
        self.history = self.fitting(engine.chosen("heart", seed=42))
        run, self.first = self.history.run, self.history[0]
        self.layer, self.rows, chosen = own.shown_of(self.history)
        self.key = f"z{self.layer}"
        self.person = working.example(self.first, chosen)
        zs = self.person[self.key][list(self.rows), 0]
        self.reach = max(REACH, float(np.ceil(np.abs(zs).max() * AIR)))
        self.axis = working.curve("sigmoid", -self.reach, self.reach)
        self.wide = working.curve("sigmoid", -HILL, HILL)
        self.pair = [engine.record(n, seed=DRAW) for n in PAIR.values() if run.name == "heart"]
        self.deep = engine.record("deep", steps=2)

    # -- What happened, and the curve that is to blame

    def let_two_race(self) -> None:
        scaled, raw = self.pair
        assert np.array_equal(scaled[0]["W1"], raw[0]["W1"])  # one start for both
        named = zip(PAIR, self.pair, ("lane_a", "lane_d"), strict=True)
        runs = [own.Contender(name, run, run.costs, role) for name, run, role in named]
        board = own.TwoCosts(runs, level=float(np.log(2)), level_name="ln 2")
        self.turn_to(*self.pair)
        self.add(board)
        self.follow(board)
        self.play(self.replay(len(scaled) - 1, run_time=6.0))
        self.tell("The same people, the same start. Only the units of the inputs differ.")
        self.play(self.replay(0, run_time=4.0))

    def bend_the_line(self) -> None:
        line = self.line = own.BentLine(self.axis, self.person, layer=self.layer, rows=self.rows)
        line.shift(style.STAGE_LEFT - line.plot.frame.get_center())
        zs = own.numbers_beside(self.person, self.key, self.rows, role="weighted")
        heights = own.numbers_beside(self.person, f"a{self.layer}", self.rows, role="activation")
        zs.next_to(style.ASIDE, UP, buff=0.5)
        heights.next_to(style.ASIDE, DOWN, buff=0.2)
        self.beat("A line that bends")
        self.turn_to(self.history, example=self.person)
        conceal(line)
        self.tell("A neuron's sum, z, can be any number.", ahead=0.0)
        self.play(Reveal(line.line, line.marks, run_time=0.5))
        self.play(Reveal(line.tick_numbers, line.letter), Reveal(line.dots, line.z_numbers))
        self.play(FadeIn(zs))
        self.tell("Bend the line: it sinks to nought on the left, and rises to one on the right.")
        self.play(line.raise_heights())
        self.play(line.bending(6.5))
        self.tell("How high a z stands is its activation, a.")
        self.play(line.squeezing(5.0))
        near, far = line.stretch(0, 2), line.stretch(2, 4)
        self.tell("Near nought, numbers stay apart. Further out they are crammed together.")
        for shown in (heights, near, far):
            self.play(FadeIn(shown))
        self.rest(0.0)
        self.play(Vanish(near, far))
        self.play(line.returning(4.2))

    def cut_a_stick(self) -> None:
        self.beat("How steep is it?", self.line.upright, self.line.line)
        steep = own.Stick(self.axis)
        heights = self.person[f"a{self.layer}"][list(self.rows), 0]
        row = self.rows[int(np.abs(heights - 0.85).argmin())]  # off the middle, and not yet flat
        at = float(self.person[self.key][row, 0])
        conceal(steep.door)
        self.tell("Cut a stick of length one at the curve: a below, one minus a above.", ahead=0.0)
        self.perform(steep.appear(self.line))
        self.tell("Tip the upper part over. What the two span is how steep the curve is there.")
        self.perform(steep.tip())
        square = steep.square()
        self.tell("In the middle it is a square, one quarter. It is never more.")
        self.play(FadeIn(square))
        self.play(steep.slide(-self.reach * 0.4, run_time=3.6))
        self.play(steep.slide(at, run_time=4.2))
        line = own.slope_line(self.person, self.layer, row)
        line.move_to(steep.plot.frame.get_corner(UL) + DR * 0.12, UL)
        steep.rest_at(self.person, self.layer, row)
        self.play(FadeIn(line), Reveal(steep.door))
        self.tell("The slope is a door: of a nudge of z, only so much is felt by a.")
        self.play(FadeOut(line))
        self.play(steep.slide(0.0, run_time=3.6))
        self.play(steep.slide(self.reach * 0.95, run_time=4.6))
        self.rest(0.4)

    # -- All examples, through the run

    def watch_all_examples(self) -> None:
        run, targets = self.history, self.first.targets
        kinds = own.two_kinds(targets) if run.run.batch is None else None
        self.beat(f"All {targets.shape[1]:,} examples, from first to last")
        self.turn_to(run)
        reads = self._reader(run)
        far = max(float(np.abs(reads(step)["z"]).max()) for step in (0, len(run) - 1))
        rug = own.StepWings(
            f"layer {self.layer}",
            self.wide,
            reads,
            reach=max(REACH, float(np.ceil(far))),
            height=1.7,
            kinds=kinds,
            lane=0.66,
            classes=() if kinds is None else run.dataset.class_names,
        ).move_to(style.MIDDLE)
        self.follow(rug)
        first = rug.wings.parted
        self.tell("Each stroke is one example's z, with its slope above. Let it learn.", ahead=0.0)
        self.play(FadeIn(rug, run_time=0.4))
        self.play(self.replay(len(run) - 1, run_time=9.0))
        if kinds is None:
            self.tell("The strokes have moved to where the run took them.")
        else:
            parts, last = counted(first, "neuron"), spoken(rug.wings.parted)
            self.tell(f"At first {parts} part the two kinds, now {last}.")
        for step in (0, len(run) - 1):
            self.play(self.replay(step, run_time=1.8))
        self.rest(0.6)

    def _reader(self, run: engine.History) -> Callable[[int], working.Squashed]:
        return lambda step: working.squashed(run[step], self.key)

    def leave_the_inputs_unscaled(self) -> None:
        self.turn_to(*self.pair)
        self.beat("The same, in pounds and inches")
        self.reads = {name: self._reader(run) for name, run in zip(PAIR, self.pair, strict=True)}
        scaled, raw = own.RunWings(self.wide, self.reads, reach=HILL / 2).move_to(style.MIDDLE)
        far = float(np.ceil(np.abs(raw.wings.zs).max()))
        off, count = raw.wings.beyond, raw.wings.zs.size
        self.play(FadeIn(scaled, run_time=0.4))
        these = "all of them are" if off == count else f"{off} of {count} are"
        self.tell(f"In pounds and inches, {these} off the axis. Go and look for them.")
        self.play(FadeIn(raw, run_time=0.6))
        zoom = partial(own.zoom_out, scaled.wings, raw.wings, run_time=4.0)
        # Half way in powers: there it is as fast as it gets, and the next one begins.
        self.play(zoom(reach=float(np.sqrt(raw.wings.reach * far)), rate_func=rush_into))
        open_doors = int((raw.wings.at > SHUT).sum())
        shut = "every door is shut" if not open_doors else f"{open_doors} doors are not quite shut"
        self.tell(f"Up to {far:.0f} away, {shut}: no nudge gets through.", ahead=0.0)
        self.play(zoom(reach=far, rate_func=rush_from))
        self.rest(1.0)

    def see_where_it_sticks(self) -> None:
        _, raw = self.pair
        last, step = len(raw) - 1, raw[-1]
        self.beat("Why does it stick at ln 2?")
        self.turn_to(raw)
        self.show_step(last)
        answers, share = np.ravel(step[f"a{step.layout.depth}"]), float(step.targets.mean())
        assert np.ptp(answers) < CLOSE
        assert share == 0.5
        found = working.constant(step, np.linspace(0.02, 0.98, 97))
        board = own.SameForAll(found, step, f"a{step.layout.depth}")
        self.tell("It answers everyone alike. What would one answer for all ten cost?", ahead=0.0)
        self.perform(board.appear())
        self.tell("Five of the ten are at risk, so the best of such answers is one half.")
        self.perform(board.run_down())
        self.rest(1.0)

    # -- Doors in a row, and other doors

    def put_doors_in_a_row(self) -> None:
        self.beat("Doors in a row")
        self.turn_to(self.deep)
        found = working.doors(self.deep[0])
        board, count = own.DoorsInARow(found), len(found.openings)
        layers = f"{spoken(count + 1, capital=True)} layers, before the first step"
        self.tell(f"{layers}: how far a weight moves the cost.", ahead=0.0)
        self.perform(board.appear())
        least = found.openings.min()
        self.tell(f"Each door is open a quarter at most, and here at least {least:.3f}.")
        self.perform(board.magnify(LENS, run_time=8.0))
        doors, times = spoken(count), found.gradients[-1] / found.gradients[0]
        self.tell(f"Behind {doors} doors and their weights, {times:,.0f} times less is left.")
        self.perform(board.magnify(1.0, run_time=4.0))
        self.rest(0.6)

    def open_other_doors(self) -> None:
        self.beat("Other doors")
        curves = (working.curve(name, -self.reach, self.reach) for name in OTHERS)
        names = (ACTIVATIONS[name].said for name in OTHERS)
        board = own.SlopesOfAll(dict(zip(names, curves, strict=True)))
        self.tell("Tanh opens all the way, but only in the middle. ReLU is open or shut.", ahead=0)
        self.perform(board.appear())
        self.tell("An open door helps only if we know which way to push.", ahead=0.0)
        self.perform(board.sway())
        self.hold(0.6)
