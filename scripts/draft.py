"""Hold a lecture in the making to truth: `make draft SCENE=scenes/drafts/x.py`.

It is played without a film. Every number that is printed or drawn is looked up in the recording, a
calculator follows every line of arithmetic, and a careful eye goes over each finished picture. How
long it is, how many beats it has and where it is listed is asked of it once it is a lecture.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # the tests hold the drafts to account

from tests.scenes.lint import linter
from tests.scenes.playing import Playing, play
from tests.scenes.truth import audit

RULES = {
    "true": ("untrue", "every number that is shown was recorded where it says"),
    "calculated": ("wrong", "a calculator agrees with every line of arithmetic"),
    "clean": ("unclean", "type is large enough, apart, and clear of what it stands on"),
}


def main(arguments: Sequence[str]) -> int:
    """Print one verdict for each rule, and what breaks it; 1 if anything does, 2 for no draft."""
    if len(arguments) != 1 or not Path(arguments[0]).is_file():
        given = " ".join(arguments) or "nothing"
        print(f"{given} is no lecture; one file is accepted: make draft SCENE=scenes/drafts/x.py")
        return 2
    path = Path(arguments[0])
    try:
        played = play(path, audit, linter(path.stem))
    except SystemExit as refusal:  # it has said why
        return int(refusal.code or 0)
    shown = sum(len(moment.readings) for moment in played.moments)
    print(f"{path}: {played.seconds:.0f} s, {len(played.said)} sentences, {shown:,} numbers read")
    broken = [rule for rule in RULES if not verdict(rule, played)]
    return int(bool(broken))


def verdict(rule: str, played: Playing) -> bool:
    """Print what is broken of a rule, each fault once, or that nothing is."""
    name, meaning = RULES[rule]
    broken = list(dict.fromkeys(faults(played, name)))
    print(f"{'not ' if broken else ''}{rule}: {meaning}")
    for fault in broken:
        print(f"  {fault}")
    return not broken


def faults(played: Playing, name: str) -> Iterator[Any]:
    """Yield each fault of a kind, behind where it was first seen."""
    seen = set()
    for moment in played.moments:
        for fault in getattr(moment, name):
            if (kind := fault.partition(" says ")[0]) not in seen:
                seen.add(kind)
                yield f"{moment.where}: {fault}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
