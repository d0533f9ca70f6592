"""The margin beside the charts: measures, notes, promises that fell due, disputes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from tui.economics import per_car
from tui.economics.account import Account
from tui.economics.changes import change_of
from tui.facts import fmt
from tui.facts.figure import Figure
from tui.facts.period import Period
from tui.facts.units import currency_of
from tui.present.contested import Contested
from tui.present.provenance import TextBlock
from tui.tabs.finances.notes import Note
from tui.tabs.finances.periods import Span
from tui.ui.charts.blocks import spark

if TYPE_CHECKING:
    from tui.checks.brief import Contest
    from tui.checks.promises import Promise

_RESULTS = ("operating_result", "adjusted_net_result", "net_result", "profit_per_car")
_OWN = (*_RESULTS, "deliveries", "revenue", "car_revenue", "gross_margin", "gross_profit", "asp")
_ROLES = {"met": "profit", "missed": "loss"}
_MOST = 6
_LABEL = 20
"""Columns of the name of a measure and its figure, the small trend beside them."""
_TREND = 8
"""The most periods in a small trend."""
_MEASURES: tuple[tuple[str, str, Callable[[Account], Figure | None]], ...] = (
    ("Cars", "deliveries", lambda base: base.deliveries),
    ("Revenue", "revenue", lambda base: base.revenue),
    ("Gross margin", "gross_margin", lambda base: base.gross_margin),
    ("Opex/revenue", "opex", per_car.opex_share),
)
_INPUTS = ("deliveries", "revenue", "gross_margin", "result")


def measured(
    span: Span,
    compared: Sequence[tuple[str, Span]],
    series: Sequence[Span],
    raised: Callable[[str], str],
) -> Iterator[TextBlock]:
    """Cars, revenue, gross margin and opex: each with a small trend, and how much it changed.

    `raised` tells the numbers of the notes about an input.
    """
    for label, name, get in _MEASURES:
        figure = get(span.base)
        told, moves = [], []
        for word, other in compared:
            earlier = get(other.base)
            if figure and earlier:
                by = fmt.point_change if figure.unit == "%" else fmt.percent_change
                told.append(f"{by(figure.value, earlier.value)} {word}")
                moves.append(change_of(figure, earlier, (span.name, other.name)))
        found = [get(other.base) for other in series[-_TREND:]]
        trend = spark([float(known.value) if known else None for known in found])
        shown = span.money(figure)
        text = f"{label} {_short(shown)}{raised(name)}"
        about = (shown,) if shown else ()
        yield TextBlock(f"{text.ljust(_LABEL)} {trend}", "bold", about=about)
        yield TextBlock("  ".join(told), "muted", about=tuple(filter(None, moves)))
        yield TextBlock()


def _short(figure: Figure | None) -> str:
    """A figure with two decimals at most: `75,869`, `¥18.58bn`, `23.2%`."""
    if figure and currency_of(figure.unit):
        return fmt.short_total(figure)
    if figure is None:
        return fmt.MISSING
    return fmt.bare(figure) + ("%" if figure.unit == "%" else "")


def numbered(notes: Sequence[Note]) -> Iterator[TextBlock]:
    """The notes under their heading."""
    if notes:
        yield TextBlock("Notes", "muted")
        for place, note in enumerate(notes, 1):
            yield TextBlock(note.text, "", 2, str(place), about=note.figures)
        yield TextBlock()


def promised(span: Span, promises: Sequence[Promise]) -> Iterator[TextBlock]:
    """The promises that fell due in a period, with what came of them."""
    found = list(due_in(span, promises))
    if not found:
        return
    from tui.present.outcomes import VERDICTS, figure_text

    yield TextBlock("Promises due", "muted")
    for promise in found[:_MOST]:
        sign, role = VERDICTS[promise.verdict].sign, _ROLES.get(promise.verdict, "muted")
        came = figure_text(span.book, promise, span.currency)
        title = promise.forecast.title
        about = tuple(found for found in (promise.forecast, promise.outcome) if found)
        yield TextBlock(f"{title}: {came}" if came else title, "", 2, sign, role, about)
    if len(found) > _MOST:
        yield TextBlock(f"and {len(found) - _MOST} more on the Timeline", "muted", 2)
    yield TextBlock()


def due_in(span: Span, promises: Sequence[Promise]) -> Iterator[Promise]:
    """Promises about the business that fall due in a period, those about its result first.

    One about a result counts in every part of the period it was made for, too.
    """
    period = span.period
    if period is None:
        return
    due = [
        promise
        for promise in promises
        if promise.forecast.expects.concept in _OWN
        and promise.forecast.expects.dims == span.book.home
        and promise.due
        and _falls(promise, promise.due, period)
    ]
    yield from sorted(due, key=lambda p: p.forecast.expects.concept not in _RESULTS)


def _falls(promise: Promise, due: Period, period: Period) -> bool:
    if promise.forecast.expects.concept in _RESULTS and due.contains(period):
        return True
    last, start, end = due.last, period.start, period.end
    return bool(last and start and end and start <= last < end)


def disputed(span: Span, contested: Contested) -> Iterator[TextBlock]:
    """The figures of a period on which sources disagree, and the key that leads there."""
    inputs = [span.base.get(name) for name in _INPUTS]
    figures = [span.result_per_car, *inputs, span.base.asp, span.base.car_revenue]
    found = dict.fromkeys(
        contest for figure in figures for contest in contested.behind(figure) if _of(contest, span)
    )
    if not found:
        return
    yield TextBlock("Disputed", "muted")
    for contest in list(found)[:_MOST]:
        subject = contest.subject(span.book)
        about = (subject,) if subject else ()
        yield TextBlock(contest.title, "", 2, contest.glyph, about=about)
    if len(found) > _MOST:
        yield TextBlock(f"and {len(found) - _MOST} more", "muted", 2)
    yield TextBlock("their values, on tab 5", "", 2, "D")
    yield TextBlock()


def _of(contest: Contest, span: Span) -> bool:
    """Whether it is about the period itself and not about a part of it."""
    if contest.period is None or span.period is None:
        return False
    return contest.period.span == span.period.span
