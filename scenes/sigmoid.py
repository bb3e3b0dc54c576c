"""What does a neuron do with its z? The sigmoid: a line that bends, its slope, and its flat wings.

Every number on screen is read from a recording, or from its working, by name and place. Another
run with a layer of sigmoids may be replayed; what scaling does is shown beside `heart` alone.
"""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, LaggedStart, VGroup

import engine
from engine import working
from scenes.pictures import sigmoid as own
from scenes.vocabulary import style
from scenes.vocabulary.layer import ACTIVATIONS, counted
from scenes.vocabulary.stage import Lecture, Vanish
from scenes.vocabulary.text import shortened, words

PERSON = 1  # whom we follow, if there are several: the second
MOST = 5  # neurons whose z can be told apart
REACH, FURTHEST = 6.0, 12.0  # how far the z axis runs at least, and at most
AIR = (
    1.13  # of z, so far the axis runs at least: the number of the furthest stands clear of its end
)
HILL = 16.0  # how far from the middle a sigmoid's slope can still be seen
DRAW = 4  # the seed of the two runs that are compared
PAIR = {"scaled": "heart", "raw": "heart_raw"}
OTHERS = "sigmoid", "tanh", "relu"


class Sigmoid(Lecture):
    """From a straight number line to the reason why inputs are scaled."""

    refusals = (engine.Refused,)

    def construct(self) -> None:
        self.choose_the_run()
        self.open(
            "What does a neuron do with its z?",
            run=self.history,
            example=self.person,
            also=self.pair,
        )
        self.lay_out_the_line()
        self.bend_the_line()
        self.lay_a_tangent()
        self.go_into_the_wings()
        self.watch_all_examples()
        if self.pair:
            self.leave_the_inputs_unscaled()
            self.see_learning_stop()
        self.set_others_beside_it()

    def choose_the_run(self) -> None:
        """Take the first layer of sigmoids, and an example whose z there the axis can hold."""
        self.history = engine.chosen("heart", seed=42)
        run, self.first = self.history.run, self.history[0]
        if "sigmoid" not in run.activations:
            used = ", ".join(dict.fromkeys(run.activations))
            raise engine.Refused(f"The run {run.name} has no sigmoid to show, only {used}.")
        self.layer = run.activations.index("sigmoid") + 1
        self.key = f"z{self.layer}"
        self.rows = shortened(run.sizes[self.layer], MOST)
        chosen = own.first_inside(self.first[self.key][list(self.rows)], FURTHEST, after=PERSON)
        if chosen is None:
            where = f"{run.name} has every {self.key} beyond {FURTHEST:g}"
            raise engine.Refused(f"The run {where}, where the curve is flat.")
        self.person = working.example(self.first, chosen)
        self.zs = self.person[self.key][list(self.rows), 0]
        self.reach = max(REACH, float(np.ceil(np.abs(self.zs).max() * AIR)))
        self.axis = working.curve("sigmoid", -self.reach, self.reach)
        self.wide = working.curve("sigmoid", -HILL, HILL)
        self.pair = [engine.record(n, seed=DRAW) for n in PAIR.values() if run.name == "heart"]

    def lay_out_the_line(self) -> None:
        self.line = line = own.BentLine(self.axis, self.person, layer=self.layer, rows=self.rows)
        line.shift(style.STAGE_LEFT - line.plot.frame.get_center())
        sums = own.NeuronSums.inputs(self.person, self.layer, self.rows).move_to(
            style.ASIDE + UP * 0.2
        )
        whose = f"layer {self.layer}, {len(self.rows)} of {self.person[self.key].size} neurons"
        title = words(whose, size=style.SMALL, role="muted").next_to(sums, UP, buff=0.45)
        with self.say("A neuron adds up what it receives. The sum, z, can be any number at all."):
            self.perform(line.appear())
        with self.say("One example went through the network. What did its first neurons add up?"):
            self.play(FadeIn(title, sums))
        with self.say("Each z has its place on the line: some near the middle, some far from it."):
            self.perform(line.receive([strip[-1] for strip in sums]))

    def bend_the_line(self) -> None:
        line = self.line
        self.beat("The line bends", line)
        sums = own.NeuronSums.activations(self.person, self.layer, self.rows).move_to(style.ASIDE)
        with self.say("Without a bend, layer on layer would make no more than one straight map."):
            self.play(line.raise_heights())
        with self.say("So it bends: on the left it sinks to nought, on the right it rises to one."):
            self.play(line.bending(4.0))
        with self.say("This is the sigmoid. The height that z finds on it is the activation, a."):
            self.play(FadeIn(sums.head))
        with self.say("Read off the heights: the whole line goes in between nought and one."):
            self.play(line.squeezing(2.8))
            self.play(FadeIn(sums.rows))
        near, far = line.stretch(0, 2), line.stretch(2, 4)
        with self.say("What was near zero stays apart. Further out, the same length is crammed."):
            self.play(LaggedStart(FadeIn(near), FadeIn(far), lag_ratio=0.8), run_time=2.8)
        with self.say("Back on the curve, the line has two long wings, and they are flat."):
            self.play(Vanish(near, far))
            self.play(line.returning(2.2))

    def lay_a_tangent(self) -> None:
        self.beat("How steep is it?")
        steep = own.Steepness(self.axis)
        steep.shift(style.TOP_LEFT - steep.get_corner(UP + LEFT))
        sums = own.NeuronSums.slopes(self.person, self.layer, self.rows).move_to(
            style.ASIDE + UP * 0.3
        )
        order, zs = np.argsort(self.zs), sorted(self.zs.tolist())
        with self.say("A tangent glides along the curve. How steep it is, the bar below shows."):
            self.play(FadeIn(steep))
            self.play(steep.glide(zs[0], run_time=2.0))
        with self.say("At a z of the run the slope is easy to find: a, times one minus a."):
            self.play(FadeIn(sums.head), FadeIn(sums.rows[order[0]]))
        with self.say("The nearer to the middle, the steeper the curve, and the taller the bar."):
            for z, place in zip(zs[1:-1], order[1:-1], strict=True):
                self.play(steep.glide(z, run_time=3.0 / len(zs[1:-1])))
                self.play(FadeIn(sums.rows[place]), run_time=0.4)
        with self.say("It is steepest where z is nought. Even there the slope is just a quarter."):
            self.play(steep.glide(0.0, run_time=1.6))
        with self.say("From there on it only falls. The bell below is the slope, everywhere."):
            self.play(steep.glide(zs[-1], run_time=1.4))
            self.play(FadeIn(sums.rows[order[-1]]), run_time=0.4)
            self.play(steep.glide(self.reach, run_time=1.8))

    def go_into_the_wings(self) -> None:
        self.beat("The flat wings")
        hearing = own.Hearing(self.axis, self.person, self.layer, self.rows)
        hearing.wiggle.shift(style.STAGE_LEFT - hearing.wiggle.plot.frame.get_center())
        *nearer, furthest = hearing.order
        with self.say("Wiggle z by a half to either side. Near the middle, the activation moves."):
            self.play(FadeIn(hearing.wiggle))
        with self.say("Out in a wing, the same wiggle changes next to nothing."):
            self.perform(hearing.go_out(run_time=3.2))
        with self.say("On its way back, an error is multiplied by this very slope."):
            self.play(FadeIn(hearing.sums.head, hearing.sums.rows), run_time=style.SLOW)
        with self.say("The error that arrives, times the slope, is the neuron's delta."):
            for place in nearer:
                self.play(*hearing.hear(place, run_time=1.8))
        with self.say("Whoever stands in a wing hardly hears the error, and so hardly learns."):
            self.play(*hearing.hear(furthest, run_time=1.8))

    def watch_all_examples(self) -> None:
        run, targets = self.history, self.first.targets
        kinds = own.two_kinds(targets) if run.run.batch is None else None
        self.beat(f"All {targets.shape[1]} examples, from first to last")
        panels = own.ThreeSteps(self.wide, self._reader(run), len(run), width=11.6, kinds=kinds)
        panels.move_to(style.MIDDLE + UP * 0.05).align_to(style.LEFT_SIDE, LEFT)
        with self.say("A stroke for each neuron and example: as tall as the slope at its z."):
            self.play(FadeIn(panels[0]))
        with self.say("A neuron hears best on the hill. Now let the network learn."):
            self._run_on(panels)
        with self.say("A stroke's place is its z. The gradient moves it there, step by step."):
            self._run_on(panels)
        first, last = panels[0].wings, panels[2].wings
        if kinds is not None:
            some, more = (counted(wings.parted, "neuron") for wings in (first, last))
            with self.say(f"{some.capitalize()} at first, {more} at the end, part the two kinds."):
                self.hold(1.0)
        counts = f"{first.high} of {first.zs.size} strokes, and {last.high} at the end"
        with self.say(f"At first, {counts}, reach half of the hill."):
            self.play(FadeIn(panels.half_lines("1 \\/ 8")))
        with self.say("A stroke that moves outwards sinks: a surer neuron learns more slowly."):
            self.hold(1.0)

    def _reader(self, run: engine.History) -> Callable[[int], working.Squashed]:
        return lambda step: working.squashed(run[step], self.key)

    def _run_on(self, panels: own.ThreeSteps) -> None:
        """Let the next of the three pictures follow the clock to its step."""
        panel = panels.go_on()
        self.follow(panel)
        self.play(FadeIn(panel), run_time=0.4)
        self.play(self.replay(panels.stops[panels.live], run_time=3.2))
        self.let_go(panel)

    def leave_the_inputs_unscaled(self) -> None:
        self.turn_to(*self.pair)
        self.beat("What if nobody scales the inputs?")
        self.reads = {name: self._reader(run) for name, run in zip(PAIR, self.pair, strict=True)}
        both = own.RunWings(self.wide, self.reads, reach=HILL / 2).move_to(style.MIDDLE + UP * 0.05)
        scaled, raw = both
        with self.say("Two new runs, so that both begin with the same weights. One is scaled,"):
            self.play(FadeIn(scaled))
        with self.say("the other is given pounds and inches, just as they were measured."):
            self.play(FadeIn(raw))
        off, count = raw.wings.beyond, raw.wings.zs.size
        self.far = float(np.ceil(np.abs(raw.wings.zs).max()))
        these = f"All {count} strokes" if off == count else f"{off} of {count} strokes"
        with self.say(f"{these} are off its axis, the furthest z some {self.far:.0f} away."):
            self.play(own.zoom_out(scaled.wings, raw.wings, reach=self.far, run_time=3.8))

    def see_learning_stop(self) -> None:
        self.beat("Learning stops")
        named = zip(PAIR, self.pair, ("lane_a", "lane_d"), strict=True)
        runs = [own.Contender(name, run, run.costs, role) for name, run, role in named]
        looks = {"layer": self.layer, "depth": len(self.history.run.activations)}
        board = own.Stalled(self.wide, self.reads, runs, reach=self.far, **looks)
        self.follow(board.wings, board.costs)
        half, end = len(self.pair[0]) // 2, len(self.pair[0]) - 1
        with self.say("Let both learn, on one clock: the z on the left, the costs on the right."):
            self.play(FadeIn(board.wings, board.costs))
        with self.say("Both costs fall at first: the later layers can still learn something."):
            self.play(self.replay(half, run_time=3.6))
        with self.say("The raw run's first layer cannot: no stroke has height, no error passes."):
            self.play(self.replay(end, run_time=3.6))
        with self.say("To the layers behind, all examples look alike. The best guess is one half,"):
            self.play(FadeIn(board.guess))
        with self.say("and whatever the truth is, one half costs minus ln one half: that is ln 2."):
            self.play(FadeIn(board.price))
        with self.say("So inputs are scaled: then z begins on the hill, where a neuron can learn."):
            self.hold(1.0)

    def set_others_beside_it(self) -> None:
        self.turn_to(self.history, example=self.person)
        self.beat("Two other curves")
        cards, places = VGroup(), [(row, 0) for row in self.rows[:3]]
        for name in OTHERS:
            found = working.squashed(self.person, self.key, name)
            curve = working.curve(name, -self.reach, self.reach)
            cards.add(
                own.BendCard(ACTIVATIONS[name].short, curve, found, places, y_range=(-1.0, 3.0))
            )
        cards.arrange(RIGHT, buff=0.5, aligned_edge=DOWN).move_to(style.MIDDLE)
        with self.say("Other bends of the same z. The sigmoid's slope is a quarter at the most."):
            self.play(FadeIn(cards[0]))
        with self.say("Tanh is four times as steep in the middle, and even flatter outside."):
            self.play(FadeIn(cards[1]))
        with self.say("ReLU only has a kink: slope one on the right, nought on the left."):
            self.play(FadeIn(cards[2]))
        with self.say("Every example went through the same curve. Could all of them go at once?"):
            self.hold(1.0)
