"""The feed-forward lecture replays other runs: their shapes fit, and what does not is refused."""

import pytest

import engine
from tests.scenes.other_runs import each_run, refusal_of, replay_by_the_rules


@each_run("xor", "784-300-10")
def test_another_run_fits_the_lecture(name, tmp_path, monkeypatch):
    replay_by_the_rules("feedforward", name, tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("run", "sentence"),
    [
        (lambda: engine.record("line"), "two to 5 layers of weights; 'line' has 1"),
        (lambda: engine.record("heart", steps=1), "needs two recorded steps"),
        (
            lambda: engine.record("heart", steps=2, sizes=(2, *(3,) * 6, 1)),
            "two to 5 layers of weights; 'heart' has 7",
        ),
    ],
)
def test_a_run_that_does_not_fit_is_refused_before_the_first_frame(
    run, sentence, tmp_path, monkeypatch, capsys
):
    assert sentence in refusal_of("feedforward", run(), tmp_path, monkeypatch, capsys)
