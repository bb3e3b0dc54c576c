"""An example on a map: a full disc for yes, a ring for no."""

from collections.abc import Sequence

from manim import DOWN, LEFT, RIGHT, Circle, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.text import words
from scenes.vocabulary.text.formula import escaped
from scenes.vocabulary.text.strip import plate_behind

_RADIUS = 0.14


def example_dot(yes: bool, scale: float = 1.0) -> Circle:
    """Return the disc or the ring of an example; of very many each is smaller."""
    tint = style.class_color(yes)
    dot = Circle(_RADIUS * scale, fill_opacity=1.0)
    if yes:
        return dot.set_stroke(style.color("target"), style.FIRM).set_fill(tint)
    return dot.set_stroke(tint, style.HEAVY).set_fill(style.color("paper"))


def key_of(classes: Sequence[str], scale: float = 1.0) -> VGroup:
    """Return what a disc and a ring mean, on a plate of its own: borders may run anywhere."""
    lines = VGroup()
    for yes, name in reversed([*enumerate(classes)]):
        line = VGroup(example_dot(bool(yes), scale), words(escaped(name), size=style.NUMBER))
        lines.add(line.arrange(RIGHT, buff=0.16))
    lines.arrange(DOWN, buff=0.14, aligned_edge=LEFT)
    return VGroup(plate_behind(lines, air=0.14), lines) if classes else lines
