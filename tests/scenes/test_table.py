"""Numbers in columns: their points align, under headings or behind names."""

import numpy as np
import pytest

from scenes.pictures.backprop.table import Column, Table
from scenes.vocabulary.text import Entry, Ledger, Readout


def points(numbers):
    """Where the decimal points of right-anchored numbers of some decimals are, to a digit."""
    return [number.get_right()[0] for number in numbers]


def test_decimal_points_of_a_ledger_are_in_one_column_whatever_the_digits():
    ledger = Ledger(*(Entry("x_1", value, d, "k") for value, d in ((1.5, 4), (-20.25, 2), (3, 1))))
    digit = Readout(8, 0, size=0.34).width
    for line, decimals in zip(ledger, (4, 2, 1), strict=True):
        point = line[2].get_right()[0] - (decimals - 4) * digit
        assert point == pytest.approx(ledger[0][2].get_right()[0], abs=0.12)
        assert line[1].get_right()[0] < line[2].get_left()[0]
        assert line[0].get_right()[0] < line[1].get_left()[0]


def test_lines_of_a_ledger_stand_on_baselines_and_below_one_another():
    ledger = Ledger(Entry("frac(a, b)", 1.0, 2, "k"), Entry("c", 2.0, 2, "l", "cost"))
    for line in ledger:
        assert [part.baseline for part in line] == pytest.approx([line[0].baseline] * 3)
    assert ledger[1].get_top()[1] < ledger[0].get_bottom()[1]
    assert (ledger[1][2].of, ledger[1][2].value) == ("l", 2.0)


def table():
    values = np.array([1.5, -20.25, 3.0])
    return Table(Column("left", values, 2, "raw", 1), Column("a wide heading", values, 0, "y"))


def test_a_table_has_a_number_for_each_row_of_each_column():
    shown = table()
    assert [number.text for number in shown.column(0)] == ["1.50", "−20.25", "3.00"]
    assert [number.at for number in shown.column(0)] == [(1, 0), (1, 1), (1, 2)]
    assert {number.of for number in shown.column(1)} == {"y"}
    assert [number.text for number in shown.row(1)] == ["−20.25", "−20"]
    assert [number.text for number in shown.row(1, (1,))] == ["−20"]


def test_points_of_a_tables_column_align_and_columns_do_not_touch():
    shown = table()
    for column in (0, 1):
        rights = points(shown.column(column))
        assert rights == pytest.approx([rights[0]] * 3, abs=0.02)
    assert shown.column(0).get_right()[0] < shown.column(1).get_left()[0]
    heads = [head for head, _ in shown.columns]
    assert heads[0].get_right()[0] < heads[1].get_left()[0]
    assert heads[0].baseline == pytest.approx(heads[1].baseline)


def test_headings_stand_over_a_line_and_numbers_under_it():
    shown = table()
    *heads, line = shown.heads((0, 1))
    assert min(head.get_bottom()[1] for head in heads) > line.get_y()
    assert max(number.get_top()[1] for number in shown.row(0)) < line.get_y()
