"""What a network answers: everywhere on a plane of two inputs, and which classes it confuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.basics.arrays import Array
from engine.basics.kinds import of_its_kind
from engine.datasets import Dataset
from engine.errors import Refused
from engine.history import History
from engine.metrics import Classes, metric
from engine.plots.colours import GROUND, SPOT, Colours, blend, readable_on
from engine.plots.page import TALL, answers, network_at, page, table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PLACES = 200
"""On each side of a map: where the network is asked."""
AIR = 0.16
"""Of the examples' spread, so much is left free around them."""
LANES = "lane_a", "lane_b", "lane_c", "lane_d"
FEW, MANY, NUMBERED = 40, 2000, 30
"""Examples that are drawn large, and small; classes of which the counts are printed."""


@of_its_kind
def decision_map(
    history: History, step: int | None = None, *, ax: Any = None, theme: str | None = None
) -> Axes:
    """What the network answers everywhere on the plane of its two inputs, and the examples on it.

    One output that says yes or no is a class's colour where it is sure, the page's own where it
    cannot say, with the border in between; an example is a disc for yes, a ring for no. Of three
    or four classes each place has the colour of the answer; of numbers, the higher the brighter.
    The axes are the inputs as they were measured. Raises ``Refused`` for other networks.
    """
    data, sizes = history.dataset, history.run.sizes
    if sizes[0] != 2:
        raise Refused(f"A map needs two inputs; {history.name} has {sizes[0]}.")
    if sizes[-1] > len(LANES):
        raise Refused(f"A map shows up to {len(LANES)} outputs; {history.name} has {sizes[-1]}.")
    network, when = network_at(history, step)
    ax, look = page(ax, theme, f"{history.name}, {when}", size=TALL)
    places = measured(data)
    axes = [_axis(row) for row in places]
    grid = np.stack([side.ravel() for side in np.meshgrid(*axes)])
    found = answers(network, scaled(grid, data, places)).reshape(-1, PLACES, PLACES)
    _colour(ax, axes, found, history, look)
    names = data.feature_names or ("input 1", "input 2")
    units = [f" ({unit})" if unit else "" for unit in data.units or ("", "")]
    if not _are_raw(places, data):
        units = ["", ""]
    ax.set(xlabel=names[0] + units[0], ylabel=names[1] + units[1])
    ax.set(xlim=axes[0][[0, -1]], ylim=axes[1][[0, -1]])
    return ax


@of_its_kind
def confusion(
    history: History,
    step: int | None = None,
    *,
    held_out: bool = False,
    ax: Any = None,
    theme: str | None = None,
) -> Axes:
    """How often each class, a row, was answered by which, a column: of all that it learned from.

    With ``held_out``, of the examples kept out of training. Right answers are grey and wrong ones
    coloured, by their share of the row. Raises ``Refused`` where the targets are no classes.
    """
    data = _asked(history, held_out)
    network, when = network_at(history, step)
    classes = _classes(history)
    counts = metric("confusion", classes)(answers(network, data.X), data.Y)
    right = np.trace(counts) / counts.sum()
    whose = "held out" if held_out else "learned from"
    title = f"{history.name}, {when}: {right:.1%} right of {counts.sum():,} {whose}"
    ax, look = page(ax, theme, title, size=TALL)
    _squares(ax, counts, look)
    names = _names(data, classes, len(counts))
    table(ax, names, names)
    ax.set(xlabel="answer", ylabel="class")
    return ax


def measured(data: Dataset) -> Array:
    """The two inputs (2, m) as they were measured, if scaling them is all that was done to them."""
    raw = data.raw
    if raw is None or not (np.ptp(raw, axis=1).all() and np.ptp(data.X, axis=1).all()):
        return data.X
    back = scaled(raw, data, raw)
    return np.asarray(raw) if np.allclose(back, data.X, atol=1e-6) else data.X


def scaled(places: Array, data: Dataset, measured: Array) -> Array:
    """What the network is given for places (2, k), as it was for the examples."""
    if not _are_raw(measured, data):
        return places
    spread = data.X.std(axis=1, keepdims=True) / measured.std(axis=1, keepdims=True)
    away = places - measured.mean(axis=1, keepdims=True)
    return np.asarray(data.X.mean(axis=1, keepdims=True) + spread * away)


def _are_raw(places: Array, data: Dataset) -> bool:
    return data.raw is not None and np.may_share_memory(places, data.raw)


def _axis(values: Array) -> Array:
    low, high = float(values.min()), float(values.max())
    air = AIR * (high - low) or 1.0
    return np.linspace(low - air, high + air, PLACES)


def _classes(history: History) -> Classes:
    return Classes.of(history.examples.targets, history.run.activations[-1])


def _classes_if_any(history: History) -> Classes | None:
    try:
        return _classes(history)
    except Refused:
        return None


