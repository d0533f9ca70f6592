"""How opex moved with cars, as a command prints it: the quarters, the fit and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR

from tui.cli.calc_json import Output, put
from tui.cli.page import page_text, sections, source_keys
from tui.economics.behaviour import FEWEST, Behaviour, Fit, Moved, behaviour, fixed_share_span
from tui.economics.parse import InputError
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.present.provenance import TextBlock
from tui.present.table import render
from tui.tabs.calculator.costs import both_ways, caution, cost_table, finding, sureness


def costs_page(book: FactBook, wanted: str) -> str:
    """The page, 80 cells wide; `wanted` is the currency asked for. Raises InputError."""
    found = _read(book)
    table = render(cost_table(found), "table").splitlines()
    return page_text(
        sections(
            [TextBlock(finding(found), "bold")],
            map(TextBlock, table),
            [TextBlock(f"Fitted as reported; figures stay in {book.currency}.")]
            if wanted != book.currency
            else (),
            map(TextBlock, sureness(found)),
            map(TextBlock, both_ways(found)),
            _use(book),
            [TextBlock(noted, "", 2, "!") for noted in (caution(found),) if noted],
        )
    )


def _use(book: FactBook) -> Iterator[TextBlock]:
    yield TextBlock(f"Preset range of the fixed share: {fixed_share_span(book).says}.")
    yield TextBlock(
        "Fitted: opex now − opex before = drift + (1 − fixed share) × opex before × "
        "(cars now ÷ cars before − 1), by least squares."
    )


def costs_record(book: FactBook) -> Output:
    """The fit, what it rests on and the preset span, for programs. Raises InputError."""
    found, span = _read(book), fixed_share_span(book)
    out: Output = {"currency": book.currency, "steps": len(found.steps)}
    out |= _fit(found.fit)
    out["decided_by"] = str(found.decisive.after.base.period)
    out["without_it"] = _fit(found.without)
    out["when_cars_rose"], out["when_cars_fell"] = _moved(found.rose), _moved(found.fell)
    out["preset_span"] = {
        "low": fmt.known(span.low),
        "high": fmt.known(span.high),
        "says": span.says,
    }
    out["quarters"] = [dict(row) for row in cost_table(found).records]
    out["sources"] = source_keys(found.fit.fixed_share)
    return out


def _read(book: FactBook) -> Behaviour:
    found = behaviour(book)
    if found is None:
        message = (
            f"The fit of opex needs {FEWEST + 1} quarters in a row "
            "with complete figures and different deliveries."
        )
        raise InputError("costs", message)
    return found


def _fit(fit: Fit) -> Output:
    out: Output = {}
    put(out, "fixed_share_percent", fit.fixed_share)
    out["fixed_share_percent_error"] = fmt.known(fit.share_error)
    out["fixed_share_percent_likely_low"] = fmt.known(fit.likely_share.lo, ROUND_FLOOR)
    out["fixed_share_percent_likely_high"] = fmt.known(fit.likely_share.hi, ROUND_CEILING)
    put(out, "drift", fit.drift)
    out["drift_error"] = fmt.known(fit.drift_error)
    return out


def _moved(moved: Moved | None) -> Output | None:
    if moved is None:
        return None
    out: Output = {"steps": moved.times}
    put(out, "deliveries_change", moved.cars)
    put(out, "opex_change", moved.opex)
    return out
