"""One layer back: W turns over, its transpose shares the error out, σ′ lets some of it through."""

from manim import UP, FadeOut

from scenes.vocabulary import style
from scenes.vocabulary.badge import Badges
from scenes.vocabulary.become import BecomeCells
from scenes.vocabulary.flip import Flip
from scenes.vocabulary.flow import Flow, Run
from scenes.vocabulary.gesture import Gesture
from scenes.vocabulary.layers import LayerBack
from scenes.vocabulary.motion import Reveal, conceal
from scenes.vocabulary.network import NetworkDiagram
from scenes.vocabulary.readout import Source

__all__ = ["BackBoard", "blame"]


class BackBoard:
    """(W^[l])ᵀ δ^[l] ⊙ σ′ = δ^[l-1], beside the network through which the error runs.

    Parameters
    ----------
    network
        Whose edges become W.
    person
        One example's working.
    number
        l, at least 2.
    room
        The x between which the matrices stand.
    """

    def __init__(
        self, network: NetworkDiagram, person: Source, number: int, *, room: tuple[float, float]
    ) -> None:
        self.network, self.person, self.number = network, person, number
        self.back = LayerBack(person, number).shift(UP * 0.95).fit(*room)
        self.matrix = self.back.before_the_turn()
        conceal(self.back, self.matrix)

    def turn_over(self) -> Gesture:
        """Let the edges become W, and turn it over about its diagonal."""
        matrix, transposed = self.matrix, self.back.transposed
        edges = self.network.edges_of(self.number - 1, matrix.places)
        yield (BecomeCells(edges, matrix),)
        yield (Reveal(matrix),)
        yield FadeOut(matrix.head, matrix.chip), Flip(matrix, transposed)
        yield Reveal(transposed), FadeOut(matrix.body, run_time=style.QUICK)

    def share_out(self) -> Gesture:
        """Send the error back along the edges, and through what each neuron is open to."""
        back, number = self.back, self.number
        amounts = self.person[f"W{number}"] * self.person[f"delta{number}"]
        edges = self.network.edges_of(number - 1)
        yield (Reveal(back.deltas),)
        yield (Run(Flow(edges, amounts, role="delta", backward=True)),)
        yield (Reveal(back.gate, back.slopes),)
        yield (Reveal(back.equals, back.blamed),)


def blame(network: NetworkDiagram, person: Source, number: int, *, decimals: int) -> Badges:
    """Return a badge with its δ for each neuron of a layer."""
    key = f"delta{number}"
    neurons = network.layers[number]
    return Badges(neurons, person[key], of=key, role="delta", decimals=decimals)
