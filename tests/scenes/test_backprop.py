"""The backprop lecture replays other runs: their shapes fit, and what does not is refused."""

import pytest

import engine
from scenes.vocabulary import style
from tests.scenes.conftest import LECTURES
from tests.scenes.lint import linter
from tests.scenes.other_runs import RUNS
from tests.scenes.playing import play
from tests.scenes.truth import audit

(LECTURE,) = (path for path in LECTURES if path.stem == "backprop")
HAIR = 0.01
FEW = "xor", "digits"  # the others take long for what they show beyond these


@pytest.mark.parametrize(
    "name", [name if name in FEW else pytest.param(name, marks=pytest.mark.slow) for name in RUNS]
)
def test_another_run_fits_the_lecture(name, tmp_path, monkeypatch):
    RUNS[name]().save(tmp_path / "run")
    monkeypatch.setenv("TRAINREEL_RUN", str(tmp_path / "run"))
    playing = play(LECTURE, audit, linter("backprop"))
    assert 120 <= playing.seconds <= 240
    assert [c.text for c in playing.captions if len(c.text) > 84] == []
    assert {fault for moment in playing.moments for fault in moment.untrue} == set()
    assert {fault for moment in playing.moments for fault in moment.unclean} == set()
    beyond = {
        f"{moment.where}: {piece.name}"
        for moment in playing.rests
        for piece in moment.pieces
        if max(-piece.left, piece.right) > style.RIGHT_EDGE + HAIR
    }
    assert beyond == set()


def test_a_run_that_does_not_fit_is_refused_before_the_first_frame(tmp_path, monkeypatch, capsys):
    engine.record("line").save(tmp_path / "run")
    monkeypatch.setenv("TRAINREEL_RUN", str(tmp_path / "run"))
    with pytest.raises(SystemExit) as refusal:
        play(LECTURE)
    assert refusal.value.code == 2
    assert "hidden layer" in capsys.readouterr().err
