"""Which tests run in one process, where several processes share the tests."""

import re

from xdist.scheduler.loadscope import LoadScopeScheduling

from tests.scenes.conftest import LECTURES

__all__ = ["ByWhatIsShared", "group_of"]

NAMES = "|".join(path.stem for path in LECTURES)


class ByWhatIsShared(LoadScopeScheduling):
    """Gives a process all tests that share what was made for one of them."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


def group_of(nodeid: str) -> str:
    """Return the lecture that a test is about, which is played once for all of those, or its file.

    A test that is given something else than a lecture, such as another run, shares nothing with
    the same test of other things when it takes long: those are told apart by name.
    """
    file, _, test = nodeid.partition("::")
    lecture = re.search(rf"\[({NAMES})[]-]", test)
    if lecture and file.startswith("tests/scenes/"):
        return lecture[1]
    return nodeid if test.startswith("test_another_run") else file
