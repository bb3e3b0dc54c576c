"""Many examples at once: a column each, in a colour that it keeps through every matrix."""

from collections.abc import Sequence

import numpy as np
from manim import RIGHT, UP, SurroundingRectangle, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.matrix import Chip, Equation, ValueMatrix, frame_around, tile
from scenes.vocabulary.stage import Tween
from scenes.vocabulary.text import Source, cite, fewest_decimals, maths, words
from scenes.vocabulary.text.arrays import ArrayLike
from scenes.vocabulary.text.ellipsis import ACROSS, dots, fewer, slots, stated

LANES = "lane_b", "lane_c", "lane_d"  # of examples side by side; the first is too near to a sign

_RIM = 0.04  # by which a column's frame is wider than its cells
_ARROW = 0.08  # around the arrow between two shapes
_GHOST, _SLIM, _GAP, _DOTS = 0.7, 0.32, 0.06, 0.40
_ROWS = 4  # neurons for which a batch has room; in W, three of the layer before
_COLUMNS = 3


def lanes_of(size: int) -> tuple[int, ...]:
    """Return which of a batch's examples are shown: up to three, else two and the last."""
    return tuple(range(size)) if size <= len(LANES) else (0, 1, size - 1)


class BatchMatrix(ValueMatrix):
    """A matrix whose columns are examples, each in its own colour and with its number on top.

    Names and frames have the example's colour; a cell's tint says its sign and size, as in any
    matrix. Of a large batch the first two examples and the last are shown.

    `values`: (n, m): one column an example. `of`, `head`, `decimals`, `rows`: As for `ValueMatrix`.
    """

    def __init__(
        self,
        values: ArrayLike,
        *,
        of: str,
        head: str,
        decimals: int = 2,
        rows: Sequence[int] | None = None,
    ) -> None:
        columns = lanes_of(np.shape(values)[1])
        super().__init__(values, of=of, head=head, decimals=decimals, rows=rows, columns=columns)
        self.names = VGroup()
        for order, column in enumerate(columns):
            name = words(f"{column + 1}", size=style.SMALL, bold=True)
            name.set_fill(style.color(LANES[order]))
            x = self.cell(self.rows[0], column).get_x()
            self.names.add(name.set_x(x).stand_on(self.brackets.get_top()[1] + 0.12))
        self.head.shift(UP * (self.names.get_top()[1] + 0.2 - self.head.get_bottom()[1]))
        self.frames = VGroup(*(self.column_frame(column) for column in columns))
        for frame, column in zip(self.frames, columns, strict=True):
            frame.set_stroke(width=style.THIN).stretch_to_fit_width(
                self.column(column).width + _RIM
            )
            frame.stretch_to_fit_height(self.column(column).height + _RIM)
        self.add(self.names, self.frames)

    @property
    def shell(self) -> VGroup:
        """All but the numbers."""
        return VGroup(super().shell, self.names, self.frames)

    def column_frame(self, column: int) -> SurroundingRectangle:
        """Return the outline of one example's column, in its colour."""
        return frame_around(self.column(column), role=LANES[self.columns.index(column)])


class Broadcast(ValueMatrix):
    """A column that is added to every example: slim pale copies stand beside it, one for each.

    `column`: (n, 1) array. `size`: m, how many examples there are. `of`, `head`, `decimals`,
    `rows`: As for `ValueMatrix`.
    """

    def __init__(
        self,
        column: ArrayLike,
        size: int,
        *,
        of: str,
        head: str,
        decimals: int,
        rows: Sequence[int] | None = None,
    ) -> None:
        super().__init__(column, of=of, head=head, decimals=decimals, rows=rows)
        self.copies = VGroup()
        x = self.cells.get_right()[0]
        for copy in slots(lanes_of(size), size)[1:]:
            wide = _SLIM if copy is not None else _DOTS
            x += _GAP + wide / 2
            self.copies.add(
                self._copy(x)
                if copy is not None
                else dots(ACROSS).move_to([x, self.cells.get_y(), 0])
            )
            x += wide / 2
        self.reach = x - self.cells.get_right()[0]
        self.brackets[1].shift(RIGHT * self.reach)
        VGroup(self.head, self.chip).shift(RIGHT * self.reach / 2)
        self.stretched = VGroup()
        if len(self.copies):
            self.stretched.add(maths("->", size=style.SMALL), Chip(len(self.values), size))
            self.stretched.arrange(RIGHT, buff=_ARROW).next_to(self.chip, RIGHT, buff=_ARROW)
            together = VGroup(self.chip, self.stretched)
            together.shift(RIGHT * (self.head.get_x() - together.get_x()))
        self.add_to_back(self.copies).add(self.stretched)

    @property
    def original(self) -> VGroup:
        """The column that is there, without its copies and the shape that they make."""
        return VGroup(*(part for part in self if part not in (self.copies, self.stretched)))

    def _copy(self, x: float) -> VGroup:
        tiles = (tile(_SLIM, np.array([x, cell.get_y(), 0.0])) for cell in self.cells)
        pairs = zip(tiles, self.cells, strict=True)
        return VGroup(*(slim.set_fill(cell.get_fill_color(), _GHOST) for slim, cell in pairs))


