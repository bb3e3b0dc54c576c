"""Copies, pickles, other processes and threads see the same history as whoever recorded it."""

from __future__ import annotations

import copy
import importlib
import inspect
import multiprocessing
import pickle
import pkgutil
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from operator import attrgetter, itemgetter

import numpy as np
import pytest

import engine
from engine import working
from engine.datasets import LOADERS, load
from engine.recording.replay import Replay
from tests.engine.everything import HISTORIES, diverged, reached, stopped_after, what_follows
from tests.engine.from_files import reads_files
from tests.proof import proved

PROTOCOLS = range(pickle.HIGHEST_PROTOCOL + 1)
WAYS = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    **{f"pickle {n}": lambda thing, n=n: pickle.loads(pickle.dumps(thing, n)) for n in PROTOCOLS},
}


@pytest.fixture(scope="module", params=[*HISTORIES, "saved"])
def history(request, tmp_path_factory):
    if request.param != "saved":
        return HISTORIES[request.param]()
    return engine.load(HISTORIES["keyframes"]().save(tmp_path_factory.mktemp("saved") / "kept"))


@pytest.fixture(params=WAYS)
def copied(request):
    """A way of copying."""
    return WAYS[request.param]


def assert_the_same(one, other):
    """Assert that two things of the engine's hold the same bits under the same names."""
    for path, thing in reached(one):
        again = eval(f"other{path}")  # a path is written as one asks for it
        assert type(thing) is type(again), path
        if isinstance(thing, np.ndarray):
            assert thing.dtype == again.dtype, path
            assert thing.tobytes() == again.tobytes(), path
            assert not again.flags.writeable, path


def assert_the_same_history(one, other):
    assert one.fingerprint == other.fingerprint
    assert (one.run, one.complete, len(one)) == (other.run, other.complete, len(other))
    for t in range(0, len(one), 3):
        for key in one[t].keys:
            assert one[t][key].tobytes() == other[t][key].tobytes(), (t, key)
    for ours, theirs in zip(one.final.weights, other.final.weights, strict=True):
        assert ours.tobytes() == theirs.tobytes()
        assert ours.any()
    assert one.dataset.fingerprint == other.dataset.fingerprint
    assert one.metrics.keys() == other.metrics.keys()


def test_a_copy_of_a_history_is_that_history(history, copied):
    again = copied(history)
    assert_the_same_history(history, again)
    assert_the_same_history(history, copied(again))
    proved("copies and processes", 2)


def test_what_follows_from_a_history_is_copied_whole(history, copied):
    if not len(history.kept):
        pytest.skip("nothing to follow")
    for thing in what_follows(history).values():
        if not isinstance(thing, (np.ndarray, engine.History)):
            assert_the_same(thing, copied(thing))
            proved("copies and processes", 1)


