"""Films made as a user makes them, by `manim render` in its own process, and read with PyAV."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import av
import numpy as np
import srt

ROOT = Path(__file__).parents[2]
RATE = 15  # frames a second at -ql


class Film:
    """What `manim render -ql` made of a lecture's file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def seconds(self) -> float:
        """How long the film says that it lasts."""
        with av.open(str(self.path)) as container:
            return float(container.duration / av.time_base)

    @cached_property
    def frames(self) -> list[bytes]:
        """A digest of every frame's pixels, as they were decoded, in order."""
        with av.open(str(self.path)) as container:
            return [
                hashlib.blake2b(frame.to_ndarray(), digest_size=16).digest()
                for frame in container.decode(video=0)
            ]

    def pictures(self, count: int) -> list[np.ndarray[Any, Any]]:
        """Return frames (height, width, 3) from the middles of so many equal parts of the film."""
        middles = (np.arange(count) + 0.5) / count * len(self.frames)
        wanted = set(middles.astype(int).tolist())
        with av.open(str(self.path)) as container:
            return [
                frame.to_ndarray(format="rgb24")
                for place, frame in enumerate(container.decode(video=0))
                if place in wanted
            ]

    @property
    def captions(self) -> list[srt.Subtitle]:
        """The lines of the caption file beside the film."""
        return list(srt.parse(self.path.with_suffix(".srt").read_text(encoding="utf-8")))

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The index of the sections' films."""
        index = self.path.parent / "sections" / f"{self.path.stem}.json"
        return json.loads(index.read_text(encoding="utf-8"))

    @property
    def segments(self) -> dict[str, int]:
        """The films of single plays that Manim keeps, and when each was written."""
        folder = self.path.parent / "partial_movie_files" / self.path.stem
        return {file.name: file.stat().st_mtime_ns for file in folder.glob("*.mp4")}


def film(path: Path, media: Path, *flags: str, env: Mapping[str, str] | None = None) -> Film:
    """Render the lecture of a file at low quality into a folder of its own."""
    command = [sys.executable, "-m", "manim", "render", "-ql", "--media_dir", str(media)]
    quiet = ["--progress_bar", "none", "-v", "WARNING"]
    done = subprocess.run(
        [*command, *quiet, *flags, str(path)],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = (media / "videos" / path.stem / f"480p{RATE}").glob("*.mp4")
    return Film(made)


def machine_without_type(folder: Path) -> dict[str, str]:
    """Return the environment of a machine with no font, and with a LaTeX that only fails."""
    folder.mkdir()
    for tool in ("latex", "pdflatex", "xelatex", "lualatex", "dvisvgm", "typst"):
        script = folder / tool
        script.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        script.chmod(0o755)
    empty = folder / "fonts.conf"
    empty.write_text('<?xml version="1.0"?><fontconfig></fontconfig>\n', encoding="utf-8")
    path = os.pathsep.join([str(folder), os.environ.get("PATH", "")])
    return {"PATH": path, "FONTCONFIG_FILE": str(empty), "FONTCONFIG_PATH": str(folder)}
