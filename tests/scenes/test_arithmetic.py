"""Lines of arithmetic: signs on one baseline, sums below their terms, and a calculator agrees."""

import math
from itertools import pairwise

import pytest

from engine import working
from scenes.vocabulary.text import Readout, Strip
from scenes.vocabulary.text.strip import RunningSum, plate_behind, sign_role


def typed(number):
    """The number that a reader types in."""
    return float(number.text.strip("()").replace("−", "-"))


def readouts(thing):
    return [part for part in thing.get_family() if isinstance(part, Readout)]


def test_parts_of_a_strip_share_a_baseline_and_do_not_touch():
    strip = Strip("w arrow.l frac(g, 2)", Readout(-0.5, bracketed=True), "=", Readout(1.25))
    assert [part.baseline for part in strip] == pytest.approx([strip[0].baseline] * 4)
    for left, right in pairwise(strip):
        assert 0 < right.get_left()[0] - left.get_right()[0] < 0.2


@pytest.mark.parametrize("row", [0, 1, 2])
def test_each_running_sum_is_what_a_reader_gets_by_adding_on(person, row):
    entry = working.entry(person, "z1", row)
    total = RunningSum(entry, layer=1, row=row)
    so_far = 0.0
    for term, shown in zip(total.terms, total.sums, strict=True):
        so_far += math.prod(typed(number) for number in readouts(term))
        assert typed(shown) == float(f"{so_far:.2f}")
    assert total.sums[-1].value == person["z1"][row, 0]


def test_a_running_sum_names_the_place_of_each_number(person):
    total = RunningSum(working.entry(person, "z2", 1), layer=2, row=1)
    for k, term in enumerate(total.terms[:-1]):
        weight, value = readouts(term)
        assert (weight.of, weight.at) == ("W2", (1, k))
        assert (value.of, value.at) == ("a1", (k, 0))
        assert weight.value == person["W2"][1, k]
        assert value.value == person["a1"][k, 0]
    (bias,) = readouts(total.terms[-1])
    assert (bias.of, bias.at, bias.value) == ("b2", (1, 0), person["b2"][1, 0])
    assert [number.of for number in total.sums] == ["z2.partial_sums"] * 3 + ["z2"]


def test_sums_stand_under_their_terms_on_one_plate(person):
    total = RunningSum(working.entry(person, "z1", 0), layer=1, row=0)
    for term, shown in zip(total.terms, total.sums, strict=True):
        assert shown.get_right()[0] == pytest.approx(term.get_right()[0])
        assert shown.get_top()[1] < term.get_bottom()[1]
    plate = total.plate
    assert plate.get_left()[0] < total.terms.get_left()[0]
    assert plate.get_bottom()[1] < total.sums.get_bottom()[1]
    kinds = [type(thing) for thing in total.in_order]
    assert kinds == [Strip, Readout] * (len(total.terms))


def test_a_plate_leaves_air_on_every_side():
    strip = Strip("a + b")
    plate = plate_behind(strip, air=0.3)
    assert plate.width == pytest.approx(strip.width + 0.6)
    assert plate.height == pytest.approx(strip.height + 0.6)


def test_a_sign_has_a_colour():
    assert (sign_role(0.1), sign_role(0.0), sign_role(-0.1)) == ("positive", "positive", "negative")
