"""Six seconds of a film as a picture that moves, small enough to open the README.

It finds its place by what is said there, in the captions beside the film:

    python scripts/loop.py media/videos/backprop/1080p30/Backprop.mp4 "Opposite signs" LOOP.webp
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import av
import srt
from PIL import Image

SECONDS, AHEAD = 6.0, 1.2  # how long, and from how long before the sentence
WIDTH, A_SECOND, QUALITY = 720, 15, 55


def start_of(film: Path, sentence: str) -> float:
    """Return when a sentence of the film begins, in seconds."""
    captions = [*srt.parse(film.with_suffix(".srt").read_text(encoding="utf-8"))]
    for caption in captions:
        if sentence in caption.content:
            return float(caption.start.total_seconds())
    said = "\n".join(caption.content for caption in captions)
    raise SystemExit(f"no sentence of {film} has {sentence!r} in it; they are:\n{said}")


def frames(film: Path, start: float) -> Iterator[Image.Image]:
    """Yield what is to be seen from a moment on, so many pictures a second."""
    with av.open(str(film)) as container:
        due = max(start, 0.0)
        for frame in container.decode(video=0):
            if frame.time >= start + SECONDS:
                return
            if frame.time >= due:
                due += 1 / A_SECOND
                picture: Image.Image = frame.to_image()
                size = WIDTH, WIDTH * picture.height // picture.width
                yield picture.resize(size, Image.Resampling.LANCZOS)


def main() -> int:
    """Write the loop that the command line asks for."""
    if len(sys.argv) != 4:
        print("give three arguments: a film, some words of a sentence in it, and a .webp")
        return 2
    film, target = Path(sys.argv[1]), Path(sys.argv[3])
    first, *others = frames(film, start_of(film, sys.argv[2]) - AHEAD)
    looks = {"duration": 1000 // A_SECOND, "loop": 0, "quality": QUALITY, "method": 6}
    first.save(target, save_all=True, append_images=others, **looks)
    return 0


if __name__ == "__main__":
    sys.exit(main())
