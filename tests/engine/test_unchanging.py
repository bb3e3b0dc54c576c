"""Nothing recorded ever changes: not by assignment, not through an array, not through a table."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

import engine
from engine.datasets import LOADERS, Dataset, load
from tests.engine.everything import HISTORIES, attributes, reached, what_follows
from tests.engine.from_files import reads_files
from tests.proof import proved


@pytest.fixture(scope="module", params=HISTORIES)
def everything(request):
    return what_follows(HISTORIES[request.param]())


def ours(thing):
    return type(thing).__module__.startswith("engine.")


def refuse_all_writing(root):
    """Assert that nothing reached from ``root`` can be changed; how many things that were."""
    count = 0
    for path, thing in reached(root):
        count += 1
        if isinstance(thing, np.ndarray):
            refuse_writing(thing, path)
        elif isinstance(thing, dict):
            with pytest.raises(TypeError, match="cannot be changed|does not support"):
                thing["a"] = 1
        elif hasattr(thing, "__dict__") and ours(thing):
            for name in attributes(thing):
                with pytest.raises(AttributeError):
                    setattr(thing, name, None)
                with pytest.raises(AttributeError):
                    delattr(thing, name)
            with pytest.raises(AttributeError):
                thing.something_new = 1
        assert not isinstance(thing, (list, set)), path
    proved("nothing recorded changes", count)
    return count


def arrays_in(value):
    """The arrays that a value is, or holds."""
    if isinstance(value, np.ndarray):
        return [value]
    within = value.values() if isinstance(value, dict) else value
    inside = isinstance(value, (dict, tuple))
    return [array for each in within for array in arrays_in(each)] if inside else []


def readings(thing):
    """What a thing is asked for, by name and by key, each time anew."""
    yield from (lambda name=name: getattr(thing, name) for name in attributes(thing))
    keys = getattr(thing, "keys", ())
    if isinstance(keys, tuple):
        yield from (lambda key=key: thing[key] for key in keys)


def give_another_shape(array):
    """Do in place what no flag forbids: NumPy lets go of it one version after the other."""
    array.shape = (1, *array.shape)
    array.dtype = f"V{array.itemsize}"
    array.__setstate__((1, (0,), np.dtype("V1"), False, b""))


def keep_their_shape(root):
    """Assert that a reader who turns arrays about does so for nobody else; how many they were."""
    count = 0
    for path, thing in reached(root):
        if not (hasattr(thing, "__dict__") and ours(thing)):
            continue
        for reading in readings(thing):
            before = [(array.shape, array.dtype, array.tobytes()) for array in arrays_in(reading())]
            for array in arrays_in(reading()):
                give_another_shape(array)
                count += 1
            after = [(array.shape, array.dtype, array.tobytes()) for array in arrays_in(reading())]
            assert before == after, path
    proved("nothing recorded changes", count)
    return count


def refuse_writing(array, path):
    assert not array.flags.writeable, path
    for view in (array, array.view(), array[...], array.T, array.base):
        if isinstance(view, np.ndarray):
            with pytest.raises(ValueError, match="WRITEABLE"):
                view.setflags(write=True)
    with pytest.raises(ValueError, match="read-only"):
        array[...] = 0


def test_nothing_that_is_reached_from_a_recording_can_be_changed(everything):
    assert refuse_all_writing(everything["history"]) > 20
    for key, thing in everything.items():
        assert refuse_all_writing(thing), key


def test_whoever_gives_an_array_another_shape_does_so_for_nobody_else(everything):
    before = everything["history"].fingerprint
    assert keep_their_shape(everything["history"]) > 10
    for thing in everything.values():
        keep_their_shape(thing)
    assert everything["history"].fingerprint == before


def test_whoever_renames_the_fields_of_a_record_does_so_for_nobody_else(tmp_path):
    history = engine.record("heart", steps=3)
    fields = history.layout.record.names
    history.layout.record.names = tuple(f"no {name}" for name in fields)
    assert history.layout.record.names == fields
    assert engine.load(history.save(tmp_path / "kept")).fingerprint == history.fingerprint


def test_whoever_gave_an_array_keeps_a_reading_of_their_own():
    history = engine.record("heart", steps=3)
    W, b, X, Y = history[0]["W1"], history[0]["b1"], history.dataset.X, history.dataset.Y
    network = engine.Network((W,), (b,), ("sigmoid",))
    data, flow = Dataset("mine", X, Y, raw=X), network.forward(X)
    shapes = [array.shape for array in (W, b, X, Y)]
    for array in (W, b, X, Y):
        give_another_shape(array)
    held = network.weights[0], network.biases[0], data.X, data.Y
    assert [array.shape for array in held] == shapes
    assert data.raw.shape == flow.activations[0].shape == shapes[2]


@pytest.mark.parametrize("name", [name for name in LOADERS if not reads_files(name)])
def test_nothing_in_a_dataset_can_be_changed(name):
    if name in ("digits", "breast_cancer", "diabetes"):
        pytest.importorskip("sklearn", reason="the set comes with scikit-learn")
    data = load(name)
    assert refuse_all_writing(data) > 2
    assert keep_their_shape(data) > 2


def test_nothing_in_a_loaded_history_can_be_changed(tmp_path):
    saved = engine.record("circle", keep="keyframes", epochs=2).save(tmp_path / "kept")
    assert refuse_all_writing(engine.load(saved)) > 20


def test_the_past_is_as_it_was_whatever_was_tried():
    history = engine.record("heart", steps=4)
    before = history.fingerprint
    for attempt in (
        lambda: setattr(history, "costs", []),
        lambda: history.metrics.update(a=1),
        lambda: history.metrics.__setitem__("a", 1),
        lambda: history.run.options.__setitem__("a", 1),
        lambda: history.run.options.setdefault("a", 1),
        lambda: history[1]["W1"].setflags(write=True),
        lambda: history.final.weights[0].setflags(write=True),
        lambda: history.kept.setflags(write=True),
        lambda: history.dataset.X.setflags(write=True),
        lambda: history.layout.shapes.pop("W1"),
        lambda: setattr(history.schedule, "steps", 3),
    ):
        with pytest.raises((AttributeError, TypeError, ValueError)):
            attempt()
    assert history.fingerprint == before == engine.record("heart", steps=4).fingerprint


def test_a_refusal_to_change_says_why():
    history = engine.record("heart", steps=4)
    with pytest.raises(AttributeError, match=r"History\.costs cannot be set: nothing recorded"):
        history.costs = []
    with pytest.raises(TypeError, match="this table cannot be changed: nothing recorded"):
        history.metrics["a"] = 1


def looks_read_only(array):
    view = array.view()
    view.flags.writeable = False
    return view


def test_what_a_caller_can_still_write_to_is_copied():
    W, b, X, Y = np.ones((1, 2)), np.zeros((1, 1)), np.ones((2, 4)), np.zeros((1, 4))
    network = engine.Network((looks_read_only(W),), (looks_read_only(b),), ("sigmoid",))
    data = Dataset("mine", looks_read_only(X), looks_read_only(Y), raw=looks_read_only(X))
    rows = Dataset("rows", X=looks_read_only(X.T.copy()).T, Y=Y)
    history = engine.train(
        network, looks_read_only(X), looks_read_only(Y), steps=2, learning_rate=0.1
    )
    flow = network.forward(looks_read_only(X))
    before = history.fingerprint, data.fingerprint, rows.fingerprint
    for array in (W, b, X, Y):
        array[...] = 7
    assert network.weights[0].max() == 1
    assert network.biases[0].max() == 0
    assert data.X.max() == data.raw.max() == flow.activations[0].max() == 1
    assert history[0]["a0"].max() == 1
    assert before == (
        history.fingerprint, Dataset("mine", data.X, data.Y, raw=data.raw).fingerprint,
        rows.fingerprint,
    )  # fmt: skip


def test_what_is_the_engines_own_is_shared_and_not_copied():
    data = load("circle")
    again = dataclasses.replace(data, name="another")
    assert np.shares_memory(data.X, again.X)
    step = engine.record("heart", steps=3)[1]
    assert np.shares_memory(step["W1"], step.network.weights[0])


@pytest.mark.parametrize("dtype", [int, bool, np.int8, np.uint8])
@pytest.mark.parametrize("read_only", [False, True])
def test_weights_of_whole_numbers_become_floats_and_leave_the_inputs_alone(dtype, read_only):
    W, b = np.array([[1, 1]], dtype), np.array([[0]], dtype)
    for array in (W, b):
        array.flags.writeable = not read_only
    network = engine.Network((W,), (b,), ("identity",))
    assert network.weights[0].dtype.kind == network.biases[0].dtype.kind == "f"
    np.testing.assert_allclose(network.predict(np.array([[0.25], [0.5]])), [[0.75]])


def test_names_in_a_list_are_the_networks_own():
    names = ["tanh"]
    network = engine.Network((np.ones((1, 1)),), (np.ones((1, 1)),), names)
    names[0] = "relu"
    assert network.activations == ("tanh",)
