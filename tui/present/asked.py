"""Which period is asked for, by itself or within a sentence about a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tui.economics.account import Account, base_of, full_quarters, leading_quarter
from tui.economics.parse import InputError
from tui.facts.book import FactBook
from tui.facts.period import Period, PeriodError, read_period, twelve_months
from tui.present.empty_states import NOTHING, lack_of, newer_left_out, no_full_quarter

_LEADS = ("in", "for", "during")
"""Words before the period of a sentence."""


def parted(words: Sequence[str]) -> tuple[str, str]:
    """The figure and the period, which may stand within a sentence: `$900 a car in Q1 2025`.

    Raises InputError where two periods are named.
    """
    figure, period = _parted(words)
    rest, other = _parted([figure]) if period else (figure, "")
    if other and not _is_same(other, period):
        raise InputError("period", f"Two periods, {other} and {period}: give one.")
    return rest, period


def _is_same(one: str, other: str) -> bool:
    try:
        return one == other or read_period(one) == read_period(other)
    except PeriodError:
        return False


def _parted(words: Sequence[str]) -> tuple[str, str]:
    each = " ".join(words).split()
    for end in range(len(each), 0, -1):
        for start in range(end):
            span = " ".join(each[start:end]).strip(",;:.")
            period = span.strip("()[]")
            is_led = start > 0 and each[start - 1].casefold() in _LEADS
            before = each[: start - 1] if is_led else each[:start]
            figure = " ".join([*before, *each[end:]]).strip(" ,;:")
            # A number alone is a year behind "in", in brackets, or last behind a figure.
            is_last = words[-1] == period and any(map(str.isdigit, figure))
            is_amount = period.isdigit() and not (is_led or is_last or span != period)
            if figure and not is_amount and _names_period(period):
                return figure, period
    first, rest = words[0], " ".join(words[1:])
    is_one = " " not in first and not any(map(str.isdigit, rest))
    is_word = not any(map(str.isdigit, first))
    return (" ".join(words), "") if is_one or is_word else (first, rest)


_TRAILING = re.compile(r"ttm(?:[ -]+(?:to[ -]+)?(.+))?", re.IGNORECASE)
"""Trailing twelve months, with the quarter that they end with."""


def read_base(book: FactBook, periods: str) -> tuple[Account, str]:
    """The inputs of one period or of several, and what to call them. Raises InputError.

    With no period, those of the newest quarter with a full account; `ttm` is the twelve
    months that end with it, `ttm-2025-Q4` those that end with another.
    """
    if not periods:
        leading = leading_quarter(book)
        if leading is None or leading.period is None:
            raise InputError("period", no_full_quarter(book))
        return leading, leading.period.text
    trailing = _TRAILING.fullmatch(periods.strip())
    if trailing and not trailing[1]:
        leading, _ = read_base(book, "")
        trailing = _TRAILING.fullmatch(f"ttm {leading.period}")
    if trailing:
        last = _read_period(trailing[1])
        parts = list(twelve_months(last))
        if not parts:
            raise InputError(
                "period", f"Twelve months end with a quarter: write ttm-2026-Q1, not {last}."
            )
        when = f"TTM to {last}"
    else:
        parts = [_read_period(part) for part in periods.split(",")]
        when = " and ".join(part.text for part in parts)
    refuse_overlap(parts)
    for part in parts:
        base = base_of(book, part)
        if len(base.missing) == len(base.account):
            why = f"{part} cannot be calculated: it has {lack_of(book, part) or NOTHING}."
            raise InputError("period", f"{why} {_known(book)}")
    return base_of(book, parts[0] if len(parts) == 1 else parts), when


def why_chosen(book: FactBook, periods: str) -> str:
    """Which newer results the program left out where it chose the quarter itself."""
    return newer_left_out(book) if periods.strip().casefold() in ("", "ttm") else ""


def _names_period(text: str) -> bool:
    """Whether words are a period, several or trailing twelve months."""
    try:
        return bool([read_period(part) for part in text.split(",")])
    except PeriodError:
        return bool(_TRAILING.fullmatch(text))


_SEVERAL = re.compile(r"\d{4}\S*(?:\s+\d{4}\S*)+")


def _read_period(text: str) -> Period:
    if _SEVERAL.fullmatch(text):
        together = ",".join(text.split())
        raise InputError("period", f"Periods are added up with commas: write {together}.")
    try:
        return read_period(text)
    except PeriodError as error:
        raise InputError("period", f"Could not read the period: {error}.") from None


def refuse_overlap(periods: Sequence[Period], field: str = "period") -> None:
    """Raises InputError for periods that are not beside each other."""
    ordered = sorted(periods, key=lambda period: period.order)
    for one, other in pairwise(ordered):
        if one.end is None or other.start is None or other.start < one.end:
            raise InputError(field, f"{one} and {other} overlap. Name each period once.")


def _known(book: FactBook) -> str:
    quarters = [base.period.text for base in full_quarters(book, unsigned=True) if base.period]
    if not quarters:
        return "No quarter has complete figures."
    years = [period.text for period in book.periods_of("deliveries", "year")]
    return f"There are {', '.join([*quarters, *years])}."
