"""How fast a lecture becomes a film: ``python benchmarks/rendering.py``.

Four tables. `limit`: each lecture at 1080p60 without a cache, beside the time that its own frames
take to encode. `again`: with a cache, and once more with nothing changed. `playing`: wall over
playing time at 1080p30 and at -ql. `beside`: the core of the main lecture with our nouns and with
Manim's stock ones (`textbook_scene.py`), and a forward pass with ManimML's where a Python that has
it is given. Rounds are interleaved, each figure is the median, and the load average stands beside
it: wall times mean nothing where others are at work, seconds of all cores mean a little more.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from engine_speed import machine
from render_limit import ROOT, Cost, encoding, playing, rendered

from scenes.film.encoding import SwiftEncoder
from scenes.film.spares import Spares

Row = dict[str, float]
LECTURES = sorted(
    path.stem for path in (ROOT / "scenes").glob("*.py") if path.name != "__init__.py"
)
TEXTBOOK = "benchmarks/textbook_scene.py"
BEATS = "Flat", "Surface"
SHORT = {"TRAINREEL_SHORT": "8"}  # of two minutes
OWN_PASS, PEER_PASS = "benchmarks/own_pass.py", "benchmarks/peer_scene.py"


def limit(name: str, media: Path, *, plays: int) -> Row:
    """Return a lecture's costs at 1080p60 without a cache, and those of its frames' encoding."""
    flags = "--disable_caching", *(["-n", f"0,{plays}"] if plays else [])
    cost, film = rendered(f"scenes/{name}.py", *flags, quality="h", media=media)
    alone = encoding(film, media / "again.mp4")
    with_ours = encoding(film, media / "ours.mp4", partial(SwiftEncoder, spares=Spares()))
    return {
        "playing s": playing(film),
        "render s": cost.wall,
        "encode s": alone.wall,
        "limit ratio": cost.wall / alone.wall,
        "limit ratio, all cores' time": cost.cpu / alone.cpu,
        "beside our own encoder": cost.wall / with_ours.wall,
        "peak MB": cost.peak,
        "load at the render": cost.load,
        "load at the encoding": alone.load,
    }


def again(name: str, media: Path) -> Row:
    """Return what a second render at 1080p60 takes of the first, with nothing changed."""
    first, second = (rendered(f"scenes/{name}.py", quality="h", media=media)[0] for _ in range(2))
    return {
        "first s": first.wall,
        "again s": second.wall,
        "again %": 100 * second.wall / first.wall,
        "again %, all cores' time": 100 * second.cpu / first.cpu,
        "load": first.load,
    }


def played(name: str, media: Path) -> Row:
    """Return a lecture's wall over playing time, at the project's quality and at low quality."""
    row = {}
    for title, quality, *flags in (("1080p30", "h", "--fps", "30"), ("-ql", "l")):
        cost, film = rendered(
            f"scenes/{name}.py", "--disable_caching", *flags, quality=quality, media=media / title
        )
        row[f"{title} ratio"] = cost.wall / playing(film)
        row[f"{title} cores' time"] = cost.cpu / playing(film) / (os.cpu_count() or 1)
        row[f"{title} load"] = cost.load
    return row


def side_by_side(beats: str, media: Path) -> Row:
    """Return what a part of the core costs with our nouns and with stock ones."""
    costs: dict[str, Cost] = {}
    for who in ("Ours", "Textbook"):
        flags = "--disable_caching", who + beats
        costs[who], _ = rendered(TEXTBOOK, *flags, quality="h", media=media / who, env=SHORT)
    return _compared(costs["Ours"], costs["Textbook"])


def forward_pass(peer: str, media: Path) -> Row:
    """Return what a forward pass of 3-5-3 costs with our nouns and with ManimML's."""
    ours, own = rendered(OWN_PASS, "--disable_caching", quality="h", media=media / "ours")
    beside = {"PATH": f"{Path(peer).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    theirs, film = rendered(
        str(ROOT / PEER_PASS),
        "--disable_caching",
        quality="h",
        media=media / "peer",
        python=peer,
        env=beside,
        at=media,
    )
    share = playing(own) / playing(film)  # theirs may be a little longer
    theirs = theirs._replace(wall=theirs.wall * share, cpu=theirs.cpu * share)
    return _compared(ours, theirs)


def _compared(ours: Cost, theirs: Cost) -> Row:
    return {
        "ours s": ours.wall,
        "theirs s": theirs.wall,
        "times faster": theirs.wall / ours.wall,
        "times less of all cores' time": theirs.cpu / ours.cpu,
        "load": ours.load,
    }


def measure(jobs: dict[str, Callable[[Path], Row]], *, rounds: int) -> dict[str, Row]:
    """Run every job once a round; return the medians."""
    found: dict[str, list[Row]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            with tempfile.TemporaryDirectory() as media:
                found[name].append(job(Path(media)))
            print(
                name,
                {key: round(value, 2) for key, value in found[name][-1].items()},
                file=sys.stderr,
                flush=True,
            )
    return {
        name: {key: float(np.median([row[key] for row in rows])) for key in rows[0]}
        for name, rows in found.items()
    }


def table(found: dict[str, Row]) -> str:
    """Return rows as Markdown."""
    columns = list(next(iter(found.values())))
    lines = ["| | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for name, row in found.items():
        lines.append(f"| {name} | " + " | ".join(f"{row[key]:.2f}" for key in columns) + " |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print the tables, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", nargs="*", default=["limit", "again", "playing", "beside"])
    parser.add_argument("--lectures", nargs="*", default=LECTURES)
    parser.add_argument("--plays", type=int, default=0, help="in `limit`, only so many and one")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--peer", help="a Python that has ManimML and a Manim that it works with")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args()
    jobs: dict[str, dict[str, Callable[[Path], Row]]] = {
        "limit": {name: partial(limit, name, plays=options.plays) for name in options.lectures},
        "again": {name: partial(again, name) for name in options.lectures},
        "playing": {name: partial(played, name) for name in options.lectures},
        "beside": {f"textbook: {beats}": partial(side_by_side, beats) for beats in BEATS},
    }
    if options.peer:
        jobs["beside"]["ManimML: 3-5-3"] = partial(forward_pass, options.peer)
    report = {}
    today = datetime.date.today().isoformat()
    print(f"{today}, {machine()}; median of {options.rounds}\n")
    for name in options.tables:
        report[name] = measure(jobs[name], rounds=options.rounds)
        print(table(report[name]), "\n", flush=True)
    if options.json:
        whole = {"date": today, "machine": machine(), "rendering": report}
        options.json.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