def test_a_copied_step_is_read_as_the_step_was(history, copied):
    step = history[len(history) // 2]
    again = copied(step)
    assert again.keys == step.keys
    for key in step.keys:
        assert again[key].tobytes() == step[key].tobytes()
    np.testing.assert_array_equal(working.example(again, 0)["dW1"], working.example(step, 0)["dW1"])


@pytest.mark.parametrize("name", [name for name in LOADERS if not reads_files(name)])
def test_a_copied_dataset_holds_the_same(name, copied):
    if name in ("digits", "breast_cancer", "diabetes"):
        pytest.importorskip("sklearn", reason="the set comes with scikit-learn")
    data = load(name)
    again = copied(data)
    assert again.fingerprint == data.fingerprint
    assert (again.class_names, again.units) == (data.class_names, data.units)
    assert again.X.T.flags.c_contiguous  # a batch is still a few rows


@pytest.mark.parametrize("name", engine.runs)
def test_a_copied_run_is_equal(name, copied):
    assert copied(engine.RUNS[name]) == engine.RUNS[name]


def test_the_data_of_a_history_is_pickled_once():
    again = pickle.loads(pickle.dumps(HISTORIES["one's own arrays"]()))
    assert np.shares_memory(again.examples.rows, again.dataset.X)


def errors():
    """Each class of error that the engine defines."""
    for module in pkgutil.walk_packages(engine.__path__, "engine."):
        # Adapters import frameworks, which need not be here.
        if not module.name.endswith("__main__") and ".adapters." not in module.name:
            own = inspect.getmembers(importlib.import_module(module.name), inspect.isclass)
            kinds = [kind for _, kind in own if kind.__module__ == module.name]
            yield from (kind for kind in kinds if issubclass(kind, BaseException))


@pytest.mark.parametrize("kind", sorted(errors(), key=repr), ids=lambda kind: kind.__name__)
def test_an_error_keeps_its_words_and_its_history(kind, copied):
    if kind is engine.Diverged:
        error = diverged()
    elif kind is engine.Interrupted:
        error = engine.Interrupted(stopped_after(9))
    else:
        error = kind("what was said")
    again = copied(error)
    assert type(again) is kind
    assert str(again) == str(error)
    if hasattr(error, "history"):
        assert_the_same_history(error.history, again.history)
        assert getattr(again, "step", None) == getattr(error, "step", None)
    proved("copies and processes", 1)


@pytest.mark.parametrize("start", multiprocessing.get_all_start_methods())
def test_a_pool_of_processes_brings_histories_and_errors_home(start):
    there = HISTORIES["keyframes"]()
    run = {"keep": "keyframes", "epochs": 1, "seed": 3}
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(start)) as pool:
        made = pool.submit(engine.record, "circle", **run)
        mark = pool.submit(attrgetter("fingerprint"), there)
        step = pool.submit(itemgetter(-3), there)
        wild = pool.submit(engine.record, "line", learning_rate=40.0, steps=2000)
        wrong = pool.submit(engine.record, "hart")
        assert_the_same_history(made.result(timeout=120), engine.record("circle", **run))
        assert mark.result(timeout=120) == there.fingerprint
        assert step.result(timeout=120)["z2"].tobytes() == there[-3]["z2"].tobytes()
        with pytest.raises(engine.Diverged) as error:
            wild.result(timeout=120)
        assert_the_same_history(error.value.history, diverged().history)
        with pytest.raises(engine.Refused, match="did you mean 'heart'"):
            wrong.result(timeout=120)
    proved("copies and processes", 5)


def test_threads_read_one_history_as_one_reader_does():
    history = HISTORIES["keyframes"]()
    frames = [history[t]["W2"].tobytes() + history[t]["z1"].tobytes() for t in range(len(history))]
    order = np.random.default_rng(0).permutation(np.repeat(np.arange(len(history)), 16)).tolist()
    shared = pickle.loads(pickle.dumps(history))  # whose frame stands at no step yet

    def read(t):
        step = shared[t]
        end = shared._replay.after(t)  # this, too, moves the one frame there is
        return step["W2"].tobytes() + step["z1"].tobytes() == frames[t] and end is not None

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(read, order))
    proved("threads", len(order))


def test_threads_ask_for_the_end_of_one_history_at_once():
    history = stopped_after(30)
    final = history.final.weights[0].tobytes()
    shared = [pickle.loads(pickle.dumps(history)) for _ in range(20)]
    with ThreadPoolExecutor(8) as pool:
        ends = pool.map(lambda one: one.final.weights[0].tobytes(), shared * 4)
        steps = pool.map(lambda one: one[20]["W1"].tobytes(), shared * 4)
        assert set(ends) == {final}
        assert set(steps) == {history[20]["W1"].tobytes()}


def test_a_step_is_right_after_another_was_refused_or_broken_off(monkeypatch):
    history = HISTORIES["keyframes"]()
    expected = history[10]["W1"].tobytes()
    assert history[9].index == 9
    attempt = Replay._attempt
    for failure in (KeyboardInterrupt, engine.NotAHistory("no")):

        def fail(self, t, failure=failure):
            attempt(self, t)
            raise failure

        with monkeypatch.context() as patch:
            patch.setattr(Replay, "_attempt", fail)
            with pytest.raises((KeyboardInterrupt, engine.NotAHistory)):
                history[12]
        assert history[10]["W1"].tobytes() == expected
