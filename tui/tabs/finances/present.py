"""What the tab says of a period, and which periods it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tui.economics.changes import change_of
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.model import Fact
from tui.facts.period import parts_of
from tui.present.contested import Contested
from tui.present.empty_states import NOTHING, example_quarter, lack_of, lacking
from tui.present.provenance import TextBlock
from tui.tabs.finances.notes import Note, marks, notes_of
from tui.tabs.finances.periods import KINDS, TRAILING, Span, all_spans, pooled, spans, year_before

if TYPE_CHECKING:
    from tui.checks.promises import Promise
    from tui.tabs.finances.bridge import BridgeView
    from tui.tabs.finances.waterfall import Stage
    from tui.ui.charts.data import WaterfallStep


def places(book: FactBook, currency: str) -> Iterator[tuple[str, Fact]]:
    """Every period with a result per car, at one of the facts that the result rests on."""
    for span in spans(book, currency):
        facts = span.result_per_car.statements if span.result_per_car else ()
        for fact in facts[:1]:
            yield f"Period {fmt.period(span.period)}", fact


_WHOLE = {"year": "full year", "half": "full half-year", TRAILING: "run of four quarters"}


def no_periods(book: FactBook, by: str = KINDS[0]) -> str:
    """What to write where no period of a kind can be shown."""
    return (
        f"No {_WHOLE.get(by, by)} has both cars delivered and a result. "
        f"Add under facts: for one period, such as {example_quarter(book)}, deliveries: with a "
        "number of cars and operating_result: "
        f"with an amount in {book.currency}."
    )


def unit_caption(span: Span) -> str:
    """Unit, period and bounds of the big number: `yuan per car, Q1 25, ± 659`."""
    figure = span.result_per_car
    unit = fmt.NAMES.get(span.currency, span.currency)
    is_sum = len(span.pool) > 1 and not span.is_trailing
    parts = [
        f"{unit} per car",
        f"{'twelve months ' * span.is_trailing}{span.name}{' pooled' * is_sum}",
    ]
    if figure and (bounds := fmt.plus_minus(figure)):
        parts.append(bounds)
    if span.base.kinds and span.base.kind != "operating_result":
        parts.append(f"on the {span.base.basis}")
    return ", ".join(parts)


def sentence(span: Span, before: Span | None, beside: Span | None = None) -> str:
    """What the period comes to for one car, and how that compares.

    `before` is the period before it, `beside` the same one with or without its start.
    """
    figure = span.result_per_car
    if figure is None:
        missing = lacking(span.book, span.base, ("deliveries", "result"))
        why = f"it needs {fmt.joined(missing)}" if missing else "no car was delivered"
        return f"What a car earned or lost in {span.name} is not known: {why}."
    maker, amount = span.book.called, fmt.about(figure)
    if not span.counts:
        word = "loss" if figure.value < 0 else "profit"
        return f"A single unsigned source reports a {word} of {amount} on each {maker} car."
    start = f"Without {_left_out(span)}, before sales began, " if span.whole else ""
    start = f"In the twelve months {span.name} " if span.is_trailing else start
    if 0 in figure.core:
        return f"{start}{maker} broke even on each car, within rounding."
    did = f"{start}{maker} {'lost' if figure.value < 0 else 'earned'} {amount} on each car"
    if span.whole or (len(span.pool) > 1 and not span.is_trailing):
        return f"{did}{_summed(span)}."
    if beside and beside.result_per_car and beside.base.kinds == span.base.kinds:
        other = fmt.about(beside.result_per_car)
        return f"{did}; {other} without {_left_out(beside)}, before sales began."
    return f"{did}{_compared(span, before)}."


def _summed(span: Span) -> str:
    """How a pooled figure is made: `: −¥4.0bn ÷ 136,794 cars`."""
    result, cars = span.money(span.base.result), span.base.deliveries
    if result is None or cars is None:
        return ""
    return f": {fmt.total(result)} ÷ {fmt.amount(cars)}"


def _left_out(span: Span) -> str:
    """The quarters that are not in it: `Q1 24`."""
    whole = parts_of(span.whole) if span.whole else ()
    kept = {part.text for part in span.pool}
    return " and ".join(fmt.period(part) for part in whole if part.text not in kept)


def _compared(span: Span, before: Span | None) -> str:
    figure, earlier = span.result_per_car, before.result_per_car if before else None
    if figure is None or before is None or earlier is None or earlier.unit != figure.unit:
        return ""
    kind = before.period.kind if before.period else ""
    when = "twelve months" if span.is_trailing else "half-year" if kind == "half" else kind
    basis = f" ({before.base.basis})" if before.base.kinds != span.base.kinds else ""
    if 0 in earlier.core:
        return f", after breaking even the {when} before{basis}"
    if (earlier.value < 0) != (figure.value < 0):
        verb = "losing" if earlier.value < 0 else "earning"
        return f", after {verb} {fmt.about(earlier)} the {when} before{basis}"
    change = change_of(figure, earlier, (span.name, before.name))
    if change is None:
        return ""
    if 0 in change.core:
        return f", as much as the {when} before{basis}, within rounding"
    share = fmt.certain(change._replace(value=abs(change.value)), least=1)
    more = "more" if change.value > 0 else "less"
    return f", {share} {more} than the {when} before{basis}"


def newer(page: Page) -> str:
    """What is known of the last period after the newest full one, and what keeps it from being it:
    `Q2 26: 104,199 cars, ¥24.9bn of revenue; it has an unsigned result.`"""
    for span in reversed(page.spans[page.newest + 1 :]):
        last = span.pool[-1] if span.pool else span.period
        if span.base.revenue and last and (span.base.result or span.base.deliveries):
            revenue = fmt.compact(span.rated(span.base.revenue).value, span.currency)
            cars = span.base.deliveries and fmt.amount(span.base.deliveries)
            known = ", ".join(filter(None, (cars, f"{revenue} of revenue")))
            return f"{span.name}: {known}; it has {lack_of(span.book, last) or NOTHING}."
    return ""


def covering(span: Span) -> str:
    """Which costs revenue covered; else which inputs are known, and which are missing."""
    if span.result_per_car is None:
        return _known(span)
    if not span.counts:
        return ""
    if missing := lacking(span.book, span.base):
        return f"No average car for {span.name}: it needs {fmt.joined(missing)}."
    if not span.average_car:
        return ""
    _, _, gross, _, result = span.average_car
    if gross.value < 0:
        return "Revenue did not cover cost of sales."
    if result.value < 0:
        return "Revenue covered cost of sales, but not opex."
    return "Revenue covered cost of sales and opex."


def _known(span: Span) -> str:
    found = [
        f"{name} {fmt.amount(span.money(figure), signed=name == span.base.basis)}"
        for name, figure in (
            ("deliveries", span.base.deliveries),
            ("revenue", span.base.revenue),
            ("gross margin", span.base.gross_margin),
            (span.base.basis, span.base.result),
        )
        if figure
    ]
    return f"Known: {', '.join(found)}." if found else ""


@dataclass(frozen=True)
class Page:
    """The periods of one length, oldest first; below the quarters stand the years."""

    by: str
    spans: tuple[Span, ...]
    longer: Callable[[], tuple[Span, ...]] = tuple
    plain: bool = False
    """Whether the numbers of notes stand in brackets, where there are no raised digits."""

    @property
    def currency(self) -> str:
        """What the results of its axis are in: what was asked for, where one has a rate of it."""
        known = [span.currency for span in self.spans if span.result_per_car]
        wanted = self.spans[-1].wanted if self.spans else ""
        return wanted if wanted in known or not known else known[-1]

    @cached_property
    def below(self) -> tuple[Span, ...]:
        """The years below the quarters, calculated on first use."""
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
        """The place of the newest with an average car and a result that counts, of quarters one
        that rests on more than a weak source; else of the newest with any result per car, 0 where
        none has one."""
        known = [n for n, span in enumerate(self.spans) if span.result_per_car]
        by_quarter = self.by in (KINDS[0], TRAILING)
        sound = [
            n for n in known if (span := self.spans[n]).is_sound or (span.counts and not by_quarter)
        ]
        full = [n for n in sound if self.spans[n].average_car]
        return (full or sound or known or [max(len(self.spans) - 1, 0)])[-1]

    def before(self, index: int) -> Span | None:
        """The period of the same length that ended when this one began, on the same basis."""
        span = self[index]
        alike = self._alike(index)
        return next((other.held_to(span) for other in alike if _follows(span, other)), None)

    def compared(self, index: int) -> Iterator[tuple[str, Span]]:
        """What a period is held against: the one before it, and the same of the year before."""
        before, back = self.before(index), year_before(self[index], self._alike(index))
        if before and not (back and before.key == back.key):
            yield ("HoH" if self.by == "half" else "QoQ"), before
        if back:
            yield "YoY", back.held_to(self[index])

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
        """The place of the newest bar inside a period of another length, or around it."""
        period = span.period
        touching = [
            n
            for n, other in enumerate(self.spans)
            if other.result_per_car and other.period and period
            if other.period.contains(period) or period.contains(other.period)
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
    """The periods of one of KINDS or TRAILING, or the newest of them; below quarters the years."""

    def years() -> tuple[Span, ...]:
        found = all_spans(book, currency, "year") if by == KINDS[0] else ()
        return tuple(span for span in found if span.result_per_car)

    return Page(by, all_spans(book, currency, by, newest), years, plain)


def _follows(span: Span, other: Span) -> bool:
    """Whether a period begins where another of its length, whose result counts, ends."""
    a, b = other.period, span.period
    if a is None or b is None or not other.counts:
        return False
    return a.end == b.start and not (other.whole or span.whole)


BY = {
    "quarter": "by quarter",
    "year": "by year",
    "half": "by half-year",
    TRAILING: "by twelve months",
}


@dataclass(frozen=True)
class FinancesView:
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
    def bridge(self) -> BridgeView | None:
        """The bridge, while it is open."""
        if self.other is None:
            return None
        from tui.tabs.finances.bridge import bridge_view

        return bridge_view(self.span, self.page[self.other])

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
        if now is None or before is None or earlier is None or not self.span.counts:
            return None
        return change_of(now, earlier, (self.span.name, before.name))

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The waterfall: the bridge, or the average car."""
        from tui.tabs.finances.waterfall import average_car

        return self.bridge.stages if self.bridge else average_car(self.span.average_car)

    @property
    def steps(self) -> tuple[WaterfallStep, ...]:
        """What the chart of it draws, each label with the numbers of its notes."""
        return tuple(
            stage.step._replace(label=stage.step.label + self.raised(stage.about))
            for stage in self.stages
        )

    @property
    def sentences(self) -> tuple[str, str, str]:
        """Unit and bounds, the finding, and what it means."""
        if self.bridge:
            return unit_caption(self.span), self.bridge.says, self.bridge.more
        found = sentence(self.span, self._before, self._beside)
        if self.anchor is None and self.at == self.page.newest:
            found = f"{found} {newer(self.page)}".rstrip()
        return unit_caption(self.span), found, covering(self.span)

    @property
    def trend_title(self) -> tuple[str, str]:
        """The title of the trend and its unit."""
        sign = fmt.SYMBOLS.get(self.page.currency, self.page.currency)
        return "Profit or loss per car", f"{sign} {self.by}, ± rounding"

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

    def margin(self, promises: Sequence[Promise], contested: Contested) -> Iterator[TextBlock]:
        """Measures, notes, promises that fell due and disputes."""
        from tui.tabs.finances.margin import disputed, measured, numbered, promised

        compared = () if self.anchor is not None else tuple(self.page.compared(self.at))
        yield from measured(self.span, compared, self.page.series(self.at), self.raised)
        yield from numbered(self.notes)
        yield from promised(self.span, promises)
        yield from disputed(self.span, contested)
        yield TextBlock("where this comes from", "", 2, "s")


def partner(page: Page, at: int) -> int | None:
    """The place of the period that a bridge to another begins with: the nearest known before it,
    else after it; None where there is none."""
    known = [n for n, span in enumerate(page.spans) if span.counts and n != at]
    if not page.spans[at].counts:
        return None
    earlier = [n for n in known if n < at]
    return earlier[-1] if earlier else next(iter(known), None)


def next_bar(page: Page, at: int, by: int, *, bars: str = "all") -> int:
    """The place of the next bar before or after one, the same where there is none.

    `bars` is `all`, those whose result counts (`known`), or of these the ones that can be added up,
    which a period without its start cannot (`summable`).
    """
    places = [
        n
        for n, span in enumerate(page.spans)
        if bars == "all" or (span.counts and (bars == "known" or span.whole is None))
    ]
    if by > 0:
        return next((n for n in places if n > at), at)
    return next((n for n in reversed(places) if n < at), at)
