"""How do a thousand go through at once? Ten people one after the other, and then in one sweep.

Every number on screen is read from a recording, its working, or a measurement that was made where
the film was first rendered. TRAINREEL_RUN replays another run.
"""

import numpy as np
from manim import DOWN, UP, Create, FadeIn, FadeOut, LaggedStart, Succession, linear, rush_from
from manim import ReplacementTransform as Turn

import engine
from engine import measuring, working
from scenes.pictures import vectorization as own
from scenes.vocabulary import style
from scenes.vocabulary.layer import ACTIVATIONS, Subject
from scenes.vocabulary.layer.counted import spoken
from scenes.vocabulary.network import RunDiagram
from scenes.vocabulary.network.arranging import spread_out
from scenes.vocabulary.stage import Lecture, Live
from scenes.vocabulary.stage.gesture import at_once
from scenes.vocabulary.text import cite, maths, weight_name, words
from scenes.vocabulary.text.formula import escaped

PERSON = 1  # who is followed in one sum
THOUSAND, RACE = 3, 7.0  # which of the measured counts is in the race, and for some seconds
SHAPES = "W^([l]): n_l times n_(l-1) quad b^([l]): n_l times 1 quad A^([l]): n_l times m"


class Vectorization(Lecture):
    """From a loop over columns to one product, what shapes have to agree, and what it saves."""

    refusals, unfit = (engine.Refused,), staticmethod(own.unfit)

    def construct(self) -> None:
        self.choose_the_run()
        self.open("How do a thousand go through at once?", run=self.history, also=[self.timing])
        self.pass_one_by_one()
        self.stand_in_columns()
        self.meet_the_weights()
        self.loop_or_sweep()
        self.lend_the_bias()
        self.agree_on_shapes()
        self.go_through_the_layers()
        self.time_a_thousand()
        self.come_back()
        self.let_it_learn()

    def choose_the_run(self) -> None:
        run = self.history = self.fitting(engine.chosen("heart", seed=42))
        sizes, bends = run.run.sizes, [ACTIVATIONS[name].code for name in run.run.activations]
        self.first, self.last, self.depth, self.bend = run[0], run[-1], len(bends), bends[0]
        self.m, self.count = (m := self.first.targets.shape[1]), min(m, own.MOST)
        self.about = Subject(run.run, run.dataset, working.example(self.first, 0))
        yes = self.first.targets[0, : self.count] > self.about.middle
        self.grid = own.layout(sizes, style.own_colors(yes.tolist()))
        self.timing = measuring.kept_timing(sizes[1], sizes[0])

    def pass_one_by_one(self) -> None:
        self.hide_the_footer()
        network = self.network = RunDiagram(self.last, self.history, **self.about.layers)
        at_once(spread_out(network))
        passing = self.passing = own.Passing(network, self.last, f"a{self.depth}", self.grid)
        self.add(cite(network, self.last), passing)
        self.play(passing.go(lag=1.0, run_time=6.0))
        who = "people" if self.about.data == "heart" else "examples"
        self.tell(f"{spoken(self.count, capital=True)} {who}, one after the other.", ahead=0.0)
        self.play(passing.go(lag=0.0, run_time=1.6, back=True))
        self.tell("Or all of them side by side.", ahead=0.3)
        self.play(passing.go(lag=0.0, run_time=3.6))

    def stand_in_columns(self) -> None:
        self.beat("A column for each", self.passing.discs, self.network)
        table = self.table = own.LayerTable(self.first, working.sweep(self.first, 1), 1, self.grid)
        room = table.inputs.grid._replace(tall=style.GIANT, top=1.9)
        large = own.Cells(self.first, "a0", room, "activation(X)")
        few = "" if self.m == self.count else f" Here are {self.count} of {self.m:,}."
        self.tell(f"Each gets a column and a colour, and keeps both.{few}")
        turns = map(Turn, self.passing.discs, large.capsules)
        self.play(FadeOut(self.network), LaggedStart(*turns, lag_ratio=0.1, run_time=2.6))
        self.add(large)
        named = self.history.dataset.feature_names or [f"x{i + 1}" for i in range(room.rows)]
        named = [name.replace("weight", "body weight") for name in named]  # W has weights too
        names = large.rows_named([words(escaped(name), size=style.LABEL) for name in named])
        said = large.digits(size=style.NUMBER)
        self.play(FadeIn(names), LaggedStart(*map(FadeIn, said), lag_ratio=0.1, run_time=2.4))
        code = own.CodeLine("X.shape", "==", f"{self.first['a0'].shape}").scale(1.2)
        self.tell("n rows, a measure each, and m columns: X is n times m.")
        self.play(LaggedStart(code.part(0), code.part(1, 2), lag_ratio=0.8), run_time=2.6)
        self.tell("From now on, strips stand for numbers: to the right what is positive.")
        self.play(large.go(lag=1.5), FadeOut(code, said, rate_func=rush_from), run_time=2.4)
        table.inputs.go().show(1.0)
        self.play(FadeOut(names), Turn(large, table.inputs), run_time=1.4)

    def meet_the_weights(self) -> None:
        table = self.table
        self.beat("One row meets one column", table.inputs)
        self.tell("The weights of the first layer, a row for each neuron.")
        self.play(FadeIn(table.weights, table.result), table.weights.go(), run_time=2.4)
        self.tell("Multiply along the row and down the column, and add.")
        self.perform(table.work_out(len(table.beams) - 1, PERSON))
        self.play(table.result.go(only=np.arange(self.count) == PERSON))

    def loop_or_sweep(self) -> None:
        table = self.table
        self.beat("A loop, or one sweep", table)
        loop = own.CodeLine(f"for k in range({self.m}): Z[:, k] = W @ X[:, k]").shift(UP * 0.5)
        self.tell("A loop takes one column after the other.")
        self.play(FadeIn(loop), table.result.go(grown=0.0))
        self.play(table.result.go(lag=self.count - 1.0), run_time=5.0, rate_func=linear)
        self.tell("Or each row goes on, through all columns. They never mix.")
        once = own.CodeLine("Z", "=", "W", "@", "X").scale(1.4).shift(UP * 0.5)
        self.play(FadeOut(loop), table.result.go(grown=0.0), once.part(2, 3, 4))
        self.perform(table.sweep(run_time=3.6))
        self.play(once.part(0, 1))

    def lend_the_bias(self) -> None:
        table, step = self.table, self.first
        self.beat("One b for all of them", table)
        shapes = {k: step[key].shape for k, key in ((0, "z1"), (2, "W1"), (4, "a0"), (6, "b1"))}
        line = self.line = own.CodeLine("Z", "=", "W", "@", "X", "+", "b", shapes=shapes)
        self.tell(f"b has one column, and Z has {spoken(self.m)}.", ahead=0.3)
        self.play(FadeIn(table.bias), table.bias.go(), line.part())
        self.tell("NumPy lends b to every column. That is called broadcasting.")
        self.perform(table.step_out(run_time=3.0), table.land(run_time=3.0))

    def agree_on_shapes(self) -> None:
        table, line, X, W = self.table, self.line, self.first["a0"], self.first["W1"]
        self.beat("Which shapes agree?", table, table.bias, line)
        self.tell("Inner sizes have to be the same. The outer ones are the result's.")
        self.perform(line.meet(2, 4, fits=True))
        check = own.CodeLine("assert", "Z.shape", "==", f"{self.first['z1'].shape}")
        self.play(Succession(FadeOut(line), check.part()))
        if said := working.mismatch(X, W):
            wrong = own.CodeLine("X", "@", "W", shapes={0: X.shape, 2: W.shape})
            message = words(f"`ValueError: {said}`", size=style.LABEL, role="cost")
            self.tell("The other way round they do not meet, and NumPy says so.", ahead=0.3)
            self.play(Succession(FadeOut(check), wrong.part()))
            self.perform(wrong.meet(0, 2, fits=False))
            self.play(FadeIn(message.next_to(wrong, DOWN, buff=0.1)))
            self.rest(0.8)

    def go_through_the_layers(self) -> None:
        table = self.table
        self.beat("Layer after layer", table, table.bias)
        line = own.CodeLine("A", "=", self.bend)
        loop = self.loop = own.CodeLine("for W, b in layers: A = g(W @ A + b)")
        loop.add(maths(SHAPES).next_to(loop, DOWN))
        self.tell("Bend all of Z at once: the activations.", ahead=0.3)
        self.play(line.part())
        self.bend_all(table, run_time=2.4)
        if self.depth > 1:
            self.tell("They are what the next layer takes in. Nobody changes columns.")
        self.play(Succession(FadeOut(line), FadeIn(self.loop)))
        for n in range(2, self.depth + 1):
            up = table.result.animate.shift(UP * (own.TOP - table.result.room.get_top()[1]))
            self.play(FadeOut(table.inputs, table.weights, table.bias), up)
            found = working.sweep(self.first, n)
            table = own.LayerTable(self.first, found, n, self.grid, table.result)
            new = FadeIn(table.weights, table.result, table.bias)
            self.play(new, table.weights.go(), table.bias.go())
            self.perform(table.sweep(run_time=1.4), table.step_out(run_time=0.8))
            self.perform(table.land(run_time=1.0))
            self.bend_all(table, run_time=1.0)
        near = np.ptp(table.result.values) < 0.1  # of the way from no to yes
        self.tell("Untrained, it answers nearly the same to all." if near else "One answer each.")
        self.play(FadeIn(table.result.digits().shift(DOWN * 0.45)))

    def bend_all(self, table: own.LayerTable, *, run_time: float) -> None:
        """Let a layer's z become its activations, and take their name."""
        values = self.first[key := f"a{table.n}"]
        bent = table.result.turn(self.first, key, self.grid.fit(values))
        self.play(bent.go(), run_time=run_time)
        bent.rename("activation(hat(y))" if table.n == self.depth else "activation(A)")

    def time_a_thousand(self) -> None:
        timing = self.timing
        self.beat("A thousand at once", self.loop)
        slower = float(f"{RACE / timing.loop[THOUSAND]:.0e}")
        where = words(escaped(f"microseconds, {timing.where}"), role="muted").set_y(style.FLOOR)
        inks = [style.color(role) for role in own.WAYS.values()]
        room = own.Grid([-2.7, 2.7], inks, 4.6, 3.7, upright=True).fit(timing.times_us[:, THOUSAND])
        both = own.Cells(timing, "times_us", room, at=lambda _, k: (k, THOUSAND))
        ways = zip(own.WAYS, both.capsules, strict=True)
        names = [words(f"`{way}`", size=style.LAW).next_to(bar, DOWN) for way, bar in ways]
        self.play(FadeOut(self.loop), FadeIn(both, where, *names))
        self.tell(f"A thousand random columns, timed here, shown {slower:,.0f} times slower.")
        race = both.go(pace=both.values.max() / both.values)
        self.play(race, run_time=timing.loop[THOUSAND] * slower, rate_func=linear)
        self.play(FadeIn(said := both.digits(0, style.LAW).shift(DOWN * 3.0)))
        self.rest(0.8)
        chart = self.chart = own.TimeChart(timing)
        self.play(Succession(FadeOut(both, where, said, *names), FadeIn(chart.plot)), run_time=1.0)
        more = "From {:,} to {:,}, the loop takes {:,.0f} times as long, and @ {:,.0f} times."
        self.tell(more.format(*timing.growth(1, -1)))
        dots = (FadeIn(*pair) for pair in zip(*chart.dots, strict=True))
        lines = (Create(curve.line, rate_func=linear) for curve in chart.curves)
        self.play(LaggedStart(*dots, lag_ratio=1.0), *lines, run_time=5.0)
        self.add(chart)
        self.rest(0.8)

    def come_back(self) -> None:
        step, key, each = self.first, "dW1", working.each(self.first)
        self.beat("And back: a gradient for each", self.chart)
        places = list(np.ndindex(step[key].shape))
        tall = min(0.66, 4.3 / len(places) - own.GAP)
        grid = self.grid._replace(tall=tall, rows=len(places)).fit(each[key][: self.count])
        asks = own.Cells(each, key, grid, at=lambda i, k: (k, *places[i]))
        names = asks.rows_named([maths(f"weight({weight_name(*place)})") for place in places])
        self.play(Succession(FadeOut(self.chart), FadeIn(asks, names)), run_time=1.0)
        self.tell("Going back, each has a gradient of its own: a slope for every weight.")
        self.play(asks.go(lag=3.0), run_time=4.4, rate_func=linear)
        self.tell("Shared out evenly: the mean." if self.count == self.m else "The mean of all.")
        asks.at = lambda i, _: places[i]
        self.play(asks.turn(step, key).go(), run_time=3.4)
        shapes = {0: step["W1"].shape, 2: step["z1"].shape, 4: step["a0"].shape[::-1]}
        line = own.CodeLine("dW", "=", "dZ", "@", "X.T", "/", f"{self.m}", shapes=shapes)
        self.tell(f"Here the {spoken(self.m)} meet: one sweep adds them up.")
        self.play(line.part())
        self.perform(line.meet(2, 4, fits=True))

    def let_it_learn(self) -> None:
        self.beat("At every step, all of them")
        self.turn_to(self.history, with_cost=False)
        run, key = self.history, f"a{self.depth}"
        some = (working.each(step)["cost"] for step in run[:: max(1, len(run) // 99)])
        most = 1.05 * max(costs[: self.count].max() for costs in some)
        answers, truth, costs = own.outcome(run[0], working.each(run[0]), key, self.grid, most)
        self.tell("Each answer, the truth below, and what it costs to be so far off.", ahead=0.0)
        self.play(FadeIn(answers, truth, truth.digits(0)), run_time=style.QUICK)
        self.play(answers.go(), run_time=1.4)
        self.play(FadeIn(costs), costs.go(), run_time=2.0)

        def show(t: int) -> None:
            answers.turn(run[t], key).go().show(1.0)
            costs.turn(working.each(run[t]), "cost").go().show(1.0)

        if self.about.batch is None:
            self.tell("Every step sends all of them through, and back.")
            self.follow(Live(show, answers, costs))
            self.play(self.replay(len(run) - 1, run_time=10.0))
        self.tell(f"{spoken(self.count, capital=True)} answers. How wrong are they together?")
        self.hold(1.6)
