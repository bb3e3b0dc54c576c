"""What PyTorch trains is recorded as it happened, whatever the loop."""

from __future__ import annotations

import random
from collections import defaultdict
from itertools import pairwise

import numpy as np
import pytest

import engine
from tests.proof import proved

torch = pytest.importorskip("torch", reason="torch comes with the extra `torch`")
from torch import nn  # noqa: E402

from engine.adapters.torch import watch  # noqa: E402
from engine.recording.laws import refuse_what_breaks_a_law  # noqa: E402
from tests.engine.torch_loops import F, elsewhere, moons  # noqa: E402, F401
from tests.engine.torch_witness import Witness  # noqa: E402


class Kept:
    """Beside the recording, torch's own numbers of each step, caught in no other way than by it."""

    def __init__(self, model):
        self.model, self.linears = model, [m for m in model.modules() if isinstance(m, nn.Linear)]
        self.rows = []

    def before(self):
        self.W = [each.weight.detach().numpy().copy() for each in self.linears]

    def after(self, loss):
        self.rows.append((
            float(loss.detach()), self.W,
            [each.weight.grad.numpy().copy() for each in self.linears],
            [each.weight.detach().numpy().copy() for each in self.linears],
        ))  # fmt: skip


def assert_torchs(history, kept):
    for step, (loss, before, gradients, after) in zip(history, kept.rows, strict=True):
        assert step.cost == pytest.approx(loss, rel=1e-7)
        for n in range(1, len(before) + 1):
            np.testing.assert_array_equal(step[f"W{n}"], before[n - 1])
            np.testing.assert_array_equal(step[f"dW{n}"], gradients[n - 1])
            np.testing.assert_array_equal(step[f"uW{n}"], after[n - 1] - before[n - 1])


def test_moons_with_adam_in_float32_and_a_film_can_name_its_features():
    X, Y = moons()
    model = nn.Sequential(
        nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 8), nn.Tanh(), nn.Linear(8, 1), nn.Sigmoid()
    )
    optimizer, kept = torch.optim.Adam(model.parameters(), lr=0.02), Kept(model)
    names = {"features": ["east", "north"], "classes": ["apart", "alike"]}
    with watch(model, optimizer, cost="bce", X=X, Y=Y, name="moons", **names) as tape:
        for _ in range(100):
            kept.before()
            optimizer.zero_grad()
            loss = nn.functional.binary_cross_entropy(model(X), Y)
            loss.backward()
            optimizer.step()
            kept.after(loss)
            tape.step(loss)
    history = engine.load("moons")
    assert history.fingerprint == tape.history.fingerprint
    assert (history.run.dtype, history.run.batch, history.run.optimizer) == (
        "float32", None, "unstated",
    )  # fmt: skip
    assert_torchs(history, kept)
    assert history.dataset.feature_names == ("east", "north")
    assert history.dataset.class_names == ("apart", "alike")
    np.testing.assert_array_equal(history.dataset.labels, Y.numpy().ravel())
    np.testing.assert_allclose(
        history.final.predict(X.numpy().T), model(X).detach().numpy().T, rtol=1e-5
    )


def test_iris_with_momentum_and_weight_decay_in_batches_of_a_ragged_epoch():
    tables = pytest.importorskip("sklearn.datasets")
    X, labels = tables.load_iris(return_X_y=True)
    X = torch.tensor((X - X.mean(0)) / X.std(0))
    labels = torch.tensor(labels)
    model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(inplace=True), nn.Linear(8, 3)).double()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-3)
    kept = Kept(model)
    with watch(
        model, optimizer, cost="cce", X=X, Y=labels, name="iris", classes=["s", "v", "i"]
    ) as tape:
        for _ in range(4):
            for batch in torch.randperm(150).split(40):
                kept.before()
                optimizer.zero_grad()
                loss = nn.functional.cross_entropy(model(X[batch]), labels[batch])
                loss.backward()
                optimizer.step()
                kept.after(loss)
                tape.step(loss)
    history = tape.history
    assert_torchs(history, kept)
    assert [len(step.batch) for step in history[:5]] == [40, 40, 40, 30, 40]
    np.testing.assert_array_equal(history[3].targets.argmax(0), labels[batch_of(history[3])])
    assert history.run.activations == ("relu", "softmax")


def batch_of(step):
    return torch.tensor(np.array(step.batch))


