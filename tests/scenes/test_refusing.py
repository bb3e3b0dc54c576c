"""What a lecture cannot show is refused in one sentence, and the film that was there stays."""

import os
import subprocess
import sys

import pytest
from manim import Dot, tempconfig

import engine
from engine.asking.lectures import answers
from scenes.vocabulary.stage import Lecture
from tests.scenes.conftest import LECTURES
from tests.scenes.filming import ROOT
from tests.scenes.playing import QUIETLY, scene_classes

LECTURE = """
from manim import FadeIn, Dot
import engine
from scenes.vocabulary import Lecture

class Small(Lecture):
    refusals = (engine.Refused,)

    @staticmethod
    def unfit(history):
        return "it has more than two inputs" if history.run.sizes[0] > 2 else ""

    def construct(self):
        history = self.fitting(engine.chosen("heart", steps=3))
        self.open("Two inputs", run=history)
        with self.say("A dot."):
            self.play(FadeIn(Dot()))
"""


def render(path, media, run):
    command = [sys.executable, "-m", "manim", "render", "-ql", "--progress_bar", "none"]
    return subprocess.run(
        [*command, "--media_dir", str(media), str(path)],
        cwd=ROOT,
        env={**os.environ, "TRAINREEL_RUN": str(run)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    folder = tmp_path_factory.mktemp("refusing")
    path = folder / "small.py"
    path.write_text(LECTURE, encoding="utf-8")
    done = render(path, folder / "media", "xor")
    assert done.returncode == 0, done.stderr
    (made,) = (folder / "media/videos/small/480p15").glob("*.mp4")
    return path, folder / "media", made


@pytest.mark.parametrize(
    ("run", "sentence"),
    [
        ("hart", "did you mean 'heart'?"),
        ("no/such/folder", "no/such/folder is not a saved history"),
        ("breast_cancer", "breast_cancer cannot be shown here: it has more than two inputs."),
    ],
)
def test_a_render_ends_with_the_sentence_and_leaves_the_film_as_it_was(film, run, sentence):
    path, media, made = film
    before = made.read_bytes(), sorted(media.rglob("*.mp4"))
    done = render(path, media, run)
    said = done.stderr.strip().splitlines()
    assert done.returncode == 2
    assert said[-1].startswith("Small: ")
    assert sentence in said[-1]
    assert "Traceback" not in done.stdout + done.stderr
    assert (made.read_bytes(), sorted(media.rglob("*.mp4"))) == before


class Late(Lecture):
    refusals = (engine.Refused,)

    def construct(self):
        self.open("A fault of ours")
        self.add(Dot())
        self.hold(0.2)
        raise engine.Refused("Too late.")


class Fault(Lecture):
    refusals = (engine.Refused,)

    def construct(self):
        raise ValueError("not a refusal")


@pytest.mark.parametrize(("lecture", "kind"), [(Late, engine.Refused), (Fault, ValueError)])
def test_a_fault_of_ours_is_shown_whole(lecture, kind):

    with tempconfig(QUIETLY), pytest.raises(kind):
        lecture().render()


AS_IT_IS = {"activations": "identity", "cost": "mse"}
TAKERS = [path for path in LECTURES if "engine.chosen(" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", TAKERS, ids=lambda path: path.stem)
def test_a_lecture_refuses_a_run_with_the_very_reason_that_the_command_line_gives(
    path, tmp_path, monkeypatch, capsys
):
    assert "self.fitting(engine.chosen(" in path.read_text(encoding="utf-8")
    run = engine.record("line", steps=1)
    monkeypatch.setenv("TRAINREEL_RUN", str(run.save(tmp_path / "run")))
    reason = answers(run)[path.stem]
    assert reason
    (lecture,) = scene_classes(path)
    with tempconfig(QUIETLY), pytest.raises(SystemExit):
        lecture().render()
    told = capsys.readouterr().err
    assert told == f"{lecture.__name__}: line cannot be shown here: {reason}.\n"


DEEP = {"sizes": (2, *[2] * 5, 1)}
REASONS = [
    ("backprop", {"steps": 2}, "three recorded steps are needed, and it has 2"),
    ("backprop", DEEP, "it has 6 layers of weights; there is room for 5"),
    ("feedforward", DEEP, "two to 5 layers of weights fit, and it has 6"),
    ("gradient_descent", DEEP, "it has 6 layers of weights; there is room for 5"),
    ("network", DEEP, "two to 5 layers of weights fit, and it has 6"),
    ("network", {"data": "line", "sizes": (1, 2, 1)} | AS_IT_IS, "two inputs, and it has 1"),
    ("sigmoid", {"activations": "tanh", "cost": "mse"}, "it has no sigmoid, only tanh"),
    ("sigmoid", {"start": [99.0] * 9, "sizes": (2, 2, 1)}, "it has every z1 beyond 12, where"),
    ("training", {"sizes": (2, *[2] * 10, 1)}, "up to 10 layers of weights fit, and it has 11"),
    ("training", {"steps": 1}, "two recorded steps are needed, and it has fewer"),
    ("vectorization", DEEP, "up to 4 layers of weights fit, and it has 6"),
    ("vectorization", {"sizes": (2, 9, 9, 1)}, "rows of W, a and z together, and a layer has"),
    ("vectorization", {"sizes": (2, 1), "batch": 1}, "two to 10 columns, and its first step has 1"),
    ("vectorization", {"activations": "tanh", "cost": "mse"}, "one answer from 0 to 1 is needed"),
]


@pytest.mark.parametrize(("stem", "fields", "reason"), REASONS)
def test_each_reason_names_what_there_is_and_what_there_is_room_for(stem, fields, reason):
    (lecture,) = scene_classes(ROOT / "scenes" / f"{stem}.py")
    assert reason in lecture.unfit(engine.record("heart", **({"steps": 3} | fields)))


@pytest.mark.parametrize(("stem", "word"), [("feedforward", "ends"), ("network", "begins")])
def test_a_lecture_on_digits_that_are_not_to_be_had_is_refused(stem, word, monkeypatch, capsys):
    (lecture,) = scene_classes(ROOT / "scenes" / f"{stem}.py")
    monkeypatch.setitem(lecture.construct.__globals__, "larger", lambda *_: None)
    with tempconfig(QUIETLY), pytest.raises(SystemExit):
        lecture().render()
    sentence = f"{stem.capitalize()} {word} with digits: MNIST's, or those of scikit-learn.\n"
    assert capsys.readouterr().err == f"{lecture.__name__}: {sentence}"


def test_every_other_lecture_says_that_its_runs_are_its_own():
    found = answers(engine.record("heart"))
    assert list(found) == sorted(path.stem for path in LECTURES)
    own = {path.stem for path in LECTURES if path not in TAKERS}
    assert {name for name, why in found.items() if why == "it shows runs of its own"} == own
    assert {found[path.stem] for path in TAKERS} == {""}


def test_a_lecture_that_takes_no_run_says_so_once_and_shows_its_own(film, tmp_path):
    path = tmp_path / "own.py"
    own = LECTURE.replace("unfit(history)", "other(history)").replace("self.fitting", "")
    path.write_text(own.replace("engine.chosen", "engine.record"), encoding="utf-8")
    done = render(path, tmp_path / "media", "no such run")
    assert done.returncode == 0, done.stderr
    said = " ".join(done.stdout.split())
    assert said.count("shows runs of its own") == 1
    assert "python -m engine show 'no such run'" in said
    path, media, _ = film
    assert "runs of its own" not in render(path, media, "xor").stdout


@pytest.mark.parametrize("path", TAKERS, ids=lambda path: path.stem)
def test_a_run_that_was_stopped_before_its_first_step_is_no_run_to_show(path):
    run = engine.record("heart", steps=2)
    (lecture,) = scene_classes(path)
    assert lecture.unfit(_Empty(run)) != ""


class _Empty:
    """A history without a step."""

    def __init__(self, history):
        self.run, self.dataset, self.name = history.run, history.dataset, history.name

    def __len__(self):
        return 0
