"""The house is in order: what is declared, pinned, packed and written where."""

import importlib.metadata
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def name_of(requirement: str) -> str:
    return re.match(r"[\w.-]+", requirement).group().lower().replace("_", "-")


def pins() -> dict[str, str]:
    """Name -> version of constraints.txt, which holds nothing else."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert not [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)]
    return dict(line.split("==") for line in lines)


def files() -> list[Path]:
    """What is, or is about to be, under version control."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in found if path.is_file()]


def lines_with(pattern: str, paths: list[Path]) -> list[str]:
    hits = []
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            if re.search(pattern, line):
                hits.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    return hits


def test_the_engine_needs_numpy_and_rich_alone(project):
    assert {name_of(each) for each in project["dependencies"]} == {"numpy", "rich"}


def test_the_extras_bring_the_rest(project):
    extras = {k: {name_of(e) for e in v} for k, v in project["optional-dependencies"].items()}
    assert {"manim", "pillow", "scikit-learn"} <= extras["film"]
    assert extras["datasets"] == {"scikit-learn"}
    assert extras["plots"] == {"matplotlib"}
    assert "trainreel[plots,test]" in project["optional-dependencies"]["dev"]
    assert "pytest" in extras["test"]
    assert "manim[typst]>=0.22,<0.23" in project["optional-dependencies"]["film"]


def test_everything_that_is_declared_is_pinned_to_one_version(project):
    declared = {name_of(r) for r in project["dependencies"]}
    declared |= {name_of(r) for extra in project["optional-dependencies"].values() for r in extra}
    assert declared - {"trainreel"} <= {name_of(name) for name in pins()}


def test_what_is_installed_here_is_what_is_pinned():
    if not (Path(sys.prefix) / "trainreel-stamp").exists():
        pytest.skip("this environment was not made by scripts/setup.sh")
    ours = {name_of(d.name): d.version for d in importlib.metadata.distributions()}
    pinned = {name_of(name): version for name, version in pins().items()}
    assert not {n: v for n, v in ours.items() if pinned.get(n, v) != v}


def test_no_file_names_a_place_on_one_machine():
    assert not lines_with(r"(?<![\w.~}])/(work|root|home|Users|tmp)/", files())


def test_build_files_hold_no_address():
    built = [
        path
        for path in files()
        if path.suffix in {".toml", ".txt", ".cfg", ".sh"}
        or path.name == "Makefile"
        or path.parent.name == ".ci"
    ]
    assert ROOT / "constraints.txt" in built
    assert not lines_with(r"https?:" + "//", built)


def test_nothing_is_locked_to_a_registry():
    assert not [p.name for p in files() if p.suffix == ".lock" or p.name.endswith("-lock.json")]
    hosts = "|".join(["py" + "pi.org", "python" + "hosted", "conda.ana" + "conda"])
    assert not lines_with(hosts, files())


def test_no_file_is_large():
    assert not [p.relative_to(ROOT) for p in files() if p.stat().st_size > 1_500_000]


def test_manim_honours_our_settings(python_says):
    pytest.importorskip("manim", reason="Manim comes with the extra `film`")
    said = python_says("""
from manim import config
print(config.notify_outdated_version, config.background_color.to_hex(), config.frame_rate)
print(config.pixel_width, config.pixel_height, config.max_inflight_encoders)
print(config.max_files_cached, config.encoder_queue_size, *config.video_encoder_options.items())
""")
    assert said.splitlines() == [
        "False #10151C 30.0",
        "1920 1080 2",
        "-1 3 ('preset', 'superfast') ('bf', '0') ('subq', '0') ('mbtree', '1') "
        "('rc-lookahead', '5') ('crf', '18') ('threads', '1')",
    ]


@pytest.mark.slow
def test_the_wheel_holds_the_engine_and_the_lectures(tmp_path):
    # Built from a copy, because building leaves folders in the source.
    source = tmp_path / "source"
    ignored = shutil.ignore_patterns(".*", "media", "__pycache__", "build", "*.egg-info")
    shutil.copytree(ROOT, source, ignore=ignored)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", str(tmp_path)]
    subprocess.run([*pip, str(source)], check=True)
    (wheel,) = tmp_path.glob("trainreel-*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    ours = {
        p.relative_to(ROOT).as_posix()
        for d in ("engine", "scenes")
        for p in (ROOT / d).rglob("*.py")
    }
    assert "scenes/vocabulary/style.py" in packed
    assert ours <= packed
    assert not [name for name in packed if name.startswith(("tests", "scripts"))]
