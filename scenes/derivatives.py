"""If I move this a little, how much does that move? Slopes of costs that were recorded.

Every number on screen is read from a recording, or from its working, by name and place; changes
that are tried are chosen, and what they do is computed.
"""

from functools import partial
from typing import Any

import numpy as np
from manim import DOWN, LEFT, UP, FadeIn, FadeOut, VGroup

import engine
from engine import landscape, working
from scenes.pictures import derivatives as own
from scenes.vocabulary import Lecture, layer, stage, style
from scenes.vocabulary.layer.ratios import Ratios
from scenes.vocabulary.text import Strip, maths, quote

PERSON = 1  # whose neuron the chain rule is shown on: the second of the ten
WHICH = "W3", (0, 1)  # the weight that is moved: of the last neuron, from the second it hears
FAR, SPAN, TALL = (0.4, 1.25), 8.0, 0.25  # the widest view: its middle, and how wide and high
WIDE, NEAREST = (11.6, 4.3), 0.008  # of the window in the film; its smallest span
NUDGES = 0.8 * np.linspace(0.0, 1.0, 61) ** 2  # of the weight, down to hardly any
CHANGES = np.geomspace(2.0, 0.00002, 301)
LISTED = range(0, 301, 60)  # of the changes: each a tenth of the one before
GROWTH = np.linspace(0.2, 1e-6, 121)  # of a side: from a change to hardly any
BOTH = ("W1", (0, 0)), ("b1", (0, 0))  # a neuron's two parameters
POWERS: tuple[float | str, ...] = 2, 3, 1.5, "n"
TURNS = np.linspace(-np.pi, np.pi, 181)  # from the way down over the way up
BEFORE, BEYOND = 1.2, 1.8  # how far up and down their sheet reaches from where the run starts


