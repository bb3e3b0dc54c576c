"""Histories that were saved in the second format are read as they were recorded, others' too.

The folders in ``format_2``: ``penalty`` was written before there were optimizers by name; ``adam``,
``nesterov`` (keyframes) and ``frozen`` since; ``foreign`` by ``foreign.py``, of torch's own AdamW;
``gaps`` by the adapter, of torch's RMSprop, with the plan "0,1,3,7,15".
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import MISSING, fields
from pathlib import Path

import numpy as np
import pytest

import engine
from engine.activations import activation
from engine.optimizers import UNSTATED
from engine.run import NEWER, Run
from tests.engine.foreign import KEPT, record, write

PAGE = Path(__file__).resolve().parents[2] / "docs" / "history-format.md"
NAMES = sorted(path.name for path in KEPT.iterdir())
BY = {"framework": "mine", "version": "1", "dtype": "float32", "device": "cpu"}


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


def about(folder):
    return json.loads((folder / "history.json").read_text(encoding="utf-8"))


def rewrite(folder, **said):
    changed = {key: value for key, value in (about(folder) | said).items() if value is not None}
    (folder / "history.json").write_text(json.dumps(changed), encoding="utf-8")
    return folder


def test_there_is_one_of_each_kind():
    assert NAMES == ["adam", "foreign", "frozen", "gaps", "nesterov", "penalty"]
    assert engine.load(KEPT / "gaps").kept.tolist() == [0, 1, 3, 7, 15]
    assert engine.load(KEPT / "nesterov").tape.interval
    assert "written_by" not in about(KEPT / "penalty")


def test_it_is_read_with_the_fingerprint_it_was_given(name):
    said, history = about(KEPT / name), engine.load(KEPT / name)
    assert said["version"] == 2
    assert said.get("fingerprint") in (history.fingerprint, None)
    assert len(history) == said["steps"]


def test_each_step_adds_its_update_and_leads_to_the_next(name):
    history = engine.load(KEPT / name)
    for t, step in ((t, history[t]) for t in range(len(history)) if history.at_hand(t) == t):
        if t < len(history) - 1 and history.at_hand(t + 1) == t:
            continue
        then = history[t + 1].network if t < len(history) - 1 else history.final
        assert step["uW1"].any()
        wide = 4 * np.finfo(step["W1"].dtype).eps
        for n in range(1, history.layout.depth + 1):
            for key, after in ((f"W{n}", then.weights[n - 1]), (f"b{n}", then.biases[n - 1])):
                np.testing.assert_allclose(after, step[key] + step["u" + key], rtol=wide, atol=wide)


def test_it_is_saved_again_as_it_is(name, tmp_path):
    history = engine.load(KEPT / name)
    again = engine.load(history.save(tmp_path / "again"))
    assert about(tmp_path / "again")["version"] == 2
    assert again.fingerprint == history.fingerprint
    assert again.written_by == history.written_by
    assert again[3]["uW1"].tobytes() == history[3]["uW1"].tobytes()


def test_what_the_engine_wrote_goes_on_and_what_another_did_does_not(name):
    history = engine.load(KEPT / name)
    if name not in ("foreign", "gaps"):
        assert not history.written_by
        assert len(engine.resume(history, steps=3)) == len(history) + 3
        return
    assert history.written_by["framework"] == "torch"
    with pytest.raises(engine.Refused, match=r"trained by torch: train on from its \.final"):
        engine.resume(history, steps=3)


def test_a_history_of_torchs_obeys_the_laws():
    history = engine.load(KEPT / "foreign")
    assert (history.run.optimizer, history.run.dtype) == (UNSTATED, "float32")
    close = {"rtol": 1e-5, "atol": 1e-6}
    assert {step.batch.size for step in history} == {4, 8}
    for step in history:
        flow = step.forward
        steps = step.network.weights, step.network.biases, flow.zs
        for n, (W, b, z) in enumerate(zip(*steps, strict=True)):
            np.testing.assert_allclose(z, W @ flow.activations[n] + b, **close)
            made = activation(step.run.activations[n])(z)
            np.testing.assert_allclose(flow.activations[n + 1], made, **close)
        first, *_ = engine.train(
            step.network, step["a0"], step["y"], cost="bce", steps=1, learning_rate=1.0
        )
        assert step.cost == pytest.approx(first.cost, rel=1e-5)
        for key in ("dW1", "db1", "dW2", "db2", "delta1", "delta2"):
            np.testing.assert_allclose(step[key], first[key], **close)
        moved = engine.working.update(step, "W1", (0, 0))
        assert moved.step == step["uW1"][0, 0]
        assert not moved.plain


def written(folder):
    """A history of three fields and no training, by NumPy alone."""
    frames = np.zeros(10, record())
    frames["step"], frames["count"] = np.arange(10), [8, 8, 4] * 3 + [8]
    frames["uW1"] = 0.5
    frames["W1"] = 0.5 * np.arange(10)[:, None, None]
    final = [np.full((3, 2), 5.0), np.zeros(3), np.zeros(3), np.zeros(1)]
    write(folder, frames, [np.float32(array) for array in final], by=BY)
    return folder


def test_another_program_writes_one_without_the_engine(tmp_path):
    history = engine.load(written(tmp_path / "mine"), unchecked=True)  # nothing flowed through it
    assert history.written_by == BY
    assert history.run.optimizer == UNSTATED
    np.testing.assert_array_equal(history["W1"][1:], history["W1"][:-1] + history["uW1"][:-1])
    assert (history[-1]["W1"] + history[-1]["uW1"] == history.final.weights[0]).all()


def test_a_field_of_the_run_that_is_left_out_is_at_its_default(tmp_path):
    folder = written(tmp_path / "mine")
    plain = engine.load(folder, unchecked=True).run
    assert (plain.momentum, plain.l2, plain.shuffle) == (0.0, 0.0, True)
    for run in ({"sizes": None}, {"name": "x", "strange": 3}):
        rewrite(folder, run={k: v for k, v in (about(folder)["run"] | run).items() if v})
        with pytest.raises(engine.NotAHistory, match="other fields"):
            engine.load(folder)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"written_by": "torch"}, "not an object"),
        ({"written_by": {"framework": 3}}, "more than texts"),
        ({"plan": {"kept": [], "interval": 5, "keys": [], "examples": []}}, "not stated"),
        ({"plan": {"kept": [0, 3], "interval": 0, "keys": [], "examples": []}}, "costs.npy"),
        ({"plan": {"kept": [1, 3], "interval": 0, "keys": [], "examples": []}}, "neither"),
        ({"version": 3}, "reads 1 and 2"),
        ({"version": 1}, "first format"),
    ],
)
def test_what_does_not_add_up_is_refused(said, reason, tmp_path):
    folder = rewrite(written(tmp_path / "mine"), **said)
    with pytest.raises(engine.NotAHistory, match=reason):
        engine.load(folder)


def rows(table):
    """The rows of the page's table whose first head is `table`: cell by cell, without marks."""
    text = PAGE.read_text(encoding="utf-8").partition(f"| {table} |")[2]
    lines = re.match(r"[^\n]*\n\|[-|]+\|\n((?:\|.*\n)+)", text)
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1].splitlines()]


