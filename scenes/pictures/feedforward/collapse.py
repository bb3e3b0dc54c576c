"""Why a layer has to bend: without it two layers are one, and both ways' answers are the same."""

from collections.abc import Mapping, Sequence

from manim import DOWN, LEFT, UP, FadeIn, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.matrix import Equation, Fill, ValueMatrix, largest
from scenes.vocabulary.network import Holds, NetworkDiagram
from scenes.vocabulary.stage import Gesture, Reveal, Vanish, conceal
from scenes.vocabulary.text import Source, cite, fewest_decimals, maths
from scenes.vocabulary.text.ellipsis import stated

_ROOMS = 4, 3, 2  # rows and columns of a matrix, as many as fit
_FORMULAS_AT, _MATRICES_AT = style.HERO + UP * 2.3, style.HERO + DOWN * 0.7
_NAMES = "activation(x)", "weighted(z^([1]))", "weighted(z^([2]))"
_FORMULAS = (
    "weighted(z^([2])) = weight(W^([2])) (weight(W^([1])) activation(x) + bias(b^([1])))"
    " + bias(b^([2]))",
    "weighted(z^([2])) = (weight(W^([2])) weight(W^([1]))) activation(x)"
    " + (weight(W^([2])) bias(b^([1])) + bias(b^([2])))",
)
_ROOM = 4  # rows and columns for which three matrices side by side have room
_EXACT = 4  # the digits that show that two answers are one


class Product(Equation):
    """W^[n+1] W^[n] = one matrix; `.second`, `.first` and `.product` are the three.

    `person`: One example's working, or a step: `person["W1"]` and so on. `both`: Two layers
    multiplied out: `both["weights"]` is their product. `n`: The first of the two layers. `most`:
    For how many rows and columns each matrix has room.
    """

    def __init__(self, person: Source, both: Source, n: int, *, most: int = _ROOM) -> None:
        W, V = person[f"W{n}"], person[f"W{n + 1}"]
        sizes = V.shape[0], V.shape[1], W.shape[1]
        outer, inner, across = (stated(None, size, most=most) for size in sizes)
        factors = V[list(outer)], W[:, list(across)]
        whole = len(inner) == sizes[1]
        decimals = fewest_decimals(factors, lambda V, W: V @ W) if whole else 2
        names = [f"weight(W^([{layer}]))" for layer in (n + 1, n)]
        self.second, self.first = (
            ValueMatrix(
                person[f"W{layer}"], of=f"W{layer}", head=name, decimals=decimals, rows=i, columns=j
            )
            for layer, name, i, j in ((n + 1, names[0], outer, inner), (n, names[1], inner, across))
        )
        self.product = cite(
            ValueMatrix(
                both["weights"], of="weights", head=" ".join(names), rows=outer, columns=across
            ),
            both,
        )
        super().__init__(self.second, self.first, "=", self.product)
        self.equals = self[2]


class BothWays(Equation):
    """One example's z after two layers, three ways: `.two` steps = `.one` step ≠ `.bent`, with g.

    `both`: `both["in_two"]`, `both["in_one"]` and `both["bent"]`, each (n, 1).
    """

    def __init__(self, both: Source) -> None:
        rows = stated(None, len(both["in_two"]), most=_ROOM)
        self.two, self.one, self.bent = (
            cite(ValueMatrix(both[key], of=key, head=head, decimals=_EXACT, rows=rows), both)
            for key, head in (
                ("in_two", '"two steps"'),
                ("in_one", '"one step"'),
                ("bent", '"two steps with" g'),
            )
        )
        super().__init__(self.two, "=", self.one, "eq.not", self.bent, gap=0.4)
        self.same, self.other = self[1], self[3]


def one_layer(
    both: Source,
    *,
    names: Sequence[str],
    width: float,
    shown: Mapping[int, Sequence[int]] | None = None,
    holds: Sequence[Holds] = (),
) -> NetworkDiagram:
    """Return the network that two layers come to: every input straight to every output."""
    network = NetworkDiagram(
        [both["weights"]], [both["biases"]], names=names, width=width, shown=shown, holds=holds
    )
    for edge in network.all_edges:
        edge.of = "weights"
    for bead in network.all_beads:
        bead.of = "biases"
    return cite(network, both)


class CollapseBoard:
    """Two layers without g at the left, their matrices at the right; nothing is shown at first.

    `person`: One example's working. `both`: The first two layers multiplied out, for that example.
    `whole`: The run's network, whose inputs are drawn as they are there. `room`: The x between
    which the matrices stand.
    """

    def __init__(
        self, person: Source, both: Source, whole: NetworkDiagram, *, room: tuple[float, float]
    ) -> None:
        weights, biases = ([person[f"{kind}{n}"] for n in (1, 2)] for kind in "Wb")
        shown, holds = {0: whole.shown[0]}, [whole.layers[0][0].holds]
        self.two = NetworkDiagram(
            weights, biases, names=_NAMES, width=style.NETWORK_WIDTH, shown=shown, holds=holds
        )
        self.one = one_layer(
            both, names=_NAMES[::2], width=style.NETWORK_WIDTH, shown=shown, holds=holds
        )
        for network in (self.two, self.one):
            network.move_to(style.NETWORK).show_activations([person["a0"]])
            network.shift(UP * max(0.0, style.FLOOR - network.get_bottom()[1]))
            for neuron in network.layers[0]:
                cite(neuron, person).number.set_fill(opacity=1.0)
        self.formulas = VGroup(*(maths(line, size=style.CLAIM) for line in _FORMULAS))
        self.formulas.arrange(DOWN, buff=0.3, aligned_edge=LEFT).move_to(_FORMULAS_AT)
        self.product = largest(lambda most: Product(person, both, 1, most=most), _ROOMS, room=room)
        self.product.fit(*room).shift(UP * _MATRICES_AT)
        self.product.product.blank()
        self.answers = BothWays(both).move_to(_MATRICES_AT)
        conceal(self.one, self.formulas, self.product, self.answers)

    def take_two(self) -> Gesture:
        """Show the two layers, and what they come to on paper."""
        yield (FadeIn(self.two),)
        yield (Reveal(self.formulas[0]),)

    def multiply_out(self) -> Gesture:
        """Open the brackets, and fill the product of the two matrices."""
        product = self.product
        yield Reveal(self.formulas[1]), Reveal(product.second, product.first, product.equals)
        yield (Reveal(product.product.shell),)
        yield (Fill(product.product, lag=0.5, run_time=2.4),)

    def become_one(self) -> Gesture:
        """Let the layer between vanish, and every input go straight to every output."""
        yield (Vanish(*self.two.family_members_with_points()),)
        yield (Reveal(self.one),)

    def send_both_ways(self) -> Gesture:
        """Show one example's answers in two steps and in one."""
        yield (Vanish(*self.product.family_members_with_points()),)
        yield (Reveal(self.answers.two),)
        yield Reveal(self.answers.same), Reveal(self.answers.one)

    def bend_again(self) -> Gesture:
        """Put g back, and with it another answer."""
        yield Reveal(self.answers.other), Reveal(self.answers.bent)
