"""What are the numbers of a network? Its weights and biases, and what each neuron makes of them.

Every number on screen is read from a recording, or from its working, by name and place.
TRAINREEL_RUN replays another run of two inputs.
"""

from manim import DOWN, RIGHT, UP, UR, FadeIn, FadeOut

import engine
from engine import working
from scenes.pictures import network as own
from scenes.vocabulary import Lecture, stage, style
from scenes.vocabulary.layer import Subject, counted, spoken
from scenes.vocabulary.layer.larger import larger, typical
from scenes.vocabulary.network.arranging import enlarge
from scenes.vocabulary.plane.decision_map import Ask
from scenes.vocabulary.plane.tally import Tally
from scenes.vocabulary.text import Source, cite

PERSON = 1  # whom we drop into the maps: the second example


class Network(Lecture):
    """Grains of dust, one neuron as a map, a wall of maps, and a count of all there is to learn."""

    refusals, unfit = (engine.Refused,), staticmethod(own.unfit)
    seed, ahead = 42, 0.12

    def construct(self) -> None:
        self.choose_the_runs()
        self.total = sum(map(sum, own.counts(self.larger.run.sizes)))
        also = [self.history, self.ring]
        self.open(f"What are {self.total:,} numbers?", run=self.larger, also=also, with_cost=False)
        self.hide_the_footer()
        self.let_the_dust_fall()
        self.send_a_digit_through()
        self.turn_the_dials()
        self.mix_the_maps()
        self.run_all_maps()
        self.close_around_the_points()
        self.count_them()
        self.name_one()
        self.measure_the_large_one()
        self.knock()

    def choose_the_runs(self) -> None:
        run = self.history = self.fitting(engine.chosen("heart", seed=self.seed))
        found = larger(engine.at_hand, engine.record)
        if found is None:
            raise engine.Refused("Network begins with digits: MNIST's, or those of scikit-learn.")
        self.larger, self.shape = found
        self.ring = engine.record("circle", seed=42)
        self.first, self.last = run[0], run[-1]
        self.person = working.example(self.first, min(PERSON, self.first.targets.shape[1] - 1))
        self.about = Subject(run.run, run.dataset, self.person)

    def let_the_dust_fall(self) -> None:
        last = self.larger[-1]
        self.show_step(last.index)
        grains = self.grains = own.packed(last.network.weights, last.network.biases, self.shape)
        self.dust, self.sums = cite(own.Dust(grains), last), own.Addition(self.larger.run.sizes)
        self.sums.move_to(style.TOP_RIGHT + DOWN * 0.2, UP + RIGHT)
        assert len(grains.values) == self.total < 2 * (grains.layers == 0).sum()
        self.add(self.dust)
        self.play(self.dust.go(self.dust.show_fall, end=0.74, run_time=6.0))
        self.tell(f"Each grain is one learned number. {style.signs()}", ahead=0.0)
        self.play(self.dust.go(self.dust.show_fall, start=0.74, run_time=2.1))
        self.perform(self.sums.write())
        many = f"{self.larger.run.sizes[1]} pictures, {' × '.join(map(str, self.shape))} each,"
        self.tell(f"{many} hold most of them.", ahead=0.0)
        self.perform(self.dust.frame_pictures())

    def send_a_digit_through(self) -> None:
        last, every, depth = self.larger[-1], self.larger.examples, self.larger[-1].layout.depth
        who = working.example(last, typical(last, depth, every.in_parts(), every.targets))
        self._end_of(self.larger, example=who)
        board = own.Seeing(self.dust, who, depth, self.shape)
        self.play(FadeOut(self.sums), FadeIn(board.image, board.border), run_time=style.QUICK)
        self.tell("A digit comes. Of each picture only what is under its ink counts.")
        self.perform(board.lay_over())
        self.tell("Each picture adds up what is left: the more, the brighter a disc.")
        self.perform(board.gather())
        more = counted(depth - 1, "small table").capitalize()
        self.tell(f"{more} more, and one of ten answers lights.")
        self.perform(board.answer())
        self.rest(0.6)

    def turn_the_dials(self) -> None:
        self.beat("One neuron is a map")
        self.turn_to(self.history, example=self.person, with_cost=False)
        board = self.dialled = own.DialsAndMap(self.history, self._ask(self.history), self.about)
        self.tell("A neuron is a few numbers: here two weights and a bias.", ahead=0)
        self.perform(board.appear())
        self.tell("They draw a line: purple where the neuron answers high, green where low.")
        self.perform(board.colour())
        self.follow(board.live)
        self.tell("As the network learns, the dials turn, and the line moves.")
        self._learn(5.0)
        self.tell("It need not be right about all: the answer has to.", ahead=0.0)
        self.rest(0.6)
        self.hide_the_footer()

    def _end_of(self, run: engine.History, example: Source | None = None) -> None:
        """Turn to the last step of a run, which does not move."""
        self.turn_to(run, example=example, with_cost=False)
        self.show_step(run[-1].index)
        self.hide_the_footer()

    def _learn(self, seconds: float) -> None:
        last = len(self.history) - 1
        self.play(self.replay(last // 20, run_time=0.8))  # as yet the maps hardly change
        self.play(self.replay(last, run_time=seconds))

    def _ask(self, run: engine.History) -> Ask:
        return lambda step, inputs: working.probe(run[step], inputs)

    def mix_the_maps(self) -> None:
        run, ask, last = self.history, self._ask(self.history), len(self.history) - 1
        shown = self.dialled.map
        self.beat("Maps become maps", shown)
        wall = self.wall = own.Wall(run, ask, self.about)
        self.show_step(last)
        flowed = ask(last, wall.plane.grid)
        wall.show_step(last).stand_empty()
        self.tell(f"It is one of {spoken(self.about.sizes[1])}.", ahead=0.5)
        self.play(self.dialled.take_place(wall.frame_of(shown), flowed, run_time=2.0))
        self.perform(wall.come())
        self.tell("A neuron behind them adds maps up.")
        self.perform(wall.appear(0, 1))
        self.remove(shown).add(wall)
        self.tell("Nought adds nothing: for a sum it is dark.")
        first = own.Mixing(wall, self.last, flowed, 2, 0)
        self.perform(first.recolour(run_time=1.4))
        turned = "orange turns it over" if self.last["W2"][0].min() < 0 else "blue is for more"
        self.tell(f"Each is taken times its weight: {turned}.")
        self.perform(first.mix(run_time=2.8))
        self.tell("Then comes its bias, and then its curve.")
        self.perform(first.bend(run_time=1.6), first.settle())
        self.tell("So do all the others, up to the answer.")
        for n in range(2, self.about.depth + 1):
            if n > 2:
                later = own.Mixing(wall, self.last, flowed, n, 0)
                self.perform(later.recolour(run_time=0.8), later.mix(run_time=1.2))
                self.perform(later.bend(run_time=1.0), later.settle())
            self.perform(wall.appear(n))
        self.rest(0.6)

    def run_all_maps(self) -> None:
        run, wall = self.history, self.wall
        self.beat("All maps on one clock", wall)
        self.turn_to(run, example=self.person, with_cost=False)
        self.follow(wall)
        self.show_step(len(run) - 1)
        self.tell("Back to the start, and the whole run again.", ahead=0.0)
        self.play(self.replay(0, run_time=2.4))
        self._learn(5.0)
        self.tell("One example is one place on every map.", ahead=0.0)
        here = working.probe(run[-1], self.person["a0"])
        self.perform(wall.visit(here, yes=bool(self.about.y[0] > self.about.middle)))
        if self.about.flat:
            yes = int(here[self.about.key][0, 0] > self.about.middle)
            self.tell(f"The last map answers: {self.about.classes[yes]}.", ahead=0)
        self.rest(1.2)

    def close_around_the_points(self) -> None:
        ring, data = self.ring, self.ring.dataset
        self.beat("Where no line parts them")
        person, m = working.example(ring[0], 0), data.X.shape[1]
        about = Subject(ring.run, data, person)
        self.turn_to(ring, example=person, with_cost=False)
        wall = own.Wall(ring, self._ask(ring), about)
        self.tell("Another run: one kind lies all around the other.", ahead=0.0)
        self.perform(wall.stand_empty().come())
        self.perform(*(wall.appear(n, run_time=0.7) for n in range(about.depth + 1)))
        overall = lambda step: working.overall(ring[step], data.X, data.Y)  # noqa: E731
        tally = Tally(overall, m, ringed=False).stand_in(wall.columns[-1][0].field, UR)
        self.add(wall, tally)
        self.follow(wall, tally)
        self.tell(f"{spoken(about.sizes[1], capital=True)} straight cuts, mixed and bent.", ahead=0)
        self.play(self.replay(len(ring) // 30, run_time=5.0))
        wrong = working.overall(ring[-1], data.X, data.Y).wrong
        said = f"{m - wrong} of {m}" if wrong else f"all {m}"
        self.tell(f"The border closes: in the end {said} are on their side of it.", ahead=0.0)
        self.play(self.replay(len(ring) // 5, run_time=7.0))
        self.play(self.replay(len(ring) - 1, run_time=2.0))
        assert wall.columns[-1][0].closed
        self.rest(0.6)

    def count_them(self) -> None:
        self.beat("How many are they?")
        self._end_of(self.history, example=self.person)
        network = self.network = own.network_of(self.history, self.about)
        network.show_parameters(self.last)
        stage.gesture.at_once(enlarge(network, style.LEFT_HALF, 1.25))
        network.heads.set_opacity(0.0)
        sums = own.Addition(self.about.sizes).move_to(style.RIGHT_SIDE, RIGHT)
        self.play(FadeIn(network, run_time=style.QUICK))
        j, i = (spoken(size) for size in self.about.sizes[:2])
        self.tell(f"The small network: {i} times {j} lines, each a weight. And each neuron's bias.")
        self.perform(own.count_all(network, sums))
        self.tell("No line comes into an input, and no bias: it holds data.", ahead=0.0)
        self.perform(own.data_comes(self.person, network.layers[0], style.HELD))
        self.rest(0.6)

    def name_one(self) -> None:
        self.beat("Which is which?", self.network)
        board = own.Naming(self.network, self.last)
        self.tell("All of the first layer, as tables: that is the 1 in brackets.", ahead=0.0)
        self.perform(board.appear())
        which = own.liveliest(self.history)
        dials = f" Row {which + 1} has the dials' numbers." if which in board.weights.rows else ""
        self.tell(f"A row for each neuron: where to.{dials}")
        self.perform(board.light_rows())
        self.tell("A column for each that it hears: where from.")
        self.perform(board.light_columns())
        self.tell("First the row, then the column.")
        for place in (board.weights.places[-1], (0, 1), (1, 0)):
            self.perform(board.name(*place))
            self.rest(0.8)

    def measure_the_large_one(self) -> None:
        self.beat(f"And {self.total:,}?")
        self._end_of(self.larger)
        dust = cite(own.Dust(self.grains).show_fall(1.0), self.larger[-1])
        rows = own.Rows(dust, self.larger[-1])
        self.play(FadeIn(dust, run_time=0.4))
        self.tell("Unroll a picture, line after line: it is a row.", ahead=0.1)
        self.play(dust.go(rows.unroll, run_time=6.0))
        now, before = self.larger.run.sizes[1], spoken(self.about.sizes[1])
        self.tell(f"{now} rows now, {before} before: one for each neuron.", ahead=0.0)
        self.perform(rows.frame_rows())
        self.rest(0.8)

    def knock(self) -> None:
        self.beat("Two numbers knock")
        self._end_of(self.history, example=self.person)
        wall = self.wall.show_step(len(self.history) - 1)
        self.play(*map(FadeIn, (wall.network, wall.names, *wall.maps)), run_time=style.QUICK)
        self.perform(wall.go_blank(run_time=1.4))
        self.tell("Two numbers come in. How do they become an answer?")
        self.perform(own.data_comes(self.person, wall.columns[0], style.RESULT))
        self.hold(1.0)
