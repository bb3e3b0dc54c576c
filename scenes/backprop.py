"""How does a network learn? One training run of a small network, from its first step to its last.

Every number on screen is read from the recording, or from its working, by name and place.
"""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, LaggedStart, VGroup

import engine
from engine import landscape, working
from scenes.vocabulary import (
    Awaken,
    Badges,
    Ball,
    ChainRule,
    Column,
    CostSurface,
    Curve,
    DropLine,
    Entry,
    ExampleColumns,
    Fill,
    Flight,
    Flip,
    Flow,
    Footer,
    Gauge,
    LayerBack,
    LayerForward,
    LayerGradient,
    Lecture,
    Ledger,
    Link,
    NetworkDiagram,
    Orbit,
    Plot,
    PredictionBars,
    Readout,
    Reveal,
    Run,
    RunningSum,
    Scatter,
    SignedBars,
    Spotlight,
    Squash,
    StepArrow,
    Strip,
    Table,
    Tween,
    ValueMatrix,
    become_cells,
    conceal,
    fewest_decimals,
    frame_around,
    maths,
    style,
    words,
)

PERSON = 1  # whom we follow through the network: the second of the ten
NUDGED = "W1", (1, 0)  # the weight that is nudged: w₂₁ of the first layer
PLANE = ("W3", (0, 1)), ("W3", (0, 2))  # the two weights that span the landscape
WALK = 20  # how many steps the ball is followed over the landscape

NETWORK_AT = LEFT * 4.35
RIGHT_HALF = (-1.75, style.RIGHT_EDGE)
RIGHT_AT = RIGHT * 2.6