def test_digits_with_a_scheduler_clipping_and_accumulation():
    tables = pytest.importorskip("sklearn.datasets")
    data = tables.load_digits()
    X, labels = torch.tensor(data.images[:400] / 16.0).float(), torch.tensor(data.target[:400])
    model = nn.Sequential(nn.Flatten(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
    optimizer = torch.optim.RMSprop(model.parameters(), lr=0.01)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 5, 0.5)
    with watch(model, optimizer, cost="cce", X=X, Y=labels, name="digits") as tape:
        for order in (torch.randperm(400) for _ in range(2)):
            for batch in order.split(80):
                optimizer.zero_grad()
                for part in batch.split(20):
                    loss = nn.functional.cross_entropy(model(X[part]), labels[part]) / 4
                    loss.backward()
                nn.utils.clip_grad_norm_(model.parameters(), 0.5)
                optimizer.step()
                scheduler.step()
                with torch.no_grad():
                    model(X[:7])  # somebody looks, and nothing is learned of it
                tape.step()
    history = tape.history
    assert [step.learning_rate for step in history] == pytest.approx([0.01] * 5 + [0.005] * 5)
    assert history.run.batch == 80
    assert history.dataset.image_shape == (8, 8)
    engine.load("digits")


def test_a_regression_and_layers_that_do_not_learn():
    X, _ = moons(torch.float64)
    Y = X[:, :1] ** 2 - X[:, 1:]
    model = nn.Sequential(nn.Linear(2, 5, bias=False), nn.Tanh(), nn.Linear(5, 1)).double()
    model[0].weight.requires_grad_(False)
    optimizer = torch.optim.SGD([p for p in model.parameters() if p.requires_grad], lr=0.1)
    with watch(model, optimizer, cost="mse", X=X, Y=Y, name="curve") as tape:
        for _ in range(9):
            optimizer.zero_grad()
            nn.functional.mse_loss(model(X), Y).backward()
            optimizer.step()
            tape.step()
    history = tape.history
    assert not history["uW1"].any()
    assert not history["b1"].any()
    assert history["dW1"].any()
    assert history.costs[-1] < history.costs[0]


ACTIVATIONS = (nn.Sigmoid, nn.Tanh, nn.ReLU, nn.LeakyReLU, nn.Softplus, nn.Identity)
LOSSES = {
    "bce": F.binary_cross_entropy_with_logits, "cce": F.cross_entropy, "mse": F.mse_loss,
    "mae": F.l1_loss, "huber": F.huber_loss,
    "rmse": lambda a, y: torch.sqrt(F.mse_loss(a, y)),
    "half_squared": lambda a, y: ((a - y) ** 2).sum() / 2 / len(y),
}  # fmt: skip
OPTIMIZERS = (
    lambda p: torch.optim.SGD(p, lr=0.1), lambda p: torch.optim.Adam(p, lr=0.01),
    lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9, nesterov=True, weight_decay=0.01),
    lambda p: torch.optim.AdamW(p, lr=0.01), lambda p: torch.optim.RMSprop(p, lr=0.01),
    lambda p: torch.optim.Adagrad(p), lambda p: torch.optim.Adadelta(p),
    lambda p: torch.optim.Rprop(p), lambda p: torch.optim.NAdam(p),
)  # fmt: skip


class Functional(nn.Module):
    """The same chain, written as a forward."""

    def __init__(self, layers):
        super().__init__()
        self.first, self.act, *rest = layers
        self.rest = nn.Sequential(*rest)

    def forward(self, x):
        x = torch.flatten(x, 1)
        return self.rest(self.act(self.first(x)))


def random_loop(chance, name):
    """Record a loop of random shape; the history, and how many steps it took."""
    cost = chance.choice(list(LOSSES))
    dtype = chance.choice((torch.float32, torch.float64))
    outputs = (
        1 if cost == "bce" else chance.randrange(2, 5) if cost == "cce" else chance.choice((1, 3))
    )
    sizes = [chance.randrange(1, 7) for _ in range(chance.randrange(2, 5))] + [outputs]
    m, batch = chance.randrange(3, 40), chance.choice((None, 1, 4, 7))
    layers = []
    for before, after in pairwise(sizes):
        layers += [
            nn.Linear(before, after, bias=chance.random() < 0.9),
            chance.choice(ACTIVATIONS)(),
        ]
    layers = layers[:-1]
    model = (Functional(layers) if chance.random() < 0.3 else nn.Sequential(*layers)).to(dtype)
    X = torch.randn(m, sizes[0], dtype=dtype)
    Y = (
        torch.randint(0, outputs, (m,))
        if cost == "cce"
        else (torch.rand(m, outputs) > 0.5).to(dtype)
    )
    optimizer = chance.choice(OPTIMIZERS)(model.parameters())
    steps, clip, loss_of = chance.randrange(2, 25), chance.random() < 0.3, LOSSES[cost]
    parts = torch.arange(m).split(batch if batch and batch < m else m)
    witness = Witness(model, loss_of)
    with watch(model, optimizer, cost=cost, X=X, Y=Y, name=name) as tape:
        for t in range(steps):
            if t % len(parts) == 0 and len(parts) > 1:
                parts = torch.randperm(m).split(len(parts[0]))
            rows = parts[t % len(parts)]
            witness.look(X[rows], Y[rows])
            optimizer.zero_grad()
            loss = loss_of(model(X[rows]), Y[rows])
            loss.backward()
            if clip:
                nn.utils.clip_grad_value_(model.parameters(), 0.1)
            optimizer.step()
            witness.after()
            tape.step(loss if chance.random() < 0.5 else None)
    return tape.history, model, X, witness


def test_two_hundred_loops_that_nobody_chose():
    chance, worst, arrays, count = random.Random(8), 0.0, defaultdict(float), 0
    for k in range(200):
        history, model, X, witness = random_loop(chance, f"loop{k}")
        ε = float(np.finfo(history.run.dtype).eps)
        for key, apart in witness.differences(history).items():
            arrays[key] = max(arrays[key], apart / ε)
        count += witness.arrays(history)
        loaded = engine.load(f"loop{k}")
        assert loaded.fingerprint == history.fingerprint
        refuse_what_breaks_a_law(loaded)
        ours = loaded.final.forward(X.numpy().T).zs[-1]
        theirs = model(X).detach().numpy().T
        apart = np.abs(ours - theirs).max() / max(1.0, np.abs(theirs).max())
        worst = max(worst, float(apart) / ε)
    assert worst < 200
    proved("laws: torch loops", 200, f"farthest {worst:.1f} roundings")
    farthest = max(arrays.pop("a"), arrays.pop("cost"))
    assert farthest < 4
    assert not any(arrays.values()), arrays
    proved("laws: torch arrays", count, f"farthest {farthest:.1f} roundings")
