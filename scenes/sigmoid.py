"""Why does one of two equal networks stop learning? The sigmoid, its slope, and its flat wings.

Every number on screen is read from a recording, or from its working, by name and place. Another
run with a layer of sigmoids may be replayed; what scaling does is shown beside `heart` alone.
"""

from functools import partial
from typing import Any

import numpy as np
from manim import DOWN, LEFT, FadeIn, FadeOut, VGroup, rush_from, rush_into

import engine
from engine import working
from scenes.pictures import sigmoid as own
from scenes.vocabulary import Lecture, layer, style
from scenes.vocabulary.stage import Reveal, conceal

REACH = 6.0  # how far the z axis runs at least
AIR = 1.13  # of z, so far it runs at least: the furthest number stands clear of its end
FINE = 2401  # points of the curve that a stick can stand at
HILL = 16.0  # how far from the middle a sigmoid's slope can still be seen
DRAW = 4  # the seed of the two runs that are compared
PAIR = {"scaled": "heart", "in pounds and inches": "heart_raw"}
SHUT = 1e-6  # a door that is open less far lets nothing through that could be printed
CLOSE = 1e-4  # answers that differ by less are the same
OTHERS = {
    "sigmoid": "A sigmoid's door opens a quarter at most.",
    "tanh": "Tanh opens all the way, but only in the middle.",
    "relu": "ReLU is open or shut.",
}
SOME, SAMPLE = 20, 1  # steps of the opening without a word; whose z is worked out, and which


