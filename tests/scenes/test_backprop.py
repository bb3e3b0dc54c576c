"""The backprop lecture replays other runs: their shapes fit, and what does not is refused."""

import engine
from tests.scenes.other_runs import each_run, refusal_of, replay_by_the_rules


@each_run("xor", "digits")
def test_another_run_fits_the_lecture(name, tmp_path, monkeypatch):
    replay_by_the_rules("backprop", name, tmp_path, monkeypatch)


def test_a_run_that_does_not_fit_is_refused_before_the_first_frame(tmp_path, monkeypatch, capsys):
    said = refusal_of("backprop", engine.record("line"), tmp_path, monkeypatch, capsys)
    assert "hidden layer" in said
