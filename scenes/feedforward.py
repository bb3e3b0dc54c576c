"""How does a network answer? Every number from the inputs to the answer, then many at once.

Every number on screen is read from the recording, or from its working, by name and place.
TRAINREEL_RUN replays another run.
"""

import numpy as np
from manim import UP, FadeIn, VectorizedPoint

import engine
from engine import working
from scenes.pictures import feedforward as own
from scenes.vocabulary import style
from scenes.vocabulary.layer import (
    ACTIVATIONS,
    ForwardBoard,
    Subject,
    bending_board,
    counted,
    in_one_line,
    signal,
)
from scenes.vocabulary.matrix import Fill
from scenes.vocabulary.network import Awaken, Forget, Pulse, RunDiagram, Spotlight
from scenes.vocabulary.stage import Flight, Gesture, Lecture, Reveal, conceal
from scenes.vocabulary.text import Source

PERSON = 1  # whom we follow through the network: the second example
FEW = 10  # examples that are sent at once where the run learns from one at a time
ALIKE = 0.1  # answers that differ by less are nearly the same
DEEPEST = 5  # layers of weights that fit the stage, and four minutes
# What is shown at the end: 3Blue1Brown's network where MNIST is at hand, else one on digits that
# come with scikit-learn. So few rounds are soon recorded, and it reads nine digits of ten.
LARGER = ("three_blue", 1, (28, 28)), ("digits", 10, (8, 8))


