"""The lecture on a network's numbers: what it draws says them; other runs fit or are refused."""

from itertools import pairwise

import numpy as np
import pytest
from manim import tempconfig

import engine
from engine import working
from scenes.pictures import network as own
from scenes.pictures.network.dials import liveliest
from scenes.pictures.network.dust import FULL
from scenes.pictures.network.maps import plane_of
from scenes.vocabulary.layer import Subject
from scenes.vocabulary.network import RunDiagram
from scenes.vocabulary.plane import PlaneMap
from scenes.vocabulary.plane.border import strokes
from scenes.vocabulary.stage.gesture import at_once
from tests.scenes.other_runs import each_run, refusal_of, replay_by_the_rules

SHAPES = [((784, 16, 16, 10), (28, 28)), ((64, 32, 10), (8, 8))]


def said(noun):
    return [(one.of, one.at, np.asarray(one.value)) for one in noun.depicted()]


def parameters(sizes):
    rng = np.random.default_rng(1)
    weights = [rng.normal(size=(i, j)) for j, i in pairwise(sizes)]
    return weights, [rng.normal(size=(i, 1)) for i in sizes[1:]]


def ask(history):
    return lambda step, inputs: working.probe(history[step], inputs)


@pytest.mark.parametrize(("sizes", "shape"), SHAPES)
def test_every_parameter_has_a_place_of_its_own(sizes, shape):
    weights, biases = parameters(sizes)
    grains = own.packed(weights, biases, shape)
    assert len(grains.values) == sum(array.size for array in (*weights, *biases))
    assert len(np.unique(grains.places.round(6), axis=0)) == len(grains.places)
    low, high = own.ROOM
    assert np.all(grains.places >= low - 1e-9)
    assert np.all(grains.places <= high + 1e-9)
    assert list(np.bincount(grains.layers)) == list(map(sum, own.counts(sizes)))


def test_a_picture_has_its_weights_row_by_row():
    weights, biases = parameters((6, 2, 1))
    grains = own.packed(weights, biases, (2, 3))
    picture = grains.values[grains.blocks == 1]
    assert picture == pytest.approx([*weights[0][1], biases[0][1, 0]])
    places = grains.places[grains.blocks == 1][:6].reshape(2, 3, 2)
    assert np.all(np.diff(places[..., 0], axis=1) > 0)
    assert np.all(np.diff(places[..., 1], axis=0) < 0)


def test_a_grain_is_as_large_as_its_number_and_has_the_colour_of_its_sign():
    weights, biases = [np.array([[2.0, -2.0, 0.5, -0.02]])], [np.array([[1.0]])]
    grains = own.packed(weights, biases, (2, 2))
    with tempconfig({"pixel_height": 2160, "pixel_width": 3840}):
        dust = own.Dust(grains).show_fall(1.0)
        pixels = 2160 / 8
        corner = dust.points[0, :2]
        areas, colours = [], []
        for place in grains.places:
            column, row = np.rint((place - corner) * [pixels, -pixels]).astype(int)
            half = int(grains.pitch * pixels / 2)
            top, left = max(row - half, 0), max(column - half, 0)
            box = dust.pixel_array[top : row + half, left : column + half]
            areas.append(box[:, :, 3].sum() / 255 / pixels**2)
            colours.append(dust.pixel_array[row, column, :3])
    radii = np.sqrt(np.array(areas) / np.pi) / (grains.pitch / 2)
    sizes = np.abs(grains.values)
    assert radii**2.5 * FULL == pytest.approx(sizes, rel=0.05, abs=0.02)
    blue = [int(colour[2]) > int(colour[0]) for colour in colours]
    assert blue == [value >= 0 for value in grains.values]


def test_grains_are_read_back_and_one_of_another_number_is_found():
    sizes, shape = SHAPES[1]
    weights, biases = parameters(sizes)
    dust = own.Dust(own.packed(weights, biases, shape)).show_fall(1.0)
    ((of, at, value),) = said(dust)
    (one,) = dust.depicted()
    assert of == "W1"
    assert len(value) > 20
    close = np.abs(value - weights[0][at]) <= one.within + 1e-9
    assert np.all(close | (one.full * weights[0][at] >= one.full * value - one.within))
    assert np.any(np.sign(value) != np.sign(-weights[0][at]))


