"""Matrices in a row: every row meets the column, and a reader's calculator agrees."""

import numpy as np
import pytest

from scenes.pictures.backprop.back import LayerBack
from scenes.pictures.backprop.gradient import LayerGradient
from scenes.vocabulary import style
from scenes.vocabulary.layer.forward import LayerForward
from scenes.vocabulary.matrix import Equation, ValueMatrix


def typed(matrix):
    """The numbers that a reader types in from the screen."""
    texts = [number.text.strip("()").replace("−", "-") for number in matrix.numbers]
    return np.reshape([float(text) for text in texts], matrix.shape)


def shows(matrix, key, values):
    """Whether every number of a matrix is that of the array, at its key and place."""
    found = {number.at: number.value for number in matrix.numbers if number.of == key}
    return found == dict(np.ndenumerate(values))


def printed_alike(found, matrix):
    return [float(f"{x:.{matrix.decimals}f}") for x in found.flat] == list(typed(matrix).flat)


def equation():
    left = ValueMatrix(np.eye(3), of="W1", head="frac(partial C, partial W)")
    right = ValueMatrix(np.ones((1, 2)), of="z1", head="z")
    return Equation(left, "+", right), left, right


@pytest.mark.parametrize("layer", [1, 2, 3])
def test_each_row_meets_the_column_and_the_printed_sum_is_the_printed_z(person, layer):
    shown = LayerForward(person, layer)
    assert shows(shown.weights, f"W{layer}", person[f"W{layer}"])
    assert shows(shown.inputs, f"a{layer - 1}", person[f"a{layer - 1}"])
    assert shows(shown.biases, f"b{layer}", person[f"b{layer}"])
    assert shows(shown.weighted, f"z{layer}", person[f"z{layer}"])
    z = typed(shown.weights) @ typed(shown.inputs) + typed(shown.biases)
    assert printed_alike(z, shown.weighted)


@pytest.mark.parametrize("layer", [2, 3])
def test_the_error_that_arrives_is_the_printed_product(person, layer):
    shown = LayerBack(person, layer)
    assert np.array_equal(shown.transposed.values, person[f"W{layer}"].T)
    assert {number.of for number in shown.transposed.numbers} == {f"W{layer}.T"}
    assert shows(shown.blamed, f"delta{layer - 1}", person[f"delta{layer - 1}"])
    assert shows(shown.blame, f"da{layer - 1}", person[f"da{layer - 1}"])
    assert printed_alike(typed(shown.transposed) @ typed(shown.deltas), shown.blame)
    assert printed_alike(typed(shown.again) * typed(shown.slopes), shown.blamed)


@pytest.mark.parametrize("layer", [1, 2, 3])
def test_a_column_times_a_row_is_the_printed_gradient(person, layer):
    shown = LayerGradient(person, layer)
    assert shown.gradient.shape == person[f"W{layer}"].shape
    assert shows(shown.gradient, f"dW{layer}", person[f"dW{layer}"])
    assert printed_alike(typed(shown.deltas) @ typed(shown.inputs), shown.gradient)


def test_the_inner_sizes_meet(person):
    shown = LayerForward(person, 1)
    assert shown.weights.shape[1] == shown.inputs.shape[0]
    assert (shown.weights.shape[0], 1) == shown.weighted.shape


def test_both_lines_of_a_layer_back_stand_between_the_strip_and_the_sentence(person):
    shown = LayerBack(person, 2).fit(-1.6, 6.6)
    assert shown.get_right()[0] == pytest.approx(6.6)
    assert shown.get_top()[1] < style.STAGE_TOP
    assert shown.get_bottom()[1] >= style.FLOOR - 1e-9
    assert shown.shares.get_top()[1] < shown.sums.get_bottom()[1]


def test_heads_stand_on_one_line_and_chips_on_another():
    _, left, right = equation()
    assert left.head.baseline == pytest.approx(right.head.baseline)
    assert left.chip.get_y() == pytest.approx(right.chip.get_y())
    assert left.head.get_bottom()[1] > left.brackets.get_top()[1]


def test_parts_follow_one_another_without_touching_on_one_middle_line():
    shown, left, right = equation()
    assert left.brackets.get_right()[0] < shown[1].get_left()[0]
    assert shown[1].get_right()[0] < right.brackets.get_left()[0]
    assert left.brackets.get_y() == pytest.approx(right.brackets.get_y())


def test_an_equation_shrinks_only_where_there_is_no_room_and_stands_at_the_right():
    shown, *_ = equation()
    width = shown.width
    assert shown.fit(-6.0, 6.0).width == pytest.approx(width)
    assert shown.get_right()[0] == pytest.approx(6.0)
    shown.fit(0.0, width / 2)
    assert shown.get_left()[0] == pytest.approx(0.0)
    assert shown.get_right()[0] == pytest.approx(width / 2)
