"""What the tests of the picture share: one recording of `heart`, and each lecture played once."""

import importlib.util
from contextlib import contextmanager
from pathlib import Path

import pytest

FILM = importlib.util.find_spec("manim") is not None
# The engine's tests run where Manim is not; those of the picture cannot.
collect_ignore_glob = [] if FILM else ["test_*.py"]

LECTURES = sorted(
    path
    for path in (Path(__file__).parents[2] / "scenes").glob("*.py")
    if path.name != "__init__.py"
)


@contextmanager
def as_it_comes():
    """See to it that a lecture shows its own run, without data that a newcomer has not got."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("TRAINREEL_RUN", "TRAINREEL_DATA"):
            patch.delenv(name, raising=False)
        yield patch


@pytest.fixture(autouse=True, scope="session")
def one_measurement(private_cache):
    """Let each machine show what was once measured on one: a picture that is kept must not change.

    It stands where the engine would have kept its own.
    """
    from engine import measuring

    path = measuring.place(3, 2)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(Path(__file__).with_name("timing.json").read_text("utf-8"), "utf-8")


@pytest.fixture(scope="session")
def heart():
    """The main lecture's own run."""
    import engine

    return engine.record("heart", seed=42)


@pytest.fixture(scope="session")
def person(heart):
    """The working of its first step for the person whom the lecture follows."""
    from engine import working

    return working.example(heart[0], 1)


@pytest.fixture(scope="session", params=LECTURES, ids=lambda path: path.stem)
def playing(request):
    """Each lecture that there is, played to its end without writing a film.

    When all was looked at, faults are put into the picture on purpose, and taken out again.
    """
    import numpy as np

    from tests.scenes.faults import inject
    from tests.scenes.lint import linter
    from tests.scenes.playing import play
    from tests.scenes.truth import audit

    clean, rng, made = linter(request.param.stem), np.random.default_rng(42), []

    def look_and_inject(scene):
        marks = clean(scene)
        made.extend(inject(scene, rng))
        return marks

    with as_it_comes():
        return play(request.param, audit, look_and_inject)._replace(injected=made)


@pytest.fixture(scope="session", params=LECTURES, ids=lambda path: path.stem)
def in_the_light(request):
    """What was to be seen of each lecture in the light theme."""
    from scenes.vocabulary import style
    from tests.scenes.lint import linter
    from tests.scenes.playing import play

    with as_it_comes() as patch:
        patch.setattr(style, "THEME", style.THEMES["light"])
        return play(
            request.param, lint=linter(f"{request.param.stem}-light"), every_frame=False
        ).rests
