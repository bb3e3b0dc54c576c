"""The working: what a teacher writes on the board to show where one number of a step came from.

Everything here is computed from a recorded ``Step``, by the same formulas as training. One
example's deltas are its own, without the batch's 1/m: at a sigmoid under binary cross-entropy,
δ is simply ŷ - y. Their mean over the examples is the recorded gradient, to 1e-12 relative.

Every result answers to its names by key as well, ``update["gradient"]``, so that a number on
screen can be traced by name and place. Places count from 0, as NumPy does: entry (j, k) of W.
"""

from engine.working.blame import Contest, Doors, blame, contest, doors, vote_map, votes
from engine.working.collapse import Collapse, Facing, collapse, facing
from engine.working.cuts import Cut, Growth, Quotients, Turned, cut, growth, quotients, turned
from engine.working.each import Confused, Each, Sweep, confused, each, mismatch, sweep
from engine.working.example import Example, example, per_example
from engine.working.lines import Chain, Entry, chain, entry
from engine.working.moves import Nudge, Ripple, Update, nudge, ripple, update
from engine.working.parting import Parting, parting, sides
from engine.working.probe import Probe, Squashed, curve, probe, squashed
from engine.working.progress import Moved, Overall, Progress, moved, overall, progress
from engine.working.shadows import Creases, Shadows, creases, shadows
from engine.working.what_if import (
    Chord,
    Constant,
    Judged,
    Priced,
    chord,
    constant,
    convex,
    judged,
    priced,
)

__all__ = [
    "Chain",
    "Chord",
    "Collapse",
    "Confused",
    "Constant",
    "Contest",
    "Creases",
    "Cut",
    "Doors",
    "Each",
    "Entry",
    "Example",
    "Facing",
    "Growth",
    "Judged",
    "Moved",
    "Nudge",
    "Overall",
    "Parting",
    "Priced",
    "Probe",
    "Progress",
    "Quotients",
    "Ripple",
    "Shadows",
    "Squashed",
    "Sweep",
    "Turned",
    "Update",
    "blame",
    "chain",
    "chord",
    "collapse",
    "confused",
    "constant",
    "contest",
    "convex",
    "creases",
    "curve",
    "cut",
    "doors",
    "each",
    "entry",
    "example",
    "facing",
    "growth",
    "judged",
    "mismatch",
    "moved",
    "nudge",
    "overall",
    "parting",
    "per_example",
    "priced",
    "probe",
    "progress",
    "quotients",
    "ripple",
    "shadows",
    "sides",
    "squashed",
    "sweep",
    "turned",
    "update",
    "vote_map",
    "votes",
]
