"""What holds for any network, any batch, any pairing."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("hypothesis", reason="these tests draw their cases with hypothesis")
from hypothesis import given, reject, settings
from hypothesis import strategies as st

import engine
from engine import working
from engine.activations import ACTIVATIONS
from engine.costs import COSTS

HIDDEN = [name for name, g in ACTIVATIONS.items() if g.slope]


@st.composite
def histories(draw):
    cost = draw(st.sampled_from(sorted(COSTS)))
    last = COSTS[cost].partner or draw(st.sampled_from(sorted(ACTIVATIONS)))
    lowest = 2 if last == "softmax" else 1
    sizes = [
        *draw(st.lists(st.integers(1, 5), min_size=1, max_size=3)),
        draw(st.integers(lowest, 4)),
    ]
    hidden = draw(
        st.lists(st.sampled_from(HIDDEN), min_size=len(sizes) - 2, max_size=len(sizes) - 2)
    )
    m = draw(st.integers(1, 9))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    network = engine.Network.random(sizes, rng=rng, activations=(*hidden, last))
    labels = rng.integers(0, sizes[-1], m)
    Y = np.eye(sizes[-1])[:, labels] if sizes[-1] > 1 else rng.integers(0, 2, (1, m)).astype(float)
    fields = {
        "cost": cost,
        "learning_rate": 0.05,
        "steps": draw(st.integers(1, 12)),
        "batch": draw(st.none() | st.integers(1, m)),
        "momentum": draw(st.sampled_from([0.0, 0.9])),
        "l2": draw(st.sampled_from([0.0, 0.1])),
        "dtype": draw(st.sampled_from(["float64", "float32"])),
        "keep": draw(st.sampled_from(["all", "keyframes", "every 3"])),
    }
    try:
        return engine.train(network, rng.normal(size=(sizes[0], m)), Y, **fields)
    except engine.Diverged:  # deep identities do; another test is about that
        reject()


@settings(max_examples=80, deadline=None)
@given(histories())
def test_forward_backward_and_descent_hold_at_every_step(history):
    close = {"rtol": 1e-9, "atol": 1e-11} if history.run.dtype == "float64" else {
        "rtol": 1e-3, "atol": 1e-4,
    }  # fmt: skip
    after = [*(step.network for step in history[1:]), history.final]
    for step, network in zip(history, after, strict=True):
        flow, depth = step.network.forward(step["a0"]), step.layout.depth
        for n in range(depth):
            np.testing.assert_allclose(step[f"z{n + 1}"], flow.zs[n], **close)
            np.testing.assert_allclose(
                step[f"dW{n + 1}"], step[f"delta{n + 1}"] @ step[f"a{n}"].T, **close
            )
            made = working.update(step, f"W{n + 1}", (0, 0))
            assert made.after == pytest.approx(network.weights[n][0, 0], rel=1e-6, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(histories())
def test_the_examples_gradients_average_to_the_batchs(history):
    step = history[len(history) - 1]
    loose = 1e-12 if history.run.dtype == "float64" else 1e-4
    for n in range(1, step.layout.depth + 1):
        own = working.per_example(step, f"dW{n}").mean(axis=0)
        scale = max(1e-30, float(np.abs(step[f"dW{n}"]).max()))
        np.testing.assert_allclose(own, step[f"dW{n}"], rtol=loose, atol=100 * loose * scale)


@settings(max_examples=25, deadline=None)
@given(histories())
def test_a_history_survives_the_disk(history):
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        loaded = engine.load(history.save(Path(folder) / "kept"))
        assert loaded.fingerprint == history.fingerprint
        for ours, theirs in zip(loaded, history, strict=True):
            assert ours._vector.tobytes() == theirs._vector.tobytes()
