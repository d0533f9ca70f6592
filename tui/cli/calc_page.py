"""The calculator's answer as a page of text: what a car earned or lost, why, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from tui.cli.calc_even import distance, volume
from tui.cli.calc_inquiry import Inquiry
from tui.cli.page import Footnotes, basis, cautions, derivation, page_text, sections
from tui.economics import per_car
from tui.economics.backtest import backtest
from tui.economics.band import Band, figure_band, needed_band
from tui.economics.break_even import spanned
from tui.economics.claim import Claim, Reconciled, hold, names_currency
from tui.economics.parse import InputError
from tui.economics.scenario import Scenario
from tui.economics.solve import Answer, replaced_by, solve, typed_for
from tui.economics.what_if import REPORTED, WhatIf
from tui.economics.wording import (
    WITHIN,
    came_to,
    display,
    headline,
    loss_or_profit,
    period_of,
    spread,
    volumes,
    whole_bounds,
    whole_ends,
)
from tui.facts import fmt
from tui.facts.convert import rate_figure
from tui.facts.figure import Figure, stated
from tui.facts.interval import Interval
from tui.facts.model import Fact
from tui.facts.quantity import Hedge
from tui.present.assumed import assumptions, extremes, share_of_opex, span_of
from tui.present.break_even import beyond, each_of, even_range
from tui.present.claim import readings, understand
from tui.present.empty_states import lacking
from tui.present.marks import is_unsigned
from tui.present.provenance import TextBlock
from tui.present.table import Cell, Column, Table, render

RANGE = "range from rounding only"


def car_table(inquiry: Inquiry) -> Iterator[TextBlock]:
    """Revenue to result of one car with bounds; why not, when an input is missing."""
    if missing := lacking(inquiry.book, inquiry.base):
        if inquiry.reported_per_car:
            yield TextBlock(f"One average car: not available, needs {', '.join(missing)}.")
        return
    if inquiry.per_car is None:
        return
    reported = _steps(inquiry, WhatIf(inquiry.published))
    solved, has_two = inquiry.solved, bool(inquiry.is_assumed or inquiry.solved)
    changed = _steps(inquiry, solved or inquiry.account) if has_two else reported
    with_ranges = [] if solved else _ends_with_ranges(inquiry)
    ends = with_ranges or [
        whole_ends(figure.low, figure.high) if figure else (None, None) for _, figure in changed
    ]
    heads = ["reported", "solved" if solved else "what if"] if has_two else [inquiry.currency]
    columns = (
        Column(f"One average car{', ' + inquiry.currency if has_two else ''}", False),
        *map(Column, heads),
        Column("from"),
        Column("to"),
    )
    rows = tuple(
        _account_row(label, [was, now] if has_two else [now], bounds)
        for (_, was), (label, now), bounds in zip(reported, changed, ends, strict=True)
    )
    for line in render(Table("", columns, rows), "table").splitlines():
        yield TextBlock(line)
    if with_ranges:
        yield TextBlock("(from and to: what rounding and the ranges together allow)")
    if not inquiry.account.has_revenue:
        yield TextBlock("Without revenue there is no gross margin and no operating margin.")


def _steps(inquiry: Inquiry, account: WhatIf) -> list[tuple[str, Figure | None]]:
    """From revenue to result, costs negative."""
    cost, opex, result = map(
        inquiry.money, (account.cost_of_sales_per_car, account.opex_per_car, account.result_per_car)
    )
    return [
        ("Revenue", inquiry.money(account.revenue_per_car)),
        ("Cost of sales", cost and cost.turned),
        ("Gross profit", inquiry.money(account.gross_profit_per_car)),
        ("Opex", opex and opex.turned),
        ("Loss" if result and result.value < 0 else "Profit", result),
    ]


Bounds = tuple[Decimal, Decimal] | tuple[None, None]


def _ends_with_ranges(inquiry: Inquiry) -> list[Bounds]:
    """The bounds of the same rows under the ranges; empty without ranges."""
    found: list[Bounds] = []
    for name, sign in _CAR_ROWS:
        band = figure_band(inquiry.scenario, name)
        if band is None:
            return []
        low, high = sorted(sign * inquiry.plain(end) for end in (band.low, band.high))
        found.append(whole_ends(low, high))
    return found


_CAR_ROWS = (
    ("revenue_per_car", 1),
    ("cost_of_sales_per_car", -1),
    ("gross_profit_per_car", 1),
    ("opex_per_car", -1),
    ("result_per_car", 1),
)
"""The rows of the average car, named as in `CvpModel`, and whether they are costs."""


def _account_row(label: str, shown: list[Figure | None], bounds: Bounds) -> tuple[Cell, ...]:
    values = [figure.value if figure else None for figure in shown]
    return (Cell(label), *(Cell(_number(value)) for value in (*values, *bounds)))


def _number(value: Decimal | None) -> str:
    if value is None:
        return fmt.MISSING
    return fmt.number(value) if value.is_finite() else "no limit"


def _beyond(inquiry: Inquiry) -> Iterator[TextBlock]:
    """That there are more cars than ever were delivered; what was typed may be those of a year."""
    period = inquiry.published.period
    if most := beyond(inquiry.book, inquiry.told):
        is_typed = inquiry.unknown != "deliveries" and period and period.kind == "quarter"
        year = "; type those of a year with --outlook" if is_typed else ""
        yield TextBlock(f"So many cars are {most}{year}.", "", 2, "!")


_EVEN = Decimal("0.5")
"""A result per car smaller than this is none, in whole units."""


def answer_lines(inquiry: Inquiry) -> Iterator[TextBlock]:
    """What a car earned or lost, would have, or what was to be solved for."""
    if inquiry.answer:
        yield from _solved(inquiry, inquiry.answer)
        return
    figure = inquiry.per_car
    if figure is None:
        yield TextBlock(_unknown(inquiry), "bold")
        return
    yield TextBlock(_earned(figure, inquiry), "bold")
    if band := inquiry.moved_by_ranges:
        yield TextBlock(f"Central case: {display(figure)}, {RANGE}.")
        yield TextBlock(extremes(inquiry.scenario, band))
    yield from _over_shares(inquiry)
    yield from _price_share(inquiry)
    if inquiry.wanted != inquiry.currency:
        pair = f"{inquiry.currency} to {inquiry.wanted}"
        yield TextBlock(
            f"No average rate for {pair} in {inquiry.asked}; figures stay in {inquiry.currency}."
        )


def _unknown(inquiry: Inquiry) -> str:
    missing = fmt.joined(lacking(inquiry.book, inquiry.base))
    if not missing:
        return f"No cars were delivered in {inquiry.asked}, so a per-car figure does not exist."
    return f"What a car earned or lost in {inquiry.asked} is not available: needs {missing}."


def _earned(figure: Figure, inquiry: Inquiry) -> str:
    maker, when, changed = inquiry.book.called, inquiry.asked, inquiry.is_assumed
    under = f"With {fmt.joined(assumptions(inquiry.scenario))}, " if changed else ""
    if is_unsigned(inquiry.book, figure):
        under = f"According to a single unsigned source, {under[:1].lower()}{under[1:]}"
    if moved := inquiry.moved_by_ranges:
        low, high = inquiry.plain(moved.low), inquiry.plain(moved.high)
        made = spread(low, high, inquiry.currency)
        return f"{under}{maker} would have made {made} on each car in {when}."
    if headline(figure) == WITHIN:
        verb = "would have broken" if changed else "broke"
        return f"{under}{maker} {verb} even on each car in {when}, within rounding."
    verb = "earned" if figure.value > 0 else "lost"
    verb = f"would have {verb}" if changed else verb
    return (
        f"{under}{maker} {verb} {fmt.about(figure, {})} on each car in {when}{fmt.between(figure)}."
    )


def _over_shares(inquiry: Inquiry) -> Iterator[TextBlock]:
    """The result of changed cars over the preset span of the fixed share of opex."""
    over = spanned(inquiry.scenario, inquiry.span)
    band = figure_band(over, "result_per_car")
    if over is inquiry.scenario or band is None or not share_of_opex(over):
        return
    made = spread(inquiry.plain(band.low), inquiry.plain(band.high), inquiry.currency)
    yield TextBlock(f"With {share_of_opex(over)}, the preset range: {made}.")


def _solved(inquiry: Inquiry, answer: Answer) -> Iterator[TextBlock]:
    is_volume = inquiry.unknown == "deliveries"
    is_even = is_volume and not inquiry.target
    over = even_range(inquiry.scenario, inquiry.span) if is_even else None
    says = f"Break-even {over.says}." if over else answer.says
    yield TextBlock(f"{inquiry.asked}: {says}", "bold")
    if answer.figure:
        label, needed = answer.figure.label, _needed(inquiry, answer.figure)
        where = f" {over.point}" if over else ""
        yield TextBlock(f"{label[0].upper()}{label[1:]}{where}: {needed}; {RANGE}.")
        if over is None:
            yield from _needed_under_ranges(inquiry, answer.figure)
    if answer.check:
        even = abs(answer.check.value) < _EVEN
        made = loss_or_profit(answer.check, {})
        check = f"Check: a car then {'breaks even' if even else f'makes {made}'}."
        yield TextBlock(f"{check}{_to_type(inquiry, answer)}")
    if answer.exists and inquiry.unknown == "price" and inquiry.change.gross_margin is None:
        other = "margin" if inquiry.change.hold == "cost" else "cost"
        held = inquiry.change._replace(hold=other)
        instead = solve(inquiry.base, "price", inquiry.target, held)
        yield TextBlock(f"Alternatively: {instead.says}{_to_type(inquiry, instead)}")
    # In a volume that is solved for the assumed one plays no part.
    told = assumptions(inquiry.scenario.still if is_volume else inquiry.scenario)
    if told:
        yield TextBlock(f"Assumed: {fmt.joined(told)}.")
        yield from _price_share(inquiry)


def _needed_under_ranges(inquiry: Inquiry, figure: Figure) -> Iterator[TextBlock]:
    """What would be needed under the ranges, and where that is worst and best."""
    band = needed_band(inquiry.scenario, inquiry.unknown)
    if band and band.is_moved:
        yield TextBlock(f"With the ranges: {_span(inquiry, figure, band)}.")
        yield TextBlock(extremes(inquiry.scenario, band))


def _span(inquiry: Inquiry, figure: Figure, band: Band) -> str:
    """`5.418 to 6.436bn CNY`; `23.8% or more, or none` where nothing is enough at an end."""
    if inquiry.unknown == "deliveries":
        return volumes(band.low, band.high, each_of(inquiry.base))
    is_share, shown = figure.unit == "%", inquiry.money(figure) or figure
    low, high = (end if is_share else inquiry.plain(end) for end in (band.low, band.high))
    unit = "%" if is_share else f" {inquiry.currency}"
    if low.is_finite() and high.is_finite():
        text = fmt.between(shown._replace(core=Interval(low, high)))
        return f"{text.strip(' ()')}{unit}"
    end, side, rounding = (low, "more", ROUND_FLOOR)
    if not low.is_finite():
        end, side, rounding = (high, "less", ROUND_CEILING)
    if not end.is_finite():
        return "none is enough"
    last = Decimal("0.1") if is_share else Decimal(1).scaleb(end.adjusted() - 3)
    text = fmt.certain(shown.at(fmt.to_step(end, last, rounding)), {})
    return f"{text} or {side}, or none"


def _needed(inquiry: Inquiry, figure: Figure) -> str:
    """A solved figure with its bounds, in the currency shown too."""
    if inquiry.unknown == "deliveries":
        return f"{fmt.about(figure)}{distance(inquiry, figure)}"
    shown = inquiry.money(figure) or figure
    return f"{fmt.about(shown, {})}{fmt.between(shown)}"


def _to_type(inquiry: Inquiry, answer: Answer) -> str:
    """How to ask for the account at an answer: ` To see it, add --set price=+38,340.`"""
    typed = typed_for(inquiry.scenario, inquiry.unknown, answer)
    options = (f"--{'hold ' if name == 'hold' else f'set {name}='}{typed[name]}" for name in typed)
    replaced = replaced_by(inquiry.scenario, answer)
    gone = fmt.joined([f"--{'hold' if name == 'hold' else f'set {name}'}" for name in replaced])
    place = f" in place of {gone}" if gone else ""
    return f" To see it, add {' '.join(options)}{place}{_at_reported(inquiry)}." if typed else ""


_SHARE_OF = {"opex": "opex_fixed_share", "cost_per_car": "cost_fixed_share"}
"""What a cost that is solved for is fixed by."""


def _at_reported(inquiry: Inquiry) -> str:
    """That a cost is typed as it is at the reported cars, where those solved for make another."""
    change, reported = inquiry.account.assumptions, inquiry.base.deliveries
    share = _SHARE_OF.get(inquiry.unknown)
    if share is None or change.deliveries is None or reported is None:
        return ""
    if getattr(change, share) == getattr(REPORTED, share):
        return ""
    what = "opex" if inquiry.unknown == "opex" else "the cost of sales per car"
    return f", {what} at the {fmt.coded_amount(reported)} delivered"


def _price_share(inquiry: Inquiry) -> Iterator[TextBlock]:
    """What a change of price comes to as a share, and of what; and what follows from a margin."""
    steps, price = span_of(inquiry.scenario, "price"), per_car.price_per_car(inquiry.base)
    if steps is None:
        return
    if price and price.value:
        ends = [fmt.number(step / price.value * 100, 1, signed=True) for step in steps]
        share = " to ".join(f"{end}%" for end in dict.fromkeys(ends))
        none = "" if inquiry.base.asp else "; there is no ASP on file"
        yield TextBlock(
            f"The price changes by {share} of the {price.label}, {fmt.coded_amount(price)}{none}."
        )
    if inquiry.change.gross_margin:
        yield TextBlock("The cost of sales per car then follows from the gross margin.")


class Printed(NamedTuple):
    """A published result per car, and the facts that say so; `held` is None without a rate."""

    claim: Claim
    held: Reconciled | None
    facts: tuple[Fact, ...] = ()
    proviso: str = ""
    """What must be so for it to hold; empty where it does anyway, and where it does not."""


def printed_of(inquiry: Inquiry) -> tuple[Printed, ...]:
    """Every result per car that was published for the period, in the order of the file."""
    if inquiry.base.period is None:
        return ()
    groups: dict[tuple[Decimal, str, Hedge, str], list[Fact]] = {}
    for fact in inquiry.book.facts_of("profit_per_car", inquiry.base.period):
        if fact.quantity and fact.scenario == "actual":
            q = fact.quantity
            groups.setdefault((q.value, q.unit, q.hedge, fact.rank), []).append(fact)
    found = []
    for (_, _, hedge, _), facts in groups.items():
        figure = stated(facts[0], "published result per car")
        held = hold(inquiry.book, Scenario(inquiry.published), figure)
        found.append(Printed(Claim(figure, hedge), held, tuple(facts)))
    return tuple(found)


def read_printed(inquiry: Inquiry, text: str) -> Printed:
    """A figure such as `about $900` or `a loss of 900 USD per car`. Raises InputError.

    Without a word or a sign it is taken to be what the period was: a loss or a profit. Without a
    currency it is in that of the page, unless it only holds in another.
    """
    if inquiry.account.result_per_car is None:
        missing = ", ".join(lacking(inquiry.book, inquiry.base))
        message = f"The result per car of {inquiry.asked} is not available: needs {missing}."
        raise InputError("against", message)
    said = _about_the_page(inquiry, text)
    tried = readings(inquiry.book, inquiry.scenario, said, inquiry.currency, "against")
    found = next((one for one in tried if one.held.inside), tried[0])
    claim, held = found.claim, found.held
    if not held.inside:
        return Printed(claim, held)
    is_other = claim.currency != inquiry.currency and not names_currency(said)
    terms = [found.only_in * is_other, claim.proviso(held.computed)]
    return Printed(claim, held, proviso=fmt.joined([*filter(None, terms)]))


def _about_the_page(inquiry: Inquiry, text: str) -> str:
    """A figure without the maker, period and basis that a sentence names. Raises InputError where
    these are not those of the page."""
    page = inquiry.published
    of, base, figure = understand(inquiry.book, [text], page, "against")
    if of is not inquiry.book:
        message = f"The figure is about {of.called}: add --maker {of.home.entity}."
        raise InputError("against", message)
    for said, asked in (
        (period_of(base), period_of(page)),
        (f"the {base.basis}", f"the {page.basis}"),
    ):
        if said != asked:
            raise InputError("against", f"The figure is about {said}, and the page about {asked}.")
    return figure


def in_print(inquiry: Inquiry, notes: Footnotes) -> Iterator[TextBlock]:
    """A line for each published figure: inside or outside what the rounding allows."""
    found = () if inquiry.is_assumed or inquiry.unknown else printed_of(inquiry)
    if found:
        yield TextBlock("Published figures: ✓ within rounding, ✗ outside", "bold")
    for item in found:
        marks = notes.mark(*(stated(fact, "") for fact in item.facts))
        wrong = next((fact.reason for fact in item.facts if fact.reason), "")
        reason = f" ({wrong})" if wrong else ""
        sign = "–" if item.held is None else "✓" if item.held.inside else "✗"
        yield TextBlock(f"{item.claim.words}{marks}: {_verdict(item.held)}{reason}", "", 2, sign)


def _verdict(held: Reconciled | None) -> str:
    if held is None:
        return "there is no mean rate to compare it at"
    basis = f", by the {held.basis}" if held.basis else ""
    return (
        "within" if held.inside else f"outside; the figures give {came_to(held.computed)}"
    ) + basis


def against(item: Printed, inquiry: Inquiry) -> Iterator[TextBlock]:
    """Whether a published figure can be right, and how it was read."""
    held = item.held
    if held is None:
        return
    sign = "✓" if held.inside else "✗"
    head = f"{item.claim.words[0].upper()}{item.claim.words[1:]} per car{item.claim.read_as} is"
    where = "within" if held.inside else "outside"
    yield TextBlock(f"{head} {where} what the rounding allows.", "bold", 2, sign)
    under = "Under these assumptions the" if inquiry.is_assumed else "The"
    yield TextBlock(f"{under} figures give {came_to(held.computed)}.", "", 2)
    if item.proviso:
        yield TextBlock(f"It holds only if {item.proviso}.", "", 2)


def calc_page(inquiry: Inquiry, printed: Printed | None = None) -> str:
    """The page, 80 cells wide. With `printed` it also says whether that figure can be right."""
    notes = Footnotes(inquiry.book)
    body = sections(
        [*answer_lines(inquiry), *_beyond(inquiry)],
        against(printed, inquiry) if printed else (),
        _how(inquiry, notes),
        car_table(inquiry),
        volume(inquiry),
        [
            basis(inquiry.base, f", {inquiry.asked}"),
            *cautions(inquiry.base, more=inquiry.why_chosen),
        ],
        in_print(inquiry, notes),
        _track_record(inquiry),
    )
    # The sources are known once the rest is written.
    return page_text(sections(list(body), notes.passages()))


def _how(inquiry: Inquiry, notes: Footnotes) -> Iterator[TextBlock]:
    """The formula with its numbers, its bounds, and where inputs that were derived come from."""
    base, shown = inquiry.published, inquiry.reported_per_car
    if base.result and base.deliveries and shown:
        account = f"{notes.marked(base.result)} ÷ {notes.marked(base.deliveries)}"
        for rate in inquiry.rates:
            sign, at = "×" if inquiry.multiplies(rate) else "÷", notes.mark(rate_figure(rate))
            account += f" {sign} {rate.mean} {rate.base} per {rate.currency}{at}"
        head = "Reported: " if inquiry.is_assumed or inquiry.unknown else ""
        bounds = "" if shown.is_exact else f", {whole_bounds(shown)}"
        yield TextBlock(f"{head}{account} = {fmt.coded_amount(shown)} per car{bounds}")
        said = "none of these figures is rounded" if shown.is_exact else RANGE
        yield TextBlock(f"({said}{_at_daily_rates(inquiry)})")
    elif base.result or base.deliveries:
        known = [figure for figure in (base.result, base.deliveries) if figure]
        texts = [f"{figure.label} {notes.marked(figure)}" for figure in known]
        yield TextBlock(f"Known: {', '.join(texts)}.")
    parts = [("Revenue", base.revenue), ("gross margin", base.gross_margin)]
    if texts := [f"{name} {notes.marked(figure)}" for name, figure in parts if figure]:
        yield TextBlock(f"{texts[0][0].upper()}{', '.join(texts)[1:]}.")
    for name in ("result", "deliveries", "revenue", "gross_margin"):
        figure = base.get(name)
        if figure and figure.inputs:
            yield TextBlock(f"{figure.label} = {derivation(figure, notes)}", "", 2)


def _at_daily_rates(inquiry: Inquiry) -> str:
    """What the lowest and highest daily rate of the period make of the result per car."""
    figure = per_car.result_per_car(inquiry.published)
    if len(inquiry.rates) != 1 or figure is None:
        # Nobody knows which days of two rates go together.
        return ""
    rate, value = inquiry.rates[0], figure.value
    by = (rate.low, rate.high)
    ends = sorted(value * one if inquiry.multiplies(rate) else value / one for one in by)
    low, high = (fmt.number(end) for end in ends)
    return f"; at the daily rates of the period {low} to {high}"


def _track_record(inquiry: Inquiry) -> Iterator[TextBlock]:
    """How far forecasts have been off, where the period has no result yet."""
    if not inquiry.is_forecast or inquiry.base.missing:
        return
    if record := backtest(inquiry.book, inquiry.change.opex_fixed_share):
        yield TextBlock(record.says)
