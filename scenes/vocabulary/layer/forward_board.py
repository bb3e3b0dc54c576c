"""Feed forward through one layer: edges become W, row meets column, and z is complete."""

from functools import partial

import numpy as np
from manim import DOWN, RIGHT, UP, FadeIn, FadeOut, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.layer.forward import LayerForward
from scenes.vocabulary.layer.subject import Subject
from scenes.vocabulary.matrix import BecomeCells, Fill, ValueMatrix, frame_around, largest
from scenes.vocabulary.network import Awaken, Flow, Forget, NetworkDiagram, Neuron, Spotlight, light
from scenes.vocabulary.stage import Flight, Gesture, Reveal, conceal, together
from scenes.vocabulary.text import Readout, Source, Strip, fewest_decimals, quote, strip

_ROOMS, _TERMS = (5, 4, 3), 4  # rows or columns of a matrix, as many as fit; products of a sum
_GUESS_AT = style.HERO + DOWN * 1.6


class ForwardBoard:
    """W a + b = z beside the network that it is read from; nothing of it is shown at first.

    Parameters
    ----------
    network
        Whose edges and beads become the matrices.
    person
        One example's working.
    number
        Which layer, from 1.
    room
        The x between which the matrices stand.
    """

    def __init__(
        self, network: NetworkDiagram, person: Source, number: int, *, room: tuple[float, float]
    ) -> None:
        self.network, self.person, self.number = network, person, number
        self.room = room
        shown = network.shown[number], network.shown[number - 1]
        self.layer = largest(partial(LayerForward, person, number), shown, _ROOMS, room=room)
        self.layer.shift(UP * 0.95).fit(*room)
        self.edges = network.edges_of(number - 1, self.layer.weights.places)
        self.lent: list[Neuron] = []  # whose numbers stand in the column now
        conceal(self.layer)

    @property
    def weighted(self) -> ValueMatrix:
        """z, which stays when the rest has gone."""
        return self.layer.weighted

    def weights_arrive(self) -> Gesture:
        """Turn each edge into the cell of its weight."""
        yield (BecomeCells(self.edges, self.layer.weights, run_time=style.SLOW),)
        yield (Reveal(self.layer.weights),)

    def columns_arrive(self) -> Gesture:
        """Turn the neurons before the layer into its inputs, and the beads into its biases."""
        layer, below = self.layer, self.number - 1
        neurons = [self.network.neuron(below, index) for index in layer.columns]
        beads = [self.network.bead(below, index) for index in layer.rows]
        falling = BecomeCells(beads, layer.biases)
        if not all(neuron.number in neuron.submobjects for neuron in neurons):
            yield BecomeCells([neuron.circle for neuron in neurons], layer.inputs), falling
            yield (Reveal(layer.inputs, layer.plus, layer.biases),)
            return
        ghosts = VGroup(*(neuron.number.copy().set_fill(style.color("ink")) for neuron in neurons))
        pairs = zip(ghosts, layer.inputs.numbers, strict=True)
        # The column may print more digits: two readings of one number must not stand side by side.
        self.lent = neurons
        lending = Forget(neurons, lent=True)
        yield (*(Flight(*pair, arc=0.0) for pair in pairs), lending, falling)
        shown = Reveal(layer.inputs, layer.plus, layer.biases)
        yield together(FadeOut(ghosts), shown, run_time=style.QUICK)

    def expect(self) -> Gesture:
        """Set up an empty z."""
        self.layer.weighted.blank()
        yield (Reveal(self.layer.equals, self.layer.weighted.shell),)

    def sizes_agree(self) -> Gesture:
        """Set up an empty z; frame the two sizes that have to be one, and the two that are left."""
        layer = self.layer
        yield from self.expect()
        weights, inputs, result = (m.chip for m in (layer.weights, layer.inputs, layer.weighted))
        inner, outer = (weights.columns, inputs.rows), (weights.rows, inputs.columns)
        meeting = VGroup(*(frame_around(size) for size in inner))
        left = VGroup(
            *(frame_around(size, role="weighted") for size in (*outer, result.rows, result.columns))
        )
        yield (FadeIn(meeting, run_time=style.QUICK),)
        yield (FadeIn(left),)
        yield (FadeOut(meeting, left, run_time=style.QUICK),)

    def row_meets_column(self, entry: strip.Sum, row: int, *, run_time: float) -> Gesture:
        """Write out one row's running sum, and fill its cell of z with what it comes to.

        Parameters
        ----------
        entry
            How this entry of z came about, as `RunningSum` takes it.
        run_time
            Of the whole gesture, in seconds.
        """
        layer = self.layer
        columns = layer.columns if len(entry["weights"]) <= _TERMS else layer.columns[:2]
        total = strip.RunningSum(entry, layer=self.number, row=row, columns=columns)
        if total.width > (room := self.room[1] - self.room[0]):
            total.scale_to_fit_width(room)
        half = total.width / 2
        x = np.clip(layer.get_x(), self.room[0] + half, self.room[1] - half)
        conceal(total.move_to(style.FOOT + RIGHT * x))
        parts = layer.weights.row(row), layer.inputs.column(), layer.biases.cell(row)
        lit = VGroup(*(frame_around(part) for part in (*parts, layer.weighted.cell(row))))
        edges = Spotlight(self.network.all_edges, self.network.edges_into(self.number - 1, row))
        shown = Reveal(total.plate, total.label)
        yield together(edges, FadeIn(lit), shown, run_time=0.15 * run_time)
        yield (Reveal(*total.in_order, lag=1.0, run_time=0.6 * run_time),)
        yield (Fill(layer.weighted, (row, 0), run_time=0.15 * run_time),)
        yield together(FadeOut(total), FadeOut(lit), run_time=0.1 * run_time)

    def other_rows(self, *rows: int) -> Gesture:
        """Fill the cells of further rows, one after the other."""
        edges = [edge for row in rows for edge in self.network.edges_into(self.number - 1, row)]
        lit = Spotlight(self.network.all_edges, edges)
        yield lit, Fill(self.layer.weighted, *((row, 0) for row in rows))

    def fill_neurons(self, numbers: VGroup | None = None) -> Gesture:
        """Carry z, or other numbers of the layer, to its neurons, which wake."""
        numbers = self.weighted.numbers if numbers is None else numbers
        values = self.person[f"a{self.number}"]
        first, *others = light.arrive(numbers, self.network.layers[self.number], values)
        before = self.person[f"a{self.number - 1}"]
        yield (*first, Awaken(self.lent, before)) if self.lent else first
        yield from others


def signal(network: NetworkDiagram, person: Source, number: int) -> Flow:
    """Return what each edge of a layer carries forward: w · a."""
    amounts = person[f"W{number}"] * person[f"a{number - 1}"].T
    return Flow(network.edges_of(number - 1), amounts)


def guess_line(about: Subject) -> Strip:
    """Return ŷ = σ(z) = a of the one output neuron; of many, the largest activation.

    z has the decimals that give a: a steep curve, such as tanh, turns two into another last digit.
    """
    person, last, row, size = about.person, about.depth, about.best, style.FORMULA
    guess = quote(person, f"a{last}", (row, 0), role="activation", size=size)
    if about.outputs > 1:
        parts: list[str | Readout] = [f"activation(hat(y)_({row + 1})) =", guess]
    else:
        z, a, slope = (person[f"{key}{last}"][0, 0] for key in ("z", "a", "slope"))
        decimals = fewest_decimals([z], lambda typed: a + slope * (typed - z))
        weighted = quote(person, f"z{last}", (0, 0), decimals, role="weighted", size=size)
        letter = about.curves[-1].letter
        parts = [f"activation(hat(y)) = {letter} paren.l", weighted, "paren.r =", guess]
    return Strip(*parts, size=size).move_to(_GUESS_AT)
