"""Numbers, periods and lengths of time as people read them: what checks and tabs both say.

Money, figures and all that has bounds is worded in `tui/present/fmt.py`.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tui.facts.period import Period
from tui.facts.units import noun

MISSING = "–"
MINUS = "−"
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
DURATION = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


def number(value: Decimal, places: int = 0, *, signed: bool = False) -> str:
    """Grouped digits with a true minus: `−6,590`; `+` in front of gains when signed."""
    text = f"{to_places(value, places):,f}"
    if text.startswith("-"):
        return MINUS + text[1:] if text.strip("-0.,") else text[1:]
    return f"+{text}" if signed and text.strip("0.,") else text


def counted(count: Decimal, plural: str) -> str:
    """`75,869 cars`, `1 car`."""
    return f"{number(count)} {noun(count, plural)}"


def period(when: Period | None) -> str:
    """`Q1 25`, `H1 25`, `2025`, `Jun 2025`, `26 Jun 2025`, or the text of a stretch."""
    if when is None or when.start is None:
        return when.text if when else MISSING
    year = when.start.year
    if when.kind in ("quarter", "half"):
        return f"{when.text[5:7]} {year % 100:02}"
    if when.kind == "month":
        return f"{_MONTHS[when.start.month - 1]} {year}"
    if when.kind == "day":
        return f"{_day(when.start)} {year}"
    if when.kind == "year":
        return str(year)
    first, last = when.start, when.last
    if last is None:
        return f"from {first:%Y-%m-%d}"
    since = "" if first.year == last.year else f" {first.year}"
    return f"{_day(first)}{since} to {_day(last)} {last.year}"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"


def duration_words(duration: str) -> str:
    """`18 h`, `27 min`, `3 days` for an ISO 8601 duration; the duration itself where unclear."""
    match = DURATION.fullmatch(duration)
    names = ("week", "day", "h", "min", "s")
    counts = match.groups() if match else ()
    parts = [
        f"{count} {name}{'s' if name in ('week', 'day') and int(count) != 1 else ''}"
        for count, name in zip(counts, names, strict=bool(counts))
        if count
    ]
    return " ".join(parts) or duration


def to_places(value: Decimal, places: int) -> Decimal:
    """Rounded half up to decimal places."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
