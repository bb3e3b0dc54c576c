"""A network's picture says its weights, biases and activations back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import UP

from scenes.pictures.backprop.sweep import badges
from scenes.vocabulary import style
from scenes.vocabulary.network import NetworkDiagram
from scenes.vocabulary.network.neuron import Edge, Neuron

RNG = np.random.default_rng(7)
WEIGHTS = [RNG.normal(size=shape) for shape in ((3, 2), (4, 3), (1, 4))]
BIASES = [RNG.normal(size=(len(W), 1)) for W in WEIGHTS]
ACTIVATIONS = [np.array([[0.5], [-1.2]]), *(RNG.uniform(size=(n, 1)) for n in (3, 4, 1))]


def diagram(**options):
    return NetworkDiagram(WEIGHTS, BIASES, **options)


def drawn(network):
    """The weights that the edges' widths and colours say."""
    return [np.array([[edge.value() for edge in row] for row in layer]) for layer in network.edges]


def test_there_is_a_neuron_an_edge_and_a_bead_for_each_number():
    network = diagram()
    assert [len(layer) for layer in network.layers] == [2, 3, 4, 1]
    assert len(network.all_edges) == sum(W.size for W in WEIGHTS)
    assert len(network.all_beads) == sum(b.size for b in BIASES)


def test_layers_run_from_left_to_right_and_are_centred():
    network = diagram()
    xs = [{round(neuron.get_x(), 9) for neuron in layer} for layer in network.layers]
    assert all(len(column) == 1 for column in xs)
    assert np.all(np.diff([column.pop() for column in xs]) > 0)
    middles = [np.mean([neuron.get_y() for neuron in layer]) for layer in network.layers]
    assert middles == pytest.approx([middles[0]] * 4)


def test_an_edge_runs_from_its_inputs_rim_to_its_neurons_rim():
    network = diagram()
    for layer, rows in enumerate(network.edges):
        for row, edges in enumerate(rows):
            for column, edge in enumerate(edges):
                left = network.layers[layer][column].circle
                right = network.layers[layer + 1][row].circle
                for end, circle in ((edge.get_start(), left), (edge.get_end(), right)):
                    reach = np.linalg.norm(end - circle.get_center())
                    assert reach == pytest.approx(circle.width / 2, abs=0.02)


def test_the_edges_say_the_weights_back():
    network = diagram()
    for found, matrix in zip(drawn(network), WEIGHTS, strict=True):
        assert np.allclose(found, matrix)
    halved = [-W / 2 for W in WEIGHTS]
    assert network.show_weights(halved) is network
    for found, matrix in zip(drawn(network), halved, strict=True):
        assert np.allclose(found, matrix)


@given(st.floats(-3.0, 3.0))
def test_an_edge_says_its_weight_back(weight):
    edge = Edge(np.zeros(3), np.ones(3))
    edge.scale_of_width = 3.0
    assert edge.show_value(weight).value() == pytest.approx(weight, abs=1e-6)


def test_edges_come_in_the_matrixs_reading_order():
    network = diagram()
    found = [edge.value() for edge in network.edges_of(1)]
    assert np.allclose(found, WEIGHTS[1].ravel())
    assert np.allclose([edge.value() for edge in network.edges_into(1, 2)], WEIGHTS[1][2])


def test_a_beads_size_and_colour_say_its_bias():
    network = diagram()
    beads = dict(zip(np.vstack(BIASES).ravel().tolist(), network.all_beads, strict=True))
    by_size = sorted(beads, key=abs)
    widths = [beads[bias].width for bias in by_size]
    assert widths == sorted(widths)
    slopes = np.diff(widths) / np.diff(np.abs(by_size))
    assert np.allclose(slopes, slopes[0])
    for bias, bead in beads.items():
        assert bead.get_fill_color() == style.color("positive" if bias > 0 else "negative")


def test_neurons_fill_with_their_activations_and_print_them():
    network = diagram().show_activations(ACTIVATIONS)
    for number, (layer, column) in enumerate(zip(network.layers, ACTIVATIONS, strict=True)):
        for row, neuron in enumerate(layer):
            value = float(column[row, 0])
            assert (neuron.number.value, neuron.number.of) == (value, f"a{number}")
            assert neuron.number.at == (row, 0)
            fill = style.activation_color(value) if number else style.value_color(value, 1.0)
            assert neuron.circle.get_fill_color() == fill
            assert neuron.number.get_fill_color() == style.readable_on(fill)


def test_the_first_layers_alone_can_be_filled():
    network = diagram().show_activations(ACTIVATIONS[:2])
    assert network.layers[1][0].number.value == ACTIVATIONS[1][0, 0]
    assert network.layers[2][0].number.value == 0.0
    assert network.layers[2][0].number.get_fill_opacity() == 0


def test_heads_stand_over_their_layers_on_one_line():
    network = diagram(names=["x", "a", "b_g", "y"])
    for head, layer in zip(network.heads, network.layers, strict=True):
        assert head.get_x() == pytest.approx(layer[0].get_x())
        assert head.get_bottom()[1] > network.all_neurons.get_top()[1]
    assert len({round(head.baseline, 6) for head in network.heads}) == 1


def test_names_for_another_number_of_layers_are_refused():
    with pytest.raises(ValueError, match="zip"):
        diagram(names=["x", "y"])


def test_showing_one_network_and_then_another_equals_showing_the_other():
    once, twice = diagram(), diagram()
    negative = [-W for W in WEIGHTS], [-b for b in BIASES]
    twice.show_weights(negative[0]).show_biases(negative[1])
    twice.show_weights(WEIGHTS).show_biases(BIASES)
    for one, other in zip(once.get_family(), twice.get_family(), strict=True):
        assert np.allclose(one.points, other.points)
        assert one.color == other.color


def test_each_neuron_wears_its_own_badge():
    network = diagram().shift(UP)
    values = np.array([[0.1], [-0.2], [0.3], [-0.456]])
    worn = badges(network.layers[2], values, "delta2")
    for row, (badge, neuron) in enumerate(zip(worn, network.layers[2], strict=True)):
        plate, number = badge
        assert (number.value, number.of, number.at) == (values[row, 0], "delta2", (row, 0))
        assert plate.get_x() == pytest.approx(neuron.circle.get_x())
        assert plate.get_y() > neuron.circle.get_y()
        assert plate.get_left()[0] < number.get_left()[0] < number.get_right()[0]
        assert number.get_right()[0] < plate.get_right()[0]
    with pytest.raises(ValueError, match="values are 2; the layer's 4 are accepted"):
        badges(network.layers[2], values[:2], "delta2")


def test_a_network_without_biases_yet_is_drawn():
    network = NetworkDiagram(WEIGHTS, [np.zeros_like(b) for b in BIASES])
    assert len({round(bead.width, 9) for bead in network.all_beads}) == 1


@pytest.mark.parametrize("value", [0.25, -9.87, -12.34, -113.37, 2048.5, -9999.0])
def test_a_number_has_as_many_decimals_as_its_neuron_has_room_for(value):
    neuron = Neuron(radius=0.4, of="a0", at=(0, 0), holds="signed").show_value(value)
    assert neuron.number.width < neuron.circle.width
    assert neuron.number.value == value
    assert abs(float(neuron.number.text.replace("−", "-")) - value) <= 10.0**-neuron.number.decimals
