"""Periods in a subset of ISO 8601-2 (EDTF): `2025-Q2`, `../2025-06-30`, `[a..b]`, marks `~ ?`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

_ONE = re.compile(r"(\d{4})(?:-(?:Q(\d)|H(\d)|(\d\d)(?:-(\d\d))?))?", re.ASCII)
_MONTHS = {"Q": 3, "H": 6}


class PeriodError(ValueError):
    """A period that cannot be read: what is wrong, what to type, and at which offset."""

    def __init__(self, message: str, advice: str = "", offset: int = 0) -> None:
        super().__init__(f"{message} ({advice})" if advice else message)
        self.message = message
        self.advice = advice
        self.offset = offset


class Period(NamedTuple):
    """A stretch of days, half open inside: `start` is in, `end` is the first day that is not.

    `kind` is year, half, quarter, month, day, range (`a/b`) or set (`[a..b]`, one day of these).
    A None start or end is unknown (`../b`, `a/..`). `approximate` is `~`, `unsure` is `?`.
    """

    text: str
    kind: str
    start: date | None
    end: date | None
    approximate: bool = False
    unsure: bool = False

    @property
    def is_instant(self) -> bool:
        """Whether it names one moment: a day, or a set of days of which one is meant."""
        return self.kind in ("day", "set")

    @property
    def last(self) -> date | None:
        """The last day that belongs to it."""
        return self.end - timedelta(days=1) if self.end else None

    @property
    def days(self) -> int | None:
        """Length in days; None while an end is unknown."""
        return (self.end - self.start).days if self.start and self.end else None

    def contains(self, other: Period) -> bool:
        """Whether the other lies wholly inside."""
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return False
        return self.start <= other.start and other.end <= self.end

    def __str__(self) -> str:
        return self.text

    @property
    def order(self) -> tuple[date, date]:
        """A key that sorts periods by when they end, then by when they begin."""
        return self.end or date.max, self.start or date.min


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period:
    """Read a period. Raises PeriodError, which says what to type."""
    body = text.rstrip("~?%")
    marks = text[len(body) :]
    if not body:
        raise PeriodError("period is empty", "e.g. 2025-Q2")
    loose, unsure = bool(set(marks) & set("~%")), bool(set(marks) & set("?%"))
    if body.startswith("[") and body.endswith("]") and ".." in body:
        first, _, last = body[1:-1].partition("..")
        start, end = _stretch(first, last, 1, len(first) + 3)
        return Period(text, "set", start, end, loose, unsure)
    if "/" in body:
        first, _, last = body.partition("/")
        if not re.fullmatch(r"\d\d", first):
            start, end = _stretch(first, last, 0, len(first) + 1)
            return Period(text, "range", start, end, loose, unsure)
    kind, begin, finish = _one(body, 0)
    return Period(text, kind, begin, finish, loose, unsure)


def _stretch(first: str, last: str, at: int, last_at: int) -> tuple[date | None, date | None]:
    start = _one(first, at)[1] if first not in ("", "..") else None
    end = _one(last, last_at)[2] if last not in ("", "..") else None
    if start and end and end <= start:
        raise PeriodError("the end is before the start", "", last_at)
    return start, end


def _one(text: str, at: int) -> tuple[str, date, date]:
    match = _ONE.fullmatch(text)
    if match is None or not 1900 <= int(match[1]) <= 2200:
        raise PeriodError(f"'{text}' is not a period", _advice(text), at)
    year = int(match[1])
    if match[2] or match[3]:
        return _part(year, text[5], int(match[2] or match[3]), at)
    if match[4] is None:
        return "year", date(year, 1, 1), date(year + 1, 1, 1)
    month = int(match[4])
    if not 1 <= month <= 12:
        raise PeriodError(f"month {month:02} does not exist", "months are 01 to 12", at)
    length = monthrange(year, month)[1]
    if match[5] is None:
        first = date(year, month, 1)
        return "month", first, first + timedelta(days=length)
    day = int(match[5])
    if not 1 <= day <= length:
        raise PeriodError(f"{year}-{month:02} has {length} days", "", at)
    return "day", date(year, month, day), date(year, month, day) + timedelta(days=1)


def _part(year: int, letter: str, number: int, at: int) -> tuple[str, date, date]:
    months = _MONTHS[letter]
    count = 12 // months
    word = "quarters" if letter == "Q" else "halves"
    if not 1 <= number <= count:
        advice = f"{word} are {letter}1 to {letter}{count}"
        raise PeriodError(f"{letter}{number} does not exist", advice, at + 5)
    start = date(year, (number - 1) * months + 1, 1)
    after = number * months + 1
    end = date(year + 1, 1, 1) if after > 12 else date(year, after, 1)
    return "quarter" if letter == "Q" else "half", start, end


def _advice(text: str) -> str:
    if match := re.fullmatch(r"([QH]\d)[ -]?(\d{4})|(\d{4}) ?([QH]\d)", text):
        return f"write {match[2] or match[3]}-{match[1] or match[4]}"
    if re.fullmatch(r"\d{1,2}[/.]\d{1,2}[/.]\d{4}", text):
        return "dates are YYYY-MM-DD"
    if any(char.isdigit() and not char.isascii() for char in text):
        return "use 0-9"
    return "e.g. 2025-Q2, 2025-H1, 2025, 2025-06, 2025-06-26"


def quarters_of(period: Period) -> tuple[Period, ...]:
    """The quarters that make up a half or a year; empty for every other kind."""
    if period.kind not in ("half", "year") or period.start is None:
        return ()
    first = period.start.month // 3 + 1
    count = 2 if period.kind == "half" else 4
    return tuple(
        parse_period(f"{period.start.year}-Q{number}") for number in range(first, first + count)
    )
