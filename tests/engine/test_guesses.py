"""What somebody guesses first who knows NumPy, scikit-learn, Keras or PyTorch: done, or a sentence
that says what to write instead.
"""

from __future__ import annotations

import re

import numpy as np
import pytest

import engine
from engine import working
from engine.basics.meanings import ATTRIBUTES, MEANT, letters, meant
from engine.run import Run
from tests.engine.fuzzing import assert_is_a_sentence

X = np.random.default_rng(0).normal(size=(2, 60))
LABELS = (X[0] > 0).astype(int) + (X[1] > 0)
Y = np.eye(3)[:, LABELS]
NETWORK = engine.Network.random(
    (2, 5, 3), rng=np.random.default_rng(0), activations=("tanh", "softmax")
)
ONE = engine.Network.random((2, 1), rng=np.random.default_rng(0))
WORDS = {"cost": "cce", "steps": 2, "learning_rate": 0.1}


def train(X=X, Y=Y, network=NETWORK, **words):
    return engine.train(network, X, Y, **(WORDS | words))


def refusal(call):
    with pytest.raises(engine.Refused) as refused:
        call()
    assert_is_a_sentence(str(refused.value))
    return str(refused.value)


@pytest.mark.parametrize(
    ("X", "Y", "tries"),
    [
        (X.T, Y, ["X.T"]),
        (X, Y.T, ["Y.T"]),
        (X.T, Y.T, ["X.T", "Y.T"]),
        (X.T, LABELS, ["X.T", "engine.one_hot(Y, classes=3)"]),
        (X, LABELS, ["engine.one_hot(Y, classes=3)"]),
        (X, LABELS.astype(float).tolist(), []),
        (X, LABELS[None], ["engine.one_hot(np.ravel(Y), classes=3)"]),
        (X, LABELS[:, None], ["engine.one_hot(np.ravel(Y), classes=3)"]),
    ],
)
def test_arrays_that_lie_the_other_way_are_told_what_turns_them(X, Y, tries):
    said = refusal(lambda: train(X, Y))
    for each in tries:
        assert each in said
    # And what is said can be done, word for word.
    names = {"engine": engine, "np": np, "X": np.asarray(X), "Y": np.asarray(Y)}
    fixed = {"X": X, "Y": Y}
    for each in tries:
        fixed["X" if each.startswith("X") else "Y"] = eval(each, names)
    if tries:
        assert len(train(fixed["X"], fixed["Y"])) == 2


@pytest.mark.parametrize(
    ("Y", "expression"), [(LABELS % 2, "Y[None, :]"), ((LABELS % 2)[:, None], "Y.T")]
)
def test_targets_of_one_output_are_one_row(Y, expression):
    said = refusal(lambda: train(X, Y, ONE, cost="bce"))
    assert f"try {expression}" in said
    assert len(train(X, eval(expression, {"Y": Y}), ONE, cost="bce")) == 2


def test_what_is_predicted_lies_as_what_was_learned():
    assert "try X.T (its transpose)" in refusal(lambda: NETWORK.predict(X.T))
    assert "try X[:, None]" in refusal(lambda: NETWORK.predict(X[:, 0]))
    wide = engine.Network.random((4, 1), rng=np.random.default_rng(0))
    assert "X.reshape(len(X), -1).T" in refusal(lambda: wide.predict(np.zeros((9, 2, 2))))
    assert "one column for each example" in refusal(lambda: NETWORK.predict(np.zeros((5, 5))))


@pytest.mark.parametrize(
    ("given", "held"),
    [
        ("some text", "X holds text"),
        ([["a", "b"], ["c", "d"]], "X holds text"),
        (b"bytes", "X holds bytes"),
        (None, "X holds None"),
        ([[1, None], [2, 3]], "X holds 1"),
        ({"a": 1}, "X holds {'a': 1}"),
        ([[1, 2], [3]], "X is no array of numbers"),
        (np.ones((2, 2), complex), "X holds complex numbers"),
        (np.zeros((2, 1), "M8[s]"), "X holds dates"),
        (np.ma.masked_equal([[1, 2], [3, 4]], 2), "X is masked in places"),
    ],
)
def test_what_holds_no_numbers_is_named_for_what_it_holds(given, held):
    for call in (NETWORK.predict, lambda X: train(X, Y), engine.record("heart", steps=2).predict):
        assert held in refusal(lambda call=call: call(given))


