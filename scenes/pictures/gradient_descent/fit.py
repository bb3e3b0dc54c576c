"""A model's curve through the data, and how far each example is from it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Self

import numpy as np
from manim import DOWN, LEFT, Dot, VGroup, VMobject

from scenes.vocabulary import stage, style
from scenes.vocabulary.plot import Plot
from scenes.vocabulary.text import Array, ArrayLike, Depicted, Depiction, Source, maths, provenance
from scenes.vocabulary.text.strokes import segments

_KEY = "a1"  # of the guesses: the models have one layer
_WIDTH, _HEIGHT = 4.3, 2.4


class Fit(VGroup, Depiction):
    """The curve of the present step, and a stroke from each example to it.

    `plot`: Where the examples stand. `examples`: (2, m) x and y. `source`: Its guesses under `a1`,
    (T, 1, m). `curves`: (T, k) what it said at k places from one end of the axis to the other.
    """

    def __init__(
        self, plot: Plot, examples: ArrayLike, source: Source, curves: ArrayLike, *, role: str
    ) -> None:
        self.cite(source)
        # The frame alone is kept: a fit that held its plot would drag it into every copy.
        self.frame, self.curves = plot.frame, np.array(curves, dtype=float)
        self.examples = np.array(examples, dtype=float)
        self.guesses = np.array(source[_KEY], dtype=float)[:, 0]
        self.xs = np.linspace(*plot.frame.x_range, self.curves.shape[1])
        self.misses = VMobject(color=style.color("delta"), stroke_width=style.FIRM)
        self.curve = VMobject(color=style.color(role), stroke_width=style.BOLD)
        super().__init__(self.misses, self.curve)
        self.show_between(0, 0.0)

    def show_between(self, step: int, share: float) -> Self:
        """Show the model so far (0 to 1) on its way from a recorded step to the next."""
        self.step, self.share = step, share
        after = min(step + 1, len(self.curves) - 1)
        both = self.curves, self.guesses
        return self._draw(*(all_[step] + (all_[after] - all_[step]) * share for all_ in both))

    def show_swayed(self, slope: float, height: float) -> Self:
        """Add a straight line to the model, which no run has said: it depicts nothing then."""
        self.share = float(bool(slope or height))
        x = self.examples[0]
        curve, guesses = self.curves[self.step], self.guesses[self.step]
        return self._draw(curve + slope * self.xs + height, guesses + slope * x + height)

    def _draw(self, curve: Array, guesses: Array) -> Self:
        (x, y), (low, high) = self.examples, self.frame.y_range
        seen = (low <= curve) & (curve <= high)  # a line that is tried may leave the axes
        self.curve.set_points_as_corners(self.frame.point(self.xs[seen], curve[seen]))
        ends = self.frame.point(x, np.clip(guesses, low, high))
        self.misses.set_points(segments(self.frame.point(x, y), ends))
        return self

    def drawn_guesses(self) -> Array:
        """Return the guesses (m,) at which the strokes end, read back from where they do."""
        return self.frame.numbers(self.misses.points[3::4])[1]

    def depicted(self) -> Iterator[Depicted]:
        """Yield the guesses of the step, and the step; on its way between two it says nothing."""
        if self.share or self.misses not in self.submobjects:
            return
        within = style.PIXEL * np.ptp(self.frame.y_range) / self.frame.y_axis.get_length()
        yield Depicted(_KEY, (self.step, 0, slice(None)), self.drawn_guesses(), within)
        yield Depicted(provenance.CLOCK, (), self.step, 0)


class FitPanel(VGroup):
    """Axes, the examples on them, and the curves of one model or of several.

    `x_range`, `y_range`: The ends of the axes. `examples`: (2, m) x and y. `models`: The source and
    the curves of each, by the colour's role. The strokes of several would overlie: they have none.
    `formula`: What they compute, Typst maths.
    """

    def __init__(
        self,
        x_range: tuple[float, float],
        y_range: tuple[float, float],
        examples: ArrayLike,
        models: Mapping[str, tuple[Source, Sequence[Array]]],
        *,
        formula: str,
    ) -> None:
        labels = {"x_label": maths("x"), "y_label": maths("y")}
        self.plot = Plot(x_range, y_range, width=_WIDTH, height=_HEIGHT, **labels)
        self.fits = [Fit(self.plot, examples, *one, role=role) for role, one in models.items()]
        if len(self.fits) > 1:
            for fit in self.fits:
                fit.remove(fit.misses)
        self.live = stage.Live(self.show_step, *(part for fit in self.fits for part in fit))
        places = self.plot.point(*np.asarray(examples, dtype=float))
        self.dots = VGroup(*(Dot(place, color=style.color("target")) for place in places))
        self.formula = maths(f"activation(hat(y)) = {formula}", size=style.CLAIM)
        self.formula.next_to(self.plot, DOWN, buff=0.4).align_to(self.plot, LEFT)
        super().__init__(self.plot, self.formula, *self.fits, self.dots.set_z_index(1))

    def show_step(self, step: int) -> Self:
        """Show every model at a recorded step."""
        for fit in self.fits:
            fit.show_between(step, 0.0)
        return self