def test_a_picture_unrolls_into_its_row_of_the_table():
    sizes, shape = SHAPES[0]
    weights, biases = parameters(sizes)
    dust = own.Dust(own.packed(weights, biases, shape))
    tables = {f"W{n}": W for n, W in enumerate(weights, start=1)}
    rows = own.Rows(dust, tables | {f"b{n}": b for n, b in enumerate(biases, start=1)})
    rows.unroll(1.0)
    grains = dust.grains
    low, high = rows.table.points[2, :2], rows.table.points[1, :2]
    for row in (0, 15):
        places = dust.places[grains.blocks == row][:784]
        shares = (places - low) / (high - low)
        assert shares[:, 0] == pytest.approx((np.arange(784) + 0.5) / 784, abs=1e-3)
        assert shares[:, 1] == pytest.approx(1 - (row + 0.5) / 16, abs=5e-3)
    for layer in (1, 2):  # the later tables lie as they lay
        mine = grains.layers == layer
        assert np.ptp(dust.places[mine] - grains.places[mine], axis=0) == pytest.approx([0, 0])


def test_a_product_is_what_the_ink_lets_through():
    sizes, shape = SHAPES[1]
    weights, biases = parameters(sizes)
    dust = own.Dust(own.packed(weights, biases, shape))
    inputs = np.random.default_rng(2).uniform(size=64)
    dust.show_products(inputs, 1.0)
    first = dust.values[dust.grains.layers == 0].reshape(32, 65)
    assert first[:, :64] == pytest.approx(weights[0] * inputs)
    assert first[:, 64] == pytest.approx(biases[0][:, 0])
    later = dust.grains.layers == 1
    assert np.all(dust.values[later] == dust.grains.values[later])


def test_pictures_add_up_one_by_one_and_the_tables_stay():
    sizes, shape = SHAPES[1]
    dust = own.Dust(own.packed(*parameters(sizes), shape))
    dust.show_gathered([1.0, 0.5, *[0.0] * 30])
    grains = dust.grains
    assert np.ptp(dust.places[grains.blocks == 0], axis=0) == pytest.approx([0.0, 0.0])
    assert dust.scales[grains.blocks == 0] == pytest.approx(0.0)
    half = (grains.places + grains.centres[grains.blocks]) / 2
    assert dust.places[grains.blocks == 1] == pytest.approx(half[grains.blocks == 1])
    others = grains.blocks > 1
    assert np.array_equal(dust.places[others], grains.places[others])


def test_needles_say_the_numbers_of_a_step(heart, person):
    row, about = liveliest(heart), Subject(heart.run, heart.dataset, person)
    board = own.DialsAndMap(heart, ask(heart), about)
    board.show_step(40)
    numbers = [*heart[40]["W1"][row], heart[40]["b1"][row, 0]]
    for dial, expected in zip(board.dials, numbers, strict=True):
        ((_, at, value),) = said(dial)
        assert float(value) == pytest.approx(expected, abs=0.02)
        assert heart[40][dial.of][at] == expected


@pytest.fixture
def wall(heart, person):
    about = Subject(heart.run, heart.dataset, person)
    return own.Wall(heart, ask(heart), about)


def test_maps_say_what_the_network_of_a_step_answers(wall, heart):
    wall.show_step(300)
    for one in wall.maps:
        ((of, at, value),) = said(one.field)
        assert one.field.source.step.index == 300
        assert value == pytest.approx(one.field.source[of][at], abs=0.05)


def test_what_maps_are_mixed_to_is_the_next_neurons_z_and_then_its_map(wall, heart):
    last = heart[-1]
    wall.show_step(len(heart) - 1)
    flowed = working.probe(last, wall.plane.grid)
    mixing = own.Mixing(wall, last, flowed, 2, 1)
    parts = last["W2"][1] @ flowed["a1"]
    assert mixing.sums[-2] == pytest.approx(parts)
    assert mixing.sums[-1] == pytest.approx(parts + last["b2"][1, 0])
    at_once(mixing.mix(run_time=1.0))
    assert said(mixing.sheet.field) == []  # a sum on its way is no number that was recorded
    at_once(mixing.bend(run_time=1.0))
    ((of, at, value),) = said(mixing.sheet.field)
    assert value == pytest.approx(mixing.sheet.field.source[of][at], abs=0.05)


