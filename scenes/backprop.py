"""How does it know what to change? One training run, from a guess to its blame, and a step down.

Every number on screen is read from the recording, or from its working, by name and place.
TRAINREEL_RUN replays another run.
"""

from functools import partial

from manim import DOWN, UP, FadeIn, VectorizedPoint

import engine
from engine import landscape, working
from scenes.pictures import backprop as own
from scenes.vocabulary import style
from scenes.vocabulary.layer import ForwardBoard, Sliders, SquashBoard, Subject, guess_line, signal
from scenes.vocabulary.network import Awaken, Pulse, RunDiagram, Spotlight, arranging
from scenes.vocabulary.stage import Flight, Lecture
from scenes.vocabulary.stage.gesture import at_pace
from scenes.vocabulary.text.step_line import weight_name

PERSON = 1  # whom we follow through the network: the second of the ten
WALK = 100  # how many steps the ball is followed over the landscape


class Backprop(Lecture):
    """The main job: feed forward, judge, send the error back, take the step, and learn."""

    refusals, ahead = (engine.Refused,), 0.1
    unfit = staticmethod(own.unfit)
    seed = 42

    def construct(self) -> None:
        run = self.history = self.fitting(engine.chosen("heart", seed=self.seed))
        self.choose_whom_to_follow()
        question = "How does it know what to change?"  # of costs nothing was said yet
        self.open(question, run=run, example=self.person, with_cost=False)
        self.see_it_learn()
        self.send_one_through()
        self.measure_the_cost()
        self.place = own.telling_place(self.person, self.about.depth, self.network.shown[-2])
        last, place = self.about.depth, self.place
        self.ripple = working.ripple(self.person, f"W{last}", place, own.NUDGES)
        if own.can_be_nudged(self.person, last, place, self.ripple):
            self.nudge_the_last_neuron()
        self.send_the_error_back()
        self.gather_the_gradient()
        self.nudge_one_weight()
        self.take_the_step()
        if self.about.batch is None and len(run.kept) == len(run) > WALK:
            self.look_from_above()
        self.watch_it_learn()

    def choose_whom_to_follow(self) -> None:
        run, data, self.first = self.history.run, self.history.dataset, self.history[0]
        self.person, self.everyone = working.example(self.first, PERSON), working.each(self.first)
        self.about = Subject(run, data, self.person)
        self.says = own.Sayings(self.about, self.history)
        self.looks = {"lit": PERSON, "who": self.says.who}

    # -- What it did, and how one guess comes about

    def see_it_learn(self) -> None:
        network = RunDiagram(self.first, self.history, **self.about.layers)
        self.network = arranging.awake(network.move_to(style.NETWORK_ASIDE), self.person)
        self.hero = own.hero_of(self.about, self.history, working.probe, who=PERSON)
        self.replayed = own.replayed(network, self.history, working.probe, self.about, who=PERSON)
        self.add(self.hero, network)
        self.follow(self.hero, self.replayed)
        self.show_step(0)
        self.play(self.replay(len(self.history) - 1, run_time=4.4))
        self.tell(self.says.what_did_that, ahead=0.6)
        self.play(self.replay(0, run_time=2.0))

    def send_one_through(self) -> None:
        self.beat(f"One {self.says.who} goes through", self.hero, self.network)
        self.hide_the_footer()
        network, person = self.network, self.person
        self.tell(self.says.what_one_is)
        self.perform(at_pace(0.7, own.take_in(self.hero, network, person, who=PERSON)))
        self.wipe(network)
        self.play(Flight(network, VectorizedPoint(style.NETWORK), arc=0.0))
        self.home = arranging.places_of(network)
        board = ForwardBoard(network, person, 1, room=style.BESIDE)
        self.perform(at_pace(0.7, board.weights_arrive(), board.columns_arrive(), board.expect()))
        first, *others = board.layer.rows
        self.tell("Along the row, down the column: multiply, and add. The bias comes last.")
        entry = working.entry(person, "z1", first)
        self.perform(board.row_meets_column(entry, first, run_time=3.8), board.other_rows(*others))
        self.play(Spotlight(network.all_edges, run_time=0.4))
        self.wipe(network, board.weighted)
        squash = SquashBoard(board, working.curve, bend=self.about.activations[0], leftwards=True)
        self.tell(self.about.curves[0].forward)
        self.perform(at_pace(0.8, squash.set_up(), squash.put_on_axis(), squash.rise()))
        self.perform(at_pace(0.8, board.fill_neurons(squash.result.numbers)))
        self.wipe(network)
        self.tell("The next layers do the same, and the last one answers.", ahead=0.0)
        for n in range(2, self.about.depth + 1):
            self.play(Pulse(signal(network, person, n), run_time=0.8))
            self.play(Awaken(network.layers[n], person[f"a{n}"], run_time=style.QUICK))
        self.play(FadeIn(guess_line(self.about).move_to(style.HERO)))
        self.rest(0.6)

    # -- What it costs, and what one weight has to do with it

    def measure_the_cost(self) -> None:
        self.beat("How wrong is that?", self.network)
        board = own.CostBoard(self.about, self.everyone, self.first, who=PERSON)
        self.tell(self.says.price)
        self.perform(board.weigh())
        self.tell(self.says.mean, ahead=0.0)
        self.play(board.columns.grow())
        self.rest(1.4)
        self.turn_to(self.history, example=self.person)

    def nudge_the_last_neuron(self) -> None:
        self.beat("How far does one weight move the cost?", self.network)
        person, last = self.person, self.about.depth
        key, place, coupled = f"W{last}", self.place, not self.about.curves[-1].letter
        name = weight_name(*place, layer=last)
        sliders = Sliders(self.ripple, coupled=coupled, weight=name, cost=own.own_cost(person))
        ratios = own.Chain(sliders, self.ripple, working.chain(person, key, place))
        self.perform(at_pace(0.6, own.step_aside(self.network, last, place), sliders.unfold()))
        self.tell("Nudge one weight. Its z moves, so the guess moves, so the cost moves.")
        self.play(sliders.drag(run_time=3.0))
        self.tell("Each link stretches or squeezes the nudge. The ratios multiply.")
        self.perform(ratios.appear())
        self.tell("Let it shrink to nothing: the ratios settle, and are called slopes.")
        self.perform(ratios.shrink(2.6), ratios.become_slopes())
        self.tell("The first is what the weight hears: the activation before it.")
        self.perform(ratios.hear(self.network.neuron(last - 1, place[1]), self.about))
        self.tell(ratios.says(self.about))
        self.perform(ratios.make_delta(self.about, place[0]))
        self.rest(0.6)

    def send_the_error_back(self) -> None:
        self.beat("The error goes back", self.network)
        self.blame, depth = own.Blame(self.network, self.person), self.about.depth
        looks = own.worth_a_look(self.network, self.person)
        for number in range(depth, 1, -1):
            if number in looks:
                self.look_into_a_neuron(number)
            if number in looks or number == depth:
                self.perform(self.blame.come_back(arranging.spread_out(self.network)))
            self.tell(own.said_of_sweep(number, looks, self.about.sizes))
            self.perform(self.blame.sweep(number))
            self.rest(0.6)
        self.tell(self.says.largest)
        self.play(self.blame.frame_the_largest())
        self.rest(0.6)
        self.write_it_as_matrices()

    def look_into_a_neuron(self, number: int) -> None:
        bend = self.about.activations[number - 2]
        stage = own.BlameStage(self.network, self.person, number, bend=bend, along=working.curve)
        self.wipe(self.network, self.blame.badges)
        self.perform(self.blame.leave(stage.set_up()))
        for said, gesture in stage.course():
            self.tell(said)
            self.perform(gesture)
        self.rest(1.2)
        self.perform(stage.close())

    def write_it_as_matrices(self) -> None:
        self.wipe(self.network, self.blame.badges)
        self.perform(self.blame.go_home(arranging.go_home(self.network, self.home, self.person)))
        room, bend = self.blame.room_beside(style.BESIDE), self.about.curves[0].letter
        back = own.BackBoard(self.network, self.person, 2, room=room, bend=bend)
        self.perform(at_pace(1.2, back.become_matrix()))
        self.tell("Read backwards, rows are columns: W turns about its diagonal.")
        self.perform(back.transpose())
        self.tell("A row meets the deltas: the blame of one neuron, before its door.")
        self.perform(back.row_meets_column())
        self.tell("Cell by cell through the doors: the deltas of the layer before.")
        self.perform(at_pace(0.9, back.pass_the_doors()))
        self.rest(0.6)

    def gather_the_gradient(self) -> None:
        self.beat("The gradient, cell by cell", self.network, self.blame.badges)
        room = self.blame.room_beside(style.BESIDE)
        board = own.GradientBoard(self.network, self.person, 1, room=room)
        (self.nudged,) = own.strongest(self.first["dW1"], board.outer.rows, board.outer.columns)
        wishes = board.every_wish(self.everyone, self.first, self.nudged, **self.looks)
        self.tell(board.says)
        self.play(FadeIn(board.outer), run_time=style.QUICK)
        self.perform(board.by_hand(*self.nudged), board.cell_by_cell(), board.slope_of_the_bias())
        self.tell(self.says.all_ask)
        lit = [self.network.edge(0, *self.nudged)]
        self.play(Spotlight(self.network.all_edges, lit), wishes.grow())
        self.rest(0.6)

    def nudge_one_weight(self) -> None:
        self.beat("Is it right?", self.network)
        nudge = partial(working.nudge, self.first, "W1", self.nudged)
        board = own.NudgeBoard(self.network, self.person, self.first, nudge, place=self.nudged)
        self.tell(f"Nudge one weight, let every {self.says.who} through again, look at the cost.")
        self.perform(at_pace(0.7, board.nudge_and_run()))
        self.tell(board.says, ahead=0.0)
        self.perform(board.compare())
        self.rest(0.6)

    # -- The step, and a thousand of them

    def take_the_step(self) -> None:
        self.beat("Take the step", self.network)
        last, place, edges = self.about.depth, self.place, self.network.all_edges
        update = working.update(self.first, f"W{last}", place)
        wishes = own.wishes(self.everyone, self.first, last, place, decimals=(2, 4), **self.looks)
        wishes.move_to(style.HERO + UP * 1.4)
        lines = own.step_lines(update, layer=last, place=place).move_to(style.HERO + DOWN * 1.6)
        self.play(Spotlight(edges, [self.network.edge(last - 1, *place)]), wishes.grow(2.6))
        self.tell(self.says.change(plain=update["plain"]))
        self.play(FadeIn(lines, lag_ratio=0.3, run_time=3.4))
        self.follow(self.replayed)
        self.tell(self.says.first_step)
        self.play(Spotlight(edges))
        self.play(self.replay(1, run_time=1.4))

    def look_from_above(self) -> None:
        depth, hears = self.about.depth, self.network.shown[-2]
        two = own.strongest(self.first[f"dW{depth}"], [self.about.truth], hears, 2)
        axes = [(f"W{depth}", place) for place in two]
        sheet = own.slice_below(self.history, landscape.sheet, axes, last=WALK)
        if sheet is None:
            return
        self.beat("The cost as a landscape")
        self.show_step(0)
        uphill = [self.first[f"dW{depth}"][place] for place in two]
        board = own.LandscapeBoard(sheet, uphill, layer=depth, places=two, last=WALK)
        self.tell("Back to the start: over two weights, the cost is a landscape.", ahead=0.0)
        self.perform(board.appear())
        self.tell("Both slopes as one arrow: the gradient. The way down is against it.")
        self.perform(board.point())
        self.tell(self.says.all_move, ahead=0.2)
        self.perform(board.go_aside())
        self.follow(board.live)
        self.play(self.replay(WALK, run_time=3.0))
        self.perform(board.name_the_gap(self.says.parameters - len(two)))
        self.rest(0.6)

    def watch_it_learn(self) -> None:
        self.beat(f"{self.says.steps} times")
        self.add(self.hero, self.network.move_to(style.NETWORK_ASIDE))
        self.follow(self.hero, self.replayed)
        self.show_step(0)
        self.tell("Once more from the start: forward, back, step. And again, and again.", ahead=0.0)
        self.perform(own.forth_and_back(self.network, self.person))
        self.play(self.replay(self.says.settled, run_time=4.8))
        self.tell(self.says.ending, ahead=0.0)  # from here on it is so
        self.play(self.replay(len(self.history) - 1, run_time=2.4))
        self.hold(1.2)
