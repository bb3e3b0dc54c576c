"""What does a neuron do with its z? The sigmoid: a line that bends, its slope, and its flat wings.

Every number on screen is read from a recording, or from its working, by name and place. Another
run may be replayed (TRAINREEL_RUN) if it has a layer of sigmoids. What happens without scaling is
shown beside `heart` alone: two more runs, both from one draw of first weights.
"""

from typing import ClassVar

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, Mobject, VGroup

import engine
from engine import working
from scenes.vocabulary import (
    BendCard,
    BentLine,
    Clock,
    Contender,
    Footer,
    Lecture,
    NeuronSums,
    SideBySide,
    Steepness,
    StepWings,
    ThreeSteps,
    Wiggle,
    shortened,
    style,
    words,
    zoom_out,
)

PERSON = 1  # whom we follow, if there are several: the second
MOST = 5  # neurons whose z can be told apart
REACH, FURTHEST = 6.0, 12.0  # how far the z axis runs at least, and at most
HILL = 16.0  # how far from the middle a sigmoid's slope can still be seen
DRAW = 4  # the seed of the two runs that are compared
PAIR = {"scaled": "heart", "raw": "heart_raw"}
OTHERS = {"sigmoid": "sigmoid", "tanh": "tanh", "relu": "ReLU"}
ASIDE, MIDDLE = RIGHT * 4.5, LEFT * 1.7 + UP * 0.25


