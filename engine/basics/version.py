"""The version: what pyproject.toml says, beside the package in a checkout, else as installed."""

from __future__ import annotations

from pathlib import Path


def version() -> str:
    """The version of this engine, such as 0.1.0."""
    import tomllib
    from importlib import metadata

    beside = Path(__file__).parents[2] / "pyproject.toml"
    try:
        project = tomllib.loads(beside.read_text(encoding="utf-8"))["project"]
        if project["name"] == "trainreel":
            return str(project["version"])
    except (OSError, KeyError, tomllib.TOMLDecodeError):
        pass  # this is no checkout
    return metadata.version("trainreel")
