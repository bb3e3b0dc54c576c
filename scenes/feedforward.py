"""How does a network answer? Every number from the inputs to the answer, then many at once.

Every number on screen is read from the recording, or from its working, by name and place.
TRAINREEL_RUN replays another run.
"""

import numpy as np
from manim import RIGHT, UP, FadeIn, VectorizedPoint

import engine
from engine import working
from scenes.vocabulary import (
    Awaken,
    Fill,
    Flight,
    Footer,
    Gesture,
    Lecture,
    Reveal,
    Run,
    RunDiagram,
    Spotlight,
    Subject,
    Tally,
    boards,
    conceal,
    counted,
    style,
)

PERSON = 1  # whom we follow through the network: the second example
DEEPEST = 5  # layers of weights that fit the stage, and four minutes
# What is shown at the end: 3Blue1Brown's network where MNIST is at hand, else one on digits that
# come with scikit-learn. So few rounds are soon recorded, and it reads nine digits of ten.
LARGER = ("three_blue", 1, (28, 28)), ("digits", 10, (8, 8))
NAMES = {"sigmoid": "the sigmoid", "relu": "ReLU", "leaky_relu": "leaky ReLU"}
RIGHT_HALF = (-1.7, style.RIGHT_EDGE)
RIGHT_AT = RIGHT * 2.5


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
        fingerprints = self.history.fingerprint + self.larger.fingerprint
        footer = Footer(self.history.costs, learning_rate=self.first.learning_rate)
        self.open("How does a network answer?", fingerprint=fingerprints, footer=footer)
        self.ask_the_network()
        self.multiply_and_add()
        self.bend()
        self.go_through_the_layers()
        self.count_the_parameters()
        self.send_many_at_once()
        self.leave_the_bend_out()
        self.go_larger()

    def _refuse_what_does_not_fit(self) -> None:
        name, wanted = self.history.name, f"two to {DEEPEST} layers of weights"
        if not 2 <= self.depth <= DEEPEST:
            raise engine.Refused(f"Feedforward shows {wanted}; {name!r} has {self.depth}.")
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
        self.network = network = RunDiagram(
            self.first, self.history, depth=self.depth, holds=about.holds, shown=about.shown
        )
        home = VectorizedPoint(network.get_center())
        network.set_x(0)
        inputs, outputs = (counted(self.sizes[end], "number") for end in (0, -1))
        with self.say(f"{inputs.capitalize()} in, {outputs} out. What happens in between?"):
            self.play(network.reveal_neurons())
            self.play(Awaken(network.layers[0], self.person["a0"]))
        with self.say("Something runs along every line, layer by layer, until an answer stands."):
            self.play(Reveal(network.all_edges, network.all_beads))
            for n in range(1, self.depth + 1):
                self.play(Run(boards.signal(network, self.person, n), run_time=2.4 / self.depth))
            self.play(Awaken(network.layers[-1], self.person[f"a{self.depth}"]))
        with self.say("Let us open it up, and follow every number on its way."):
            self.play(Flight(network, home, arc=0.0, run_time=1.6))

    def multiply_and_add(self) -> None:
        self.beat("Multiply and add", self.network)
        self.board = board = self._forward(1)
        rows, columns = self.sizes[1], self.sizes[0]
        with self.say("Each line is a weight. A layer's weights make a matrix, a row a neuron."):
            self.perform(board.weights_arrive())
        with self.say("What the neurons hold is a column. The beads, the biases, are another."):
            self.perform(board.columns_arrive())
        with self.say(
            f"{rows} × {columns} times {columns} × 1 is {rows} × 1: the inner sizes agree."
        ):
            self.perform(board.sizes_agree())
        first, *others = board.layer.rows
        with self.say("Along the row, down the column: weight times input, and then the bias."):
            self.perform(self._row(board, first, run_time=5.4))
        with self.say("The others do the same, each with its own row. This column is called z."):
            for row in others[:3]:
                self.perform(self._row(board, row, run_time=4.6 / len(others[:3])))
            self.play(Spotlight(self.network.all_edges))

    def _forward(self, n: int) -> boards.ForwardBoard:
        return boards.ForwardBoard(self.network, self.person, n, room=RIGHT_HALF)

    def _row(self, board: boards.ForwardBoard, row: int, *, run_time: float) -> Gesture:
        entry = working.entry(self.person, f"z{board.number}", row)
        return board.row_meets_column(entry, row, run_time=run_time)

    def bend(self) -> None:
        self.beat("Then bend", self.network, self.board.weighted)
        board = boards.BendBoard(self.board.weighted, self.person, 1)
        name = self.history.run.activations[0]
        with self.say(
            f"Each z goes through one and the same function, g. Here it is {NAMES.get(name, name)}."
        ):
            self.perform(board.set_up())
        with self.say("One number in, one number out, each for itself: that is its activation."):
            self.perform(board.one_by_one())
        with self.say("With these, the first layer has answered."):
            self.perform(self.board.fill_neurons(board.activations.numbers))

    def go_through_the_layers(self) -> None:
        self.beat("Layer after layer", self.network)
        for n in range(2, self.depth + 1):
            self.wipe(self.network)
            board, last = self._forward(n), n == self.depth
            board.weighted.blank()
            with self.say(
                "What one layer answers, the next takes in: the filled neurons are its column."
            ):
                self.perform(board.weights_arrive())
                self.perform(board.columns_arrive())
            with self.say(
                "The last layer does no other thing: its row meets the column, and the bias."
                if last
                else "Other weights, other biases, and the same two moves: multiply and add, bend."
            ):
                self.play(Reveal(board.layer.equals, board.layer.weighted.shell))
                rows = list(board.layer.rows)
                if last:
                    self.perform(self._row(board, rows.pop(0), run_time=2.4))
                if rows:
                    self.play(Fill(board.weighted, *((row, 0) for row in rows), run_time=0.8))
                self.perform(board.fill_neurons())
            self.play(Spotlight(self.network.all_edges))
        guess = self.person[f"a{self.depth}"]
        answer = f"is {guess.item():.2f}" if guess.size == 1 else "stands"
        with self.say(f"The answer {answer}. All the way to it, written in one line."):
            self.play(FadeIn(boards.in_one_line(self.depth), shift=UP * 0.2))

    def count_the_parameters(self) -> None:
        self.beat("How many numbers is that?", self.network)
        tally = Tally(self.sizes)
        conceal(tally.scale_to_fit_width(min(tally.width * 1.1, 7.8)).move_to(RIGHT_AT))
        with self.say("A layer has a weight for each pair of neurons, a bias for each new one."):
            for n, line in enumerate(tally.lines):
                lit = Spotlight(self.network.all_edges, self.network.edges_of(n))
                self.play(lit, Reveal(line), run_time=min(1.2, 4.2 / self.depth))
        with self.say(f"{tally.total:,} parameters in all. To learn is to find good ones."):
            self.play(Spotlight(self.network.all_edges), Reveal(tally.sum))

    # -- Many examples

    def send_many_at_once(self) -> None:
        self.beat("Many at once")
        board = boards.BatchBoard(self.first, self.depth, inputs=self.network.shown[0])
        examples = counted(self.first.targets.shape[1], "example").capitalize()
        with self.say(f"{examples}, a column each. Wherever it goes, an example keeps its colour."):
            self.perform(board.examples_arrive())
        with self.say("W does not change: the same weights meet every column."):
            self.perform(board.weights_arrive())
        with self.say("One b serves them all. It is added to each column: that is broadcasting."):
            self.perform(board.broadcast())
        with self.say("Column by column Z fills, and no column knows of any other."):
            self.perform(board.column_by_column())
        with self.say("Each is bent by g and goes on, in its own colour, to an answer of its own."):
            self.perform(board.bend_all())

    # -- Why g is there

    def leave_the_bend_out(self) -> None:
        self.beat("Why bend at all?")
        both = working.collapse(self.person, 1)
        board = boards.CollapseBoard(self.person, both, self.network, room=RIGHT_HALF)
        with self.say("Leave g out, and a layer only multiplies and adds. Take two of them."):
            self.perform(board.take_two())
        with self.say("Now the brackets can be multiplied out: W times W is just another matrix."):
            self.perform(board.multiply_out())
        with self.say("So two layers are one, and a hundred would be one. Nothing was gained."):
            self.perform(board.become_one())
        with self.say("The same example, sent both ways: the same answers, to the last digit."):
            self.perform(board.send_both_ways())
        with self.say("With g in between they are others. Only the bend makes depth worth having."):
            self.perform(board.bend_again())

    # -- The same, larger

    def go_larger(self) -> None:
        self.wipe()
        self._turn_to(self.larger)
        self.beat("The same, larger")
        digits = [str(digit) for digit in range(self.sizes[-1])]
        board = boards.GlimpseBoard(self.person, self.depth, shape=self.shape, classes=digits)
        rows, columns = self.shape
        pixels, count = rows * columns, Tally(self.sizes).total
        with self.say(f"An image of {rows} × {columns} pixels is {pixels} numbers: a column."):
            self.perform(board.image_appears())
        with self.say(
            f"Of {pixels} inputs sixteen are drawn: the pixels in the frame. Dots are the others."
        ):
            self.perform(board.pixels_arrive())
        with self.say(f"{count:,} parameters, and in each layer just this: multiply, add, bend."):
            self.perform(board.layers_answer(run_time=5.0))
        with self.say(f"After {self.step} steps of training, the strongest answer is right."):
            self.perform(board.answer())
        with self.say("And everywhere one small curve. What exactly does it do to a number?"):
            self.hold(1)

    def _turn_to(self, history: engine.History) -> None:
        """Follow another run: its last step, and the example that it is surest of, and right."""
        self.history, self.sizes = history, history.run.sizes
        self.depth = len(self.sizes) - 1
        last = history[-1]
        answers, truth = last[f"a{self.depth}"], last.targets
        right = answers.argmax(axis=0) == truth.argmax(axis=0)
        self.person = working.example(last, int(np.argmax(answers.max(axis=0) * right)))
        self.remove(self.footer)
        self.turn_to(Footer(history.costs, learning_rate=last.learning_rate))
        self.show_step(last.index)
        self.add(self.footer)
