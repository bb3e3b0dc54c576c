"""The command line trains, saves, and says in one sentence what is wrong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial

import pytest

import engine

pytest.importorskip("rich", reason="the command line prints with rich")
from engine.__main__ import main
from engine.asking import terminal


def test_train_prints_costs_and_what_was_recorded(capsys):
    assert main(["train", "heart", "--set", "steps=20"]) == 0
    said = capsys.readouterr().out
    assert f"{engine.record('heart', steps=20).costs[19]:.6f}" in said
    assert "20 steps recorded" in said


def test_a_run_with_l2_shows_its_cost_with_and_without_the_penalty(capsys):
    assert main(["train", "heart", "--set", "steps=3", "--set", "l2=0.5"]) == 0
    said = capsys.readouterr().out
    history = engine.record("heart", steps=3, l2=0.5)
    for values in (history.costs, history.penalties, history.penalized_costs):
        assert f"{values[2]:.6f}" in said
    assert "together" in said


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


def test_list_names_every_run(capsys):
    assert main(["list"]) == 0
    said = capsys.readouterr().out
    assert all(name[:6] in said for name in engine.runs)


def test_show_says_what_a_recording_holds(tmp_path, capsys):
    engine.record("gauss", epochs=4, keep="every 10").save(tmp_path / "kept")
    assert main(["show", str(tmp_path / "kept")]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "100 steps recorded" in said
    assert "10 kept whole" in said
    assert "█" in said
    assert "validation_accuracy" in said


def test_show_refuses_what_is_not_a_recording(tmp_path, capsys):
    assert main(["show", str(tmp_path)]) == 2
    assert "not a saved history" in capsys.readouterr().err


def test_show_takes_a_named_run_and_tells_it_from_a_folder(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    engine.record("heart", steps=3).save("heart")
    assert main(["show", "heart"]) == 0
    said = capsys.readouterr()
    assert "1000 steps recorded" in said.out
    assert said.err == "engine: heart is the named run; the folder is ./heart.\n"
    assert main(["show", "./heart"]) == 0
    said = capsys.readouterr()
    assert "3 steps recorded" in said.out
    assert not said.err


def test_show_refuses_what_is_neither_a_run_nor_a_folder(capsys):
    assert main(["show", "hart"]) == 2
    said = capsys.readouterr()
    assert not said.out
    assert "There is no run, and no folder, 'hart': did you mean 'heart'?" in said.err


def test_show_says_what_it_is():
    said = terminal._what(engine.record("gauss", epochs=2))
    assert said.startswith("2-4-2-1 of tanh")
    assert "examples of gauss, α 0.03, batch 10, 2 epochs" in said


def test_show_says_which_lectures_can_show_a_run_and_why_others_cannot(tmp_path, capsys):
    pytest.importorskip("manim", reason="the lectures need Manim")
    engine.record("line", steps=3).save(tmp_path / "a line")
    assert main(["show", str(tmp_path / "a line")]) == 0
    said = capsys.readouterr().out
    assert "backprop             no: it has no hidden layer to send an error back to\n" in said
    assert "costs                no: it shows runs of its own\n" in said
    assert "training             yes\n" in said
    engine.record("line", steps=1).save(tmp_path / "a step")
    assert main(["show", str(tmp_path / "a step")]) == 0
    assert "films it" not in capsys.readouterr().out
    assert main(["show", "heart"]) == 0
    said = capsys.readouterr().out
    assert "backprop             yes\n" in said
    assert said.endswith("\nTRAINREEL_RUN=heart manim render scenes/backprop.py films it.\n")


@pytest.mark.parametrize("missing", ["scenes", "manim"])
def test_show_says_so_where_the_lectures_are_not_installed(missing, monkeypatch, capsys):
    for name in [name for name in sys.modules if name.partition(".")[0] == "scenes"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    assert main(["show", "heart"]) == 0
    said = capsys.readouterr()
    assert "1000 steps recorded" in said.out
    assert said.out.endswith("pip install trainreel[film]\n")
    assert not said.err


@pytest.mark.parametrize("what", [[], ["--what", "weights", "--step", "-3"]])
def test_show_draws_what_is_asked_for_into_a_file(what, tmp_path, capsys):
    pytest.importorskip("matplotlib", reason="it comes with the extra `plots`")
    path = tmp_path / "a plot.png"
    assert main(["show", "heart", "--plot", str(path), *what]) == 0
    assert f"The plot is in {path}." in capsys.readouterr().out
    assert path.read_bytes().startswith(b"\x89PNG")
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (["--plot", "a.png", "--what", "costs"], "did you mean 'cost'?"),
        (["--plot", "a.bmp"], "ends in .png, .svg, .pdf"),
        (["--plot", "a.png", "--step", "1000"], "heart has no step 1000; it has 0 to 999"),
        (["--what", "map"], "--plot FILE.png says where"),
        (["--step", "0"], "--plot FILE.png says where"),
    ],
)
def test_show_refuses_a_plot_that_is_none_in_a_sentence(
    asked, reason, tmp_path, monkeypatch, capsys
):
    pytest.importorskip("matplotlib", reason="it comes with the extra `plots`")
    monkeypatch.chdir(tmp_path)
    assert main(["show", "heart", *asked]) == 2
    said = capsys.readouterr().err
    assert reason in said
    assert said.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_show_without_matplotlib_says_what_brings_it(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert main(["show", "heart", "--plot", str(tmp_path / "a.png")]) == 2
    assert "pip install trainreel[plots]" in capsys.readouterr().err


def test_check_says_whether_a_gradient_is_right(capsys):
    assert main(["check", "heart"]) == 0
    assert main(["check", "circle"]) == 0
    assert main(["check", "heart", "--set", "gradient=article_bias"]) == 1
    assert "wrong in b1, b2" in " ".join(capsys.readouterr().out.split())


def test_a_run_that_diverges_keeps_what_it_recorded(tmp_path, capsys):
    kept = tmp_path / "wild"
    wild = ["--set", "learning_rate=5", "--set", "steps=5000", "--save", str(kept)]
    assert main(["train", "line", *wild]) == 2
    said = capsys.readouterr().err
    assert "at step 111, in layer 1" in said
    assert said.count("\n") == 1
    assert len(engine.load(kept)) == 111


@pytest.mark.skipif(os.name == "nt", reason="Windows interrupts otherwise")
def test_ctrl_c_keeps_what_was_recorded(tmp_path):
    kept = tmp_path / "stopped"
    command = [sys.executable, "-m", "engine", "train", "xor", "--save", str(kept)]
    command += ["--set", "steps=2000000"]
    environment = os.environ | {"TRAINREEL_CACHE": str(tmp_path / "cache")}
    training = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=environment,
        # A shell that was told to go on meanwhile (`make test &`) has its children ignore it.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not any((tmp_path / "cache").rglob("history.json")):
        time.sleep(0.02)
    time.sleep(0.3)
    training.send_signal(signal.SIGINT)
    said = training.communicate(timeout=60)[1]
    assert training.returncode == 130, said
    assert "Stopped after" in said
    history = engine.load(kept)
    assert not history.complete
    assert history.costs[5] == engine.record("xor", steps=6).costs[5]