class Sparse:
    def toarray(self):
        return X


class Attached:
    def __array__(self, dtype=None, copy=None):
        raise RuntimeError("Can't call numpy() on Tensor that requires grad.")


def test_arrays_of_other_libraries_that_are_no_arrays_yet():
    assert "X.toarray()" in refusal(lambda: NETWORK.predict(Sparse()))
    assert "requires grad" in refusal(lambda: train(Attached(), Y))


KEYS = {
    "w1": "W1", "B2": "b2", "W_1": "W1", "W[1]": "W1", "dw1": "dW1", "Z1": "z1", "A2": "a2",
    "loss": "cost", "lr": "learning_rate", "X": "a0", "target": "y", "weights": "W1", "grad": "dW1",
    "Delta1": "delta1", "W0": "W1", "logits": "z1",
}  # fmt: skip


@pytest.mark.parametrize(("guess", "key"), KEYS.items())
def test_a_key_in_other_letters_is_recognised(guess, key):
    history = engine.record("heart", steps=2)
    for holder in (history, history[0]):
        assert f"did you mean {key!r}?" in refusal(lambda holder=holder: holder[guess])


def test_what_answers_to_keys_says_whether_it_has_one_and_which():
    history = engine.record("heart", steps=2)
    step, person = history[0], working.example(history[0], 0)
    holders = (step, person, working.each(step), working.probe(step, step["a0"]),
               working.update(step, "W1", (0, 0)), working.nudge(step, "W1", (0, 0)))  # fmt: skip
    for holder in holders:
        assert list(holder) == list(holder.keys)
        assert all(key in holder for key in holder.keys)
        assert "nothing" not in holder
        assert 0 not in holder
    for holder in (history, step):
        assert "W1" in holder
        assert "w1" not in holder
    assert "X" in history.dataset
    assert "x" not in history.dataset
    assert history[0] not in history  # a history's steps are made as they are asked for


@pytest.mark.parametrize("at", [1.5, None, "0", ("W1", 0), [[0]], object(), True, [0.5], [None]])
def test_what_no_step_is_called_by_is_refused(at):
    history = engine.record("heart", steps=2)
    said = refusal(lambda: history[at])
    assert "W1" in said


RUN_WORDS = {
    "lr": "learning_rate", "eta": "learning_rate", "batch_size": "batch", "loss": "cost",
    "n_epochs": "epochs", "max_iter": "steps", "random_state": "seed", "rng": "seed",
    "weight_decay": "l2", "activation": "activations", "layers": "sizes", "learning_rte":
    "learning_rate", "Steps": "steps", "hidden_layer_sizes": "sizes", "tol": "least_decrease",
}  # fmt: skip
TRAIN_WORDS = {
    **{key: word for key, word in RUN_WORDS.items() if word not in ("activations", "sizes")},
    "validation_data": "validation", "validation_split": "validation", "path": "to",
    "callbacks": "watch", "callback": "watch", "verbose": "watch", "metric": "metrics",
}  # fmt: skip


@pytest.mark.parametrize(("guess", "word"), RUN_WORDS.items())
def test_a_field_by_another_name_is_recognised(guess, word):
    assert f"did you mean {word!r}?" in refusal(lambda: engine.record("heart", **{guess: 1}))


@pytest.mark.parametrize(("guess", "word"), TRAIN_WORDS.items())
def test_a_keyword_of_train_by_another_name_is_recognised(guess, word):
    assert f"did you mean {word!r}?" in refusal(lambda: train(**{guess: 1}))
    with pytest.raises(engine.Refused, match=f"did you mean '{word}'"):
        engine.train(NETWORK, X, Y, **{guess: 1})  # though learning_rate is missing as well


