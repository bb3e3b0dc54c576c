"""Whatever is typed or set: exit code 0, 1 or 2, and one sentence where something is wrong."""

from __future__ import annotations

import os
import random
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

import engine
from engine.datasets import load
from engine.datasets.fetching import addresses
from engine.experiments import RUNS
from engine.run import Run
from tests.engine.fuzzing import assert_is_a_sentence, limits
from tests.proof import proved

pytest.importorskip("rich", reason="the command line prints with rich")
from engine.__main__ import main

KEYS = [each.name for each in fields(Run)] + [
    "noise", "validation", "copies", "per_class", "classes", "form", "first", "data_seed", "points",
    "examples", "scaled_target", "image", "", "=", "learning rate", "W1", "__class__", "self",
]  # fmt: skip
VALUES = [
    "0", "1", "-1", "2", "3", "7", "1000", "1e3", "0.5", "-0.5", "1e308", "1e-320", "nan", "inf",
    "None", "True", "False", "''", "[]", "()", "{}", "[1]", "(2, 3, 1)", "(2, 0, 1)", "(2, -1, 1)",
    "(2, 1000000000, 1)", "(2, 3.5, 1)", "(2,)", "[[2]]", "{'a': 1}", "{1, 2}", "{[]: 1}", "b'x'",
    "relu", "tanh", "sigmoid", "softmax", "('relu', 'softmax')", "bce", "mse", "cce", "heart",
    "xor", "circle", "digits", "mnist", "quickdraw", "given", "float32", "float16", "int8", "all",
    "auto", "keyframes", "every 10", "every 0", "every -1", "every x", "log 5", "log 1",
    "log 1000000000000", "every 1", "0,1,2", "5,4", "-3", "0,99999999999999999999", "W1",
    "('W1', 'cost')", "(0, 3)", "(99,)", "accuracy", "('accuracy', 'confusion')", "right",
    "article_bias", "he", "zeros", "99999999999999999999", "1" * 400, "9" * 5000, "10**9",
    "1000000000000", "__import__('os')", "(" * 300, "-" * 3000 + "1", "[" * 200 + "]" * 200,
    "x" * 5000, "\n", "a\nb", "\x1b[31m", "é", "∞", "../..", "/", "~", "cat,dog", "cat,cat",
    "../../x,y", "%2e%2e%2fx,dog", "1_000", "0x10", "+5", "1j", "...", "'a' 'b'", "lambda: 1",
    "1;2", "f'{1}'", "'\\udc80'",
]  # fmt: skip
NAMES = [
    *RUNS,
    "hart",
    "",
    "-",
    "--",
    "..",
    "/",
    "Heart",
    "heart ",
    "x" * 3000,
    "a\nb",
    "heart;ls",
    "*",
]
SMALL = ("steps=3", "epochs=1", "budget=50000000")
QUICK = ("heart", "heart_raw", "xor", "neuron", "line", "valleys", "circle", "gauss")


def typed(chance, place):
    """A command line: mostly of the right shape, with something in it that is not."""
    command = chance.choice(("train", "train", "train", "check", "show", "list", "trian", "", "-h"))
    line = [command]
    if command in ("train", "check"):
        line.append(chance.choice(QUICK if chance.random() < 0.8 else NAMES))
        for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
            setting = f"{chance.choice(KEYS)}={chance.choice(VALUES)}"
            line += ["--set", chance.choice((setting,) * 9 + ("steps", "=", "==", "steps=="))]
        if not any("steps=" in word or "epochs=" in word for word in line):
            line += ["--set", chance.choice(("steps=3", "epochs=1"))]
    if command == "show":
        line.append(chance.choice((str(place), str(place / "none"), "", "/dev/zero", "x" * 5000)))
    if chance.random() < 0.1:
        line += chance.choice((["--save", str(place / "kept")], ["--save"], ["--data", "/none"],
                               ["--set"], ["--what"], ["more"], ["--save", str(place / "a" / "b")],
                               ["--save", "x" * 3000], ["--save", ""]))  # fmt: skip
    return line


def run(line, capsys, *folders):
    """What `python -m engine` does with a line: its exit code, having said one sentence if 2."""
    with limits(*folders):
        try:
            code = main(line)
            parsed = True
        except SystemExit as stop:  # argparse
            code, parsed = stop.code, False
    said = capsys.readouterr()
    assert code in (0, 1, 2), line
    if code == 2:
        text = said.err if parsed else said.err.splitlines()[-1]
        assert_is_a_sentence(text.removesuffix("\n"))
    assert "Traceback" not in said.err + said.out
    return code


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder to stand in, and all that may be written to."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRAINREEL_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("TRAINREEL_DATA", str(tmp_path))
    with suppress(engine.Refused):
        load("digits")  # a library's first import is nobody's hang
    for name in ("MNIST", "QUICKDRAW"):  # nothing is asked of the world
        monkeypatch.setattr(addresses, name, "http://127.0.0.1:9/")
    return tmp_path


