"""What is proved, and how often: the tests count, and `make proof` writes docs/proof.md from it.

A test that tries many things says so: `proved("fuzz: saved histories", 1200)`. The calls of one
name add up. Where TRAINREEL_PROOF names a file they are noted there; `python -m tests.proof` makes
the document's numbers of them, and leaves those of a claim that was not tried as they stand. No
number in the document is typed by hand.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "proof.md"
TESTS = "tests"


class Claim(NamedTuple):
    """One row: what is claimed, of what, how it is tried, at least how often, and where."""

    part: str
    name: str
    sentence: str
    unit: str
    least: int
    test: str


TRUE = "True numbers"
CLEAN = "Clean pictures"
NOTHING = "Nothing lost, nothing let in"
CLAIMS = (
    Claim(
        TRUE,
        "printed numbers",
        "whenever a sentence is over and three times in each motion, every readout that is visible "
        "in a lecture is, bit for bit, the float at its key, place and step, and is drawn so",
        "readouts",
        20_000,
        "scenes/test_truth.py",
    ),
    Claim(
        TRUE,
        "numbers without digits",
        "fills, widths, colours, lengths, curves and balls, read back from the outlines on screen, "
        "are what was recorded, within a pixel, and all panels agree on the step",
        "pictures of numbers",
        4_000,
        "scenes/test_truth.py",
    ),
    Claim(
        TRUE,
        "lines of arithmetic",
        "a calculator gets the printed result from the printed numbers",
        "lines",
        100,
        "scenes/test_truth.py",
    ),
    Claim(
        TRUE,
        "faults on purpose",
        "a last digit, a sign's colour, two weights that change places, a panel a step behind and "
        "others, put into the lectures while they play: the audit finds every one",
        "faults",
        160,
        "scenes/test_truth.py",
    ),
    Claim(
        CLEAN,
        "pictures under the lint",
        "in both themes: type is large enough, stands alone, on plain ground, with the contrast "
        "that WCAG asks for; lines can be seen; decimal points align; all is inside its frame",
        "pictures",
        200,
        "scenes/test_lint.py",
    ),
    Claim(
        CLEAN,
        "runs × lectures",
        "runs that nobody chose (any shape, activations, cost, start, data and length) in each "
        "lecture that takes one: all of the above holds to its end, or one sentence refuses it",
        "pairs",
        12,
        "scenes/test_any_run.py",
    ),
    Claim(
        CLEAN,
        "frames without a flash",
        "no part of the picture larger than WCAG's safe area flashes more than three times in "
        "any second",
        "frames",
        5_000,
        "scenes/test_lint.py",
    ),
    Claim(
        CLEAN,
        "colours for every eye",
        "pairs of colours that stand together, as deuteranopes, protanopes, tritanopes and others "
        "see them, in both themes: at least 6.5 apart after CIEDE2000",
        "pairs",
        300,
        "scenes/test_style.py",
    ),
    Claim(
        CLEAN,
        "pictures that stay",
        "each beat's end beside the one that was last looked at, by structure",
        "pictures",
        28,
        "scenes/test_pictures.py",
    ),
    Claim(
        NOTHING,
        "fuzz: saved histories",
        "bits flipped, files cut at each hundredth of their length, other dtypes and shapes, huge "
        "sizes, pickles, zips, links and devices in place of files, JSON of every wrong kind: "
        "`engine.load`, and every step read, answer with a history or one sentence",
        "inputs",
        6_000,
        "engine/test_fuzz_history.py",
    ),
    Claim(
        NOTHING,
        "laws: spoiled recordings",
        "one number of a recording that nobody vouches for is another, by a hundredth or by far, "
        "in any file, of any optimizer, whole, thinned or keyframes: the laws of learning find it",
        "recordings",
        300,
        "engine/test_untrue.py",
    ),
    Claim(
        NOTHING,
        "laws: torch loops",
        "loops of any shape, activation, cost, optimizer, dtype, clipping and batches, a ragged "
        "last too, recorded from PyTorch (where it is installed): every law holds, and the network "
        "that is left answers as torch's does, to a few roundings of its dtype",
        "loops",
        200,
        "engine/test_torch.py",
    ),
    Claim(
        NOTHING,
        "laws: torch arrays",
        "of these loops and of iris, digits and a regression, recorded whole, thinned and "
        "spaced in log time, each array of each recorded step against a twin's own two passes "
        "in torch: W, b, z, δ, dW, db and the updates are equal to the bit; the cost, and a "
        "last activation that is in the loss, to the roundings beside this",
        "arrays",
        10_000,
        "engine/test_torch_arrays.py",
    ),
    Claim(
        NOTHING,
        "fuzz: data files",
        "idx, npy, ndjson and bin files, mutated the same ways",
        "inputs",
        8_000,
        "engine/datasets/test_fuzz_files.py",
    ),
    Claim(
        NOTHING,
        "fuzz: HTTP answers",
        "statuses, headers, lengths, ranges and bodies of a server on loopback",
        "answers",
        1_000,
        "engine/datasets/test_fuzz_http.py",
    ),
    Claim(
        NOTHING,
        "fuzz: command lines and environment",
        "arguments, settings and TRAINREEL_* variables: exit code 0, 1 or 2, and one sentence",
        "inputs",
        5_000,
        "engine/test_fuzz_commands.py",
    ),
    Claim(
        NOTHING,
        "kill: recordings",
        "`kill -9` at a random moment; what is there is whole up to a step, and the same bits",
        "kills",
        100,
        "engine/test_kill.py",
    ),
    Claim(
        NOTHING,
        "kill: films",
        "`kill -9` at a random moment, half of them while the film is joined: the old film or the "
        "new one stands there, frame for frame, and the next render is right",
        "kills",
        100,
        "scenes/test_kill_render.py",
    ),
    Claim(
        NOTHING,
        "full disk",
        "a small file system, and a limit on a file's size: one sentence, and what stood there "
        "before is intact, recordings and films",
        "limits",
        4,
        "engine/test_full_disk.py, scenes/test_whole.py",
    ),
    Claim(
        NOTHING,
        "two at once",
        "processes that record the same run, or film the same lecture into one folder, at once",
        "pairs",
        10,
        "engine/test_kill.py, scenes/test_kill_render.py",
    ),
    Claim(
        NOTHING,
        "options that film",
        "Manim's options, files of settings, folders and notebooks, from the cache and in parts: "
        "frames, captions, sound and chapters are those of the plain film, to the frame",
        "films",
        30,
        "scenes/test_options.py, scenes/test_anywhere.py",
    ),
    Claim(
        NOTHING,
        "options that are refused",
        "what cannot be filmed as it was asked for, and places that cannot be written: one "
        "sentence before the first frame, and nothing drawn",
        "renders",
        35,
        "scenes/test_refused_options.py",
    ),
    Claim(
        NOTHING,
        "nothing recorded changes",
        "each attribute, table and array that is reached from a history, its steps, their working "
        "and landscape, and from a dataset: none can be set, made writable or written to, and who "
        "gives an array another shape or dtype in place does so for nobody else",
        "things",
        1_000,
        "engine/test_unchanging.py",
    ),
    Claim(
        NOTHING,
        "other kinds of object",
        "a history, a text, a function and others in place of each parameter of each public "
        "function of the engine: what is no mistake is taken, and all else refused in one sentence "
        "that names it",
        "calls",
        2_000,
        "engine/test_kinds.py",
    ),
    Claim(
        NOTHING,
        "copies and processes",
        "histories (in memory, saved, keyframes, stopped, diverged), their steps and what follows, "
        "datasets, runs and errors: copied, deeply too, pickled by every protocol, and sent to "
        "other processes and back, they hold the same bits",
        "copies",
        500,
        "engine/test_copies.py",
    ),
    Claim(
        NOTHING,
        "threads",
        "steps of one keyframes history, asked by eight threads at once in any order: the bits "
        "that one reader sees",
        "steps",
        1_000,
        "engine/test_copies.py",
    ),
    Claim(
        NOTHING,
        "trainings that go on",
        "so many steps and so many more, in memory and from disk, after Ctrl-C and a kill too, "
        "with every optimizer, batches, metrics, a cut epoch, either dtype and every plan: the "
        "frames, metrics and final parameters of one run of all of them, bit for bit",
        "trainings",
        150,
        "engine/test_resuming.py, engine/test_optimizers.py",
    ),
    Claim(
        NOTHING,
        "mathematics: random networks",
        "cost, z, a, δ, dW and db against torch's float64 (a stored table of its results where "
        "torch is not): largest difference over largest reference of each array at most 1e-11",
        "networks",
        500,
        "engine/test_random_networks.py",
    ),
    Claim(
        NOTHING,
        "mathematics: optimizers",
        "every parameter after each of 200 steps of every optimizer, with L2, schedules and frozen "
        "parameters, against torch's own in float64 (a stored table of its results where torch is "
        "not): largest difference over largest parameter at most 1e-9",
        "steps",
        5_000,
        "engine/test_optimizers.py",
    ),
    Claim(
        NOTHING,
        "mathematics: extreme inputs",
        "weighted inputs to ±1e4, denormals, one example, one-node layers: finite, and no warning; "
        "no example at all is refused with a sentence",
        "runs",
        200,
        "engine/test_random_networks.py",
    ),
    Claim(
        NOTHING,
        "mathematics: long runs",
        "steps whose recomputed frame has the recorded cost's bits and the frame's own",
        "steps",
        1_000,
        "engine/test_long_runs.py",
    ),
    Claim(
        NOTHING,
        "the same film again",
        "frames that are equal in two renders from nothing",
        "frames",
        1_000,
        "scenes/test_same_film.py",
    ),
    Claim(
        NOTHING,
        "the same bits again",
        "recordings that are equal, bit for bit, in another process with one BLAS thread",
        "recordings",
        10,
        "engine/test_long_runs.py",
    ),
)


def proved(name: str, count: int, measured: str = "") -> None:
    """Note that the claim `name` was tried `count` times more, and what was `measured` of it."""
    if name not in {claim.name for claim in CLAIMS}:
        raise ValueError(f"{name!r} is not among the claims of tests/proof.py")
    where = os.environ.get("TRAINREEL_PROOF")
    if where:
        with Path(where).open("a", encoding="utf-8") as notes:
            notes.write(json.dumps([name, count, measured]) + "\n")


def counts(page: str) -> dict[str, tuple[int, str]]:
    """Return each row's count and measure as the document has them."""
    rows = re.findall(r"^\| \*\*(.+?)\*\* \| ([\d,]+) [^|]*?(?:; ([^|]*?))? \|", page, re.MULTILINE)
    return {name: (int(count.replace(",", "")), measured) for name, count, measured in rows}


