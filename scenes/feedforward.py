"""How does a network answer? Two numbers go in, and every number on the way is followed.

Every number on screen is read from a recording, or from its working, by name and place.
TRAINREEL_RUN replays another run.
"""

import numpy as np
from manim import DOWN, RIGHT, FadeIn

import engine
from engine import working
from scenes.pictures import feedforward as own
from scenes.vocabulary import style
from scenes.vocabulary.layer import ForwardBoard, Subject, bending_board, guess_line, signal, spoken
from scenes.vocabulary.layer.glimpse_board import GlimpseBoard
from scenes.vocabulary.layer.larger import larger, typical
from scenes.vocabulary.network import Awaken, Pulse, RunDiagram, Spotlight, arranging
from scenes.vocabulary.stage import Gesture, Lecture, Reveal, gesture
from scenes.vocabulary.text.readout import written

PERSON = 1  # whom we follow through the network: the second example


class Feedforward(Lecture):
    """z = W a + b and a = g(z), one neuron, then layer by layer; and why g has to bend."""

    alone: own.OneNeuron | None = None
    refusals, unfit = (engine.Refused,), staticmethod(own.sayings.unfit)
    seed = 42

    def construct(self) -> None:
        self.choose_the_runs()
        self.open("How does it answer?", run=self.history, example=self.person, also=self.others)
        self.hide_the_footer()
        self.let_it_answer()
        if own.can_be_followed(self.person, self.network):
            self.follow_one_neuron()
        self.multiply_and_add()
        self.bend()
        self.go_through_the_layers()
        self.write_it_in_one_line()
        self.leave_the_bend_out()
        self.go_larger()
        self.ask_everyone()

    def choose_the_runs(self) -> None:
        run = self.history = self.fitting(engine.chosen("heart", seed=self.seed))
        self.sizes, self.depth = run.run.sizes, len(run.run.sizes) - 1
        self.first = run[0]
        self.person = working.example(self.first, min(PERSON, self.first.targets.shape[1] - 1))
        self.about = Subject(run.run, run.dataset, self.person)
        found = larger(engine.at_hand, engine.record)
        if found is None:
            raise engine.Refused("Feedforward ends with digits: MNIST's, or those of scikit-learn.")
        self.larger, self.shape = found
        self.ring = engine.record("circle", seed=42)
        self.others = self.larger, self.ring

    # -- One example, from its inputs to the answer

    def let_it_answer(self) -> None:
        network = RunDiagram(self.first, self.history, **self.about.layers)
        self.network = arranging.awake(network.move_to(style.NETWORK), self.person)
        self.home = arranging.places_of(network)
        gesture.at_once(arranging.spread_out(network, faint=False), arranging.empty(network))
        self.add(network, own.names_of_inputs(network, self.history.dataset.feature_names))
        self.play(Awaken(network.layers[0], self.person["a0"]))
        for n in range(1, self.depth + 1):
            if n == self.depth - 1:
                self.tell(own.sayings.asked(self.about, self.history.dataset), ahead=0.0)
            self.play(Pulse(signal(network, self.person, n), run_time=1.1))
            self.play(Awaken(network.layers[n], self.person[f"a{n}"]), run_time=0.5)
        said = f"says {written(self.about.guess[0], 2)}" if self.about.outputs == 1 else "answers"
        self.play(FadeIn(own.answer_large(network, self.about), scale=0.3))
        self.tell(f"It {said}, before it has learned anything. How?", ahead=0.3)
        self.wipe(network)
        self.perform(arranging.empty(network))
        self.play(Awaken(network.layers[0], self.person["a0"]))

    def follow_one_neuron(self) -> None:
        self.beat("One neuron", self.network)
        row = own.telling_neuron(self.person)
        entry = working.entry(self.person, "z1", row)
        board = self.alone = own.OneNeuron(self.network, self.person, entry, row)
        self.perform(board.come_forward())
        self.tell(f"Each stream is as wide as its number is large. {style.signs()}")
        self.perform(board.go_through_the_weights())
        self.tell("All that comes is added, and the bias with it. Opposite signs cancel.")
        self.perform(board.meet())
        self.tell("What is left is z, its weighted input.", ahead=0.5)

    def multiply_and_add(self) -> None:
        kept = [self.alone.row_of_terms, self.alone.values] if self.alone else []
        self.beat("The same, as a row and a column", self.network, *kept)
        board = self.board = ForwardBoard(self.network, self.person, 1, room=style.BESIDE)
        if self.alone:
            self.perform(self.alone.become_a_row(board))
        awake = -1 if self.alone else 0  # the last layer that still has to wake
        self.perform(arranging.go_home(self.network, self.home, self.person, upto=awake))
        self.tell("Layer 1: a row of W for each neuron; x, what comes in, is a column.", ahead=0.0)
        self.perform(board.columns_arrive(), board.weights_arrive())
        self.wipe(self.network, board.layer)
        self.perform(board.sizes_agree())
        first, *others = board.layer.rows
        self.tell("Along the row, down the column: multiply and add. The bias comes last.")
        self.perform(self._row(board, first, run_time=5.0))
        for row in others[:3]:
            self.perform(self._row(board, row, run_time=3.0 / len(others[:3])))
        self.play(Spotlight(self.network.all_edges))

    def _row(self, board: ForwardBoard, row: int, *, run_time: float) -> Gesture:
        entry = working.entry(self.person, f"z{board.number}", row)
        return board.row_meets_column(entry, row, run_time=run_time)

    def bend(self) -> None:
        self.beat("Then bend", self.network, self.board.weighted)
        bend, name = self.about.curves[0], self.history.run.activations[0]
        board = bending_board(self.board, name, working.curve)
        letter = ", σ" if bend.letter == "sigma" else ""
        self.tell(f"Each z goes up one curve, g. Here it is {bend.said}{letter}.", ahead=0.0)
        self.perform(board.set_up(), board.one_by_one(run_time=5.5))
        self.tell("What comes off it is the activation, a. The layer has answered.")
        layers = enumerate(self.network.layers[:2])
        self.play(*(Awaken(layer, self.person[f"a{n}"]) for n, layer in layers))

    def go_through_the_layers(self) -> None:
        self.beat("Layer after layer", self.network)
        for n in range(2, self.depth + 1):
            self.wipe(self.network)
            pace = 0.8 if n == 2 else 0.5
            board = ForwardBoard(self.network, self.person, n, room=style.BESIDE)
            board.weighted.blank()
            if n in (2, self.depth):
                self.tell(own.sayings.next_layer(n, self.about), ahead=0.1)
            self.perform(gesture.at_pace(pace, board.columns_arrive(), board.weights_arrive()))
            self.play(Reveal(board.layer.equals, board.layer.weighted.shell), run_time=0.3)
            self.perform(gesture.at_pace(pace, board.other_rows(*board.layer.rows)))
            self.hold(1.2 * (n == 2))
            self.play(Spotlight(self.network.all_edges), run_time=0.3)
            self.wipe(self.network, board.weighted)
            curve = bending_board(board, self.history.run.activations[n - 1], working.curve)
            self.perform(gesture.at_pace(pace, curve.set_up(), curve.one_by_one(run_time=2.4)))
            if n == self.depth:
                self.tell(own.sayings.in_the_end(self.about), ahead=0.3)
            self.perform(board.fill_neurons(curve.result.numbers))

    def write_it_in_one_line(self) -> None:
        self.wipe(self.network)
        line = own.OneLine(self.network, [curve.letter for curve in self.about.curves])
        self.tell("In one line: each layer is a box around the one before.", ahead=0.0)
        self.perform(line.grow())
        self.tell("The outermost box is the answer.", ahead=0.0)
        self.rest(1.2)

    # -- Why g is there

    def leave_the_bend_out(self) -> None:
        self.beat("Why bend?")
        self.turn_to(self.ring, with_cost=False)
        self.show_step(self.ring[-1].index)
        self.hide_the_footer()
        sheets = own.TwoSheets(self.ring, working)
        self.tell("Another network, on a plane: which points belong to the middle?", ahead=0.0)
        self.perform(sheets.appear())
        self.tell("Without g, two layers only turn and stretch it. Straight stays straight.")
        self.perform(sheets.shear())
        self.tell("Multiplied out, they are one layer.", ahead=0.0)
        self.perform(sheets.multiply_out())
        self.tell("Turn a line over it. A cross is on the wrong side.")
        self.perform(sheets.look_for_a_line())
        hits, of = sheets.found.hits, sheets.examples
        self.tell(f"At best {hits} of {of}: no straight line parts them.", ahead=0.6)
        self.fold(sheets)

    def fold(self, sheets: own.TwoSheets) -> None:
        self.perform(sheets.start_again())
        many, few = (spoken(size) for size in self.ring.run.sizes[1:3])
        self.tell(f"With g: W lays it flat among {many} numbers, seen from above.")
        self.perform(sheets.go_on(1, run_time=1.8))
        self.tell("There g bends it.")
        self.perform(sheets.go_on(1, run_time=3.0))
        self.tell(f"The next layer makes {few} numbers of the {many}: the sheet folds over.")
        self.perform(sheets.go_on(2, run_time=3.2), sheets.go_on(2, run_time=1.6))
        self.tell("One straight cut, the next neuron's:")
        self.perform(sheets.cut())
        hits, of = sheets.own["hits"], sheets.examples
        self.tell(f"It parts all {of}." if hits == of else f"It parts {hits} of {of}.", ahead=0.0)
        self.perform(sheets.count_them())
        self.tell("Unfold it, and take the cut along.", ahead=0.0)
        self.perform(sheets.lay_side_by_side(), sheets.unfold())
        self.rest(1.5)

    # -- The same, larger, and what is still missing

    def go_larger(self) -> None:
        self.beat("The same, larger")
        last, every = self.larger[-1], self.larger.examples
        depth, sizes = last.layout.depth, self.larger.run.sizes
        who = working.example(last, typical(last, depth, every.in_parts(), every.targets))
        self.turn_to(self.larger, example=who, with_cost=False)
        self.show_step(last.index)
        self.hide_the_footer()
        digits = [str(digit) for digit in range(sizes[-1])]
        board = GlimpseBoard(who, depth, shape=self.shape, classes=digits)
        rows, columns = self.shape
        self.tell(f"{rows} × {columns} pixels, row by row, are one column.", ahead=0.0)
        self.perform(board.image_appears(), board.unroll(), board.pixels_arrive())
        self.tell("Multiply, add, bend: the same at every layer, only with more numbers.")
        self.perform(board.layers_answer(run_time=5.0))
        self.tell("It has learned: its strongest answer to this image is right.")
        self.perform(board.answer())
        self.rest(0.8)

    def ask_everyone(self) -> None:
        self.beat("And everyone else?")
        self.turn_to(self.history, example=self.person, with_cost=False)
        self.hide_the_footer()
        answers = np.ravel(self.first[f"a{self.depth}"])
        one, few = self.about.outputs == 1 and bool(self.about.classes), len(answers) <= own.MOST
        if one and few and len(answers) > 1:
            everyone = own.Everyone(self.first, self.about, self.network, working.example)
            gesture.at_once(everyone.make_room())
            self.play(FadeIn(self.network, everyone.line), run_time=0.6)
            self.add(everyone)
            self.tell("The first network again. Here goes the answer that we followed.")
            self.play(everyone.fall(run_time=2.4))
            self.tell(own.sayings.right_answer(self.about), ahead=0.1)
            self.play(everyone.judge())
            self.tell("All others go through it too. Pale: what was right.")
            halves = everyone.ask_the_others(run_time=min(0.75 * len(answers), 10.0))
            self.play(halves[0])
            self.tell(own.sayings.answers_alike(answers), ahead=0.0)
            self.play(halves[1])
        else:
            self.add(self.network)
            self.play(FadeIn(guess_line(self.about).move_to(style.FLOOR_RIGHT, DOWN + RIGHT)))
        self.tell("Who tells it how wrong it is?")
        self.hold(2.2)
