"""Tests that share what was made for one of them run in one process."""

import pytest

sharing = pytest.importorskip("tests.sharing", reason="needs pytest-xdist")


@pytest.mark.parametrize(
    ("nodeid", "group"),
    [
        ("tests/scenes/test_truth.py::test_numbers[backprop]", "backprop"),
        ("tests/scenes/test_lint.py::test_pictures[gradient_descent]", "gradient_descent"),
        ("tests/scenes/test_lectures.py::test_margins[backprop-left]", "backprop"),
        ("tests/engine/test_costs.py::test_slope[sigmoid]", "tests/engine/test_costs.py"),
        ("tests/scenes/test_backprop.py::test_refuses[xor]", "tests/scenes/test_backprop.py"),
        ("tests/scenes/test_sigmoid.py::test_slope", "tests/scenes/test_sigmoid.py"),
    ],
)
def test_a_lecture_is_played_in_one_process_and_a_file_is_not_split(nodeid, group):
    assert sharing.group_of(nodeid) == group


def test_other_runs_take_long_and_are_told_apart():
    one, other = (f"tests/scenes/test_sigmoid.py::test_another_run[{name}]" for name in "ab")
    assert sharing.group_of(one) != sharing.group_of(other)
