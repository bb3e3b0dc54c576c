"""A path is a text or a Path, and ~ in it is one's own folder, wherever a path is taken."""

from __future__ import annotations

import importlib.metadata
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest

import engine
from engine.basics.paths import cache_folder
from engine.datasets.fetching.files import data_folder

pytest.importorskip("rich", reason="the command line prints with rich")
from engine.__main__ import main

ROOT = Path(engine.__file__).parents[1]
KINDS = [str, Path, np.str_]


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home, and another folder to stand in, in which no folder called ~ may appear."""
    (tmp_path / "home").mkdir()
    (tmp_path / "here").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path / "here")
    yield tmp_path / "home"
    assert not list((tmp_path / "here").iterdir())


@pytest.mark.parametrize("kind", KINDS)
def test_a_history_is_saved_and_loaded_at_home(home, kind):
    history = engine.record("heart", steps=3)
    path = history.save(kind("~/kept/one"))
    assert path == home / "kept" / "one"
    assert engine.load(kind("~/kept/one")).fingerprint == history.fingerprint
    assert engine.load(path).fingerprint == history.fingerprint


@pytest.mark.parametrize("kind", KINDS)
def test_training_records_at_home(home, kind):
    network = engine.Network.random((2, 1), rng=np.random.default_rng(0))
    words = {"steps": 2, "learning_rate": 0.1, "to": kind("~/mine")}
    history = engine.train(network, [[0.0, 1], [2, 3]], [[0, 1]], **words)
    engine.resume(history, steps=2, to=kind("~/longer"))
    assert len(engine.load(home / "mine")) == 2
    assert len(engine.load(home / "longer")) == 4


def test_the_variables_name_folders_at_home(home, monkeypatch):
    monkeypatch.setenv("TRAINREEL_CACHE", "~/cache")
    assert cache_folder() == home / "cache"
    engine.record("heart", steps=2)
    assert list((home / "cache").rglob("history.json"))
    (home / "data").mkdir()
    monkeypatch.setenv("TRAINREEL_DATA", "~/data")
    assert (
        data_folder(None) == data_folder("~/data") == data_folder(Path("~/data")) == home / "data"
    )
    engine.record("heart", steps=2).save("~/run")
    monkeypatch.setenv("TRAINREEL_RUN", "~/run")
    assert len(engine.chosen("xor")) == 2
    monkeypatch.delenv("TRAINREEL_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "~/elsewhere")
    if sys.platform.startswith("linux"):
        assert cache_folder() == home / "elsewhere" / "trainreel"


def test_the_command_line_saves_and_shows_at_home(home, capsys):
    assert main(["train", "heart", "--set", "steps=3", "--save", "~/typed"]) == 0
    assert len(engine.load(home / "typed")) == 3
    assert main(["show", "~/typed"]) == 0
    assert main(["train", "heart", "--set", "steps=4", "--save", "~/typed"]) == 0
    (home / "thesis").write_text("years of work")
    assert main(["train", "heart", "--save", "~/thesis"]) == 2
    assert (home / "thesis").read_text() == "years of work"


@pytest.mark.parametrize("path", [None, 3, b"kept", ["kept"], 1.5, "with\0zero", ""])
def test_what_names_no_folder_is_refused(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    history = engine.record("heart", steps=2)
    for call in (history.save, engine.load):
        with pytest.raises(engine.Refused):
            call(path)
    assert not list(tmp_path.iterdir())


def test_the_version_has_one_source():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert engine.__version__ == project["version"]


def test_a_plain_checkout_knows_its_version_and_an_installed_engine_too(tmp_path):
    tell = [sys.executable, "-c", "import engine; print(engine.__version__)"]
    shutil.copytree(ROOT / "engine", tmp_path / "engine")
    told = subprocess.run(tell, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == importlib.metadata.version("trainreel")  # as it is installed
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "trainreel"\nversion = "7.8.9"\n')
    told = subprocess.run(tell, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "7.8.9"


def test_the_version_costs_an_import_nothing():
    look = (
        "import engine, sys; print('tomllib' in sys.modules, 'importlib.metadata' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True)
    assert told.stdout.split() == ["False", "False"]
