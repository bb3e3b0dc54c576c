"""A history is saved whole or not at all, and takes the place of nothing but a history."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from engine.basics.paths import named
from engine.errors import Diverged, Interrupted, Refused, brief
from engine.history import History
from engine.storage.folder import write


def save(history: History, path: Path) -> Path:
    """Write ``history`` to the folder ``path``, whole or not at all.

    A history that stands there already is replaced; anything else is ``Refused``, and so is a
    place without room or permission.
    """
    try:
        with beside(path) as folder:
            write(history, folder)
    except OSError as error:
        raise not_kept(f"The history of {history.name!r}", path, error) from error
    return path


def not_kept(what: str, path: Path, error: OSError, *, advice: str = "name") -> Refused:
    """The refusal of a place that takes no files; ``advice`` says what lets name another."""
    return Refused(
        f"{what} cannot be kept in {path.parent} ({error.strerror or brief(error)}): "
        f"make room there, or {advice} another folder."
    )


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A new folder that takes the place of ``path`` if all goes well, and vanishes if not."""
    refuse_to_replace(path)
    folder = new_folder(path)
    try:
        yield folder
        _take_the_place(folder, path)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


@contextmanager
def recording(to: str | Path | None) -> Iterator[Path | None]:
    """The folder ``to`` to record in, or None; a history that stands there is replaced at the end.

    What was recorded until training diverged or was stopped is kept. Raises ``Refused`` where
    something else stands, and for a place without room or permission.
    """
    if to is None:
        yield None
        return
    path = named(to)
    refuse_to_replace(path)
    stands = path.exists()
    folder = path
    try:
        folder = new_folder(path) if stands else path
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
        if stands:
            _take_the_place(folder, path)
    except (Diverged, Interrupted) as stopped:
        if not len(stopped.history):
            shutil.rmtree(folder, ignore_errors=True)
        elif stands:
            _take_the_place(folder, path)
        raise
    except BaseException as error:
        if folder != path or not stands:
            shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise not_kept("The recording", path, error) from error
        raise


def _take_the_place(folder: Path, path: Path) -> None:
    """Move ``folder`` to ``path``, and what stood there aside first: no moment deletes both."""
    for last in (False, False, False, True):
        old = path.with_name(f".{path.name}-{os.urandom(6).hex()}")
        with suppress(FileNotFoundError):
            path.rename(old)
        try:
            folder.rename(path)
        except OSError:
            if old.exists() and not path.exists():
                old.rename(path)
            if last:
                raise
        else:
            break
        finally:
            shutil.rmtree(old, ignore_errors=True)


def new_folder(path: Path) -> Path:
    """A new, empty folder beside ``path``, hidden, with a name nobody else has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = path.with_name(f".{path.name}-{os.urandom(6).hex()}")
    folder.mkdir()
    return folder


def refuse_to_replace(path: Path) -> None:
    """Raise ``Refused`` where something stands at ``path`` that is not a history of ours."""
    here = named(path)
    stands, mark = _what_stands(here), here / "history.json"
    if stands is None or mark.is_file():
        return
    # Another process that saves there may just have moved the old history away and its own in.
    if _what_stands(here) == stands and not mark.is_file():
        raise Refused(f"{path} exists and is not a history; name a folder that does not exist.")


def _what_stands(path: Path) -> tuple[int, int] | None:
    """What tells the file or folder at ``path`` from any other, if there is one."""
    try:
        found = path.stat() if path.exists() else None
    except FileNotFoundError:
        return None  # it is gone meanwhile
    return found and (found.st_dev, found.st_ino)
