"""A matrix shows its array, cell for cell, its digits aligned on the point."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from manim import RIGHT, UP

from scenes.vocabulary import style
from scenes.vocabulary.matrix import ValueMatrix, frame_around
from tests.scenes.looking import read

W = np.array([[1.28, -0.05, 0.4], [-10.5, 0.0, 2.0]])
TABLES = arrays(float, st.tuples(st.integers(1, 3), st.integers(1, 3)), elements=st.floats(-9, 9))


def matrix(values=W, **options):
    return ValueMatrix(values, of="W1", head="weight(W)", **options)


def drawn(shown):
    """The values that the tints of the cells say."""
    tints = [cell.get_fill_color() for cell in shown.cells]
    return np.reshape(
        [style.value_of_color(tint, shown.scale_of_tint) for tint in tints], shown.shape
    )


def test_each_cell_has_its_number_its_key_and_its_place():
    shown = matrix()
    assert shown.shape == (2, 3)
    assert len(shown.cells) == len(shown.numbers) == 6
    for place, value in np.ndenumerate(W):
        number = shown.number(*place)
        assert (number.value, number.of, number.at) == (value, "W1", place)
        assert shown.entry(*place)[1] is number


def test_rows_run_down_and_columns_to_the_right():
    shown = matrix()
    assert [cell.get_y() for cell in shown.row(0)] == pytest.approx([shown.cell(0).get_y()] * 3)
    assert shown.cell(0, 0).get_y() > shown.cell(1, 0).get_y()
    assert shown.cell(0, 0).get_x() < shown.cell(0, 1).get_x() < shown.cell(0, 2).get_x()
    assert [cell.get_x() for cell in shown.column(2)] == pytest.approx(
        [shown.cell(0, 2).get_x()] * 2
    )


def test_decimal_points_of_a_column_are_in_one_line():
    shown = matrix()
    for column in range(3):
        rights = [shown.number(row, column).get_right()[0] for row in range(2)]
        assert rights[0] == pytest.approx(rights[1], abs=0.02)


def test_every_number_is_inside_its_cell():
    shown = matrix(decimals=4)
    for cell, number in zip(shown.cells, shown.numbers, strict=True):
        assert cell.get_left()[0] < number.get_left()[0]
        assert number.get_right()[0] < cell.get_right()[0]


@settings(max_examples=25)
@given(TABLES)
def test_the_tints_say_the_values_back(values):
    shown = matrix(values)
    assert np.allclose(drawn(shown), values, atol=1e-6 * shown.scale_of_tint)


@pytest.mark.parametrize(
    ("key", "low", "role"),
    [("a1", 0.1, "activation"), ("a1", -0.1, "positive"), ("a0", 0.1, "positive")],
)
def test_what_neurons_answered_is_tinted_as_they_are_filled(key, low, role):
    shown = ValueMatrix([[low], [0.9]], of=key, head="a")
    assert shown.cells[1].get_fill_color() == style.value_color(0.9, 0.9, role)
    assert [float(one.value) for one in shown.depicted()] == pytest.approx([low, 0.9])


def test_other_values_replace_numbers_and_tints_in_place():
    shown = matrix().shift(UP + RIGHT)
    rights = [number.get_right()[0] for number in shown.numbers]
    assert shown.show_values(-W / 2) is shown
    assert [number.value for number in shown.numbers] == list((-W / 2).ravel())
    assert all(read(number).drawn for number in shown.numbers)
    assert np.allclose(drawn(shown), -W / 2)
    assert [n.get_right()[0] for n in shown.numbers] == pytest.approx(rights, abs=0.02)


def test_the_array_that_was_given_is_not_kept():
    values = W.copy()
    shown = matrix(values)
    values[:] = 0.0
    assert np.array_equal(shown.values, W)


def test_a_vector_is_a_column():
    assert matrix(W[0]).shape == (3, 1)


def test_the_chip_tells_the_shape_and_can_be_reached_by_its_sizes():
    chip = matrix().chip
    assert chip.rows.get_x() < chip.columns.get_x()
    assert chip.rows.width > 0
    assert chip[0].width > chip[1].width


def test_the_head_is_above_and_the_chip_below():
    shown = matrix()
    assert shown.head.get_bottom()[1] > shown.brackets.get_top()[1]
    assert shown.chip.get_top()[1] < shown.brackets.get_bottom()[1]


def test_brackets_hold_the_cells():
    shown = matrix()
    left, right = shown.brackets
    assert left.get_right()[0] <= shown.cells.get_left()[0] + 0.01
    assert right.get_left()[0] >= shown.cells.get_right()[0] - 0.01
    assert left.height > shown.cells.height


def test_a_blank_matrix_has_neither_numbers_nor_tints():
    shown = matrix().blank()
    assert all(number.get_fill_opacity() == 0 for number in shown.numbers)
    assert {cell.get_fill_color().to_hex() for cell in shown.cells} == {style.THEME.panel}


def test_a_frame_surrounds_what_it_is_about_with_air():
    shown = matrix()
    frame = frame_around(shown.row(0), shown.row(1), air=0.1)
    assert frame.width == pytest.approx(shown.cells.width + 0.2)
    assert np.allclose(frame.get_center(), shown.cells.get_center())


def test_a_matrix_of_zeros_is_drawn():
    assert np.allclose(drawn(matrix(np.zeros((2, 2)))), 0.0)


def test_more_than_two_dimensions_are_refused():
    with pytest.raises(ValueError, match="values has 3 dimensions; a matrix or a vector"):
        matrix(np.zeros((2, 2, 2)))
