"""Periods in a subset of ISO 8601-2 (EDTF): `2025-Q2`, `../2025-06-30`, `[a..b]`, marks `~ ?`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from tui.facts.slips import odd_character

_ONE = re.compile(r"(\d{4})(?:-(?:Q(\d)|H(\d)|(\d\d)(?:-(\d\d))?))?", re.ASCII)
_MONTHS = {"Q": 3, "H": 6}
_COUNT = "([0-9]{1,9}%s)?"
_DAYS, _HOURS = ("".join(_COUNT % unit for unit in units) for units in ("YMWD", "HMS"))
DURATION = f"^P(?=.){_DAYS}(T(?=.){_HOURS})?$"
"""An ISO 8601 duration in whole numbers: `PT18H`."""
_SPANS = ("year", "month", "week", "day", "", "hour", "minute", "second")


class PeriodError(ValueError):
    """A period that cannot be read: what is wrong, what to type, and at which offset."""

    def __init__(self, message: str, advice: str = "", offset: int = 0) -> None:
        super().__init__(f"{message} ({advice})" if advice else message)
        self.message = message
        self.advice = advice
        self.offset = offset


Span = tuple[date | None, date | None]
"""First day, and first day after; None where that is not known."""


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
    def span(self) -> Span:
        """Its days, however it is written."""
        return self.start, self.end

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


def span_of(period: Period | None) -> Span:
    """The days of a period; none are known without one."""
    return period.span if period else (None, None)


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
        try:
            start, end = _stretch(first, last, 0, len(first) + 1)
            return Period(text, "range", start, end, loose, unsure)
        except PeriodError:
            if not (_meant(body) or re.fullmatch(_DAY_FIRST, body)):
                raise
    kind, begin, finish = _one(body, 0)
    return Period(text, kind, begin, finish, loose, unsure)


def read_period(text: str) -> Period:
    """Read a period as people type it: also `Q3 2026`, `Q3 26`, `2026Q3`, `June 2026`.

    Raises PeriodError, also where several periods may be meant.
    """
    body = text.strip()
    if _is_fiscal(body):
        return parse_period(body)
    ends = [body] if _meant(body) else body.split("/")
    return parse_period("/".join(_meant(end.strip()) or end for end in ends))


def _stretch(first: str, last: str, at: int, last_at: int) -> tuple[date | None, date | None]:
    start = _one(first, at)[1] if first not in ("", "..") else None
    end = _one(last, last_at)[2] if last not in ("", "..") else None
    if start and end and end <= start:
        raise PeriodError("the end is before the start", "", last_at)
    return start, end


def _one(text: str, at: int) -> tuple[str, date, date]:
    match = _ONE.fullmatch(text)
    if match is None:
        if (odd := odd_character(text, "a period")) and "digit" not in odd.message:
            raise PeriodError(odd.message, odd.advice, at + odd.offset)
        raise PeriodError(f"'{text}' is not a period", _advice(text), at)
    year = int(match[1])
    if not 1900 <= year <= 2200:
        raise PeriodError(f"the year {year} is not meant", "write one from 1900 to 2200", at)
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


_PART = "[QH][1-4]|[1-4][QH]|3M|6M|9M|12M"
_GAP = "[ .,/'’–—-]*"
_FISCAL = "; for a fiscal year other than the calendar year give the months: 2024-04/2024-06"
_REPORTED = (
    f"(?i)(?:({_PART}){_GAP})?(?:(FY|CY){_GAP})?((?:19|20|21)[0-9]{{2}}|[0-9]{{2}})?"
    f"{_GAP}({_PART})?"
)
"""A stretch of a year as reports write it: `Q1 FY25`, `1H25`, `9M 2025`."""
_SPELT = r"(?i)(?:the )?(first|second|third|fourth)[ -](quarter|half)(?: of)?|(?<=[QH][1-4]) of"


def _part_spelt(found: re.Match[str]) -> str:
    """`Q1` for `the first quarter of`."""
    if not found[1]:
        return ""
    number = ("first", "second", "third", "fourth").index(found[1].lower()) + 1
    return f"{found[2][0].upper()}{number}"


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = rf"(?P<name>{'|'.join(MONTHS)})[a-z]*[. ]*"
_DATES = (
    r"(?P<year>[0-9]{4})([-/. ])(?P<month>0?[1-9]|1[0-2])(?:\2(?P<day>[0-9]{1,2}))?",
    r"(?P<month>0?[1-9]|1[0-2])[/.](?P<year>[0-9]{4})",
    r"(?P<year>[0-9]{4})(?P<month>[01][0-9])(?P<day>[0-3][0-9])",
    rf"(?i)(?:(?P<day>[0-9]{{1,2}})[. ]*)?{_MONTH}(?P<year>[0-9]{{4}})",
    rf"(?i){_MONTH}(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[, ]+(?P<year>[0-9]{{4}})",
)
"""A month or a day as people write it: `2025-6`, `06/2025`, `20250626`, `26 June 2025`."""
_DAY_FIRST = r"[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}"
_RUNNING = "(?i)(.*[^a-z])?(LTM|TTM|YTD)([^a-z].*)?"


def _advice(text: str) -> str:
    if any(char.isdigit() and not char.isascii() for char in text):
        return "use 0-9"
    if re.fullmatch(_DAY_FIRST, text):
        return "dates are YYYY-MM-DD"
    if meant := _meant(text):
        return f"write {meant}{_FISCAL if _is_fiscal(text) else ''}"
    if re.fullmatch(_RUNNING, text):
        return "write the first and the last month: 2024-07/2025-06"
    return "e.g. 2025-Q2, 2025-H1, 2025, 2025-06, 2025-06-26"


def _is_fiscal(text: str) -> bool:
    """Whether it may be about another year than that of the calendar."""
    return "FY" in text.upper()


def _meant(text: str) -> str:
    """What the file writes for a period as reports and screens write it; empty where none is."""
    for form in _DATES:
        if found := re.fullmatch(form, text):
            parts = found.groupdict()
            name, day = (parts.get("name") or "").title(), parts.get("day")
            month = int(parts.get("month") or MONTHS.index(name) + 1)
            return f"{parts['year']}-{month:02}{f'-{day:0>2}' if day else ''}"
    found = re.fullmatch(_REPORTED, re.sub(_SPELT, _part_spelt, text))
    if found is None or not found[3] or not (found[1] or found[2] or found[4]):
        return ""
    part, year = (found[1] or found[4] or "").upper(), f"20{found[3]}"[-4:]
    if part.endswith("M"):
        return f"{year}-01/{year}-{part[:-1]:0>2}"
    return f"{year}-{''.join(sorted(part, reverse=True))}" if part else year


def spans_of(duration: str) -> dict[str, int]:
    """How many of each unit an ISO 8601 duration is written in: 18 of `hour` for `PT18H`."""
    match = re.fullmatch(DURATION, duration)
    parts = zip(_SPANS, match.groups() if match else (), strict=False)
    return {span: int(part[:-1]) for span, part in parts if span and part}


def quarters_of(period: Period) -> tuple[Period, ...]:
    """The quarters that make up a half or a year; empty for every other kind."""
    if period.kind not in ("half", "year") or period.start is None:
        return ()
    first = period.start.month // 3 + 1
    count = 2 if period.kind == "half" else 4
    return tuple(
        parse_period(f"{period.start.year}-Q{number}") for number in range(first, first + count)
    )


@cache
def parts_of(period: Period) -> tuple[Period, ...]:
    """The quarters that a longer period consists of; empty when they do not fill it exactly."""
    if period.start is None or period.end is None or period.kind in ("quarter", "set"):
        return ()
    return quarters_between(period.start, period.end)


def quarters_between(start: date, end: date) -> tuple[Period, ...]:
    """The quarters that fill the days from `start` to before `end`; empty when none do."""
    found: list[Period] = []
    day = start
    while day < end and day == quarter_of(day).start:
        found.append(quarter_of(day))
        day = found[-1].end or end
    return tuple(found) if day == end else ()


def twelve_months(last: Period) -> tuple[Period, ...]:
    """The four quarters that end with one; empty for what is no quarter."""
    if last.kind != "quarter" or last.end is None:
        return ()
    return quarters_between(last.end.replace(year=last.end.year - 1), last.end)


def half_of(period: Period) -> Period | None:
    """The half-year that a quarter is part of."""
    start = period.start
    return parse_period(f"{start.year}-H{1 if start.month < 7 else 2}") if start else None


def quarter_of(day: date) -> Period:
    """The quarter that a day lies in."""
    return parse_period(f"{day.year}-Q{(day.month + 2) // 3}")