class Spread(Tween):
    """Let the copies slide out of their column, the bracket making room for them.

    `matrix`: Standing where all copies have their room; until this is played, only the column is
    seen.
    """

    def __init__(self, matrix: Broadcast, *, run_time: float = style.SLOW) -> None:
        edge = matrix.cells.get_right()[0]
        end = matrix.copies.get_right()[0] - edge if len(matrix.copies) else 0.0
        parts = [(copy, copy.get_right()[0] - edge) for copy in matrix.copies]
        parts += [(matrix.brackets[1], end), (matrix.head, end / 2)]
        parts.append((matrix.chip, matrix.chip.get_x() - matrix.cells.get_x()))
        self.ways = [
            (part, part.points.copy(), way)
            for thing, way in parts
            for part in thing.family_members_with_points()
        ]
        self.copies = matrix.copies.family_members_with_points()
        super().__init__(matrix, self.show_share, run_time=run_time)
        self.show_share(0.0)

    def show_share(self, share: float) -> None:
        """Show the copies so far out, 0 (none to be seen) to 1 (all in their places)."""
        for part, home, way in self.ways:
            part.set_points(home - RIGHT * way * (1 - share))
        for part in self.copies:
            part.set_fill(opacity=_GHOST * min(1.0, 3 * share))


class LayerBatch(Equation):
    """W X + b = Z; `.weights`, `.inputs`, `.biases` (a `Broadcast`), `.weighted` are its matrices.

    `step`: `step["W1"]` (n, k), `step["b1"]` (n, 1). `many`: `many["a0"]` (k, m), `many["z1"]`
    (n, m): the step itself, or what was sent through its network.
    `layer`: Which layer, from 1. `inputs`: The indices of the layer before to show, or to choose
    from.
    """

    def __init__(
        self, step: Source, many: Source, layer: int, *, inputs: Sequence[int] | None = None
    ) -> None:
        W, b = (step[f"{key}{layer}"] for key in "Wb")
        X, Z = many[f"a{layer - 1}"], many[f"z{layer}"]
        rows = stated(None, len(W), most=_ROWS)
        columns = fewer(stated(inputs, len(X), most=_COLUMNS), _COLUMNS)
        lanes, i = list(lanes_of(X.shape[1])), list(rows)
        whole = len(columns) == len(X)
        factors = W[i], X[:, lanes], b[i]
        decimals = fewest_decimals(factors, lambda W, X, b: W @ X + b) if whole else 2
        self.weights = ValueMatrix(
            W,
            of=f"W{layer}",
            head=f"weight(W^([{layer}]))",
            decimals=decimals,
            rows=rows,
            columns=columns,
        )
        name = "activation(X)" if layer == 1 else f"activation(A^([{layer - 1}]))"
        self.inputs = BatchMatrix(X, of=f"a{layer - 1}", head=name, decimals=decimals, rows=columns)
        self.biases = Broadcast(
            b, X.shape[1], of=f"b{layer}", head=f"bias(b^([{layer}]))", decimals=decimals, rows=rows
        )
        self.weighted = BatchMatrix(Z, of=f"z{layer}", head=f"weighted(Z^([{layer}]))", rows=rows)
        super().__init__(self.weights, self.inputs, "+", self.biases, "=", self.weighted)
        cite(self, step)
        for matrix in (self.inputs, self.weighted):
            cite(matrix, many)
        if len(self.biases.stretched):
            self.biases.stretched.set_y(self.biases.chip.get_y())
        self.plus, self.equals = self[2], self[4]
