"""How does a network learn? One training run of a small network, from its first step to its last.

Every number on screen is read from the recording, or from its working, by name and place.
"""

from manim import DOWN, RIGHT, UP, Create, FadeIn, FadeOut, VGroup

import engine
from engine import landscape, working
from scenes.vocabulary import (
    Footer,
    Lecture,
    People,
    Progress,
    RunDiagram,
    Spotlight,
    arrive,
    boards,
    boundary_of,
    cite,
    frame_around,
    style,
)

PERSON = 1  # whom we follow through the network: the second of the ten
OWN_COST = f"C_{PERSON + 1}"  # what the guess for this person costs; C is the mean of all
NUDGED = 1, 0  # the weight of the first layer that is nudged, w₂₁
PLANE = ("W3", (0, 1)), ("W3", (0, 2))  # the weights that span the landscape, w₁₂ and w₁₃
WALK = 100  # how many steps the ball is followed over the landscape
RIGHT_HALF = (-1.7, style.RIGHT_EDGE)
RIGHT_AT = RIGHT * 2.5


class Backprop(Lecture):
    """The main job: feed forward, judge, send the error back, take the step, and learn."""

    seed = 42

    def construct(self) -> None:
        self.history = engine.record("heart", seed=self.seed)
        self.first = self.history[0]
        self.person = working.example(self.first, PERSON)
        self.everyone = working.each(self.first)
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

    def meet_the_people(self) -> None:
        data = self.history.dataset
        names = [name.replace("weight", "body weight") for name in data.feature_names]
        self.people = people = People(
            data.raw, data.X, data.Y, names=names, units=data.units, question="at risk"
        )
        cite(people.table, data)
        with self.say(
            "Ten people. We know how heavy and how tall each is, and whose heart is at risk."
        ):
            self.perform(people.arrive())
        with self.say(
            "Each column is scaled to mean zero and spread one, pounds and inches alike."
        ):
            self.perform(people.scale())
        self.play(FadeOut(people.plot, people.dots), run_time=style.QUICK)

    def draw_the_network(self) -> None:
        self.network = network = RunDiagram(self.first, self.history, depth=3)
        with self.say("A network is to guess the risk from the two numbers. It knows nothing yet."):
            self.play(network.reveal_neurons())
        with self.say(
            "Every line is a weight, every bead a bias. Blue is positive, orange negative."
        ):
            self.perform(network.reveal_parameters())
        with self.say(
            f"All {network.parameters} were drawn at random. Let us send the second person through."
        ):
            self.play(Create(frame_around(self.people.table.row(PERSON), air=0.1)))
            numbers = self.people.scaled_rows()[PERSON]
            self.perform(arrive(numbers, network.layers[0], self.person["a0"]))

    def feed_forward(self) -> None:
        self.beat("Feed forward", self.network)
        layer = self.layer = boards.ForwardBoard(self.network, self.person, 1, room=RIGHT_HALF)
        entries = [working.entry(self.person, "z1", row) for row in range(3)]
        with self.say("Row by row, the weights of the first layer make a matrix, W."):
            self.perform(layer.weights_arrive())
        with self.say("The two inputs are a column, and so are the three biases."):
            self.perform(layer.columns_arrive())
        with self.say("Three by two meets two by one: the inner sizes agree."):
            self.perform(layer.sizes_agree())
        with self.say("Along the row, down the column: multiply and add. The bias comes last."):
            self.perform(layer.row_meets_column(entries[0], 0, run_time=5.0))
        with self.say("The other rows meet the same column in the same way, and so z is complete."):
            for row in (1, 2):
                self.perform(layer.row_meets_column(entries[row], row, run_time=2.0))
            self.play(Spotlight(self.network.all_edges))

    def squash(self) -> None:
        self.beat("The sigmoid squashes", self.network, self.layer.weighted)
        squash = boards.SquashBoard(self.layer.weighted, self.person, 1)
        with self.say(
            "A weighted input can be any size. The sigmoid squashes it between nought and one."
        ):
            self.perform(squash.set_up())
            self.perform(squash.put_on_axis())
        with self.say("Each z climbs to the curve. The height that it finds is its activation."):
            self.perform(squash.rise())
        with self.say("The neurons of the first layer fill with what they found."):
            self.perform(self.layer.fill_neurons(squash.result.numbers))
        self._quick_layer(2, "The second layer does the same, with these three as its inputs.")
        self._quick_layer(3, "The last layer has one neuron: its activation is the guess, ŷ.")
        line = boards.guess_line(self.person, 3)
        with self.say("Nothing was decided yet: the weights are random, and so is this guess."):
            self.play(FadeIn(line))

    def _quick_layer(self, number: int, sentence: str) -> None:
        self.wipe(self.network)
        layer = boards.ForwardBoard(self.network, self.person, number, room=RIGHT_HALF)
        with self.say(sentence):
            self.perform(layer.all_at_once())

    def measure_the_cost(self) -> None:
        self.beat("How wrong is the guess?", self.network)
        board = boards.CostBoard(self.person, self.everyone, self.first, last=3, who=PERSON)
        guess, truth = self.person["a3"].item(), self.person["y"].item()
        with self.say(
            f"The guess is {guess:.2f}. This heart is at risk, so the truth is {truth:.0f}."
        ):
            self.play(FadeIn(board.gauge))
        with self.say("Cross-entropy: the less was given to the truth, the more it costs."):
            self.play(FadeIn(board.formula))
            self.play(FadeIn(board.own, shift=DOWN * 0.2))
        with self.say(
            f"The mean over all {self.first.batch.size} people is the cost, {self.first.cost:.4f}. "
            "To learn is to make it smaller."
        ):
            self.play(board.columns.grow())

    def send_the_error_back(self) -> None:
        self.beat("The error goes back", self.network)
        board = boards.ErrorBoard(self.person, last=3, column=1, cost=OWN_COST)
        self.badges = VGroup()
        with self.say("Backwards now. At the output, the error delta is guess minus truth."):
            self.play(FadeIn(board.error))
            self._blame(3, decimals=2)
        with self.say(
            "How far does one weight move the cost? The chain rule: a product of three links."
        ):
            self.play(Spotlight(self.network.all_edges, [self.network.edge(2, 0, 1)]))
            self.perform(board.symbols_appear())
        with self.say("The last two links make delta. The first is the activation it meets."):
            self.perform(board.numbers_appear())
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

    def _one_layer_back(self, number: int, turning: str, sharing: str) -> None:
        self.wipe(self.network, self.badges)
        board = boards.BackBoard(self.network, self.person, number, room=RIGHT_HALF)
        with self.say(turning):
            self.perform(board.turn_over())
        with self.say(sharing):
            self.perform(board.share_out())
            self._blame(number - 1, decimals=3)

    def _blame(self, number: int, *, decimals: int) -> None:
        badges = boards.blame(self.network, self.person, number, decimals=decimals)
        self.play(FadeIn(badges))
        self.badges.add(badges)

    def gather_the_gradient(self) -> None:
        self.beat("The gradient, cell by cell", self.network, self.badges)
        board = boards.GradientBoard(self.network, self.person, 1, cost=OWN_COST, room=RIGHT_HALF)
        columns = board.every_wish(self.everyone, self.first, NUDGED, who=PERSON)
        with self.say("Delta times the inputs fills the gradient: one product for every weight."):
            self.play(FadeIn(board.outer), run_time=style.QUICK)
            self.perform(board.cell_by_cell())
        with self.say("Each person asks for a different change of this weight: the mean counts."):
            edge = self.network.edge(0, *NUDGED)
            self.play(Spotlight(self.network.all_edges, [edge]), columns.grow())
            self.play(Spotlight(self.network.all_edges))

    def nudge_one_weight(self) -> None:
        self.beat("Is the gradient right?", self.network)
        nudge = working.nudge(self.first, "W1", NUDGED)
        board = boards.NudgeBoard(self.network, self.person, nudge, layer=1, place=NUDGED)
        with self.say(
            "A test without any calculus: nudge one weight by a thousandth, and run again."
        ):
            self.perform(board.nudge_and_run())
        with self.say("The change of the cost over the nudge is what backpropagation found."):
            self.perform(board.compare())

    def take_the_step(self) -> None:
        self.beat("Take the step", self.network)
        self.follow(self._show_network)
        update, steps = working.update(self.first, *PLANE[0]), self.history[:2]
        board = boards.StepBoard(update, steps, layer=3, column=PLANE[0][1][1])
        with self.say("Every weight moves against its gradient. The learning rate says how far."):
            self.play(FadeIn(board.rule))
            self.play(FadeIn(board.line))
        with self.say("Drawn to scale: the three weights and the bias of the last neuron."):
            self.play(FadeIn(board.bars))
            self.play(board.bars.step())
        costs = self.history.costs
        with self.say(
            f"All of them move at once, and the cost falls from {costs[0]:.4f} to {costs[1]:.4f}."
        ):
            self.follow(board.bars.show_step)
            self.play(self.replay(VGroup(self.network, board.bars, self.footer), 1, run_time=1.0))
        self.followers.remove(board.bars.show_step)

    def _show_network(self, step: int) -> None:
        now = self.history[step]
        self.network.show_weights(now.network.weights).show_biases(now.network.biases)
        self.network.show_activations([layer[:, [PERSON]] for layer in now.forward.activations])

    def look_from_above(self) -> None:
        self.beat("The cost as a landscape")
        self.show_step(0)
        here = [self.first[key][place] for key, place in PLANE]
        sheet = landscape.sheet(self.history, axes=PLANE, span=[(w - 0.6, w + 0.6) for w in here])
        updates = [working.update(self.first, key, place) for key, place in PLANE]
        places = [place for _, place in PLANE]
        board = boards.LandscapeBoard(sheet, updates, places=places, last=WALK)
        with self.say("Back to step 0. Hold all but two weights still: the cost is a landscape."):
            self.perform(board.appear())
        rate = self.first.learning_rate
        with self.say(f"The gradient points uphill. The step goes down, {rate:g} of this arrow."):
            self.perform(board.point_and_step())
        self.follow(board.show_step)
        with self.say("One step. All other weights moved as well: the cost fell below the sheet."):
            self.play(self.replay(board.moving(self.footer), 1, run_time=1.0))
            self.hold(1.0)
        with self.say(f"Followed for {WALK} steps, the run leaves the sheet further and further."):
            self.play(self.replay(board.moving(self.footer), WALK, run_time=4.0))
        self.followers.remove(board.show_step)

    def watch_it_learn(self) -> None:
        self.beat("Watch it learn")
        guesses = self.history["a3"][:, 0]
        progress = Progress(self.history.costs, guesses.__getitem__, self.first.targets)
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
            self.play(self.replay(panels, len(self.history) - 1, run_time=5.2))
        self.hits = int(progress.bars.hits.sum())

    def say_what_was_learned(self) -> None:
        self.beat("What was learned", self.network)
        people, last, count = self.people, self.history[-1], self.first.batch.size
        data = self.history.dataset
        board = boards.ClosingBoard(self.first, last, people.plot, people.dots)
        boundary = boundary_of(people.plot, last.network.predict, data.X, data.raw)
        with self.say(
            f"After {last.index} steps, {self.hits} of {count} people "
            "are on the right side of the line."
        ):
            self.play(FadeIn(people.plot, people.dots, board.fall))
            self.play(FadeIn(boundary.yes), Create(boundary.line), run_time=1.6)
        with self.say(f"It saw all {count} people at every step. What if it saw a few at a time?"):
            self.hold(1)
