"""What cannot be recorded of PyTorch is refused by its name, before training or at step 0."""

import os

import pytest

import engine

torch = pytest.importorskip("torch", reason="torch comes with the extra `torch`")
from torch import nn  # noqa: E402
from torch.nn.utils import prune, spectral_norm  # noqa: E402

from engine.adapters.torch import watch  # noqa: E402
from engine.adapters.torch_chain import chain_of  # noqa: E402
from tests.engine.torch_loops import elsewhere, moons, one  # noqa: E402, F401


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


def pruned(linear):
    return prune.l1_unstructured(linear, "weight", amount=0.5)


REFUSED = (
    (lambda: "x", "a torch.nn.Module is wanted"),
    (lambda: nn.Sequential(nn.Conv2d(1, 2, 3), nn.Linear(2, 1)), "a convolution"),
    (
        lambda: nn.Sequential(nn.LazyLinear(2), nn.LazyLinear(1)),
        r"call model\(X\[:1\]\) first",
    ),
    (lambda: nn.Sequential(spectral_norm(nn.Linear(2, 1))), "made of others at each step"),
    (lambda: nn.Sequential(pruned(nn.Linear(2, 1))), "so that it is a parameter itself"),
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


class Rateless(torch.optim.SGD):
    """An optimizer that does not say how far it goes."""

    def __init__(self, parameters):
        super().__init__(parameters, lr=0.1)
        for group in self.param_groups:
            group["alpha"] = group.pop("lr")

    def step(self):
        with torch.no_grad():
            for part in self.param_groups[0]["params"]:
                part -= self.param_groups[0]["alpha"] * part.grad


def test_a_loop_that_cannot_be_recorded_is_refused_at_its_first_step():
    X, Y = moons()
    model = one(nn.Tanh())
    with watch(model, Rateless(model.parameters()), cost="bce", X=X, Y=Y, name="x") as tape:
        nn.functional.binary_cross_entropy_with_logits(model(X), Y).backward()
        with pytest.raises(engine.Refused, match="Rateless does not say its learning rate"):
            tape.step()
        with (
            torch.autocast("cpu", dtype=torch.bfloat16),
            pytest.raises(engine.Refused, match="bfloat16 .* train without autocast"),
        ):
            model(X)
