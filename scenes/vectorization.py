"""How do a thousand go through at once? Ten people one after the other, and then in one stroke.

Every number on screen is read from a recording, its working, or a measurement that was made where
the film was first rendered. TRAINREEL_RUN replays another run.
"""

import numpy as np
from manim import DOWN, FadeIn, FadeOut, LaggedStart, Succession, VGroup, linear, rush_from
from manim import ReplacementTransform as Turn

import engine
from engine import measuring, working
from scenes.pictures import vectorization as own
from scenes.vocabulary import Lecture, matrix, stage, style
from scenes.vocabulary.layer import ACTIVATIONS, Subject, spoken
from scenes.vocabulary.network import RunDiagram, arranging
from scenes.vocabulary.text import cite, words

PERSON = 1  # who is followed in one sum
BEHIND = 0.012  # of one's time: side by side, and still each in sight
THOUSAND, RACE = 3, 7.0  # which of the measured counts is in the race, and for some seconds


class Vectorization(Lecture):
    """From a loop over columns to one product, what shapes have to agree, and what it saves."""

    refusals, unfit = (engine.Refused,), staticmethod(own.unfit)

    def construct(self) -> None:
        self.choose_the_run()
        self.open("How do a thousand go through at once?", run=self.history, also=[self.timing])
        self.pass_one_by_one()
        self.stand_in_columns()
        self.meet_the_weights()
        self.loop_or_stroke()
        self.lend_the_bias()
        self.time_a_thousand()
        self.agree_on_shapes()
        self.go_through_the_layers()
        self.judge_each()
        self.come_back()
        self.let_it_learn()

    def choose_the_run(self) -> None:
        run = self.history = self.fitting(engine.chosen("heart", seed=42))
        self.first, self.last, self.depth = run[0], run[-1], len(run.run.activations)
        self.m, self.answer = self.first.targets.shape[1], f"a{self.depth}"
        self.names = ["activation(A)"] * self.depth + ["activation(hat(y))"]
        self.about = Subject(run.run, run.dataset, working.example(self.first, 0))
        yes = self.first.targets[0] > self.about.middle
        self.sweeps = [working.sweep(self.first, n + 1) for n in range(self.depth)]
        self.grid = own.layout(self.first, self.sweeps, style.own_colors(yes.tolist()))
        self.timing = measuring.kept_timing(*self.first["W1"].shape)

    def pass_one_by_one(self) -> None:
        self.hide_the_footer()
        network = self.network = RunDiagram(self.last, self.history, **self.about.layers)
        stage.gesture.at_once(arranging.spread_out(network))
        passing = self.passing = own.Passing(network, self.last, self.answer, self.grid)
        ends = passing.ends_named(self.about.classes if len(self.about.classes) == 2 else "01")
        self.add(cite(network, self.last), passing, ends)
        self.play(passing.go(lag=1.0, end=1 / self.m, run_time=2.4))
        who = "people" if self.about.data == "heart" else "examples"
        many = spoken(self.m, capital=True)
        self.tell(f"{many} {who} go through a trained network, one after the other.", ahead=0.0)
        self.play(passing.go(lag=1.0, start=1 / self.m, run_time=6.0))
        self.play(passing.go(lag=0.0, start=1.0, end=0.0, run_time=1.2))
        self.tell("Or all of them, side by side.", ahead=0.3)
        self.play(passing.go(lag=BEHIND, run_time=4.6))

    def stand_in_columns(self) -> None:
        self.beat("A column for each", self.passing.discs, self.network)
        table = self.table = self.layer(1, own.roomy(self.grid, sum(self.first["W1"].shape)))
        self.pair = len(table.beams) - 1, PERSON
        X, called = self.first["a0"], self.history.dataset.feature_names
        large, names, said = own.in_digits(table, called, self.pair)
        self.tell("Each gets a column and a colour, and keeps both.")
        turns = map(Turn, self.passing.discs, large.capsules)
        self.play(FadeOut(self.network), LaggedStart(*turns, lag_ratio=0.1, run_time=2.6))
        self.add(large)
        if np.allclose(X.mean(axis=1), 0) and np.allclose(X.std(axis=1), 1):
            self.tell("Counted in standard deviations from the row's mean.", ahead=0)
        self.play(FadeIn(names), LaggedStart(*map(FadeIn, said), lag_ratio=0.1, run_time=3.0))
        code = matrix.CodeLine("X.shape", "==", f"{X.shape}").scale(1.2)
        self.tell("n rows and m columns: X is n times m.")
        self.play(LaggedStart(code.part(0), code.part(1, 2), lag_ratio=0.8), run_time=2.6)
        self.tell("From now on, strips stand for numbers, to the right if positive.")
        self.play(large.go(lag=1.5), FadeOut(code, said, rate_func=rush_from), run_time=2.4)
        self.rest(0.8)
        table.inputs.go().show(1.0)
        self.play(FadeOut(names), Turn(large, table.inputs), run_time=1.4)

    def layer(self, n: int, grid: own.Grid, inputs: own.Cells | None = None) -> own.LayerTable:
        return own.LayerTable(self.first, self.sweeps[n - 1], n, grid, inputs)

    def meet_the_weights(self) -> None:
        table = self.table
        self.beat("One row meets one column", table.inputs)
        self.tell("W, before it learned: a row for each neuron of the first layer.")
        self.play(FadeIn(table.weights, table.result), table.weights.go(), run_time=2.4)
        self.tell("Multiply along the row and down the column, and add.")
        self.perform(own.work_out(table, *self.pair))

    def loop_or_stroke(self) -> None:
        table = self.table
        self.beat(f"{spoken(self.m, capital=True)} turns, or one stroke", table)
        loop = matrix.CodeLine(f"for k in range({self.m}): W @ X[:, k]")
        self.tell("A loop takes one column, and starts again for the next.")
        self.play(FadeIn(loop), table.result.go(grown=0.0))
        self.perform(table.loop(run_time=0.95 * self.m))
        self.rest(0.6)
        once = matrix.CodeLine("W", "@", "X").scale(1.4)
        self.tell("But no column needs another one. So all of them in one stroke:")
        self.play(FadeOut(loop), table.result.go(grown=0.0))
        self.play(once.part())
        self.rest(0.3)
        self.perform(table.stroke(run_time=1.6))
        self.rest(0.8)
        self.play(FadeOut(once, run_time=style.QUICK))

    def lend_the_bias(self) -> None:
        old = self.table
        self.beat("One b for all of them", old)
        table = self.table = self.layer(1, self.grid)
        line = self.line = own.forward(self.first)
        self.tell(f"b has one column, and W @ X has {spoken(self.m)}.", ahead=0.3)
        self.perform(table.grow_from(old))
        self.play(FadeIn(table.bias), table.bias.go(), line.part())
        self.tell("NumPy lends b to every column. That is called broadcasting.")
        self.perform(table.step_out(run_time=3.0), table.land(run_time=3.0))

    def time_a_thousand(self) -> None:
        timing, table = self.timing, self.table
        seconds = timing.times_us[:, THOUSAND].max() / 1e6
        self.beat("A thousand at once", table.inputs, table.result)
        slower = float(f"{RACE / seconds:.0e}")
        race = own.Race(timing, timing.layer(THOUSAND), THOUSAND)
        self.tell(f"A thousand random columns, each a hairline. {style.signs()}", ahead=0.1)
        away = FadeOut(table.inputs, table.result, target_position=race.inputs, scale=0.1)
        self.play(away, FadeIn(race), race.widen(run_time=3.6))
        self.tell(f"Timed here, and shown {slower:,.0f} times slower.")
        self.perform(race.go(run_time=seconds * slower))
        self.rest(0.8)
        chart = self.chart = own.TimeChart(timing)
        self.play(FadeOut(race, race.stamps), FadeIn(chart.plot))
        self.tell(f"Both ways, from {timing.counts[0]:,} column to {timing.counts[-1]:,}.")
        self.perform(chart.draw(run_time=5.0))
        self.add(chart)
        if timing.ratio[THOUSAND] > 1:
            self.tell("Each turn of the loop goes through Python again.")
        self.perform(chart.open_gap(timing, THOUSAND))
        self.rest(0.8)

    def agree_on_shapes(self) -> None:
        table, line, X, W = self.table, self.line, self.first["a0"], self.first["W1"]
        self.beat("Which shapes agree?", self.chart)
        self.play(FadeOut(self.chart), FadeIn(table, table.bias, line))
        self.tell("Inner sizes have to be the same. The outer ones are the result's.")
        self.perform(line.meet(2, 4, fits=True, into=0))
        check = matrix.CodeLine("assert", "Z.shape", "==", f"{self.first['z1'].shape}")
        self.tell("assert stops a program whose shapes are others.", ahead=0.3)
        self.play(Succession(FadeOut(line), check.part()))
        self.rest(0.6)
        if said := working.mismatch(X, W):
            wrong = matrix.CodeLine("X", "@", "W", shapes={0: X.shape, 2: W.shape})
            message = words(f"`ValueError: … ({said})`", size=style.LABEL, role="cost")
            self.tell("The other way round they do not meet, and NumPy says so.", ahead=0.3)
            self.play(Succession(FadeOut(check), wrong.part()))
            self.perform(wrong.meet(0, 2, fits=False))
            self.play(FadeIn(message.next_to(wrong, DOWN, buff=0.1)))
            self.rest(0.8)

    def go_through_the_layers(self) -> None:
        table = self.table
        self.beat("Layer after layer", table, table.bias)
        line = matrix.CodeLine("A", "=", ACTIVATIONS[self.about.activations[0]].code)
        loop = own.all_layers()
        left = " Now strips begin at the left." if self.first["a1"].min() >= 0 else ""
        self.tell(f"g bends every z: these are the activations.{left}", ahead=0.3)
        self.play(line.part())
        self.perform(table.bend("a1", self.names[1], run_time=2.4))
        self.tell("l counts the layers: W has a row for each neuron, A a column for each example.")
        self.play(Succession(FadeOut(line), FadeIn(loop)))
        for n in range(2, self.depth + 1):
            self.perform(table.rise())
            table = self.table = self.layer(n, self.grid, table.result)
            self.perform(table.go_through())
            self.perform(table.bend(f"a{n}", self.names[n], run_time=1.0))
        self.play(FadeOut(loop, table.inputs, table.weights, table.bias))

    def judge_each(self) -> None:
        self.beat("An answer, a truth and a cost for each", self.table.result)
        run, each = self.history, working.each(self.first)
        some = [working.each(step)["cost"] for step in run[:: max(1, len(run) // 99)]]
        self.outcome = own.outcome(self.first, each, self.answer, self.grid, some)
        answers, truth, costs = self.outcome
        answers.go().show(1.0)
        self.play(Turn(self.table.result, answers), run_time=1.4)
        self.tell("Each answer, the truth below, and what it costs to be so far off.", ahead=0.0)
        self.play(FadeIn(truth, truth.digits(decimals=0)))
        self.play(FadeIn(costs), costs.go(), run_time=2.0)
        self.rest(0.6)

    def come_back(self) -> None:
        step, key, each = self.first, "dW1", working.each(self.first)
        self.beat("And back: a gradient for each", *self.outcome)
        asks, names = own.asks(each, key, step[key].shape, self.grid)
        answers, truth, costs = self.outcome
        self.remove(costs)
        turn = Turn(costs.copy(), asks, run_time=1.4)
        self.play(FadeOut(answers, truth, run_time=0.5), turn, FadeIn(names))
        self.tell("Each cost has slopes of its own: how much it changes with each weight.")
        self.play(asks.go(lag=3.0), run_time=4.4, rate_func=linear)
        adding = own.Adding(asks, step, key)
        self.tell("Here columns meet: laid end to end, they add up.")
        self.perform(adding.add_up())
        self.tell(f"Shared out over {spoken(self.m)}: the mean, dW.")
        self.perform(adding.share_out())
        self.play(FadeOut(names, run_time=style.QUICK))
        self.perform(adding.fold())
        line = own.backward(step)
        self.tell("One product does it. dZ has each one's slopes for z.")
        self.play(line.part())
        self.perform(line.meet(2, 4, fits=True, into=0))
        self.dW = VGroup(adding.table, line)

    def let_it_learn(self) -> None:
        self.beat("At every step, all of them", self.dW)
        self.turn_to(self.history, with_cost=False)
        run, (answers, truth, costs) = self.history, self.outcome
        self.play(FadeOut(self.dW), FadeIn(answers, truth, truth.digits(decimals=0), costs))

        def show(t: int) -> None:
            answers.turn(run[t], self.answer).go().show(1.0)
            costs.turn(working.each(run[t]), "cost").go().show(1.0)

        if self.about.batch is None:
            self.tell("Every step sends all of them through, and back.")
            self.follow(stage.Live(show, answers, costs))
            self.play(self.replay(len(run) - 1, run_time=10.0))
        self.tell(f"{spoken(self.m, capital=True)} answers. How wrong are they together?")
        self.hold(1.6)
