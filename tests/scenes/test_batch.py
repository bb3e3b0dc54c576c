"""Many examples at once: each keeps its colour, b is copied for each, and nothing is made up."""

from itertools import pairwise

import numpy as np
import pytest

import engine
from engine import working
from scenes.pictures.feedforward import BatchBoard, CollapseBoard, Tally
from scenes.pictures.feedforward.batch_layer import (
    LANES,
    BatchMatrix,
    Broadcast,
    LayerBatch,
    Spread,
    lanes_of,
)
from scenes.pictures.feedforward.collapse import BothWays, Product, one_layer
from scenes.vocabulary import style
from scenes.vocabulary.layer import ForwardBoard, counted
from scenes.vocabulary.layer.bend_board import BendBoard
from scenes.vocabulary.matrix import ValueMatrix
from scenes.vocabulary.network import NetworkDiagram
from scenes.vocabulary.text import Readout, cite
from tests.scenes.truth import Records, fault_in, fault_of

X = np.random.default_rng(5).normal(size=(3, 10))


def batch(values=X, **options):
    return BatchMatrix(values, of="a0", head="X", **options)


def typed(number):
    return float(number.text.strip("()").replace("−", "-"))


def readouts(thing):
    return [part for part in thing.get_family() if isinstance(part, Readout)]


@pytest.mark.parametrize(("size", "lanes"), [(1, (0,)), (3, (0, 1, 2)), (10, (0, 1, 9))])
def test_of_a_large_batch_the_first_two_and_the_last_are_shown(size, lanes):
    assert lanes_of(size) == lanes


def test_an_example_has_one_colour_in_every_matrix_and_its_cells_say_their_signs():
    one, other = batch(), batch(X[::-1] * 3)
    for order, column in enumerate(one.columns):
        home = style.color(LANES[order])
        for matrix in (one, other):
            assert matrix.names[order].get_fill_color() == home
            assert matrix.frames[order].get_stroke_color() == home
            assert matrix.frames[order].get_x() == pytest.approx(matrix.cell(0, column).get_x())
    for cell, place in zip(one.cells, one.places, strict=True):
        assert cell.get_fill_color() == style.value_color(X[place], one.scale_of_tint)


def test_the_tints_say_the_values_back():
    matrix = batch()
    said = {depicted.at: depicted for depicted in matrix.depicted()}
    assert set(said) == set(matrix.places)
    for place, depicted in said.items():
        assert depicted.value == pytest.approx(X[place], abs=depicted.within)
    assert list(batch().blank().depicted()) == []


def test_b_says_which_shape_it_is_stretched_to():
    b = Broadcast(X[:, :1], 10, of="b1", head="b", decimals=2)
    assert b.chip.get_right()[0] < b.stretched.get_left()[0]
    assert b.stretched[1].columns.width > b.stretched[1].rows.width  # 10 and 3
    assert b.stretched not in list(b.original)
    assert len(Broadcast(X[:, :1], 1, of="b1", head="b", decimals=2).stretched) == 0


def test_names_stand_over_their_columns_and_the_head_over_the_names():
    matrix = batch()
    for column, name in zip(matrix.columns, matrix.names, strict=True):
        assert name.get_x() == pytest.approx(matrix.cell(0, column).get_x())
    assert matrix.head.get_bottom()[1] > matrix.names.get_top()[1]
    assert matrix.names.get_bottom()[1] > matrix.brackets.get_top()[1]
    frame = matrix.column_frame(9)
    assert frame.get_color() == style.color(LANES[2])
    assert frame.get_x() == pytest.approx(matrix.cell(1, 9).get_x())


def test_b_is_one_column_and_its_copies_have_no_numbers():
    b = Broadcast(X[:, :1], 10, of="b1", head="b", decimals=2)
    assert b.shape == (3, 1)
    assert [number.value for number in readouts(b)] == X[:, 0].tolist()
    assert len(b.copies) == 3  # a copy, dots, a copy: examples 2 … 10
    assert b.brackets[1].get_left()[0] > b.copies.get_right()[0] - 0.05
    assert len(Broadcast(X[:, :1], 1, of="b1", head="b", decimals=2).copies) == 0


def test_the_copies_slide_out_of_the_column_and_end_where_they_stood():
    b = Broadcast(X[:, :1], 10, of="b1", head="b", decimals=2)
    homes = [part.points.copy() for part in b.get_family()]
    column = b.column().get_center()
    spread = Spread(b)
    assert {part.get_fill_opacity() for part in spread.copies} == {0.0}
    assert b.brackets[1].get_right()[0] < b.copies.get_right()[0] + 1.0
    assert np.allclose(b.column().get_center(), column)
    rights = []
    for share in (0.0, 0.3, 0.7, 1.0):
        spread.show_share(share)
        rights.append(b.brackets[1].get_right()[0])
    assert all(one < other for one, other in pairwise(rights))
    for part, home in zip(b.get_family(), homes, strict=True):
        assert np.allclose(part.points, home)
    spread.show_share(0.7)
    spread.show_share(0.3)
    assert b.brackets[1].get_right()[0] == pytest.approx(rights[1])


