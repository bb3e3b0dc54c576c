"""An honest ellipsis: the same stated indices everywhere, and what is left out is counted."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine
from engine import working
from scenes.pictures.backprop.back import LayerBack
from scenes.pictures.backprop.gradient import LayerGradient
from scenes.pictures.backprop.sweep import badges
from scenes.vocabulary import style
from scenes.vocabulary.layer.forward import LayerForward
from scenes.vocabulary.matrix import BecomeCells, Fill, ValueMatrix
from scenes.vocabulary.network import Awaken, Flow, NetworkDiagram
from scenes.vocabulary.text import Formula, Readout
from scenes.vocabulary.text.ellipsis import shortened, slots, stated
from scenes.vocabulary.text.strip import RunningSum
from tests.scenes.truth import Records, fault_of

SIZES = (784, 300, 10)
RNG = np.random.default_rng(3)
WEIGHTS = [RNG.normal(size=(b, a)) for a, b in pairwise(SIZES)]
BIASES = [RNG.normal(size=(n, 1)) for n in SIZES[1:]]
ACTIVATIONS = [RNG.uniform(size=(n, 1)) for n in SIZES]


@pytest.fixture(scope="module")
def big():
    return NetworkDiagram(WEIGHTS, BIASES, names=["x", "a", "y"]).show_activations(ACTIVATIONS)


@pytest.fixture(scope="module")
def wide():
    """One example's working in a network of thirty inputs and eight hidden neurons."""
    history = engine.record("breast_cancer", steps=3)
    return history, working.example(history[0], 4)


def readouts(thing):
    return [part for part in thing.get_family() if isinstance(part, Readout)]


def typed(number):
    return float(number.text.strip("()").replace("−", "-"))


# -- Which indices


@given(st.integers(1, 2000), st.integers(3, 20))
def test_what_is_shown_fits_the_room_and_keeps_both_ends(size, most):
    shown = shortened(size, most)
    assert len(slots(shown, size)) <= most
    assert (shown[0], shown[-1]) == (0, size - 1)
    assert size > most or shown == tuple(range(size))


def test_dots_stand_wherever_indices_are_left_out():
    assert slots((2, 3, 7), 9) == [None, 2, 3, None, 7, None]
    assert slots((0, 1, 2), 3) == [0, 1, 2]


@pytest.mark.parametrize("indices", [(3, 2), (1, 1), (0, 9), (-1, 2), ()])
def test_indices_that_do_not_rise_or_are_not_there_are_refused(indices):
    with pytest.raises(ValueError, match="rising ones of 0 to 8 are accepted"):
        stated(indices, 9, most=5)


# -- The network


def test_fills_edges_beads_and_places_follow_the_same_indices(big):
    assert big.shown == ((0, 1, 2, 3, 780, 781, 782, 783), (0, 1, 2, 3, 296, 297, 298, 299),
                         tuple(range(10)))  # fmt: skip
    for n, (shown, layer) in enumerate(zip(big.shown, big.layers, strict=True)):
        assert tuple(neuron.number.at[0] for neuron in layer) == shown
        held = [neuron.number.value for neuron in layer]
        assert held == ACTIVATIONS[n][list(shown), 0].tolist()
    for n, W in enumerate(WEIGHTS):
        drawn = [[edge.value() for edge in row] for row in big.edges[n]]
        assert np.allclose(drawn, W[np.ix_(big.shown[n + 1], big.shown[n])])
        place = big.shown[n + 1][-1], big.shown[n][-2]
        assert big.edge(n, *place).at == place
        sizes = [bead.width for bead in big.beads[n]]
        order = np.argsort(np.abs(BIASES[n][list(big.shown[n + 1]), 0]))
        assert np.argsort(sizes).tolist() == order.tolist()


def test_a_layer_says_how_many_of_how_many_are_drawn(big):
    told = [[part for part in parts if isinstance(part, Formula)] for parts in big.ellipses]
    assert [len(labels) for labels in told] == [1, 1, 0]
    gap = big.ellipses[0][0]
    above, below = big.neuron(0, 3), big.neuron(0, 780)
    assert above.get_bottom()[1] > gap.get_top()[1] > gap.get_bottom()[1] > below.get_top()[1]
    assert told[0][0].get_top()[1] < big.neuron(0, 783).get_bottom()[1]


