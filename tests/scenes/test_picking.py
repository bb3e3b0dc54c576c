"""The example that a picture follows is one that it can show."""

import numpy as np

from scenes.pictures.sigmoid import first_inside, two_kinds

TABLE = np.array([[1.0, -9.0, 2.0, 3.0], [0.0, 1.0, -2.0, 5.0]])


def test_the_first_that_fits_is_taken_from_the_asked_one_on():
    assert first_inside(TABLE, 4.0) == 0
    assert first_inside(TABLE, 4.0, after=1) == 2
    assert first_inside(TABLE, 2.0, after=3) == 0


def test_the_limit_itself_fits():
    assert first_inside(TABLE, 9.0, after=1) == 1


def test_none_is_taken_where_none_fits():
    assert first_inside(TABLE, 0.5) is None


def test_two_kinds_are_one_row_of_noughts_and_ones():
    np.testing.assert_array_equal(two_kinds([[0, 1, 1]]), [0.0, 1.0, 1.0])
    assert two_kinds([[1, 1, 1]]) is None
    assert two_kinds([[0.2, 1.0]]) is None
    assert two_kinds([[0, 1], [1, 0]]) is None
