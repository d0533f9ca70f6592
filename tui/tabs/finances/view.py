"""One look at the finances: the selected period, or several added up, or two and what moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tui.economics.changes import change_of
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.present import fmt
from tui.present.passage import Passage
from tui.tabs.finances.finances import Span, Step
from tui.tabs.finances.notes import Note, marks, notes_of
from tui.tabs.finances.page import Page
from tui.tabs.finances.words import caption, covering, sentence

if TYPE_CHECKING:
    from tui.checks.dispute_items import Item
    from tui.checks.promises import Promise
    from tui.tabs.finances.bridge import Crossing
    from tui.tabs.finances.margin import Spark

BY = {"quarter": "by quarter", "year": "by year", "half": "by half-year"}


class Ties(NamedTuple):
    """What ties the periods to the other tabs: promises and disputes, for a book."""

    promises: tuple[Promise, ...] = ()
    items: tuple[Item, ...] = ()


def ties_of(book: FactBook, items: tuple[Item, ...]) -> Ties:
    """What came of every promise, with all that sources disagree on."""
    from tui.checks.promises import resolve_forecasts

    return Ties(resolve_forecasts(book), items)


@dataclass(frozen=True)
class View:
    """What is shown of a page: the period `at` a place, the range that is marked from `anchor`
    to there, or the bridge between there and `other`."""

    page: Page
    at: int
    anchor: int | None = None
    other: int | None = None

    @cached_property
    def span(self) -> Span:
        """The period that the numbers are of."""
        if self.anchor is None:
            return self.page[self.at]
        return self.page.pooled(self.anchor, self.at)

    @cached_property
    def bridge(self) -> Crossing | None:
        """The bridge, while it is open."""
        if self.other is None:
            return None
        from tui.tabs.finances.bridge import crossing

        return crossing(self.span, self.page[self.other])

    @property
    def _before(self) -> Span | None:
        return self.page.before(self.at) if self.anchor is None else None

    @property
    def _beside(self) -> Span | None:
        return self.page.beside(self.at) if self.anchor is None else None

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """The numbered notes."""
        return notes_of(self.span, self._beside, self.page.series(self.at))

    def rows(self, *, years: bool) -> tuple[Span, ...]:
        """The rows of the table: what was added up stands below its parts, then the years."""
        added = () if self.anchor is None else (self.span,)
        return (*self.page.spans, *added, *(self.page.below if years else ()))

    def raised(self, name: str) -> str:
        """The numbers of the notes about an input."""
        return marks(self.notes, name, plain=self.page.plain)

    @property
    def row(self) -> int:
        """The row of the table that is shown."""
        if self.anchor is None:
            return self.at
        return len(self.page.spans)

    @property
    def cursor(self) -> int | None:
        """The bar under the cursor: the other end of an open bridge, else the period shown."""
        at = self.at if self.other is None else self.other
        return at if at < len(self.page.spans) else None

    @property
    def marked(self) -> frozenset[int]:
        """The other bars that belong to what is shown."""
        if self.anchor is not None:
            first, last = sorted((self.anchor, self.at))
            return frozenset(range(first, last + 1))
        if self.at < len(self.page.spans):
            return frozenset((self.at,))
        return self.page.inside(self.span)

    @property
    def is_special(self) -> bool:
        """Whether it is more than one period: a marked range, or a bridge."""
        return self.anchor is not None or self.other is not None

    @property
    def big(self) -> Figure | None:
        """The one big number."""
        return self.span.result_per_car

    @property
    def moved(self) -> Figure | None:
        """By how much the big number moved since the period before, where that is told."""
        now, before = self.big, self._before
        earlier = before.result_per_car if before and not self.bridge else None
        if now is None or before is None or earlier is None:
            return None
        return change_of(now, earlier, (self.span.name, before.name))

    @property
    def steps(self) -> tuple[Step, ...]:
        """The waterfall: the bridge, or the average car."""
        return self.bridge.steps if self.bridge else self.span.steps

    @property
    def sentences(self) -> tuple[str, str, str]:
        """Unit and bounds, the finding, and what it means."""
        if self.bridge:
            return caption(self.span), self.bridge.says, self.bridge.more
        found = sentence(self.span, self._before, self._beside)
        return caption(self.span), found, covering(self.span)

    @property
    def trend_title(self) -> tuple[str, str]:
        """The title of the trend and its unit."""
        return "Profit or loss per car", f"{self.symbol} {self.by}, ± rounding"

    @property
    def by(self) -> str:
        """By which periods."""
        return BY[self.page.by]

    @property
    def car_title(self) -> tuple[str, str]:
        """The title of the waterfall and what it is of."""
        if self.bridge:
            return "Bridge", f"{self.bridge.title}, {self.symbol} per car   ← → compare with"
        return "One average car", f"{self.span.name}, {self.symbol}"

    @property
    def symbol(self) -> str:
        """The sign of the currency that the figures could be had in."""
        return fmt.SYMBOLS.get(self.span.currency, self.span.currency)

    def margin(self, spark: Spark, ties: Ties) -> Iterator[Passage]:
        """Measures, notes, promises that fell due and disputes."""
        from tui.tabs.finances.margin import disputed, margin, measures, promised

        shown = measures(self.span, self._before, self.page.series(self.at))
        ending = [*promised(self.span, ties.promises), *disputed(self.span, ties.items)]
        return margin(shown, self.notes, self.raised, spark, ending)


def partner(page: Page, at: int) -> int | None:
    """The place of the period that a bridge to another begins with: the nearest known before it,
    else after it; None where there is none."""
    known = [n for n, span in enumerate(page.spans) if span.result_per_car and n != at]
    earlier = [n for n in known if n < at]
    return earlier[-1] if earlier else next(iter(known), None)


def stepped(page: Page, at: int, by: int, *, bars: str = "all") -> int:
    """The place of the next bar before or after one, the same where there is none.

    `bars` is `all`, those with a result (`known`), or of these the ones that can be added up,
    which a period without its start cannot (`summable`).
    """
    places = [
        n
        for n, span in enumerate(page.spans)
        if bars == "all" or (span.result_per_car and (bars == "known" or span.whole is None))
    ]
    if by > 0:
        return next((n for n in places if n > at), at)
    return next((n for n in reversed(places) if n < at), at)
