"""A model's curve through the data, and how far each example is from it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Self

import numpy as np
from manim import VGroup, VMobject

from scenes.pictures.gradient_descent.scatter import Scatter
from scenes.vocabulary import style
from scenes.vocabulary.plot import Plot
from scenes.vocabulary.stage import Live, Tween
from scenes.vocabulary.text import Source, maths
from scenes.vocabulary.text.arrays import Array, ArrayLike
from scenes.vocabulary.text.provenance import CLOCK, PIXEL, Depicted, Depiction
from scenes.vocabulary.text.strokes import segments


class Answers(NamedTuple):
    """What a model said at every step.

    `source` has its guesses under the key `of`, (T, 1, m); over the axis, where it was asked `xs`
    (k,), it said `curves` (T, k).
    """

    source: Source
    of: str
    xs: ArrayLike
    curves: ArrayLike
    role: str = "activation"


class Fit(VGroup, Depiction):
    """The curve of the present step, and a stroke from each example to it.

    `plot`: Where the examples stand. `examples`: (2, m) x and y. `answers`: What the model said of
    them.
    """

    def __init__(self, plot: Plot, examples: ArrayLike, answers: Answers) -> None:
        self.of = answers.of
        self.cite(answers.source)
        # The frame alone is kept: a fit that held its plot would drag it into every copy.
        self.frame = plot.frame
        self.examples = np.array(examples, dtype=float)
        self.guesses = np.array(answers.source[answers.of], dtype=float)[:, 0]
        self.xs, self.curves = (np.array(values, float) for values in (answers.xs, answers.curves))
        self.misses = VMobject(
            color=style.color("delta"), stroke_width=style.FIRM, stroke_opacity=0.8
        )
        self.curve = VMobject(color=style.color(answers.role), stroke_width=style.BOLD)
        super().__init__(self.misses, self.curve)
        self.show_step(0)

    def show_step(self, step: int) -> Self:
        """Show the model of a recorded step."""
        return self.show_between(step, 0.0)

    def show_between(self, step: int, share: float) -> Self:
        """Show the model so far (0 to 1) on its way from one step to the next."""
        self.step, self.share = step, share
        after = min(step + 1, len(self.curves) - 1)
        return self._draw(
            *(
                values[step] + (values[after] - values[step]) * share
                for values in (self.curves, self.guesses)
            )
        )

    def show_swayed(self, slope: float, height: float) -> Self:
        """Add a straight line to the model, which no run has said: it depicts nothing then."""
        self.share = 1.0
        x = self.examples[0]
        return self._draw(
            self.curves[self.step] + slope * self.xs + height,
            self.guesses[self.step] + slope * x + height,
        )

    def _draw(self, curve: Array, guesses: Array) -> Self:
        self.curve.set_points_as_corners(self.frame.point(self.xs, curve))
        x, y = self.examples
        self.misses.set_points(segments(self.frame.point(x, y), self.frame.point(x, guesses)))
        return self

    def drawn_guesses(self) -> Array:
        """Return the guesses (m,) at which the strokes end, read back from where they do."""
        return self.frame.numbers(self.misses.points[3::4])[1]

    def depicted(self) -> Iterator[Depicted]:
        """Yield the guesses of the step, and the step; on its way between two it says nothing."""
        if self.share or self.misses not in self.submobjects:
            return
        low, high = self.frame.y_range
        within = PIXEL * (high - low) / self.frame.y_axis.get_length()
        yield Depicted(self.of, (self.step, 0, slice(None)), self.drawn_guesses(), within)
        yield Depicted(CLOCK, (), self.step, 0)

    def grow_misses(self, *, run_time: float = style.NORMAL) -> Tween:
        """Return the growth of the strokes from the examples to the curve of the present step."""
        starts = self.misses.points[::4]
        ways = self.misses.points[3::4] - starts

        def show(share: float) -> None:
            self.misses.set_points(segments(starts, starts + ways * share))

        return Tween(self.misses, show, run_time=run_time)


class FitPanel(VGroup):
    """Axes, the examples on them, and the curves of one model or of several.

    `x_range`, `y_range`: The ends of the axes. `examples`: (2, m) x and y. `models`: What each said
    at every step.
    """

    def __init__(
        self,
        x_range: tuple[float, float],
        y_range: tuple[float, float],
        examples: ArrayLike,
        models: Sequence[Answers],
        *,
        width: float = 3.5,
        height: float = 2.3,
    ) -> None:
        labels = {"x_label": maths("x"), "y_label": maths("y")}
        self.plot = Plot(x_range, y_range, width=width, height=height, **labels)
        self.fits = [Fit(self.plot, examples, model) for model in models]
        self.misses, self.curves = (
            VGroup(*(getattr(fit, name) for fit in self.fits)) for name in ("misses", "curve")
        )
        self.live = Live(self.show_step, self.misses, self.curves)
        x, y = np.asarray(examples, dtype=float)
        self.dots = Scatter(self.plot, (x, y), np.ones(len(x)), radius=0.013 * width)
        super().__init__(self.plot, *self.fits, self.dots)

    def without_misses(self) -> Self:
        """Take the strokes away: those of two models at the same examples would overlie."""
        for fit in self.fits:
            fit.remove(fit.misses)
        self.live.remove(self.misses)
        return self

    def show_step(self, step: int) -> Self:
        """Show every model at a recorded step."""
        for fit in self.fits:
            fit.show_step(step)
        return self

    def sway(
        self, *, slope: float = 0.0, height: float = 0.0, run_time: float = style.SLOW
    ) -> Tween:
        """Return a tilt of every model about x = 0, or a slide, and the way back to its step."""

        def show(moment: float) -> None:
            out = np.sin(np.pi * moment)
            for fit in self.fits:
                if moment < 1.0:
                    fit.show_swayed(slope * out, height * out)
                else:
                    fit.show_step(fit.step)

        return Tween(VGroup(self.misses, self.curves), show, run_time=run_time)

    def turn(self, step: int, *, run_time: float = style.NORMAL) -> Tween:
        """Return the models' way from a step to the next."""

        def show(share: float) -> None:
            for fit in self.fits:
                fit.show_between(step, share)

        return Tween(VGroup(self.misses, self.curves), show, run_time=run_time)