class Backprop(Lecture):
    """The main job: feed forward, judge, send the error back, take the step, and learn."""

    seed = 42

    def construct(self) -> None:
        self.record_the_run()
        self.meet_the_people()
        self.draw_the_network()
        self.feed_forward()
        self.squash()
        self.measure_the_cost()
        self.send_the_error_back()
        self.gather_the_gradient()
        self.nudge_one_weight()
        self.take_the_step()
        self.look_from_above()
        self.watch_it_learn()
        self.say_what_was_learned()

    def record_the_run(self) -> None:
        self.history = engine.record("heart", seed=self.seed)
        self.first = self.history[0]
        self.person = working.example(self.first, PERSON)
        self.depth = len(self.first.network.weights)
        self.open(
            "How does a network learn?",
            fingerprint=self.history.fingerprint,
            footer=Footer(self.history.costs, learning_rate=self.first.learning_rate),
        )

    # -- The people, and the network that is to judge them

    def meet_the_people(self) -> None:
        self.table, plot = self._table(), self._plot()
        dots = Scatter(plot, self.history.dataset.raw, self.history.dataset.Y)
        conceal(self.table, dots)
        measured, scaled = (0, 1, 4), (2, 3)
        with self.say(
            "Ten people. We know how heavy and how tall each is, and whose heart is at risk."
        ):
            self.play(FadeIn(plot), Reveal(*self.table.heads(measured)), run_time=style.QUICK)
            rows = [self.table.row(place, measured) for place in range(len(dots))]
            self.play(Reveal(*rows, lag=0.5), Reveal(*dots, lag=0.5), run_time=3.0)
        with self.say("Each column is scaled to mean zero, so that pounds do not drown inches."):
            self.play(Reveal(*self.table.heads(scaled)), run_time=style.QUICK)
            rows = [self.table.row(place, scaled) for place in range(len(dots))]
            self.play(Reveal(*rows, lag=0.5), run_time=2.0)
        self.play(FadeOut(plot, dots), run_time=style.QUICK)

    def _table(self) -> Table:
        data = self.history.dataset
        (weight, height), (pounds, inches) = data.feature_names, data.units
        table = Table(
            Column(f"{weight} ({pounds})", data.raw[0], 0, "raw", 0),
            Column(f"{height} ({inches})", data.raw[1], 0, "raw", 1),
            Column("$activation(x_1)$", data.X[0], 2, "a0", 0),
            Column("$activation(x_2)$", data.X[1], 2, "a0", 1),
            Column("at risk", data.Y[0], 0, "y", 0),
        )
        return table.shift(RIGHT * (style.RIGHT_EDGE - table.get_right()[0]) + UP * 0.2)

    def _plot(self) -> Plot:
        data = self.history.dataset
        names = [
            words(f"{name} ({unit})", size=style.SMALL, role="muted")
            for name, unit in zip(data.feature_names, data.units, strict=True)
        ]
        low, high = data.raw.min(axis=1), data.raw.max(axis=1)
        ranges = [(np.floor(a / 10 - 1) * 10, np.ceil(b / 10 + 1) * 10) for a, b in zip(low, high, strict=True)]
        plot = Plot(*ranges, width=4.4, height=3.8, y_label=names[1])
        plot.add(names[0].next_to(plot.x_ticks, DOWN, buff=0.16))
        return plot.shift(RIGHT * (style.LEFT_EDGE - plot.get_left()[0]) - UP * plot.get_y())

    def draw_the_network(self) -> None:
        self.network = self._network()
        conceal(self.network)
        with self.say("A network shall guess the risk from the two numbers. So far it knows nothing."):
            layers = [VGroup(*pair) for pair in zip(self.network.all_neurons, self.network.heads, strict=True)]
            self.play(Reveal(*layers, lag=0.5), run_time=2.0)
        with self.say("Every line is a weight, every bead a bias. Blue is positive, orange negative; thick is large."):
            self.play(Reveal(*self.network.all_edges, lag=0.3), run_time=3.0)
            self.play(Reveal(*self.network.all_beads, lag=0.3), run_time=1.2)
        count = sum(array.size for array in (*self.first.network.weights, *self.first.network.biases))
        inputs = self.table.row(PERSON, (2, 3))
        with self.say(f"All {count} were drawn at random. Let us send the second person through."):
            self.play(Create(frame_around(self.table.row(PERSON))))
            self._numbers_fly(inputs, 0, run_time=1.4)
        self.wipe(self.network)

    def _network(self) -> NetworkDiagram:
        step = self.first.network
        hidden = [f"activation(a^([{layer}]))" for layer in range(1, self.depth)]
        network = NetworkDiagram(
            [self.person["a0"].size, *(bias.size for bias in step.biases)],
            names=["activation(x)", *hidden, "activation(hat(y))"],
            width=4.0,
        )
        return network.show_weights(step.weights).show_biases(step.biases).move_to(NETWORK_AT)

    def _numbers_fly(self, numbers: VGroup, layer: int, *, run_time: float = 1.0) -> None:
        """Carry numbers to the neurons of a layer, which wake with their activations."""
        ghosts, neurons = numbers.copy(), self.network.layers[layer]
        pairs = zip(ghosts, neurons, strict=True)
        self.play(*(Flight(ghost, neuron) for ghost, neuron in pairs), run_time=run_time)
        self.remove(ghosts)
        self.play(Awaken(neurons, self.person[f"a{layer}"]), FadeOut(ghosts), run_time=style.QUICK)

    # -- W a + b = z

    def feed_forward(self) -> None:
        self.beat("Feed forward")
        layer = self._forward(1)
        layer.weighted.blank()
        conceal(layer)
        with self.say("Row by row, the weights of the first layer make a matrix, W."):
            self.play(become_cells(self.network.edges_of(0), layer.weights, run_time=2.0))
            self.play(Reveal(layer.weights), run_time=style.QUICK)
        with self.say("The two inputs are a column, and so are the three biases."):
            circles = [neuron.circle for neuron in self.network.layers[0]]
            self.play(
                become_cells(circles, layer.inputs), become_cells(self.network.beads[0], layer.biases)
            )
            self.play(Reveal(layer.inputs, layer.plus, layer.biases), run_time=style.QUICK)
        with self.say("Three by two meets two by one: the inner sizes agree."):
            self.play(Reveal(layer.equals, layer.weighted.shell))
            sizes = layer.weights.chip.columns, layer.inputs.chip.rows
            meeting = VGroup(*(frame_around(size) for size in sizes))
            self.play(Create(meeting))
            self.play(FadeOut(meeting), run_time=style.QUICK)
        with self.say("Along the row and down the column: multiply, and add as you go. The bias comes last."):
            self._row_meets_column(layer, 0, run_time=5.5)
        with self.say("The other rows meet the same column, and so z is complete."):
            for row in range(1, len(self.person["z1"])):
                self._row_meets_column(layer, row, run_time=2.0)
            self.play(Spotlight(self.network.all_edges))
        self.wipe(self.network, layer.weighted)
        self.weighted = layer.weighted

    def _forward(self, n: int) -> LayerForward:
        p = self.person
        layer = LayerForward(p[f"W{n}"], p[f"a{n - 1}"], p[f"b{n}"], p[f"z{n}"], layer=n)
        return layer.shift(UP * 0.95).fit(*RIGHT_HALF)

    def _row_meets_column(self, layer: LayerForward, row: int, *, run_time: float) -> None:
        entry = working.entry(self.person, "z1", row)
        total = RunningSum(
            entry.weights, entry.inputs, entry.bias, entry.partial_sums, layer=1, row=row
        ).move_to([layer.get_x(), -1.75, 0])
        conceal(total)
        operands = layer.weights.row(row), layer.inputs.column(), layer.biases.cell(row)
        lit = VGroup(*(frame_around(part) for part in (*operands, layer.weighted.cell(row))))
        edges = Spotlight(self.network.all_edges, self.network.edges[0][row])
        self.play(edges, FadeIn(lit), Reveal(total.plate), run_time=0.15 * run_time)
        self.play(Reveal(*total.in_order, lag=1.0), run_time=0.55 * run_time)
        self.play(Fill(layer.weighted, (row, 0)), run_time=0.15 * run_time)
        self.hold(0.05 * run_time)
        self.play(FadeOut(total, lit), run_time=0.1 * run_time)

    # -- a = σ(z)

    def squash(self) -> None:
        self.beat("The sigmoid squashes")
        climb, result = self._sigmoid(), self._column("a1", "activation(a^([1]))")
        conceal(climb.marks, result)
        with self.say("A weighted input can be any size. The sigmoid squashes it between nought and one."):
            self.play(self.weighted.animate.move_to(LEFT * 0.95), FadeIn(climb.plot))
            self.play(Create(climb.curve), FadeIn(climb.formula), run_time=1.6)
            ghosts = self.weighted.numbers.copy()
            pairs = zip(ghosts, climb.dots, strict=True)
            self.play(*(Flight(number, dot) for number, dot in pairs))
            self.play(FadeOut(ghosts), Reveal(climb.dots), run_time=style.QUICK)
        with self.say("Each z climbs to the curve. The height that it finds there is its activation."):
            self.play(Tween(climb, climb.show_climb, run_time=3.6))
            self.play(Reveal(result))
        with self.say("The neurons of the first layer fill with what they found."):
            self._numbers_fly(result.numbers, 1)
        self.wipe(self.network)
        self._quick_layer(2, "The second layer does the same, with these three as its inputs.")
        self._quick_layer(3, "The last layer has one neuron: its activation is the guess, ŷ.")

    def _sigmoid(self) -> Squash:
        zs, activations = self.person["z1"], self.person["a1"]
        reach = max(6.0, float(np.ceil(np.abs(zs).max())))
        xs = np.linspace(-reach, reach, 241)
        climb = Squash(
            [xs, 1 / (1 + np.exp(-xs))],
            zs,
            activations,
            formula="activation(a) = sigma(weighted(z)) = frac(1, 1 + e^(-weighted(z)))",
        )
        return climb.shift(RIGHT * 2.6 - climb.get_center())

    def _column(self, key: str, head: str) -> ValueMatrix:
        column = ValueMatrix(self.person[key], of=key, head=head)
        return column.move_to(RIGHT * (style.RIGHT_EDGE - column.width / 2))

    def _quick_layer(self, n: int, sentence: str) -> None:
        layer = self._forward(n)
        conceal(layer)
        amounts = self.person[f"W{n}"] * self.person[f"a{n - 1}"].T
        with self.say(sentence):
            self.play(become_cells(self.network.edges_of(n - 1), layer.weights))
            self.play(Reveal(layer), run_time=style.QUICK)
            self.play(Run(Flow(self.network.edges_of(n - 1), amounts, role="activation")))
            self._numbers_fly(layer.weighted.numbers, n)
        self.wipe(self.network)

    # -- The cost

    def measure_the_cost(self) -> None:
        self.beat("How wrong is the guess?")
        guess, truth = self._guess_and_truth()
        gauge = Gauge(guess, truth, of=f"a{self.depth}", at=(0, 0), height=3.6)
        gauge.move_to(LEFT * 0.1 + DOWN * 0.1)
        with self.say(f"The guess is {guess:.2f}. But this heart is at risk: the truth is {truth:.0f}."):
            self.play(FadeIn(gauge))
        with self.say("Cross-entropy charges the logarithm of the share that was given to the truth."):
            formula = maths(
                "cost(C) = -(y ln activation(hat(y)) + (1 - y) ln (1 - activation(hat(y))))", size=0.33
            )
            lines = VGroup(formula, self._own_cost()).arrange(DOWN, buff=0.4, aligned_edge=LEFT)
            lines.shift(UP * (2.3 - lines.get_y()) + RIGHT * (style.RIGHT_EDGE - lines.get_right()[0]))
            self.play(FadeIn(lines[0]))
            self.play(FadeIn(lines[1], shift=DOWN * 0.2))
        cost = self.first.cost
        costs = [working.example(self.first, place).cost for place in self.first.batch]
        columns = ExampleColumns(
            costs, of="costs", mean=cost, mean_of="cost", decimals=4, role="cost", lit=PERSON,
            label=maths("cost(C) =", size=style.NUMBER),
        ).shift(RIGHT * 3.9 + DOWN * 1.0)
        with self.say(f"The mean over all {len(costs)} people is the cost, {cost:.4f}. To learn is to make it smaller."):
            self._grow(columns)
        self.wipe(self.network)

    def _guess_and_truth(self) -> tuple[float, float]:
        return float(self.person[f"a{self.depth}"][0, 0]), float(self.person["y"][0, 0])

    def _own_cost(self) -> Strip:
        guess, truth = self._guess_and_truth()
        given = "" if truth else "1 -"
        decimals = fewest_decimals([guess], lambda a: -np.log(a if truth else 1 - a))
        return Strip(
            f"cost(C) = -ln ({given}" if given else "cost(C) = -ln",
            Readout(guess, decimals, of=f"a{self.depth}", at=(0, 0), role="activation", size=0.33),
            ") =" if given else "=",
            Readout(self.person.cost, 2, of="cost", role="cost", size=0.33),
            size=0.33,
        )

    def _grow(self, columns: ExampleColumns) -> None:
        """Let one column for each person grow, then draw their mean."""
        self.play(FadeIn(columns.zero), Tween(columns.bars, columns.show_growth), run_time=1.4)
        self.play(FadeIn(columns.lit_number, columns.label), Create(columns.mean_line))

    # -- δ, backwards

    def send_the_error_back(self) -> None:
        self.beat("The error goes back")
        self.badges = VGroup()
        strip, chain = self._output_error().move_to(RIGHT_AT + UP * 2.1), self._chain_rule()
        chain.move_to(RIGHT_AT + DOWN * 0.3)
        with self.say("Backwards now. At the output the error, delta, is simply the guess minus the truth."):
            self.play(FadeIn(strip))
            self._blame(self.depth, decimals=2)
        with self.say("How far does one weight move the cost? The chain rule: a product of three links."):
            self.play(Spotlight(self.network.all_edges, [self.network.edges[-1][0][1]]))
            self.play(LaggedStart(*(FadeIn(part) for part in chain.symbols)), run_time=1.6)
        with self.say("And each link is a number that we have already seen."):
            self.play(LaggedStart(*(FadeIn(part) for part in chain.numbers)), run_time=1.6)
        self.play(Spotlight(self.network.all_edges))
        self.wipe(self.network, self.badges)
        self._one_layer_back(
            3,
            "To reach the layer before, the matrix of weights is turned over: W transposed.",
            "It shares the error out; sigma prime lets through what each neuron is open to.",
        )
        self._one_layer_back(
            2,
            "One layer further back, it is the same with a bigger matrix.",
            "Now every neuron knows its share of the blame.",
        )

    def _output_error(self) -> Strip:
        n, p = self.depth, self.person
        decimals = fewest_decimals([p[f"a{n}"]], lambda a: a - p["y"])
        size = 0.36
        return Strip(
            f"delta(delta^([{n}])) = activation(hat(y)) - y =",
            Readout(p[f"a{n}"][0, 0], decimals, of=f"a{n}", at=(0, 0), role="activation", size=size),
            "-",
            Readout(p["y"][0, 0], 0, of="y", at=(0, 0), role="target", size=size),
            "=",
            Readout(p[f"delta{n}"][0, 0], 2, of=f"delta{n}", at=(0, 0), role="delta", size=size),
            size=size,
        )

    def _chain_rule(self) -> ChainRule:
        n, p = self.depth, self.person
        weight = f"partial weight(w_12^([{n}]))"
        return ChainRule(
            Link(f"frac(partial cost(C), {weight})", p[f"dW{n}"][0, 1], f"dW{n}", (0, 1), "ink"),
            [
                Link(f"frac(partial weighted(z), {weight})", p[f"a{n - 1}"][1, 0], f"a{n - 1}", (1, 0), "activation"),
                Link("frac(partial activation(hat(y)), partial weighted(z))", p[f"slope{n}"][0, 0], f"slope{n}", (0, 0), "weighted"),
                Link("frac(partial cost(C), partial activation(hat(y)))", p[f"da{n}"][0, 0], f"da{n}", (0, 0), "delta"),
            ],
        )

    def _blame(self, n: int, *, decimals: int) -> None:
        """Pin its δ on each neuron of a layer."""
        key = f"delta{n}"
        badges = Badges(self.network.layers[n], self.person[key], of=key, role="delta", decimals=decimals)
        self.play(FadeIn(badges))
        self.badges.add(badges)

    def _one_layer_back(self, n: int, turning: str, sharing: str) -> None:
        p, m = self.person, n - 1
        back = LayerBack(p[f"W{n}"], p[f"delta{n}"], p[f"slope{m}"], p[f"delta{m}"], layer=n)
        back.shift(UP * 0.95).fit(*RIGHT_HALF)
        matrix = back.before_the_turn()
        conceal(matrix, back)
        blame = p[f"W{n}"] * p[f"delta{n}"]
        with self.say(turning):
            self.play(become_cells(self.network.edges_of(m), matrix))
            self.play(Reveal(matrix), run_time=style.QUICK)
            self.play(FadeOut(matrix.head, matrix.chip), Flip(matrix, back.transposed))
            self.play(Reveal(back.transposed), FadeOut(matrix), run_time=style.QUICK)
        with self.say(sharing):
            self.play(Reveal(back.deltas), run_time=style.QUICK)
            self.play(Run(Flow(self.network.edges_of(m), blame, role="delta", backward=True)))
            self.play(Reveal(back.gate, back.slopes), run_time=style.QUICK)
            self.play(Reveal(back.equals, back.blamed), run_time=style.QUICK)
            self._blame(m, decimals=3)
        self.wipe(self.network, self.badges)

    # -- ∂C/∂W

    def gather_the_gradient(self) -> None:
        self.beat("The gradient, cell by cell")
        p = self.person
        outer = LayerGradient(p["delta1"], p["a0"], p["dW1"], layer=1)
        outer.shift(UP * 1.3).fit(*RIGHT_HALF)
        outer.gradient.blank()
        with self.say("Delta times the inputs fills the gradient: one product for every weight."):
            self.play(FadeIn(outer), run_time=style.QUICK)
            for row, column in np.ndindex(outer.gradient.shape):
                self._one_product(outer, row, column)
        columns = self._requests()
        with self.say("Every person asks for another change of this weight. The mean is the gradient."):
            self._grow(columns)
        self.wipe(self.network)

    def _one_product(self, outer: LayerGradient, row: int, column: int) -> None:
        parts = outer.deltas.cell(row), outer.inputs.cell(0, column), outer.gradient.cell(row, column)
        lit = VGroup(*(frame_around(part) for part in parts))
        edge = self.network.edges[0][row][column]
        self.play(FadeIn(lit), Spotlight(self.network.all_edges, [edge]), run_time=0.3)
        self.play(Fill(outer.gradient, (row, column)), run_time=0.3)
        self.remove(lit)

    def _requests(self) -> ExampleColumns:
        """One column for each person: what the nudged weight should do for them."""
        key, place = NUDGED
        each = working.per_example(self.first, f"d{key}")[(slice(None), *place)]
        columns = ExampleColumns(
            each, of=f"d{key}", mean=float(self.first[f"d{key}"][place]), mean_of=f"d{key}",
            decimals=5, lit_decimals=4, role="delta", lit=PERSON, height=1.5,
            label=maths("frac(partial cost(C), partial weight(w_21)) =", size=style.NUMBER),
        )
        return columns.shift(RIGHT_AT - columns.get_center() + DOWN * 1.85)

    # -- The nudge test

    def nudge_one_weight(self) -> None:
        self.beat("Is the gradient right?")
        key, (row, column) = NUDGED
        nudge = working.nudge(self.first, key, (row, column))
        w, c = "weight(w_21)", "cost(C)"
        ledger = Ledger(
            Entry(w, nudge.weight, 4, "nudge.weight"),
            Entry(f"{c}({w})", nudge.cost, 8, "nudge.cost", "cost"),
            Entry(f"{w} + epsilon", nudge.nudged_weight, 4, "nudge.nudged_weight"),
            Entry(f"{c}({w} + epsilon)", nudge.nudged_cost, 8, "nudge.nudged_cost", "cost"),
            Entry(f"frac(Delta {c}, epsilon)", nudge.slope, 5, "nudge.slope", "delta"),
            Entry(f"frac(partial {c}, partial {w})", nudge.gradient, 5, "nudge.gradient", "delta"),
        ).move_to(RIGHT_AT)
        conceal(ledger)
        edge = self.network.edges[0][row][column]
        with self.say("A test without any calculus: nudge one weight by a thousandth, and run again."):
            self.play(Spotlight(self.network.all_edges, [edge]), Reveal(*ledger[:2], lag=0.5))
            self.play(Reveal(ledger[2]))
            for n in range(1, self.depth + 1):
                amounts = self.person[f"W{n}"] * self.person[f"a{n - 1}"].T
                flow = Flow(self.network.edges_of(n - 1), amounts, role="activation")
                self.play(Run(flow), run_time=0.7)
            self.play(Reveal(ledger[3]))
        with self.say("The change of the cost, divided by the nudge, is what backpropagation found."):
            self.play(Reveal(ledger[4]))
            self.play(Reveal(ledger[5]))
            self.play(Create(frame_around(ledger[4][2], ledger[5][2])))
        self.play(Spotlight(self.network.all_edges))
        self.wipe(self.network)

    # -- The step

    def take_the_step(self) -> None:
        self.beat("Take the step")
        self.follow(self._show_network)
        rule = maths("weight(W) arrow.l weight(W) - alpha frac(partial cost(C), partial weight(W))")
        rule.move_to(RIGHT_AT + UP * 2.3)
        key, place = PLANE[0]
        update = working.update(self.first, key, place)
        strip = self._update_strip(update).move_to(RIGHT_AT + UP * 1.1)
        strips, before, after = self._update_bars()
        with self.say("Now every weight moves against its gradient, by the learning rate times its size."):
            self.play(FadeIn(rule))
            self.play(FadeIn(strip))
        with self.say("Drawn to scale: the three weights and the bias of the last neuron."):
            self.play(FadeIn(strips))
            self.play(Tween(strips, lambda moment: strips.show_values(before, (after - before) * moment)), run_time=2.4)
        costs = self.history.costs
        with self.say(f"All of them move at once, and the cost falls from {costs[0]:.4f} to {costs[1]:.4f}."):
            self.play(self.replay(VGroup(self.network, self.footer), 1, run_time=1.0))
            strips.show_values(after)
        self.wipe(self.network)

    def _update_strip(self, update: working.Update) -> Strip:
        rate = update.learning_rate
        decimals = fewest_decimals(
            [update.before, update.gradient], lambda w, g: w - rate * g, result_decimals=3
        )
        return Strip(
            "weight(w_12) arrow.l",
            Readout(update.before, decimals, of="update.before", role="weight"),
            "-",
            Readout(rate, 1, of="learning_rate"),
            "dot",
            Readout(update.gradient, decimals, of="update.gradient", role="delta", bracketed=True),
            "=",
            Readout(update.after, 3, of="update.after", role="weight"),
        )

    def _update_bars(self) -> tuple[SignedBars, np.ndarray, np.ndarray]:
        n = self.depth
        before, after = (np.append(step[f"W{n}"][0], step[f"b{n}"][0]) for step in (self.first, self.history[1]))
        names = [maths(f"weight(w_(1{k}))") for k in range(1, len(before))] + [maths("bias(b)")]
        bars = SignedBars(before, names=names, width=4.6, pitch=0.62, decimals=3, of=f"W{n}")
        return bars.move_to(RIGHT_AT + DOWN * 1.0), before, after

    def _show_network(self, step: int) -> None:
        now = self.history[step]
        scale = max(float(np.abs(matrix).max()) for matrix in self.first.network.weights)
        self.network.show_weights(now.network.weights, scale=scale)
        self.network.show_biases(now.network.biases)
        self.network.show_activations([layer[:, [PERSON]] for layer in now.forward.activations])

    # -- The landscape

    def look_from_above(self) -> None:
        self.beat("The same step, seen from above")
        self.wipe()
        self.show_step(0)
        here = np.array([self.first[key][place] for key, place in PLANE])
        sheet = landscape.sheet(self.history, axes=PLANE, span=[(w - 0.6, w + 0.6) for w in here])
        surface = CostSurface(
            sheet.xs, sheet.ys, sheet.costs,
            labels=(maths("weight(w_12)"), maths("weight(w_13)"), maths("cost(C)")),
            decimals=(1, 1, 2), width=6.2, rise=2.0, drop=0.9, center=LEFT * 3.0 + UP * 0.3,
        )
        with self.say("Hold all but two weights still, and the cost is a landscape over those two."):
            self.play(FadeIn(surface))
            self.play(Orbit(surface, -35, 34), run_time=3.0)
        ball = surface.carry(Ball(here, self.first.cost))
        uphill = np.array([self.first[f"d{key}"][place] for key, place in PLANE])
        slope = surface.carry(StepArrow(here, here - uphill))
        with self.say("The gradient points uphill. The step goes the other way, down the slope."):
            self.play(FadeIn(ball))
            self.play(FadeIn(slope))
        drop = surface.carry(DropLine(here, self.first.cost))
        gap = Ledger(
            Entry("cost(C)", sheet.path_costs[0], 4, "path_costs", "cost"),
            Entry("cost(C)_\"sheet\"", sheet.shadow_costs[0], 4, "shadow_costs"),
        ).move_to(RIGHT * 4.4)
        def follow(step: int) -> None:
            ball.show_at(sheet.path[step], sheet.path_costs[step])
            drop.show_at(sheet.path[step], sheet.path_costs[step])
            gap[0][2].show_value(sheet.path_costs[step]); gap[1][2].show_value(sheet.shadow_costs[step])
        self.follow(follow)
        with self.say("But all the others move as well, so the true cost falls below the sheet."):
            self.play(FadeIn(gap))
            self.play(self.replay(VGroup(ball, drop, gap, self.footer), WALK, run_time=4.0))
        self.followers.remove(follow)
        self.wipe()

    # -- The run

    def watch_it_learn(self) -> None:
        self.beat("Watch it learn")
        costs, last = self.history.costs, len(self.history) - 1
        plot = Plot((0, last), (0, 1), x_log=True, width=5.4, height=2.0, y_label=maths("cost(C)"))
        plot.move_to(RIGHT * 3.2 + UP * 1.6)
        curve = Curve(plot, np.arange(last + 1), costs).show_until(self.step)
        bars = PredictionBars(self._guesses(self.step), self.first.targets, width=5.4, height=1.7)
        bars.move_to(RIGHT * 3.2 + DOWN * 1.4)
        self.follow(curve.show_until)
        self.follow(lambda step: bars.show_values(self._guesses(step)))
        panels = VGroup(self.network, curve, bars, self.footer)
        with self.say("Feed forward, send the error back, take the step: again, and again."):
            self.play(FadeIn(self.network, plot, curve, bars))
            self.play(self.replay(panels, 100, run_time=4.0))
        half = int(np.argmax(costs < (costs[0] + costs[-1]) / 2))
        with self.say(f"Patience: half of the fall takes {half} steps, and only then the people part."):
            self.play(self.replay(panels, last, run_time=8.0))

    def _guesses(self, step: int) -> np.ndarray:
        guesses: np.ndarray = self.history[step][f"a{self.depth}"][0]
        return guesses

    def say_what_was_learned(self) -> None:
        last = len(self.history) - 1
        hits = int(((self._guesses(last) > 0.5) == (self.first.targets[0] > 0.5)).sum())
        with self.say(f"At step {last} the cost is {self.history.costs[last]:.4f}, and {hits} of ten are on the right side."):
            self.hold(2)
        with self.say("It saw all ten people at every step. What if it saw only a few at a time?"):
            self.hold(2)