def test_chosen_indices_are_drawn(big):
    network = NetworkDiagram(WEIGHTS, BIASES, shown={0: (400, 401, 500)})
    assert network.shown[0] == (400, 401, 500)
    assert len(network.ellipses[0]) == 4  # three gaps and the count
    assert network.edge(0, 299, 500).at == (299, 500)
    with pytest.raises(ValueError, match=r"402 of layer 0 is not drawn; \(400, 401, 500\) are"):
        network.neuron(0, 402)


@pytest.mark.parametrize(
    "sizes", [SIZES, (2, 8, 8, 1), (30, 8, 1), (64, 32, 10), (784, 16, 16, 10)]
)
def test_neurons_of_a_layer_do_not_touch_and_fit_the_stage(sizes):
    W = [np.ones((b, a)) for a, b in pairwise(sizes)]
    names = ["x"] * len(sizes)
    for most in (10, 18):
        network = NetworkDiagram(W, [np.ones((len(w), 1)) for w in W], names=names, most=most)
        for layer in network.layers:
            ys = np.array([neuron.get_y() for neuron in layer])
            assert len(layer) == 1 or -np.diff(ys).max() > layer[0].circle.width
            for neuron in layer:
                if neuron.number in neuron.submobjects:
                    neuron.show_value(0.88)
                    assert neuron.number.width < neuron.circle.width
        assert network.get_top()[1] < style.STAGE_TOP
        assert network.get_bottom()[1] > style.STAGE_BOTTOM + 0.5


def test_a_pixel_fills_with_ink_and_a_signed_neuron_with_its_sign():
    network = NetworkDiagram(WEIGHTS, BIASES, holds=("pixel", "signed", "activation"))
    pixel, signed, active = (layer[0] for layer in network.layers)
    assert pixel.show_value(1.0).circle.get_fill_color() == style.color("ink")
    assert signed.show_value(-0.5).circle.get_fill_color() == style.value_color(-0.5, 1.0)
    assert active.show_value(0.5).circle.get_fill_color() == style.activation_color(0.5)


def test_what_belongs_to_a_layer_is_picked_out_of_whole_arrays(big):
    worn = badges(big.layers[1], BIASES[0], "delta1")
    assert [badge[1].at for badge in worn] == [(index, 0) for index in big.shown[1]]
    assert worn[-1][1].value == BIASES[0][299, 0]
    flow = Flow(big.edges_of(0), WEIGHTS[0])
    widths = [ribbon.get_stroke_width() for ribbon in flow]
    carried = np.abs(WEIGHTS[0][np.ix_(big.shown[1], big.shown[0])]).ravel()
    assert np.argmax(widths) == np.argmax(carried)
    wake = Awaken(big.layers[2], ACTIVATIONS[2] / 2)
    wake.begin()
    wake.interpolate(1.0)
    assert big.neuron(2, 7).number.value == ACTIVATIONS[2][7, 0] / 2
    with pytest.raises(ValueError, match="values are 8; the layer's 300 are accepted"):
        Awaken(big.layers[1], np.ones(8))


# -- The matrix


def shown_matrix(rows=(0, 1, 299), columns=(0, 400, 783)):
    return ValueMatrix(WEIGHTS[0], of="W1", head="W", rows=rows, columns=columns)


def test_cells_are_reached_by_their_true_indices():
    matrix = shown_matrix()
    assert matrix.shape == (300, 784)
    assert matrix.places == tuple((i, j) for i in (0, 1, 299) for j in (0, 400, 783))
    for order, place in enumerate(matrix.places):
        number = matrix.number(*place)
        assert (number.value, number.at) == (WEIGHTS[0][place], place)
        assert matrix.cell(*place) is matrix.cells[order]
    assert len(matrix.row(299)) == len(matrix.column(400)) == 3
    with pytest.raises(ValueError, match=r"entry \(2, 0\) of W1 is not shown"):
        matrix.cell(2)


