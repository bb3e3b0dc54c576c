"""``python -m engine``: train a named run from the command line and see what was recorded."""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine import Diverged, History, Refused, record
from engine.storage import refuse_to_replace


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0, or 2 after one sentence about what was wrong."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.act(options))
    except Diverged as stopped:
        _keep(stopped.history, options.save)
        return _complain(stopped)
    except (Refused, OSError) as refused:
        return _complain(refused)


def train(options: argparse.Namespace) -> int:
    """Train (or find in the cache), keep where asked, show the costs."""
    if options.save:
        refuse_to_replace(Path(options.save))
    history = record(options.name, **overrides(options.set))
    _keep(history, options.save)
    from engine.terminal import show_history

    show_history(history)
    return 0


def overrides(settings: Sequence[str]) -> dict[str, Any]:
    """``["steps=10", "data=xor"]`` as the keywords that ``record`` takes."""
    found: dict[str, Any] = {}
    for setting in settings:
        key, equals, text = setting.partition("=")
        if not equals:
            raise Refused(f"--set {setting}: write it as key=value, for example steps=100.")
        try:
            found[key] = ast.literal_eval(text)
        except (ValueError, SyntaxError):
            found[key] = text
    return found


def _keep(history: History, save: str | None) -> None:
    if save:
        history.save(save)


def _complain(error: Exception) -> int:
    print(f"engine: {error}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m engine", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("train", help="train a named run and record every step")
    command.add_argument("name", help="the run, for example heart")
    command.add_argument("--save", metavar="FILE", help="also keep the recording here")
    command.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="change a field of the run"
    )
    command.set_defaults(act=train)
    return parser


if __name__ == "__main__":
    sys.exit(main())
