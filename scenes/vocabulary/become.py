"""One thing becomes another: edges turn into the cells of the matrix that holds their weights."""

from collections.abc import Iterable

from manim import AnimationGroup, LaggedStart, ReplacementTransform, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.matrix import ValueMatrix

__all__ = ["become_cells"]


def become_cells(
    sources: Iterable[VMobject], matrix: ValueMatrix, *, run_time: float = style.NORMAL
) -> AnimationGroup:
    """Return copies of the sources turning into a matrix's cells, in reading order."""
    pairs = zip(sources, matrix.cells, strict=True)
    return LaggedStart(
        *(
            ReplacementTransform(source.copy(), cell.set_fill(opacity=1.0))
            for source, cell in pairs
        ),
        lag_ratio=0.12,
        run_time=run_time,
    )