def test_dots_stand_between_and_inside_the_brackets():
    matrix = shown_matrix()
    assert len(matrix.dots) == 4 * 5 - 9  # one gap down, two across
    assert matrix.dots.get_left()[0] > matrix.brackets[0].get_left()[0]
    down, across = matrix.dots_at[2, 0], matrix.dots_at[0, 1]
    assert down.height > 3 * down.width
    assert across.width > 3 * across.height
    assert matrix.cell(1).get_bottom()[1] > down.get_top()[1]
    assert down.get_bottom()[1] > matrix.cell(299).get_top()[1]


def test_a_table_that_nobody_could_draw_is_shortened():
    matrix = ValueMatrix(WEIGHTS[0], of="W1", head="W")
    assert (len(matrix.rows), len(matrix.columns)) == (8, 8)


def test_a_shortened_matrix_fills_and_becomes(big):
    shown = big.shown[1][:2] + big.shown[1][-2:], big.shown[0][:1] + big.shown[0][-1:]
    matrix = ValueMatrix(WEIGHTS[0], of="W1", head="W", rows=shown[0], columns=shown[1])
    become = BecomeCells(big.edges_of(0, matrix.places), matrix)
    assert [bar.color.to_hex() for _, bar in become.journeys] == [
        cell.get_fill_color().to_hex() for cell in matrix.cells
    ]
    fill = Fill(matrix.blank())
    fill.begin()
    fill.interpolate(1.0)
    assert all(number.get_fill_opacity() == 1 for number in matrix.numbers)


# -- The layers and their sums


def test_the_matrices_of_a_layer_share_their_indices(wide):
    _, person = wide
    layer = LayerForward(person, 1)
    assert (layer.rows, layer.columns) == ((0, 1, 6, 7), (0, 1, 28, 29))
    assert layer.weights.rows == layer.biases.rows == layer.weighted.rows == layer.rows
    assert layer.weights.columns == layer.inputs.rows == layer.columns
    chosen = LayerForward(person, 1, rows=(3, 4), columns=(7, 9))
    assert chosen.weights.places == ((3, 7), (3, 9), (4, 7), (4, 9))
    assert chosen.weights.number(4, 9).value == person["W1"][4, 9]


def test_every_number_of_a_shortened_board_is_the_recorded_one(wide):
    history, person = wide
    boards = [
        LayerForward(person, 1),
        LayerForward(person, 2),
        LayerBack(person, 2),
        LayerGradient(person, 1),
        LayerGradient(person, 2, columns=(2, 5)),
        RunningSum(working.entry(person, "z1", 6), layer=1, row=6),
        RunningSum(working.entry(person, "z1", 2), layer=1, row=2, columns=(4, 5, 11)),
    ]
    records = Records(history, 0, person)
    numbers = [number for board in boards for number in readouts(board)]
    assert len(numbers) > 80
    assert [fault for number in numbers if (fault := fault_of(number, records))] == []


def test_the_terms_that_are_left_out_are_one_term_with_their_sum(wide):
    _, person = wide
    entry = working.entry(person, "z1", 2)
    total = RunningSum(entry, layer=1, row=2, columns=(4, 5, 11))
    assert total.stretches == [(0, 3, False), (4, 4, True), (5, 5, True), (6, 10, False),
                               (11, 11, True), (12, 29, False)]  # fmt: skip
    (number,) = readouts(total.terms[3])
    assert number.value == entry.products[6:11].sum()
    assert [n.at for n in total.sums[:-1]] == [(2, last) for _, last, _ in total.stretches]
    assert total.sums[-1].value == person["z1"][2, 0]


@pytest.mark.parametrize("row", range(8))
def test_a_calculator_agrees_with_a_shortened_sum(wide, row):
    _, person = wide
    total = RunningSum(working.entry(person, "z1", row), layer=1, row=row)
    so_far = 0.0
    for term, shown in zip(total.terms, total.sums, strict=True):
        so_far += math.prod(typed(number) for number in readouts(term))
        assert typed(shown) == float(f"{so_far:.2f}")
