"""Film lecture after lecture, in the order given: `make course QUALITY=l`.

A film that is there and no older than the code is left as it is. One that fails does not keep the
others from being filmed; what failed is said in the end.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from manim.constants import QUALITIES

from scenes.film.defaults import SETTINGS

ROOT = Path(__file__).parents[1]
FLAGS = {str(each["flag"]): each for each in QUALITIES.values() if each["flag"]}
OURS = {"pixel_height": 1080} | SETTINGS  # what Manim and the project say where no flag does


def main(arguments: Sequence[str] | None = None) -> int:
    """0 once all films are there, 1 if one failed, 2 for what is no lecture, 130 when stopped."""
    order = argparse.ArgumentParser(description=__doc__)
    order.add_argument("--quality", default="", choices=["", *FLAGS])
    order.add_argument("lectures", nargs="+", metavar="lecture", help="as in scenes/LECTURE.py")
    asked = order.parse_args(arguments)
    missing = [name for name in asked.lectures if not (ROOT / f"scenes/{name}.py").is_file()]
    if missing:
        order.error(f"there is no scenes/{missing[0]}.py")
    try:
        failed = [name for name in asked.lectures if not filmed(name, asked.quality)]
    except KeyboardInterrupt:
        return 130
    whole = len(asked.lectures)
    print(f"{whole - len(failed)} of {whole} films are there", end="")
    print(f"; these failed: {', '.join(failed)}" if failed else "")
    return int(bool(failed))


def filmed(name: str, quality: str) -> bool:
    """Whether the lecture's film is there, filmed now if it was not, with a line that says so."""
    if is_there(film_of(name, quality)):
        print(f"{name}: is there", flush=True)
        return True
    begun = time.monotonic()
    flags = ["--save_sections", "--progress_bar", "none", "-v", "WARNING"]
    flags += [f"-q{quality}"] if quality else []
    command = [sys.executable, "-m", "manim", "render", *flags, f"scenes/{name}.py"]
    done = subprocess.run(command, cwd=ROOT, check=False)
    minutes, seconds = divmod(round(time.monotonic() - begun), 60)
    verdict = f"failed with {done.returncode}" if done.returncode else "filmed"
    print(f"{name}: {verdict} in {minutes}:{seconds:02}", flush=True)
    return not done.returncode


def film_of(name: str, quality: str) -> Path:
    """Where Manim puts the film of a lecture, which is named as its file is."""
    size = FLAGS[quality] if quality else OURS
    folder = f"{size['pixel_height']}p{size['frame_rate']}"
    title = "".join(word.capitalize() for word in name.split("_"))
    return ROOT / "media/videos" / name / folder / f"{title}.mp4"


def is_there(film: Path) -> bool:
    """Whether a film is as new as the code that makes it."""
    code = (path for part in ("scenes", "engine") for path in (ROOT / part).rglob("*.py"))
    return film.is_file() and film.stat().st_mtime >= max(path.stat().st_mtime for path in code)


if __name__ == "__main__":
    sys.exit(main())
