"""Gestures: cells fill, matrices turn over, ribbons run, neurons wake, edges step back."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import Line, VGroup, linear

from scenes.vocabulary import style
from scenes.vocabulary.matrix import BecomeCells, Fill, ValueMatrix
from scenes.vocabulary.network import Awaken, Flow, Forget, NetworkDiagram, Pulse, Spotlight

W = np.array([[1.28, -0.05, 0.4], [-1.5, 0.0, 2.0]])
MOMENTS = st.floats(0.0, 1.0)


def matrix(values=W):
    return ValueMatrix(values, of="W1", head="weight(W)")


def network():
    return NetworkDiagram([W, W[:1, :2]], [np.ones((2, 1)), np.ones((1, 1))])


def at(animation, *moments):
    """Begin an animation and show it at eased moments, one after the other."""
    animation.begin()
    animation.rate_func = linear
    for moment in moments:
        animation.interpolate(moment)
    return animation


def look(thing):
    return [
        (part.points.tolist(), part.get_fill_color().to_hex(), part.get_fill_opacity())
        for part in thing.family_members_with_points()
    ]


def test_cells_fill_one_after_the_other_with_their_tint_and_number():
    shown = matrix().blank()
    at(Fill(shown, (0, 0), (1, 2), lag=1.0), 0.5)
    assert [number.get_fill_opacity() for number in shown.numbers] == [1.0, 0, 0, 0, 0, 0]
    full = style.value_color(W[0, 0], shown.scale_of_tint)
    assert shown.cell(0, 0).get_fill_color().to_hex() == full.to_hex()
    assert shown.cell(1, 2).get_fill_color().to_hex() == style.THEME.panel


def test_a_filled_matrix_looks_like_one_that_was_never_blank():
    blank = matrix().blank()
    at(Fill(blank), 1.0)
    assert look(blank) == look(matrix())


@settings(max_examples=20)
@given(MOMENTS, MOMENTS)
def test_filling_later_and_then_earlier_equals_earlier(first, second):
    once, twice = matrix().blank(), matrix().blank()
    at(Fill(once), first)
    at(Fill(twice), second, first)
    assert look(once) == look(twice)


def test_edges_set_out_as_they_are_and_arrive_as_the_cells_of_their_weights():
    shown, diagram = matrix(), network()
    edges = list(diagram.edges_of(0))
    become = BecomeCells(edges, shown)
    at(become, 0.0)
    for drop, edge in zip(become.drops, edges, strict=True):
        assert np.allclose(drop.get_center(), edge.get_center(), atol=1e-6)
        assert drop.get_fill_color() == edge.get_stroke_color()
    at(become, 1.0)
    for drop, cell in zip(become.drops, shown.cells, strict=True):
        assert np.allclose([drop.width, drop.height], [cell.width, cell.height])
        assert np.allclose(drop.get_center(), cell.get_center())
        assert drop.get_fill_color() == cell.get_fill_color()


def test_on_its_way_an_edge_is_a_drop_that_can_be_seen_through():
    become = BecomeCells(list(network().edges_of(0))[:1], matrix(W[:1, :1]))
    for moment in np.linspace(0.3, 0.75, 10):
        at(become, moment)
        (drop,) = become.drops
        assert drop.width == pytest.approx(drop.height, rel=1e-6)
        assert 0.5 < drop.get_fill_opacity() < 0.9


def test_there_is_one_source_for_each_cell():
    with pytest.raises(ValueError, match="zip"):
        BecomeCells(list(network().edges_of(0))[:-1], matrix())


def test_a_ribbon_is_as_wide_as_what_it_carries_is_large():
    edges = network().edges_of(0)
    flow = Flow(edges, W)
    widths = np.array([ribbon.get_stroke_width() for ribbon in flow])
    assert np.allclose(widths / widths.max(), np.abs(W).ravel() / np.abs(W).max())
    signs = [style.THEME.positive if value >= 0 else style.THEME.negative for value in W.ravel()]
    assert [ribbon.get_stroke_color().to_hex() for ribbon in flow] == signs


@pytest.mark.parametrize("backward", [False, True])
def test_a_flow_runs_from_one_end_to_the_other(backward):
    edges = network().edges_of(0)
    flow = Flow(edges, W, backward=backward)
    edge = edges[2]
    start, end = (
        (edge.get_end(), edge.get_start()) if backward else (edge.get_start(), edge.get_end())
    )
    flow.show_front(0.5)
    assert np.allclose(flow[2].get_start(), start, atol=0.01)
    assert np.allclose(flow[2].get_end(), end, atol=0.01)
    assert np.allclose(flow.show_front(0.0)[2].get_end(), start, atol=0.01)
    assert np.allclose(flow.show_front(1.0)[2].get_start(), end, atol=0.01)


def test_a_run_leaves_nothing_behind():
    assert Pulse(Flow(network().edges_of(0), W)).is_remover()


def test_neurons_wake_with_their_values_and_fill_by_degrees():
    diagram = network()
    neurons = diagram.layers[1]
    wake = at(Awaken(neurons, [[0.9], [0.1]]), 0.5)
    assert neurons[0].number.value == 0.9
    assert neurons[0].number.get_fill_opacity() == 0.5
    wake.interpolate(1.0)
    assert [neuron.number.value for neuron in neurons] == [0.9, 0.1]
    assert neurons[0].circle.get_fill_color() == style.activation_color(0.9)
    wake.interpolate(0.0)
    assert neurons[0].circle.get_fill_color() == style.activation_color(0.0)


def test_in_the_spotlight_one_edge_comes_forward_and_the_others_step_back():
    edges = VGroup(*(Line() for _ in range(3)))
    at(Spotlight(edges, [edges[1]]), 1.0)
    assert [edge.get_stroke_opacity() for edge in edges] == pytest.approx([0.16, 1.0, 0.16])
    at(Spotlight(edges), 1.0)
    assert [edge.get_stroke_opacity() for edge in edges] == [1.0, 1.0, 1.0]


@given(MOMENTS)
def test_a_spotlight_moves_evenly_between_what_was_and_what_will_be(moment):
    edges = VGroup(Line(), Line())
    at(Spotlight(edges, [edges[0]]), 0.9, moment)
    assert edges[1].get_stroke_opacity() == pytest.approx(1.0 - 0.84 * moment)


def test_neurons_that_forget_are_empty_circles_again():
    layer = network().layers[1]
    before = [neuron.circle.get_fill_color() for neuron in layer]
    at(Awaken(layer, np.full((len(layer), 1), 0.9)), 1.0)
    assert all(neuron.awake for neuron in layer)
    at(Forget(layer, lent=True), 1.0)
    assert {one.circle.get_stroke_color().to_hex() for one in layer} == {style.THEME.activation}
    at(Awaken(layer, np.full((len(layer), 1), 0.9)), 1.0)
    assert {one.circle.get_stroke_color().to_hex() for one in layer} == {style.THEME.ink}
    forget = Forget(layer)
    at(forget, 0.5)
    assert all(neuron.awake for neuron in layer)
    at(forget, 1.0)
    assert not any(neuron.awake for neuron in layer)
    assert [neuron.circle.get_fill_color() for neuron in layer] == before
