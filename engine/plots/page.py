"""The page that a plot is drawn on: axes on the theme's paper, and which step they show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.basics.arrays import Array
from engine.basics.given import whole
from engine.datasets.reading.errors import MissingLibrary
from engine.errors import Refused, brief
from engine.history import History
from engine.network import Network
from engine.plots.colours import Colours, colours
from engine.steps import Step

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CROWDED = 44
"""Letters of all columns' names beside each other; more are turned."""
CHUNK = 4096
"""Examples asked at a time, so that asking needs little memory."""
SIZE, TALL = (6.4, 4.0), (5.6, 5.0)
"""Inches of a plot that is wider than high, and of one that is nearly square."""


def page(
    ax: Any, theme: str | None, title: str, *, size: tuple[float, float] = SIZE
) -> tuple[Axes, Colours]:
    """Axes to draw on, in the theme's colours: ``ax``, or new ones; and those colours.

    The figure of axes that were given keeps its own paper unless a theme is named.
    """
    need_matplotlib()
    from matplotlib.axes import Axes
    from matplotlib.colors import to_hex

    paper = None
    if ax is None:
        from matplotlib import pyplot

        ax = pyplot.figure(figsize=size, layout="constrained").add_subplot()
    elif isinstance(ax, Axes):
        paper = to_hex(ax.figure.get_facecolor())
    else:
        raise Refused(f"ax is {brief(ax)}; axes of matplotlib, such as plt.gca(), are accepted.")
    look = colours(theme, paper=paper)
    if theme is not None or paper is None:
        ax.figure.set_facecolor(look.paper)
    _dress(ax, look)
    ax.set_title(title, color=look.ink, fontsize="medium")
    return ax, look


def need_matplotlib() -> None:
    """Raise ``Refused``, with what brings it, where matplotlib is not installed."""
    try:
        import matplotlib  # noqa: F401
    except ImportError as error:
        raise MissingLibrary(
            "Plots need matplotlib, which is not installed: pip install trainreel[plots]"
        ) from error


def _dress(ax: Axes, look: Colours) -> None:
    ax.set_facecolor(look.paper)
    ax.tick_params(colors=look.muted, which="both")
    for side, spine in ax.spines.items():
        spine.set_color(look.muted)
        spine.set_visible(side in ("left", "bottom"))
    for axis in (ax.xaxis, ax.yaxis):
        axis.label.set_color(look.ink)


def table(ax: Axes, columns: list[str], rows: list[str]) -> None:
    """Name the columns and the rows of what is drawn as a table, without a frame."""
    for spine in ax.spines.values():
        spine.set_visible(False)
    turned: dict[str, Any] = {"rotation": 40, "ha": "right", "rotation_mode": "anchor"}
    ax.set_xticks(
        range(len(columns)), columns, **(turned if sum(map(len, columns)) > CROWDED else {})
    )
    ax.set_yticks(range(len(rows)), rows)
    ax.tick_params(length=0, which="both")


def network_at(history: History, step: int | None) -> tuple[Network, str]:
    """The network before the update of a step, or what the training led to; and when that is."""
    if step is None:
        return history.final, f"after {len(history):,} steps"
    found = step_at(history, step)
    return found.network, f"at step {found.index:,}"


def step_at(history: History, step: int) -> Step:
    """A step by its number, from the end if that is negative; ``Refused`` where there is none."""
    given = whole(step, "step")
    if not -len(history) <= given < len(history):
        raise Refused(f"{history.name} has no step {given}; it has 0 to {len(history) - 1}.")
    return history[given]


def answers(network: Network, X: Array) -> Array:
    """(n_L, m) what a network answers to many inputs (n_0, m)."""
    parts = range(0, X.shape[1], CHUNK)
    return np.concatenate([network.predict(X[:, i : i + CHUNK]) for i in parts], axis=1)
