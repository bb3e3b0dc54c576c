"""Meanings: the words that other libraries use, and what they stand for here."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

MEANT = {
    "learning_rate": "lr alpha eta rate step_size learning_rate_init learn_rate",
    "batch": "batch_size minibatch minibatch_size mini_batch mini_batch_size",
    "cost": "loss criterion objective loss_function loss_fn cost_function error",
    "epochs": "n_epochs num_epochs nb_epoch epoch",
    "steps": "iterations iters max_iter n_iter num_steps n_steps max_steps",
    "seed": "random_state rng random_seed generator",
    "rng": "random_state seed random_seed generator",
    "sizes": "layers hidden_layer_sizes layer_sizes hidden architecture units",
    "activations": "activation activation_function nonlinearity",
    "l2": "weight_decay reg regularization regularisation lambda lam l2_reg penalty",
    "decay": "lr_decay learning_rate_decay",
    "watch": "callback callbacks progress verbose hook on_step",
    "validation": "validation_data validation_split validation_set val val_data eval_set "
    "validation_fraction",
    "metrics": "metric scoring",
    "least_decrease": "tol tolerance min_delta early_stopping patience",
    "weights": "init initializer initialiser kernel_initializer weight_init",
    "biases": "bias_initializer bias_init bias",
    "momentum": "mu beta",
    "optimizer": "optimiser solver opt optim",
    "betas": "beta1 beta2 beta_1 beta_2",
    "rho": "smoothing",
    "epsilon": "eps",
    "schedule": "scheduler lr_scheduler lr_schedule learning_rate_schedule",
    "period": "step_size t_max decay_steps",
    "factor": "gamma",
    "frozen": "freeze trainable requires_grad",
    "dtype": "precision",
    "drop_last": "drop_remainder",
    "to": "path folder out save save_to file filename directory",
    "X": "x input inputs features data",
    "Y": "y target targets labels",
    "W1": "weights weight w w0 theta",
    "b1": "biases bias b b0",
    "z1": "z z0 logits preactivations",
    "a1": "a activations activation",
    "a0": "x input inputs",
    "y": "target targets label labels",
    "vW1": "velocity v momentum_buffer",
    "mW1": "m exp_avg",
    "sW1": "s exp_avg_sq",
    "dW1": "gradient gradients grad grads dw",
    "db1": "db",
    "delta1": "delta deltas",
    "accuracy": "acc",
    "mse": "mean_squared_error squared_error mse_loss l2 l2_loss",
    "mae": "mean_absolute_error absolute_error l1 l1_loss",
    "rmse": "root_mean_squared_error",
    "r2": "r2_score",
    "bce": "binary_crossentropy binary_cross_entropy bce_loss bce_with_logits log_loss logistic",
    "cce": "crossentropy cross_entropy categorical_crossentropy categorical_cross_entropy "
    "cross_entropy_loss sparse_categorical_crossentropy softmax_cross_entropy nll nll_loss",
    "sigmoid": "logistic expit sigm",
    "identity": "linear none",
    "leaky_relu": "lrelu",
    "softplus": "smooth_relu",
    "huber": "huber_loss smooth_l1 smooth_l1_loss",
    "xavier": "glorot glorot_uniform glorot_normal",
    "he": "kaiming kaiming_normal he_normal",
    "scaled": "lecun lecun_normal",
    "normal": "gaussian randn random_normal",
    "gradient_descent": "sgd gd vanilla descent",
    "nesterov": "nag nesterov_momentum",
    "rmsprop": "rms_prop",
    "step": "step_lr multistep exponential",
    "cosine": "cosine_annealing cosine_annealing_lr cosine_decay",
    "constant": "none fixed",
    "1/t": "inverse_time inverse_time_decay invscaling time",
    "float64": "double float f8 d",
    "float32": "single float16 half f4 f",
}
"""A word of ours -> what others say for it."""

SENTENCES = {
    "answer": "The answers are the a of the last layer. ",
    "callback": "watch= is told (step, steps, cost) as training goes. ",
    "metrics": "history.measure(name) judges any history's steps. ",
}
"""What there is instead of a word that names nothing here."""

INSTEAD = {
    **dict.fromkeys(("output", "outputs", "yhat", "ypred", "prediction", "predictions"), "answer"),
    "callbacks": "callback",
    "verbose": "callback",
    "progress": "callback",
}


def letters(word: object) -> str:
    """``word`` as it is compared: small letters and digits alone, so that W_1 is w1."""
    return re.sub(r"[^a-z0-9]", "", str(word)[:100].lower())


OTHERS: dict[str, list[str]] = {}
for _ours, _theirs in MEANT.items():
    for _word in _theirs.split():
        OTHERS.setdefault(letters(_word), []).append(_ours)


def meant(given: object, known: Iterable[str]) -> list[str]:
    """Those of ``known`` that ``given`` most likely means, most likely first."""
    names = list(known)
    if callable(given):  # a function, a class or a layer where its name is wanted
        given = getattr(given, "__name__", type(given).__name__)
    word = letters(given)
    same = [name for name in names if word and letters(name) == word]
    others = [name for name in OTHERS.get(word, ()) if name in names]
    near = difflib.get_close_matches(str(given), names, n=len(names), cutoff=0.4)
    if instead(given):
        near = []  # there is something better to say
    return list(dict.fromkeys([*same, *others, *near]))


def instead(given: object) -> str:
    """A sentence, and a space, on what there is instead of a word that names nothing here."""
    word = letters(given)
    return SENTENCES.get(INSTEAD.get(word, word), "")


TRAIN = "engine.train(network, X, Y, …) trains one, and returns its History"
ATTRIBUTES = {
    "engine": {
        "fit": "engine.train(network, X, Y, …)",
        **dict.fromkeys(
            ("Sequential", "Model", "MLP", "MLPClassifier", "MLPRegressor", "NeuralNetwork"),
            "engine.Network.random((2, 3, 1), rng=rng)",
        ),
        "save": "history.save(folder)",
        **dict.fromkeys(("plot", "show"), "engine.plots.cost(history)"),
        **dict.fromkeys(("load_data", "load_dataset"), 'engine.datasets.load("heart")'),
        **dict.fromkeys(("sigmoid", "relu", "tanh"), "working.curve(name, low, high)"),
        **dict.fromkeys(("predict", "predict_classes"), "history.predict(X)"),
        **dict.fromkeys(("accuracy", "accuracy_score"), "engine.metrics.accuracy"),
    },
    "Network": {
        **dict.fromkeys(("fit", "train", "backward", "compile", "partial_fit"), TRAIN),
        **dict.fromkeys(("parameters", "get_weights", "layers", "W", "b"), ".weights, .biases"),
        **dict.fromkeys(("evaluate", "score"), "engine.metrics.accuracy(network.predict(X), Y)"),
        "predict_proba": ".predict(X) gives the outputs",
        "predict_classes": "a History has it, which knows its run's classes",
        **{
            f"{kind[0].replace('w', 'W')}{n + 1}": f".{kind}[{n}]"
            for kind in ("weights", "biases")
            for n in range(4)
        },
        "save": "engine.train(network, …).save(folder), a History's",
        "copy": "it never changes, so that it is its own copy",
        "depth": "len(network.weights)",
        **dict.fromkeys(("summary", "shape", "shapes"), ".sizes"),
    },
    "History": {
        **dict.fromkeys(("fit", "train"), "engine.resume(history, steps=…) goes on"),
        **dict.fromkeys(("loss", "losses", "cost", "history"), ".costs has every step's"),
        **dict.fromkeys(("weights", "biases", "network", "model"), ".final is the network"),
        **dict.fromkeys(("evaluate", "score", "accuracy"), ".measure('accuracy')"),
        **dict.fromkeys(("X", "Y", "data"), ".dataset.X and .dataset.Y"),
        **dict.fromkeys(("plot", "show"), "engine.plots.cost(history)"),
        **dict.fromkeys(("steps", "epochs", "n_steps", "shape"), "len(history) are its steps"),
        **dict.fromkeys(("keys", "items"), "history[0].keys, a step's"),
        **dict.fromkeys(("step", "targets", "forward", "gradient"), "history[0] is its first step"),
        "predict_proba": ".predict(X) gives the outputs",
    },
    "Step": {
        **dict.fromkeys(("weights", "biases", "predict"), ".network has them"),
        **dict.fromkeys(("activations", "zs", "z", "a"), ".forward has them"),
        **dict.fromkeys(("grad", "grads", "gradients", "deltas", "delta"), ".gradient has them"),
        "loss": ".cost",
        **dict.fromkeys(("t", "n", "number"), ".index"),
        **dict.fromkeys(("get", "items", "values"), "dict(step) has all by their keys"),
        "step": "engine.working.example(step, 0) is its first example",
    },
}
"""Class -> an attribute that others have -> where that is here."""
