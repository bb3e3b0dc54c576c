"""What is a table of numbers for? Ten people of `heart`, and what its first layer asks them."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, VGroup, there_and_back

import engine
from scenes.pictures import scalars_to_matrices as own
from scenes.vocabulary import style
from scenes.vocabulary.matrix import CodeLine, Fill, ValueMatrix, frame_around
from scenes.vocabulary.network import NetworkDiagram, Spotlight
from scenes.vocabulary.stage import Flight, Lecture, Live, Reveal, Tween, conceal
from scenes.vocabulary.text import Readout, Strip, cite, fewest_decimals, quote, words

PERSON, ROW = 1, 1  # who is followed; and which row of the first layer's weights
WALKS = {  # who goes how far along the row: signs that agree, that differ, and both below nought
    PERSON: "Go right, then up. Each leg casts its shadow on the row's line.",
    0: "Opposite signs cancel.",
    3: "Both against the row's way: the sum is below nought.",
}
READS = {  # in which order a layout reads the line in memory, where it stands, and what is said
    "W.reshape(2, 3)": (range(6), style.LEFT_HALF, "A reshape breaks the line elsewhere."),
    "W.T": ((0, 2, 4, 1, 3, 5), style.RIGHT_HALF, "The transpose reads every other one."),
}
BASIS = "A step right goes where the first column says.", "A step up, where the second says."
ASIDE, PANEL = -3.2, style.RIGHT_HALF + RIGHT * 0.55  # the plane's middle, and what is beside it
LOOK, ASKANCE = np.radians([165.0, 30.0]), np.radians([122.0, 28.0])  # from where space is seen


class ScalarsToMatrices(Lecture):
    """Scalars, vectors and matrices, by what they do to ten people."""

    def construct(self) -> None:
        self.choose_the_run()
        self.open("What is a table of numbers for?", run=self.history, with_cost=False)
        self.see_what_a_row_does()
        self.make_vectors()
        self.measure_along_a_row()
        self.ask_three_questions()
        self.answer_all_at_once()
        self.plug_shapes()
        self.turn_it_over()
        self.read_it_otherwise()
        self.move_the_plane()

    def choose_the_run(self) -> None:
        run = self.history = engine.record("heart", seed=42)
        self.W, self.X, self.last = run[0]["W1"], run[0]["a0"], len(run) - 1
        self.found, self.person = self._reads(0), self._reads(0, self.X[:, [PERSON]])
        assert fewest_decimals([self.W, self.X], np.dot, result_decimals=own.ANSWERS) == 2
        self.plane = own.Plane(self.X, run[0].targets[0] > 0, run.dataset.feature_names)

    def _reads(self, step: int, X: np.ndarray | None = None) -> engine.working.Shadows:
        return engine.working.shadows(self.history[step]["W1"], self.X if X is None else X)

    def _go_on(self, headline: str, *keep: VGroup) -> None:
        self.rest(0.6)
        self.beat(headline, *keep)

    def _table(self) -> Live:
        table = ValueMatrix(self.W, of="W1", head="W")
        return Live(lambda t: table.show_values(self.history[t]["W1"]), table.body)

    def see_what_a_row_does(self) -> None:
        shadow = self.shadow = own.Shadow(self.plane.show(x=ASIDE), self._reads, ROW)
        table = self._table().scale(1.4).move_to(PANEL)
        self.add(self.plane, shadow, table, frame_around(*table[0][0][2:4], role="weight"))
        self.follow(shadow, table)
        self.play(self.replay(self.last // 4, run_time=1.2))  # the row hardly turns as yet
        self.play(self.replay(self.last, run_time=5.0))
        assert shadow.found.gap(ROW, self.plane.yes)
        self.tell("Filled: hearts at risk. The trained row leaves a gap.", ahead=0.9)
        self.play(self.replay(0, run_time=2.8))
        self.hide_the_footer()

    def make_vectors(self) -> None:
        X, plane = self.X, self.plane
        self.beat("One number, two numbers", plane)
        self.tell("One number is a place on a line, 0 the average: a scalar.", ahead=0.3)
        self.play(plane.moving(x=0.0, lift=0.0, run_time=2.4))
        number = self._number("X", (0, PERSON)).next_to(plane.dots[PERSON], UP, buff=0.2)
        self.play(FadeIn(number))
        self.tell("A second one lifts it off the line: a vector.")
        self.play(plane.moving(x=ASIDE, lift=1.0, run_time=2.6), FadeOut(number))
        arrow = plane.arrow(X[:, PERSON], "activation")
        column = own.table(self._reads(0, X[:, [max(WALKS)]]), "X", "x").scale(1.6).move_to(PANEL)
        cite(column, self.person).show_values(X[:, [PERSON]])
        self.play(Create(arrow), FadeIn(column))
        self.tell(f"It is an arrow, and a column. {style.signs()}")
        for who in (*WALKS, PERSON)[1:]:
            self.play(plane.swing(arrow, X[:, who], column, lambda x: self._reads(0, x)))

    def measure_along_a_row(self) -> None:
        shadow = self.shadow.show(fallen=0.0)
        assert np.sign(self.found.products[ROW, [*WALKS]]).tolist() == [[1, 1], [-1, 1], [-1, -1]]
        self._go_on("What a dot product measures", self.plane)
        conceal(shadow)
        self.tell("A row is an arrow too. How far does a person go its way?")
        one = engine.working.shadows(self.W[[ROW]], self.X)
        self.row = own.table(one, "W", "w").scale(1.2).move_to(PANEL + UP * 2.0)
        self.play(FadeIn(self.row[:-1]), Reveal(shadow.arrow, shadow.rail, lag=0.5, run_time=2.0))
        for person, said in WALKS.items():
            walk, lines = own.Walk(shadow, person, PANEL + UP * 0.45), self._lines(person)
            self.tell(said)
            self.play(walk.moving(walked=2.0, run_time=4.0 if person == PERSON else 2.4))
            if person == PERSON:
                self.tell("Stretched by the row's length, they are the products, end to end.")
            self.play(walk.moving(stretched=1.0, run_time=1.2))
            self.play(walk.moving(raised=1.0, run_time=1.4), FadeIn(lines, run_time=1.4))
            self.rest(1.4)
            self.play(FadeOut(walk, lines, run_time=0.4))
        self.tell("The sign says on which side of nought one is, not yet who is at risk.")
        self.play(Reveal(*shadow.cast), shadow.moving(fallen=1.0, run_time=3.0))

    def _lines(self, person: int) -> VGroup:
        at, n, looks = (ROW, person), self._number, {"size": style.LABEL}
        one, two = ((n("W", (ROW, k)), "dot", n("X", (k, person))) for k in (0, 1))
        length = "abs(weight(w)) dot", words("shadow", size=style.LABEL), "=", n("lengths", (ROW,))
        parts = (*one, "+", *two), (*length, "dot", n("shadows", at))
        lines = VGroup(*(Strip(*part, "=", n("WX", at), **looks) for part in parts))
        return lines.arrange(DOWN, buff=0.4).move_to(PANEL + LEFT * 0.3 + DOWN)

    def _number(self, key: str, at: tuple[int, ...]) -> Readout:
        looks = {"role": own.ROLES.get(key, "ink"), "size": style.LABEL}
        digits = own.ANSWERS if key == "WX" else 2
        return quote(self.found, key, at, digits, bracketed=key in ("X", "shadows"), **looks)

    def ask_three_questions(self) -> None:
        self._go_on("Three rows, three questions", self.plane, self.shadow, self.row.body)
        board = own.Meeting(self.person, "x").scale(1.2).move_to(PANEL)
        rows = [VGroup(*board.table.entries()[k : k + 2]) for k in (0, 4, 2)]
        conceal(*rows[:2])
        marked = Create(frame_around(self.plane.dots[PERSON]))
        self.play(FadeIn(board), Flight(self.row.body, rows[2], remover=True), marked)
        self.tell("Rows, one below the other, are a matrix: here three rows, two columns.")
        self.play(Reveal(*rows[:2], lag=0.8, run_time=2.4))
        self.tell("A row meets the column. Where the two cross stands their dot product.")
        self.play(*board.meet(ROW, run_time=2.6))
        self.play(Fill(board.answers, (ROW, 0)))
        self.tell("Another row is another direction: another question, another answer.")
        others = [own.Shadow(self.plane, self._reads, row).show(fallen=0.0) for row in (0, 2)]
        for row, old, new in zip((0, 2), (self.shadow, others[0]), others, strict=True):
            self.play(FadeOut(old.rail, old.cast, old.gap), FadeIn(new.arrow, new.rail, new.border))
            self.play(new.moving(fallen=1.0, run_time=1.8), *board.meet(row, run_time=1.8))
            self.play(Fill(board.answers, (row, 0)))

    def answer_all_at_once(self) -> None:
        self._go_on("Ten at once", self.plane)
        board = own.Meeting(self.found).move_to(style.MIDDLE)
        board.columns.blank()
        self.play(self.plane.moving(x=0.0), FadeIn(board.table))
        self.tell("Each person is a column; side by side, they are a matrix, X.")
        above = [cell.copy().shift(UP * 0.75) for cell in board.columns.row(0)]
        pairs = zip(self.plane.dots.copy(), above, strict=True)
        ways = (Flight(*pair, run_time=2.2) for pair in pairs)
        self.remove(self.plane)
        self.play(FadeOut(*self.plane[:2]), FadeIn(*board[1:], CodeLine("W @ X")), *ways)
        self.play(Fill(board.columns, *[(j, k) for k in range(10) for j in range(2)], run_time=1.6))
        self.tell("One product, W X, answers three questions for all ten.")
        self.play(Fill(board.answers, *[(j, k) for k in range(10) for j in range(3)], run_time=5.0))

    def plug_shapes(self) -> None:
        self._go_on("Which shapes meet?")
        table, people, answer = (own.Plug(self.found, key) for key in own.ROLES)
        people.shift(style.MIDDLE + LEFT * 2.2)
        table.shift(style.MIDDLE + RIGHT * 4.9)
        self.play(FadeIn(table.matrix, people.matrix), run_time=0.5)
        self.tell("A socket for each row, a pin for each column.")
        self.play(FadeIn(*people[1:], *table[1:], lag_ratio=0.2, run_time=2.2))
        self.tell("Ten pins, three sockets: this way round they do not meet.")
        self.play(people.animate(rate_func=there_and_back).shift(people.gap(table)), run_time=2.4)
        self.tell("The other way round: two pins, two sockets.")
        ahead = Flight(table, VGroup(table.copy().shift(LEFT * 9.8)), arc=-0.6, run_time=2.2)
        self.play(people.animate.shift(RIGHT * 4.4), ahead)
        self.play(table.animate.shift(table.gap(people)), run_time=1.4)
        self.tell("What meets is used up. What is left is three by ten.")
        answer.shift(style.MIDDLE).matrix.blank()
        met = FadeOut(table.matrix, people.matrix, table.pins, people.sockets)
        left = Flight(table.sockets, answer.sockets, arc=0), Flight(people.pins, answer.pins, arc=0)
        self.play(met, *left, FadeIn(answer.matrix), run_time=1.6)
        self.play(Fill(answer.matrix), FadeIn(CodeLine(f"(W @ X).shape == {answer.matrix.shape}")))

    def turn_it_over(self) -> None:
        self._go_on("Turned over: the transpose")
        tiles = own.Tiles(self.W, pitch=(1.45, 1.45), magnified=1.6)
        start = tiles.lines(2, style.LEFT_HALF + LEFT * 1.6 + UP * 2.0)
        names, biases = ('"two inputs"', '"three neurons"'), [self.history[0]["b1"]]
        net = NetworkDiagram([self.W], biases, names=names, width=4.2, height=4.0)
        net.remove(net.all_beads).move_to(style.RIGHT_HALF + UP * 0.35)
        self.play(FadeIn(tiles.lay(start), net), run_time=0.5)
        heard = frame_around(*tiles.cells[2 * ROW : 2 * ROW + 2])
        self.tell("A neuron asks what a row asks: its row of W is all that it hears.")
        self.play(Create(heard), Spotlight(net.all_edges, net.edges_into(0, ROW)), run_time=1.8)
        self.tell("Turn the table over its diagonal: rows become columns, no number changes.")
        self.play(FadeOut(heard), Create(tiles.hinge()), Spotlight(net.all_edges), run_time=0.6)
        self.play(tiles.turned(start, run_time=4.0))
        self.tell("Now a row is all who hear one input.")
        told, out = frame_around(*tiles.cells[::2]), [edges[0] for edges in net.edges[0]]
        self.play(
            FadeIn(CodeLine("W.T")), Create(told), Spotlight(net.all_edges, out), run_time=1.8
        )

    def read_it_otherwise(self) -> None:
        assert all(np.shares_memory(self.W, other) for other in (self.W.T, self.W.reshape(2, 3)))
        self._go_on("One block of memory")
        line, *layouts = (own.Tiles(self.W, pitch=(1.3, 0.8), magnified=1.3) for _ in range(3))
        start, end = (line.lines(k, style.FOOT + LEFT * 3.25 + UP * y) for k, y in ((2, 3), (6, 0)))
        self.play(FadeIn(line.lay(start)), run_time=0.5)
        self.tell("In memory, the six numbers are one line, and there they stay.")
        self.play(Tween(line, lambda m: line.lay(start + (end - start) * m), run_time=2.0))
        self.play(FadeIn(*(words(f"{k}").next_to(line.cells[k], DOWN) for k in range(6))))
        for tiles, (code, (order, half, said)) in zip(layouts, READS.items(), strict=True):
            self.tell(said)
            tiles.lay(tiles.lines(3, half + LEFT * 1.3 + UP)[np.argsort(order)]).blank()
            self.play(FadeIn(tiles, CodeLine(code).next_to(tiles, UP, buff=0.4)), run_time=0.5)
            self.play(*line.read_into(tiles, order, run_time=3.6))

    def move_the_plane(self) -> None:
        self._go_on("What a table does to the plane")
        space = own.Space(self.plane, self.found, LOOK, PERSON)
        table = self._table().move_to(style.LEFT_SIDE + UP * style.FLOOR, DOWN + LEFT)
        self.play(FadeIn(space, table), run_time=0.5)
        self.tell("Three answers are a place in space: one axis each.")
        self.play(Reveal(*space.axes, lag=0.5, run_time=2.4))
        for k, said in enumerate(BASIS):
            self.tell(said)
            frame = frame_around(*table[0][0][k::2])
            self.play(Reveal(space.arrows[k]), Create(frame), run_time=0.6)
            self.play(space.moving(ahead=np.tri(2)[k], run_time=2.2), FadeOut(frame, run_time=2.2))
        self.tell("All else follows: what was straight is straight.")
        self.play(space.moving(share=1.0, run_time=3.6))
        self.tell("One person: a step along each axis, as far as each answer says.")
        answers = own.table(self.person, "WX").blank()
        answers.remove(answers.head, answers.chip).next_to(table, RIGHT, buff=0.3)
        self.play(Reveal(space.mark), FadeIn(answers), run_time=0.6)
        self.play(space.moving(walked=3.0, run_time=4.2), Fill(answers, lag=1.0, run_time=4.2))
        self.play(space.moving(look=ASKANCE, run_time=3.4), FadeOut(answers))
        self.turn_to(self.history, even=True)
        self.follow(Live(lambda t: space.show(found=self._reads(t)), space), table)
        self.tell("Let it learn: the sheet turns, stretches one way, shrinks the other.")
        self.play(self.replay(self.last, run_time=5.0))
        before, after = np.linalg.svd([self.W, space.found["W"]])[1]
        assert (after > before).tolist() == [True, False]
        edge = own.edge_on(space.found["W"], ASKANCE[0])
        seen = engine.working.shadows(space.found.seen(own.camera(*edge)), self.X)
        assert seen.gap(0, self.plane.yes)
        self.tell("Now from its edge: at risk on one side, the others on the other.")
        axes = VGroup(space.behind, space.before, space.names, space.arrows)
        self.play(Tween(space, lambda m: axes.set_opacity(1 - m)))
        self.play(space.moving(look=edge, run_time=4.0))
        self.tell("A table takes everyone somewhere. It cannot bend.")
