"""Histories that were saved in the first format are read as they were recorded.

The folders in ``format_1`` were written before L2 went through the velocity: ``keyframes`` is
``circle`` of 2-2-1 with momentum and L2, ``shrinking`` is ``heart`` with L2, ``whole`` without.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import engine

KEPT = Path(__file__).parent / "format_1"
NAMES = sorted(path.name for path in KEPT.iterdir())


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


def test_there_is_one_of_each_kind():
    assert NAMES == ["keyframes", "shrinking", "whole"]


def test_it_is_read_with_the_fingerprint_it_was_given(name):
    about = json.loads((KEPT / name / "history.json").read_text())
    history = engine.load(KEPT / name)
    assert about["version"] == 1
    assert history.fingerprint == about["fingerprint"]
    assert len(history) == about["steps"]


def test_each_step_leads_to_the_next_and_the_last_to_the_end(name):
    history = engine.load(KEPT / name)
    parameters = [step.network for step in history] + [history.final]
    for step, after in zip(history, parameters[1:], strict=True):
        rate, l2 = step.learning_rate, history.run.l2
        for n, (W, b) in enumerate(zip(after.weights, after.biases, strict=True), start=1):
            moved = {key: -rate * step[f"d{key}"] for key in (f"W{n}", f"b{n}")}
            if history.run.momentum:
                moved = {key: step[f"v{key}"] for key in moved}
            shrunk = (1 - rate * l2) * step[f"W{n}"]  # beside the velocity, as it then was
            np.testing.assert_allclose(W, shrunk + moved[f"W{n}"], rtol=1e-12)
            np.testing.assert_allclose(b, step[f"b{n}"] + moved[f"b{n}"], rtol=1e-12)


def test_its_penalty_is_told_all_the_same(name):
    history = engine.load(KEPT / name)
    weights = [sum(np.sum(W**2) for W in step.network.weights) for step in history]
    np.testing.assert_allclose(history.penalties, 0.5 * history.run.l2 * np.array(weights))


def test_it_is_saved_again_in_the_format_it_has(name, tmp_path):
    history = engine.load(KEPT / name)
    again = engine.load(history.save(tmp_path / "again"))
    assert json.loads((tmp_path / "again/history.json").read_text())["version"] == 1
    assert again.fingerprint == history.fingerprint
    assert again[2]["W1"].tobytes() == history[2]["W1"].tobytes()


def test_the_working_of_its_updates_is_that_of_its_time(name):
    history = engine.load(KEPT / name)
    for t in range(len(history) - 1):
        made = engine.working.update(history[t], "W1", (0, 1))
        assert made.after == history[t + 1]["W1"][0, 1]
