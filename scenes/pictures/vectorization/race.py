"""Two ways race: how fast each fills a table of a thousand columns."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, Group, Line, VGroup, linear

from scenes.pictures.vectorization.cells import TOP
from scenes.vocabulary import style
from scenes.vocabulary.plane.hairlines import Hairlines
from scenes.vocabulary.stage import Gesture, Tween, together
from scenes.vocabulary.text import Source, Strip, formula, maths, quote, words

WAYS = {"loop": "lane_a", "@": "lane_c"}
_RIGHT, _LABEL, _BETWEEN, _ROW, _FLOOR = 5.9, 0.5, 0.16, 0.5, -2.25


class Race(Group):
    """The columns of a layer that was timed, and below each other their Z by two ways."""

    def __init__(self, timing: Source, layer: Source, place: int) -> None:
        (inputs, self.m), outputs = layer["X"].shape, len(layer["Z"])
        free = TOP - _FLOOR - 2 * (_LABEL + _BETWEEN)
        looks = {"row": min(_ROW, free / (inputs + 2 * outputs)), "right": _RIGHT}
        full = max(float(np.abs(layer[key]).max()) for key in "XZ")
        self.inputs = Hairlines(layer, "X", full, top=TOP, **looks)
        self.ways, self.labels, self.stamps = Group(), VGroup(), VGroup()
        names = VGroup(maths("activation(X)", size=style.LAW).next_to(self.inputs, RIGHT, buff=0.2))
        above = self.inputs.get_bottom()[1]
        codes = f"for k in range({self.m}): Z[:, k] = W @ X[:, k] + b", "Z = W @ X + b"
        for way, (code, role) in enumerate(zip(codes, WAYS.values(), strict=True)):
            table = Hairlines(layer, "Z", full, top=above - _BETWEEN - _LABEL, **looks)
            label = words(f"`{code}`", size=style.LABEL).set_fill(style.color(role))
            self.labels.add(label.next_to(table, UP, buff=0.12).align_to(table, LEFT))
            number = quote(timing, "times_us", (way, place), 0, size=style.LAW)
            stamp = Strip(number, words("microseconds", size=style.LABEL, role="muted"))
            stamp.shift(UP * (label.baseline - number.baseline))
            self.stamps.add(stamp.align_to(table, RIGHT))
            names.add(maths("weighted(Z)", size=style.LAW).next_to(table, RIGHT, buff=0.2))
            self.ways.add(table)
            above = table.get_bottom()[1]
        self.times = timing["times_us"][:, place]
        where = words(formula.escaped(timing["where"]), role="muted").set_y(style.FLOOR)
        super().__init__(self.inputs, self.ways, self.labels, names, where)

    def widen(self, *, run_time: float) -> Tween:
        """Let the columns come, from the left to the right."""
        return Tween(self.inputs, lambda t: self.inputs.fill(round(t * self.m)), run_time=run_time)

    def go(self, *, run_time: float) -> Gesture:
        """Let both begin at the same moment, the slower one in so many seconds."""
        slow, quick = self.ways
        cursor = Line(UP, DOWN, color=style.color("ink"), stroke_width=style.THIN)
        cursor.match_height(slow).move_to(slow)
        width, shares = slow.width, self.times / self.times.max()

        def show(moment: float) -> None:
            for table, share in zip(self.ways, shares, strict=True):
                table.fill(int(min(moment / share, 1.0) * self.m))
            cursor.set_x(slow.get_left()[0] + width * slow.count / self.m)
            self.stamps[1].set_opacity(float(quick.count == self.m))

        seen = VGroup(cursor, self.stamps[1])
        race = Tween(self.ways, show, rate_func=linear)
        yield together(race, Tween(seen, lambda _: None), run_time=run_time)
        yield FadeIn(self.stamps[0]), FadeOut(cursor)
