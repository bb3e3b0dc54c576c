"""Folders: as a person names them, with ~ for their own, and where what is kept goes by itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from engine.errors import Refused, brief


def named(path: Any) -> Path:
    """The folder that ``path`` names; ``Refused`` for the home of somebody who has none."""
    if not isinstance(path, (str, os.PathLike)) or isinstance(os.fspath(path), bytes):
        raise Refused(f"{brief(path)} is no folder's name; a text or a pathlib.Path is wanted.")
    if "\0" in str(path):
        raise Refused(f"{brief(str(path))} cannot be the name of a folder: it holds a zero byte.")
    try:
        return Path(path).expanduser()
    except RuntimeError as error:
        raise Refused(f"{brief(str(path))} names no folder: {brief(error)}.") from error


def cache_folder() -> Path:
    """Where recordings are kept: ``TRAINREEL_CACHE``, else the user's cache folder."""
    given = os.environ.get("TRAINREEL_CACHE")
    if given:
        return named(given)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = named(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "trainreel"
