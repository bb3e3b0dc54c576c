"""The command line trains, saves, and says in one sentence what is wrong."""

from __future__ import annotations

import pytest

import engine

pytest.importorskip("rich", reason="the command line prints with rich")
from engine.__main__ import main


def test_train_prints_costs_and_what_was_recorded(capsys):
    assert main(["train", "heart", "--set", "steps=20"]) == 0
    said = capsys.readouterr().out
    assert f"{engine.record('heart', steps=20).costs[19]:.6f}" in said
    assert "20 steps recorded" in said


def test_train_saves_a_history_that_loads(tmp_path):
    assert main(["train", "xor", "--set", "steps=7", "--save", str(tmp_path / "xor")]) == 0
    assert len(engine.load(tmp_path / "xor")) == 7


@pytest.mark.parametrize(
    "bad",
    [["train", "hart"], ["train", "heart", "--set", "steps"], ["train", "heart", "--set", "a=1"],
     ["train", "heart", "--set", "steps='many'"], ["train", "heart", "--set", "sizes=5"]],
)  # fmt: skip
def test_bad_input_is_one_sentence_and_exit_2(bad, capsys):
    assert main(bad) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1


def test_save_overwrites_nothing(tmp_path, capsys):
    (tmp_path / "thesis").write_text("years of work")
    assert main(["train", "heart", "--save", str(tmp_path / "thesis")]) == 2
    assert (tmp_path / "thesis").read_text() == "years of work"
    assert "not a history" in capsys.readouterr().err
