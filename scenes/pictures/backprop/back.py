"""One layer back as matrices: the transpose of W gives the blame, and σ′ lets its δ through."""

from functools import partial
from typing import Self

import numpy as np
from manim import DOWN, RIGHT, UP, FadeIn, FadeOut, VGroup

from scenes.pictures.backprop.blame_case import own_cost, telling_hero
from scenes.vocabulary import style
from scenes.vocabulary.layer.forward import Indices, cells_of, factor_decimals, shown_of
from scenes.vocabulary.matrix import BecomeCells, Equation, Fill, ValueMatrix, frame_around
from scenes.vocabulary.matrix.equation import largest, shrink
from scenes.vocabulary.network import NetworkDiagram, Spotlight
from scenes.vocabulary.stage import Depart, Flight, Gesture, Reveal, conceal
from scenes.vocabulary.text import Readout, Source, Strip, fewest_decimals, quote
from scenes.vocabulary.text.digits import seen_decimals

_ROOMS = 3, 2  # rows or columns of a matrix, as many as fit
_TOP = 2.95  # where the heads begin
_BELOW = "da", "slope", "delta"  # what is known of the layer before


class LayerBack(VGroup):
    """(W^[l])ᵀ δ^[l] = ∂C/∂a^[l-1], and below it that ⊙ σ′(z^[l-1]) = δ^[l-1].

    The digits of the factors are the fewest from which each line's result follows.

    `person`: One example's working. `layer`: l, at least 2. `rows`, `columns`: The indices to show
    of this layer's neurons, and of those of the layer before. `bend`: Typst maths for the
    activation of the layer before.
    """

    def __init__(
        self,
        person: Source,
        layer: int,
        rows: Indices = None,
        columns: Indices = None,
        *,
        bend: str = "sigma",
    ) -> None:
        below = layer - 1
        W, deltas, blame, slopes, results = (
            person[key] for key in (f"W{layer}", f"delta{layer}", *(f"{k}{below}" for k in _BELOW))
        )
        i, j = self.rows, self.columns = shown_of(W, rows, columns)
        least = seen_decimals(results[list(j)])
        some = [blame[list(j)], slopes[list(j)]]
        finer = fewest_decimals(some, np.multiply, result_decimals=least)
        pair, whole = [W[:, list(j)], deltas], len(i) == len(deltas)
        finest = factor_decimals(pair, lambda W, d: W.T @ d, finer, whole=whole)
        head = f"(weight(W^([{layer}])))^top"
        self.transposed = ValueMatrix(
            W.T, of=f"W{layer}.T", head=head, decimals=finest, rows=j, columns=i
        )
        head = f"weight(W^([{layer}]))"  # which stands there before it is turned over
        self.straight = cells_of(person, f"W{layer}", head, finest, i, j)
        self.deltas = cells_of(person, f"delta{layer}", f"delta(delta^([{layer}]))", finest, i)
        head = f"frac(partial cost({own_cost(person)}), partial activation(a^([{below}])))"
        self.blame, self.again = (cells_of(person, f"da{below}", head, finer, j) for _ in range(2))
        head = f"slope({bend}'(weighted(z^([{below}]))))"
        self.slopes = cells_of(person, f"slope{below}", head, finer, j)
        self.blamed = cells_of(person, f"delta{below}", f"delta(delta^([{below}]))", least, j)
        self.sums = Equation(self.transposed, self.deltas, "=", self.blame)
        self.shares = Equation(self.again, "dot.o", self.slopes, "=", self.blamed)
        for matrix in (self.again, self.slopes, self.blamed):
            matrix.remove(matrix.chip)
        self.again.remove(self.again.head)  # it comes from above, where it has its name
        self.shares.next_to(self.sums, DOWN, buff=0.1).align_to(self.sums, RIGHT)
        self.straight.shift(self.transposed.cells.get_center() - self.straight.cells.get_center())
        super().__init__(self.sums, self.shares, self.straight)

    def fit(self, left: float, right: float) -> Self:
        """Stand between two x, on the right one, smaller only if there is no room."""
        share = min(1.0, (right - left) / self.width, (_TOP - style.FLOOR) / self.height)
        shrink(self, share)
        return self.shift(RIGHT * (right - self.get_right()[0]) + UP * (_TOP - self.get_top()[1]))


