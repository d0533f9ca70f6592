"""An outlook as a command prints it: the quarters ahead, break-even, and the promises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tui.cli.calc_json import Output
from tui.cli.page import WIDTH, basis, cautions, page_text, sections, source_keys
from tui.economics.caveats import warnings
from tui.economics.moves import Move, written
from tui.economics.outlook import CUMULATIVE, Outlook, outlook, tested
from tui.economics.plan import Plan, notation, read_plan
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.present.asked import read_base
from tui.present.provenance import TextBlock
from tui.present.table import aligned
from tui.tabs.calculator.outlook import (
    WHAT_IT_IS,
    Foreseen,
    as_year,
    assumed,
    beyond,
    cumulated,
    ends_in_words,
    foreseen,
    outlook_table,
    record,
    reported_in,
    said,
    stays,
    without_row,
)


def read_outlook(
    book: FactBook, period: str, quarters: str, typed: Mapping[str, object]
) -> Outlook:
    """The outlook behind what was typed. Raises InputError."""
    start, _ = read_base(book, period)
    return outlook(read_plan(book, start, quarters, typed))


def outlook_page(book: FactBook, found: Outlook, wanted: str, chosen: str) -> str:
    """The page, 80 cells wide; `chosen` is why it starts where it does."""
    start = found.plan.start
    return page_text(
        sections(
            [TextBlock(_headline(book, found), "bold")],
            _assumptions(found),
            map(TextBlock, _table(book, found, wanted)),
            _extremes(found),
            _promises(book, found),
            _track_record(book, found.plan),
            [basis(start, f", from {fmt.period(start.period)}"), *cautions(start, more=chosen)],
        )
    )


def _headline(book: FactBook, found: Outlook) -> str:
    last = found.expected[-1]
    result = last.figures[CUMULATIVE].figure
    word = "a profit" if result.value >= 0 else "a loss"
    size = fmt.coded_total(abs(result.value), result.unit)
    start = fmt.period(found.plan.start.period)
    count, quarters = len(found.expected), "quarter" if len(found.expected) == 1 else "quarters"
    return (
        f"{WHAT_IT_IS}: over the {count} {quarters} after {start} {book.called} makes {word} of "
        f"{size}. {found.break_even_says()}"
    )


def _assumptions(found: Outlook) -> Iterator[TextBlock]:
    yield TextBlock("Assumed", "bold")
    for words in assumed(found.plan):
        yield TextBlock(words, "", 2, "-")
    if too_many := beyond(found):
        yield TextBlock(f"{too_many} {as_year(found)}".strip(), "", 2, "!")


def _table(book: FactBook, found: Outlook, wanted: str) -> Iterator[str]:
    currency = found.plan.start.currency
    yield from aligned(outlook_table(found), WIDTH).splitlines()
    units = f"revenue, result and cumulative result in bn {currency}"
    year = reported_in(found) and f"{reported_in(found)} as reported"
    yield f"({'; '.join(filter(None, (units, '* cars assumed', year)))})"
    yield from without_row(found)
    if why := stays(book, found.plan, wanted):
        yield why


def _extremes(found: Outlook) -> Iterator[TextBlock]:
    band, ends = found.expected[-1].figures[CUMULATIVE].band, cumulated(found)
    if band and ends:
        for word, total, at in zip(("Worst", "Best"), ends, (band.worst, band.best), strict=True):
            yield TextBlock(f"{word} cumulative result: {total}, with {ends_in_words(at)}.")


def _promises(book: FactBook, found: Outlook) -> Iterator[TextBlock]:
    told = list(said(book, foreseen(book, found)))
    if told:
        yield TextBlock("Open promises on this path: ✓ met, ✗ missed or exceeded", "bold")
    for sign, text in told:
        yield TextBlock(text, "", 2, sign)


def _track_record(book: FactBook, plan: Plan) -> Iterator[TextBlock]:
    """How far this model was off when it was told even the cars."""
    if record := tested(book, plan):
        yield TextBlock(record.says)


def outlook_record(book: FactBook, found: Outlook, wanted: str, chosen: str) -> Output:
    """The quarters, the assumptions, break-even and promises for programs."""
    plan, last = found.plan, found.expected[-1].figures[CUMULATIVE]
    earliest, latest = found.breaks_even_between
    errors = tested(book, plan)
    return {
        "says": f"{WHAT_IT_IS}.",
        "start": str(plan.start.period),
        "basis": plan.start.basis,
        "currency": plan.start.currency,
        "currency_says": stays(book, plan, wanted) or None,
        "assumptions": plan.texts,
        "preset": _texts({name: m for name, m in plan.preset.items() if name not in plan.moves}),
        "quarters": list(map(record, found.expected)),
        "years": list(map(record, found.years)),
        "years_left_out": without_row(found),
        "beyond_any_delivered": bool(beyond(found)),
        "break_even_quarter": str(found.breaks_even) if found.breaks_even else None,
        "break_even_earliest": str(earliest) if earliest else None,
        "break_even_latest": str(latest) if latest else None,
        "break_even_says": found.break_even_says(),
        "assumed_worst": _texts(last.band.worst) if last.band else {},
        "assumed_best": _texts(last.band.best) if last.band else {},
        "promises": [_promise(item) for item in foreseen(book, found)],
        "backtest": errors.says if errors else None,
        "warns": list(warnings(plan.start)),
        "newer_says": chosen or None,
        "sources": source_keys(last.figure),
    }


def _promise(item: Foreseen) -> Output:
    off = item.promise.off
    return {
        "title": item.forecast.title,
        "by": item.forecast.by,
        "due": str(item.forecast.expects.period),
        "kept": item.kept,
        "comes_to": fmt.known(item.outcome.value),
        "unit": item.outcome.unit,
        "off_percent": None if off is None else fmt.known(off * 100),
    }


def _texts(moves: Mapping[str, Move]) -> dict[str, str]:
    return {name: written(move, notation(name)) for name, move in moves.items()}