def _colour(ax: Axes, axes: list[Array], found: Array, history: History, look: Colours) -> None:
    """Colour the plane by what was answered there (outputs, rows, columns); add the examples."""
    data, classes = history.dataset, _classes_if_any(history)
    if len(found) > 1:
        if classes is None or not classes.one_of:
            raise Refused(f"A map shows one answer; {len(found)} outputs answer for themselves.")
        _choices(ax, axes, found, data, classes, look)
    elif classes is None:
        _numbers(ax, axes, found[0], data, look)
    else:
        _yes_or_no(ax, axes, found[0], data, classes, look)


def _spread(ax: Axes, axes: list[Array], values: Array, **settings: Any) -> Any:
    extent = *axes[0][[0, -1]].tolist(), *axes[1][[0, -1]].tolist()
    return ax.imshow(values, origin="lower", extent=extent, aspect="auto", **settings)


def _yes_or_no(
    ax: Axes, axes: list[Array], found: Array, data: Dataset, classes: Classes, look: Colours
) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    ends = [blend(look.cell, role, GROUND) for role in (look.no, look.yes)]
    shades = LinearSegmentedColormap.from_list("classes", [ends[0], look.cell, ends[1]])
    middle = (classes.low + classes.high) / 2
    _spread(ax, axes, found, cmap=shades, vmin=classes.low, vmax=classes.high)
    if found.min() < middle < found.max():
        ax.contour(*axes, found, [middle], colors=look.ink, linewidths=2)
    names = data.class_names if len(data.class_names) == 2 else ("no", "yes")
    for yes, shade, name in zip((False, True), (look.no, look.yes), names, strict=True):
        own = blend(shade, look.target, SPOT)
        inside, edge = (own, look.target) if yes else (look.paper, own)
        chosen = (data.Y[0] > middle) == yes
        _dots(ax, data, chosen, name, facecolors=inside, edgecolors=edge)
    _key(ax, look)


def _choices(
    ax: Axes, axes: list[Array], found: Array, data: Dataset, classes: Classes, look: Colours
) -> None:
    from matplotlib.colors import ListedColormap

    lanes = [getattr(look, lane) for lane in LANES[: len(found)]]
    shades = ListedColormap([blend(look.cell, lane, GROUND / 2) for lane in lanes])
    answer = found.argmax(axis=0)
    _spread(ax, axes, answer, cmap=shades, vmin=-0.5, vmax=len(lanes) - 0.5)
    truth, names = data.Y.argmax(axis=0), _names(data, classes, len(found))
    for k, (lane, name) in enumerate(zip(lanes, names, strict=True)):
        if (answer == k).any() and (answer != k).any():
            ax.contour(*axes, (answer == k) * 1.0, [0.5], colors=look.ink, linewidths=1)
        _dots(ax, data, truth == k, name, facecolors=lane, edgecolors=look.paper)
    _key(ax, look)


def _numbers(ax: Axes, axes: list[Array], found: Array, data: Dataset, look: Colours) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    shades = LinearSegmentedColormap.from_list("numbers", [look.low, look.high])
    ends = {"vmin": min(found.min(), data.Y.min()), "vmax": max(found.max(), data.Y.max())}
    _spread(ax, axes, found, cmap=shades, **ends)
    targets = {"c": data.Y[0], "cmap": shades, **ends}
    _dots(ax, data, np.full(data.size, True), "examples", edgecolors=look.ink, **targets)


def _dots(ax: Axes, data: Dataset, chosen: Array, name: str, **settings: Any) -> None:
    size = 70 if data.size < FEW else 18 if data.size < MANY else 4
    across, up = measured(data)[:, chosen]
    width = 1.5 if data.size < FEW else 0.7
    ax.scatter(across, up, size, label=name, linewidths=width, zorder=3, **settings)


def _key(ax: Axes, look: Colours) -> None:
    ax.legend(facecolor=look.paper, edgecolor=look.hairline, labelcolor=look.ink, framealpha=0.9)


def _asked(history: History, held_out: bool) -> Dataset:
    if not held_out:
        return history.dataset
    if history.dataset.validation is None:
        raise Refused(f"{history.name} holds no examples out; leave out held_out=True.")
    return history.dataset.validation


def _names(data: Dataset, classes: Classes, many: int) -> list[str]:
    if len(data.class_names) == many and (classes.one_of or len(data.Y) == 1):
        return list(data.class_names)
    return ["no", "yes"] if not classes.one_of else [str(k) for k in range(many)]


def _squares(ax: Axes, counts: Array, look: Colours) -> None:
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    fills = [
        [blend(look.cell, look.muted if k == n else look.yes, share) for k, share in enumerate(row)]
        for n, row in enumerate(shares.tolist())
    ]
    pixels = [[tuple(bytes.fromhex(fill[1:])) for fill in line] for line in fills]
    ax.imshow(np.array(pixels, dtype=np.uint8), interpolation="nearest")
    if len(counts) > NUMBERED:
        return
    size = "medium" if len(counts) <= 10 else "xx-small"
    for (row, column), count in np.ndenumerate(counts):
        if count:
            ink = readable_on(fills[row][column], look)
            ax.text(column, row, f"{count:,}", color=ink, ha="center", va="center", fontsize=size)
