"""TRAINREEL_RUN names the run that a lecture replays, or a sentence says why not."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine.asking import choosing


@pytest.fixture
def named(monkeypatch):
    def name(value):
        monkeypatch.setenv("TRAINREEL_RUN", str(value))

    return name


@pytest.fixture
def nowhere(monkeypatch, tmp_path):
    """A machine without data files, on which nothing may be downloaded."""
    monkeypatch.delenv("TRAINREEL_DATA", raising=False)
    monkeypatch.setenv("TRAINREEL_CACHE", str(tmp_path / "cache"))

    def fetch(*_, **__):
        pytest.fail("the network was asked")

    monkeypatch.setattr("engine.datasets.mnist.fetch", fetch)


@pytest.mark.parametrize("empty", [None, ""])
def test_without_the_variable_it_is_the_default_with_its_overrides(monkeypatch, empty):
    monkeypatch.delenv("TRAINREEL_RUN", raising=False)
    if empty is not None:
        monkeypatch.setenv("TRAINREEL_RUN", empty)
    history = engine.chosen("heart", seed=7, steps=4)
    assert (history.name, history.run.seed, len(history)) == ("heart", 7, 4)


def test_the_overrides_belong_to_the_default_alone(named):
    named("neuron")
    history = engine.chosen("heart", seed=7, steps=4)
    assert (history.name, history.run.seed, len(history)) == ("neuron", 42, 200)


def test_the_default_can_be_named_and_is_then_as_its_row_says(named):
    named("heart")
    assert len(engine.chosen("heart", steps=4)) == 1000


@pytest.mark.parametrize("below", ["kept", "a/folder.of/kept"])
def test_a_saved_history_is_loaded_from_its_folder(named, tmp_path, monkeypatch, below):
    saved = engine.record("xor", steps=5)
    saved.save(tmp_path / below)
    monkeypatch.chdir(tmp_path)
    for path in (tmp_path / below, below):
        named(path)
        found = engine.chosen("heart", seed=1)
        assert found.fingerprint == saved.fingerprint
        np.testing.assert_array_equal(found["W1"], saved["W1"])


def test_a_name_that_nobody_knows_is_refused_with_those_that_are(named):
    named("hart")
    with pytest.raises(engine.Refused, match="no run, and no folder, 'hart': did you mean 'heart'"):
        engine.chosen("heart")


def test_a_folder_that_is_not_there_or_holds_no_whole_history_is_refused(named, tmp_path):
    named(tmp_path / "nothing")
    with pytest.raises(engine.Refused, match="is not a saved history"):
        engine.chosen("heart")
    broken = engine.record("xor", steps=5).save(tmp_path / "broken")
    (broken / "targets.npy").unlink()
    named(broken)
    with pytest.raises(engine.Refused, match="is cut short: targets.npy"):
        engine.chosen("heart")


def test_a_run_whose_cost_stops_being_a_number_is_refused():
    with pytest.raises(engine.Refused, match="The run line cannot be replayed: .*"):
        engine.chosen("line", learning_rate=1e30)


def test_data_that_is_not_here_is_refused_and_never_fetched(nowhere, named):
    assert not engine.at_hand("three_blue", epochs=1)
    named("three_blue")
    with pytest.raises(engine.Refused, match="downloading is off"):
        engine.chosen("heart")


def test_what_needs_no_file_is_at_hand(nowhere):
    assert engine.at_hand("heart")
    pytest.importorskip("sklearn", reason="the set comes with scikit-learn")
    assert engine.at_hand("digits", epochs=2)


def test_a_recording_that_was_made_before_is_at_hand_without_its_data(nowhere, monkeypatch):
    made = engine.record("heart", steps=3)
    monkeypatch.setattr(choosing, "dataset_of", lambda *_, **__: pytest.fail("the data was read"))
    assert engine.at_hand("heart", steps=3)
    assert made.name == "heart"


def test_a_name_for_at_hand_has_to_exist():
    with pytest.raises(engine.Refused, match="did you mean 'three_blue'"):
        engine.at_hand("three_blu")
