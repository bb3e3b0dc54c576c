"""Which datasets are read from a folder of the user's, and not made or brought by a package."""

from engine.datasets import options


def reads_files(name: str) -> bool:
    """Whether a loader looks for files."""
    return "data" in options(name)