class Sigmoid(Lecture):
    """From two runs of which one sticks to the reason: where a curve is flat, no nudge passes."""

    refusals, ahead = (engine.Refused,), 0.12
    unfit = staticmethod(own.unfit)

    def construct(self) -> None:
        self.choose_the_run()
        question = "Why does one of two equal networks stop learning?"
        said = question if self.pair else "What does a neuron do with its z?"
        self.open(said, run=self.history, example=self.person, also=[*self.pair, self.deep])
        if self.pair:
            self.let_two_race()
        self.bend_the_line()
        self.cut_a_stick()
        if self.pair:
            self.go_back_to_the_two()
            self.see_where_it_sticks()
        else:
            self.watch_all_examples()
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
        self.kinds = own.two_kinds(self.first.targets) if run.batch is None else None
        self.classes = () if self.kinds is None else self.history.dataset.class_names
        self.pair = [engine.record(n, seed=DRAW) for n in PAIR.values() if run.name == "heart"]
        self.deep = engine.record("deep", steps=2)

    # -- What happened, and the curve that is to blame

    def let_two_race(self) -> None:
        scaled, raw = self.pair
        for key in (f"{kind}{n}" for n in (1, 2, 3) for kind in "Wb"):
            assert np.array_equal(scaled[0][key], raw[0][key])
        board = own.TwoCosts([*PAIR], self.pair)
        self.turn_to(*self.pair)
        self.add(board)
        self.follow(board)
        self.play(self.replay(SOME, run_time=4.0))
        self.tell("Same people, same weights at first. One has its inputs scaled, around nought.")
        self.play(self.replay(len(scaled) - 1, run_time=4.0))
        self.rest(0.8)

    def bend_the_line(self) -> None:
        line = self.line = own.BentLine(self.axis, self.person, layer=self.layer, rows=self.rows)
        self.beat("A line that bends")
        self.turn_to(self.history, example=self.person)
        self.hide_the_footer()
        conceal(line)
        self.tell("A neuron's sum, z, can be any number.", ahead=0.0)
        self.play(Reveal(line.line, line.marks, run_time=0.5))
        self.play(Reveal(line.tick_numbers, line.letter), Reveal(line.dots, line.z_numbers))
        self.tell("Bend the line: it sinks to nought on the left, and rises to one on the right.")
        self.play(Reveal(line.upright, run_time=style.NORMAL))
        self.play(line.going(bend=1.0, run_time=6.5))
        self.tell("How high a z stands is its activation, a.")
        self.add(trace := line.trace(), line)
        self.play(line.going(bend=1.0, squeeze=1.0, run_time=5.0))
        self.tell("In the middle, numbers stay apart. Further out they are crammed together.")
        brackets = VGroup(line.stretch(0, 2), line.stretch(2, 4))
        self.play(FadeIn(brackets, lag_ratio=1.0, run_time=3.6))
        self.rest(0.6)
        self.play(FadeOut(brackets, trace))
        self.play(line.going(bend=1.0, run_time=4.2))

    def cut_a_stick(self) -> None:
        self.perform(self.line.make_room())
        self.beat("How steep is it?", self.line.upright, self.line.line)
        steep = own.Stick(working.curve("sigmoid", -self.reach, self.reach, points=FINE))
        heights = self.person[f"a{self.layer}"][list(self.rows), 0]
        row = self.rows[int(np.abs(heights - 0.85).argmin())]  # off the middle, and not yet flat
        conceal(steep.door, steep.tangent)
        self.tell("Cut a stick of length one at the curve: a below, one minus a above.", ahead=0.0)
        self.perform(steep.appear())
        self.tell("Tip the upper part over. What the two span is the slope.")
        self.perform(steep.tip())
        self.tell("Along one of z, the tangent rises by just as much.")
        self.play(Reveal(steep.tangent), FadeIn(square := steep.square()), run_time=1.6)
        self.tell("In the middle it is a square, one quarter. It is never more.")
        self.play(steep.slide(-self.reach * 0.4, run_time=3.6))
        self.play(steep.slide(float(self.person[self.key][row, 0]), run_time=4.2))
        line = steep.rest_at(self.person, self.layer, row)
        self.play(FadeIn(line), Reveal(steep.door), FadeOut(*square[1:]))
        self.tell("The slope is a door: of a nudge of z, only so much is felt by a.")
        self.play(FadeOut(line))
        self.play(steep.slide(0.0, run_time=3.2))
        self.play(steep.slide(self.reach * 0.95, run_time=3.6))
        self.rest(0.4)

    # -- The two networks again: what became of all z

    def _rows(self, name: str, run: engine.History, reach: float, **looks: Any) -> own.RowsOfZ:
        looks |= {"kinds": self.kinds, "classes": self.classes}
        return own.RowsOfZ(
            name, self.wide, lambda t: working.squashed(run[t], self.key), reach=reach, **looks
        )

    def go_back_to_the_two(self) -> None:
        (scaled, raw), last = self.pair, len(self.pair[0]) - 1
        self.beat("Back to the two networks")
        self.turn_to(*self.pair)
        people = (working.example(run[0], SAMPLE) for run in self.pair)
        sums = own.two_sums([*PAIR], [working.entry(one, "z1", SAMPLE) for one in people])
        self.tell("One person, one neuron: the inputs are large, and so is z.", ahead=0.0)
        self.add(*(line[0] for line in sums))
        terms = (term for line in sums for term in line[1:])
        self.play(FadeIn(VGroup(*terms), lag_ratio=0.08, run_time=3.6))
        self.wipe()
        widest = float(np.abs(scaled[last]["z1"]).max()) * AIR
        both = one, other = [self._rows(*one, widest) for one in zip(PAIR, self.pair, strict=True)]
        VGroup(*both).arrange(DOWN, buff=0.25, aligned_edge=LEFT).move_to(style.MIDDLE + LEFT)
        self.follow(*both)
        self.tell("A row of z for each neuron, and above them the slopes.", ahead=0.0)
        self.play(FadeIn(other, run_time=0.4))
        self.perform(one.arrive())
        parts = [own.parted(scaled[step]["z1"], scaled[0].targets[0]) for step in (0, last)]
        assert parts[0] < parts[1] == len(one.rows)
        self.tell("Scaled, they move, until nought lies between the kinds, in each row.")
        self.play(self.replay(last, run_time=5.0))
        self.play(FadeIn(one.answers(last)))
        assert other.beyond == other.zs.size
        self.tell("In pounds and inches, all are off this axis. Go and look.")
        far, zoom = float(np.abs(other.zs).max()), partial(own.zoom_out, *both)
        # Half way in powers: there it is as fast as it gets, and the next one begins.
        self.play(zoom(reach=float(np.sqrt(other.reach * far)), run_time=4.0, rate_func=rush_into))
        assert (other.at < SHUT).all()
        assert all(np.array_equal(raw[0][key], raw[last][key]) for key in ("W1", "b1", "z1"))
        self.play(zoom(reach=np.ceil(far), run_time=4.0, rate_func=rush_from))
        self.tell(f"Up to {far:.0f} away, every door is shut. Learn once more: below, no z moves.")
        self.play(self.replay(0, run_time=1.0))
        self.play(self.replay(last, run_time=2.6))
        assert (np.ptp(raw[last]["a1"], axis=1) < CLOSE).all()
        self.tell("Each row is on one side of nought: to each neuron, all ten are alike.")
        self.play(FadeIn(other.answers(last), lag_ratio=0.5, run_time=2.4))
        self.rest(1.0)

    def see_where_it_sticks(self) -> None:
        _, raw = self.pair
        self.beat("Why does it stick at ln 2?")
        self.turn_to(raw)
        assert all(np.ptp(step["a3"]) < CLOSE for step in raw)
        assert float(raw[0].targets.mean()) == 0.5
        found = working.constant(raw[0], np.linspace(0.02, 0.98, 97))
        board = own.SameForAll(found, raw, "a3", raw[0].targets[0])
        self.tell("So all ten get one answer. It has its price.", ahead=0.0)
        self.perform(board.appear(), board.price_them())
        self.follow(board)
        assert not any(np.array_equal(raw[0][key], raw[-1][key]) for key in ("W2", "W3"))
        self.tell("Behind the shut doors, later layers still learn: which one answer is the best.")
        self.play(self.replay(len(raw) - 1, run_time=6.0))
        self.tell("Five of ten are at risk: one half is the best, and it costs ln 2.")
        self.play(FadeIn(board.lines[3], run_time=2.4))
        self.rest(0.6)

    def watch_all_examples(self) -> None:
        run, last = self.history, len(self.history) - 1
        self.beat(f"All {self.first.targets.shape[1]:,} examples, from first to last")
        self.turn_to(run)
        reach = max(REACH, *(float(np.abs(run[step][self.key]).max()) for step in (0, last)))
        rows = self._rows(f"layer {self.layer}", run, reach, height=1.7, row=0.66)
        self.follow(rows.move_to(style.MIDDLE))
        self.tell("Each stroke is one example's z, with its slope above. Let it learn.", ahead=0.0)
        self.perform(rows.arrive())
        self.play(self.replay(last, run_time=10.0))
        self.tell("The strokes have moved to where the run took them.")
        self.rest(0.6)

    # -- Doors in a row, and other doors

    def put_doors_in_a_row(self) -> None:
        self.beat("Doors in a row")
        self.turn_to(self.deep)
        self.hide_the_footer()
        found = working.doors(self.deep[0])
        board, count = own.DoorsInARow(found), len(found.openings)
        layers = f"{layer.spoken(count + 1, capital=True)} layers, before the first step"
        self.tell(f"{layers}: how far a weight moves the cost.", ahead=0.0)
        self.perform(board.appear())
        least, times = found.openings.min(), float(found.gradients[-1] / found.gradients[0])
        self.tell(f"Each door is open a quarter at most, and here at least {least:.3f}.")
        self.perform(board.magnify(times**0.5, run_time=5.0))
        last, doors = layer.spoken(count + 1), 1 / float(found.openings.prod())
        self.perform(board.magnify(times / 4, run_time=4.0))
        self.tell(f"Magnified {times:,.0f} times, layer one is as high as layer {last} was.")
        self.perform(board.magnify(times, run_time=2.0))
        self.tell(f"Doors shrink it {doors:,.0f} times, weights and inputs {times / doors:.1f}.")
        self.perform(board.magnify(1.0, run_time=4.0))
        self.rest(0.6)

    def open_other_doors(self) -> None:
        self.beat("Other doors")
        curves = (working.curve(name, -self.reach, self.reach) for name in OTHERS)
        names = (layer.ACTIVATIONS[name].said for name in OTHERS)
        board = own.SlopesOfAll(dict(zip(names, curves, strict=True)))
        self.play(FadeIn(board.plots, run_time=0.4))
        for place, said in enumerate(OTHERS.values()):
            above, below = board.appear(place)
            self.play(*above)
            self.tell(said, ahead=0.0)
            self.play(*below)
        self.tell("An open door helps only if we know which way to push.")
        self.perform(board.sway())
        self.hold(0.6)
