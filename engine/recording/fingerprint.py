"""A fingerprint: what differs where a run's definition, its data or any recorded bit does."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from itertools import chain

import numpy as np

from engine.basics.arrays import Array
from engine.learning.examples import Examples
from engine.network import Network
from engine.recording.recorder import Tape
from engine.run import Run


def fingerprint(
    run: Run,
    metrics: Mapping[str, Array],
    *,
    tape: Tape,
    examples: Examples,
    held: str = "",
    final: Network | None = None,
) -> str:
    """32 hexadecimal digits of all these; ``held`` is the fingerprint of examples held out."""
    said = {name: values.tolist() for name, values in metrics.items()}
    digest = hashlib.sha256(json.dumps([run.definition(), said], sort_keys=True).encode())
    parts = [examples.targets, tape.frames, tape.costs, tape.keyframes, tape.batches, tape.kept]
    parts += [tape.penalties] if tape.penalties is not None else []
    digest.update(held.encode())
    parts += [*final.weights, *final.biases] if final is not None else []
    for part in chain(examples.in_parts(), parts):
        digest.update(np.ascontiguousarray(part).view(np.uint8).data)
    return digest.hexdigest()[:32]
