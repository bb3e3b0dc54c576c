"""A line of arithmetic for each neuron of a layer: σ(z) = a, a(1 - a) = σ′, ∂C/∂a · σ′ = δ."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from manim import DOWN, RIGHT, RoundedRectangle, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.stage import Tween
from scenes.vocabulary.text import Readout, Source, Strip, fewest_decimals, maths, quote
from scenes.vocabulary.text.strip import in_columns

_GAP, _PITCH = 0.07, 0.58
_AFTER = 0.06  # more air between an equals sign and the result


class NeuronSums(VGroup):
    """Rows of numbers under the formula that they follow; `rows[k]` is the k-th neuron's.

    `formula`: Typst maths for what all rows say. `rows`: One strip for each neuron.
    """

    def __init__(self, formula: str, rows: Sequence[Strip]) -> None:
        self.head = maths(formula)
        self.rows = _in_line(rows)
        self.rows.next_to(self.head, DOWN, buff=0.5)
        looks = {"corner_radius": 0.1, "stroke_width": style.EVEN, "color": style.color("weighted")}
        self.frame = RoundedRectangle(width=self.rows.width + 0.3, height=_PITCH - 0.1, **looks)
        self.frame.move_to(self.rows[-1]).set_stroke(opacity=0.0)
        super().__init__(self.head, self.rows, self.frame)

    def point_at(self, which: int) -> Tween:
        """Return the motion of a frame to one row; the first time it comes to be seen."""
        start, shown = self.frame.get_y(), float(self.frame.get_stroke_opacity())
        end = self.rows[which].get_y()

        def show(moment: float) -> None:
            self.frame.set_y(start + (end - start) * moment)
            self.frame.set_stroke(opacity=max(shown, moment))

        return Tween(self.frame, show, run_time=style.QUICK)

    @classmethod
    def inputs(cls, source: Source, layer: int, rows: Sequence[int]) -> VGroup:
        """Return z alone, one below the other: an example's working under `z1` and so on."""
        lines = [
            Strip(f"weighted(z_{row + 1}) =", _z(source, layer, row, style.LINE), size=style.LINE)
            for row in rows
        ]
        in_columns(*lines)
        for *_, z in lines:  # a 1 ends further left than other digits
            z.shift(RIGHT * (lines[0][-1].pen - z.pen))
        return VGroup(*(line.shift(DOWN * 0.55 * at) for at, line in enumerate(lines)))

    @classmethod
    def activations(cls, source: Source, layer: int, rows: Sequence[int]) -> "NeuronSums":
        """Return σ(z) = a."""
        lines = []
        for row in rows:
            a = quote(source, f"a{layer}", (row, 0), 3, role="activation", size=style.WORKING)
            lines.append(
                _strip("sigma paren.l", _z(source, layer, row, style.WORKING), "paren.r =", a)
            )
        return cls("activation(a) = sigma(weighted(z)) = frac(1, 1 + e^(-weighted(z)))", lines)

    @classmethod
    def slopes(cls, source: Source, layer: int, rows: Sequence[int]) -> "NeuronSums":
        """Return a(1 - a) = σ′."""
        key = f"a{layer}"
        a = np.asarray(source[key])[list(rows), 0]
        digits = fewest_decimals((a,), lambda a: a * (1 - a), result_decimals=3)
        lines = []
        for row in rows:
            looks = {"role": "activation", "size": style.WORKING}
            one, two = (quote(source, key, (row, 0), digits, **looks) for _ in range(2))
            slope = quote(source, f"slope{layer}", (row, 0), 3, role="slope", size=style.WORKING)
            lines.append(_strip(one, "dot", "paren.l 1 -", two, "paren.r =", slope))
        return cls("activation(a) (1 - activation(a)) = slope(sigma')", lines)

    @classmethod
    def deltas(cls, source: Source, layer: int, rows: Sequence[int]) -> "NeuronSums":
        """Return ∂C/∂a · σ′ = δ, of an example's own cost: its working under `da1` and so on."""
        keys = f"da{layer}", f"slope{layer}"
        factors = [np.asarray(source[key])[list(rows), 0] for key in keys]
        digits = fewest_decimals(factors, lambda felt, slope: felt * slope, result_decimals=3)
        lines = []
        for row in rows:
            felt, slope = (
                quote(source, key, (row, 0), digits, role=role, size=style.WORKING)
                for key, role in zip(keys, ("ink", "slope"), strict=True)
            )
            delta = quote(source, f"delta{layer}", (row, 0), 3, role="delta", size=style.WORKING)
            lines.append(_strip(felt, "dot", slope, "=", delta, gap=0.11))
        own = f"cost(C_{int(source['index']) + 1})"
        formula = f"frac(partial {own}, partial activation(a)) dot slope(sigma') = delta(delta)"
        return cls(formula, lines)


def _in_line(rows: Sequence[Strip]) -> VGroup:
    """Set rows below each other, their numbers on the point, each sign beside what follows it."""
    pens = _pens(rows)
    for place, row in enumerate(rows):
        gaps = _gaps(row)
        row.shift(DOWN * _PITCH * place)
        for index in reversed(range(len(row))):
            part = row[index]
            if isinstance(part, Readout):
                part.shift(RIGHT * (pens[index] - part.pen))
            else:
                at = row[index + 1].get_left()[0] - gaps[index]
                part.shift(RIGHT * (at - part.get_right()[0]))
    return VGroup(*rows)


def _pens(rows: Sequence[Strip]) -> list[float]:
    """Return where each column's point stands: as in the first row, or further, for the widest."""
    pens = [part.pen if isinstance(part, Readout) else part.get_x() for part in rows[0]]
    columns = [at for at, part in enumerate(rows[0]) if isinstance(part, Readout)]
    for before, after in pairwise(columns):
        needed = max(row[after].pen - row[before].pen for row in rows)
        pens[after] = max(pens[after], pens[before] + needed)
    return pens


def _gaps(row: Strip) -> list[float]:
    return [b.get_left()[0] - a.get_right()[0] for a, b in pairwise(row)]


def _strip(*parts: str | Readout, gap: float = _GAP) -> Strip:
    strip = Strip(*parts, size=style.WORKING, gap=gap)
    strip[-1].shift(RIGHT * max(_GAP + _AFTER - gap, 0.0))
    return strip


def _z(source: Source, layer: int, row: int, size: float) -> Readout:
    return quote(source, f"z{layer}", (row, 0), 3, role="weighted", size=size)
