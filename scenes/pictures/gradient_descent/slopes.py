"""A whole network as one picture of its parameters, or of the slopes of the cost along them."""

from manim import DOWN, RIGHT, UP, Create, FadeIn, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.network import NetworkDiagram
from scenes.vocabulary.network.diagram import heads
from scenes.vocabulary.stage import Gesture
from scenes.vocabulary.text import Formula, Source, maths, words

_WIDTH, _HEIGHT = 5.6, 2.9
_FIRST_AT = style.MIDDLE + UP * 0.05
_LAST_AT = style.LEFT_HALF + RIGHT * 0.4 + UP * 0.3


class SlopesBoard:
    """The `parameters` of a step, and in their place its `slopes`, each with a line that says so.

    `first`, `last`: The step of the parameters, and the one of the slopes: `W1`, `b1`, `dW1`, `db1`
    and so on. `depth`: How many layers of weights there are.
    """

    def __init__(self, first: Source, last: Source, depth: int) -> None:
        self.parameters = _diagram(first, depth, "")
        self.slopes = _diagram(last, depth, "d")
        self.count = sum(first[f"{kind}{n}"].size for kind in "Wb" for n in range(1, depth + 1))
        self.legend = _below(
            words(f"{self.count} parameters: an edge is a weight, a bead a bias", role="muted"),
            self.parameters,
        )
        slope = "inline(frac(partial cost(C), partial w))"
        self.slope_legend = _below(
            maths(
                f'"edges:" {slope} quad "beads:" {slope.replace(" w", " b")}', size=style.FORMULA
            ),
            self.slopes,
        )

        self.rest = VGroup(self.parameters.all_neurons, self.parameters.heads)
        VGroup(self.parameters, self.legend).move_to(_FIRST_AT)
        VGroup(self.slopes, self.slope_legend).move_to(_LAST_AT)

    def parameters_appear(self) -> Gesture:
        """Draw every weight, and then every bias."""
        diagram = self.parameters
        yield (Create(diagram.all_edges, lag_ratio=0.2, run_time=2.2),)
        yield (FadeIn(diagram.all_beads, self.legend, run_time=style.NORMAL),)


def _diagram(step: Source, depth: int, prefix: str) -> NetworkDiagram:
    """Return a network whose edges and beads are a step's arrays, to the scale of that step."""
    weights, biases = ([step[f"{prefix}{k}{n}"] for n in range(1, depth + 1)] for k in "Wb")
    diagram = NetworkDiagram(weights, biases, names=heads(depth), width=_WIDTH, height=_HEIGHT)
    for part in (*diagram.all_edges, *diagram.all_beads):
        part.of = prefix + part.of
    return diagram


def _below(line: Formula, diagram: NetworkDiagram) -> Formula:
    return line.next_to(diagram, DOWN, buff=0.35)
