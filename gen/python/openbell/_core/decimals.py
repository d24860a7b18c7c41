"""Prices as whole numbers of increments, so that sums and comparisons are exact."""

from __future__ import annotations

import math
import re
from fractions import Fraction

_DECIMAL = re.compile(r"[0-9]+(\.[0-9]+)?")


def ticks(price: float, increment: str) -> int:
    """How many increments a price is, to the nearest; halves go away from zero.

    `price` is a number of the contract's columns, `increment` the contract's text, as
    `TradableSymbol.price_increment`. Raises ValueError for what is no price or no increment.
    """
    step = _step_of(increment)
    if not math.isfinite(price):
        raise ValueError(f"the price {price} is not finite")
    # The double is taken for the number that it is, so that nothing is rounded but the answer.
    steps = abs(Fraction(price)) / step
    whole = math.floor(steps + Fraction(1, 2))
    return -whole if price < 0 else whole


def price(ticks: int, increment: str) -> str:
    """So many increments as the contract writes decimals: plain, without trailing zeros.

    Raises ValueError for what is no increment.
    """
    _step_of(increment)
    whole, _, decimals = increment.partition(".")
    units = ticks * int(whole + decimals)
    digits = str(abs(units)).zfill(len(decimals) + 1)
    place = len(digits) - len(decimals)
    fraction = digits[place:].rstrip("0")
    text = digits[:place] + (f".{fraction}" if fraction else "")
    return f"-{text}" if units < 0 else text


def _step_of(increment: str) -> Fraction:
    if _DECIMAL.fullmatch(increment) is None or Fraction(increment) == 0:
        example = 'for example "0.01"'
        raise ValueError(f'the increment "{increment}" is no decimal above 0, {example}')
    return Fraction(increment)