class Derivatives(Lecture):
    """From a curve that is a line near enough to a slope for each of 25 weights and biases."""

    def construct(self) -> None:
        self.record_the_runs()
        question, others = (
            "If I move this a little, how much does that move?",
            [self.neuron, self.line],
        )
        self.open(question, run=self.heart, example=self.person, also=others, with_cost=False)
        self.hide_the_footer()
        self.fall_towards_a_point()
        self.let_a_ratio_settle()
        self.grow_a_square()
        self.let_exponents_hop()
        self.add_two_costs()
        self.grow_a_product()
        self.follow_a_chain()
        self.hold_the_others_still()
        self.turn_a_probe()
        self.ask_for_all()

    def record_the_runs(self) -> None:
        self.heart = engine.record("heart", seed=42)
        self.neuron = engine.record("neuron", seed=11)
        self.line = engine.record("line", learning_rate=0.2)
        self.first, self.person = self.heart[0], working.example(self.heart[0], PERSON)
        self.cut = partial(working.cut, self.first, *WHICH)
        w, b = (float(self.neuron[0][key][place]) for key, place in BOTH)
        span = [(w - BEFORE, w + BEYOND), (b - BEYOND, b + BEFORE)]
        self.sheet = landscape.sheet(self.neuron, axes=BOTH, span=span)

    def look_at(self, run: engine.History, **who: Any) -> None:
        self.turn_to(run, with_cost=False, **who)
        self.hide_the_footer()

    # -- A slope

    def fall_towards_a_point(self) -> None:
        here = float(self.first[WHICH[0]][WHICH[1]]), float(self.first.cost)
        window = self.window = own.WideWindow(self.cut, here, WIDE, far=FAR, span=SPAN, tall=TALL)
        window.shift(style.MIDDLE + UP * 0.15)
        self.add(window)
        self.play(window.zoom(NEAREST, run_time=7.0))
        self.tell("Near enough, a curve is a line.", ahead=0.0)
        self.rest(0.6)
        self.play(window.zoom(SPAN, run_time=3.0))

    def let_a_ratio_settle(self) -> None:
        self.beat("How steep is it here?", self.window)
        found = working.quotients(self.first, *WHICH, CHANGES)
        self.play(self.window.step_aside(run_time=1.4))
        board = own.Settling(self.window, found, LISTED)
        self.tell("Move one weight. The cost of all ten people moves too.", ahead=0.0)
        *moved, line = board.appear()
        self.perform(moved)
        self.tell("What it does, over what we did: the slope of the line through both.")
        self.perform([line])
        self.add(board.triangle)
        self.tell("Now change it less and less, and come nearer in time.")
        self.play(board.shrink(run_time=12.0))
        self.tell("Digit by digit it settles: on the derivative.")
        self.perform(board.settle())
        self.rest(1.0)
        self.tell("A constant is level: its slope is nought. Added, it lifts, and turns nothing.")
        self.perform(board.add_constant())
        self.rest(1.0)

    # -- The rules

    def grow_a_square(self) -> None:
        side = float(np.abs(self.line[0]["a1"] - self.line[0].targets)[0, 0])
        self.beat("A square grows")
        self.look_at(self.line)
        found = working.growth(side, side, GROWTH, GROWTH)
        total = "frac(Delta delta(s)^2, delta(Delta s)) = 2 delta(s) + delta(Delta s)"
        board = own.Growing(found, ("delta(s)", "delta(s)"), ("quotients", total))
        self.tell("The side is an error that was made. It grows: two strips, a corner.", ahead=0.0)
        self.perform(board.appear())
        self.tell("Let the change go to nought: before the strips are gone, the corner is.")
        self.play(board.shrink(run_time=7.0))
        self.tell("Over the change, two sides are left: the slope of the area.")
        rule = maths("frac(d delta(s)^2, delta(d s)) = 2 delta(s)", size=style.RESULT)
        rule.next_to(board.lines[-1][1], LEFT, buff=0.22)
        self.perform(board.become(rule, {"quotients": 0}))
        self.rest(1.0)

    def let_exponents_hop(self) -> None:
        self.beat("A cube grows by three slabs")
        cube = own.Cube()
        lines = VGroup(*map(own.power_rule, POWERS))
        lines.arrange(DOWN, buff=0.5, aligned_edge=LEFT).move_to(style.RIGHT_HALF + UP * 0.65)
        self.play(FadeIn(cube, run_time=0.4))
        self.tell("One on each face. What fills the edges soon counts for nothing.", ahead=0.0)
        self.play(cube.become(0.0, 1.0, run_time=1.4))
        self.play(cube.become(0.3, 1.0, run_time=1.8))
        self.perform(cube.name_parts())
        self.play(cube.become(0.06, 1.0, run_time=2.4))
        self.tell("Three slabs, each as large as a face: over the change, three x squared.")
        self.perform(cube.count(lines[1]))
        self.tell("The exponent hops down in front, and is one less.")
        self.perform(own.hop(lines[0]))
        self.tell("Above nought this holds for any power, whole or not.")
        self.perform(own.hop(lines[2]))
        root = working.growth(1, 1, [1e-6], [np.sqrt(1 + 1e-6) - 1])  # of x, and x times it: x^1.5
        tried = quote(root, "quotients", (0,), 4, size=style.FORMULA)
        name = f'x = 1 ":" quad frac(Delta x^{POWERS[2]}, Delta x) ='
        measured = Strip(name, tried, size=style.FORMULA)
        self.play(FadeIn(measured.move_to(style.RIGHT_HALF + DOWN * 2.25)))
        self.perform(own.hop(lines[3]))
        self.rest(0.6)

    def add_two_costs(self) -> None:
        self.beat("Heights add, and so do slopes")
        self.look_at(self.heart, example=self.person)
        xs = FAR[0] + SPAN * np.linspace(-0.5, 0.5, 81)
        first, second = (np.flatnonzero(self.first.targets[0] == kind) for kind in (0, 1))
        groups = [first, *(np.append(second, first[:k]) for k in range(len(first) + 1))]
        cuts = [self.cut(xs, among=group) for group in groups]
        slopes = [working.quotients(self.first, *WHICH, [1e-6], among=group) for group in groups]
        weight = float(self.first["W3"][0, 1])
        stack = own.Stack(cuts, slopes, self.heart.dataset.class_names, weight)
        self.tell("Five people's share of the cost, and the other five's.", ahead=0.0)
        self.perform(stack.appear())
        self.add(stack)
        self.tell("At our weight, each of them has a slope.")
        self.perform(stack.touch())
        self.tell("Set one upon the other, a person at a time: heights add, and so do slopes.")
        self.perform(stack.join(run_time=6.0))
        self.rest(1.0)

    def grow_a_product(self) -> None:
        self.beat("A product has two strips")
        sides = float(abs(self.person["W3"][0, 1])), float(self.person["a2"][1, 0])
        found = working.growth(*sides, GROWTH, GROWTH / 2)
        total = "rises", "Delta(weight(w) activation(a))"
        board = self.product = own.Growing(found, ("weight(w)", "activation(a)"), total)
        self.tell("A weight times what it hears. Both grow.", ahead=0.0)
        self.perform(board.appear())
        self.tell("Each strip is one side, times what the other gained.")
        self.play(board.shrink(run_time=6.0))
        parts = "activation(a) thin weight(d w)", '"" + weight(w) thin activation(d a)'
        rule = maths("d(weight(w) activation(a))", "=", *parts, size=style.SUMMARY)
        rule.move_to(style.RIGHT_HALF + UP * 0.4)
        self.perform(board.become(rule, {"rises": 0, "first": 2, "second": 3}))
        self.tell("Hold a still, and a weight moves its sum a times as far.")
        self.play(FadeOut(rule[3], board.gained[1:], run_time=1.8))
        self.rest(0.6)

    def follow_a_chain(self) -> None:
        heard = self.product.labels[1]
        self.beat("A chain hands on a change", heard)
        found = working.ripple(self.person, *WHICH, NUDGES)
        sliders = layer.Sliders(found, cost=f"C_{PERSON + 1}")
        ratios = Ratios(sliders, found, working.chain(self.person, *WHICH))
        self.perform(sliders.unfold())
        self.add(sliders)
        self.tell("For one person: the weight moves z, z moves the guess, the guess its cost.")
        self.play(sliders.drag(run_time=4.0))
        self.tell("The first hands on a times as much: what the weight hears.")
        self.play(stage.Flight(heard[1], ratios.links[0][1], run_time=1.8), FadeOut(heard[0]))
        self.tell("Each hands on its share, as measured. Their product is that of the ends.")
        first, *others = ratios.appear()
        self.play(FadeOut(heard[1], run_time=0.8), *first)
        self.perform(others)
        self.tell("Let the nudge shrink, and all four settle: on slopes. They multiply as well.")
        self.perform(ratios.shrink(4.0), ratios.become_slopes("d"))
        self.rest(0.6)

    # -- Two at once, and all

    def hold_the_others_still(self) -> None:
        self.beat("Hold the others still")
        self.look_at(self.neuron)
        updates = [working.update(self.neuron[0], *each) for each in BOTH]
        panes = self.panes = own.TwoPanes(self.sheet, updates)
        self.tell("A cost over another neuron's weight and bias: a surface.", ahead=0.0)
        self.perform(panes.appear())
        self.tell("Hold b still. A pane of glass cuts out one curve, with one slope.")
        self.perform(panes.hold(0))
        self.tell("Hold w still: another curve, another slope. These are partial derivatives.")
        self.perform(panes.hold(1))
        self.rest(1.8)

    def turn_a_probe(self) -> None:
        w, b = (self.neuron[0]["d" + key][place] for key, place in BOTH)
        found = working.turned(self.neuron[0], BOTH, TURNS + np.arctan2(b, w))
        assert found.slopes.max() <= np.linalg.norm(found.gradient) * 1.000001
        panes = self.panes
        self.beat("Which way is up?", panes.surface, *panes.labels)
        self.perform(panes.close(), panes.lie_down(style.MIDDLE + DOWN * 0.35))
        probe = own.TurningProbe(found, panes.flat, panes.at)
        self.tell("From above: one slope along each axis. Together they are one arrow.", ahead=0.0)
        self.perform(probe.point(panes.labels))
        self.play(FadeIn(probe.told))
        self.add(probe)
        self.tell(
            "Turn a probe. Its length is how fast the cost falls; in green, how fast it rises."
        )
        self.play(probe.turn(0.0, 0.5, run_time=5.0))
        self.tell("It rises fastest along the gradient.")
        self.rest(0.0)
        self.play(probe.turn(0.5, 1.0, run_time=4.0))
        self.tell("And minus the gradient is the steepest way down.")
        self.perform(probe.point_back())
        self.rest(0.8)

    def ask_for_all(self) -> None:
        self.beat("A slope for every number")
        self.look_at(self.heart, example=self.person)
        board = own.ManyWindows(self.first, partial(working.cut, self.first))
        count = len(board.windows)
        self.tell("The cost of all ten people again, along each number of the network.", ahead=0.0)
        self.perform(board.open_up(run_time=4.0))
        self.tell(f"{count} numbers, {count} slopes. Who finds all of them in one sweep?", ahead=0)
        self.perform(board.touch(run_time=4.0))
        self.rest(2.6)
