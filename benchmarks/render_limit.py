"""A film measured: how long it takes to make, to make again, and to encode and nothing else.

`rendered` films a scene as a user does, in a process of its own; `encoding` takes the frames of
the finished film and encodes them once more with the same settings, which no render can beat.
"""

import configparser
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
from manim.scene.video_segment_encoder import VideoSegmentEncoder

__all__ = ["ROOT", "Cost", "encoding", "load", "playing", "rendered"]

Encoder = Callable[..., VideoSegmentEncoder]

ROOT = Path(__file__).resolve().parents[1]
CHUNK = 300  # frames held at once: their decoding is not timed


class Cost(NamedTuple):
    """What some work took: seconds, seconds of all cores, MB at its peak, and the load before."""

    wall: float
    cpu: float
    peak: float
    load: float


def load() -> float:
    """Return how many processes wanted a core in the last minute."""
    return round(os.getloadavg()[0], 1)


def rendered(
    scene: str,
    *flags: str,
    quality: str,
    media: Path,
    python: str = sys.executable,
    env: Mapping[str, str] | None = None,
    at: Path = ROOT,
) -> tuple[Cost, Path]:
    """Render a file's scene at one of Manim's quality letters; return its cost and the film.

    `at` is the folder whose manim.cfg is read, and `python` another's Manim, with its ffmpeg.
    """
    command = [python, "-m", "manim", "render", f"-q{quality}", "--progress_bar", "none"]
    command += ["-v", "ERROR", "--media_dir", str(media), scene, *flags]
    before, start = load(), time.perf_counter()
    process = subprocess.Popen(
        command, cwd=at, env={**os.environ, **(env or {})}, stdout=subprocess.DEVNULL
    )
    peak, ended = 0.0, 0
    while not ended:
        time.sleep(0.02)
        # What wait4 says of the peak may be this process's own, which the other began as.
        peak = max(peak, _high_water(process.pid))
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
    seconds = time.perf_counter() - start
    if status:
        raise RuntimeError(f"{' '.join(command)} failed")
    films = (media / "videos").glob("*/*/*.mp4")
    film = max(films, key=lambda path: path.stat().st_mtime)
    return Cost(seconds, used.ru_utime + used.ru_stime, peak, before), film


def _high_water(pid: int) -> float:
    """Return the most memory that a process ever had resident, in MB; 0 if it is over."""
    status = Path(f"/proc/{pid}/status")  # which Linux has
    lines = (
        status.read_text(encoding="ascii", errors="replace").splitlines() if status.exists() else []
    )
    marks = [line.split()[1] for line in lines if line.startswith("VmHWM")]
    return int(marks[0]) / 1024 if marks else 0.0


def playing(film: Path) -> float:
    """Return a film's length in seconds."""
    with av.open(str(film)) as container:
        return (container.duration or 0) / av.time_base


class Spec(NamedTuple):
    """What Manim's encoders are told of a film."""

    width: int
    height: int
    frame_rate: Fraction
    options: tuple[tuple[str, str], ...]
    container_format: str = "mp4"
    codec: str = "libx264"
    pixel_format: str = "yuv420p"


def encoding(film: Path, target: Path, encoder: Encoder = VideoSegmentEncoder) -> Cost:
    """Encode a film's frames again, with Manim's encoder or another; return what it took."""
    settings = configparser.ConfigParser()
    settings.read(ROOT / "manim.cfg")
    with av.open(str(film)) as original:
        source = original.streams.video[0]
        rate, size = source.average_rate or Fraction(30), (source.width, source.height)
    options = tuple(settings["video_encoder.options"].items())
    again = encoder(target=target, spec=Spec(*size, rate, options))
    before, wall, cpu = load(), 0.0, 0.0
    for frames in chain(_chunks(film), [None]):
        start, began = time.perf_counter(), time.process_time()
        for pixels in frames or ():
            again.write_frame(pixels)
        if frames is None:
            again.finish()
        wall, cpu = wall + time.perf_counter() - start, cpu + time.process_time() - began
        if frames:
            frames.clear()  # before the next are decoded: 300 are 2.5 GB at 1080p
    return Cost(wall, cpu, 0.0, before)


def _chunks(film: Path) -> Iterator[list[np.ndarray]]:
    """Yield a film's frames as RGBA arrays, a chunk at a time."""
    with av.open(str(film)) as container:
        frames: list[np.ndarray] = []
        for frame in container.decode(video=0):
            frames.append(frame.to_ndarray(format="rgba"))
            if len(frames) == CHUNK:
                yield frames
                frames = []
        yield frames
