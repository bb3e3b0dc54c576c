"""The network of a recorded run: drawn at its first step, to the scale of its whole run."""

from collections.abc import Mapping, Sequence
from typing import Any

from manim import UP, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.network import network, neuron
from scenes.vocabulary.stage import Gesture, Reveal, conceal
from scenes.vocabulary.text import Source


class RunDiagram(network.NetworkDiagram):
    """A network at the left of the stage, hidden until its parts are revealed.

    Parameters
    ----------
    first
        The first step: `W1` (n_1, n_0), `b1` (n_1, 1) and so on.
    run
        The recorded run, whose largest number at a key is drawn the thickest.
    depth
        How many layers of weights there are.
    holds, shown
        As `NetworkDiagram` takes them.
    """

    def __init__(
        self,
        first: Source,
        run: Any,
        *,
        depth: int,
        holds: Sequence[neuron.Holds] = (),
        shown: Mapping[int, Sequence[int]] | None = None,
    ) -> None:
        keys = [[f"{kind}{n}" for n in range(1, depth + 1)] for kind in "Wb"]
        weights, biases = ([first[key] for key in some] for some in keys)
        largest = tuple(max(1e-12, *map(run.largest, some)) for some in keys)
        super().__init__(
            weights,
            biases,
            names=heads(depth),
            largest=(largest[0], largest[1]),
            holds=holds,
            shown=shown,
            width=style.NETWORK_WIDTH,
        )
        self.parameters = sum(array.size for array in (*weights, *biases))
        self.move_to(style.NETWORK)
        conceal(self.shift(UP * max(0.0, style.FLOOR - self.get_bottom()[1])))

    def reveal_neurons(self) -> Reveal:
        """Show the neurons, layer by layer."""
        layers = zip(self.all_neurons, self.heads, strict=True)
        return Reveal(*(VGroup(*pair) for pair in layers), lag=0.5, run_time=2.0)

    def reveal_parameters(self) -> Gesture:
        """Show the weights, edge by edge, and then the biases."""
        yield (Reveal(*self.all_edges, lag=0.3, run_time=3.0),)
        yield (Reveal(*self.all_beads, lag=0.3, run_time=1.2),)


def heads(depth: int) -> list[str]:
    """Return what is written over the layers of a network: what goes in, and what comes out."""
    hidden = [f"activation(a^([{n}]))" for n in range(1, depth)]
    return ["activation(x)", *hidden, "activation(hat(y))"]
