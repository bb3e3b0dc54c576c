"""A PyTorch model as a chain of layers: read before training, and refused by name if it is none."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import fx, nn

from engine.errors import Refused

F = nn.functional

MODULES: dict[type[nn.Module], str] = {
    nn.Sigmoid: "sigmoid", nn.Tanh: "tanh", nn.ReLU: "relu", nn.LeakyReLU: "leaky_relu",
    nn.Softplus: "softplus", nn.Softmax: "softmax", nn.LogSoftmax: "log_softmax",
}  # fmt: skip
FUNCTIONS: dict[Callable[..., Any], str] = {
    torch.sigmoid: "sigmoid", F.sigmoid: "sigmoid", torch.tanh: "tanh", F.tanh: "tanh",
    torch.relu: "relu", F.relu: "relu", F.leaky_relu: "leaky_relu", F.softplus: "softplus",
    torch.softmax: "softmax", F.softmax: "softmax", F.log_softmax: "log_softmax",
    torch.log_softmax: "log_softmax",
}  # fmt: skip
METHODS = ("sigmoid", "tanh", "relu", "softmax", "log_softmax")
SHAPES = ("flatten", "view", "reshape", "squeeze", "unsqueeze", "size", "float", "double")
"""Methods that change no number, around the chain."""
IMPLIED = {"bce": "sigmoid", "cce": "softmax"}
"""A cost that takes the last z -> the activation that is in it."""
LEAK = 0.01

KINDS = {
    "Conv": "a convolution: this records layers in which each neuron hears the whole layer before",
    "Attention": "attention: no board here shows it; record the Linear layers alone",
    "Transformer": "attention: no board here shows it; record the Linear layers alone",
    "Norm": "a normalisation: scale X before training instead",
    "Dropout": "dropout in training mode: set p=0, or leave it out while recording",
    "Embedding": "an embedding: give one-hot inputs to a Linear layer instead",
    "RNN": "a recurrent layer: only chains are recorded", "LSTM": "a recurrent layer: only chains "
    "are recorded", "GRU": "a recurrent layer: only chains are recorded",
    "Pool": "pooling: flatten the images and use Linear layers",
    "Bilinear": "a bilinear layer: use Linear layers",
}  # fmt: skip
WRAPPED = {
    "OptimizedModule": "compiled, which hides its layers: record the model that went into "
    "torch.compile (model._orig_mod)",
    "DataParallel": "spread over devices: record model.module on one of them",
    "DistributedDataParallel": "spread over processes: record model.module in one of them",
    "FullyShardedDataParallel": "spread over processes: record it on one device",
}
ACCEPTED = f"Linear layers with {', '.join(kind.__name__ for kind in MODULES)} between are recorded"


@dataclass
class Chain:
    """The layers, front to back: a Linear and the name of its activation each.

    ``implied``: the model ends in z, and the cost holds the last activation; ``log``: it ends in
    the logarithm of its softmax.
    """

    linears: list[nn.Linear]
    activations: list[str]
    implied: bool = False
    log: bool = False

    @property
    def sizes(self) -> list[int]:
        return [self.linears[0].in_features, *(each.out_features for each in self.linears)]


def chain_of(model: nn.Module, cost: str) -> Chain:
    """The chain that ``model`` is; ``Refused``, by name, with what would help, where it is none."""
    if not isinstance(model, nn.Module):
        raise Refused(f"model={type(model).__name__}: a torch.nn.Module is wanted.")
    for kind in type(model).__mro__:
        if kind.__name__ in WRAPPED:
            raise Refused(f"The model is {WRAPPED[kind.__name__]}.")
    for name, module in model.named_modules():
        _refuse_kind(name, module)
    found, names = [], []
    for linear, activation in _layers(model):
        found.append(linear)
        names.append(activation)
    if not found:
        raise Refused(f"The model has no Linear layer: {ACCEPTED}.")
    _refuse_other_parameters(model, found)
    chain = Chain(found, [name or "identity" for name in names])
    if not names[-1] and cost in IMPLIED:
        chain.implied, chain.activations[-1] = True, IMPLIED[cost]
    if names[-1] == "log_softmax":
        chain.log, chain.activations[-1] = True, "softmax"
    if "log_softmax" in names[:-1]:
        raise Refused("LogSoftmax stands between two layers; it can only be the last.")
    return chain


def _refuse_kind(name: str, module: nn.Module) -> None:
    kind = type(module).__name__
    for word, what in KINDS.items():
        idle = word == "Dropout" and (getattr(module, "p", 1) == 0 or not module.training)
        if word in kind and type(module).__module__.startswith("torch.") and not idle:
            raise Refused(f"model.{name} ({kind}) is {what}.")


def _refuse_other_parameters(model: nn.Module, linears: list[nn.Linear]) -> None:
    for n, each in enumerate(linears, start=1):
        if isinstance(each.weight, nn.parameter.UninitializedParameter):
            raise Refused(f"Layer {n} is lazy and has no weights yet: call model(X[:1]) first.")
        if not isinstance(each.weight, nn.Parameter):
            raise Refused(
                f"Layer {n}'s weight is made of others at each step (a norm, or pruning): remove "
                "that, so that it is a parameter itself."
            )
    ours = [id(part) for each in linears for part in each.parameters()]
    if len(set(ours)) < len(ours):
        raise Refused("Two layers share a parameter: each needs its own, nn.Linear for each.")
    for name, part in model.named_parameters():
        if id(part) not in ours:
            raise Refused(
                f"model.{name} is a parameter of no layer that is used: take it out of the model."
            )
    dtypes = {part.dtype for part in model.parameters()}
    if len(dtypes) > 1 or not dtypes <= {torch.float32, torch.float64}:
        said = ", ".join(sorted(str(each) for each in dtypes))
        raise Refused(f"The parameters are {said}: all float32, or all float64, are recorded.")


def _layers(model: nn.Module) -> list[tuple[nn.Linear, str]]:
    """(Linear, its activation's name or nothing), as data goes through them."""
    found: list[tuple[nn.Linear, str]] = []
    graph = _traced(model)
    before: fx.Node | None = None
    for node in graph.nodes:
        if node.op == "placeholder":
            if before is not None:
                raise Refused("The model takes several inputs; one, X, is recorded.")
            before = node
            continue
        if set(node.all_input_nodes) - {before}:
            raise Refused(
                f"{node.name} in the model's forward takes what came earlier than the step before "
                "it (a skip connection, or two branches): only chains are recorded."
            )
        before = node
        if node.op == "output":
            break
        what = _what(model, node)
        if isinstance(what, nn.Linear):
            if any(what is linear for linear, _ in found):
                raise Refused(f"{node.target} is used twice: each layer needs its own nn.Linear.")
            found.append((what, ""))
        elif what:
            if not found or found[-1][1]:
                raise Refused(f"{node.name} follows no Linear layer: {ACCEPTED}.")
            found[-1] = found[-1][0], what
    return found


class _Tracer(fx.Tracer):
    """One that looks into no layer and no activation, whoever wrote it."""

    def is_leaf_module(self, m: nn.Module, name: str) -> bool:
        return isinstance(m, (nn.Linear, *MODULES)) or super().is_leaf_module(m, name)


def _traced(model: nn.Module) -> fx.Graph:
    try:
        return _Tracer().trace(model)
    except Exception as error:
        raise Refused(
            f"The model's forward is no plain chain ({type(error).__name__} in reading it): put "
            "its layers into an nn.Sequential."
        ) from error


def _what(model: nn.Module, node: fx.Node) -> nn.Linear | str:
    """A layer, an activation's name, or nothing for what changes no number."""
    name, target = "", node.target
    if node.op == "call_module":
        module = model.get_submodule(str(target))
        if isinstance(module, nn.Linear):
            return module
        if isinstance(module, (nn.Flatten, nn.Unflatten, nn.Identity, nn.Dropout)):
            return ""
        name = MODULES.get(type(module), "")
        target = type(module).__name__
        slope, beta = getattr(module, "negative_slope", LEAK), getattr(module, "beta", 1)
    else:
        if target in (torch.flatten, F.dropout, operator.getitem, getattr, *SHAPES):
            dropping = target is F.dropout and node.kwargs.get("training", True)
            if dropping and node.kwargs.get("p", 0.5):
                raise Refused(f"{node.name} is {KINDS['Dropout']}.")
            return ""
        name = FUNCTIONS.get(target, "") if callable(target) else ""
        name = name or (str(target) if node.op == "call_method" and target in METHODS else "")
        slope, beta = node.kwargs.get("negative_slope", LEAK), node.kwargs.get("beta", 1)
    if not name:
        raise Refused(f"{node.name} ({getattr(target, '__name__', target)}) is none of what is "
                      f"known here: {ACCEPTED}.")  # fmt: skip
    if name == "leaky_relu" and (slope != LEAK or len(node.args) > 1):
        raise Refused(f"{node.name}: the slope of leaky ReLU is {LEAK} here.")
    if name == "softplus" and (beta != 1 or len(node.args) > 1):
        raise Refused(f"{node.name}: the beta of softplus is 1 here.")
    return name
