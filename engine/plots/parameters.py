"""What a network has learned, as pictures: a layer's weights, of images neuron by neuron."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.basics.arrays import Array
from engine.basics.given import whole
from engine.basics.kinds import of_its_kind
from engine.errors import Refused
from engine.history import History
from engine.plots.colours import TINT, Colours, blend, readable_on
from engine.plots.page import TALL, network_at, page, table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

READ, NAMED = 120, 24
"""So many entries are printed, and so many rows or columns named."""


@of_its_kind
def weights(
    history: History,
    step: int | None = None,
    *,
    layer: int = 1,
    ax: Any = None,
    theme: str | None = None,
) -> Axes:
    """A layer's weights, numbered from 1: blue positive, orange (on light paper brown) negative.

    The first layer of a network that reads images is one picture for each neuron; any other is a
    table, a row for each neuron and a column for each number that it takes in. A colour is full at
    the layer's largest weight.
    """
    network, when = network_at(history, step)
    layer = whole(layer, "layer")
    if not 1 <= layer <= len(network.weights):
        raise Refused(f"layer {layer}: this network has layers 1 to {len(network.weights)}.")
    W = np.asarray(network.weights[layer - 1])
    ax, look = page(ax, theme, f"{history.name}: W{layer} {when}", size=TALL)
    largest = float(np.abs(W).max())
    image = history.dataset.image_shape if layer == 1 else None
    if image is not None:
        _paint(ax, tiled(W, image), largest, look)
        ax.set_axis_off()
    else:
        _paint(ax, W, largest, look, strength=TINT if W.size <= READ else 1.0)
        _name(ax, W, history.dataset.feature_names if layer == 1 else (), layer)
        if W.size <= READ:
            _print(ax, W, largest, look)
    return ax


def tiled(W: Array, shape: tuple[int, int]) -> Array:
    """The rows of W (n, pixels) as pictures side by side; where there is none it is no number."""
    high, wide = shape
    columns = int(np.ceil(np.sqrt(len(W))))
    rows = -(-len(W) // columns)
    sheet = np.full((rows * (high + 1) - 1, columns * (wide + 1) - 1), np.nan)
    for place, picture in enumerate(W.reshape(-1, high, wide)):
        top, left = place // columns * (high + 1), place % columns * (wide + 1)
        sheet[top : top + high, left : left + wide] = picture
    return sheet


def _paint(ax: Axes, values: Array, largest: float, look: Colours, strength: float = 1.0) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    ends = [blend(look.cell, end, strength) for end in (look.negative, look.positive)]
    signs = LinearSegmentedColormap.from_list("signs", [ends[0], look.cell, ends[1]])
    bound = largest or 1.0
    ax.imshow(values, cmap=signs, vmin=-bound, vmax=bound, interpolation="nearest")


def _name(ax: Axes, W: Array, features: tuple[str, ...], layer: int) -> None:
    rows, columns = ([str(k + 1) for k in range(size)] for size in W.shape)
    given = "input" if layer == 1 else f"neuron of layer {layer - 1}"
    table(
        ax,
        [*features] or columns if len(columns) <= NAMED else [],
        rows if len(rows) <= NAMED else [],
    )
    ax.set(xlabel=given, ylabel=f"neuron of layer {layer}")


def _print(ax: Axes, W: Array, largest: float, look: Colours) -> None:
    for (row, column), value in np.ndenumerate(W):
        end = look.positive if value >= 0 else look.negative
        fill = blend(look.cell, end, TINT * abs(value) / (largest or 1.0))
        ink = readable_on(fill, look)
        said = f"{value:.2f}".replace("-", "−")
        ax.text(column, row, said, color=ink, ha="center", va="center", fontsize="small")
