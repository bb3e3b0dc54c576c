# ruff: noqa: E402, the thread variables must be set before NumPy is first imported
"""How fast the engine is, beside its peers, in one run: ``python benchmarks/engine_speed.py``.

Every contestant takes the same steps from the same parameters, one BLAS thread, float64, the
cost computed at each step (and compared). Rounds are interleaved, and each cell is the median
round's time a step. Peers that are not installed are left out, and said to be.
"""

from __future__ import annotations

import os

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import argparse
import datetime
import json
import platform
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import engine_ours as ours
import engine_peers as peers
import numpy as np
from engine_workloads import SHAPES, Workload, workload

CONTESTANTS: dict[str, tuple[str | None, Callable[[Workload], Callable[[], list[float]]]]] = {
    "recording everything": (None, ours.recorded),
    "unrecorded": (None, ours.unrecorded),
    "keyframes": (None, ours.keyframes),
    "textbook NumPy, recording": (None, peers.textbook),
    "PyTorch eager": ("torch", peers.torch_eager),
    "JAX scan, recording": ("jax", peers.jax_scan),
    "matrix products alone": (None, ours.products),
}
REPLAY = "farthest step recomputed"
BESIDE = {
    "PyTorch eager": "PyTorch eager",
    "JAX scan, recording": "JAX scan, recording",
    "textbook NumPy, recording": "textbook, recording",
}


def measure(work: Workload, *, rounds: int) -> dict[str, float]:
    """Contestant -> median µs a step, of interleaved rounds after one to warm up.

    And how long the step farthest from a keyframe takes to be computed again.
    """
    ready = {
        name: make(work)
        for name, (needs, make) in CONTESTANTS.items()
        if needs is None or find_spec(needs)
    }
    reference = ready["unrecorded"]()
    for name, go in ready.items():
        costs = go()
        if costs:
            np.testing.assert_allclose(costs, reference, rtol=1e-9, err_msg=name)
    times: dict[str, list[float]] = {name: [] for name in ready}
    for _ in range(rounds):
        for name, go in ready.items():
            began = time.perf_counter()
            go()
            times[name].append((time.perf_counter() - began) / work.steps * 1e6)
    found = {name: float(np.median(each)) for name, each in times.items()}
    return found | {REPLAY: 1e3 * ours.replay(work)}


def table(found: dict[str, dict[str, float]]) -> str:
    """The comparison as Markdown: how many times faster recording is than each peer."""
    head = [
        "workload",
        "µs a step",
        *BESIDE.values(),
        "its unrecorded self",
        "keyframes",
        "floor",
        REPLAY,
    ]
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    for name, times in found.items():
        mine = times["recording everything"]
        cells = [f"{name} {workload(name).title}", f"{mine:.1f}"]
        for peer in BESIDE:
            cells.append(f"{times[peer] / mine:.2f}× faster" if peer in times else "not installed")
        cells.append(f"{mine / times['unrecorded']:.2f}")
        cells.append(f"{times['keyframes'] / times['unrecorded']:.2f}")
        cells.append(f"{times['matrix products alone']:.1f} µs")
        cells.append(f"{times[REPLAY] / 1e3:.1f} ms")
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def machine() -> str:
    """The processor's name and the versions that matter."""
    name = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        models = [
            line for line in cpuinfo.read_text().splitlines() if line.startswith("model name")
        ]
        name = models[0].partition(":")[2].strip() if models else name
    return f"{name}, Python {platform.python_version()}, NumPy {np.__version__}"


def main() -> None:
    """Measure, print the table, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workloads", nargs="*", default=list(SHAPES), help="of A B C D")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--json", type=Path, help="also write the times here")
    options = parser.parse_args()
    found = {}
    for name in options.workloads:
        found[name] = measure(workload(name), rounds=options.rounds)
        print(name, {who: round(µs, 1) for who, µs in found[name].items()}, file=sys.stderr)
    today = datetime.date.today().isoformat()
    print(f"{today}, {machine()}, one thread; median of {options.rounds} rounds\n")
    print(table(found))
    if options.json:
        report = {"date": today, "machine": machine(), "microseconds_a_step": found}
        options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
