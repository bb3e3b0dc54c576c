"""Ten people: what they weigh, how tall they are, and whether their heart is at risk.

The example of "Learn to Build a Neural Network From Scratch — Yes, Really" by Aadil Mallick:
small enough that every number fits on a board.
"""

from __future__ import annotations

import numpy as np

from engine.datasets.dataset import Dataset
from engine.datasets.prepare import z_score

PEOPLE = (
    (150, 70, 0),
    (254, 73, 1),
    (312, 68, 1),
    (120, 60, 0),
    (154, 61, 0),
    (212, 65, 1),
    (216, 67, 1),
    (145, 67, 0),
    (184, 64, 1),
    (130, 69, 0),
)
"""Weight in pounds, height in inches, and 1 for a heart at risk."""


def heart(*, scaled: bool = True) -> Dataset:
    """X (2, 10): weight and height; Y (1, 10): 1 at risk, 0 not; ``raw`` in lb and in.

    Scaled, each feature has mean 0 and standard deviation 1 over the ten people (ddof 0);
    otherwise X is ``raw``: pounds in the hundreds saturate the first layer.
    """
    table = np.array(PEOPLE, dtype=np.float64)
    raw, at_risk = table[:, :2].T, table[:, 2]
    return Dataset(
        name="heart" if scaled else "heart_raw",
        X=z_score(raw) if scaled else raw,
        Y=at_risk[np.newaxis, :],
        feature_names=("weight", "height"),
        units=("lb", "in"),
        class_names=("not at risk", "at risk"),
        raw=raw,
        labels=at_risk.astype(np.intp),
    )


def heart_raw() -> Dataset:
    """``heart(scaled=False)``: the same people in pounds and inches."""
    return heart(scaled=False)
