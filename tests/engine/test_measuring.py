"""A measurement is made once, says where and how, and is read back to the bit."""

import dataclasses

import numpy as np
import pytest

import engine
from engine import measuring, working
from engine.measuring import timing as clock

FEW = {"counts": (1, 20), "repeats": 3}


@pytest.fixture
def alone(tmp_path, monkeypatch):
    """A cache that holds nothing yet."""
    monkeypatch.setenv("TRAINREEL_CACHE", str(tmp_path))
    return tmp_path


def test_both_ways_give_the_layers_z():
    step = engine.record("heart")[0]
    parts = step["W1"], step["a0"], step["b1"]
    for way in (clock.one_by_one, clock.at_once):
        np.testing.assert_allclose(way(*parts), step["z1"], atol=1e-12)


def test_a_measurement_has_a_time_for_every_count_and_says_where_it_was_made():
    found = measuring.measured(3, 2, **FEW)
    assert found.counts.tolist() == [1, 20]
    assert found["times_us"].shape == (2, 2)
    assert (found["times_us"] > 0).all()
    np.testing.assert_array_equal(found["times_us"] / 1e6, [found.loop, found.at_once])
    np.testing.assert_array_equal(found.ratio, found.loop / found.at_once)
    assert found.growth(0, 1) == (1, 20, *(found.times_us[:, 1] / found.times_us[:, 0]))
    for said in (clock.machine(), np.__version__, "3"):
        assert said in found.where


def test_what_was_timed_can_be_drawn_again(monkeypatch):
    timed = []
    monkeypatch.setattr(clock, "median_time", lambda way, W, X, b, repeats: timed.append(X) or 1.0)
    found = measuring.measured(3, 2, **FEW)
    for place, m in enumerate(FEW["counts"]):
        layer = found.layer(place)
        assert layer["X"].shape == (2, m)
        np.testing.assert_array_equal(layer.X, timed[2 * place])
        np.testing.assert_array_equal(layer.Z, layer.W @ layer.X + layer.b)


def test_a_loop_over_ten_thousand_takes_longer_than_one_product():
    found = measuring.measured(3, 2, counts=(10_000,), repeats=3)
    assert found.ratio[0] > 5


def test_the_median_ignores_one_interruption(monkeypatch):
    ticks = iter([0, 1, 10, 11, 20, 520])
    monkeypatch.setattr(clock.time, "perf_counter", lambda: next(ticks))
    nothing = np.zeros((1, 1))
    assert clock.median_time(clock.at_once, nothing, nothing, nothing, 3) == 1.0


def test_what_was_measured_once_is_read_back(alone):
    first = measuring.kept_timing(3, 2)
    again = measuring.kept_timing(3, 2)
    assert again.fingerprint == first.fingerprint
    np.testing.assert_array_equal(again.loop, first.loop)
    assert [path.name for path in (alone / "timings").iterdir()] == [measuring.place(3, 2).name]
    assert measuring.place(3, 3) != measuring.place(3, 2)


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"counts": [1]}'])
def test_a_file_that_is_no_measurement_is_made_again(alone, text):
    path = measuring.place(1, 1)
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    assert measuring.Timing.read(measuring.kept_timing(1, 1).written()).counts[0] == 1
    assert measuring.Timing.read(path.read_text(encoding="utf-8")).outputs == 1


def test_a_measurement_is_written_and_read_to_the_bit():
    found = measuring.measured(3, 2, **FEW)
    read = measuring.Timing.read(found.written())
    for field in dataclasses.fields(found):
        np.testing.assert_array_equal(getattr(read, field.name), getattr(found, field.name))
    assert measuring.measured(3, 2, **FEW).fingerprint != found.fingerprint
    with pytest.raises(ValueError, match="read-only"):
        found.loop[0] = 1.0


def test_a_place_that_takes_no_files_is_refused(alone):
    (alone / "timings").write_text("", encoding="utf-8")
    with pytest.raises(engine.Refused, match="The measurement cannot be kept"):
        measuring.kept_timing(3, 2)


@pytest.mark.parametrize(
    "wrong", [{"outputs": 0}, {"inputs": -1}, {"counts": ()}, {"counts": (0,)}, {"repeats": 0}]
)
def test_nothing_takes_no_time(wrong):
    with pytest.raises(engine.Refused, match="give 1 or more"):
        measuring.measured(**{"outputs": 3, "inputs": 2, **wrong})


def test_a_sweep_adds_up_to_z_column_by_column():
    step = engine.record("heart")[0]
    for n in (1, 2, 3):
        found = working.sweep(step, n)
        np.testing.assert_allclose(found.product + found.ghosts, found.z, atol=1e-12)
        for k in range(10):
            alone = step[f"W{n}"] @ step[f"a{n - 1}"][:, k]
            np.testing.assert_allclose(found["product"][:, k], alone, atol=1e-12)
            np.testing.assert_array_equal(found["ghosts"][:, [k]], step[f"b{n}"])
    with pytest.raises(engine.Refused, match="layer"):
        working.sweep(step, 4)


def test_numpy_says_which_sizes_differ():
    X, W = np.zeros((2, 10)), np.zeros((3, 2))
    assert working.mismatch(X, W) == "size 3 is different from 10"
    assert working.mismatch(W, X) == ""
    assert working.mismatch(X, np.zeros(()))  # another sentence of NumPy's
