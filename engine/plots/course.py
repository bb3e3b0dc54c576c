"""How a training went: its cost over log steps, and how large each layer's gradient is."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.basics.arrays import Array
from engine.basics.kinds import of_its_kind
from engine.errors import Refused
from engine.history import History
from engine.plots.page import page, step_at
from engine.working.blame import doors

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TELLING = 1000
"""Stretches of log time, of each of which the lowest and the highest cost are drawn."""


@of_its_kind
def cost(
    history: History, step: int | None = None, *, ax: Any = None, theme: str | None = None
) -> Axes:
    """The cost over log steps; a dot where ``step`` is.

    Of a run in batches each step's is drawn faintly, and the mean of each epoch over it;
    dotted is the mean with the penalty of L2, dashed the cost of the examples held out.
    """
    _refuse_an_empty(history)
    ax, look = page(ax, theme, history.name)
    costs, each = np.asarray(history.costs), _per_epoch(history)
    for name, steps, values, looks in _curves(history, each):
        drawn = _telling(steps, values)
        shade = getattr(look, looks.pop("role"))
        ax.plot(steps[drawn], values[drawn], color=shade, label=name, **looks)
    if step is not None:
        at = step_at(history, step).index
        ax.plot(at, costs[at], "o", color=look.ink, label=f"{costs[at]:.6g} at step {at:,}")
    _log_time(ax, len(costs) - 1)
    ax.set(xlabel="step", ylabel=f"cost ({history.run.cost})")
    ax.set_ylim(0, 1.05 * max(line.get_ydata().max() for line in ax.lines) or 1.0)
    if len(ax.lines) > 1:
        ax.legend(frameon=False, labelcolor=look.ink)
    return ax


@of_its_kind
def gradients(
    history: History, step: int | None = None, *, ax: Any = None, theme: str | None = None
) -> Axes:
    """The mean size of each layer's ∂C/∂W at a step, the last one without, on a log scale."""
    _refuse_an_empty(history)
    found = step_at(history, -1 if step is None else step)
    ax, look = page(ax, theme, f"{history.name}: gradients at step {found.index:,}")
    sizes = np.asarray(doors(found).gradients)
    places, seen = np.arange(1, len(sizes) + 1), sizes > 0
    if seen.any():
        ax.set_yscale("log")
    ax.plot(places[seen], sizes[seen], "o-", color=look.delta, markersize=8)
    ax.lines[-1].set(color=look.hairline, markerfacecolor=look.delta, markeredgecolor=look.delta)
    for place, size in zip(places, sizes, strict=True):
        at = (0, 9) if size else (0, 4)
        y, frame = (size, ax.transData) if size else (0, ax.get_xaxis_transform())
        ax.annotate(
            f"{size:.2g}", (place, y), at, xycoords=frame, textcoords="offset points",
            color=look.ink, ha="center",
        )  # fmt: skip
    layers = [f"W{n}\n{a} × {b}" for n, (b, a) in enumerate(_pairs(history), start=1)]
    ax.set_xticks(places, layers)
    ax.set_xlim(0.5, len(sizes) + 0.5)
    ax.margins(y=0.2)
    ax.set_ylabel("mean of |∂C/∂W|")
    return ax


def _refuse_an_empty(history: History) -> None:
    if not len(history):
        raise Refused(f"{history.name} holds no step; there is nothing to plot.")


def _pairs(history: History) -> list[tuple[int, int]]:
    sizes = history.run.sizes
    return list(pairwise(sizes))


def _per_epoch(history: History) -> int:
    return history.schedule.per_epoch if history.schedule.batched else 1


def _curves(history: History, each: int) -> list[tuple[str, Array, Array, dict[str, Any]]]:
    """Of each curve its name, its steps and values, and how it is drawn."""
    costs, penalties = np.asarray(history.costs), history.tape.penalties
    found: list[tuple[str, Array, Array, dict[str, Any]]] = []
    whole = len(costs) // each
    if each > 1:
        faint = {"role": "cost", "alpha": 0.35, "linewidth": 0.8}
        found.append(("each step", np.arange(len(costs)), costs, faint))
    if whole:
        name = "mean of each epoch" if each > 1 else "cost"
        found.append((name, *_means(costs, each), {"role": "cost", "linewidth": 2}))
        if penalties is not None:
            dashed = {"role": "muted", "linestyle": ":"}
            found.append(("with the penalty", *_means(costs + penalties, each), dashed))
    held = np.asarray(history.metrics.get("validation_cost", ()))
    if held.size:
        ends = np.arange(1, held.size + 1) * history.schedule.per_epoch - 1
        found.append(("held out", ends, held, {"role": "activation", "linestyle": "--"}))
    return found


def _means(values: Array, each: int) -> tuple[Array, Array]:
    """The last step of each whole epoch, and the mean over it."""
    whole = len(values) // each
    means = values[: whole * each].reshape(whole, each).mean(axis=1)
    return np.arange(1, whole + 1) * each - 1, means


def _telling(steps: Array, values: Array) -> Array:
    """Places of values that draw the same curve in log time: all of few, of many the extremes."""
    if len(values) <= 2 * TELLING:
        return np.arange(len(values))
    times = np.log1p(steps)
    stretch = ((times - times[0]) / (times[-1] - times[0]) * TELLING).astype(int)
    starts = np.flatnonzero(np.diff(stretch, prepend=-1))
    bounds = zip(starts, np.append(starts[1:], len(values)), strict=True)
    ends = [(a + values[a:b].argmin(), a + values[a:b].argmax()) for a, b in bounds]
    return np.unique([*np.ravel(ends), 0, len(values) - 1])


def _log_time(ax: Axes, last: int) -> None:
    """Let the axis of steps run in log(1 + step), so that the first ones have room."""
    ax.set_xscale("function", functions=(np.log1p, np.expm1))
    marks = [0, *(10**k for k in range(len(str(last)))), *((last,) if last < 10 else ())]
    shown = sorted({mark for mark in marks if mark <= last})
    ax.set_xlim(0, max(last, 1))
    ax.set_xticks(shown, [f"{mark:,}" for mark in shown])
