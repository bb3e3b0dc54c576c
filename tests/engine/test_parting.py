"""The best line is the best there is: no other line that was tried has more points right."""

import numpy as np
import pytest

import engine
from engine import working


@pytest.mark.parametrize("seed", range(6))
def test_no_line_is_better(seed):
    rng = np.random.default_rng(seed)
    points, yes = rng.normal(size=(2, 12)), rng.random(12) < 0.5
    found = working.parting(points, yes)
    assert found.hits == found.right.sum()
    assert np.array_equal(found.right, (found.normal @ points + found.offset > 0) == yes)
    assert np.linalg.norm(found.normal) == pytest.approx(1.0)
    angles, offsets = np.linspace(0, 2 * np.pi, 360), np.linspace(-4, 4, 161)
    normals = np.stack([np.cos(angles), np.sin(angles)])
    sides = (normals.T @ points)[:, None, :] + offsets[:, None] > 0
    assert found.hits >= (sides == yes).sum(axis=-1).max()
    turned = [working.parting(points, yes, angle=angle).hits for angle in angles]
    assert max(turned) <= found.hits


def test_what_a_line_can_part_it_parts():
    points = np.array([[0.0, 1.0, 2.0, 3.0], [0.0, 0.0, 0.0, 0.0]])
    assert working.parting(points, [False, False, True, True]).hits == 4
    assert working.parting(points, [True, True, False, False]).hits == 4
    assert working.parting(points, [True, False, True, False]).hits == 3


def test_level_points_are_not_parted():
    assert working.parting([[1.0, 1.0], [2.0, 2.0]], [True, False]).hits == 1


def test_the_ring_needs_a_bend():
    history = engine.record("circle", seed=42)
    data, last = history.dataset, history.final
    yes = data.Y[0] > 0
    both = working.collapse(history[-1], 1)
    flat = both["weights"] @ data.X + both["biases"]
    assert working.parting(flat, yes).hits == 176
    bent = working.probe(history[-1], data.X)["a2"]
    assert working.parting(bent, yes).hits == 250
    own = working.sides(last.weights[2][0], last.biases[2].item(), bent, yes)
    assert own.hits == 250
    assert ((last.weights[2] @ bent + last.biases[2])[0] > 0).tolist() == yes.tolist()


@pytest.mark.parametrize("points", [np.zeros((3, 4)), np.zeros((2, 3)), np.zeros((2, 0))])
def test_what_is_no_plane_is_refused(points):
    with pytest.raises(engine.Refused, match="are accepted"):
        working.parting(points, np.zeros(points.shape[1] if points.shape[0] == 3 else 4))
