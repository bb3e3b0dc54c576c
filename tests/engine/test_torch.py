"""What PyTorch trains is recorded as it happened, and what cannot be is refused by its name."""

from __future__ import annotations

import os
import random
from collections import defaultdict
from itertools import pairwise

import numpy as np
import pytest

import engine
from engine.errors import Untrue
from tests.proof import proved

torch = pytest.importorskip("torch", reason="torch comes with the extra `torch`")
from torch import nn  # noqa: E402

from engine.adapters.torch import watch  # noqa: E402
from engine.adapters.torch_chain import chain_of  # noqa: E402
from tests.engine.thinned import assert_kept_as_in  # noqa: E402
from tests.engine.torch_witness import Witness  # noqa: E402

RNG = np.random.default_rng(4)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    torch.manual_seed(3)
    torch.set_num_threads(1)


def moons(dtype=torch.float32, m=60):
    X = torch.tensor(RNG.normal(size=(m, 2)), dtype=dtype)
    return X, (X[:, :1] * X[:, 1:] > 0).to(dtype)


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


class RowSums(torch.autograd.Function):
    """z = a Wᵀ + b, whose bias hears the row sums of dW: a mistake that trains."""

    @staticmethod
    def forward(ctx, a, W, b):
        ctx.save_for_backward(a, W)
        return a @ W.T + b

    @staticmethod
    def backward(ctx, δ):
        a, W = ctx.saved_tensors
        return δ @ W, δ.T @ a, (δ.T @ a).sum(1)


class Mistaken(nn.Linear):
    def forward(self, a):
        return RowSums.apply(a, self.weight, self.bias)


def loop(model, X, Y, *, cost="bce", steps=4, spoil=lambda: None, zero=True, times=1.0, **more):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    with watch(model, optimizer, cost=cost, X=X, Y=Y, name="loop", **more) as tape:
        for _ in range(steps):
            if zero:
                optimizer.zero_grad()
            (nn.functional.binary_cross_entropy_with_logits(model(X), Y) * times).backward()
            spoil()
            optimizer.step()
            tape.step()
    return tape.history


def test_a_gradient_bug_is_found_with_its_place():
    X, Y = moons()
    model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), Mistaken(3, 2), nn.Tanh(), nn.Linear(2, 1))
    with pytest.raises(Untrue, match="db2.*sum of δ2's row.*Most likely it is the sum of dW's row"):
        loop(model, X, Y)
    history = loop(model, X, Y, unchecked=True)
    assert history.unchecked
    assert engine.load("loop").unchecked


def test_other_mistakes_of_a_loop_are_named():
    X, Y = moons()

    def model():
        return nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))

    with pytest.raises(Untrue, match="step 1.*the step before was not set to zero"):
        loop(model(), X, Y, zero=False)
    with pytest.raises(Untrue, match="is 65536 times what it should be"):
        loop(model(), X, Y, times=65536.0)
    with pytest.raises(Untrue, match="step 0: delta2"):
        loop(model(), X, Y, cost="mse")
    made = model()

    def spoil():
        made[0].weight.grad[1, 1] += 0.1

    with pytest.raises(Untrue, match=r"step 0: dW1\[1, 1\]"):
        loop(made, X, Y, spoil=spoil)


# -- Two hundred loops that nobody chose

ACTIVATIONS = (nn.Sigmoid, nn.Tanh, nn.ReLU, nn.LeakyReLU, nn.Softplus, nn.Identity)
F = nn.functional
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
        from engine.recording.laws import refuse_what_breaks_a_law

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


# -- What is refused before training


def one(*layers):
    return nn.Sequential(nn.Linear(2, 4), *layers, nn.Linear(4, 1))


