"""The nudge test: move one weight a little, run again, and see what the cost did."""

from manim import VMobject

from scenes.vocabulary.matrix import frame_around
from scenes.vocabulary.text import Entry, Ledger, Source, cite


class NudgeTest(Ledger):
    """The seven lines of a nudge test; `before`, `after` and the two `verdicts` are its parts.

    `nudge`: `weight`, `epsilon`, `cost`, `nudged_cost`, `change`, `slope` (ΔC/ε) and `gradient`.
    `name`: Typst maths for the weight.
    """

    def __init__(self, nudge: Source, *, name: str) -> None:
        w, c = f"weight({name})", "cost(C)"
        lines = (
            (w, "weight", 4, "ink"),
            ("epsilon", "epsilon", 3, "ink"),
            (f"{c}({w})", "cost", 8, "cost"),
            (f"{c}({w} + epsilon)", "nudged_cost", 8, "cost"),
            (f"Delta {c}", "change", 8, "cost"),
            (f"frac(Delta {c}, epsilon)", "slope", 5, "delta"),
            (f"frac(partial {c}, partial {w})", "gradient", 5, "delta"),
        )
        super().__init__(
            *(
                Entry(line, float(nudge[key]), decimals, key, role)
                for line, key, decimals, role in lines
            )
        )
        cite(self, nudge)
        self.before, self.after, self.verdicts = self[:3], self[3:5], self[5:]

    def frame_the_verdicts(self) -> VMobject:
        """Return the frame around the two numbers that have to agree."""
        return frame_around(self[5][2], self[6][2], air=0.12)
