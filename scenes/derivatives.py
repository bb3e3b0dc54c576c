"""If I move this a little, how much does that move? Slopes of costs that were recorded.

Every number on screen is read from a recording, or from its working, by name and place; changes
that are tried are chosen, and what they do is computed.
"""

from functools import partial

import numpy as np
from manim import DOWN, LEFT, UP, FadeIn, FadeOut, VGroup

import engine
from engine import landscape, working
from scenes.pictures import derivatives as own
from scenes.vocabulary import Lecture, layer, stage, style
from scenes.vocabulary.layer.ratios import Ratios
from scenes.vocabulary.text import Strip, maths

PERSON = 1  # whose neuron the chain rule is shown on: the second of the ten
WHICH = "W3", (0, 1)  # the weight that is moved: of the last neuron, from the second it hears
FAR, SPAN, TALL = (0.4, 1.25), 8.0, 0.25  # the widest view: its middle, and how wide and high
NEAREST = 0.008
NUDGES = 0.8 * np.linspace(0.0, 1.0, 61) ** 2  # of the weight, down to hardly any
CHANGES = np.append(np.geomspace(2.0, 0.4, 60), np.geomspace(0.4, 0.0004, 241)[1:])
LISTED = 59, 139, 219, 299  # of the changes: 0.4, 0.04, 0.004, 0.0004
GROWTH = np.geomspace(0.2, 0.02, 61)  # of a side: from a change to a tenth of it
BOTH = ("W1", (0, 0)), ("b1", (0, 0))  # a neuron's two parameters
POWERS: tuple[float | str, ...] = 2, 3, 1.5, "n"
TURNS = np.linspace(0, 2 * np.pi, 181)
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

    # -- A slope

    def fall_towards_a_point(self) -> None:
        here = float(self.first[WHICH[0]][WHICH[1]]), float(self.first.cost)
        window = self.window = own.Window(
            self.cut, here, far=FAR, span=SPAN, tall=TALL, width=11.6, height=4.3
        )
        window.take_size(1.0, style.MIDDLE + UP * 0.15)
        self.add(window)
        self.play(window.zoom(NEAREST, run_time=7.0))
        self.tell("Near enough, a curve is a line.", ahead=0.0)
        self.rest(0.6)
        self.play(window.zoom(SPAN, run_time=3.0))

    def let_a_ratio_settle(self) -> None:
        self.beat("How steep is it here?", self.window)
        found = working.quotients(self.first, *WHICH, CHANGES)
        window, start = self.window, self.window.frame.get_center()
        goal = style.STAGE_LEFT + UP * 0.2

        def step_aside(moment: float) -> None:
            window.take_size(1.0 - 0.26 * moment, start + (goal - start) * moment)

        self.play(stage.Tween(window, step_aside, run_time=1.4))
        board = own.Settling(window, found, LISTED)
        self.tell("Move one weight. The cost of all ten people moves too.", ahead=0.0)
        self.perform(board.appear())
        self.add(board.triangle)
        self.tell("What it does, over what we did: the slope of the line through both.")
        self.perform(board.shrink(0, run_time=4.0))
        self.tell("A tenth of the change. Then come ten times as near.")
        self.perform(*(board.shrink(row, run_time=3.0) for row in range(1, len(LISTED))))
        self.tell("From the left, its digits settle: on the derivative.")
        self.perform(board.settle())
        self.fall_silent()
        lifted = VGroup(window.curve, board.triangle.secant).copy()
        constant = "A constant added lifts the curve, as steep as before: its own slope is nought."
        self.tell(constant, ahead=0.0)
        self.play(lifted.animate(run_time=3.2).shift(UP * 0.6))
        self.rest(0.4)

    # -- The rules

    def grow_a_square(self) -> None:
        errors = np.abs(self.line[0]["a1"] - self.line[0].targets)[0]
        side = float(errors[0])
        self.beat("A square grows")
        self.turn_to(self.line, with_cost=False)
        self.hide_the_footer()
        found = working.growth(side, side, GROWTH, GROWTH)
        board = own.Growing(found, ("e", "e"), ("delta", "delta"))
        self.tell("An error, squared. Let it grow: two strips, and a corner.", ahead=0.0)
        self.perform(board.appear())
        lines, last = board.lines(), len(GROWTH) - 1
        self.play(FadeIn(lines))
        self.tell("A tenth of the change: each strip is a tenth, the corner a hundredth.")
        self.play(board.shrink(lines, last, run_time=6.0))
        self.tell("Divide by the change: two sides are left, and the change, which goes to nought.")
        ratio = board.ratio().next_to(lines, DOWN, buff=0.4)
        self.play(FadeIn(ratio, lag_ratio=0.4, run_time=2.4))
        self.fall_silent()
        rule = maths("frac(d, d delta(e)) thin delta(e)^2 = 2 delta(e)", size=style.GIANT)
        self.play(FadeOut(lines, ratio))
        self.tell("The slope of a square is twice its side.")
        self.play(FadeIn(rule.move_to(style.RIGHT_HALF + UP * 0.4)))
        self.rest(0.6)

    def let_exponents_hop(self) -> None:
        self.beat("A cube grows by three slabs")
        cube = own.Cube()
        place = style.RIGHT_HALF + LEFT * 2.2 + UP * 2.1
        hops = [own.Hop(power, place + DOWN * 1.3 * k) for k, power in enumerate(POWERS)]
        self.play(FadeIn(cube, run_time=0.4))
        self.tell("One on each face. What fills the edges soon counts for nothing.", ahead=0.0)
        self.perform(cube.take_slabs(0.3))
        self.play(cube.thin_out(0.3, 0.06, run_time=2.4))
        self.play(FadeIn(*hops))
        self.tell("The exponent hops down in front, and is one less.", ahead=0.0)
        self.perform(*(hop.hop() for hop in hops[:2]))
        self.tell("Above nought this holds for any power, whole or not.")
        self.perform(*(hop.hop() for hop in hops[2:]))
        self.rest(0.4)

    def add_two_costs(self) -> None:
        self.beat("Heights add, and so do slopes")
        self.turn_to(self.heart, example=self.person, with_cost=False)
        self.hide_the_footer()
        xs = FAR[0] + SPAN * np.linspace(-0.5, 0.5, 81)
        groups = [np.flatnonzero(self.first.targets[0] == kind) for kind in (0, 1)]
        parts = [self.cut(xs, among=group) for group in groups]
        slope = partial(working.quotients, self.first, *WHICH, [1e-6])
        found = [slope(among=groups[0]), slope(among=groups[1]), slope()]
        stack = own.Stack(parts, self.cut(xs), found, float(self.first["W3"][0, 1]))
        board = own.SlopesAdd(found, [*self.heart.dataset.class_names, "all"])
        self.tell("Five people's share of the cost, and the other five's.", ahead=0.0)
        self.perform(stack.appear())
        self.add(stack)
        self.tell("At our weight, each of them has a slope.")
        self.perform(stack.touch(), board.shares())
        self.tell("Set one upon the other: heights add, and so do slopes.")
        self.play(stack.raise_it(run_time=3.6))
        self.perform(board.total())
        self.rest(1.0)

    def grow_a_product(self) -> None:
        self.beat("A product has two strips")
        sides = float(abs(self.person["W3"][0, 1])), float(self.person["a2"][1, 0])
        found = working.growth(*sides, GROWTH, GROWTH)
        board = own.Growing(found, ("w", "a"), ("weight", "activation"))
        self.tell("A weight times what it hears. Both grow.", ahead=0.0)
        self.perform(board.appear())
        lines = board.lines()
        self.play(FadeIn(lines))
        self.tell("Each strip is one side, times what the other gained.")
        self.play(board.shrink(lines, len(GROWTH) - 1, run_time=5.0))
        self.play(FadeOut(lines))
        first = "d(weight(w) activation(a)) = activation(a) thin weight(d w)"
        second = '"" + weight(w) thin activation(d a)'
        rule = self.rule = Strip(first, second, size=style.SUMMARY)
        self.play(FadeIn(rule.move_to(style.RIGHT_HALF + UP * 0.4), lag_ratio=0.2, run_time=3.2))
        self.tell("Hold a still, and a weight moves its sum a times as far.")
        self.play(FadeOut(rule[1], board.gained[1:], run_time=1.8))
        self.rest(0.6)

    def follow_a_chain(self) -> None:
        self.beat("A chain hands on a change", self.rule[0])
        found = working.ripple(self.person, *WHICH, NUDGES)
        sliders = layer.Sliders(found, cost=f"C_{PERSON + 1}")
        ratios = Ratios(sliders, found, working.chain(self.person, *WHICH))
        first, *others = sliders.unfold()
        self.play(FadeOut(self.rule[0], run_time=0.7), *first)
        self.perform(others)
        self.add(sliders)
        self.tell("For one person: the weight moves z, z moves the guess, the guess its cost.")
        self.play(sliders.drag(run_time=4.0))
        self.tell("Each hands on its share: three ratios. Their product is that of the ends.")
        self.perform(ratios.appear())
        self.tell("Let the nudge shrink, and all four settle: on slopes. They multiply as well.")
        self.perform(ratios.shrink(4.0), ratios.become_slopes())
        self.rest(0.6)

    # -- Two at once, and all

    def hold_the_others_still(self) -> None:
        self.beat("Hold the others still")
        self.turn_to(self.neuron, with_cost=False)
        self.hide_the_footer()
        updates = [working.update(self.neuron[0], *each) for each in BOTH]
        panes = self.panes = own.TwoPanes(self.sheet, updates)
        self.tell("Another neuron's cost over its weight and its bias: a surface.", ahead=0.0)
        self.perform(panes.appear())
        self.tell("Hold b still. A pane of glass cuts out one curve, with one slope.")
        self.perform(panes.hold(0))
        self.tell("Hold w still: another curve, another slope. These are partial derivatives.")
        self.perform(panes.hold(1))
        self.rest(0.8)

    def turn_a_probe(self) -> None:
        found = working.turned(self.neuron[0], BOTH, TURNS)
        assert found.slopes.max() <= np.linalg.norm(found.gradient) * 1.000001
        panes = self.panes
        self.beat("Which way is up?", panes.surface, *panes.labels)
        self.perform(panes.close(), panes.lie_down(style.MIDDLE + UP * 0.15))
        probe = own.TurningProbe(found, panes.flat, panes.at)
        self.tell("From above: one slope along each axis. Together they are one arrow.", ahead=0.0)
        self.perform(probe.point())
        self.add(probe)
        self.tell("Turn a probe: green is how fast the cost rises, dashed how fast it falls.")
        self.play(probe.turn(run_time=6.0))
        self.tell("No way up is steeper than the gradient. Minus the gradient is the way down.")
        self.perform(probe.point_back())
        self.rest(0.6)

    def ask_for_all(self) -> None:
        self.beat("A slope for every number")
        self.turn_to(self.heart, example=self.person, with_cost=False)
        self.hide_the_footer()
        board = own.ManyWindows(self.first, partial(working.cut, self.first))
        count = len(board.windows)
        self.tell("Back to the cost of all ten.", ahead=0.0)
        self.perform(board.open_up(run_time=4.0))
        self.tell(f"{count} numbers, {count} slopes. Who finds all of them in one sweep?", ahead=0)
        self.perform(board.touch(run_time=4.0))
        self.rest(1.0)