def test_the_bias_moves_the_line_from_where_the_sum_is_nought_to_where_z_is(wall, heart):
    flowed = working.probe(heart[-1], wall.plane.grid)
    mixing = own.Mixing(wall, heart[-1], flowed, 2, 1)
    at_once(mixing.mix(run_time=1.0))
    assert len(mixing.sheet.border.points) == 0
    lines = []
    for motions in mixing.bend(run_time=1.0):
        at_once([motions])
        lines.append(mixing.sheet.border.points.copy())
    sums = [mixing.sheet.lines_of(table) for table in mixing.sums[-2:]]
    expected = [strokes(lines, mixing.sheet.point) for lines in sums]
    assert lines[0] == pytest.approx(expected[0])
    assert lines[1] == pytest.approx(expected[1])
    assert lines[2] == pytest.approx(expected[1])
    assert lines[0] != pytest.approx(lines[1][: len(lines[0])])


def test_colours_come_first_where_a_neuron_cannot_say(wall):
    one = wall.show_step(300).columns[1][0]
    whole = one.field.pixel_array.copy()
    assert said(one.show_part(0.5).field) == []
    half = one.field.pixel_array.copy()
    blank = np.all(half == one.show_part(0.0).field.pixel_array[0, 0], axis=2)
    one.show_part(0.5)
    seen = np.all(one.field.pixel_array == whole, axis=2)
    assert seen.mean() == pytest.approx(0.5, abs=0.1)
    away = np.abs(one.values - one.middle)
    assert away.max() > 0
    assert not blank.all()
    assert np.array_equal(one.show_part(1.0).field.pixel_array, whole)
    assert said(one.field) != []


def test_blank_maps_say_nothing(wall):
    at_once(wall.go_blank(run_time=1.0))
    assert not any(said(one.field) for one in wall.maps)


def test_the_line_of_a_map_lies_where_its_neuron_cannot_say(heart):
    plane = plane_of(heart.dataset)
    flowed = working.probe(heart[-1], plane.grid)
    looks = {"width": 4.0, "height": 4.0, "level": ("z1", 0.0)}
    one = PlaneMap(plane, "a1", (0.0, 1.0), **looks)
    one.show_values(one.table(flowed["a1"]), flowed)
    corner, far = one.field.points[2, :2], one.field.points[1, :2]
    shares = (one.border.points[::4, :2] - corner) / (far - corner)
    z = working.probe(heart[-1], plane.inputs(shares.T))["z1"][0]
    assert len(z) > 10
    assert z == pytest.approx(0.0, abs=0.05)


def test_all_parameters_are_counted(heart):
    network = RunDiagram(heart[0], heart, depth=3)
    sums = own.Addition(heart.run.sizes)
    numbers = []
    for motions in own.count_all(network, sums):
        for motion in motions:
            motion.begin()
            motion.interpolate(1.0)
        counted = [motion.mobject for motion in motions if len(motion.mobject.submobjects) == 2]
        numbers += [int(whole[1].value) for whole in counted if whole[0] is network]
    assert numbers == [9, 21, 25]
    assert all(edge.get_stroke_opacity() == 1 for edge in network.all_edges)


@each_run("xor")
def test_another_run_fits_the_lecture(name, tmp_path, monkeypatch):
    if name not in ("xor", "circle", "circle of softplus", "spiral"):
        pytest.skip("no plane of two inputs")
    replay_by_the_rules("network", name, tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("run", "sentence"),
    [
        (lambda: engine.record("line"), "maps need a plane of two inputs, and it has 1"),
        (lambda: engine.record("heart", steps=1), "two recorded steps are needed"),
        (
            lambda: engine.record("heart", steps=2, sizes=(2, *(3,) * 6, 1)),
            "two to 5 layers of weights fit, and it has 7",
        ),
    ],
)
def test_a_run_that_does_not_fit_is_refused_before_the_first_frame(
    run, sentence, tmp_path, monkeypatch, capsys
):
    assert sentence in refusal_of("network", run(), tmp_path, monkeypatch, capsys)
