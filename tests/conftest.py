"""What every test relies on: its own cache of recordings, and the same examples every time."""

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

# The engine's tests run where only NumPy and pytest are; those that need hypothesis say so.
if importlib.util.find_spec("hypothesis"):
    from hypothesis import settings

    # Two busy cores are no reason to fail, and a failure must be one that can be repeated.
    settings.register_profile("house", deadline=None, derandomize=True)
    settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let somebody who has looked at the pictures keep them."""
    parser.addoption(
        "--keep-pictures", action="store_true", help="keep the lectures' present pictures"
    )


if importlib.util.find_spec("xdist"):

    def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
        """Say which tests must run in one process, where several share the tests."""
        from tests.sharing import ByWhatIsShared

        return ByWhatIsShared(config, log)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def python_says(root) -> Callable[[str], str]:
    """What a fresh Python, started in the checkout, prints when it runs some code."""

    def run(code: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=root, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture(autouse=True, scope="session")
def private_cache(tmp_path_factory):
    """No test may read a recording that an earlier version of the engine left in a cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRAINREEL_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
