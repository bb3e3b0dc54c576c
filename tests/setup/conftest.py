"""A machine made of stand-ins: its PATH holds only the few programs that a test puts there."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REAL = ("sh", "cat", "cksum", "cp", "dirname", "env", "mkdir", "rm", "uname")

# A Python that is new enough, makes an environment of itself, and notes what pip was asked.
NEW_PYTHON = f"""
case "$1 $2" in
"-m venv") mkdir -p "$4/bin" && cp "$0" "$4/bin/python" && echo >pip ;;
"-m pip")
    [ -e pip ] || exit 1
    [ "$3" = install ] || exit 0
    echo "$@" >>pip.log
    [ ! -e offline ]
    ;;
*) exec "{sys.executable}" "$@" ;;
esac
"""
# One that says its version and fails in whatever asks for more.
OLD_PYTHON = 'case "$2" in *print*) echo 3.9 ;; *) exit 1 ;; esac'


class Machine:
    """A checkout with setup.sh in it, and a PATH to furnish."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.checkout, self.bin = folder / "checkout", folder / "bin"
        (self.checkout / "scripts").mkdir(parents=True)
        self.bin.mkdir()
        for name in ("pyproject.toml", "constraints.txt", "scripts/setup.sh"):
            shutil.copy(root / name, self.checkout / name)
        for name in REAL:
            (self.bin / name).symlink_to(shutil.which(name))
        for name in ("make", "cc", "pkg-config"):
            self.has(name)
        self.has("id", "echo 1000")
        self.has_python("python3")

    def has(self, name: str, script: str = "exit 0") -> None:
        path = self.bin / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def has_python(self, name: str, *, before: str = "") -> None:
        """A Python that would do; what stands in `before` comes before its own answers."""
        self.has(name, before + NEW_PYTHON)

    def has_old_python(self, name: str) -> None:
        self.has(name, OLD_PYTHON)

    def lacks(self, name: str) -> None:
        (self.bin / name).unlink()

    def set_up(self, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.bin / "sh", "scripts/setup.sh"],
            cwd=self.checkout,
            env={"PATH": str(self.bin), **variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )

    def refusal(self, **variables: str) -> str:
        """The one sentence that setting up fails with."""
        done = self.set_up(**variables)
        assert done.returncode == 1
        assert done.stdout == ""
        *_, sentence = done.stderr.splitlines()
        assert sentence.startswith("trainreel: ")
        return sentence

    @property
    def pip_calls(self) -> list[str]:
        log = self.checkout / "pip.log"
        return log.read_text().splitlines() if log.exists() else []


@pytest.fixture
def machine(tmp_path, root):
    return Machine(tmp_path, root)