@pytest.mark.parametrize("word", ["optimiser", "solver", "opt"])
def test_an_optimizer_is_asked_for_by_its_word_and_its_name(word):
    for call in (lambda: train(**{word: "adam"}), lambda: engine.record("heart", **{word: "adam"})):
        assert "did you mean 'optimizer'?" in refusal(call)
    for name, ours in (("sgd", "gradient_descent"), ("RMS_prop", "rmsprop"), ("nag", "nesterov")):
        assert f"did you mean {ours!r}?" in refusal(lambda name=name: train(optimizer=name))


def test_who_wants_to_be_told_how_training_goes_learns_of_watch():
    for word in ("callback", "callbacks", "verbose"):
        assert "watch= is told (step, steps, cost)" in refusal(
            lambda word=word: engine.record("heart", **{word: print})
        )
    for call in (lambda: train(watch=True), lambda: engine.record("heart", steps=3, watch=1)):
        assert "a function of (step, steps, cost) is wanted" in refusal(call)


VALUES = [
    ("activations", "ReLU", "relu"), ("activations", "Sigmoid", "sigmoid"),
    ("activations", "linear", "identity"), ("activations", "leakyrelu", "leaky_relu"),
    ("activations", "LeakyReLU", "leaky_relu"), ("activations", np.tanh, "tanh"),
    ("activations", [np.tanh] * 3, "tanh"), ("activations", "logistic", "sigmoid"),
    ("cost", "MSE", "mse"), ("cost", "mean_squared_error", "mse"), ("cost", "l1", "mae"),
    ("cost", "binary_crossentropy", "bce"), ("cost", "cross_entropy", "cce"),
    ("cost", "categorical_crossentropy", "cce"), ("weights", "glorot_uniform", "xavier"),
    ("weights", "kaiming", "he"), ("biases", "zero", "zeros"), ("metrics", "acc", "accuracy"),
    ("dtype", "double", "float64"), ("dtype", "float16", "float32"),
    ("dtype", np.float16, "float32"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "guess", "name"), VALUES)
def test_a_value_by_another_name_is_recognised(field, guess, name):
    said = refusal(lambda: engine.record("gauss", epochs=1, **{field: guess}))
    assert f"did you mean {name!r}?" in said


class ReLU:
    def __call__(self, z):
        return np.maximum(z, 0)


@pytest.mark.parametrize("given", [np.tanh, ReLU(), ReLU, lambda z: z])
def test_functions_are_no_names(given):
    for call in (
        lambda: engine.record("heart", activations=given),
        lambda: engine.Network.random((2, 1), rng=np.random.default_rng(0), activations=given),
        lambda: engine.Network(ONE.weights, ONE.biases, given),
        lambda: engine.Network(ONE.weights, ONE.biases, [given]),
    ):
        said = refusal(call)
        assert "There is no activation" in said
        assert "sigmoid" in said
    assert "There is no cost" in refusal(lambda: train(cost=np.mean))


def test_a_generator_is_wanted_and_how_to_make_one_is_said():
    for rng in (42, None, np.random.default_rng, "42"):
        said = refusal(lambda rng=rng: engine.Network.random((2, 1), rng=rng))
        made = re.search(r"np\.random\.default_rng\(42\)", said)
        assert engine.Network.random((2, 1), rng=eval(made[0], {"np": np})).sizes == (2, 1)
    assert "did you mean 'rng'" in refusal(lambda: engine.Network.random((2, 1), seed=42))


def test_numbers_to_start_from_are_start():
    said = refusal(lambda: engine.record("heart", weights=np.ones(25)))
    assert "start=" in said
    assert engine.record("heart", start=np.ones(25), steps=2)[0]["W1"][0, 0] == 1.0


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ((2, 5, 3), "engine.Network.random((2, 5, 3), rng=rng)"),
        ("heart", "engine.record('heart')"),
        (X, "engine.Network.random"),
        (engine.History, "engine.Network.random"),
    ],
)
def test_what_is_no_network_is_told_how_to_become_one(given, hint):
    assert hint in refusal(lambda: train(network=given))
    history = train()
    assert "engine.resume(history)" in refusal(lambda: train(network=history))


