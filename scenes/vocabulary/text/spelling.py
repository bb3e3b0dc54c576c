"""What somebody else calls things: printed as it is spelled, in as much room as a name has."""

from collections.abc import Iterable, Sequence

import numpy as np

from scenes.vocabulary import style
from scenes.vocabulary.text.formula import escaped, words
from scenes.vocabulary.text.typeset import compiled

_ROOM, _HEAD = 11.0, 0.6  # ems of the longest name, and how much of a longer one's is its start
_SENTENCE = 84  # letters that have room beside each other
_NOWHERE = "\U0010fffd"  # no font has it: it looks as whatever a font lacks


def called(name: str) -> str:
    """Return a name in one line; of one for which there is no room, its start and its end."""
    name = brief = " ".join(name.split())
    kept = len(name)
    while kept > 2 and words(escaped(brief), size=style.BODY).width > _ROOM * style.BODY:
        kept = kept * 9 // 10
        head = round(kept * _HEAD)
        brief = f"{name[:head].rstrip()}…{name[head - kept :].lstrip()}"
    return brief


def named(name: str) -> str:
    """Return a name as Typst markup."""
    return escaped(called(name))


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them: "a", "a and b", "a, b and c"."""
    *others, last = map(called, names)
    return f"{', '.join(others)} and {last}" if others else last


def fitting(*sentences: str) -> str:
    """Return the first of some ways to say it for which a line has room, or the last."""
    return next((one for one in sentences if len(one) <= _SENTENCE), sentences[-1])


def unprintable(names: Iterable[str]) -> str:
    """Return why a film cannot print some names; nothing where it can."""
    for name in names:
        strange = next((letter for letter in called(name) if _is_nowhere(letter)), None)
        if strange is not None:
            return f"no font of a film has the {strange!r} of its name {name!r}; spell it otherwise"
        if not words(named(name)).width:
            return f"its name {name!r} is blank"
    return ""


def _is_nowhere(letter: str) -> bool:
    if " " <= letter <= "~":
        return False
    drawn, nothing = (compiled(f"#paint(0, 0)[{one}]") for one in (letter, _NOWHERE))
    return len(drawn) == 1 and np.array_equal(drawn[0].points, nothing[0].points)