class BackBoard:
    """Both lines of `LayerBack`, beside the network through whose edges the error runs.

    `network`: Whose edges become the transpose. `person`: One example's working. `number`: l, at
    least 2. `room`: The x between which the matrices stand. `bend`: As `LayerBack` takes it.
    """

    def __init__(
        self,
        network: NetworkDiagram,
        person: Source,
        number: int,
        *,
        room: tuple[float, float],
        bend: str = "sigma",
    ) -> None:
        self.network, self.person, self.number = network, person, number
        back = partial(LayerBack, person, number, bend=bend)
        shown = network.shown[number], network.shown[number - 1]
        self.back = largest(back, shown, _ROOMS, room=room).fit(*room)
        self.hero = telling_hero(person, number, self.back.columns)
        conceal(self.back)

    def become_matrix(self) -> Gesture:
        """Let the edges become W: a row for all that enter one neuron."""
        straight = self.back.straight
        edges = self.network.edges_of(self.number - 1, straight.places)
        yield (BecomeCells(edges, straight),)
        yield (Reveal(straight),)

    def transpose(self) -> Gesture:
        """Turn W about its diagonal: each entry goes where its row and column are exchanged."""
        old, new = self.back.straight, self.back.transposed
        turns = [Flight(old.entry(i, j), new.entry(j, i), run_time=2.8) for i, j in old.places]
        yield *turns, FadeOut(old.brackets, old.head, old.chip, old.dots)
        yield Reveal(new, run_time=0.3), Depart(old.cells, old.numbers, run_time=0.3)

    def row_meets_column(self) -> Gesture:
        """Write out what the hero's row and the column of δ come to, and fill its cell."""
        back, hero = self.back, self.hero
        back.blame.blank()
        yield (Reveal(back.deltas, back.sums[2], back.blame.shell),)
        cell = back.blame.cell(hero)
        lit = VGroup(*map(frame_around, (back.transposed.row(hero), back.deltas.column(), cell)))
        edges = [e for e in self.network.edges_of(self.number - 1) if e.at[1] == hero]
        yield FadeIn(lit), Spotlight(self.network.all_edges, edges)
        line = self._written()
        conceal(line.next_to(back.sums, DOWN, buff=0.3).align_to(back, RIGHT))
        yield (Reveal(*line, lag=0.5, run_time=2.6),)
        yield (Fill(back.blame, (hero, 0)),)
        yield FadeOut(line, lit), Spotlight(self.network.all_edges)
        if others := [(k, 0) for k in back.columns if k != hero]:
            yield (Fill(back.blame, *others),)

    def pass_the_doors(self) -> Gesture:
        """Carry the blame down, and multiply cell by cell with what each neuron is open to."""
        back = self.back
        ghost = back.blame.body.copy()
        yield (Flight(ghost, back.again.body, arc=0.0),)
        yield FadeOut(ghost, run_time=0.1), Reveal(back.again, run_time=0.1)
        back.blamed.blank()
        empty = back.blamed.cells, back.blamed.dots, back.blamed.brackets, back.blamed.head
        yield (Reveal(back.shares[1], back.slopes, back.shares[3], *empty),)
        order = sorted(back.columns, key=lambda k: k != self.hero)
        for row in order[:1], order[1:]:
            if row:
                frames = (m.cell(k) for m in (back.again, back.slopes, back.blamed) for k in row)
                lit = VGroup(*map(frame_around, frames))
                yield (FadeIn(lit),)
                yield FadeOut(lit), Fill(back.blamed, *((k, 0) for k in row))

    def _written(self) -> Strip:
        """Return the hero's sum, of the products that are shown."""
        back, above = self.back, self.number
        parts: list[str | Readout] = []
        digits = back.deltas.decimals
        for i in back.rows:
            place, later = (i, self.hero), bool(parts)
            weight = quote(self.person, f"W{above}", place, digits, bracketed=later)
            key, at = f"delta{above}", (i, 0)
            error = quote(self.person, key, at, digits, role="delta", bracketed=True)
            parts += ["+"] * later + [weight, "dot.c", error]
        if len(back.rows) < len(self.person[f"delta{above}"]):
            parts += ["+ dots.c"]
        total = quote(self.person, f"da{above - 1}", (self.hero, 0), back.blame.decimals)
        return Strip(*parts, "=", total)
