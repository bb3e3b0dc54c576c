"""Short runs of other shapes than the lectures' own, which they must be able to replay."""

import numpy as np
import pytest

import engine
from tests.scenes import test_lectures as rules
from tests.scenes.conftest import LECTURES
from tests.scenes.lint import linter
from tests.scenes.playing import play
from tests.scenes.truth import audit

__all__ = ["RUNS", "each_run", "lecture", "refusal_of", "replay_by_the_rules"]


def trained(sizes, activations, *, cost, outputs):
    """A run of a network of our own, three steps long, on made-up inputs."""
    rng = np.random.default_rng(3)
    network = engine.Network.random(sizes, rng=rng, weights="scaled", activations=activations)
    X = rng.uniform(size=(sizes[0], 40))
    return engine.train(network, X, outputs(rng, 40), cost=cost, steps=3, learning_rate=0.1)


def classes(count):
    return lambda rng, m: np.eye(count)[:, rng.integers(count, size=m)]


def halves(rng, m):
    return (rng.uniform(size=(1, m)) > 0.5).astype(float)


RUNS = {
    "xor": lambda: engine.record("xor", steps=120),
    "circle": lambda: engine.record("circle", epochs=1),
    "circle of softplus": lambda: engine.record(
        "circle", epochs=1, cost="huber", activations=("identity", "softplus", "tanh")
    ),
    "digits of leaky ReLU": lambda: engine.record(
        "digits", epochs=1, cost="huber", activations=("leaky_relu", "softmax")
    ),
    "spiral": lambda: engine.record("spiral", epochs=1),
    "breast_cancer": lambda: engine.record("breast_cancer", steps=3),
    "diabetes": lambda: engine.record("diabetes", steps=3),
    "digits": lambda: engine.record("digits", epochs=1),
    "784-300-10": lambda: trained(
        (784, 300, 10), ("relu", "softmax"), cost="cce", outputs=classes(10)
    ),
    "784-30-10": lambda: trained((784, 30, 10), ("sigmoid",) * 2, cost="bce", outputs=classes(10)),
    "3-4-4-4-4-1": lambda: trained(
        (3, 4, 4, 4, 4, 1), ("tanh",) * 4 + ("sigmoid",), cost="bce", outputs=halves
    ),
}


def each_run(*few):
    """Parametrize a test by every run; those that are not among the few take long, and are slow."""
    slow = (name if name in few else pytest.param(name, marks=pytest.mark.slow) for name in RUNS)
    return pytest.mark.parametrize("name", list(slow))


def lecture(stem):
    """The file of a lecture."""
    (path,) = (path for path in LECTURES if path.stem == stem)
    return path


def replay_by_the_rules(stem, name, folder, monkeypatch):
    """Play a lecture with another run, and hold it to the rules that every lecture keeps."""
    RUNS[name]().save(folder / "run")
    monkeypatch.setenv("TRAINREEL_RUN", str(folder / "run"))
    playing = play(lecture(stem), audit, linter(stem), every_frame=False)
    rules.test_a_lecture_lasts_two_to_four_minutes(playing)
    rules.test_a_caption_fits_on_two_lines(playing)
    rules.test_captions_are_read_at_the_pace_of_speech(playing)
    for side in ("left", "right"):
        rules.test_nothing_reaches_over_the_margins(playing, side)
    rules.test_nothing_on_the_stage_crosses_the_strips(playing)
    assert {fault for moment in playing.moments for fault in moment.untrue} == set()
    assert {fault for moment in playing.moments for fault in moment.unclean} == set()


def refusal_of(stem, run, folder, monkeypatch, capsys):
    """What a lecture says of a run that it cannot show, before it ends with exit code 2."""
    run.save(folder / "run")
    monkeypatch.setenv("TRAINREEL_RUN", str(folder / "run"))
    with pytest.raises(SystemExit) as refusal:
        play(lecture(stem))
    assert refusal.value.code == 2
    return capsys.readouterr().err