def fuzz(place, capsys, *, times, seed):
    chance, codes = random.Random(seed), set()
    for _ in range(times):
        codes.add(run(typed(chance, place), capsys, place))
    assert codes >= {0, 2}
    proved("fuzz: command lines and environment", times)


def test_whatever_is_typed_is_done_or_refused_in_a_sentence(place, capsys):
    fuzz(place, capsys, times=500, seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10, 20))
def test_ten_times_as_many_command_lines_are_done_or_refused(place, capsys, seed):
    fuzz(place, capsys, times=500, seed=seed)


def refuse_or_do(keys, value, capsys, place):
    for key in keys:
        settings = [f"{key}={value}"] + ["steps=2"] * (key not in ("steps", "epochs"))
        run(["train", "heart", *(f"--set={setting}" for setting in settings)], capsys, place)
    proved("fuzz: command lines and environment", len(keys))


def test_fields_refuse_strange_values_in_a_sentence(place, capsys):
    chance = random.Random(2)
    for value in VALUES:
        refuse_or_do(chance.sample(KEYS, 4), value, capsys, place)


@pytest.mark.slow
@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_every_field_refuses_every_strange_value_in_a_sentence(place, capsys, value):
    refuse_or_do(KEYS, value, capsys, place)


FOLDERS = ("", ".", "/dev/null", "/dev/null/x", "~", "~nobody-of-that-name/x", "a b",
           "x" * 300, "../../../../../../../dev/null", "é", "file", "cut\nin two", "--help", "%s",
           "$HOME", "\\\\server\\share", "C:\\x")  # fmt: skip


@pytest.mark.parametrize("variable", ["TRAINREEL_CACHE", "TRAINREEL_DATA", "TRAINREEL_RUN"])
def test_any_environment_is_used_or_refused_in_a_sentence(place, capsys, monkeypatch, variable):
    (place / "file").write_text("not a folder")
    monkeypatch.setenv("HOME", str(place))  # where the user's cache is, if none is named
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    lines = (
        ["train", "heart", "--set", "steps=2"],
        ["train", "nielsen"],
        ["check", "xor"],
        ["list"],
    )
    for value in FOLDERS:
        monkeypatch.setenv(variable, value)
        for line in lines:
            run(line, capsys, place, Path(value))
        with limits(place, Path(value)):
            try:
                engine.chosen("heart", steps=2)
            except engine.Refused as refusal:
                assert_is_a_sentence(str(refusal))
    proved("fuzz: command lines and environment", len(FOLDERS) * (len(lines) + 1))


STRANGE = (None, True, 0, -1, 2.5, 10**30, float("nan"), "", "x", b"x", (), (1, "a"), {"a": 1}, {1},
           object(), np.float64("nan"), np.arange(3), [[]], lambda: 1, Run)  # fmt: skip


def test_record_refuses_every_strange_override_in_a_sentence(place):
    names = [each.name for each in fields(Run) if each.name != "name"]
    for name in names:
        for value in STRANGE:
            with limits(place):
                try:
                    engine.record("heart", **({"steps": 2} | {name: value}))
                except (engine.Refused, engine.Diverged) as refusal:
                    assert_is_a_sentence(str(refusal))
    proved("fuzz: command lines and environment", len(names) * len(STRANGE))


ARRAYS = (None, 1, "x", [], [[]], [[1.0]], [[np.nan]], [[np.inf]], [[1e308, -1e308]], [["a"]],
          np.zeros((2, 3)), np.zeros((2, 0)), np.zeros((0, 3)), np.zeros((2, 3, 1)),
          [[1, 2], [3]], np.zeros((2, 3), complex), np.zeros((2, 3), object), [[None]],
          np.ones((1, 3)))  # fmt: skip


def test_train_refuses_every_strange_array_in_a_sentence(place):
    network = engine.Network.random((2, 3, 1), rng=np.random.default_rng(0))
    count = 0
    for X in ARRAYS:
        for Y in ARRAYS:
            with limits(place):
                try:
                    engine.train(network, X, Y, steps=2, learning_rate=0.1)
                except (engine.Refused, engine.Diverged) as refusal:
                    assert_is_a_sentence(str(refusal))
            count += 1
    proved("fuzz: command lines and environment", count)


def test_the_watch_would_see_a_file_written_elsewhere(place, capsys, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    line = ["train", "heart", "--set", "steps=2", "--save", str(elsewhere / "kept")]
    with pytest.raises(AssertionError, match=os.path.basename(elsewhere)):
        run(line, capsys, place)
