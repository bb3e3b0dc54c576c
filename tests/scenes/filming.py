"""Films made as a user makes them, by `manim render` in its own process, and read with PyAV."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
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
                hashlib.blake2b(np.ascontiguousarray(frame.to_ndarray()), digest_size=16).digest()
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

    @cached_property
    def shrunk(self) -> np.ndarray[Any, Any]:
        """Every frame, as RGBA (frames, height, width, 4), an eighth as wide and high."""
        with av.open(str(self.path)) as container:
            shown = container.streams.video[0]
            # FFmpeg's own decoder of this kind does not know of alpha.
            if shown.codec_context.name == "vp9":
                decoder = av.CodecContext.create("libvpx-vp9", "r")
                packets = container.demux(shown)
                frames = [frame for packet in packets for frame in decoder.decode(packet)]
            else:
                frames = list(container.decode(shown))
            return np.array([frame.to_ndarray(format="rgba")[4::8, 4::8] for frame in frames])

    @property
    def tracks(self) -> dict[str, Any]:
        """The kinds of its tracks, and for each whether a player begins with it."""
        with av.open(str(self.path)) as container:
            return {track.type: bool(track.disposition & 1) for track in container.streams}

    @property
    def said(self) -> list[tuple[float, float, str]]:
        """The captions of the film's own track: start, end, text."""
        lines = []
        with av.open(str(self.path)) as container:
            for packet in container.demux(subtitles=0):
                text, tick = bytes(packet), packet.time_base
                if container.streams.subtitles[0].codec_context.name == "mov_text":
                    text = text[2:]
                if text.strip():
                    start, end = packet.pts * tick, (packet.pts + packet.duration) * tick
                    lines.append((float(start), float(end), text.decode()))
        return lines

    @property
    def chapters(self) -> list[tuple[float, float, str]]:
        """The chapter marks: start, end, title."""
        with av.open(str(self.path)) as container:
            return [
                (
                    float(mark["start"] * mark["time_base"]),
                    float(mark["end"] * mark["time_base"]),
                    mark["metadata"]["title"],
                )
                for mark in container.chapters()
            ]

    @cached_property
    def tones(self) -> list[tuple[float, float, int]]:
        """What is to be heard: start, end, and hertz to the nearest hundred."""
        with av.open(str(self.path)) as container:
            if not container.streams.audio:
                return []
            to_mono = av.AudioResampler(format="flt", layout="mono", rate=48_000)
            heard: list[tuple[float, float, int]] = []
            for frame in container.decode(audio=0):
                heard += [loud for part in to_mono.resample(frame) for loud in _loud(part)]
        return _together(heard)

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


def _loud(part: Any) -> list[tuple[float, float, int]]:
    """Return the hundredths of a second of a piece of sound in which something is to be heard."""
    samples = part.to_ndarray().ravel()
    found = []
    for place in range(0, len(samples) - 479, 480):
        piece = samples[place : place + 480]
        if np.abs(piece).max() > 0.1:
            hertz = int(np.argmax(np.abs(np.fft.rfft(piece * np.hanning(480))))) * 100
            start = float(part.time) + place / 48_000
            found.append((start, start + 0.01, hertz))
    return found


def _together(heard: list[tuple[float, float, int]]) -> list[tuple[float, float, int]]:
    """Join what follows each other, within a few hundredths, to tones."""
    tones: list[list[tuple[float, float, int]]] = []
    for piece in heard:
        if not tones or piece[0] - tones[-1][-1][1] >= 0.04:
            tones.append([])
        tones[-1].append(piece)
    return [(t[0][0], t[-1][1], sorted(hz for *_, hz in t)[len(t) // 2]) for t in tones]


def rendering(
    path: Path,
    media: Path,
    *flags: str,
    env: Mapping[str, str] | None = None,
    at: Path = ROOT,
    quality: Sequence[str] = ("-ql",),
) -> subprocess.CompletedProcess[str]:
    """Render a lecture's file as a user does, from a folder, into another one."""
    command = [sys.executable, "-m", "manim", "render", *quality, "--media_dir", str(media)]
    quiet = ["--progress_bar", "none", "-v", "WARNING"]
    return subprocess.run(
        [*command, *quiet, *flags, str(path)],
        cwd=at,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


def rendering_here(path: Path, media: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    """Do the same in this process, which has started Manim long ago."""
    from click.testing import CliRunner
    from manim import tempconfig
    from manim.__main__ import main

    with tempconfig({}):
        command = ["render", "-ql", "--media_dir", str(media), "--progress_bar", "none"]
        done = CliRunner().invoke(main, [*command, "-v", "WARNING", *flags, str(path)])
    return subprocess.CompletedProcess(flags, done.exit_code, done.stdout, done.stderr)


def film(path: Path, media: Path, *flags: str, **settings: Any) -> Film:
    """Render the lecture of a file at low quality into a folder of its own."""
    return the_film(rendering(path, media, *flags, **settings), media)


def film_here(path: Path, media: Path, *flags: str) -> Film:
    """Do the same in this process."""
    return the_film(rendering_here(path, media, *flags), media)


def the_film(done: subprocess.CompletedProcess[str], media: Path) -> Film:
    """Return the only film in a folder, after a render without a fault."""
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = (
        file
        for file in media.glob("videos/*/*/*")
        if file.suffix in {".mp4", ".mov", ".webm", ".gif"}
    )
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