def test_a_network_is_made_of_whatever_holds_its_numbers():
    made = engine.Network([[[1, 2]], np.ones((3, 1))], [[[0]], np.zeros((3, 1))], "tanh")
    assert made.activations == ("tanh", "tanh")
    assert made.sizes == (2, 1, 3)
    for bad in (
        lambda: engine.Network(np.ones((1, 2)), [np.ones((1, 1))], "tanh"),
        lambda: engine.Network(3, [np.ones((1, 1))], "tanh"),
        lambda: engine.Network([["a"]], [np.ones((1, 1))], "tanh"),
        lambda: engine.Network([np.ones((1, 2))], [np.ones(1)], "tanh"),
        lambda: engine.Network([np.float64(3)], [np.ones(1)], "tanh"),
        lambda: engine.Network([np.ones((1, 2))], [np.ones((1, 1))], 3),
        lambda: engine.Network.random(5, rng=np.random.default_rng(0)),
        lambda: engine.Network.random((2, 0), rng=np.random.default_rng(0)),
        lambda: engine.Network.random((2, 2.5), rng=np.random.default_rng(0)),
        lambda: engine.Network.random("2-3-1", rng=np.random.default_rng(0)),
        lambda: engine.Network.random((2, 1), rng=np.random.default_rng(0), weights="normall"),
    ):
        refusal(bad)
    said = refusal(lambda: engine.Network([np.ones((1, 2))], [np.ones(1)], "tanh"))
    assert "b1[:, None]" in said


@pytest.mark.parametrize("kind", ATTRIBUTES)
def test_an_attribute_of_another_library_says_where_it_is_here(kind):
    history = engine.record("heart", steps=2)
    things = {"engine": engine, "History": history, "Step": history[0], "Network": history.final}
    for name, hint in ATTRIBUTES[kind].items():
        with pytest.raises(AttributeError, match=re.escape(hint)):
            getattr(things[kind], name)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'$"):
        things[kind].nothing  # noqa: B018
    assert not hasattr(things[kind], "nothing")


def test_the_table_of_meanings_names_only_what_there_is():
    from engine.activations import ACTIVATIONS
    from engine.costs import COSTS
    from engine.learning.initialisers import INITIALISERS
    from engine.learning.rates import RATES
    from engine.metrics import METRICS
    from engine.optimizers import OPTIMIZERS

    known = {*Run.__dataclass_fields__, *ACTIVATIONS, *COSTS, *INITIALISERS, *METRICS}
    known |= {*engine.record("heart", steps=2, optimizer="adam")[0].keys, "vW1"}
    known |= {"float32", "float64", "rng"}
    known |= {*OPTIMIZERS, *RATES, "watch", "validation", "to", "X", "Y"}
    assert set(MEANT) <= known
    assert meant("W_1", ["z1", "W1"]) == ["W1", "z1"]
    assert letters("W[1]") == "w1"


def test_labels_become_rows_by_one_hot():
    np.testing.assert_array_equal(engine.one_hot([0, 2, 1]), np.eye(3)[:, [0, 2, 1]])
    assert engine.one_hot([0, 1], classes=4).shape == (4, 2)
    for bad, hint in (
        (["cat", "dog"], "np.unique(labels, return_inverse=True)"),
        ([0.0, 1.0], "labels.astype(int)"),
        ([[0, 1]], "np.ravel(labels)"),
    ):
        said = refusal(lambda bad=bad: engine.one_hot(bad))
        assert hint in said
        made = eval(hint, {"np": np, "labels": np.array(bad)})
        assert engine.one_hot(made[1] if isinstance(made, tuple) else made).shape == (2, 2)


