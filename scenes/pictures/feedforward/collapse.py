"""Why a layer has to bend: without it two layers are one, and both ways' answers are the same."""

from manim import DOWN, LEFT, UP, FadeIn, VGroup

from scenes.pictures.feedforward.without_bend import BothWays, Product, one_layer
from scenes.vocabulary import style
from scenes.vocabulary.matrix import Fill, largest
from scenes.vocabulary.network import NetworkDiagram
from scenes.vocabulary.stage import Gesture, Reveal, Vanish, conceal
from scenes.vocabulary.text import Source, cite, maths

_ROOMS = 4, 3, 2  # rows and columns of a matrix, as many as fit
_FORMULAS_AT, _MATRICES_AT = style.HERO + UP * 2.3, style.HERO + DOWN * 0.7
_NAMES = "activation(x)", "weighted(z^([1]))", "weighted(z^([2]))"
_FORMULAS = (
    "weighted(z^([2])) = weight(W^([2])) (weight(W^([1])) activation(x) + bias(b^([1])))"
    " + bias(b^([2]))",
    "weighted(z^([2])) = (weight(W^([2])) weight(W^([1]))) activation(x)"
    " + (weight(W^([2])) bias(b^([1])) + bias(b^([2])))",
)


class CollapseBoard:
    """Two layers without g at the left, their matrices at the right; nothing is shown at first.

    `person`: One example's working. `both`: The first two layers multiplied out, for that example.
    `whole`: The run's network, whose inputs are drawn as they are there. `room`: The x between
    which the matrices stand.
    """

    def __init__(
        self,
        person: Source,
        both: Source,
        whole: NetworkDiagram,
        *,
        room: tuple[float, float],
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
