"""Which lectures can show a history: each is asked what it asks itself before its first frame.

The engine knows no lecture: they are imported here alone, when the command line shows a run, and
where they are installed.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from engine.errors import Refused, brief
from engine.history import History


def answers(history: History) -> dict[str, str]:
    """Of each lecture, by its name, why it cannot show a history; nothing if it can.

    Raises ``Refused`` where the lectures, or what draws them, are not installed.
    """
    try:
        with warnings.catch_warnings(action="ignore"):  # of Manim's own, which nobody here can mend
            return dict(_asked(history))
    except ImportError as error:
        raise Refused(
            f"Which lectures can show it, only they can say, and they are not installed "
            f"({brief(error)}): pip install trainreel[film]"
        ) from error


def _asked(history: History) -> Iterator[tuple[str, str]]:
    import scenes

    for found in iter_modules(scenes.__path__):
        if not found.ispkg:
            module = import_module(f"scenes.{found.name}")
            lecture = getattr(module, found.name.title().replace("_", ""))
            yield found.name, lecture.why_not(history)
