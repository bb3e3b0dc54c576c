"""A plane on its way through layers: a grid, the examples on it, and a cut that goes along."""

from collections.abc import Iterator, Sequence
from typing import Any, Self

import numpy as np
from manim import DOWN, RIGHT, Rectangle, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.plane.border import borders
from scenes.vocabulary.text import Array, Depicted, Depiction, Source, arrays
from scenes.vocabulary.text.strokes import around, inside, middles_of, polylines

_REACH, _LINES, _FINE = 5.5, 12, 90  # of the plane, ±; its lines each way, and points of a line
_WIDE, _SIDE = style.BESIDE[1] - style.BESIDE[0], 6.4  # of a pane beside a network, or of two
_TALL, _FILLED = 4.75, 0.86  # of a pane; how much of it a sheet fills
_DOT, _CROSS, _AT = 0.06, 0.07, style.MIDDLE + DOWN * 0.2
_BESIDE = _AT + RIGHT * np.mean(style.BESIDE)


class Sheet(VGroup, Depiction):
    """A pane with the input plane as a grid, the examples on it, and what becomes of both.

    `points` (2, m): the examples' inputs. `yes` (m,): which of them belong to the one class.
    `stages`: Of each stage how a place of the plane gets there, (2, k) to (2, k); the first is the
    plane itself. Between two stages every place goes a straight way. `recorded`: Of each stage the
    source and the key of the examples' places there. `side`: -1 for the left half of the stage, 1
    for the right one, to which the pane goes from beside a network.

    A disc is a yes, a ring a no, as on every map; a cross is on the wrong side of a line.
    """

    def __init__(
        self, points: Array, yes: Array, stages: Sequence[Any], recorded: Sequence[Any], side: int
    ) -> None:
        self.recorded = list(recorded)
        self.yes = np.asarray(yes, bool)
        self.half = _AT + RIGHT * side * (style.RIGHT_EDGE - _SIDE / 2)
        self.grid, self.stages = _grid(), list(stages)
        self.views = [self._view(stage) for stage in self.stages]
        self.frame = Rectangle(width=_WIDE, height=_TALL, color=style.color("hairline"))
        self.frame.set_fill(style.color("panel"), opacity=1.0)
        self.lines = VMobject(color=style.color("muted"), stroke_width=style.FINE)
        self.cut = VMobject(color=style.color("ink"), stroke_width=style.BROAD)
        self.lines_at, self.points_at = self._everywhere(self.grid), self._everywhere([points])
        self.border_at: list[list[Array]] = []
        self.marks = VGroup(*(VMobject() for _ in _KINDS))
        for mark, (yes_, right) in zip(self.marks, _KINDS, strict=True):
            tint = style.class_color(yes_)
            mark.set_stroke(tint, width=style.THIN)
            mark.set_fill(tint if yes_ else style.color("panel"), opacity=float(right))
        self.right = np.ones(len(self.yes), dtype=bool)
        super().__init__(self.frame, self.lines, self.cut, self.marks)
        self.moment, self.line = 0.0, np.zeros((2, 0))
        self.show_pane(0.0)

    def show_pane(self, share: float) -> Self:
        """Let the pane stand beside a network, 0, or have its half of the stage, 1."""
        self.middle = _BESIDE + (self.half - _BESIDE) * share
        self.broad = _WIDE + (_SIDE - _WIDE) * share
        self.frame.stretch_to_fit_width(self.broad).move_to(self.middle)
        return self.show_stage(self.moment)

    def show_stage(self, moment: float) -> Self:
        """Show the sheet between two stages: 1.5 is half way from the second to the third."""
        self.moment = moment
        self.cite(self.recorded[round(moment)][0])
        self.lines.points = polylines(self._now(self.lines_at))
        (places,) = self._now(self.points_at)
        for mark, kind, chosen in zip(self.marks, _KINDS, self._chosen(), strict=True):
            mark.points = around(places[:, chosen], _SHAPES[kind[1]])
        if self.border_at:
            self.cut.points = polylines(self._now(self.border_at))
        elif self.line.size:
            (line,) = self._now([[self.line]] * len(self.stages))
            self.cut.points = polylines([inside(line, self.middle, (self.broad, _TALL))])
        return self

    def _chosen(self) -> list[arrays.Flags]:
        """Return of each kind which of the examples are of it."""
        return [(self.yes == yes) & (self.right == right) for yes, right in _KINDS]

    def _everywhere(self, lines: Sequence[Array]) -> list[list[Array]]:
        """Return where lines (2, k) of the plane are at each stage: once, not at every frame."""
        return [
            [stage(line) - middle[:, None] for line in lines]
            for stage, (middle, _) in zip(self.stages, self.views, strict=True)
        ]

    def _now(self, everywhere: list[list[Array]]) -> list[Array]:
        """Return where they stand at the present moment."""
        first = min(int(self.moment), len(self.stages) - 1)
        last, share = min(first + 1, len(self.stages) - 1), self.moment - first
        ends = zip(everywhere[first], everywhere[last], strict=True)
        near, far = self._scale(first) * (1 - share), self._scale(last) * share
        return [self.middle[:2, None] + start * near + end * far for start, end in ends]

    def show_line(self, stage: int, parting: Source) -> Self:
        """Draw a straight line over a stage, and mark who is on the wrong side of it."""
        self.right, self.border_at = np.asarray(parting["right"]), []
        normal, offset = np.asarray(parting["normal"]), float(parting["offset"])
        foot = -offset * normal / (normal @ normal)
        along = np.array([-normal[1], normal[0]])
        ends = np.stack([foot - 40 * along, foot + 40 * along], axis=1)
        self.line = ends - self.views[stage][0][:, None]
        return self.show_stage(float(stage))

    def forget_the_line(self) -> Self:
        """Draw no line; nobody is on the wrong side of it."""
        self.right, self.line, self.border_at = np.ones(len(self.yes), bool), np.zeros((2, 0)), []
        self.cut.points = np.zeros((0, 3))
        return self.show_stage(self.moment)

    def take_along(self, stage: int, parting: Source) -> Self:
        """Cut the sheet itself along the line: from now on the cut goes where the sheet goes."""
        axis = np.linspace(-_REACH, _REACH, 161)
        plane = np.stack([part.ravel() for part in np.meshgrid(axis, axis)])
        heights = np.asarray(parting["normal"]) @ self.stages[stage](plane) + parting["offset"]
        found = borders(axis, axis, heights.reshape(len(axis), -1), 0.0)
        self.border_at = self._everywhere([line.T for line in found])
        return self.show_stage(float(stage))

    def depicted(self) -> Iterator[Depicted]:
        """Yield where the examples stand, at a stage that a network's layers made of them."""
        stage = round(self.moment)
        if self.moment == stage:
            pairs = zip(self.marks, _KINDS, strict=True)
            drawn = np.hstack([middles_of(mark.points, _SHAPES[kind[1]]) for mark, kind in pairs])
            places = np.concatenate([np.flatnonzero(chosen) for chosen in self._chosen()])
            middle, scale = self.views[stage][0], self._scale(stage)
            values = (drawn - self.middle[:2, None]) / scale + middle[:, None]
            yield Depicted(
                self.recorded[stage][1], (slice(None), places), values, style.PIXEL / scale
            )

    def _view(self, stage: Any) -> tuple[Array, Array]:
        """Return what is shown in the middle of the pane at a stage, and the size of all."""
        whole = np.hstack([stage(line) for line in self.grid])
        low, high = whole.min(axis=1), whole.max(axis=1)
        return (low + high) / 2, high - low

    def _scale(self, stage: int) -> float:
        """Return how large a stage is drawn, that all of it is in the pane."""
        return _FILLED * float(min(np.array([self.broad, _TALL]) / self.views[stage][1]))


_KINDS = (True, True), (False, True), (True, False), (False, False)  # yes, and on the right side
_TURNS = np.linspace(0, 2 * np.pi, 13)
_ROUND = np.stack([np.cos(_TURNS), np.sin(_TURNS)], axis=1) * _DOT
# What an example is drawn with, as straight strokes (k, 2, 2): a cross, or twelve around a disc.
_SHAPES = (
    np.array([[[-1, -1], [1, 1]], [[-1, 1], [1, -1]]]) * _CROSS,
    np.stack([_ROUND[:-1], _ROUND[1:]], axis=1),
)


def _grid() -> list[Array]:
    along = np.linspace(-_REACH, _REACH, _FINE)
    ends = np.linspace(-_REACH, _REACH, _LINES)
    down = [np.stack([np.full(_FINE, end), along]) for end in ends]
    return down + [line[::-1] for line in down]