class Feedforward(Lecture):
    """z = W a + b and a = g(z), layer by layer; many examples at once; and why g has to bend."""

    refusals = (engine.Refused,)
    seed = 42

    def construct(self) -> None:
        self.history = engine.chosen("heart", seed=self.seed)
        self.sizes = self.history.run.sizes
        self.depth = len(self.sizes) - 1
        self.first = self.history[0]
        self._refuse_what_does_not_fit()
        self.larger, self.shape = self._larger()
        self.person = working.example(self.first, min(PERSON, self.first.targets.shape[1] - 1))
        self.open(
            "How does a network answer?", run=self.history, example=self.person, also=[self.larger]
        )
        self.ask_the_network()
        self.multiply_and_add()
        self.bend()
        self.go_through_the_layers()
        self.count_the_parameters()
        if self.history.dataset.X.shape[1] > 1:
            self.send_many_at_once()
        self.leave_the_bend_out()
        self.go_larger()

    def _refuse_what_does_not_fit(self) -> None:
        name, wanted = self.history.name, f"two to {DEEPEST} layers of weights"
        if not 2 <= self.depth <= DEEPEST:
            raise engine.Refused(f"Feedforward shows {wanted}; {name!r} has {self.depth}.")
        if unknown := [g for g in self.history.run.activations if g not in ACTIVATIONS]:
            raise engine.Refused(
                f"Feedforward knows no curve of {unknown[0]!r}, and {name!r} has it."
            )
        if len(self.history) < 2:
            raise engine.Refused(f"Feedforward needs two recorded steps; {name!r} has one.")

    def _larger(self) -> tuple[engine.History, tuple[int, int]]:
        """The larger run that this machine can replay without asking anybody."""
        for name, epochs, shape in LARGER:
            if engine.at_hand(name, epochs=epochs):
                return engine.record(name, epochs=epochs), shape
        raise engine.Refused("Feedforward ends with digits: MNIST's, or those of scikit-learn.")

    # -- One example, from its inputs to the answer

    def ask_the_network(self) -> None:
        about = Subject(self.history.run, self.history.dataset, self.person)
        self.network = network = RunDiagram(self.first, self.history, **about.layers)
        self.home = VectorizedPoint(network.get_center())
        network.set_x(0)
        inputs, outputs = (counted(self.sizes[end], "number") for end in (0, -1))
        with self.say(f"{inputs.capitalize()} in, {outputs} out. What happens in between?"):
            self.play(network.reveal_neurons())
            self.play(Awaken(network.layers[0], self.person["a0"]))
        with self.say(f"Lines are weights, beads are biases. {style.signs()}"):
            self.perform(network.reveal_parameters())
        with self.say("The thicker a line, the more it carries. At the end there is an answer."):
            for n in range(1, self.depth + 1):
                self.play(Pulse(signal(network, self.person, n), run_time=2.4 / self.depth))
            self.play(Awaken(network.layers[-1], self.person[f"a{self.depth}"]))
        with self.say("Let us empty it again, open it up, and follow every number on its way."):
            self.play(Forget(network.layers[-1]))

    def multiply_and_add(self) -> None:
        self.beat("Multiply and add", self.network)
        board = self.board = ForwardBoard(self.network, self.person, 1, room=style.BESIDE)
        k, n = self.sizes[:2]
        with self.say("The weights of the first layer make a matrix: one row for each neuron."):
            self.play(Flight(self.network, self.home, arc=0.0))
            self.perform(board.weights_arrive())
        with self.say("What the neurons hold is one column, x; the biases, the beads, another."):
            self.perform(board.columns_arrive())
        with self.say(f"{n} × {k} times {k} × 1 is {n} × 1: the two inner sizes must agree."):
            self.perform(board.sizes_agree())
        first, *others = board.layer.rows
        with self.say("Along the row, down the column: weight times input; then add the bias."):
            self.perform(self._row(board, first, run_time=5.4))
        with self.say("The others do the same, each with its own row. The column is called z."):
            for row in others[:3]:
                self.perform(self._row(board, row, run_time=4.6 / len(others[:3])))
            self.play(Spotlight(self.network.all_edges))

    def _row(self, board: ForwardBoard, row: int, *, run_time: float) -> Gesture:
        entry = working.entry(self.person, f"z{board.number}", row)
        return board.row_meets_column(entry, row, run_time=run_time)

    def bend(self) -> None:
        self.beat("Then bend", self.network, self.board.weighted)
        name = self.history.run.activations[0]
        board = bending_board(self.board, name, working.curve)
        with self.say(f"Each z goes through one and the same curve, g: {ACTIVATIONS[name].said}."):
            self.perform(board.set_up())
        with self.say("From z up to the curve, and across to a: one by one they are read off."):
            self.perform(board.one_by_one(run_time=3.0))
        with self.say("With these activations, the first layer has answered."):
            self.perform(self.board.fill_neurons(board.result.numbers))

    def go_through_the_layers(self) -> None:
        self.beat("Layer after layer", self.network)
        for n in range(2, self.depth + 1):
            self.wipe(self.network)
            board, last = (
                ForwardBoard(self.network, self.person, n, room=style.BESIDE),
                n == self.depth,
            )
            board.weighted.blank()
            taking, adding, bending = own.layer_words(self.person, n, self.depth)
            with self.say(taking):
                self.perform(board.weights_arrive())
                self.perform(board.columns_arrive())
            with self.say(adding):
                self.play(Reveal(board.layer.equals, board.layer.weighted.shell))
                rows = list(board.layer.rows)
                if last:
                    self.perform(self._row(board, rows.pop(0), run_time=2.4))
                if rows:
                    self.play(Fill(board.weighted, *((row, 0) for row in rows), run_time=0.8))
                self.play(Spotlight(self.network.all_edges))
                self.wipe(self.network, board.weighted)
            curve = bending_board(board, self.history.run.activations[n - 1], working.curve)
            with self.say(bending):
                self.perform(curve.set_up())
                self.perform(curve.one_by_one(run_time=1.2))
                self.perform(board.fill_neurons(curve.result.numbers))
        self.wipe(self.network)
        with self.say("That was all of it. In one line, from the inputs to the answer:"):
            self.play(FadeIn(in_one_line(self.depth), shift=UP * 0.2))

    def count_the_parameters(self) -> None:
        self.beat("How many numbers is that?", self.network)
        tally = own.Tally(self.sizes)
        conceal(tally.scale_to_fit_width(min(tally.width * 1.1, 7.8)).move_to(style.HERO))
        with self.say("A layer has a weight for every pair of neurons, and a bias for each."):
            for n, line in enumerate(tally.lines):
                lit = Spotlight(self.network.all_edges, self.network.edges_of(n))
                self.play(lit, Reveal(line), run_time=min(1.2, 4.2 / self.depth))
        with self.say(f"{tally.total:,} parameters. Learning is finding good values for them."):
            self.play(Spotlight(self.network.all_edges), Reveal(tally.sum))

    # -- Many examples

    def send_many_at_once(self) -> None:
        self.beat("Many at once")
        many: Source = self.first
        if self.first.batch.size == 1:
            many = working.probe(self.first, self.history.dataset.X[:, :FEW])
        board = own.BatchBoard(self.first, many, self.depth, inputs=self.network.shown[0])
        examples = counted(many["a0"].shape[1], "example").capitalize()
        with self.say(f"{examples}, a column and a colour each, and all meet the same weights."):
            self.perform(board.examples_arrive())
        with self.say("One b serves all: it is added to every column. That is broadcasting."):
            self.perform(board.broadcast())
        with self.say("Column by column, Z fills. No column knows anything of the others."):
            self.perform(board.column_by_column())
        with self.say("g bends every number, and each example goes on to an answer of its own."):
            self.perform(board.bend_all())
        if np.ptp(many[f"a{self.depth}"], axis=1).max() < ALIKE:
            with self.say("Untrained, it answers nearly the same to everyone. It has to learn."):
                self.hold(1)

    # -- Why g is there

    def leave_the_bend_out(self) -> None:
        self.beat("Why bend at all?")
        both = working.collapse(self.person, 1)
        board = own.CollapseBoard(self.person, both, self.network, room=style.BESIDE)
        with self.say("Leave g out, and a layer only multiplies and adds. Take two such layers."):
            self.perform(board.take_two())
        with self.say("Multiply out the brackets, and the two matrices become a single one."):
            self.perform(board.multiply_out())
        with self.say("So two layers are just one, and so are a hundred. Nothing was gained."):
            self.perform(board.become_one())
        with self.say("Send the same example both ways: the answers agree, to the last digit."):
            self.perform(board.send_both_ways())
        with self.say("With g in between, they differ. Only the bend makes depth worth having."):
            self.perform(board.bend_again())

    # -- The same, larger

    def go_larger(self) -> None:
        self.beat("The same, larger")
        self._turn_to(self.larger)
        digits = [str(digit) for digit in range(self.sizes[-1])]
        board = own.GlimpseBoard(self.person, self.depth, shape=self.shape, classes=digits)
        rows, columns = self.shape
        pixels, count = rows * columns, own.Tally(self.sizes).total
        with self.say(f"An image of {rows} × {columns} pixels is one column of {pixels} numbers."):
            self.perform(board.image_appears())
        with self.say("Sixteen of these are drawn: neighbouring pixels, framed in the image."):
            self.perform(board.pixels_arrive())
        with self.say(f"{count:,} parameters, and every layer just multiplies, adds, and bends."):
            self.perform(board.layers_answer(run_time=5.0))
        with self.say(f"After {self.step} steps of training, the strongest answer is right."):
            self.perform(board.answer())
        with self.say("And everywhere, one small curve. What exactly does it do to a number?"):
            self.hold(1)

    def _turn_to(self, history: engine.History) -> None:
        """Follow another run: its last step, and the example that it is surest of, and right."""
        self.history, self.sizes = history, history.run.sizes
        self.depth = len(self.sizes) - 1
        last = history[-1]
        answers, truth = last[f"a{self.depth}"], last.targets
        right = answers.argmax(axis=0) == truth.argmax(axis=0)
        self.person = working.example(last, int(np.argmax(answers.max(axis=0) * right)))
        self.turn_to(history, example=self.person)
        self.show_step(last.index)
