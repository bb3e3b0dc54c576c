"""The tour's snippets run, one after the other, as a reader would type them."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import numpy as np
import pytest

import engine

DOCS = Path(__file__).resolve().parents[2] / "docs"


def blocks(page: str) -> list[str]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(r"^```python\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)


@pytest.mark.skipif(not DOCS.is_dir(), reason="the documentation is not beside the tests")
def test_the_tour_runs_from_top_to_bottom(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "Agg")
    plots = importlib.util.find_spec("matplotlib") is not None  # it comes with the extra `plots`
    names: dict[str, object] = {}
    for block in blocks("engine.md"):
        if "plots." in block and not plots:
            continue
        exec(compile(block, "docs/engine.md", "exec"), names)
    said = capsys.readouterr().out
    assert "did you mean 'learning_rate'" in said
    assert "wrong in b1, b2" in said
    assert {path.name for path in tmp_path.iterdir()} == (
        {"map.png", "two.svg"} if plots else set()
    )


@pytest.mark.skipif(not DOCS.is_dir(), reason="the documentation is not beside the tests")
def test_the_format_page_reads_a_history_without_the_engine(tmp_path, monkeypatch):
    history = engine.record("heart", steps=10)
    history.save(tmp_path / "heart")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    (block,) = blocks("history-format.md")
    exec(compile(block, "docs/history-format.md", "exec"), names)
    np.testing.assert_array_equal(names["frames"]["W1"], history["W1"])
    page = (DOCS / "history-format.md").read_text(encoding="utf-8")
    for key in names["about"]:
        assert f"`{key}`" in page


@pytest.mark.skipif(not DOCS.is_dir(), reason="the documentation is not beside the tests")
@pytest.mark.parametrize("framework", ["torch", "sklearn", "keras"])
def test_your_own_training_is_recorded_as_the_page_says(framework, tmp_path, monkeypatch, capsys):
    pytest.importorskip(framework, reason=f"it comes with the extra `{framework}`")
    monkeypatch.chdir(tmp_path)
    if framework == "keras":
        monkeypatch.setenv("KERAS_BACKEND", "torch")
        pytest.importorskip("torch", reason="Keras computes with it here")
    names: dict[str, object] = {}
    for block in blocks("your-own-training.md"):
        if made_for(framework, block, names):
            exec(compile(block, "docs/your-own-training.md", "exec"), names)
    said = {"torch": "Most likely it is the sum of dW's row"}
    assert said.get(framework, "") in capsys.readouterr().out
    made = {"torch": ["my_run", "sparse"], "sklearn": ["flowers"], "keras": ["my_keras"]}
    assert sorted(path.name for path in tmp_path.iterdir()) == made[framework]


def made_for(framework: str, block: str, names: dict[str, object]) -> bool:
    """Whether a block is a framework's own, or goes on where its own ended."""
    imported = re.findall(r"^from engine.adapters.(\w+) import", block, flags=re.MULTILINE)
    if imported:
        names["__framework__"] = imported[0]
    return names.get("__framework__") == framework