@pytest.fixture(scope="module", params=["heart", "breast_cancer"])
def run(request):
    history = engine.record(request.param, steps=3)
    return history, working.example(history[0], 1)


def faults(things, history, person):
    records = Records(history, 0, person)
    numbers = [number for thing in things for number in readouts(thing)]
    assert len(numbers) > 10
    matrices = [m for t in things for m in t.get_family() if isinstance(m, ValueMatrix)]
    said = [(matrix, depicted) for matrix in matrices for depicted in matrix.depicted()]
    assert len(said) >= len(numbers)
    return [
        *(fault for number in numbers if (fault := fault_of(number, records))),
        *(fault for pair in said if (fault := fault_in(*pair, records))),
    ]


def test_every_number_of_a_batch_was_recorded(run):
    history, person = run
    board = BatchBoard(history[0], history[0], 3 if history.name == "heart" else 2)
    for thing in (board.layer, board.line):
        thing.set_fill(opacity=1.0)
    assert faults([cite(LayerBatch(history[0], history[0], 1), history[0])], history, person) == []
    assert [
        fault for n in readouts(board.line) if (fault := fault_of(n, Records(*run[:1], 0)))
    ] == []


def test_a_calculator_gets_z_from_w_x_and_b(run):
    history, _ = run
    layer = LayerBatch(history[0], history[0], 1)
    if len(layer.inputs.rows) < len(history[0]["a0"]):
        pytest.skip("terms are left out, and no calculator can follow")
    for row in layer.weighted.rows:
        for column in layer.weighted.columns:
            total = typed(layer.biases.number(row)) + sum(
                typed(layer.weights.number(row, k)) * typed(layer.inputs.number(k, column))
                for k in layer.inputs.rows
            )
            assert typed(layer.weighted.number(row, column)) == float(f"{total:.2f}")


def test_the_product_and_both_ways_are_what_the_working_says(run):
    history, person = run
    both = working.collapse(person, 1)
    things = [Product(person, both, 1), BothWays(both)]
    assert faults(things, history, person) == []
    two, one = (readouts(matrix) for matrix in (things[1].two, things[1].one))
    assert [number.text for number in two] == [number.text for number in one]


def test_the_one_layer_that_is_left_says_the_products_weights():
    history = engine.record("heart", steps=3)
    both = working.collapse(history[0], 1)
    network = one_layer(both, names=["x", "z"], width=3.0)
    assert network.sizes == (2, 3)
    records = Records(history, 0)
    drawn = [(edge, said) for edge in network.all_edges for said in edge.depicted()]
    drawn += [(bead, said) for bead in network.all_beads for said in bead.depicted()]
    assert len(drawn) == 9
    assert [fault for pair in drawn if (fault := fault_in(*pair, records))] == []


def test_boards_show_nothing_until_they_are_asked(run):
    history, person = run
    both, room = working.collapse(person, 1), (-1.7, style.RIGHT_EDGE)
    network = NetworkDiagram([person["W1"]], [person["b1"]])
    bend = BendBoard(ForwardBoard(network, person, 1, room=room))
    collapse = CollapseBoard(person, both, network, room=room)
    batch = BatchBoard(history[0], history[0], 2)
    hidden = (bend.line, bend.rule, collapse.one, collapse.product, collapse.answers, batch.line)
    for thing in (*hidden, batch.layer, *batch.rules):
        assert {part.get_fill_opacity() for part in thing.family_members_with_points()} == {0.0}
    assert collapse.product.get_left()[0] > collapse.two.get_right()[0]


# -- Counting


def test_a_tally_counts_every_weight_and_bias():
    tally = Tally((784, 16, 16, 10))
    assert tally.total == 784 * 16 + 16 + 16 * 16 + 16 + 16 * 10 + 10
    assert len(tally.lines) == 3
    for column in zip(*tally.lines, strict=True):
        assert [part.get_right()[0] for part in column] == pytest.approx(
            [column[0].get_right()[0]] * 3
        )
    for line in tally.lines:
        for left, right in pairwise(line):
            assert left.get_right()[0] < right.get_left()[0]
    rule, _, total = tally.sum
    assert total.get_right()[0] == pytest.approx(tally.lines.get_right()[0])
    assert total.get_top()[1] < rule.get_y() < tally.lines.get_bottom()[1]


def test_counts_are_said_in_words_while_they_are_small():
    assert [counted(n, "number") for n in (1, 2, 10)] == [
        "one number",
        "two numbers",
        "ten numbers",
    ]
    assert counted(13_002, "pixel") == "13,002 pixels"
