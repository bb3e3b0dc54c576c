"""Which weight of the last neuron is nudged, and how its network makes room for the sliders."""

from collections.abc import Sequence

import numpy as np
from manim import VGroup

from scenes.pictures.backprop.blame_plan import place
from scenes.vocabulary.network import NetworkDiagram, Spotlight
from scenes.vocabulary.network.arranging import SHARE, Fade, Rearrange, can_move, places_of
from scenes.vocabulary.stage import Gesture, together
from scenes.vocabulary.text import Source

NUDGES = np.linspace(0.0, 0.15, 61)  # of a weight, from none to the largest that is shown
_ALONE, _BEFORE = -4.75, -6.15  # where the last neuron stands, and what it hears
_Y, _APART, _SIZE, _HIGH = 0.75, 1.0, 0.33, 3.6


def telling_place(person: Source, layer: int, columns: Sequence[int]) -> tuple[int, int]:
    """Return a positive weight of the last layer whose neuron was heard well."""
    weights, heard = person[f"W{layer}"], np.ravel(person[f"a{layer - 1}"])
    row = int(np.argmax(np.ravel(person["y"])))
    best = max(columns, key=lambda k: (weights[row, k] > 0, abs(float(heard[k]))))
    return row, int(best)


def can_be_nudged(person: Source, layer: int, columns: Sequence[int]) -> bool:
    """Say whether a nudge in the last layer is handed on: nothing is dead, shut or infinite."""
    row, column = telling_place(person, layer, columns)
    links = person[f"a{layer - 1}"][column], person[f"slope{layer}"][row], person[f"da{layer}"][row]
    return all(bool(np.isfinite(link).all() and np.any(link)) for link in links)


def step_aside(network: NetworkDiagram, last: int, weight: tuple[int, int]) -> Gesture:
    """Leave of a network its last neuron and what that hears, at the left; light one weight."""
    if not can_move(network):
        yield (Fade(network),)
        return
    places, radii = places_of(network)  # all the others fade where they are
    for n, x in ((last - 1, _BEFORE), (last, _ALONE)):
        count = len(network.layers[n])
        pitch = min(_APART, _HIGH / max(count - 1, 1))
        places[n] = [place(x, _Y + ((count - 1) / 2 - k) * pitch) for k in range(count)]
        radii[n] = [min(_SIZE, SHARE * pitch)] * count
    gone = [*network.all_beads, *(part for layer in network.layers[: last - 1] for part in layer)]
    edges = [edge for n in range(last - 1) for edge in network.edges_of(n)]
    yield together(
        Rearrange(network, places, radii), Fade(*gone, *edges, network.heads), run_time=1.4
    )
    yield (Spotlight(VGroup(*network.edges_of(last - 1)), [network.edge(last - 1, *weight)]),)