def noted(notes: str) -> dict[str, tuple[int, str]]:
    """Return what the tests of one run have noted, added up."""
    found: dict[str, tuple[int, str]] = {}
    for line in notes.splitlines():
        name, count, measured = json.loads(line)
        before, earlier = found.get(name, (0, ""))
        found[name] = before + count, max(earlier, measured, key=_size)
    return found


def _size(measured: str) -> float:
    number = re.search(r"\d[\d.]*(?:e[-+]?\d+)?", measured.replace(",", ""))
    return float(number[0]) if number else -1.0


def with_counts(page: str, tried: dict[str, tuple[int, str]]) -> str:
    """Return the document with its tables made anew, of the claims and these counts."""
    known = counts(page) | tried
    for part in dict.fromkeys(claim.part for claim in CLAIMS):
        table = "\n".join(_table(part, known))
        start, end = f"<!-- {part} -->\n", "<!-- end -->"
        before, _, rest = page.partition(start)
        if not rest:
            raise ValueError(f"docs/proof.md has no mark <!-- {part} --> for its table")
        page = f"{before}{start}{table}\n{end}{rest.partition(end)[2]}"
    return page


def _table(part: str, known: dict[str, tuple[int, str]]) -> list[str]:
    rows = ["| claim | tried | how | in `tests/` |", "|---|---|---|---|"]
    for claim in CLAIMS:
        if claim.part == part:
            count, measured = known.get(claim.name, (0, ""))
            tried = f"{count:,} {claim.unit}{f'; {measured}' if measured else ''}"
            rows.append(f"| **{claim.name}** | {tried} | {claim.sentence} | {claim.test} |")
    return rows


if __name__ == "__main__":
    made = noted(Path(sys.argv[1]).read_text(encoding="utf-8"))
    PAGE.write_text(with_counts(PAGE.read_text(encoding="utf-8"), made), encoding="utf-8")
