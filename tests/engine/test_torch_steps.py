"""Which steps of a PyTorch loop are recorded, on which examples, and how a recording ends."""

import numpy as np
import pytest

import engine

torch = pytest.importorskip("torch", reason="torch comes with the extra `torch`")
from torch import nn  # noqa: E402

from engine.adapters.torch import watch  # noqa: E402
from tests.engine.thinned import assert_kept_as_in  # noqa: E402
from tests.engine.torch_loops import F, elsewhere, loop, moons, one  # noqa: E402, F401


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


@pytest.mark.parametrize("whole", [True, False], ids=["a layer", "a parameter"])
def test_gradients_that_are_clipped_one_by_one_are_recorded_as_they_came_back(whole):
    X, Y = moons()
    model, twin = one(), one()
    twin.load_state_dict(model.state_dict())
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    with watch(model, optimizer, cost="bce", X=X, Y=Y, name="clipped") as tape:
        for _ in range(3):
            optimizer.zero_grad()
            loss = nn.functional.binary_cross_entropy_with_logits(model(X), Y)
            loss.backward()
            for part in model if whole else model.parameters():
                nn.utils.clip_grad_norm_([*part.parameters()] if whole else [part], 0.01)
            optimizer.step()
            tape.step(loss)
    nn.functional.binary_cross_entropy_with_logits(twin(X), Y).backward()
    np.testing.assert_array_equal(tape.history[0]["dW1"], twin[0].weight.grad.numpy())
    assert np.linalg.norm(tape.history[0]["uW1"]) < 0.0011