class Sigmoid(Lecture):
    """From a straight number line to the reason why inputs are scaled."""

    refusals: ClassVar[tuple[type[Exception], ...]] = (engine.Refused,)

    def construct(self) -> None:
        self.choose_the_run()
        self.own = Footer(self.history.costs, learning_rate=self.first.learning_rate)
        runs = " ".join(run.fingerprint for run in (self.history, *self.pair))
        self.open("What does a neuron do with its z?", fingerprint=runs, footer=self.own)
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
        self.person = working.example(self.first, self._an_example())
        self.zs = self.person[self.key][list(self.rows), 0]
        self.reach = max(REACH, float(np.ceil(np.abs(self.zs).max())))
        self.axis = working.curve("sigmoid", -self.reach, self.reach)
        self.wide = working.curve("sigmoid", -HILL, HILL)
        pair = PAIR.values() if run.name == "heart" else ()
        self.pair = [engine.record(name, seed=DRAW) for name in pair]

    def _an_example(self) -> int:
        """Return the first example, from the second on, whose shown z are all on the axis."""
        shown = np.asarray(self.first[self.key])[list(self.rows)]
        inside = np.all(np.abs(shown) <= FURTHEST, axis=0)
        if not inside.any():
            where = f"{self.history.run.name} has every {self.key} beyond {FURTHEST:g}"
            raise engine.Refused(f"The run {where}, where the curve is flat.")
        order = np.roll(np.arange(len(inside)), -PERSON)
        return int(order[np.argmax(inside[order])])

    def lay_out_the_line(self) -> None:
        self.line = line = BentLine(self.axis, self.person, layer=self.layer, rows=self.rows)
        line.shift(MIDDLE - line.plot.frame.get_center())
        sums = NeuronSums.inputs(self.person, self.layer, self.rows).move_to(ASIDE + UP * 0.2)
        size = self.history.run.sizes[self.layer]
        whose = f"layer {self.layer}, {len(self.rows)} of {size} neurons"
        title = words(whose, size=style.SMALL, role="muted")
        title.next_to(sums, UP, buff=0.45)
        with self.say("A neuron adds up what it receives. The sum, z, can be any number at all."):
            self.perform(line.appear())
        with self.say("One example went through the network. What did its first neurons add up?"):
            self.play(FadeIn(title, sums))
        with self.say("Each z has its place on the line: some near the middle, some far from it."):
            self.perform(line.receive([strip[-1] for strip in sums]))

    def bend_the_line(self) -> None:
        line = self.line
        self.beat("The line bends", line)
        sums = NeuronSums.activations(self.person, self.layer, self.rows).move_to(ASIDE)
        with self.say("An activation has to lie between nought and one: it has no more room."):
            self.play(line.raise_heights())
        with self.say("So the line bends. On the left it sinks to nought, on the right it rises."):
            self.play(line.bending(4.0))
        with self.say("This is the sigmoid. The height that z finds on it is the activation, a."):
            self.play(FadeIn(sums.head))
        with self.say("Read off the heights: the whole line goes in between nought and one."):
            self.play(line.squeezing(2.8))
            self.play(FadeIn(sums.rows))
        with self.say("What was near zero stays apart. What was far from it is crammed together."):
            self.hold(1.0)
        with self.say("Back on the curve, the line has two long wings, and they are flat."):
            self.play(line.returning(2.2))

    def lay_a_tangent(self) -> None:
        self.beat("How steep is it?")
        steep = Steepness(self.axis)
        steep.shift(np.array([style.LEFT_EDGE, 3.1, 0]) - steep.get_corner(UP + LEFT))
        sums = NeuronSums.slopes(self.person, self.layer, self.rows).move_to(ASIDE + UP * 0.3)
        order = np.argsort(self.zs)
        zs = self.zs[order].tolist()
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
        wiggle = Wiggle(self.axis)
        wiggle.shift(MIDDLE - wiggle.plot.frame.get_center())
        sums = NeuronSums.deltas(self.person, self.layer, self.rows).move_to(ASIDE)
        out = float(self.zs[np.abs(self.zs).argmax()])
        with self.say("Wiggle z by a half to either side. In the middle, the activation answers."):
            self.play(FadeIn(wiggle))
        with self.say("Out in a wing, the same wiggle changes next to nothing."):
            self.play(wiggle.carry(out, run_time=3.0))
        with self.say("On its way back, an error is multiplied by this very slope."):
            self.play(FadeIn(sums, lag_ratio=0.1), run_time=style.SLOW)
        with self.say("Whoever stands in a wing hardly hears the error, and so hardly learns."):
            self.play(wiggle.carry(0.0, run_time=1.8))
            self.play(wiggle.carry(out, run_time=1.8))

    def watch_all_examples(self) -> None:
        count = self.first.targets.shape[1]
        self.beat(f"All {count} examples, from first to last" if count > 1 else "First to last")
        panels = self._three_steps(self.history, 10.6)
        with self.say("A stroke for each neuron and example: as tall as the slope at its z."):
            self.play(FadeIn(panels[0]))
        with self.say("A neuron hears best on the hill. Now let the network learn."):
            self._run_on(panels, run_time=3.0)
        with self.say("The z move apart: the neurons begin to tell the examples from each other."):
            self._run_on(panels, run_time=3.6)
        high = panels[2].wings.at > self.wide.slope.max() / 2
        with self.say(f"At the end, {high.sum()} of {high.size} strokes reach half of the hill."):
            self.hold(1.0)

    def _three_steps(self, run: engine.History, width: float, name: str = "") -> ThreeSteps:
        """Return a run's first step, one in the middle and the last, at the left of the stage."""

        def read(step: int) -> tuple[engine.Step, working.Squashed]:
            return run[step], working.squashed(run[step], self.key)

        panels = ThreeSteps(self.wide, read, len(run), width=width, name=name)
        return panels.move_to(UP * 0.3).shift(RIGHT * (style.LEFT_EDGE - panels.get_left()[0]))

    def _run_on(self, panels: ThreeSteps, *beside: Mobject, run_time: float) -> None:
        """Let the next of the three pictures follow the clock to its step."""
        panel = panels.go_on()
        self.follow(panels.show_step)
        self.play(FadeIn(panel), run_time=0.4)
        moving, stop = VGroup(panel, *beside, self.footer), panels.stops[panels.live]
        self.play(self.replay(moving, stop, run_time=run_time))
        self.followers.remove(panels.show_step)

    def leave_the_inputs_unscaled(self) -> None:
        self.turn_to(Clock(len(self.pair[0]) - 1))
        self.beat("What if nobody scales the inputs?")
        stage = VGroup()
        for name, run in zip(PAIR, self.pair, strict=True):
            found = working.squashed(run[0], self.key)
            stage.add(StepWings(self.wide, run[0], found, name=name, reach=HILL / 2, height=1.5))
        scaled, raw = stage.arrange(DOWN, buff=0.5).move_to(UP * 0.3)
        with self.say("Two more runs, both from one draw of first weights. One has scaled inputs,"):
            self.play(FadeIn(scaled))
        with self.say("and the other pounds and inches, just as they were measured."):
            self.play(FadeIn(raw))
        with self.say(f"{raw.wings.beyond} of its {raw.wings.zs.size} strokes are off this axis."):
            self.hold(1.0)
        far = float(np.ceil(np.abs(raw.wings.zs).max()))
        with self.say("Further out, and further: hundreds to either side, where all is flat."):
            self.play(zoom_out(scaled.wings, raw.wings, reach=far, run_time=3.8))

    def see_learning_stop(self) -> None:
        self.beat("Learning stops")
        panels = self._three_steps(self.pair[1], 4.6, "raw")
        named = zip(PAIR, self.pair, ("lane_a", "lane_d"), strict=True)
        runs = [Contender(name, run, run.costs, role) for name, run, role in named]
        costs = SideBySide(runs, level=float(np.log(2)), level_name="ln 2", layer=self.layer)
        costs.set_y(0.3).shift(RIGHT * (style.RIGHT_EDGE - costs.get_right()[0]))
        self.follow(costs.show_step)
        with self.say("Let both learn, on one clock. The wings are those of the raw inputs."):
            self.play(FadeIn(panels[0], costs))
        with self.say("Both costs fall at first: the later layers can still learn something."):
            self._run_on(panels, costs, run_time=3.4)
        with self.say("The first layer cannot. No stroke has any height: no error gets through."):
            self._run_on(panels, costs, run_time=3.4)
        with self.say("To the later layers all ten look alike: one half each. That costs ln 2."):
            self.hold(1.0)
        with self.say("So inputs are scaled: then z begins on the hill, where a neuron can learn."):
            self.hold(1.0)

    def set_others_beside_it(self) -> None:
        self.turn_to(self.own)
        self.beat("Two other curves")
        cards = VGroup()
        places = [(row, 0) for row in self.rows[:3]]
        for name, title in OTHERS.items():
            found = working.squashed(self.person, self.key, name)
            curve = working.curve(name, -self.reach, self.reach)
            cards.add(BendCard(title, curve, found, places, y_range=(-1.0, 3.0)))
        cards.arrange(RIGHT, buff=0.75, aligned_edge=DOWN).move_to(UP * 0.25)
        with self.say("Other bends of the same z. The sigmoid's slope is a quarter at the most."):
            self.play(FadeIn(cards[0]))
        with self.say("Tanh runs from minus one to one: four times as steep, and as flat outside."):
            self.play(FadeIn(cards[1]))
        with self.say("ReLU has but a kink. Its right side is never flat, its left side always."):
            self.play(FadeIn(cards[2]))
        with self.say("Every example went through the same curve. Could all of them go at once?"):
            self.hold(1.0)
