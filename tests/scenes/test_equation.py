"""Matrices in a row: every row meets the column, and a reader's calculator agrees."""

import numpy as np
import pytest

from scenes.pictures.backprop.back import LayerBack
from scenes.pictures.backprop.gradient import LayerGradient
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
    blamed = typed(shown.transposed) @ typed(shown.deltas) * typed(shown.slopes)
    assert printed_alike(blamed, shown.blamed)


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


def test_the_matrix_before_its_turn_lies_where_its_transpose_does(person):
    shown = LayerBack(person, 2).fit(-1.6, 2.0)
    before = shown.before_the_turn()
    assert np.allclose(before.cells.get_center(), shown.transposed.cells.get_center())
    assert before.cell(0).height == pytest.approx(shown.transposed.cell(0).height)
    assert np.array_equal(before.values, person["W2"])


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
