"""What the tests of the picture share: one recording of `heart`, and each lecture played once."""

import importlib.util
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
    """Each lecture that there is, played to its end without writing a film."""
    from tests.scenes.lint import linter
    from tests.scenes.playing import play
    from tests.scenes.truth import audit

    return play(request.param, audit, linter(request.param.stem))


@pytest.fixture(scope="session", params=LECTURES, ids=lambda path: path.stem)
def in_the_light(request):
    """What was to be seen of each lecture in the light theme."""
    from scenes.vocabulary import style
    from tests.scenes.lint import linter
    from tests.scenes.playing import play

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(style, "THEME", style.THEMES["light"])
        return play(request.param, lint=linter(f"{request.param.stem}-light")).rests


@pytest.fixture(scope="session", params=LECTURES, ids=lambda path: path.stem)
def injected(request):
    """The faults that were put into a lecture on purpose, and whether they were found."""
    import numpy as np

    from tests.scenes.faults import inject
    from tests.scenes.playing import play

    rng, made = np.random.default_rng(42), []

    def inject_at_rest(scene):
        if not scene.unsettled:
            made.extend(inject(scene, rng))
        return []

    play(request.param, lint=inject_at_rest)
    return made
