"""The peers: the same steps, from the same parameters, in textbook NumPy, PyTorch and JAX."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from engine_workloads import Workload

Round = Callable[[], list[float]]


def textbook(work: Workload) -> Round:
    """NumPy as courses write it: fresh arrays, dictionaries, X n × m, recorded by copies."""
    depth = len(work.network.weights)
    names = work.run.activations
    X, Y = np.ascontiguousarray(work.X), work.Y
    g: dict[str, Callable[[Any], Any]] = {
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(z, 0),
        "softmax": lambda z: np.exp(z - z.max(axis=0)) / np.exp(z - z.max(axis=0)).sum(axis=0),
    }
    slope: dict[str, Callable[[Any], Any]] = {
        "sigmoid": lambda a: a * (1 - a),
        "relu": lambda a: (a > 0).astype(float),
    }

    def cost_of(a: Any, y: Any) -> float:
        m = y.shape[1]
        if work.run.cost == "half_squared":
            return float(0.5 * np.sum((a - y) ** 2) / m)
        if work.run.cost == "bce":
            return float(-np.sum(y * np.log(a) + (1 - y) * np.log(1 - a)) / m)
        return float(-np.sum(y * np.log(a)) / m)

    def go() -> list[float]:
        p = {f"W{n + 1}": W.copy() for n, W in enumerate(work.network.weights)}
        p |= {f"b{n + 1}": b.copy() for n, b in enumerate(work.network.biases)}
        costs, record = [], []
        for t in range(work.steps):
            at = slice(None) if work.batches is None else work.batches[t]
            x, y = X[:, at], Y[:, at]
            m = y.shape[1]
            c = {"a0": x}
            for n in range(1, depth + 1):
                c[f"z{n}"] = p[f"W{n}"] @ c[f"a{n - 1}"] + p[f"b{n}"]
                c[f"a{n}"] = g[names[n - 1]](c[f"z{n}"])
            cost = cost_of(c[f"a{depth}"], y)
            d = {}
            delta = (c[f"a{depth}"] - y) / m
            if work.run.cost == "half_squared":
                delta = delta * slope[names[-1]](c[f"a{depth}"])
            for n in range(depth, 0, -1):
                d[f"delta{n}"] = delta
                d[f"dW{n}"] = delta @ c[f"a{n - 1}"].T
                d[f"db{n}"] = delta.sum(axis=1, keepdims=True)
                if n > 1:
                    delta = (p[f"W{n}"].T @ delta) * slope[names[n - 2]](c[f"a{n - 1}"])
            record.append({k: v.copy() for q in (p, c, d) for k, v in q.items() if k != "a0"})
            costs.append(cost)
            for key in p:
                p[key] = p[key] - work.run.learning_rate * d["d" + key]
        return costs

    return go


def torch_eager(work: Workload) -> Round:
    """PyTorch with autograd and its SGD, recording nothing."""
    import torch

    torch.set_num_threads(1)
    curves = {"sigmoid": torch.sigmoid, "relu": torch.relu}
    X, Y = torch.tensor(work.X.T.copy()), torch.tensor(work.Y.T.copy())
    labels = Y.argmax(dim=1)
    batches = None if work.batches is None else torch.tensor(work.batches)

    def go() -> list[float]:
        weights = [torch.tensor(W.copy(), requires_grad=True) for W in work.network.weights]
        biases = [torch.tensor(b[:, 0].copy(), requires_grad=True) for b in work.network.biases]
        optimizer = torch.optim.SGD([*weights, *biases], lr=work.run.learning_rate)
        costs = []
        for t in range(work.steps):
            x, y = (X, Y) if batches is None else (X[batches[t]], Y[batches[t]])
            a = x
            for n, (W, b) in enumerate(zip(weights, biases, strict=True)):
                z = torch.nn.functional.linear(a, W, b)
                last = n == len(weights) - 1
                a = (
                    z
                    if last and work.run.cost != "half_squared"
                    else curves[work.run.activations[n]](z)
                )
            if work.run.cost == "bce":
                cost = torch.nn.functional.binary_cross_entropy_with_logits(a, y)
            elif work.run.cost == "cce":
                at = labels if batches is None else labels[batches[t]]
                cost = torch.nn.functional.cross_entropy(a, at)
            else:
                cost = 0.5 * ((a - y) ** 2).sum() / len(y)
            optimizer.zero_grad()
            cost.backward()
            optimizer.step()
            costs.append(cost.item())
        return costs

    return go


def jax_scan(work: Workload) -> Round:
    """JAX, the whole run compiled as one scan that also returns everything of each step."""
    import jax

    jax.config.update("jax_enable_x64", True)
    jnp = jax.numpy
    curves = {"sigmoid": jax.nn.sigmoid, "relu": jax.nn.relu}
    X, Y = jnp.asarray(work.X.T.copy()), jnp.asarray(work.Y.T.copy())
    steps = jnp.arange(work.steps)
    batches = steps if work.batches is None else jnp.asarray(work.batches)
    depth = len(work.network.weights)

    def cost(probes: Any, p: Any, x: Any, y: Any) -> Any:
        a, flow = x, []
        for n, (W, b) in enumerate(p):
            z = a @ W.T + b + probes[n]
            name = work.run.activations[n]
            a = jax.nn.softmax(z) if name == "softmax" else curves[name](z)
            flow.append((z, a))
        if work.run.cost == "bce":
            return jnp.mean(jnp.logaddexp(0, z) - y * z), flow
        if work.run.cost == "cce":
            return -jnp.mean(jnp.sum(y * jax.nn.log_softmax(z), axis=1)), flow
        return 0.5 * jnp.sum((a - y) ** 2) / len(y), flow

    def step(p: Any, at: Any) -> Any:
        x, y = (X, Y) if work.batches is None else (X[at], Y[at])
        probes = [jnp.zeros((len(y), len(p[n][1]))) for n in range(depth)]
        (value, flow), (delta, d) = jax.value_and_grad(cost, argnums=(0, 1), has_aux=True)(
            probes, p, x, y
        )
        new = [
            (W - work.run.learning_rate * dW, b - work.run.learning_rate * db)
            for (W, b), (dW, db) in zip(p, d, strict=True)
        ]
        return new, (value, p, d, delta, flow)

    whole = jax.jit(lambda p: jax.lax.scan(step, p, batches))

    def go() -> list[float]:
        arrays = zip(work.network.weights, work.network.biases, strict=True)
        p = [(jnp.asarray(W.copy()), jnp.asarray(b[:, 0].copy())) for W, b in arrays]
        _, out = jax.block_until_ready(whole(p))
        return np.asarray(out[0]).tolist()

    return go
