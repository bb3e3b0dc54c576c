"""``python -m engine``: list the named runs, train one, show a recording, check a gradient."""

from __future__ import annotations

import argparse
import ast
import os
import re
import shlex
import sys
import warnings
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, NoReturn, TextIO

from engine import Diverged, History, Interrupted, Refused, Run
from engine.asking import terminal
from engine.asking.choosing import named_or_saved
from engine.asking.lectures import answers
from engine.basics.meanings import meant
from engine.basics.paths import cache_folder
from engine.basics.version import version
from engine.errors import brief
from engine.experiments import RUNS, run
from engine.storage.cache import cached
from engine.storage.saving import refuse_to_replace
from engine.training import start

LONGEST = 900
"""Characters of a sentence that are printed: a name may be of any length."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command: 0; 1 for a wrong gradient; 2 after one sentence about what was wrong."""
    try:
        options = _parser().parse_args(arguments)
        with warnings.catch_warnings():
            warnings.showwarning = _say
            return int(options.act(options))
    except (Diverged, Interrupted) as stopped:
        kept = options.save or cache_folder() / "stopped" / stopped.history.name
        where = ""
        if _keep(stopped.history, kept):
            where = f" See them by: python -m engine show {shlex.quote(str(kept))}"
        return _complain(f"{stopped}{where}", 130 if isinstance(stopped, Interrupted) else 2)
    except KeyboardInterrupt:
        return _complain("Stopped before the first step; nothing was recorded.", 130)
    except (Refused, OSError, ImportError) as refused:
        return _complain(str(refused), 2)


def show_list(options: argparse.Namespace) -> int:
    """The named runs."""
    terminal.show_runs()
    return 0


def train(options: argparse.Namespace) -> int:
    """Train (or find in the cache), keep where asked, show the costs."""
    chosen = run(options.name, **overrides(options.set))
    if options.save is not None:
        refuse_to_replace(Path(options.save))
    with terminal.progress() as (watch, fetching):
        history = cached(chosen, watch=watch, fetching=fetching)
    if options.save is not None:
        _keep(history, options.save)
    terminal.show_history(history)
    return 0


def show(options: argparse.Namespace) -> int:
    """What a run is, or a saved history holds, and a plot of it where one is asked for."""
    if options.plot is None and (options.what or options.step) is not None:
        raise Refused("--what and --step say what is plotted: --plot FILE.png says where.")
    if options.run in RUNS and Path(options.run).is_dir():
        said = f"{options.run} is the named run; the folder is ./{options.run}."
        _complain(said, 0)
    with terminal.progress() as (watch, _):
        history = named_or_saved(options.run, watch=watch)
    terminal.show_history(history)
    if options.plot is not None:
        from engine.plots import save

        made = save(history, options.plot, options.what or "cost", step=options.step)
        terminal.show_text(f"The plot is in {made}.")
    else:
        _show_lectures(history, options.run)
    return 0


def _show_lectures(history: History, name: str) -> None:
    try:
        terminal.show_lectures(answers(history), name)
    except Refused as refusal:
        terminal.show_text(str(refusal))


def check(options: argparse.Namespace) -> int:
    """Compare the gradient of a run's first step with central differences."""
    chosen = run(options.name, **overrides(options.set))
    first = replace(chosen, steps=1, epochs=None, metrics=(), keep="all", keep_quantities=())
    from engine.working.checks import gradient_check

    report = gradient_check(start(first)[0], most=100)
    terminal.show_text(str(report))
    return 0 if report.right else 1


def overrides(settings: Sequence[str]) -> dict[str, Any]:
    """``["steps=10", "data=xor"]`` as the keywords that ``record`` takes."""
    found: dict[str, Any] = {}
    for setting in settings:
        key, equals, text = setting.partition("=")
        if not equals:
            raise Refused(f"--set {brief(setting)}: write it as key=value, for example steps=100.")
        try:
            found[key] = ast.literal_eval(text)
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            found[key] = text
    return found


def _keep(history: History, where: str | Path) -> bool:
    if not len(history):
        return False
    history.save(where)
    return True


def _say(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """Show a warning as this command shows what is wrong: in one sentence."""
    _complain(str(message), 0)


def _complain(sentence: str, code: int) -> int:
    line = " ".join(sentence.split())  # a path or a server's words may hold anything
    if len(line) > LONGEST:
        line = f"{line[: LONGEST // 2]} … {line[-LONGEST // 2 :]}"
    terminal.complain(f"engine: {line}")
    return code


class _Parser(argparse.ArgumentParser):
    """One that says in a sentence what is wrong, and where to read what is right."""

    def error(self, message: str) -> NoReturn:
        said, word = brief(ValueError(message)), re.search(r"arguments:.* --(\w+)", message)
        near = meant(word[1], [each.name for each in fields(Run)]) if word else []
        if near:
            said = f"{said}: a field of the run is set by --set {near[0]}=VALUE"
        sys.exit(_complain(f"{said}; {self.prog} -h says what is accepted.", 2))

    def _print_message(self, message: str, file: Any = None) -> None:
        terminal.show_text(message.rstrip("\n"))


class _Version(argparse.Action):
    """``--version`` says which engine this is."""

    def __call__(self, parser: Any, *_: Any, **__: Any) -> None:
        terminal.show_text(f"trainreel {version()}")
        parser.exit()


class _Data(argparse.Action):
    """``--data DIR`` says where the data files are, to every loader."""

    def __call__(self, parser: Any, namespace: Any, values: Any, option_string: Any = None) -> None:
        os.environ["TRAINREEL_DATA"] = values


def _parser() -> _Parser:
    parser = _Parser(prog="python -m engine", description=__doc__)
    parser.set_defaults(save=None)
    parser.add_argument("--version", action=_Version, nargs=0, help="which engine this is")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("list", help="the named runs")
    command.set_defaults(act=show_list)
    for name, act, about in (
        ("train", train, "train a named run and record every step"),
        ("check", check, "compare a run's gradient with central differences"),
    ):
        command = commands.add_parser(name, help=about)
        command.add_argument("name", help="the run, for example heart")
        command.add_argument(
            "--set", action="append", default=[], metavar="KEY=VALUE", help="change a field"
        )
        command.add_argument("--data", action=_Data, metavar="DIR", help="where data files are")
        command.set_defaults(act=act)
        if act is train:
            command.add_argument("--save", metavar="FILE", help="also keep the recording here")
    command = commands.add_parser("show", help="what a run is, or a saved recording holds")
    command.add_argument("run", help="a run's name, or the folder that --save wrote")
    command.add_argument("--plot", metavar="FILE", help="draw it: a .png, .svg or .pdf")
    plots = "cost (without --what), gradients, weights, map, confusion"
    command.add_argument("--what", help=f"what is drawn: {plots}")
    command.add_argument("--step", type=int, help="at which step; without, at the end")
    command.set_defaults(act=show)
    return parser


if __name__ == "__main__":
    sys.exit(main())
