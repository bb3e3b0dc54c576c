"""The whole course: in order, what is there left alone, one failure said and no hindrance."""

import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.test_architecture import lectures

GOOD = """from manim import Dot, Scene


class {}(Scene):
    def construct(self):
        self.add(Dot())
        self.wait(0.2)
"""
BAD = "raise ValueError('no such run')\n"


@pytest.fixture
def course(root, tmp_path, monkeypatch):
    spec = importlib.util.spec_from_file_location("course", root / "scripts/course.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    for folder in ("scenes", "engine"):
        (tmp_path / folder).mkdir()
    for name, code in {
        "first_one": GOOD.format("FirstOne"),
        "broken": BAD,
        "last": GOOD.format("Last"),
    }.items():
        (tmp_path / f"scenes/{name}.py").write_text(code, encoding="utf-8")
    return module


def test_one_that_fails_does_not_keep_the_others(course, capfd):
    order = ["--quality", "l", "first_one", "broken", "last"]
    assert course.main(order) == 1
    said = capfd.readouterr().out
    verdicts = re.findall(r"^(\w+): (filmed|failed)", said, re.MULTILINE)
    assert verdicts == [("first_one", "filmed"), ("broken", "failed"), ("last", "filmed")]
    assert said.splitlines()[-1] == "2 of 3 films are there; these failed: broken"
    for name in ("first_one", "last"):
        assert course.film_of(name, "l").is_file()
    assert course.main(["--quality", "l", "first_one", "last"]) == 0
    said = capfd.readouterr().out
    assert said.splitlines() == ["first_one: is there", "last: is there", "2 of 2 films are there"]


def test_a_film_older_than_the_code_is_made_again(course):
    film = course.film_of("last", "")
    film.parent.mkdir(parents=True)
    film.touch()
    assert film.parent.name == "1080p30"
    assert course.is_there(film)
    later = film.stat().st_mtime + 5
    os.utime(course.ROOT / "scenes/broken.py", (later, later))
    assert not course.is_there(film)


def test_what_is_no_lecture_is_said_before_anything_is_filmed(course, capsys):
    with pytest.raises(SystemExit) as refused:
        course.main(["last", "lost"])
    assert refused.value.code == 2
    assert "there is no scenes/lost.py" in capsys.readouterr().err
    assert not (course.ROOT / "media").exists()


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_the_course_has_every_lecture_in_the_readmes_order(root):
    outside = {name: value for name, value in os.environ.items() if "MAKE" not in name}
    command = ["make", "-n", "course", "QUALITY=l"]
    done = subprocess.run(command, cwd=root, env=outside, capture_output=True, text=True)
    (ordered,) = re.findall(r"course\.py --quality l (.*)", done.stdout)
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert ordered.split() == re.findall(r"^\| `scenes/(\w+)\.py` \|", readme, re.MULTILINE)
    assert set(ordered.split()) == {Path(path).stem for path in lectures()}
