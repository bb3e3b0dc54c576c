"""The one place that sets type: maths and prose become outlines that stand on a baseline."""

import re
from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import UP, VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.text import arrays, typeset

# What a formula's source may write around a part to give it a role's colour: `delta(...)`.
_ROLES = (
    "ink",
    "muted",
    "activation",
    "weight",
    "bias",
    "weighted",
    "delta",
    "cost",
    "target",
    "positive",
    "negative",
    "paper",
    "slope",
)
_ROLE_CALL = re.compile(rf"\b({'|'.join(_ROLES)})\(")
# Its signs; what begins a comment, a dash, a list or a heading; and the bracket of a role's call.
_MARKUP = re.compile(r"[\\#*_$@<>`~\[\]]|/(?=[/*])|-(?=[-?])|^[-+=/]|^\d(?=\d*\.)|(?<=\w)\(")


class Outline(VMobject):
    """One colour of type as one object, so that a line of it costs one object a frame.

    Parameters
    ----------
    points
        (4k, 3) cubic Bézier curves in ems, the baseline at y = 0.
    size
        The height of an em, in Manim units.
    role
        The name of its colour in `style.Theme`.
    """

    def __init__(self, points: arrays.Points, *, size: float, role: str) -> None:
        super().__init__(color=style.color(role), fill_opacity=1.0, stroke_width=0)
        self._height_in_ems = float(np.ptp(points[:, 1]))
        self.set_points(points * size)

    @property
    def em(self) -> float:
        """The present height of an em: the type may have been scaled since it was set."""
        return float(np.ptp(self.points[:, 1])) / self._height_in_ems


class Formula(VGroup):
    """A line of type that knows its baseline; `formula[i]` is its i-th piece, `says` its source."""

    def __init__(self, *pieces: VGroup, size: float, says: str) -> None:
        super().__init__(*pieces)
        self.says = says
        self._bottom_in_ems = self.get_bottom()[1] / size
        self._height_in_ems = self.height / size
        self.center()

    @property
    def baseline(self) -> float:
        """The y of the line that the letters stand on, wherever the formula is now."""
        em = self.height / self._height_in_ems
        return float(self.get_bottom()[1] - self._bottom_in_ems * em)

    def stand_on(self, y: float) -> Self:
        """Move up or down until the baseline is at `y`."""
        self.shift(UP * (y - self.baseline))
        return self


def maths(*pieces: str, size: float = style.FORMULA, role: str = "ink") -> Formula:
    """Return a formula in display style from Typst maths.

    A role's name colours what it encloses: `"frac(partial cost(C), partial w_21)"`.

    Raises
    ------
    ValueError
        If Typst refuses the source.
    """
    body = " ".join(
        f"paint(#{_ROLES.index(role)}, #{index}, {_paint(piece, index)})"
        for index, piece in enumerate(pieces)
    )
    return _formula(f"$display({body})$", pieces, size)


def words(*pieces: str, size: float = style.BODY, role: str = "ink", bold: bool = False) -> Formula:
    """Return a line of prose from Typst markup (`_W_` is italic, `$z^([1])$` is maths).

    Raises
    ------
    ValueError
        If Typst refuses the source.
    """
    body = "".join(
        f"#paint({_ROLES.index(role)}, {index})[{_paint(piece, index)}]"
        for index, piece in enumerate(pieces)
    )
    return _formula(f"#strong[{body}]" if bold else body, pieces, size)


def escaped(text: str) -> str:
    """Return plain text as Typst markup that prints just that."""
    return _MARKUP.sub(r"\\\g<0>", text)


def _paint(piece: str, index: int) -> str:
    """Turn a piece's role calls into fills that say the role and the piece."""
    return _ROLE_CALL.sub(lambda call: f"paint(#{_ROLES.index(call[1])}, #{index}, ", piece)


def _formula(body: str, sources: Sequence[str], size: float) -> Formula:
    """Gather a source's marks into one outline for each role of each piece."""
    marks = typeset.compiled(body)
    pieces = []
    for index in range(len(sources)):
        of_role: dict[int, list[arrays.Points]] = {}
        for mark in marks:
            if mark.piece == index:
                of_role.setdefault(mark.role, []).append(mark.points)
        pieces.append(
            VGroup(
                *(
                    Outline(np.concatenate(points), size=size, role=_ROLES[role])
                    for role, points in of_role.items()
                )
            )
        )
    return Formula(*pieces, size=size, says="".join(sources))
