"""Axes for what training costs: log time to the right, the cost upwards."""

from scenes.vocabulary import style
from scenes.vocabulary.plot.plot import Plot
from scenes.vocabulary.text import maths, words


def cost_plot(
    last: int,
    y_range: tuple[float, float],
    *,
    width: float,
    height: float,
    y_log: bool = False,
    named: bool = True,
) -> Plot:
    """Return axes from step 0 to the last, and between two costs; the steps may go unnamed."""
    name = words("step", size=style.SMALL, role="muted") if named else None
    return Plot(
        (0, last),
        y_range,
        x_log=True,
        y_log=y_log,
        width=width,
        height=height,
        x_label=name,
        y_label=maths("cost(C)"),
    )
