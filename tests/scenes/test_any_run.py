"""Whatever run a lecture is given, it plays it truthfully, or refuses it in one sentence."""

import re
import secrets
import sys
from pathlib import Path

import numpy as np
import pytest

import engine
from scenes.pictures import backprop
from tests.engine.foreign import KEPT
from tests.proof import proved
from tests.scenes.any_run import any_run, said
from tests.scenes.conftest import LECTURES
from tests.scenes.lint import linter
from tests.scenes.playing import play
from tests.scenes.truth import audit

TAKERS = [path for path in LECTURES if "engine.chosen(" in path.read_text(encoding="utf-8")]
# Seeds, and whether the lecture plays what they draw: starts at zeros, batches and data of one
# example, two steps, one output and many, a narrow end of a wide network; and what has no picture.
FEW = [
    (149, "backprop", True),
    (200, "backprop", False),
    (290, "backprop", False),
    (301, "backprop", False),
    (20261141, "backprop", True),
    (20261145, "backprop", True),
    (580, "feedforward", True),
    (200, "feedforward", False),
    (202, "feedforward", False),
    (777018, "feedforward", True),
    (352129219, "feedforward", True),
    (352129240, "feedforward", True),
    (115, "gradient_descent", True),
    (133, "gradient_descent", True),
    (149, "gradient_descent", False),
    (777019, "gradient_descent", True),
    (17, "network", True),
    (200, "network", False),
    (106, "sigmoid", True),
    (189, "sigmoid", True),
    (200, "sigmoid", False),
    (202, "sigmoid", False),
    (209, "sigmoid", True),
    (352129220, "sigmoid", True),
    (352129233, "sigmoid", True),
    (352129242, "sigmoid", True),
    (106, "training", True),
    (110, "training", True),
    (122, "training", True),
    (20261142, "training", True),
    (521, "vectorization", True),
    (805, "vectorization", True),
    (200, "vectorization", False),
]
MANY = 200  # pairs in the long suite
# Of a lecture that shows the run at its end alone, that end is played.
ENDS = {
    "gradient_descent": Path(__file__).with_name("sliced_lecture.py"),
    "training": Path(__file__).with_name("ended_lecture.py"),
}


def outcome(path, run, folder, monkeypatch, capsys):
    """Play a lecture with a run: its faults, or None where it was refused, as it should be."""
    run.save(folder / "run")
    monkeypatch.setenv("TRAINREEL_RUN", str(folder / "run"))
    capsys.readouterr()
    try:
        playing = play(
            ENDS.get(path.stem, path), audit, linter(f"{path.stem}-any"), every_frame=False
        )
    except SystemExit as end:  # a lecture that has begun lets its refusal through, as what it is
        code, told = end.code, capsys.readouterr().err.strip()
        playing = None
    if playing is None:
        assert code == 2
        assert re.fullmatch(r"Watched: .+\.", told), told
        return None
    return {
        fault
        for moment in playing.moments
        for fault in (*moment.untrue, *moment.wrong, *moment.unclean)
    }


@pytest.mark.parametrize(("seed", "stem", "plays"), FEW)
def test_another_run_that_nobody_chose_is_shown_or_refused(
    seed, stem, plays, tmp_path, monkeypatch, capsys
):
    run = any_run(seed)
    (path,) = (path for path in TAKERS if path.stem == stem)
    faults = outcome(path, run, tmp_path, monkeypatch, capsys)
    assert faults == (set() if plays else None), f"any_run({seed}): {said(run)}"
    proved("runs × lectures", 1)


@pytest.mark.parametrize(
    "stem", ["feedforward", "gradient_descent", "network", "backprop", "sigmoid", "training"]
)
def test_a_recording_of_torchs_with_gaps_is_shown(stem, tmp_path, monkeypatch, capsys):
    run = engine.load(KEPT / "gaps")
    (path,) = (path for path in TAKERS if path.stem == stem)
    assert outcome(path, run, tmp_path, monkeypatch, capsys) == set()


@pytest.mark.parametrize("stem", ["backprop", "network"])
def test_a_narrow_run_of_which_only_keyframes_were_kept_is_shown(
    stem, tmp_path, monkeypatch, capsys
):
    rng = np.random.default_rng(3)
    X = rng.normal(size=(2, 24))
    network = engine.Network.random((2, 3, 1), rng=rng, activations=("tanh", "sigmoid"))
    words = {"epochs": 6, "batch": 5, "momentum": 0.9, "l2": 0.01, "learning_rate": 0.3}
    words |= {"drop_last": True, "dtype": "float32", "keep": "keyframes"}
    run = engine.train(network, X, (X.sum(axis=0) > 0)[None], **words)
    (path,) = (path for path in TAKERS if path.stem == stem)
    assert outcome(path, run, tmp_path, monkeypatch, capsys) == set()


class Thinned:
    """Thirty steps, of which the first was recorded."""

    def __len__(self):
        return 30

    def at_hand(self, step):
        return 0


def test_one_without_its_second_step_cannot_show_the_first_update():
    assert not backprop.unfit(engine.load(KEPT / "gaps"))
    assert "step 1 was not recorded" in backprop.unfit(Thinned())


def test_every_lecture_that_takes_a_run_is_tried():
    assert {path.stem for path in TAKERS} == {stem for _, stem, plays in FEW if plays}
    assert len(FEW) >= 12


@pytest.mark.slow
def test_hundreds_of_other_runs_are_shown_or_refused(tmp_path, monkeypatch, capsys):
    first, faults = secrets.randbelow(10**9), {}
    for number in range(MANY):
        path, seed = TAKERS[number % len(TAKERS)], first + number // len(TAKERS)
        try:
            found = outcome(path, any_run(seed), tmp_path / str(number), monkeypatch, capsys)
        except (Exception, SystemExit) as fault:  # the others are to be tried too
            found = {repr(fault)}
        if found:
            faults[f"{path.stem} with any_run({seed}), {said(any_run(seed))}"] = sorted(found)[:3]
    sys.stdout.write(f"runs from any_run({first}) on\n")
    assert faults == {}, f"runs from any_run({first}) on"
    proved("runs × lectures", MANY)