def test_labels_that_are_no_whole_numbers_are_not_told_to_be_cut():
    assert "astype" not in refusal(lambda: engine.one_hot([0.5, 1.0]))


def test_targets_that_are_signs_are_told_how_to_become_0_and_1():
    said = refusal(lambda: train(X, np.sign(X[:1]), ONE, cost="bce"))
    assert "(Y + 1) / 2" in said


def test_a_number_as_text_is_no_number():
    assert "learning_rate='0.1': a number is wanted" in refusal(lambda: train(learning_rate="0.1"))
    assert "steps='many': a whole number is wanted" in refusal(lambda: train(steps="many"))
    assert "steps=2.5: a whole number is wanted" in refusal(lambda: train(steps=2.5))


def test_places_and_examples_that_are_none_are_refused():
    step = engine.record("heart", steps=2)[0]
    person = working.example(step, 0)
    for call in (
        lambda: working.example(step, 10), lambda: working.example(step, 1.5),
        lambda: working.nudge(step, "W1", 0), lambda: working.nudge(step, "W1", (0, 9)),
        lambda: working.update(step, "w1", (0, 0)), lambda: working.chain(person, "W1", (0.5, 0)),
        lambda: working.entry(person, "z1", 3), lambda: working.votes(person, 7),
        lambda: working.vote_map(person, 2), lambda: working.blame(person, "2"),
        lambda: working.collapse(person, None), lambda: engine.gradient_check("heart"),
        lambda: engine.gradient_check(engine.record("heart", steps=2)),
        lambda: engine.landscape.sheet(engine.record("heart", steps=2), axes=("W1", "W2")),
        lambda: engine.landscape.at_random(engine.record("heart", steps=2), rng=42),
    ):  # fmt: skip
        refusal(call)


NO_NUMBERS = ["text", None, {}, [["a"]], b"x", object()]


@pytest.mark.parametrize("given", NO_NUMBERS)
def test_what_holds_no_numbers_is_refused_wherever_numbers_are_asked_for(given):
    history = engine.record("heart", steps=2)
    step, person, one, two = history[0], working.example(history[0], 0), [0.5], [0.0, 1.0]
    corners = [[0.0, 1.0], [1.0, 0.0]]
    for call in (
        lambda: working.cut(step, "W1", (0, 0), given),
        lambda: working.quotients(step, "W1", (0, 0), given),
        lambda: working.turned(step, (("W1", (0, 0)), ("W1", (0, 1))), given),
        lambda: working.growth(given, 1, one, one), lambda: working.growth(1, 1, given, one),
        lambda: working.nudge(step, "W1", (0, 0), epsilon=given),
        lambda: working.ripple(person, "W1", (0, 0), given),
        lambda: working.ripple(person, "W1", given, one),
        lambda: working.parting(given, [1, 0]), lambda: working.sides(given, 0.0, corners, [1, 0]),
        lambda: working.shadows(given, corners), lambda: working.shadows(corners, given),
        lambda: working.constant(step, given), lambda: working.judged(given, one),
        lambda: working.priced(one, given), lambda: working.chord(two, given, 0, 1),
        lambda: working.chord(two, two, 0, given), lambda: working.convex(given, two),
        lambda: working.curve("tanh", given, 1), lambda: working.curve("tanh", 0, 1, points=given),
        lambda: working.collapse(step, 1, given or 0), lambda: working.facing(step, 1, given),
    ):  # fmt: skip
        refusal(call)


def test_a_history_or_a_run_where_a_step_is_wanted_is_told_of_its_first():
    history = engine.record("heart", steps=2)
    for given in (history, history.run, "heart", history.final):
        for call in (
            lambda given=given: working.nudge(given, "W1", (0, 0)),
            lambda given=given: working.update(given, "W1", (0, 0)),
            lambda given=given: working.example(given, 0),
            lambda given=given: working.cut(given, "W1", (0, 0), [0.1]),
            lambda given=given: engine.gradient_check(given),
            lambda given=given: working.each(given),
            lambda given=given: working.doors(given),
            lambda given=given: working.sweep(given, 1),
            lambda given=given: working.creases(given),
            lambda given=given: working.probe(given, X),
        ):
            assert "a Step is wanted; history[0] is the first one" in refusal(call)
    assert "working.example(step, 0) is the first" in refusal(lambda: working.blame(history[0], 2))


