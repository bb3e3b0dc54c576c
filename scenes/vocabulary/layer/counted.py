"""Numbers as they stand in a sentence: words up to twelve, digits above."""

# fmt: off
_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)
# fmt: on


def spoken(number: int, *, capital: bool = False) -> str:
    """Return a number as it is written in a sentence: a word up to twelve, digits above."""
    word = _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"
    return word.capitalize() if capital else word


def counted(count: int, noun: str) -> str:
    """Return "two numbers", "one number", "784 numbers": a word up to twelve, digits above."""
    return f"{spoken(count)} {noun}{'' if count == 1 else 's'}"
