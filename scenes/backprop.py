"""How does a network learn? One training run of a small network, from its first step to its last.

Every number on screen is read from the recording, or from its working, by name and place.
"""

from manim import DOWN, Create, FadeIn, FadeOut

import engine
from engine import landscape, working
from scenes.pictures import backprop as own
from scenes.vocabulary import style
from scenes.vocabulary.layer import ForwardBoard, SquashBoard, Subject, guess_line, spoken
from scenes.vocabulary.network import RunDiagram, Spotlight
from scenes.vocabulary.stage import Lecture, Live
from scenes.vocabulary.text import cite

PERSON = 1  # whom we follow through the network: the second of the ten
OWN_COST = f"C_{PERSON + 1}"  # what the guess for this person costs; C is the mean of all
WALK = 100  # how many steps the ball is followed over the landscape


class Backprop(Lecture):
    """The main job: feed forward, judge, send the error back, take the step, and learn."""

    refusals = (engine.Refused,)
    seed = 42

    def construct(self) -> None:
        self.history = engine.chosen("heart", seed=self.seed)
        self.choose_whom_to_follow()
        self.open("How does a network learn?", run=self.history, example=self.person)
        self.meet_the_data()
        self.draw_the_network()
        self.feed_forward()
        self.squash()
        self.measure_the_cost()
        self.send_the_error_back()
        self.gather_the_gradient()
        self.nudge_one_weight()
        self.take_the_step()
        if self.about.batch is None and len(self.history.kept) == len(self.history) > WALK:
            self.look_from_above()
        self.watch_it_learn()
        self.say_what_was_learned()

    def choose_whom_to_follow(self) -> None:
        run, data, self.first = self.history.run, self.history.dataset, self.history[0]
        examples, classes = self.first.batch.size, tuple(data.class_names)
        if reason := own.unfit(run, len(self.history), examples, classes):
            raise engine.Refused(f"{run.name} cannot be shown here: {reason}.")
        self.person, self.everyone = working.example(self.first, PERSON), working.each(self.first)
        self.about = Subject(run, data, self.person)
        self.sentences = own.Sentences(self.about)
        self.words = self.sentences.words
        self.look = own.look_at(data, self.first)

    def meet_the_data(self) -> None:
        with self.say(self.words.opening):
            self.perform(self.look.arrive())
        if self.words.scaling:
            with self.say(self.words.scaling):
                self.perform(self.look.scale())
        self.perform(self.look.leave())

    def draw_the_network(self) -> None:
        network = self.network = RunDiagram(self.first, self.history, **self.about.layers)
        with self.say(self.words.task):
            self.play(network.reveal_neurons())
        with self.say(f"Lines are weights, beads are biases. {style.signs()}"):
            self.perform(network.reveal_parameters())
        with self.say(self.sentences.start(network.parameters)):
            self.play(Create(self.look.pick(PERSON)))
            self.perform(network.take_in(self.look.numbers(PERSON), self.person["a0"]))

    def feed_forward(self) -> None:
        self.beat("Feed forward", self.network)
        layer = self.layer = ForwardBoard(self.network, self.person, 1, room=style.BESIDE)
        entries = {row: working.entry(self.person, "z1", row) for row in layer.layer.rows[:3]}
        (first, entry), *others = entries.items()
        inputs, neurons = map(spoken, self.about.sizes[:2])
        rows = neurons.capitalize()
        with self.say("Row by row, the weights of the first layer make a matrix, W."):
            self.perform(layer.weights_arrive())
        with self.say(f"The {inputs} inputs are a column, and so are the {neurons} biases."):
            self.perform(layer.columns_arrive())
        with self.say(f"{rows} by {inputs} meets {inputs} by one: the inner sizes agree."):
            self.perform(layer.sizes_agree())
        with self.say("Along the row, down the column: multiply and add. The bias comes last."):
            self.perform(layer.row_meets_column(entry, first, run_time=5.0))
        with self.say("The other rows meet the same column in the same way, and so z is complete."):
            for row, entry in others:
                self.perform(layer.row_meets_column(entry, row, run_time=2.0))
            self.perform(layer.other_rows(*layer.layer.rows[3:]))
            self.play(Spotlight(self.network.all_edges))

    def squash(self) -> None:
        about, bending = self.about, self.about.curves[0]
        self.beat(bending.headline, self.network, self.layer.weighted)
        squash = SquashBoard(self.layer, working.curve, bend=about.activations[0])
        with self.say(bending.forward):
            self.perform(squash.set_up())
            self.perform(squash.put_on_axis())
        with self.say("Each z climbs to the curve. The height that it finds is its activation."):
            self.perform(squash.rise())
        with self.say("The neurons of the first layer fill with what they found."):
            self.perform(self.layer.fill_neurons(squash.result.numbers))
        for number in range(2, about.depth + 1):
            self.wipe(self.network)
            layer = ForwardBoard(self.network, self.person, number, room=style.BESIDE)
            with self.say(self.sentences.layer(number)):
                self.perform(layer.all_at_once())
        with self.say("Nothing was decided yet: the weights are random, and so is this guess."):
            self.play(FadeIn(guess_line(about)))

    def measure_the_cost(self) -> None:
        self.beat("How wrong is the guess?", self.network)
        board = own.CostBoard(self.about, self.everyone, self.first, who=PERSON)
        with self.say(self.sentences.verdict):
            self.play(FadeIn(board.guess))
        with self.say(self.about.judge.said):
            self.play(FadeIn(board.formula))
            self.play(FadeIn(board.own, shift=DOWN * 0.2))
        with self.say(f"{self.sentences.mean(self.first)}. To learn is to make it smaller."):
            self.play(board.columns.grow())

    def send_the_error_back(self) -> None:
        self.beat("The error goes back", self.network)
        about, last = self.about, self.about.depth
        self.badges = own.Blame(self.network, self.person)
        shown = self.network.shown[last - 1]
        self.places = own.strongest(self.first[f"dW{last}"], [about.truth], shown, 3)
        board = own.ErrorBoard(about, self.places[0], cost=OWN_COST)
        with self.say("Backwards now. A neuron has an error, delta: how the cost answers to z."):
            self.play(FadeIn(board.meaning))
        with self.say(self.sentences.error):
            self.play(FadeIn(board.error))
            self.perform(self.badges.show(last, 2))
        links, ending = self.sentences.links
        with self.say(f"How far does one weight move the cost? The chain rule: {links}."):
            edge = self.network.edge(last - 1, *self.places[0])
            self.play(Spotlight(self.network.all_edges, [edge]))
            self.perform(board.symbols_appear())
        with self.say(f"{ending} The first is the activation it meets."):
            self.perform(board.numbers_appear())
            self.play(Spotlight(self.network.all_edges))
        for number in range(last, 1, -1):
            self.wipe(self.network, self.badges)
            bend, (turning, sharing) = about.activations[number - 2], self.sentences.back(number)
            room = own.beside(style.BESIDE, self.badges)
            back = own.BackBoard(self.network, self.person, number, room=room, bend=bend)
            with self.say(turning):
                self.perform(back.turn_over())
            with self.say(sharing):
                self.perform(self.badges.show(number, back.back.deltas.decimals))
                self.perform(back.share_out())
                self.perform(self.badges.show(number - 1, 3))

    def gather_the_gradient(self) -> None:
        self.beat("The gradient, cell by cell", self.network, self.badges)
        room = own.beside(style.BESIDE, self.badges)
        board = own.GradientBoard(self.network, self.person, 1, cost=OWN_COST, room=room)
        self.nudged, who = board.strongest(self.first), self.words.who
        wishes = board.every_wish(self.everyone, self.first, self.nudged, who=PERSON, each=who)
        with self.say("Delta times the inputs fills the gradient: one product for every weight."):
            self.play(FadeIn(board.outer), run_time=style.QUICK)
            self.perform(self.badges.show(1, board.outer.deltas.decimals))
            self.perform(board.cell_by_cell())
        with self.say("For a bias the input is one: its gradient is delta itself."):
            self.play(FadeIn(board.bias))
        with self.say(f"Each {who} asks for a different change of this weight: the mean counts."):
            edge = self.network.edge(0, *self.nudged)
            self.play(FadeOut(board.bias), Spotlight(self.network.all_edges, [edge]), wishes.grow())
            self.play(Spotlight(self.network.all_edges))

    def nudge_one_weight(self) -> None:
        self.beat("Is the gradient right?", self.network)
        nudge = working.nudge(self.first, "W1", self.nudged)
        board = own.NudgeBoard(self.network, self.person, nudge, layer=1, place=self.nudged)
        with self.say("A test without calculus: nudge one weight by a thousandth, and run again."):
            self.perform(board.nudge_and_run())
        with self.say("The change of the cost over the nudge is what backpropagation found."):
            self.perform(board.compare())

    def take_the_step(self) -> None:
        self.beat("Take the step", self.network)
        last, steps = self.about.depth, self.history[:2]
        update = working.update(self.first, f"W{last}", self.places[0])
        board = own.StepBoard(update, steps, layer=last, places=self.places)
        with self.say("Weights and biases go against their gradients, as far as alpha says."):
            self.perform(board.lines_appear())
        with self.say(self.sentences.strips(len(self.places))):
            self.perform(board.strips_appear())
        with self.say(self.sentences.first_step(*self.history.costs[:2])):
            self.follow(Live(self._show_network, self.network), board.bars)
            self.play(self.replay(1, run_time=1.0))

    def _show_network(self, step: int) -> None:
        now, depth = self.history[step], self.about.depth
        self.network.show_weights(now.network.weights).show_biases(now.network.biases)
        if self.about.batch is None:
            self.network.show_activations([a[:, [PERSON]] for a in now.forward.activations])
        else:  # a later batch holds others: the same example is sent through again
            probe = working.probe(now, self.person["a0"])
            self.network.show_activations([probe[f"a{n}"] for n in range(depth + 1)])
            cite(self.network.all_neurons, probe)

    def look_from_above(self) -> None:
        self.beat("The cost as a landscape")
        self.show_step(0)
        depth, two = self.about.depth, self.places[:2]
        axes = [(f"W{depth}", place) for place in two]
        span = own.span_of([self.history[key][: WALK + 1, i, j] for key, (i, j) in axes])
        sheet = landscape.sheet(self.history, axes=axes, span=span)
        updates = [working.update(self.first, *axis) for axis in axes]
        board = own.LandscapeBoard(sheet, updates, layer=depth, places=two, last=WALK)
        with self.say("Back to step 0. Hold all but two weights still: the cost is a landscape."):
            self.perform(board.appear())
        with self.say("The gradient points uphill, and so the run goes the opposite way."):
            self.perform(board.point())
        with self.say(self.sentences.arrow(self.first.learning_rate)):
            self.perform(board.step_down())
        self.follow(board.descent.live)
        with self.say(board.first_step):
            self.play(self.replay(1, run_time=1.0))
        with self.say(f"In {WALK} steps the run leaves the sheet: the dashed line says how far."):
            self.perform(board.see_through())
            self.play(self.replay(WALK, run_time=4.0))

    def watch_it_learn(self) -> None:
        self.beat("Watch it learn")
        answers, targets = self.about.watched(self.history.dataset, self.history, working.probe)
        costs, walk = self.history.costs, min(WALK, len(self.history) // 2)
        progress = own.progress_of(self.about, costs, answers, targets, who=PERSON)
        self.follow(Live(self._show_network, self.network), progress)
        self.show_step(0)
        with self.say("Feed forward, send the error back, take the step: again, and again."):
            self.play(FadeIn(self.network, progress))
            self.play(self.replay(walk, run_time=4.0))
        with self.say(self.sentences.halfway(walk, answers(walk), costs[walk])):
            self.play(self.replay(len(self.history) - 1, run_time=5.2))

    def say_what_was_learned(self) -> None:
        self.beat("What was learned", self.network)
        data, last = self.history.dataset, self.history[-1]
        board = own.ClosingBoard(self.about, self.look, data, last.network.predict)
        with self.say(self.sentences.learned(last.index, board.hits, board.asked)):
            self.play(FadeIn(board.fall(self.first, last)))
            self.perform(board.appear())
        with self.say(self.sentences.question(data.size)):
            self.hold(1)
