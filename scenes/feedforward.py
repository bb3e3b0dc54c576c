"""How does a network answer? Two numbers go in, and every number on the way is followed.

Every number on screen is read from a recording, or from its working, by name and place.
TRAINREEL_RUN replays another run.
"""

from functools import partial
from itertools import chain

import numpy as np
from manim import DOWN, RIGHT, FadeIn

import engine
from engine import working
from scenes.pictures import feedforward as own
from scenes.vocabulary import style
from scenes.vocabulary.layer import (
    ForwardBoard,
    Subject,
    bending_board,
    guess_line,
    signal,
)
from scenes.vocabulary.layer.glimpse_board import GlimpseBoard
from scenes.vocabulary.layer.larger import larger, typical
from scenes.vocabulary.network import Awaken, Pulse, RunDiagram, Spotlight, arranging
from scenes.vocabulary.stage import Gesture, Lecture, Reveal
from scenes.vocabulary.stage.gesture import at_once
from scenes.vocabulary.text.readout import written

PERSON = 1  # whom we follow through the network: the second example
ALIKE = 0.1  # answers that differ by less are nearly the same


class Feedforward(Lecture):
    """z = W a + b and a = g(z), one neuron, then layer by layer; and why g has to bend."""

    refusals, unfit = (engine.Refused,), staticmethod(own.unfit)
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
        at_once(arranging.spread_out(network, faint=False), arranging.empty(network))
        self.add(network)
        self.play(Awaken(network.layers[0], self.person["a0"]))
        for n in range(1, self.depth + 1):
            if n == self.depth - 1:
                self.tell(own.asked(self.about, self.history.dataset), ahead=0.0)
            self.play(Pulse(signal(network, self.person, n), run_time=1.1))
            self.play(Awaken(network.layers[n], self.person[f"a{n}"]), run_time=0.5)
        answer = self.about.guess
        said = f"says {written(answer[0], 2)}" if len(answer) == 1 else "answers"
        self.tell(f"It {said}, before it has learned anything. How?", ahead=0.3)
        self.perform(arranging.empty(network))
        self.play(Awaken(network.layers[0], self.person["a0"]))

    def follow_one_neuron(self) -> None:
        self.beat("One neuron", self.network)
        row = own.telling_neuron(self.person)
        entry = working.entry(self.person, "z1", row)
        board = own.OneNeuron(self.network, self.person, entry, row)
        self.perform(board.come_forward())
        self.tell(f"Each stream is as wide as its number is large. {style.signs()}")
        self.perform(board.go_through_the_weights())
        self.tell("All that comes is added, and the bias with it. Opposite signs cancel.")
        self.perform(board.meet())
        self.rest(1.0)

    def multiply_and_add(self) -> None:
        self.beat("The same, as a row and a column", self.network)
        self.perform(arranging.go_home(self.network, self.home, self.person, upto=0))
        board = self.board = ForwardBoard(self.network, self.person, 1, room=style.BESIDE)
        self.tell("A row of W for each neuron, one column for what comes in.", ahead=0.0)
        self.perform(board.columns_arrive(), board.weights_arrive(), board.sizes_agree())
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
        self.tell(f"Each z goes up one curve, g. Here it is {bend.said}{letter}.")
        self.perform(board.set_up(), board.one_by_one(run_time=5.5))
        self.tell("What comes off it is the activation, a. The layer has answered.")
        layers = enumerate(self.network.layers[:2])
        self.play(*(Awaken(layer, self.person[f"a{n}"]) for n, layer in layers))

    def go_through_the_layers(self) -> None:
        self.beat("Layer after layer", self.network)
        for n in range(2, self.depth + 1):
            self.wipe(self.network)
            pace = 0.9 if n == 2 else 0.5
            board = ForwardBoard(self.network, self.person, n, room=style.BESIDE)
            board.weighted.blank()
            if n == 2:
                said = "The next layer takes what the last one answered, and does the same."
                self.tell(said, ahead=0.1)
            self._quickly(pace, board.columns_arrive(), board.weights_arrive())
            self.play(Reveal(board.layer.equals, board.layer.weighted.shell), run_time=0.3)
            self._quickly(pace, board.other_rows(*board.layer.rows))
            self.play(Spotlight(self.network.all_edges), run_time=0.3)
            self.wipe(self.network, board.weighted)
            curve = bending_board(board, self.history.run.activations[n - 1], working.curve)
            self._quickly(pace, curve.set_up(), curve.one_by_one(run_time=2.4))
            if n == self.depth:
                self.tell(self._in_the_end(), ahead=0.3)
            self.perform(board.fill_neurons(curve.result.numbers))

    def _quickly(self, pace: float, *gestures: Gesture) -> None:
        """Play gestures in so much of their time."""
        for motions in chain(*gestures):
            self.play(*motions, run_time=pace * max(motion.run_time for motion in motions))

    def _in_the_end(self) -> str:
        """What is said when the last layer has answered."""
        if self.about.outputs > 1:
            return "What comes off the last layer is the answer."
        z, answer = (written(self.person[f"{key}{self.depth}"].item(), 2) for key in "za")
        return f"In the last one z = {z} becomes {answer}: the answer."

    def write_it_in_one_line(self) -> None:
        self.wipe(self.network)
        line = own.OneLine(self.network, [curve.letter for curve in self.about.curves])
        self.tell("In one line: each layer is a box around the one before.")
        self.perform(line.grow())
        self.rest(1.0)

    # -- Why g is there

    def leave_the_bend_out(self) -> None:
        self.beat("Why bend?")
        last, data = self.ring[-1], self.ring.dataset
        yes, network = data.Y[0] > 0, last.network
        bent = working.probe(last, data.X)["a2"]
        self.turn_to(self.ring, with_cost=False)
        self.show_step(last.index)
        self.hide_the_footer()
        mine = working.sides(network.weights[2][0], network.biases[2].item(), bent, yes)
        flat = working.collapse(last, 1, data.X)["in_one"]
        ways = partial(working.collapse, last, 1), partial(working.probe, last)
        best = partial(working.parting, flat, yes)
        sheets = own.TwoSheets(data.X, yes, *ways, best=best, own=mine)
        self.tell("Another run, on a plane: which points belong to the middle?", ahead=0.0)
        self.perform(sheets.appear())
        self.tell("Without g, two layers only shear and stretch it. Straight stays straight.")
        self.perform(sheets.shear())
        self.tell("Turn a line over it. Hollow: on the wrong side.")
        self.perform(sheets.look_for_a_line())
        self.tell(
            f"At best {sheets.found.hits} of {len(yes)}: no straight line parts them.", ahead=0.5
        )
        self.perform(sheets.split())
        self.tell("With g after each layer, the same plane folds.")
        self.play(sheets.right.move(2.0, run_time=5.0))
        count = f"all {len(yes)}" if mine.hits == len(yes) else f"{mine.hits} of {len(yes)}"
        self.tell(f"Now one straight cut, the next neuron's, parts {count}.")
        self.perform(sheets.cut())
        self.tell("Unfold it, and take the cut along.")
        self.perform(sheets.unfold())
        self.rest(1.5)

    # -- The same, larger, and what is still missing

    def go_larger(self) -> None:
        self.beat("The same, larger")
        last = self.larger[-1]
        depth, sizes = last.layout.depth, self.larger.run.sizes
        data = self.larger.dataset
        who = working.example(last, typical(last, depth, data.X, data.Y))
        self.turn_to(self.larger, example=who, with_cost=False)
        self.show_step(last.index)
        digits = [str(digit) for digit in range(sizes[-1])]
        board = GlimpseBoard(who, depth, shape=self.shape, classes=digits)
        rows, columns = self.shape
        self.tell(f"{rows} × {columns} pixels, row by row, are one column.", ahead=0.0)
        self.perform(board.image_appears(), board.unroll(), board.pixels_arrive())
        self.tell("Multiply, add, bend: the same at every layer, only wider.")
        self.perform(board.layers_answer(run_time=5.0))
        self.tell(f"After {last.index:,} steps of training, the strongest answer is right.")
        self.perform(board.answer())
        self.rest(0.8)

    def ask_everyone(self) -> None:
        self.beat("And everyone else?")
        self.turn_to(self.history, example=self.person, with_cost=False)
        answers = np.ravel(self.first[f"a{self.depth}"])
        one, few = self.about.outputs == 1 and bool(self.about.classes), len(answers) <= own.MOST
        if one and few:
            everyone = own.Everyone(self.first, self.about)
            at_once(everyone.make_room(self.network))
            self.play(FadeIn(self.network, everyone.line), run_time=0.6)
            self.add(everyone)
            self.tell("The first network again, at step 0. Here goes the answer that we followed.")
            self.play(everyone.fall(first=True, run_time=2.4))
            alike = np.ptp(answers) < ALIKE
            same = f"answers everyone with about {answers.mean():.2f}" if alike else "answers so"
            self.tell(f"Before it has learned anything, it {same}.")
            self.perform(arranging.empty(self.network))
            self.play(everyone.fall(run_time=5.0))
        else:
            self.add(self.network)
            self.play(FadeIn(guess_line(self.about).move_to(style.FLOOR_RIGHT, DOWN + RIGHT)))
        self.tell("Who tells it how wrong it is?")
        self.hold(2.2)
