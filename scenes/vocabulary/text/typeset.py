"""From a line of Typst to outlines: compile it, and read its glyphs and bars as Bézier curves.

Typst sets maths and prose with the fonts that it carries, so a film looks the same on every
machine, with no LaTeX, no system font and no temporary file. A glyph's fill is a label: red says
which role it plays, blue which piece of the formula it belongs to.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from xml.etree import ElementTree

import numpy as np
import svgelements
import typst

from scenes.vocabulary.text.arrays import Points

MATHS_FONT = "New Computer Modern Math"
_EM = 10.0  # points: the size at which every source is compiled
_MARKER = "#ff00ff"  # the fill of the full stop that stands first, on the baseline
_PREAMBLE = f"""\
#set page(width: auto, height: auto, margin: 40pt, fill: none)
#set text(size: {_EM}pt, font: "Libertinus Serif")
#show math.equation: set text(font: "{MATHS_FONT}")
#let paint(role, piece, body) = text(fill: rgb(role, 0, piece), body)
#text(fill: rgb("{_MARKER}"))[.];"""
_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"


class Mark(NamedTuple):
    """One glyph or bar: its labels, where its pen starts, and its curves, all in ems.

    `points` is (4k, 3), cubic Bézier curves with the baseline at y = 0.
    """

    role: int
    piece: int
    pen: float
    points: Points


@lru_cache(maxsize=4096)
def compiled(body: str) -> tuple[Mark, ...]:
    """Compile the body of a Typst source and return what it draws, in drawing order.

    Raises
    ------
    ValueError
        If Typst refuses the source; the message names it.
    """
    try:
        svg = _compiler().compile((_PREAMBLE + body).encode(), format="svg")
    except RuntimeError as error:
        raise ValueError(f"Typst cannot set {body!r}: {error}") from error
    if not isinstance(svg, bytes):
        raise ValueError(f"{body!r} fills more than one page; one line of type is accepted")
    return tuple(_marks(ElementTree.fromstring(svg)))


@lru_cache(maxsize=256)
def glyph(character: str) -> tuple[Points, float]:
    """Return a character's curves, its pen at x = 0, and how far it advances, in ems."""
    shape, after = compiled(f'#text(font: "{MATHS_FONT}")[{character}#paint(1, 0)[.]]')
    left = np.array([shape.pen, 0.0, 0.0])
    return shape.points - left, after.pen - shape.pen


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    return typst.Compiler(ignore_system_fonts=True)


def _marks(svg: ElementTree.Element) -> Iterator[Mark]:
    """Read Typst's drawing, which uses no more of SVG than symbols, fills and straight strokes."""
    outlines = {
        f"#{symbol.get('id')}": symbol.find(f"{_SVG}path").get("d", "")  # type: ignore[union-attr]
        for symbol in svg.iter(f"{_SVG}symbol")
    }
    baseline = None
    for transform, element in _leaves(svg, svgelements.Matrix()):
        if element.tag == f"{_SVG}use":
            fill, curves = element.get("fill", ""), _curves(outlines[element.get(_HREF, "")])
            # A word's glyphs share one transform; each says how far along it stands.
            transform = svgelements.Matrix(f"translate({element.get('x', '0')})") * transform
        else:
            fill, curves = _bar(element)
        if baseline is None and fill == _MARKER:
            baseline = transform.f
            continue
        assert baseline is not None
        yield _mark(fill, curves, transform, baseline)


def _mark(fill: str, curves: Points, transform: svgelements.Matrix, baseline: float) -> Mark:
    x = transform.a * curves[:, 0] + transform.c * curves[:, 1] + transform.e
    y = transform.b * curves[:, 0] + transform.d * curves[:, 1] + transform.f
    points = np.column_stack([x, baseline - y, np.zeros_like(x)]) / _EM
    red, _, blue = bytes.fromhex(fill.removeprefix("#"))
    return Mark(role=red, piece=blue, pen=transform.e / _EM, points=points)


def _leaves(
    parent: ElementTree.Element, transform: svgelements.Matrix
) -> Iterator[tuple[svgelements.Matrix, ElementTree.Element]]:
    """Yield every element that draws, with the transform that holds for it."""
    for child in parent:
        if child.tag in (f"{_SVG}defs", f"{_SVG}symbol"):
            continue
        inner = svgelements.Matrix(child.get("transform", "")) * transform
        if child.tag in (f"{_SVG}use", f"{_SVG}path"):
            yield inner, child
        yield from _leaves(child, inner)


@lru_cache(maxsize=2048)
def _curves(description: str) -> Points:
    """Return an SVG path's segments as cubic curves, (4k, 2)."""
    curves: list[list[complex]] = []
    for segment in svgelements.Path(description):
        if isinstance(segment, svgelements.Move) or segment.start == segment.end:
            continue
        start, end = complex(segment.start), complex(segment.end)
        if isinstance(segment, svgelements.CubicBezier):
            first, second = complex(segment.control1), complex(segment.control2)
        elif isinstance(segment, svgelements.QuadraticBezier):
            control = complex(segment.control)
            first, second = start + 2 / 3 * (control - start), end + 2 / 3 * (control - end)
        else:
            first, second = start + (end - start) / 3, end - (end - start) / 3
        curves.append([start, first, second, end])
    flat = np.array(curves).ravel()
    return np.column_stack([flat.real, flat.imag])


def _bar(element: ElementTree.Element) -> tuple[str, Points]:
    """Return a stroked line (a fraction's bar, a root's roof) as the rectangle that it covers.

    A stroke's width in Manim is in pixels and would not grow with the formula.
    """
    if element.get("fill", "none") != "none":
        return element.get("fill", ""), _curves(element.get("d", ""))
    half = float(element.get("stroke-width", "0")) / 2
    ends = _curves(element.get("d", ""))
    left, right = ends[:, 0].min(), ends[:, 0].max()
    low, high = ends[:, 1].min() - half, ends[:, 1].max() + half
    return element.get("stroke", ""), _curves(f"M {left} {low} H {right} V {high} H {left} Z")
