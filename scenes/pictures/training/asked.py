"""What a picture asks of a run: a step's number is enough for an answer."""

from collections.abc import Callable
from typing import Any


def asked(what: Callable[..., Any], run: Any, **given: Any) -> Callable[..., Any]:
    """Return what says of a step's number, and inputs if any, what `what` says of the step."""
    return lambda step, *inputs: what(run[step], *inputs, **given)
