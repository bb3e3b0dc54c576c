"""Whatever listens to the command line, or nobody: it does its work and prints no traceback."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import engine

pytest.importorskip("rich", reason="the command line prints with rich")
from engine.__main__ import main
from engine.asking.terminal import show_history

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has other shells")

COMMANDS = {
    "list": ["list"],
    "train": ["train", "heart", "--set", "steps=5"],
    "check": ["check", "heart"],
    "show": ["show", "{saved}"],
    "help": ["-h"],
    "help of one": ["train", "-h"],
    "version": ["--version"],
    "a mistake": ["train", "hart"],
    "another mistake": ["train", "heart", "--what"],
}
MISTAKES = ("a mistake", "another mistake")


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    return engine.record("gauss", epochs=3).save(tmp_path_factory.mktemp("saved") / "a b" / "c")


def shell(name, saved, redirection, **environment):
    """What the command does with this redirection in a shell: its exit code, output and errors."""
    words = [word.format(saved=saved) for word in COMMANDS[name]]
    line = f'"$0" -m engine "$@" {redirection}'
    done = subprocess.run(
        ["sh", "-c", line, sys.executable, *words],
        capture_output=True,
        env=os.environ | environment,
        cwd=Path(engine.__file__).parents[1],
        timeout=60,
    )
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    assert "Traceback" not in said, said
    assert "Exception ignored" not in said, said
    return done.returncode, done.stdout, done.stderr


def here(name, saved, monkeypatch, **streams):
    """What the command does in this very process, with these for its streams: its exit code."""
    for stream, put in streams.items():
        monkeypatch.setattr(sys, stream, put)
    try:
        return main([word.format(saved=saved) for word in COMMANDS[name]])
    except SystemExit as stop:
        return stop.code


def expected(name):
    return 2 if name in MISTAKES else 0


@pytest.mark.parametrize("name", COMMANDS)
def test_closed_streams_stop_nothing(name, saved, monkeypatch):
    assert here(name, saved, monkeypatch, stdout=None) == expected(name)
    assert here(name, saved, monkeypatch, stdout=None, stderr=None) == expected(name)


@pytest.mark.parametrize("name", ["list", "help", "a mistake"])
@pytest.mark.parametrize("redirection", [">&-", ">&- 2>&- <&-"])
def test_what_a_shell_closes_is_closed(name, redirection, saved):
    code, out, err = shell(name, saved, redirection)
    assert code == expected(name)
    assert not out
    assert bool(err) == (name in MISTAKES and "2>&-" not in redirection)


@pytest.mark.parametrize("name", ["list", "train", "help", "version"])
def test_a_reader_who_has_left_is_not_waited_for(name, saved):
    code, _, err = shell(name, saved, "| :; wait")
    assert code == 0  # the reader's own
    assert not err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("name", ["list", "show", "help"])
def test_an_output_that_takes_no_more_is_said_in_a_sentence(name, saved):
    code, _, err = shell(name, saved, ">/dev/full")
    assert code == 2
    assert err.decode() == "engine: The output cannot be written: No space left on device.\n"


def assert_it_can_be_read(name, said):
    """Each letter is one that every terminal has, and no other stands for what it has not."""
    said = said.decode("ascii")
    asked = said.count("at risk?") + said.count("benign?")
    assert said.count("?") == asked or name in MISTAKES
    if name == "list":
        assert "a 0.1, full batch, 1000 steps" in said
    if name in ("train", "show"):
        assert "8" in said.split("\ncost  ")[1].split()[0]  # the chart, by its heights


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437"])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_terminal_with_few_letters_shows_what_it_can(name, encoding, saved, monkeypatch):
    streams = {
        stream: io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict")
        for stream in ("stdout", "stderr")
    }
    assert here(name, saved, monkeypatch, **streams) == expected(name)
    said = b"".join(stream.buffer.getvalue() for stream in streams.values())
    if encoding == "ascii":
        assert_it_can_be_read(name, said)


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
    ],
)
def test_a_system_with_few_letters_shows_the_list(environment, saved):
    code, out, err = shell("list", saved, "", **environment)
    assert code == 0
    assert not err
    assert_it_can_be_read("list", out)


def test_advice_on_what_was_kept_can_be_typed(tmp_path):
    kept = tmp_path / "a wild one"
    command = [sys.executable, "-m", "engine", "train", "line", "--save", str(kept)]
    command += ["--set", "learning_rate=5", "--set", "steps=5000"]
    said = subprocess.run(command, capture_output=True, text=True).stderr
    advice = said.partition("See them by: python ")[2].strip()
    shown = subprocess.run(["sh", "-c", f'"$0" {advice}', sys.executable], capture_output=True)
    assert b"111 steps recorded" in shown.stdout


def test_a_field_that_is_given_as_an_option_is_told_how(capsys):
    for option, field in (("--epochs", "epochs"), ("--lr", "learning_rate")):
        with pytest.raises(SystemExit) as stop:
            main(["train", "heart", option, "5"])
        assert stop.value.code == 2
        said = capsys.readouterr().err
        assert f"--set {field}=VALUE" in said
        assert said.count("\n") == 1


def test_the_version_is_that_of_the_project():
    said = subprocess.run(
        [sys.executable, "-m", "engine", "--version"], capture_output=True, text=True
    )
    assert said.stdout == f"trainreel {engine.__version__}\n"


def test_of_one_thing_the_word_is_in_the_singular(capsys):
    short = engine.record("heart", steps=1)
    show_history(short)
    said = capsys.readouterr().out + repr(short)
    with pytest.raises(engine.Refused) as ended:
        engine.resume(short)
    with pytest.raises(engine.Refused) as shallow:
        engine.record("heart", sizes=(2, 1), activations=("tanh", "sigmoid"))
    with pytest.raises(engine.Refused) as large:
        engine.train(short.final, [[1.0], [2.0]], [[1.0]], steps=1, batch=2, learning_rate=0.1)
    said += f"{ended.value}{shallow.value}{large.value}{engine.Interrupted(short)}"
    for one in ("1 step recorded", "1 step, cost", "after 1 step:", "after 1 step;", "1 layer with",
                "full batch, 1 step", "only 1 example"):  # fmt: skip
        assert one in said
    assert not re.search(r"\b1 (steps|layers|examples|epochs)\b", said)
