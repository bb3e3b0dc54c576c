"""Two slopes at a place on the sheet, the arrow that they make, and the rule with its numbers."""

from collections.abc import Sequence
from typing import Any

from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, Group, VGroup

from scenes.pictures.gradient_descent.arrows import SlopeArrow, Sum, Tiles
from scenes.pictures.gradient_descent.painting import Painting
from scenes.vocabulary import style
from scenes.vocabulary.stage import Gesture, Tween
from scenes.vocabulary.surface import CostSheet, Orbit, panes
from scenes.vocabulary.surface.glass import GlassSurface
from scenes.vocabulary.text import Source, Strip, maths, step_line, strip

AZIMUTH, ELEVATION = -42.0, 20.0  # the panes open towards this eye
_AWAY, _LEFT = 0.68, style.LEFT_HALF + UP * 0.95  # how far back, so that the whole arrow fits
_NEAR, _AT = 7.8, style.MIDDLE + LEFT * 1.4 + UP * 0.5
_COLUMN = style.TOP_RIGHT + DOWN * 0.3
_PITCH, _RULE_AT = 1.1, style.MIDDLE + RIGHT * 0.9 + DOWN * 1.45


class RuleBoard:
    """`rule` (in symbols) and `step` (in numbers), a line for w and one for b in each.

    `updates`: How w and how b change, as `StepLine` takes them.
    """

    def __init__(self, updates: Sequence[Source]) -> None:
        digits, named = step_line.step_decimals(*updates), (("w", "weight"), ("b", "bias"))
        self.rule = VGroup(*(_rule(*pair) for pair in named))
        looks: dict[str, Any] = {"decimals": digits, "slope": "slope", "size": style.LABEL}
        self.step = VGroup()
        for one, (name, role) in zip(updates, named, strict=True):
            self.step.add(step_line.StepLine(name, one, role=role, **looks))
        for pair in (self.rule, self.step):
            strip.in_columns(*pair)
            pair[1].shift(DOWN * _PITCH)
            pair.shift(_RULE_AT)
            pair.shift(LEFT * max(pair.get_right()[0] - style.RIGHT_EDGE, 0.0))


def _rule(name: str, role: str) -> Strip:
    slope = f"frac(slope(partial) cost(C), slope(partial) {role}({name}))"
    signs = f"{role}({name}) arrow.l", f"{role}({name})", "-", "alpha", "dot", slope
    return Strip(*signs, size=style.FORMULA)


class SlopesBoard(panes.Panes):
    """The panes on the `surface` of a `sheet`, where its run starts, and what they show.

    `updates`: Of the two parameters, as `StepLine` takes them.
    """

    def __init__(self, surface: GlassSurface, sheet: CostSheet, updates: Sequence[Source]) -> None:
        super().__init__(surface, sheet, updates, step_line.step_decimals(*updates)[0])
        self.rate = float(updates[0]["learning_rate"])
        self.parts = [SlopeArrow(axis, self.at, one) for axis, one in enumerate(updates)]
        self.whole, self.tiles = Sum(self.parts, float(sheet.path_costs[0])), Tiles()
        self.names: list[VGroup] = []

    def come_near(self, painting: Painting) -> Gesture:
        """Walk to where the panes open, and see the lines of equal cost on the floor."""
        column = VGroup(*self.labels, painting.ledger)
        column.arrange(DOWN, buff=0.4, aligned_edge=RIGHT).align_to(_COLUMN, UP + RIGHT)
        yield (FadeOut(*painting.cuts, run_time=style.QUICK),)
        self.surface.marks.remove(*painting.cuts)
        zoom, here = _NEAR / self.surface.view.width, _AT
        yield (Orbit(self.surface, AZIMUTH, ELEVATION, zoom=zoom, center=here, run_time=2.4),)
        yield (FadeIn(painting.ledger, run_time=style.QUICK),)

    def point(self) -> Gesture:
        """Drop to the floor, step back, and draw against each slope, and then both at once."""
        surface = self.surface
        away = Orbit(surface, AZIMUTH, 22.0, zoom=_AWAY, center=_LEFT, run_time=2.4)
        name = surface.box.axes[1].label  # the arrow along w would strike it through
        yield away, Tween(name, lambda share: name.set_fill(opacity=1 - share))
        yield (FadeIn(surface.carry(self.tiles), run_time=style.QUICK),)
        for mark in (*self.parts, self.whole):
            surface.carry(mark)
        for part in self.parts:
            yield (self._stretch([part], 0.0, 1.0, "gradient", run_time=1.4),)
        yield (Tween(self.whole, self.whole.follow, run_time=1.4),)
        yield (FadeIn(self._name("-gradient cost(C)"), run_time=style.QUICK),)

    def shorten(self) -> Gesture:
        """Shrink the arrow to α times its length, and come nearer again."""
        yield (FadeOut(self.names.pop(), run_time=0.3),)
        yield (self._stretch(self.parts, 1.0, self.rate, "step", run_time=2.0),)
        near = {"zoom": 1 / _AWAY, "center": _AT}
        back = Orbit(self.surface, AZIMUTH, ELEVATION, run_time=1.6, **near)
        yield (FadeOut(self.tiles, run_time=style.QUICK),)
        self.surface.marks.remove(self.tiles)
        name = self.surface.box.axes[1].label
        yield back, Tween(name, lambda share: name.set_fill(opacity=share))
        yield (FadeIn(self._name("-alpha gradient cost(C)"), run_time=style.QUICK),)

    def use_up(self) -> Gesture:
        """Take the arrows away: the step was taken."""
        yield (FadeOut(*self.parts, self.whole, run_time=style.QUICK),)
        self.surface.marks.remove(*self.parts, self.whole)

    def _stretch(
        self, parts: Sequence[SlopeArrow], first: float, last: float, of: str, *, run_time: float
    ) -> Tween:
        def show(share: float) -> None:
            for part in parts:
                part.stretch(first + (last - first) * share, of=of if share == 1.0 else "")
            if self.whole.arrow.pointing:
                self.whole.follow()

        return Tween(Group(*parts, self.whole), show, run_time=run_time)

    def _name(self, source: str) -> VGroup:
        """Return a name beyond the tip of the arrow, on a plate."""
        tip = self.surface.view.place_on_floor(*self.whole.arrow.end_place)
        name = maths(source, size=style.CLAIM).next_to(tip, RIGHT + UP * 0.8, buff=0.12)
        self.names.append(VGroup(strip.plate_behind(name, air=0.09), name))
        return self.names[-1]
