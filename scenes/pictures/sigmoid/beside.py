"""The numbers of a few neurons, one line each, beside the picture that they are dots of."""

from collections.abc import Sequence

from scenes.vocabulary.text import Entry, Ledger, Source, cite

_DECIMALS = 3


def numbers_beside(source: Source, key: str, rows: Sequence[int], *, role: str) -> Ledger:
    """Return a line for each neuron's entry of a layer's column, such as z1, by its letter."""
    letter = f"{role}({key[0]}_"
    entries = (
        Entry(f"{letter}{row + 1})", float(source[key][row, 0]), _DECIMALS, key, role, (row, 0))
        for row in rows
    )
    return cite(Ledger(*entries), source)
