"""What the Finances tab shows at a time: the periods of one length, and the years below them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from tui.facts.book import FactBook
from tui.facts.period import Period
from tui.tabs.finances.finances import KINDS, Span, all_spans, pooled


@dataclass(frozen=True)
class Page:
    """The periods of one length, oldest first; below the quarters stand the years."""

    by: str
    spans: tuple[Span, ...]
    longer: Callable[[], tuple[Span, ...]] = tuple
    plain: bool = False
    """Whether the numbers of notes stand in brackets, where there are no raised digits."""

    @cached_property
    def below(self) -> tuple[Span, ...]:
        """What stands below them, worked out when it is asked for."""
        return self.longer()

    @property
    def rows(self) -> tuple[Span, ...]:
        """All of them, in the order of the table."""
        return (*self.spans, *self.below)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known of any period."""
        return not (self.spans or self.below)

    def __getitem__(self, index: int) -> Span:
        """The period in a row of the table."""
        return self.spans[index] if index < len(self.spans) else self.rows[index]

    def _alike(self, index: int) -> tuple[Span, ...]:
        """The periods of the same length as one, without and with their starts."""
        return self.below if index >= len(self.spans) else self.spans

    @property
    def newest(self) -> int:
        """The place of the newest period with a result per car; 0 where none has one."""
        known = [n for n, span in enumerate(self.spans) if span.result_per_car]
        return known[-1] if known else max(len(self.spans) - 1, 0)

    def before(self, index: int) -> Span | None:
        """The period of the same length that ended when this one began."""
        span = self[index]
        return next((other for other in self._alike(index) if _follows(span, other)), None)

    def beside(self, index: int) -> Span | None:
        """The same period without its start before sales began, or with it."""
        span, among = self[index], self._alike(index)
        if span.whole:
            return next((other for other in among if other.key == span.whole.text), None)
        return next((o for o in among if o.whole and o.whole.text == span.key), None)

    def series(self, index: int) -> tuple[Span, ...]:
        """The periods of the same length, for small trends."""
        return tuple(span for span in self._alike(index) if span.whole is None)

    def find(self, key: str) -> int | None:
        """The place of a period by its key."""
        return next((n for n, span in enumerate(self.rows) if span.key == key), None)

    def nearest(self, span: Span) -> int:
        """The place of the newest bar that lies in a period of another length, or holds it."""
        touching = [
            n for n, o in enumerate(self.spans) if o.result_per_car and _touch(o, span.period)
        ]
        whole = [n for n in touching if self.spans[n].whole is None]
        return (whole or touching or [self.newest])[-1]

    def inside(self, span: Span) -> frozenset[int]:
        """The places of the periods that a longer one consists of."""
        parts = span.pool or ((span.period,) if span.period else ())
        return frozenset(
            n
            for n, other in enumerate(self.spans)
            if any(part.contains(other.period) for part in parts if other.period)
        )

    def pooled(self, first: int, last: int) -> Span:
        """The periods from one place to another added up."""
        chosen = self.spans[min(first, last) : max(first, last) + 1]
        periods = [span.period for span in chosen if span.period and span.whole is None]
        return pooled(chosen[0].book, periods, chosen[0].wanted)


def page_of(
    book: FactBook, currency: str, by: str, *, plain: bool = False, newest: int = 0
) -> Page:
    """The periods of one of KINDS, or only the newest of them; below quarters the years."""

    def years() -> tuple[Span, ...]:
        found = all_spans(book, currency, "year") if by == KINDS[0] else ()
        return tuple(span for span in found if span.result_per_car)

    return Page(by, all_spans(book, currency, by, newest), years, plain)


def _touch(span: Span, period: Period | None) -> bool:
    if span.period is None or period is None:
        return False
    return span.period.contains(period) or period.contains(span.period)


def _follows(span: Span, other: Span) -> bool:
    """Whether a period begins where another of its length, with a result, ends."""
    a, b = other.period, span.period
    if a is None or b is None or other.result_per_car is None:
        return False
    return a.kind == b.kind and a.end == b.start and not (other.whole or span.whole)
