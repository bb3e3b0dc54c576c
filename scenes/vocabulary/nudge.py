"""The nudge test: move one weight a little, run again, and see what the cost did."""

from manim import VMobject

from scenes.vocabulary.ledger import Entry, Ledger
from scenes.vocabulary.matrix import frame_around
from scenes.vocabulary.readout import Source

__all__ = ["NudgeTest"]


class NudgeTest(Ledger):
    """The six lines of a nudge test; `before`, `after` and the two `verdicts` are its parts.

    Parameters
    ----------
    nudge
        `weight`, `nudged_weight`, `cost`, `nudged_cost`, `slope` (ΔC/ε) and `gradient`.
    name
        Typst maths for the weight.
    """

    def __init__(self, nudge: Source, *, name: str) -> None:
        w, c = f"weight({name})", "cost(C)"
        lines = (
            (w, "weight", 4, "ink"),
            (f"{c}({w})", "cost", 8, "cost"),
            (f"{w} + epsilon", "nudged_weight", 4, "ink"),
            (f"{c}({w} + epsilon)", "nudged_cost", 8, "cost"),
            (f"frac(Delta {c}, epsilon)", "slope", 5, "delta"),
            (f"frac(partial {c}, partial {w})", "gradient", 5, "delta"),
        )
        super().__init__(
            *(
                Entry(line, float(nudge[key]), decimals, f"nudge.{key}", role)
                for line, key, decimals, role in lines
            )
        )
        self.before, self.after, self.verdicts = self[:2], self[2:4], self[4:]

    def frame_the_verdicts(self) -> VMobject:
        """Return the frame around the two numbers that have to agree."""
        return frame_around(self[4][2], self[5][2], air=0.12)