class Skips(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(2, 2), nn.Linear(2, 1)

    def forward(self, x):
        return self.b(torch.tanh(self.a(x)) + x)


class Branches(Skips):
    def forward(self, x):
        return self.b(x) if x.sum() > 0 else self.b(self.a(x))


class Twice(Skips):
    def forward(self, x):
        return self.b(self.a(torch.tanh(self.a(x))))


class Unused(Skips):
    def forward(self, x):
        return self.b(x)


class Two(Skips):
    def forward(self, x, y):
        return self.b(self.a(x))


def tied():
    model = nn.Sequential(nn.Linear(2, 2), nn.Tanh(), nn.Linear(2, 2), nn.Tanh(), nn.Linear(2, 1))
    model[2].weight = model[0].weight
    return model


REFUSED = (
    (lambda: "x", "a torch.nn.Module is wanted"),
    (lambda: nn.Sequential(nn.Conv2d(1, 2, 3), nn.Linear(2, 1)), "a convolution"),
    (lambda: one(nn.BatchNorm1d(4)), "scale X before training"),
    (lambda: one(nn.LayerNorm(4)), "a normalisation"),
    (lambda: one(nn.Dropout(0.2)), "set p=0"),
    (lambda: nn.TransformerEncoderLayer(2, 1), "attention"),
    (lambda: nn.Sequential(nn.LSTM(2, 3)), "recurrent"),
    (lambda: nn.Sequential(nn.Embedding(2, 3), nn.Linear(3, 1)), "one-hot inputs"),
    (lambda: one(nn.GELU()), "GELU"),
    (lambda: one(nn.LeakyReLU(0.2)), "the slope of leaky ReLU is 0.01"),
    (lambda: one(nn.Softplus(2)), "the beta of softplus is 1"),
    (lambda: one(nn.Tanh(), nn.ReLU()), "follows no Linear layer"),
    (lambda: one(nn.LogSoftmax(1)), "it can only be the last"),
    (lambda: nn.Sequential(nn.Tanh()), "no Linear layer"),
    (lambda: nn.Sequential(nn.Flatten()), "has no Linear layer"),
    (lambda: nn.DataParallel(one()), "model.module"),
    (lambda: torch.compile(one()), "model._orig_mod"),
    (lambda: one().half(), "all float32, or all float64"),
    (Skips, "a skip connection"),
    (Branches, "no plain chain"),
    (Twice, "used twice"),
    (Two, "several inputs"),
    (Unused, "is a parameter of no layer"),
    (tied, "share a parameter"),
)


@pytest.mark.parametrize(("make", "said"), REFUSED, ids=lambda each: str(each)[:20])
def test_a_model_that_is_no_chain_is_refused_by_name(make, said):
    with pytest.raises(engine.Refused, match=said) as refused:
        chain_of(make(), "bce")
    assert "\n" not in str(refused.value)


def test_dropout_that_drops_nothing_is_no_matter():
    assert chain_of(one(nn.Dropout(0.0)), "bce").sizes == [2, 4, 1]
    assert chain_of(one(nn.Dropout(0.5)).eval(), "bce").activations == ["identity", "sigmoid"]


def test_what_does_not_fit_is_refused_before_training_or_at_its_first_step():
    X, Y = moons()
    model = one(nn.Tanh())
    sgd = torch.optim.SGD(model.parameters(), lr=0.1)
    words = {"cost": "bce", "X": X, "Y": Y, "name": "x"}
    for change, optimizer, said in (
        ({}, torch.optim.LBFGS(model.parameters()), "LBFGS"),
        ({}, torch.optim.SGD(one().parameters(), lr=0.1), "none of the model's parameters"),
        ({}, "sgd", "one of torch.optim"),
        ({"Y": Y + 2}, sgd, "0 or 1"),
        ({"X": X[:, :1]}, sgd, "X"),
        ({"cost": "bec"}, sgd, "'bce'"),
        ({"colour": 1}, sgd, "keyword"),
    ):
        with pytest.raises(engine.Refused, match=said):
            watch(model, optimizer, **words | change)
    (os.mkdir("x"))
    with pytest.raises(engine.Refused, match="is not a history"):
        watch(model, sgd, **words)


def steps_of(X, Y, batches, *, Xs=None, **how):
    model = one(nn.Tanh())
    sgd = torch.optim.SGD(model.parameters(), lr=0.1)
    with watch(model, sgd, cost="bce", X=X, Y=Y, name="steps") as tape:
        for rows in batches:
            seen = X[rows] if Xs is None else Xs[rows]
            F.binary_cross_entropy_with_logits(model(seen), Y[rows]).backward()
            sgd.step()
            sgd.zero_grad()
            tape.step(**how)
    return tape.history


def test_which_examples_they_were_is_seen_or_said():
    X, Y = moons()
    with pytest.raises(engine.Refused, match="not among the rows of X"):
        steps_of(X, Y, [range(5)], Xs=X + 0.1)
    with pytest.raises(engine.Refused, match="saw 9 examples, and the first 5"):
        steps_of(X, Y, [range(5), range(9)])
    with pytest.raises(engine.Refused, match="saw 4 examples, and the first 5"):
        steps_of(X, Y, [range(5), range(4)])
    with pytest.raises(engine.Refused, match="Nothing came back"):
        steps_of(X, Y, [range(5)]) and watch(
            (model := one()), torch.optim.SGD(model.parameters()), cost="bce", X=X, Y=Y, name="s"
        ).step()
    same = X.clone()
    same[1], other = same[0], Y.clone()
    other[1] = 1 - other[0]
    with pytest.raises(engine.Refused, match="Examples 0 and 1 of X have the same inputs"):
        steps_of(same, other, [range(2)])
    history = steps_of(same, other, [[1, 0]], batch=[1, 0])
    np.testing.assert_array_equal(history[0].batch, [1, 0])
    history = steps_of(X, Y, [range(50, 60), range(10), range(50, 60)])
    np.testing.assert_array_equal(history[2].batch, range(50, 60))


def test_a_loop_that_is_stopped_keeps_what_there_was():
    X, Y = moons()
    with pytest.raises(KeyboardInterrupt):
        loop(one(nn.Tanh()), X, Y, spoil=stop_after(3))
    history = engine.load("loop")
    assert not history.complete
    assert len(history) == 3


def stop_after(steps):
    left = iter(range(steps))

    def spoil():
        if next(left, None) is None:
            raise KeyboardInterrupt

    return spoil


def test_a_budget_ends_the_recording_and_not_the_training():
    X, Y = moons()
    history = loop(one(nn.Tanh()), X, Y, steps=50, budget=30_000)
    assert 2 < len(history) < 50
    assert history.complete


def test_nothing_is_left_on_the_model_afterwards():
    X, Y = moons()
    model = one(nn.Tanh())
    loop(model, X, Y)
    assert not any(module._forward_hooks for module in model.modules())
    assert not any(part._post_accumulate_grad_hooks for part in model.parameters())


# -- Plans


def planned(keep, *, losses=True, accumulate=1, **words):
    """The same loop under another plan; its history, and how many hooks each step met."""
    torch.manual_seed(5)
    X, Y = moons_again()
    model, met = one(nn.Tanh()), []
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.9)
    with watch(model, optimizer, cost="bce", X=X, Y=Y, name="plan", keep=keep, **words) as tape:
        for _ in range(30):
            met.append(sum(len(module._forward_hooks) for module in model.modules()))
            optimizer.zero_grad()
            rows = torch.randperm(60)[:20]
            for part in rows.split(20 // accumulate):
                loss = F.binary_cross_entropy_with_logits(model(X[part]), Y[part]) / accumulate
                loss.backward()
            optimizer.step()
            scheduler.step()
            tape.step(loss if losses else None)
    return tape.history, met


def moons_again():
    X = torch.randn(60, 2)
    return X, (X[:, :1] > 0).float()


@pytest.mark.parametrize(
    ("keep", "words"), [("log 8", {"steps": 30}), ("every 7", {}), ("0,1,29", {})]
)
def test_a_plan_records_the_same_and_hangs_no_hook_on_a_step_it_leaves_out(keep, words):
    whole, always = planned("all")
    some, met = planned(keep, **words)
    assert all(always)
    kept = some.kept.tolist()
    assert [t for t, hooks in enumerate(met) if hooks] == kept
    assert len(kept) < 10
    assert_kept_as_in(whole, some)
    np.testing.assert_allclose(some.costs, whole.costs[: len(some)], rtol=1e-6)
    assert [some.schedule.learning_rate(t) for t in range(len(some))] == pytest.approx(
        [whole[t].learning_rate for t in range(len(some))]
    )
    loaded = engine.load("plan")
    assert loaded.fingerprint == some.fingerprint


def test_a_plan_with_gradients_that_are_gathered_over_batches():
    some, _ = planned("every 3", accumulate=2, losses=True, unchecked=True)
    whole, _ = planned("all", accumulate=2, unchecked=True)
    for t in some.kept.tolist():
        np.testing.assert_array_equal(some[t]["dW1"], whole[t]["dW1"])
        np.testing.assert_array_equal(some[t]["W2"], whole[t]["W2"])


def test_a_plan_that_lacks_something_says_so():
    with pytest.raises(engine.Refused, match="say how many steps there will be, steps="):
        planned("log 8")
    with pytest.raises(engine.Refused, match=r"leaves step 1 out.*tape.step\(loss\)"):
        planned("every 2", losses=False)
