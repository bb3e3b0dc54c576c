"""How far a render is from its limit: its time beside the time that its own frames take to encode.

    python benchmarks/render_limit.py scenes/backprop.py h

renders the lecture without a cache, then encodes the finished film's frames once more with the
same settings and nothing else, and prints both, their ratio, and the ratio to the playing time.
"""

import configparser
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

ROOT = Path(__file__).resolve().parents[1]
CHUNK = 300  # frames held at once: their decoding is not timed


def rendered(scene: str, quality: str, media: str) -> tuple[float, Path]:
    """Render a lecture in a process of its own; return the seconds it took and the film."""
    command = [sys.executable, "-m", "manim", "render", f"-q{quality}", "--disable_caching"]
    command += ["--progress_bar", "none", "-v", "ERROR", "--media_dir", media, scene]
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True)
    seconds = time.perf_counter() - start
    (film,) = (Path(media) / "videos").glob("*/*/*.mp4")
    return seconds, film


def chunks(film: Path) -> Iterator[list[np.ndarray]]:
    """Yield a film's frames as RGBA arrays, a chunk at a time."""
    with av.open(str(film)) as container:
        frames: list[np.ndarray] = []
        for frame in container.decode(video=0):
            frames.append(frame.to_ndarray(format="rgba"))
            if len(frames) == CHUNK:
                yield frames
                frames = []
        yield frames


def encoding_seconds(film: Path, target: Path) -> float:
    """Encode a film's frames again as Manim does; return the seconds that the encoder took."""
    settings = configparser.ConfigParser()
    settings.read(ROOT / "manim.cfg")
    with av.open(str(film)) as original:
        source = original.streams.video[0]
        rate, width, height = source.average_rate or Fraction(30), source.width, source.height
    seconds = 0.0
    with av.open(str(target), "w") as container:
        stream = container.add_stream(
            "libx264", rate=rate, options=dict(settings["video_encoder.options"])
        )
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for frames in chunks(film):
            start = time.perf_counter()
            for pixels in frames:
                container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgba")))
            seconds += time.perf_counter() - start
        start = time.perf_counter()
        container.mux(stream.encode())
    return seconds + time.perf_counter() - start


def main() -> int:
    """Measure the lecture and the quality that the command line names."""
    if len(sys.argv) != 3:
        print("give two arguments: a lecture's file, and one of Manim's quality letters l, m, h")
        return 2
    scene, quality = sys.argv[1:]
    with tempfile.TemporaryDirectory() as media:
        render, film = rendered(scene, quality, media)
        encode = encoding_seconds(film, Path(media) / "again.mp4")
        with av.open(str(film)) as container:
            playing = (container.duration or 0) / av.time_base
    print(f"{scene} at -q{quality}: {playing:.0f} s of film")
    print(f"  rendered in {render:.1f} s, its frames encoded alone in {encode:.1f} s")
    print(f"  limit ratio {render / encode:.2f}, playing ratio {render / playing:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
