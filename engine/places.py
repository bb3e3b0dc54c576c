"""A folder as a person names it: with ~ for their own, and refused where it cannot be one."""

from __future__ import annotations

from pathlib import Path

from engine.errors import Refused, brief


def named(path: str | Path) -> Path:
    """The folder that ``path`` names; ``Refused`` for the home of somebody who has none."""
    if "\0" in str(path):
        raise Refused(f"{brief(str(path))} cannot be the name of a folder: it holds a zero byte.")
    try:
        return Path(path).expanduser()
    except RuntimeError as error:
        raise Refused(f"{brief(str(path))} names no folder: {brief(error)}.") from error
