"""A thing takes another place and size: each of its outlines moves into its twin's."""

from manim import Mobject

from scenes.vocabulary import style
from scenes.vocabulary.stage import Tween


class Resize(Tween):
    """Turn a thing into one of the same make, such as a large plot into a small one.

    Type keeps its size where both have the same; the twin takes the thing's place afterwards.

    Raises
    ------
    ValueError
        If the two do not consist of the same outlines.
    """

    def __init__(self, thing: Mobject, twin: Mobject, *, run_time: float = style.NORMAL) -> None:
        self.pairs = list(zip(thing.get_family(), twin.get_family(), strict=True))
        self.starts = [part.points.copy() for part, _ in self.pairs]
        for (part, other), start in zip(self.pairs, self.starts, strict=True):
            if start.shape != other.points.shape:
                raise ValueError(
                    f"{part} has {len(start)} points and its twin {len(other.points)}; "
                    "things of the same make are accepted"
                )
        super().__init__(thing, self._show, run_time=run_time)

    def _show(self, moment: float) -> None:
        for (part, other), start in zip(self.pairs, self.starts, strict=True):
            part.points = start + (other.points - start) * moment
