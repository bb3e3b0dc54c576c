"""Every test of the engine keeps its recordings in a cache of its own."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True, scope="session")
def private_cache(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRAINREEL_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
