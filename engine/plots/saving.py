"""A plot as a file, whole or not at all, and as what a notebook shows; neither opens a window."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from engine.basics.kinds import of_its_kind
from engine.basics.paths import named
from engine.errors import Refused, among, brief, unknown
from engine.history import History
from engine.plots.answers import confusion, decision_map
from engine.plots.colours import usual_theme
from engine.plots.course import cost, gradients
from engine.plots.page import SIZE, TALL, need_matplotlib
from engine.plots.parameters import weights
from engine.storage.saving import not_kept

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PLOTS = MappingProxyType(
    {
        "cost": cost,
        "gradients": gradients,
        "weights": weights,
        "map": decision_map,
        "confusion": confusion,
    }
)
"""What can be plotted, by name."""
KINDS = ".png", ".svg", ".pdf"
SHARP = 160
"""Dots an inch: a file is twice as fine as it is shown."""


@of_its_kind
def save(
    history: History,
    path: str | Path,
    what: str = "cost",
    *,
    step: int | None = None,
    theme: str | None = None,
) -> Path:
    """Write a plot to the file ``path``, which its name's ending says the kind of, and return it.

    What stands there is replaced when the new one is whole. Raises ``Refused`` for a name that no
    plot has, another kind, and a place that takes no files.
    """
    if not among(what, PLOTS):
        raise unknown("plot", what, PLOTS)
    path = named(path)
    if path.suffix.lower() not in KINDS:
        kinds = ", ".join(KINDS)
        raise Refused(f"A plot's file ends in {kinds}; {brief(path.name)} does not.")
    figure = drawn(PLOTS[what], history, step=step, theme=theme)
    beside = path.with_name(f".{path.stem}-{os.urandom(6).hex()}{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(beside, dpi=SHARP)
        beside.replace(path)
    except OSError as error:
        raise not_kept("The plot", path, error) from error
    finally:
        with suppress(OSError):
            beside.unlink()
    return path


def drawn(
    plot: Callable[..., Any], history: History, *, theme: str | None = None, **asked: Any
) -> Figure:
    """A plot in a figure of its own, which no window and no notebook knows of."""
    need_matplotlib()
    from matplotlib.figure import Figure

    figure = Figure(SIZE if plot in (cost, gradients) else TALL, layout="constrained")
    plot(history, ax=figure.add_subplot(), theme=theme or usual_theme(), **asked)
    return figure


def picture(history: History) -> tuple[bytes, dict[str, int]] | None:
    """The cost curve as a PNG, and how large it is shown; None without matplotlib or a step."""
    if not len(history):
        return None
    try:
        figure = drawn(cost, history)
    except ImportError:
        return None
    page = BytesIO()
    figure.savefig(page, format="png", dpi=SHARP)
    wide, high = (round(inches * SHARP / 2) for inches in SIZE)
    return page.getvalue(), {"width": wide, "height": high}
