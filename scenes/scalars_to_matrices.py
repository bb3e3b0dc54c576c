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
    0: f"{style.signs()} Opposite signs cancel.",
    3: "Both against the row's way: the sum is below nought.",
}
ASIDE, PANEL = -3.2, style.RIGHT_HALF + RIGHT * 0.55  # the plane's middle, and what is beside it
LOOK, ASKANCE = np.radians([140.0, 28.0]), np.radians([190.0, 40.0])  # from where space is seen
ROLES = {"W": "weight", "X": "activation", "WX": "weighted"}


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
        self.break_the_line_elsewhere()
        self.move_the_plane()

    def choose_the_run(self) -> None:
        run = self.history = engine.record("heart", seed=42)
        self.first, self.last, self.X = run[0], len(run) - 1, run[0]["a0"]
        self.found, self.scale = self._reads(0), float(np.abs(self.X).max())
        self.person = self._at(self.X[:, [PERSON]])
        self.plane = own.Plane(self.X, run[0].targets[0] > 0, run.dataset.feature_names)

    def _reads(self, step: int) -> engine.working.Shadows:
        return engine.working.shadows(self.history[step]["W1"], self.X)

    def _at(self, x: np.ndarray) -> engine.working.Shadows:
        return engine.working.shadows(self.found["W"], x)

    def _go_on(self, headline: str, *keep: VGroup) -> None:
        self.rest(0.6)
        self.beat(headline, *keep)

    def _table(self) -> Live:
        table = ValueMatrix(self.first["W1"], of="W1", head="W")
        return Live(lambda t: table.show_values(self.history[t]["W1"]), table.body)

    def _learn(self) -> None:
        self.play(self.replay(self.last // 4, run_time=1.2))  # the rows hardly turn as yet
        self.play(self.replay(self.last, run_time=5.0))

    def see_what_a_row_does(self) -> None:
        shadow = self.shadow = own.Shadow(self.plane.go(ASIDE), self._reads, ROW)
        table = self._table().scale(1.4).move_to(PANEL)
        self.add(self.plane, shadow, table, frame_around(*table[0][0][2:4], role="weight"))
        self.follow(shadow, table)
        self._learn()
        assert shadow.found.gap(ROW, self.plane.yes)
        # It has been read before the row has gone far.
        self.tell("Trained, a row parts the discs, at risk, from the rest.", ahead=0.75)
        self.play(self.replay(0, run_time=2.8))
        self.hide_the_footer()

    def make_vectors(self) -> None:
        X, plane = self.X, self.plane
        self.beat("One number, two numbers", plane)
        self.tell("One number is a place on a line: a scalar.", ahead=0.3)
        self.play(Tween(plane, lambda m: plane.go(ASIDE * (1 - m)).show_lift(1 - m), run_time=2.4))
        number = self._number("X", (0, PERSON), 2).next_to(plane.dots[PERSON], UP, buff=0.2)
        self.play(FadeIn(number))
        self.tell("A second one lifts it off the line: a vector.")
        lift = Tween(plane, lambda m: plane.go(ASIDE * m).show_lift(m), run_time=2.6)
        self.play(lift, FadeOut(number, shift=RIGHT * ASIDE))
        self.arrow = plane.arrow(X[:, PERSON], "activation")
        column = ValueMatrix(X[:, [max(WALKS)]], of="X", head="activation(x)", scale=self.scale)
        cite(column.scale(1.6).move_to(PANEL), self.person).show_values(X[:, [PERSON]])
        self.play(Create(self.arrow), FadeIn(column))
        self.tell("It is an arrow, and it is a column: where one goes, the other goes.")
        for person in (*WALKS, PERSON)[1:]:
            self.play(plane.swing(self.arrow, X[:, person], column, self._at), run_time=1.8)

    def measure_along_a_row(self) -> None:
        shadow = self.shadow.show_fall(0.0)
        assert np.sign(self.found.products[ROW, [*WALKS]]).tolist() == [[1, 1], [-1, 1], [-1, -1]]
        self._go_on("What a dot product measures", self.plane, VGroup(self.arrow))
        conceal(shadow)
        self.tell("A row of the table is an arrow too. How far does a person go its way?")
        one = engine.working.shadows(self.found["W"][[ROW]], self.X)
        row = cite(ValueMatrix(one["W"], of="W", head="weight(w)"), one).move_to(PANEL + UP * 2.0)
        self.play(FadeIn(row.scale(1.3)), Reveal(shadow.arrow, shadow.rail, lag=0.5, run_time=2.0))
        for person, said in WALKS.items():
            walk, lines = own.Walk(shadow, person, PANEL + UP * 0.7), self._lines(person)
            self.tell(said)
            self.perform(walk.walk(run_time=4.4 if person == PERSON else 2.4))
            if person == PERSON:
                self.tell("Stretched by the row's length, they are the products, end to end.")
                walk.add(self.arrow)  # which goes with it
            self.play(Tween(walk, walk.show_raised, run_time=1.8))
            self.play(FadeIn(lines, run_time=0.4))
            self.rest(1.4)
            self.play(FadeOut(walk, lines, run_time=0.4))
        self.tell("The sign says on which side of the border a person is.")
        self.play(Reveal(*shadow.cast), Tween(shadow.cast, shadow.show_fall, run_time=3.0))

    def _lines(self, person: int) -> VGroup:
        f, x, at, n = self.found, self.X[:, person], (ROW, person), self._number
        digits, looks = fewest_decimals([f["W"][ROW], x], np.dot), {"size": style.LABEL}
        one, two = ((n("W", (ROW, k), digits), "dot", n("X", (k, person), digits)) for k in (0, 1))
        spelled = Strip(*one, "+", *two, "=", n("WX", at, 2), **looks)
        digits = fewest_decimals([f["lengths"][ROW], f["shadows"][at]], np.multiply)
        name = "abs(weight(w)) dot", words("shadow", size=style.LABEL), "="
        parts = n("lengths", (ROW,), digits), "dot", n("shadows", at, digits)
        stretched = Strip(*name, *parts, "=", n("WX", at, 2), **looks)
        return VGroup(spelled, stretched).arrange(DOWN, buff=0.4).move_to(PANEL + LEFT * 0.3 + DOWN)

    def _number(self, key: str, at: tuple[int, ...], digits: int) -> Readout:
        looks = {"role": ROLES.get(key, "ink"), "size": style.LABEL}
        return quote(self.found, key, at, digits, bracketed=key in ("X", "shadows"), **looks)

    def ask_three_questions(self) -> None:
        self._go_on("Three rows, three questions", self.plane, self.shadow)
        board = own.Meeting(self.person, column="x", scale=self.scale).scale(1.2)
        board.move_to(PANEL).table.blank()
        self.play(FadeIn(board), Create(frame_around(self.plane.dots[PERSON])))
        self.tell("Rows, one below the other, are a matrix: here three rows, two columns.")
        self.play(Fill(board.table, run_time=3.6))
        self.tell("A row meets the column. Where the two cross stands their dot product.")
        self.play(*board.meet(ROW, run_time=2.6))
        self.play(Fill(board.answers, (ROW, 0)))
        self.tell("Another row is another direction: another question, another answer.")
        for row in (0, 2):
            old, self.shadow = self.shadow, own.Shadow(self.plane, self._reads, row)
            new = self.shadow.show_fall(0.0)
            self.add(old.arrow)
            self.play(FadeOut(old.rail, old.cast, old.gap), FadeIn(new.arrow, new.rail, new.border))
            self.add(new)
            self.play(Tween(new.cast, new.show_fall, run_time=1.8), *board.meet(row, run_time=1.8))
            self.play(Fill(board.answers, (row, 0)))

    def answer_all_at_once(self) -> None:
        plane = self.plane
        self._go_on("Ten at once", plane)
        board = own.Meeting(self.found, column="X", scale=self.scale).move_to(style.MIDDLE)
        board.columns.blank()
        self.play(Tween(plane, lambda m: plane.go(ASIDE * (1 - m))), FadeIn(board.table))
        self.tell("Each person is a column; side by side, they are a matrix, X.")
        dots, above = plane.dots.copy(), [c.copy().shift(UP * 0.75) for c in board.columns.row(0)]
        ways = (Flight(*pair, run_time=2.2) for pair in zip(dots, above, strict=True))
        self.remove(plane)
        self.play(FadeOut(plane.axes, plane.names), FadeIn(*board[1:], CodeLine("W @ X")), *ways)
        self.play(Fill(board.columns, *[(j, k) for k in range(10) for j in range(2)], run_time=1.6))
        self.tell("One product, W X, answers three questions for all ten.")
        self.play(Fill(board.answers, *[(j, k) for k in range(10) for j in range(3)], run_time=5.0))

    def plug_shapes(self) -> None:
        self._go_on("Which shapes meet?")
        table, people, answer = (own.Plug(self.found, *role) for role in ROLES.items())
        table.stand_by(people.move_to(style.MIDDLE + LEFT * 1.9), RIGHT, 1.3)
        code = CodeLine(*(f"{k}.shape == {self.found[k].shape}" for k in "XW"), gap=1.0)
        self.play(FadeIn(table.matrix, people.matrix, code), run_time=0.5)
        self.tell("A pin for each column, a socket for each row.")
        self.play(FadeIn(*people.teeth, *table.teeth, lag_ratio=0.2, run_time=2.2))
        self.tell("Ten pins, three sockets: this way round they do not meet.")
        self.play(people.animate(rate_func=there_and_back).shift(RIGHT * 1.3), run_time=1.6)
        self.tell("Two pins, two sockets: now they do, and what is left is three by ten.")
        self.play(FadeOut(table, shift=DOWN), people.animate.shift(RIGHT * 3.3), run_time=1.2)
        self.play(FadeIn(table.stand_by(people, LEFT, 1.0), shift=UP))
        self.play(table.animate.shift(RIGHT * (1.0 + own.PIN)), run_time=1.2)
        answer.move_to(people, RIGHT).matrix.blank()
        self.play(FadeOut(table, people, code), FadeIn(answer), run_time=1.6)
        self.play(Fill(answer.matrix), FadeIn(CodeLine(f"(W @ X).shape == {answer.matrix.shape}")))

    def turn_it_over(self) -> None:
        W = self.first["W1"]
        self._go_on("Turned over: the transpose")
        tiles = own.Tiles(W, pitch=(1.45, 1.45), magnified=1.6)
        start = tiles.lines(2, style.LEFT_HALF + LEFT * 1.6 + UP * 2.0)
        net = NetworkDiagram([W], [self.first["b1"]], width=4.2, height=4.0)
        net.remove(net.all_beads).move_to(style.RIGHT_HALF + UP * 0.35)
        self.play(FadeIn(tiles.lay(start), net), run_time=0.5)
        heard = frame_around(*tiles.cells[2 * ROW : 2 * ROW + 2])
        self.tell("A row of W is all that one neuron hears.")
        self.play(Create(heard), Spotlight(net.all_edges, net.edges_into(0, ROW)), run_time=1.8)
        self.tell("Turn the table over its diagonal: rows become columns, no number changes.")
        self.play(FadeOut(heard), Spotlight(net.all_edges), run_time=0.4)
        self.play(tiles.turned(start, run_time=4.0))
        told, code = frame_around(*tiles.cells[::2]), CodeLine("W.T.shape", f"== {W.T.shape}")
        self.tell("Now a row is all who hear one input.")
        out = [edges[0] for edges in net.edges[0]]
        self.play(FadeIn(code), Create(told), Spotlight(net.all_edges, out), run_time=1.8)

    def break_the_line_elsewhere(self) -> None:
        wider = engine.record("heart", sizes=(2, 8, 3, 1), steps=1)[0]
        assert np.shares_memory(wider["W1"], wider["W1"].reshape(4, 4))
        self._go_on("One block of memory")
        tape, tiles = (cite(own.Tiles(wider["W1"], pitch=(0.82, 0.56)), wider) for _ in range(2))
        line = tape.lines(16, style.FOOT + LEFT * 6.15)
        self.play(FadeIn(tape.lay(line).set_z_index(1)), run_time=0.5)
        self.tell("In memory, sixteen numbers are one line.")
        before, above, code = line, line + UP * 0.6, VGroup()
        for rows, columns in ((8, 2), (4, 4), (2, 8)):
            self.remove(code)
            code = CodeLine(f"numbers.reshape({rows}, {columns})")
            if columns == 4:
                self.tell("A reshape moves none of them: it breaks the line elsewhere.")
            self.play(tiles.relaid(before, above, run_time=1.2))
            corner = UP * 0.28 * (rows + 1) + LEFT * 0.41 * (columns - 1)
            before = tiles.lines(columns, style.MIDDLE + corner)
            self.play(tiles.relaid(above, before, run_time=1.6), FadeIn(code))
            self.rest(0.6)

    def move_the_plane(self) -> None:
        self._go_on("What a table does to the plane")
        space = own.Space(self.plane, self.found, LOOK, PERSON)
        table = self._table().move_to(style.LEFT_SIDE + UP * style.FLOOR, DOWN + LEFT)
        self.play(FadeIn(space, table), run_time=0.5)
        self.tell("Three answers are a place in space, and W takes the whole plane there.")
        self.play(space.moving(unit=own.FAR, run_time=1.2), Reveal(space.axes))
        self.play(space.moving(share=1.0, run_time=4.0))
        self.tell("One person: a step along each axis, as far as each answer says.")
        answers = ValueMatrix(self.person["WX"], of="WX", head="activation(x)").blank()
        cite(answers, self.person).remove(answers.head, answers.chip)
        answers.next_to(table, RIGHT, buff=0.3)
        self.play(Reveal(*space.steps, lag=1.0, run_time=3.0), Fill(answers, lag=1.0, run_time=3.0))
        self.tell("The ten ride along. What was straight is straight.")
        self.play(space.moving(look=ASKANCE, run_time=3.4))
        self.play(space.moving(look=LOOK, run_time=2.6), FadeOut(answers))
        self.turn_to(self.history, with_cost=False)
        self.follow(Live(lambda t: space.show(found=self._reads(t)), space), table)
        self.tell("Let it learn: the sheet turns, and changes its shape.")
        self._learn()
        self.tell("Now look at it from its edge.")
        self.play(Tween(space, lambda m: VGroup(space.axes, space.steps).set_stroke(opacity=1 - m)))
        self.play(space.moving(look=own.edge_on(space.found["W"], LOOK[0]), run_time=4.0))
        self.tell("It can turn and stretch. It cannot bend.")
