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
    BecomeCells,
    Boundary,
    ChainRule,
    Descent,
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
    Link,
    NetworkDiagram,
    NudgeTest,
    Orbit,
    People,
    Progress,
    Reveal,
    Run,
    RunningSum,
    Spotlight,
    Squash,
    StepBars,
    StepLine,
    Strip,
    Tween,
    ValueMatrix,
    conceal,
    fewest_decimals,
    frame_around,
    maths,
    quote,
    style,
)

PERSON = 1  # whom we follow through the network: the second of the ten
OWN_COST = f"C_{PERSON + 1}"  # what the guess for this person costs; C is the mean of all
NUDGED = "W1", (1, 0)  # the weight that is nudged, w₂₁ of the first layer
PLANE = ("W3", (0, 1)), ("W3", (0, 2))  # the weights that span the landscape, w₁₂ and w₁₃
WALK = 100  # how many steps the ball is followed over the landscape

NETWORK_AT, RIGHT_AT = LEFT * 4.3, RIGHT * 2.5
RIGHT_HALF = (-1.7, style.RIGHT_EDGE)


class Backprop(Lecture):
    """The main job: feed forward, judge, send the error back, take the step, and learn."""

    seed = 42

    def construct(self) -> None:
        self.history = engine.record("heart", seed=self.seed)
        self.first = self.history[0]
        self.person = working.example(self.first, PERSON)
        footer = Footer(self.history.costs, learning_rate=self.first.learning_rate)
        self.open("How does a network learn?", fingerprint=self.history.fingerprint, footer=footer)
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

    # -- The people, and the network that is to judge them

    def meet_the_people(self) -> None:
        data = self.history.dataset
        self.people = people = People(
            data.raw,
            data.X,
            data.Y,
            names=[name.replace("weight", "body weight") for name in data.feature_names],
            units=data.units,
            question="at risk",
        )
        conceal(people.table, people.dots)
        with self.say(
            "Ten people. We know how heavy and how tall each is, and whose heart is at risk."
        ):
            self.play(FadeIn(people.plot), Reveal(*people.measured_heads()), run_time=style.QUICK)
            rows = Reveal(*people.measured_rows(), lag=0.5, run_time=3.0)
            self.play(rows, Reveal(*people.dots, lag=0.5, run_time=3.0))
        with self.say(
            "Each column is scaled to mean zero and spread one, pounds and inches alike."
        ):
            self.play(Reveal(*people.scaled_heads()))
            self.play(Reveal(*people.scaled_rows(), lag=0.5, run_time=2.0))
        self.play(FadeOut(people.plot, people.dots), run_time=style.QUICK)

    def draw_the_network(self) -> None:
        network = self.first.network
        hidden = [f"activation(a^([{layer}]))" for layer in range(1, len(network.weights))]
        names = ["activation(x)", *hidden, "activation(hat(y))"]
        self.network = NetworkDiagram(
            network.weights, network.biases, names=names, largest=self._largest(), width=3.8
        )
        conceal(self.network.move_to(NETWORK_AT))
        with self.say("A network is to guess the risk from the two numbers. It knows nothing yet."):
            layers = zip(self.network.all_neurons, self.network.heads, strict=True)
            self.play(Reveal(*(VGroup(*pair) for pair in layers), lag=0.5, run_time=2.0))
        with self.say(
            "Every line is a weight, every bead a bias. Blue is positive, orange negative."
        ):
            self.play(Reveal(*self.network.all_edges, lag=0.3, run_time=3.0))
            self.play(Reveal(*self.network.all_beads, lag=0.3, run_time=1.2))
        count = sum(array.size for array in (*network.weights, *network.biases))
        with self.say(f"All {count} were drawn at random. Let us send the second person through."):
            self.play(Create(frame_around(self.people.table.row(PERSON), air=0.1)))
            self._fly_into(0, self.people.scaled_rows()[PERSON])

    def _largest(self) -> tuple[float, float]:
        """The largest weight and the largest bias of the whole run."""
        layers = range(1, len(self.first.network.weights) + 1)
        weight, bias = (
            max(float(np.abs(self.history[f"{kind}{layer}"]).max()) for layer in layers)
            for kind in "Wb"
        )
        return weight, bias

    def _fly_into(self, layer: int, numbers: VGroup) -> None:
        """Carry numbers to the neurons of a layer, which wake with their activations."""
        ghosts, neurons = numbers.copy(), self.network.layers[layer]
        self.play(*(Flight(*pair) for pair in zip(ghosts, neurons, strict=True)))
        self.remove(*ghosts)
        self.play(Awaken(neurons, self.person[f"a{layer}"]), run_time=style.QUICK)

    # -- W a + b = z

    def feed_forward(self) -> None:
        self.beat("Feed forward", self.network)
        layer = LayerForward(self.person, 1).shift(UP * 0.95).fit(*RIGHT_HALF)
        layer.weighted.blank()
        conceal(layer)
        with self.say("Row by row, the weights of the first layer make a matrix, W."):
            self.play(BecomeCells(self.network.edges_of(0), layer.weights, run_time=2.0))
            self.play(Reveal(layer.weights))
        with self.say("The two inputs are a column, and so are the three biases."):
            inputs = [neuron.circle for neuron in self.network.layers[0]]
            columns = (inputs, layer.inputs), (self.network.beads[0], layer.biases)
            self.play(*(BecomeCells(*column) for column in columns))
            self.play(Reveal(layer.inputs, layer.plus, layer.biases))
        with self.say("Three by two meets two by one: the inner sizes agree."):
            self.play(Reveal(layer.equals, layer.weighted.shell))
            sizes = layer.weights.chip.columns, layer.inputs.chip.rows
            meeting = VGroup(*(frame_around(size) for size in sizes))
            self.play(Create(meeting))
            self.play(FadeOut(meeting))
        with self.say("Along the row, down the column: multiply and add. The bias comes last."):
            self._row_meets_column(layer, 0, run_time=5.0)
        with self.say("The other rows meet the same column in the same way, and so z is complete."):
            for row in range(1, layer.weighted.shape[0]):
                self._row_meets_column(layer, row, run_time=2.0)
            self.play(Spotlight(self.network.all_edges))
        self.weighted = layer.weighted

    def _row_meets_column(self, layer: LayerForward, row: int, *, run_time: float) -> None:
        total = RunningSum(working.entry(self.person, "z1", row), layer=1, row=row)
        conceal(total.move_to([layer.get_x(), -1.75, 0]))
        parts = layer.weights.row(row), layer.inputs.column(), layer.biases.cell(row)
        lit = VGroup(*(frame_around(part) for part in (*parts, layer.weighted.cell(row))))
        edges = Spotlight(self.network.all_edges, self.network.edges[0][row])
        self.play(edges, FadeIn(lit), Reveal(total.plate, total.label), run_time=0.15 * run_time)
        self.play(Reveal(*total.in_order, lag=1.0), run_time=0.6 * run_time)
        self.play(Fill(layer.weighted, (row, 0)), run_time=0.15 * run_time)
        self.play(FadeOut(total, lit), run_time=0.1 * run_time)

    # -- a = σ(z)

    def squash(self) -> None:
        self.beat("The sigmoid squashes", self.network, self.weighted)
        climb = Squash(self.person["z1"], self.person["a1"])
        climb.shift(RIGHT * 2.6 - climb.get_center())
        result = ValueMatrix(self.person["a1"], of="a1", head="activation(a^([1]))")
        result.shift(RIGHT * (style.RIGHT_EDGE - result.get_right()[0]))
        conceal(climb, result)
        with self.say(
            "A weighted input can be any size. The sigmoid squashes it between nought and one."
        ):
            self.play(self.weighted.animate.move_to(LEFT * 0.95), Reveal(climb.plot))
            self.play(Reveal(climb.curve, climb.formula))
            ghosts = self.weighted.numbers.copy()
            self.play(*(Flight(*pair) for pair in zip(ghosts, climb.dots, strict=True)))
            self.play(FadeOut(ghosts), Reveal(climb.dots), run_time=style.QUICK)
        with self.say("Each z climbs to the curve. The height that it finds is its activation."):
            self.play(Tween(climb, climb.show_climb, run_time=3.4))
            self.play(Reveal(result))
        with self.say("The neurons of the first layer fill with what they found."):
            self._fly_into(1, result.numbers)
        self._quick_layer(2, "The second layer does the same, with these three as its inputs.")
        self._quick_layer(3, "The last layer has one neuron: its activation is the guess, ŷ.")
        line = Strip(
            "activation(hat(y)) = sigma paren.l",
            quote(self.person, "z3", (0, 0), role="weighted", size=0.4),
            "paren.r =",
            quote(self.person, "a3", (0, 0), role="activation", size=0.4),
            size=0.4,
        )
        with self.say("Nothing was decided yet: the weights are random, and so is this guess."):
            self.play(FadeIn(line.move_to(RIGHT_AT + DOWN * 1.3)))

    def _quick_layer(self, n: int, sentence: str) -> None:
        self.wipe(self.network)
        layer = LayerForward(self.person, n).shift(UP * 0.95).fit(*RIGHT_HALF)
        conceal(layer)
        with self.say(sentence):
            self.play(BecomeCells(self.network.edges_of(n - 1), layer.weights))
            self.play(Reveal(layer))
            self.play(Run(self._signal(n)))
            self._fly_into(n, layer.weighted.numbers)

    def _signal(self, n: int) -> Flow:
        """What each edge of a layer carries forward: w · a."""
        amounts = self.person[f"W{n}"] * self.person[f"a{n - 1}"].T
        return Flow(self.network.edges_of(n - 1), amounts, role="activation")

    # -- The cost

    def measure_the_cost(self) -> None:
        self.beat("How wrong is the guess?", self.network)
        guess, truth = float(self.person["a3"][0, 0]), float(self.person["y"][0, 0])
        gauge = Gauge(guess, truth, of="a3", at=(0, 0), height=3.6).move_to(LEFT * 0.1)
        with self.say(
            f"The guess is {guess:.2f}. This heart is at risk, so the truth is {truth:.0f}."
        ):
            self.play(FadeIn(gauge))
        formula = maths(
            "cost(C_i) = -(y ln activation(hat(y)) + (1 - y) ln (1 - activation(hat(y))))",
            size=0.33,
        )
        decimals = fewest_decimals([guess], lambda a: -np.log(a))
        own = Strip(
            f"cost({OWN_COST}) = -ln",
            quote(self.person, "a3", (0, 0), decimals, role="activation", size=0.33),
            "=",
            quote(self.person, "cost", role="cost", size=0.33),
            size=0.33,
        )
        lines = VGroup(formula, own).arrange(DOWN, buff=0.4, aligned_edge=LEFT).set_y(2.2)
        with self.say("Cross-entropy: the less was given to the truth, the more it costs."):
            self.play(FadeIn(lines.align_to([style.RIGHT_EDGE, 0, 0], RIGHT)[0]))
            self.play(FadeIn(own, shift=DOWN * 0.2))
        costs = [working.example(self.first, place).cost for place in self.first.batch]
        columns = ExampleColumns(
            costs,
            self.first.cost,
            of="costs",
            mean_of="cost",
            name="cost(C)",
            role="cost",
            lit=PERSON,
            decimals=(2, 4),
        )
        columns.align_to([style.RIGHT_EDGE, -2.6, 0], DOWN + RIGHT)
        with self.say(
            f"The mean over all {len(costs)} people is the cost, {self.first.cost:.4f}. "
            "To learn is to make it smaller."
        ):
            self.play(columns.grow())

    # -- δ, backwards

    def send_the_error_back(self) -> None:
        self.beat("The error goes back", self.network)
        self.badges = VGroup()
        error = self._output_error().move_to(RIGHT_AT + UP * 2.1)
        chain = self._chain_rule().move_to(RIGHT_AT + DOWN * 0.3)
        with self.say("Backwards now. At the output, the error delta is guess minus truth."):
            self.play(FadeIn(error))
            self._blame(3, decimals=2)
        with self.say(
            "How far does one weight move the cost? The chain rule: a product of three links."
        ):
            self.play(Spotlight(self.network.all_edges, [self.network.edges[2][0][1]]))
            self.play(LaggedStart(*(FadeIn(part) for part in chain.symbols)), run_time=1.6)
        with self.say("The last two links make delta. The first is the activation it meets."):
            self.play(LaggedStart(*(FadeIn(part) for part in chain.numbers)), run_time=1.6)
            pair = chain.last_two()
            self.play(Create(pair), FadeIn(self._delta_again().next_to(pair, DOWN, buff=0.25)))
            self.play(Spotlight(self.network.all_edges))
        self._one_layer_back(
            3,
            "To reach the layer before, the matrix of weights is turned over: W transposed.",
            "It shares the error out; sigma prime lets through what each neuron is open to.",
        )
        self._one_layer_back(
            2,
            "One layer further back, it is the same with a bigger matrix.",
            "Now every neuron of the network knows its share of the blame.",
        )

    def _output_error(self) -> Strip:
        p, size = self.person, 0.36
        decimals = fewest_decimals([p["a3"]], lambda a: a - p["y"])
        return Strip(
            "delta(delta^([3])) = activation(hat(y)) - y =",
            quote(p, "a3", (0, 0), decimals, role="activation", size=size),
            "-",
            quote(p, "y", (0, 0), 0, role="target", size=size),
            "=",
            quote(p, "delta3", (0, 0), role="delta", size=size),
            size=size,
        )

    def _delta_again(self) -> Strip:
        return Strip(
            "=", quote(self.person, "delta3", (0, 0), role="delta"), "= delta(delta^([3]))"
        )

    def _chain_rule(self) -> ChainRule:
        weight, guess = "partial weight(w_12^([3]))", "partial activation(hat(y))"
        return ChainRule(
            self.person,
            Link(f"frac(partial cost({OWN_COST}), {weight})", "dW3", (0, 1), "ink"),
            Link(f"frac(partial weighted(z), {weight})", "a2", (1, 0), "activation"),
            Link(f"frac({guess}, partial weighted(z))", "slope3", (0, 0), "weighted"),
            Link(f"frac(partial cost({OWN_COST}), {guess})", "da3", (0, 0), "delta"),
        )

    def _blame(self, n: int, *, decimals: int) -> None:
        """Pin its δ on each neuron of a layer."""
        deltas, neurons = self.person[f"delta{n}"], self.network.layers[n]
        badges = Badges(neurons, deltas, of=f"delta{n}", role="delta", decimals=decimals)
        self.play(FadeIn(badges))
        self.badges.add(badges)

    def _one_layer_back(self, n: int, turning: str, sharing: str) -> None:
        self.wipe(self.network, self.badges)
        back = LayerBack(self.person, n).shift(UP * 0.95).fit(*RIGHT_HALF)
        matrix, edges = back.before_the_turn(), self.network.edges_of(n - 1)
        conceal(matrix, back)
        shares = self.person[f"W{n}"] * self.person[f"delta{n}"]
        with self.say(turning):
            self.play(BecomeCells(edges, matrix))
            self.play(Reveal(matrix))
            self.play(FadeOut(matrix.head, matrix.chip), Flip(matrix, back.transposed))
            turned = VGroup(matrix.cells, matrix.numbers, matrix.brackets)
            self.play(Reveal(back.transposed), FadeOut(turned), run_time=style.QUICK)
        with self.say(sharing):
            self.play(Reveal(back.deltas))
            self.play(Run(Flow(edges, shares, role="delta", backward=True)))
            self.play(Reveal(back.gate, back.slopes))
            self.play(Reveal(back.equals, back.blamed))
            self._blame(n - 1, decimals=3)

    # -- ∂C/∂W

    def gather_the_gradient(self) -> None:
        self.beat("The gradient, cell by cell", self.network, self.badges)
        outer = LayerGradient(self.person, 1, cost=OWN_COST).shift(UP * 1.05).fit(*RIGHT_HALF)
        outer.gradient.blank()
        with self.say("Delta times the inputs fills the gradient: one product for every weight."):
            self.play(FadeIn(outer), run_time=style.QUICK)
            for place in np.ndindex(outer.gradient.shape):
                self._one_product(outer, *place)
        key, place = NUDGED
        each = working.per_example(self.first, f"d{key}")
        columns = ExampleColumns(
            [requested[place] for requested in each],
            float(self.first[f"d{key}"][place]),
            of=f"d{key}",
            mean_of=f"d{key}",
            name="frac(partial cost(C), partial weight(w_21))",
            role="delta",
            lit=PERSON,
            decimals=(4, 5),
            height=1.3,
        ).move_to(RIGHT_AT + DOWN * 1.8)
        with self.say("Each person asks for a different change of this weight: the mean counts."):
            edge = self.network.edges[0][place[0]][place[1]]
            self.play(Spotlight(self.network.all_edges, [edge]), columns.grow())
            self.play(Spotlight(self.network.all_edges))

    def _one_product(self, outer: LayerGradient, row: int, column: int) -> None:
        parts = (
            outer.deltas.cell(row),
            outer.inputs.cell(0, column),
            outer.gradient.cell(row, column),
        )
        lit = VGroup(*(frame_around(part) for part in parts))
        edge = Spotlight(self.network.all_edges, [self.network.edges[0][row][column]])
        self.play(FadeIn(lit), edge, run_time=0.3)
        self.play(Fill(outer.gradient, (row, column)), run_time=0.3)
        self.remove(lit)

    # -- The nudge test

    def nudge_one_weight(self) -> None:
        self.beat("Is the gradient right?", self.network)
        key, (row, column) = NUDGED
        nudge = working.nudge(self.first, key, (row, column))
        test = NudgeTest(nudge, name="w_21").move_to(RIGHT_AT)
        conceal(test)
        edge = self.network.edges[0][row][column]
        with self.say(
            "A test without any calculus: nudge one weight by a thousandth, and run again."
        ):
            self.play(Spotlight(self.network.all_edges, [edge]), Reveal(*test.before, lag=0.5))
            for n in range(1, len(self.network.layers)):
                self.play(Run(self._signal(n)), run_time=0.7)
            self.play(Reveal(*test.after, lag=0.5))
        with self.say("The change of the cost over the nudge is what backpropagation found."):
            self.play(Reveal(*test.verdicts, lag=1.0), run_time=1.6)
            self.play(Create(test.frame_the_verdicts()))
            self.play(Spotlight(self.network.all_edges))

    # -- The step

    def take_the_step(self) -> None:
        self.beat("Take the step", self.network)
        self.follow(self._show_network)
        rule = maths("weight(W) arrow.l weight(W) - alpha frac(partial cost(C), partial weight(W))")
        key, place = PLANE[0]
        line = StepLine("w_12", working.update(self.first, key, place), size=0.33)
        VGroup(rule, line).arrange(DOWN, buff=0.4).move_to(RIGHT_AT + UP * 1.75)
        parameters = [np.append(step["W3"], step["b3"]) for step in (self.first, self.history[1])]
        names = ["weight(w_11)", "weight(w_12)", "weight(w_13)", "bias(b)"]
        bars = StepBars(parameters, names=names, of="W3").move_to(RIGHT_AT + DOWN * 1.0)
        with self.say("Every weight moves against its gradient. The learning rate says how far."):
            self.play(FadeIn(rule))
            self.play(FadeIn(line))
        with self.say("Drawn to scale: the three weights and the bias of the last neuron."):
            self.play(FadeIn(bars))
            self.play(bars.step())
        costs = self.history.costs
        with self.say(
            f"All of them move at once, and the cost falls from {costs[0]:.4f} to {costs[1]:.4f}."
        ):
            self.follow(bars.show_step)
            self.play(self.replay(VGroup(self.network, bars, self.footer), 1, run_time=1.0))
        self.followers.remove(bars.show_step)

    def _show_network(self, step: int) -> None:
        now = self.history[step]
        self.network.show_weights(now.network.weights).show_biases(now.network.biases)
        self.network.show_activations([layer[:, [PERSON]] for layer in now.forward.activations])

    # -- The landscape

    def look_from_above(self) -> None:
        self.beat("The cost as a landscape")
        self.show_step(0)
        here, uphill = (
            np.array([self.first[mark + key][place] for key, place in PLANE]) for mark in ("", "d")
        )
        sheet = landscape.sheet(self.history, axes=PLANE, span=[(w - 0.6, w + 0.6) for w in here])
        descent = Descent(sheet, uphill, names=("w_12", "w_13"), last=WALK)
        updates = [working.update(self.first, key, place) for key, place in PLANE]
        lines = VGroup(StepLine("w_12", updates[0]), StepLine("w_13", updates[1]))
        lines.arrange(DOWN, buff=0.3, aligned_edge=RIGHT).align_to(
            [style.RIGHT_EDGE, 2.3, 0], UP + RIGHT
        )
        descent.ledger.next_to(lines, DOWN, buff=0.7)
        with self.say("Back to step 0. Hold all but two weights still: the cost is a landscape."):
            self.play(FadeIn(descent.surface))
            self.play(Orbit(descent.surface, -35, 34), run_time=3.6)
        rate = self.first.learning_rate
        with self.say(f"The gradient points uphill. The step goes down, {rate:g} of this arrow."):
            self.play(FadeIn(descent.put_the_ball()))
            self.play(descent.point_downhill())
            self.play(FadeIn(descent.name, lines))
            self.play(FadeIn(descent.ledger, descent.drop_a_line()), FadeOut(descent.name))
        self.follow(descent.show_step)
        with self.say("One step. All other weights moved as well: the cost fell below the sheet."):
            self.play(self.replay(descent.moving(self.footer), 1, run_time=1.0))
            self.hold(1.0)
        with self.say(f"Followed for {WALK} steps, the run leaves the sheet further and further."):
            self.play(self.replay(descent.moving(self.footer), WALK, run_time=4.0))
        self.followers.remove(descent.show_step)

    # -- The run

    def watch_it_learn(self) -> None:
        self.beat("Watch it learn")
        costs, last = self.history.costs, len(self.history) - 1
        guesses = self.history["a3"][:, 0]
        progress = Progress(costs, guesses, self.first.targets)
        progress.align_to([style.RIGHT_EDGE, 2.95, 0], UP + RIGHT)
        self.follow(progress.show_step)
        self.show_step(0)
        panels = VGroup(self.network, progress, self.footer)
        with self.say(
            "Feed forward, send the error back, take the step: again, and again, and again."
        ):
            self.play(FadeIn(self.network, progress))
            self.play(self.replay(panels, WALK, run_time=4.4))
        low, high = guesses[self.step].min(), guesses[self.step].max()
        with self.say(
            f"At step {WALK} every guess is between {low:.2f} and {high:.2f}. Now watch them part."
        ):
            self.play(self.replay(panels, last, run_time=5.2))
        self.hits = int(progress.bars.hits.sum())

    def say_what_was_learned(self) -> None:
        self.beat("What was learned", self.network)
        last, people = len(self.history) - 1, self.first.batch.size
        fall = Strip(
            "cost(C):",
            quote(self.history, "cost", (0,), 4, role="cost", size=0.44),
            "arrow.r",
            quote(self.history, "cost", (last,), 4, role="cost", size=0.44),
            size=0.44,
        )
        plot, dots = self.people.plot, self.people.dots
        VGroup(plot, dots).move_to(RIGHT_AT + DOWN * 0.38)
        fall.next_to(plot, UP, buff=0.25)
        boundary = self._boundary(last)
        with self.say(
            f"After {last} steps, {self.hits} of {people} people are on the right side of the line."
        ):
            self.play(FadeIn(plot, dots, fall))
            self.play(FadeIn(boundary.yes), Create(boundary.line), run_time=1.6)
        with self.say(f"It saw all {people} people at every step. What if it saw a few at a time?"):
            self.hold(1)

    def _boundary(self, step: int) -> Boundary:
        """Where the network of a step changes its mind, over what was measured."""
        plot, raw = self.people.plot, np.asarray(self.history.dataset.raw)
        xs, ys = (np.linspace(*ends, 61) for ends in (plot.frame.x_range, plot.frame.y_range))
        measured = np.stack([axis.ravel() for axis in np.meshgrid(xs, ys)])
        scaled = (measured - raw.mean(axis=1, keepdims=True)) / raw.std(axis=1, keepdims=True)
        guesses = self.history[step].network.predict(scaled)
        return Boundary(plot, xs, ys, guesses.reshape(len(ys), len(xs)))
