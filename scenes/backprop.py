"""How does it know what to change? One training run, from a guess to its blame, and a step down.

Every number on screen is read from the recording, or from its working, by name and place.
TRAINREEL_RUN replays another run.
"""

from functools import partial

from manim import DOWN, RIGHT, FadeIn, VectorizedPoint

import engine
from engine import landscape, working
from scenes.pictures import backprop as own
from scenes.vocabulary import style
from scenes.vocabulary.layer import ForwardBoard, Sliders, SquashBoard, Subject, guess_line, signal
from scenes.vocabulary.layer.ratios import Ratios
from scenes.vocabulary.network import Awaken, Pulse, RunDiagram, Spotlight
from scenes.vocabulary.network.arranging import awake, empty, go_home, places_of, spread_out
from scenes.vocabulary.stage import Flight, Lecture

PERSON = 1  # whom we follow through the network: the second of the ten
OWN_COST = f"C_{PERSON + 1}"  # what the guess for this person costs; C is the mean of all
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
        if own.can_be_nudged(self.person, self.about.depth, self.network.shown[-2]):
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

    # -- What it did, and how one guess comes about

    def see_it_learn(self) -> None:
        network = RunDiagram(self.first, self.history, **self.about.layers)
        self.network = awake(network.move_to(style.NETWORK_ASIDE), self.person)
        self.hero = own.hero_of(self.about, self.history, working.probe, who=PERSON)
        self.replayed = own.replayed(network, self.history, working.probe, self.about, who=PERSON)
        self.add(self.hero, network)
        self.follow(self.hero, self.replayed)
        self.show_step(0)
        self.play(self.replay(len(self.history) - 1, run_time=6.0))
        self.tell(self.says.what_did_that)
        self.play(self.replay(0, run_time=4.6))

    def send_one_through(self) -> None:
        self.beat(f"One {self.says.who} goes through", self.hero, self.network)
        self.hide_the_footer()
        network, person = self.network, self.person
        self.tell(self.says.what_one_is)
        self.perform(empty(network), own.take_in(self.hero, network, person, who=PERSON))
        self.wipe(network)
        self.play(Flight(network, VectorizedPoint(style.NETWORK), arc=0.0, run_time=1.4))
        self.home = places_of(network)
        board = ForwardBoard(network, person, 1, room=style.BESIDE)
        self.perform(board.columns_arrive(), board.weights_arrive(), board.sizes_agree())
        first, *others = board.layer.rows
        self.tell("Along the row, down the column: multiply, and add. The bias comes last.")
        entry = working.entry(person, "z1", first)
        self.perform(board.row_meets_column(entry, first, run_time=5.4), board.other_rows(*others))
        self.play(Spotlight(network.all_edges))
        self.wipe(network, board.weighted)
        squash = SquashBoard(board, working.curve, bend=self.about.activations[0], leftwards=True)
        self.tell(self.about.curves[0].forward)
        self.perform(squash.set_up(), squash.put_on_axis(), squash.rise())
        self.perform(board.fill_neurons(squash.result.numbers))
        self.wipe(network)
        self.tell("The next layers do the same, and the last one answers.", ahead=0.0)
        self.perform(spread_out(network, faint=False))
        for n in range(2, self.about.depth + 1):
            self.play(Pulse(signal(network, person, n), run_time=1.2))
            self.play(Awaken(network.layers[n], person[f"a{n}"], run_time=0.8))
        self.play(FadeIn(guess_line(self.about).move_to(style.FLOOR_RIGHT, DOWN + RIGHT)))
        self.rest(0.6)

    # -- What it costs, and what one weight has to do with it

    def measure_the_cost(self) -> None:
        self.beat("How wrong is that?", self.network)
        self.perform(go_home(self.network, self.home, self.person))
        board = own.CostBoard(self.about, self.everyone, self.first, who=PERSON)
        self.tell(self.says.price)
        self.perform(board.weigh())
        self.tell(self.says.mean)
        self.play(board.columns.grow())
        self.turn_to(self.history, example=self.person)
        table, hears = self.first[f"dW{self.about.depth}"], self.network.shown[-2]
        self.places = own.strongest(table, [self.about.truth], hears, 3)

    def nudge_the_last_neuron(self) -> None:
        self.beat("How far does one weight move the cost?", self.network)
        person, last = self.person, self.about.depth
        hears, key = self.network.shown[last - 1], f"W{last}"
        place = own.telling_place(person, last, hears)
        ripple = working.ripple(person, key, place, own.NUDGES)
        coupled = self.about.activations[-1] == "softmax"
        sliders = Sliders(ripple, coupled=coupled, cost=OWN_COST)
        ratios = Ratios(sliders, ripple, working.chain(person, key, place))
        self.perform(own.step_aside(self.network, last, place), sliders.unfold())
        self.tell("Nudge one weight. Its sum moves, so the guess moves, so the cost moves.")
        self.play(sliders.drag(run_time=4.2))
        self.tell("Each link stretches or squeezes the nudge. The ratios multiply.")
        self.perform(ratios.appear())
        self.tell("Let the nudge shrink to nothing: the ratios settle, and are called slopes.")
        self.perform(ratios.shrink(3.0), ratios.become_slopes())
        self.tell("The slope at the neuron's own sum has a name: delta, its error.")
        self.perform(ratios.make_delta(person, last, place[0], is_gap=self.about.partnered))

    def send_the_error_back(self) -> None:
        self.beat("The error goes back", self.network)
        for number in own.worth_a_look(self.network, self.person):
            self.look_into_a_neuron(number)
        self.sweep_through_all()
        self.write_it_as_matrices()

    def look_into_a_neuron(self, number: int) -> None:
        stage = own.BlameStage(self.network, self.person, number, self.about.curves[number - 2])
        come, meet, leave = stage.says
        self.perform(stage.set_up())
        self.tell(come)
        self.perform(stage.go_through_the_weights(), stage.arrive())
        if meet:
            self.tell(meet)
        self.perform(stage.add_up())
        self.tell(leave)
        self.perform(stage.open_the_door(), stage.pass_the_door())
        self.rest(0.6)
        self.perform(stage.close())

    def sweep_through_all(self) -> None:
        network, person, depth = self.network, self.person, self.about.depth
        self.wipe(network)
        self.perform(spread_out(network))
        self.tell("All the others do the same. One sweep, and every neuron has its delta.")
        badges = own.Blame(network, person, size=style.BODY)
        self.perform(badges.show(depth))
        for number in range(depth, 1, -1):
            self.play(own.strands(network, person, number).come(None, None, run_time=1.8))
            self.bring_to_front(badges)
            self.perform(badges.show(number - 1))
        self.rest(0.6)

    def write_it_as_matrices(self) -> None:
        self.wipe(self.network)
        self.perform(go_home(self.network, self.home, self.person))
        self.badges = own.Blame(self.network, self.person)
        self.perform(self.badges.show(*range(1, self.about.depth + 1)))
        room, bend = self.badges.room_beside(style.BESIDE), self.about.curves[0].letter
        back = own.BackBoard(self.network, self.person, 2, room=room, bend=bend)
        self.perform(back.become_matrix())
        self.tell("As matrices: the transpose of W, rows and columns swapped.")
        self.perform(back.turn_over())
        self.tell("Times the errors, and cell by cell through the doors.")
        self.perform(back.share_out())
        self.rest(0.6)

    def gather_the_gradient(self) -> None:
        self.beat("The gradient, cell by cell", self.network, self.badges)
        room = self.badges.room_beside(style.BESIDE)
        board = own.GradientBoard(self.network, self.person, 1, cost=OWN_COST, room=room)
        self.nudged, who = board.strongest(self.first), self.says.who
        wishes = board.every_wish(self.everyone, self.first, self.nudged, who=PERSON, each=who)
        self.tell("A weight's slope: the error at its end, times what went in.")
        self.play(FadeIn(board.outer), run_time=style.QUICK)
        self.perform(board.by_hand(*self.nudged), board.cell_by_cell())
        self.perform(board.slope_of_the_bias())
        self.tell(self.says.all_ask)
        edge = self.network.edge(0, *self.nudged)
        self.play(Spotlight(self.network.all_edges, [edge]), wishes.grow())
        self.rest(0.8)

    def nudge_one_weight(self) -> None:
        self.beat("Is it right?", self.network)
        nudge = partial(working.nudge, self.first, "W1", self.nudged)
        board = own.NudgeBoard(self.network, self.person, nudge, layer=1, place=self.nudged)
        self.tell("Bend one weight a little, run all of them again, and look at the cost.")
        self.perform(board.nudge_and_run())
        self.tell(board.says, ahead=0.0)
        self.perform(board.compare())
        self.rest(0.6)

    # -- The step, and a thousand of them

    def take_the_step(self) -> None:
        self.beat("Take the step", self.network)
        last, steps = self.about.depth, self.history[:2]
        update = working.update(self.first, f"W{last}", self.places[0])
        board = own.StepBoard(update, steps, layer=last, places=self.places)
        self.tell(self.says.change(plain=update.plain))
        self.perform(board.lines_appear(), board.strips_appear())
        self.follow(self.replayed, board.bars)
        self.tell(self.says.first_step)
        self.play(self.replay(1, run_time=1.4))

    def look_from_above(self) -> None:
        depth, two = self.about.depth, self.places[:2]
        axes = [(f"W{depth}", place) for place in two]
        span = own.span_of([self.history[key][: WALK + 1, i, j] for key, (i, j) in axes])
        sheet = landscape.sheet(self.history, axes=axes, span=span)
        if not sheet.costs.max() > max(sheet.costs.min(), *sheet.path_costs[1 : WALK + 1]):
            return  # a plain has no way down, and a run above all of it leaves the stage
        self.beat("The cost as a landscape")
        self.show_step(0)
        updates = [working.update(self.first, *axis) for axis in axes]
        board = own.LandscapeBoard(sheet, updates, layer=depth, places=two, last=WALK)
        self.tell("Hold all but two weights still: then the cost is a landscape.", ahead=0.0)
        self.perform(board.appear())
        self.tell(self.says.step_down(plain=updates[0].plain))
        self.perform(board.point(), board.step_down())
        self.follow(board.live)
        self.play(self.replay(1, run_time=1.0))
        self.tell(self.says.all_move, ahead=0.2)
        self.perform(board.see_through())
        self.play(self.replay(WALK, run_time=5.0))

    def watch_it_learn(self) -> None:
        self.beat(f"{self.says.steps} times")
        self.add(self.hero, self.network.move_to(style.NETWORK_ASIDE))
        self.follow(self.hero, self.replayed)
        self.show_step(0)
        self.tell("Forward, cost, back, step. And again, and again.", ahead=0.0)
        self.play(self.replay(self.says.settled, run_time=8.4))
        self.tell(self.says.ending, ahead=0.0)  # from here on it is so
        self.play(self.replay(len(self.history) - 1, run_time=2.6))
        self.hold(1.4)
