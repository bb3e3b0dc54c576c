"""The network makes room: of all its layers the last neuron stays, and what that hears."""

import numpy as np
from manim import VGroup

from scenes.vocabulary.network import NetworkDiagram, Spotlight
from scenes.vocabulary.network.arranging import SHARE, Fade, Rearrange, can_move
from scenes.vocabulary.stage import Gesture, together

_ALONE, _BEFORE = -4.75, -6.15  # where the last neuron stands, and what it hears
_Y, _APART, _SIZE, _HIGH = 0.75, 1.0, 0.33, 3.6


def step_aside(network: NetworkDiagram, last: int, weight: tuple[int, int]) -> Gesture:
    """Leave of a network its last neuron and what that hears, at the left; light one weight."""
    if not can_move(network):
        yield (Fade(network),)
        return
    places, radii = [], []
    for n, layer in enumerate(network.layers):
        if n < last - 1:  # they fade where they are
            places.append([neuron.get_center() for neuron in layer])
            radii.append([neuron.circle.width / 2 for neuron in layer])
            continue
        x = _ALONE if n == last else _BEFORE
        middle, pitch = (len(layer) - 1) / 2, min(_APART, _HIGH / max(len(layer) - 1, 1))
        places.append([np.array([x, _Y + (middle - k) * pitch, 0.0]) for k in range(len(layer))])
        radii.append([min(_SIZE, SHARE * pitch)] * len(layer))
    gone = [*network.all_beads, *(part for layer in network.layers[: last - 1] for part in layer)]
    edges = [edge for n in range(last - 1) for edge in network.edges_of(n)]
    yield together(
        Rearrange(network, places, radii), Fade(*gone, *edges, network.heads), run_time=1.4
    )
    yield (Spotlight(VGroup(*network.edges_of(last - 1)), [network.edge(last - 1, *weight)]),)
