"""The calculator rule: who types in the printed factors finds the printed result."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from scenes.vocabulary.text import fewest_decimals
from scenes.vocabulary.text.digits import (
    adding_decimals,
    agrees,
    decimals_of,
    printed,
    seen_decimals,
)

SIZES = st.floats(-10, 10, allow_nan=False).map(lambda value: round(value, 12))
ROWS = arrays(float, 3, elements=SIZES)


def dot(weights, inputs, bias):
    return weights @ inputs + bias


def typed(value, decimals):
    return float(f"{value:.{decimals}f}")


@given(ROWS, ROWS, SIZES, st.integers(1, 4))
def test_the_printed_factors_give_the_printed_result(weights, inputs, bias, places):
    try:
        decimals = fewest_decimals([weights, inputs, bias], dot, result_decimals=places)
    except ValueError:
        assume(False)
    by_hand = sum(
        typed(w, decimals) * typed(a, decimals) for w, a in zip(weights, inputs, strict=True)
    ) + typed(bias, decimals)
    exact = float(weights @ inputs + bias)
    # Two orders of adding may fall on either side of a tie.
    assume(abs(by_hand * 10**places % 1 - 0.5) > 1e-9)
    assert typed(by_hand, places) == typed(exact, places)


@given(ROWS, ROWS, SIZES)
def test_one_digit_fewer_would_not_do(weights, inputs, bias):
    try:
        decimals = fewest_decimals([weights, inputs, bias], dot)
    except ValueError:
        assume(False)
    assert decimals >= 2
    fewer = {"decimals": decimals - 1, "result_decimals": 2}
    assert decimals == 2 or not agrees([weights, inputs, bias], dot, **fewer)


def test_several_results_must_all_agree():
    # 0.33 · 3 is 0.99 and not 1.00, 0.333 · 3 will do; 0.1 · 7.7 would with fewer.
    weights, inputs = np.array([0.3333, 0.1]), np.array([3.0, 7.7])
    assert fewest_decimals([weights, inputs], np.multiply) == 3
    assert fewest_decimals([weights[1:], inputs[1:]], np.multiply) == 2


def test_more_digits_are_never_taken_than_twelve():
    with pytest.raises(ValueError, match="even 12 decimals of .* do not give the printed result"):
        fewest_decimals([np.array([1.23456e-20])], lambda x: x * 1e20)
    assert fewest_decimals([np.array([1.23456e-20])], lambda x: x * 1.1, result_decimals=6) == 6


def test_printing_rounds_each_number_and_keeps_the_shape():
    table = np.array([[0.125, -1.996], [3.0, 0.004]])
    assert printed(table, 2).tolist() == [[0.12, -2.0], [3.0, 0.0]]


def test_every_line_of_the_first_step_obeys_the_rule(person):
    for n in (1, 2, 3):
        factors = [person[f"W{n}"], person[f"a{n - 1}"], person[f"b{n}"]]
        decimals = fewest_decimals(factors, lambda W, a, b: W @ a + b)
        W, a, b = (np.vectorize(typed)(factor, decimals) for factor in factors)
        found, shown = W @ a + b, person[f"z{n}"]
        assert [f"{z:.2f}" for z in found.flat] == [f"{z:.2f}" for z in shown.flat]


@pytest.mark.parametrize(
    ("values", "decimals"),
    [
        ([0.5, 0.0], 3), ([0.5, 0.0004], 4), ([[1e-9], [2.0]], 4), ([0.0], 3), ([], 3),
        (-3e-5, 5), ([3e-5, 1e-9], 5), (3e-9, 6),
    ],
)  # fmt: skip
def test_only_nought_prints_as_nought(values, decimals):
    assert seen_decimals(values) == decimals


@given(arrays(float, 4, elements=SIZES))
def test_printed_terms_add_up_to_their_printed_sum(terms):
    decimals = adding_decimals(terms)
    assert agrees([terms], np.sum, decimals=decimals, result_decimals=decimals) or decimals == 9


@pytest.mark.parametrize(
    ("value", "places"), [(1.0, 0), (0.5, 1), (0.05, 2), (1e-5, 5), (2.5e-5, 6), (128.0, 0)]
)
def test_a_plain_number_is_printed_whole(value, places):
    for kept in (value, float(np.float32(value))):
        assert decimals_of([kept]) == places


@pytest.mark.parametrize(
    ("rate", "decimals"),
    [(0.1, 1), (1e-5, 5), (float(np.float32(3e-4)), 4), (1.0, 0), (2.5e-7, 8), (1e-10, 8), (20, 0)],
)
def test_a_rate_has_the_digits_that_it_was_given_with(rate, decimals):
    assert decimals_of([rate]) == decimals
