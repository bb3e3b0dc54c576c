"""Words for a caption: how many of what, as a lecturer says it."""

from scenes.vocabulary.wording import spoken

__all__ = ["counted"]


def counted(count: int, noun: str) -> str:
    """Return "two numbers", "one number", "784 numbers": a word up to twelve, digits above."""
    return f"{spoken(count)} {noun}{'' if count == 1 else 's'}"