@pytest.mark.skipif(not PAGE.is_file(), reason="the documentation is not beside the tests")
def test_the_page_lists_every_field_of_a_run_with_its_default():
    listed = {}
    for names, default, *_ in rows("field of `run`"):
        keys = re.findall(r"`(\w+)`", names)
        values = re.findall(r"`([^`]*)`", default) or [None] * len(keys)
        listed |= {key: (value, "(2)" in names) for key, value in zip(keys, values, strict=True)}
    assert list(listed) == [each.name for each in fields(Run)]
    for each in fields(Run):
        default, newer = listed[each.name]
        assert newer is (each.name in NEWER)
        if each.default is MISSING and each.default_factory is MISSING:
            assert default is None
        else:
            own = {} if each.default is MISSING else each.default
            assert json.loads(default) == json.loads(json.dumps(own)), each.name


@pytest.mark.skipif(not PAGE.is_file(), reason="the documentation is not beside the tests")
@pytest.mark.parametrize(
    "folder", ["adam", "foreign", "frozen", "gaps", "penalty", "../format_1/whole"]
)
def test_fifteen_lines_of_numpy_read_what_was_kept_whole(folder, tmp_path, monkeypatch):
    shutil.copytree(KEPT / folder, tmp_path / "heart")
    monkeypatch.chdir(tmp_path)
    (block,) = re.findall(r"^```python\n(.*?)^```", PAGE.read_text("utf-8"), re.DOTALL | re.M)
    assert len([line for line in block.splitlines() if line.strip()]) <= 17  # and two that call it
    names = {}
    exec(compile(block, "docs/history-format.md", "exec"), names)
    history = engine.load(KEPT / folder)
    np.testing.assert_array_equal(names["frames"]["W1"], history["W1"])
    np.testing.assert_array_equal(names["X"], history.examples.rows.T)
    np.testing.assert_array_equal(names["Y"], history.examples.targets)
    for row, t in enumerate(history.kept.tolist()):
        np.testing.assert_allclose(
            names["updates"]["W1"][row], history[t]["uW1"], rtol=2e-5, atol=1e-7
        )