@pytest.mark.parametrize("name", [["W1"], 3, None, ("a", "b"), {}, np.array(["W1"]), b"W1"])
def test_what_can_be_no_name_is_refused_wherever_a_name_is_asked_for(name):
    history = engine.record("heart", steps=2)
    step = history[0]
    for call in (
        lambda: step[name], lambda: working.example(step, 0)[name],
        lambda: working.probe(step, X[:, :3])[name], lambda: working.each(step)[name],
        lambda: history.dataset[name], lambda: history.measure(name), lambda: engine.record(name),
        lambda: engine.datasets.load(name), lambda: working.nudge(step, name, (0, 0)),
        lambda: working.curve(name, -1, 1), lambda: engine.metrics.metric(name),
        lambda: engine.landscape.sheet(history, axes=((name, (0, 0)), (name, (0, 1)))),
        lambda: engine.Network.random((2, 1), rng=np.random.default_rng(0), weights=name),
    ):  # fmt: skip
        refusal(call)


def test_a_network_can_be_called():
    np.testing.assert_array_equal(NETWORK(X), NETWORK.predict(X))
    assert "try X.T" in refusal(lambda: NETWORK(X.T))


def test_keys_can_be_asked_for_as_a_dictionary_has_them():
    step = engine.record("heart", steps=2)[0]
    assert step.keys() == step.keys == tuple(step)
    assert dict(step)["W1"].tolist() == step["W1"].tolist()
    for thing in (working.example(step, 0), working.each(step), working.doors(step)):
        assert dict(thing).keys() == set(thing.keys())


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda h: h.W1, r"no attribute 'W1': \['W1'\] is it"),
        (lambda h: h[0].z2, r"no attribute 'z2': \['z2'\] is it"),
        (lambda h: h.plot(), r"engine\.plots\.cost\(history\)"),
        (lambda h: h.steps, r"len\(history\) are its steps"),
        (lambda h: h[0].t, r"\.index"),
        (lambda h: h[0].items(), r"dict\(step\) has all by their keys"),
        (lambda h: h.final.W2, r"\.weights\[1\]"),
        (lambda h: h.final.save("x"), r"\.save\(folder\), a History's"),
        (lambda h: engine.plot(h), r"engine\.plots\.cost\(history\)"),
    ],
)
def test_what_is_asked_of_the_wrong_thing_is_told_where_it_is(ask, said):
    with pytest.raises(AttributeError, match=said):
        ask(engine.record("heart", steps=2))


@pytest.mark.parametrize("sizes", [(2, 3, 1), [2, 3, 1], (np.int64(2), np.int64(3), 1)])
def test_sizes_in_place_of_weights_are_told_what_draws_a_network(sizes):
    assert "Network.random((2, 3, 1), rng=rng) draws them" in refusal(lambda: engine.Network(sizes))
    assert "Network.random((2, 3, 1), rng=rng)" in refusal(lambda: engine.Network(2, 3, 1))


def test_other_words_for_what_is_here_are_told_which():
    history = engine.record("heart", steps=2, momentum=0.5)
    for key, said in (("velocity", "'vW1'"), ("y_hat", "the a of the last layer")):
        assert said in refusal(lambda key=key: history[0][key])
    for dtype, said in (("f4", "'float32'"), ("f8", "'float64'"), ("half", "'float32'")):
        assert f"did you mean {said}" in refusal(
            lambda dtype=dtype: engine.record("xor", dtype=dtype)
        )
    assert "did you mean 'epsilon'" in refusal(lambda: engine.gradient_check(history[0], eps=1e-4))
