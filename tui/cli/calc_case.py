"""A case in a file: read, calculated in one of its modes, and printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from tui.cli.calc_bands import NEVER, SOLVED, with_bands
from tui.cli.calc_json import Output, put, put_account, put_both_readings, put_result
from tui.cli.page import WIDTH, page_text, sections
from tui.economics.account import BASES, Account, base_of
from tui.economics.caveats import FAR_OUTSIDE, GENERAL, RANGED, SENTENCES, warnings
from tui.economics.claim import published, reconcile
from tui.economics.moves import FAR_OFF, check_margin
from tui.economics.parse import (
    InputError,
    read_cars,
    read_currency,
    read_money,
    read_percent,
    read_positive,
    read_rate,
    text_of,
    unknown,
)
from tui.economics.per_car import result_per_car, revenue_per_car
from tui.economics.scenario import Scenario, read_scenario
from tui.economics.solve import break_even, margin_of_safety, read_unknown, solve, whole_cars
from tui.economics.what_if import NONE, WhatIf
from tui.economics.wording import display, headline
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.currencies import CURRENCIES
from tui.facts.derive import combine
from tui.facts.diagnostics import FactsError, Report, brief
from tui.facts.figure import Figure, assumed, derive
from tui.facts.interval import Interval
from tui.facts.period import Period, PeriodError, read_period
from tui.facts.source_text import decode
from tui.facts.units import in_currency
from tui.facts.yaml_tree import Map, Node, parse, refuse_invisible
from tui.present.asked import refuse_overlap
from tui.present.provenance import TextBlock
from tui.present.table import Cell, Column, Table, render
from tui.system.text_width import cell_width

Inputs = Mapping[str, object]

_NO_CARS = "No cars were delivered, so a per-car figure does not exist."

_KINDS = {
    "operating": "operating_result",
    "adjusted_net": "adjusted_net_result",
    "adjusted_net_loss": "adjusted_net_result",
    "gross": "gross_result",
    "gross_profit": "gross_result",
    "operating_loss": "operating_result",
    "net": "net_result",
    "net_loss": "net_result",
}


_QUARTER = ("period", "result_kind", "result", "deliveries")
_ACCOUNT = (
    *("period", "currency", "result_kind", "deliveries", "revenue", "gross_margin"),
    *("operating_result", "result", "opex", "asp"),
)
_SCENARIO = ("currency", "base", "change")
_KEYS = {
    "reported": ("currency", *_QUARTER, "published"),
    "pooled": ("currency", "result_kind", "quarters", "published"),
    "margin": _ACCOUNT,
    "whatif": _SCENARIO,
    "solve": (*_SCENARIO, "solve_for", "target_profit_per_car"),
    "convert": ("amount", "deliveries", "from", "to", "rates", "rate_period"),
}
"""What may stand under `inputs`, by mode."""


def _refuse_others(inputs: Inputs, known: Sequence[str]) -> None:
    """Raises InputError for a key that would have no effect."""
    for key in inputs:
        if key in known:
            continue
        if str(key).isdigit():
            message = f"{key} has become a key of its own: quote a number with commas in braces"
            raise InputError(str(key), f'{message}, as in {{deliveries: "80,856"}}.')
        raise InputError(str(key), unknown(f"Unknown key {key}", str(key), known))


def read_reported(inputs: Inputs, book: FactBook | None) -> Account:
    """A result over deliveries. Raises InputError; for no cars with the total, which stays true."""
    currency = read_currency(inputs.get("currency"))
    period = _period(inputs.get("period"), "period")
    kind = _kind(inputs.get("result_kind"))
    typed = inputs.get("result")
    label = BASES.get(kind, "result")
    result = read_money(typed, "result", currency).figure(currency, label, period)
    total = f"The total result is {str(typed).strip()} {currency}."
    deliveries = _deliveries(inputs, period, total)
    base = Account(period, currency, kind, deliveries, result=result)
    return base._replace(prelaunch=_prelaunch(base, book))


def read_pool(inputs: Inputs, book: FactBook | None) -> Account:
    """Several quarters as one base, by their sums. Raises InputError, which names the quarter."""
    quarters = inputs.get("quarters")
    if not isinstance(quarters, Sequence) or isinstance(quarters, str) or not quarters:
        raise InputError("quarters", "quarters is empty. List at least one with its figures.")
    shared = {key: inputs[key] for key in ("currency", "result_kind") if key in inputs}
    bases = [_quarter(shared, quarter, place, book) for place, quarter in enumerate(quarters, 1)]
    kinds = tuple(dict.fromkeys(base.kind for base in bases if base.kind))
    refuse_overlap([base.period for base in bases if base.period], "quarters")
    return Account(
        None,
        bases[0].currency,
        kinds[0] if len(kinds) == 1 else "",
        _sum("deliveries", [base.deliveries for base in bases]),
        result=_sum("result", [base.result for base in bases]),
        pooled=kinds,
        prelaunch=any(base.few_cars or base.prelaunch for base in bases),
    )


def _quarter(shared: Inputs, quarter: object, place: int, book: FactBook | None) -> Account:
    if not isinstance(quarter, Mapping):
        raise InputError("quarters", f"Quarter {place} must have period, result and deliveries.")
    try:
        _refuse_others(quarter, _QUARTER)
        return read_reported({**shared, **quarter}, book)
    except InputError as error:
        name = quarter.get("period") or f"quarter {place}"
        raise InputError(error.field, f"{name}: {error.message}") from None


def _sum(label: str, figures: Sequence[Figure | None]) -> Figure:
    return combine(label, [(1, figure) for figure in figures if figure is not None])


def read_account(inputs: Inputs) -> Account:
    """A full account: deliveries, revenue, gross margin, and the result or the opex."""
    currency = read_currency(inputs.get("currency"))
    period = _period(inputs.get("period"), "period")
    kind = _kind(inputs.get("result_kind", "operating_result"))
    revenue = read_positive(inputs.get("revenue"), "revenue", currency)
    margin = read_percent(inputs.get("gross_margin"), "gross_margin")
    check_margin(margin.value, str(inputs["gross_margin"]).strip())
    result, opex = _result_or_opex(inputs, currency, period, BASES[kind])
    asp = inputs.get("asp")
    price = None if asp is None else read_positive(asp, "asp", currency)
    sales = revenue.figure(currency, "revenue", period)
    for figure in filter(None, (result, opex)):
        _check_sizes(sales, figure)
    return Account(
        period,
        currency,
        kind,
        _deliveries(inputs, period, ""),
        sales,
        margin.figure("%", "gross margin", period),
        result,
        opex,
        price.figure(f"{currency}/car", "ASP", period) if price else None,
    )


def _result_or_opex(
    inputs: Inputs, currency: str, period: Period | None, label: str
) -> tuple[Figure | None, Figure | None]:
    field = "operating_result" if inputs.get("operating_result") is not None else "result"
    if field == "operating_result" and inputs.get("result") is not None:
        raise InputError(field, "result and operating_result mean the same: give one.")
    has_result, has_opex = inputs.get(field) is not None, inputs.get("opex") is not None
    if has_result and has_opex:
        raise InputError(
            "opex", "Give either opex or operating_result: each follows from the other."
        )
    if has_result:
        result = read_money(inputs[field], field, currency)
        return result.figure(currency, label, period), None
    if not has_opex:
        message = "Both opex and operating_result are missing. Give one of them"
        raise InputError("opex", f"{message}, for example opex: 4.8bn.")
    opex = read_money(inputs["opex"], "opex", currency)
    if opex.value < 0:
        raise InputError("opex", f"Opex must not be below zero (got {inputs['opex']}).")
    return None, opex.figure(currency, "opex", period)


def _check_sizes(*figures: Figure) -> None:
    """Whether amounts beside each other can be meant: `-3.1` is not beside 19.9bn. Raises
    InputError."""
    small, large = sorted(figures, key=lambda figure: abs(figure.value))
    if small.value and abs(small.value) * FAR_OFF**3 < abs(large.value):
        told, known = (fmt.counted(f.value, f.unit) for f in (small, large))
        message = f"The {small.label}, {told}, is less than a millionth of the {large.label}"
        field = small.label.replace(" ", "_")
        raise InputError(field, f"{message}, {known}. Write the unit too, for example 4.8bn.")


def _deliveries(inputs: Inputs, period: Period | None, total: str) -> Figure:
    cars = read_cars(inputs.get("deliveries"))
    if not cars.value:
        raise InputError("deliveries", f"{_NO_CARS} {total}".rstrip())
    return cars.figure("cars", "deliveries", period)


def _kind(raw: object) -> str:
    if raw is None:
        return ""
    kind = str(raw).strip().lower().replace(" ", "_")
    kind = _KINDS.get(kind, kind)
    if kind not in BASES:
        raise InputError("result_kind", f"Unknown basis {raw}. Known: {', '.join(BASES)}.")
    return kind


def _period(raw: object, field: str) -> Period | None:
    """A period as people write it. Raises InputError."""
    if raw is None:
        return None
    try:
        return read_period(str(raw))
    except PeriodError as error:
        raise InputError(field, f"Could not read the period: {error}.") from None


def _prelaunch(base: Account, book: FactBook | None) -> bool:
    """Whether the store, if it is about the same cars, has a quarter with hardly any sales."""
    if book is None or base.period is None or base.deliveries is None:
        return False
    known = base_of(book, base.period)
    same = known.deliveries is not None and known.deliveries.core.meet(base.deliveries.core)
    return bool(same) and known.prelaunch


BASE = "CNY"
"""Rates are in this currency per unit of another."""


def run_convert(inputs: Inputs, book: FactBook | None) -> Output:
    """The amount per car (the amount itself without deliveries) in each currency asked for."""
    own = read_currency(inputs.get("from"), "from")
    figure = _figure(inputs, own)
    when = inputs.get("rate_period")
    rates = _rates(inputs, book)
    wanted = _wanted(inputs, own, rates)
    if not wanted:
        raise _no_rate(own, "other currencies", when)
    out: Output = {"from": own, "rate_period": None if when is None else str(when)}
    put(out, "profit_per_car" if figure.unit != own else "amount", figure)
    put(out, own, figure)
    shown = figure
    for code in wanted:
        shown = _convert(figure, own, code, rates, when)
        put(out, code, shown)
    if len(wanted) > 1:
        shown = figure
    out["headline"], out["display"] = headline(shown), display(shown)
    return out


def _figure(inputs: Inputs, own: str) -> Figure:
    amount = read_money(inputs.get("amount"), "amount", own).figure(own, "result")
    if inputs.get("deliveries") is None:
        return amount
    cars = read_cars(inputs["deliveries"]).figure("cars", "deliveries")
    per_car = result_per_car(Account(currency=own, deliveries=cars, result=amount))
    if per_car is None:
        message = f"{_NO_CARS} The amount is {inputs['amount']} {own}."
        raise InputError("deliveries", message)
    return per_car


def _rates(inputs: Inputs, book: FactBook | None) -> dict[str, Decimal]:
    given = inputs.get("rates")
    if given is None:
        return _stored(inputs, book)
    if not isinstance(given, Mapping):
        raise InputError("rates", "rates must be a mapping, for example {USD: 7.2748}.")
    rates: dict[str, Decimal] = {}
    for code, raw in given.items():
        rate = read_rate(raw, "rates", BASE)
        if rate <= 0:
            raise InputError("rates", f"The rate of {code} must be above zero (got {raw}).")
        rates[read_currency(code, "rates")] = rate
    return rates


def _stored(inputs: Inputs, book: FactBook | None) -> dict[str, Decimal]:
    period = _period(inputs.get("rate_period"), "rate_period")
    if book is None or period is None:
        return {}
    found = {code: book.rate(code, period) for code in sorted(CURRENCIES)}
    return {code: rate.mean for code, rate in found.items() if rate}


def _wanted(inputs: Inputs, own: str, rates: Mapping[str, Decimal]) -> tuple[str, ...]:
    to = inputs.get("to")
    if to is None:
        known = dict.fromkeys((*rates, BASE))
        return tuple(code for code in known if code != own)
    code = str(to).strip().upper()
    if code not in CURRENCIES:
        names = dict.fromkeys((own, BASE, *(rates or ("USD", "EUR"))))
        raise InputError("to", f"Unknown currency {to}. Known: {', '.join(names)}.")
    return (code,)


def _convert(
    figure: Figure, own: str, code: str, rates: Mapping[str, Decimal], when: object
) -> Figure:
    if code == own:
        return figure
    found = [Decimal(1) if unit == BASE else rates.get(unit) for unit in (own, code)]
    if None in found:
        raise _no_rate(own, code, when)
    from_rate, to_rate = (
        assumed(rate or 1, f"{BASE}/{unit}", f"mean {BASE} per {unit}")
        for rate, unit in zip(found, (own, code), strict=True)
    )
    return derive(
        figure.label,
        f"{figure.label} × {from_rate.label} ÷ {to_rate.label}",
        lambda amount, rate, other: amount * rate / other,
        (figure, from_rate, to_rate),
        in_currency(figure.unit, code),
    )


def _no_rate(own: str, code: str, when: object) -> InputError:
    period = f" in {when}" if when is not None else ""
    return InputError(
        "rates", f"No average rate for {own} to {code}{period}; the figure stays in {own}."
    )


def run_case(case: Mapping[str, object], book: FactBook | None = None) -> Output:
    """The answer to a case of one `mode`, every key of that mode present, numbers as strings.

    With the store it also warns of pre-launch quarters, holds the figure against those published
    for the period and knows the exchange rates. Raises InputError.
    """
    mode, inputs = case.get("mode"), case.get("inputs")
    run = _MODES.get(str(mode))
    if run is None:
        raise InputError("mode", f"Unknown mode {mode}. Known: {', '.join(_MODES)}.")
    if not isinstance(inputs, Mapping):
        raise InputError("inputs", "inputs is missing. Write the inputs of the case under inputs:.")
    _refuse_others(inputs, _KEYS["pooled" if "quarters" in inputs else str(mode)])
    return run(inputs, book)


def _reported(inputs: Inputs, book: FactBook | None) -> Output:
    base = read_pool(inputs, book) if "quarters" in inputs else read_reported(inputs, book)
    out = _start(base)
    figure = _result_per_car(Scenario(base).account)
    put_result(out, figure)
    put(out, "deliveries", base.deliveries)
    put(out, "result", base.result)
    out["contains_published"] = _held_against_print(inputs, base, figure, book)
    return out


def _margin(inputs: Inputs, book: FactBook | None) -> Output:
    account = Scenario(read_account(inputs)).account
    out = _start(account.base)
    put_account(out, account)
    put(out, "implied_opex", account.opex)
    put_result(out, _result_per_car(account))
    return out


def _what_if(inputs: Inputs, book: FactBook | None) -> Output:
    scenario = _read_scenario(inputs)
    account = scenario.account
    out = _start(account.base, general=RANGED if scenario.ranges else GENERAL)
    put_account(out, account)
    _put_more(out, account)
    put_result(out, _result_per_car(account))
    out["reported_profit_per_car"] = fmt.recorded(result_per_car(scenario.published))
    return with_bands(out, scenario)


def _solve(inputs: Inputs, book: FactBook | None) -> Output:
    scenario = _read_scenario(inputs)
    name = text_of(inputs.get("solve_for"), "solve_for", "Write solve_for: and a name.")
    unknown = read_unknown(name, "solve_for")
    field = "target_profit_per_car"
    scenario = scenario.put("target", scenario.read(inputs.get(field, "0"), "target", field))
    base = scenario.base
    answer = solve(base, unknown, scenario.target, scenario.change)
    account = answer.outcome or scenario.account
    far = (FAR_OUTSIDE,) if answer.unlikely else ()
    out = _start(base, *far, general=RANGED if scenario.ranges else GENERAL)
    put_account(out, account)
    _put_more(out, account)
    put_result(out, answer.check)
    out["says"], out["exists"], out["solve_for"] = answer.says, answer.exists, unknown
    _put_answer(out, unknown, answer.figure, account)
    if unknown == "price":
        put_both_readings(out, scenario)
    return with_bands(out, scenario, unknown, is_solved=answer.outcome is not None)


def _put_answer(out: Output, unknown: str, figure: Figure | None, account: WhatIf) -> None:
    """The solved input in place of what it was."""
    put(out, SOLVED.get(unknown, unknown), figure)
    out["deliveries_exact"] = None
    out["price_change_per_car"] = None
    if unknown == "deliveries":
        out["deliveries_exact"] = fmt.recorded(figure)
        out["deliveries"] = fmt.known(whole_cars(figure)) if figure else None
    now = revenue_per_car(account.base)
    if unknown == "price":
        step = figure.value - now.value if figure and now else None
        out["price_change_per_car"] = fmt.known(step)
        asp = account.base.asp
        out["asp"] = fmt.known(asp.value + step) if asp and step is not None else None


def _put_more(out: Output, account: WhatIf) -> None:
    """What a what-if and a solution have beside the account."""
    put(out, "contribution_per_car", account.contribution)
    put(out, "fixed_cost", account.fixed_cost)
    out["operating_leverage"] = fmt.recorded(account.operating_leverage)
    change = account.assumptions
    out["margin_of_safety_percent"] = fmt.recorded(margin_of_safety(account.base, change))
    even = break_even(account.base, change)
    out["break_even_deliveries"] = fmt.known(whole_cars(even.figure)) if even.figure else None
    asp, added = account.base.asp, change.amount("price", account.base) or NONE
    out["asp"] = fmt.known(asp.value + added) if asp else None


def _start(base: Account, *more: str, general: Sequence[str] = GENERAL) -> Output:
    """What is known of the account, and the codes of what to beware of, `more` among them."""
    codes = (*warnings(base), *more)
    return {
        "period": base.period.text if base.period else None,
        "currency": base.currency,
        "basis": base.basis,
        "warns": list(codes),
        "notes": [*(SENTENCES[code] for code in codes), *general],
    }


def _result_per_car(account: WhatIf) -> Figure:
    if account.result_per_car is None:
        raise InputError("deliveries", _NO_CARS)
    return account.result_per_car


def _held_against_print(
    inputs: Inputs, base: Account, figure: Figure, book: FactBook | None
) -> Output | None:
    """The published figure given, else that of the store, and whether it can be right."""
    in_print = _in_print(inputs, base, figure, book)
    if in_print is None:
        return None
    inside = reconcile(figure, in_print).inside
    return {"published": fmt.known(abs(in_print.value)), "inside": inside}


def _in_print(
    inputs: Inputs, base: Account, figure: Figure, book: FactBook | None
) -> Figure | None:
    if "published" in inputs:
        size = read_money(inputs["published"], "published", base.currency)
        value, step = abs(size.value), size.half * 2
        # What is given to the unit may have been cut off.
        bounds = Interval(value - size.half, value + (step if step == 1 else size.half))
        given = Figure(value, bounds, bounds, base.per_car, "published result per car")
        return given.turned if figure.value < 0 else given
    if book is None or base.period is None:
        return None
    return next(iter(published(book, base.period, base.currency)), None)


def _read_scenario(inputs: Inputs) -> Scenario:
    """The account under `base:` and what is assumed about it under `change:`."""
    base, change = inputs.get("base"), inputs.get("change") or {}
    if not isinstance(base, Mapping):
        raise InputError("base", "base is missing. Write the period's figures under base:.")
    _refuse_others(base, _ACCOUNT)
    published = read_account({"currency": inputs.get("currency"), **base})
    if not isinstance(change, Mapping):
        message = "change must be a mapping, for example {deliveries: 108,796}."
        raise InputError("change", message)
    return read_scenario(published, change)


_MODES: dict[str, Callable[[Inputs, FactBook | None], Output]] = {
    "reported": _reported,
    "margin": _margin,
    "whatif": _what_if,
    "solve": _solve,
    "convert": run_convert,
}


_SHAPE = "Write one case: a mapping with mode and inputs."


def read_case(data: bytes, name: str) -> dict[str, object]:
    """The one case that a YAML or JSON text holds. Raises InputError with line and column."""
    try:
        text = decode(data, name)
    except FactsError as error:
        raise InputError("case", str(error)) from None
    report = Report(name, text)
    refuse_invisible(text, report)
    root = None if report.has_errors else parse(text, report)
    if report.has_errors:
        raise InputError("case", brief(report.sorted(), 1))
    if not isinstance(root, Map):
        raise InputError("case", f"{name} contains no case. {_SHAPE}")
    if "cases" in root and "mode" not in root:
        raise InputError("case", f"{name} contains a list of cases. {_SHAPE}")
    _refuse_others(root, ("mode", "inputs", "id", "title", "note", "source"))
    return {key: _node_value(node) for key, node in root.items()}


def _node_value(node: Node) -> object:
    """Text and mappings as they are; a bare null is nothing."""
    if isinstance(node, str):
        return None if node in ("", "null") else node
    if isinstance(node, Map):
        return {key: _node_value(part) for key, part in node.items()}
    return [_node_value(part) for part in node]


def case_page(out: Output) -> str:
    """The finding, every figure that there is with its bounds, then what to beware of."""
    head = [str(text) for key in ("says", "display") if (text := out.get(key))]
    table = _table(out, short=False)
    if any(cell_width(line) > WIDTH for line in table):
        table = _table(out, short=True)
    notes = out.get("notes")
    return page_text(
        sections(
            [TextBlock(text, "bold") for text in head],
            [TextBlock(line) for line in (*table, *_under_ranges(out))],
            [
                TextBlock(str(note), "", 2, "!")
                for note in (notes if isinstance(notes, list) else ())
            ],
        )
    )


def _under_ranges(out: Output) -> Iterator[str]:
    """What the bounds are where ranges are assumed, and at which of their ends it is worst."""
    if "assumed_worst" not in out:
        return
    yield "(from and to: what rounding and the ranges together allow)"
    for side in ("worst", "best"):
        ends = out[f"assumed_{side}"]
        found = ends.items() if isinstance(ends, Mapping) else ()
        yield f"{side.capitalize()}: {', '.join(f'{name} {value}' for name, value in found)}."


def _table(out: Output, *, short: bool) -> list[str]:
    """Every figure and its bounds, with the ranges where there are any; short amounts of a million
    or more have no decimals."""
    keys = [key for key in out if f"{key}_low" in out and out[key] is not None]
    rows = tuple(_result_row(out, key, short=short) for key in keys)
    columns = (Column("", numeric=False), Column("value"), Column("from"), Column("to"))
    return render(Table("", columns, rows), "table").splitlines() if rows else []


def _result_row(out: Output, key: str, *, short: bool) -> tuple[Cell, ...]:
    assumed = "_assumed" if f"{key}_assumed_low" in out else ""
    names = {
        key: ROUND_HALF_EVEN,
        f"{key}{assumed}_low": ROUND_FLOOR,
        f"{key}{assumed}_high": ROUND_CEILING,
    }
    texts = (_number(out[name], rounding, short=short) for name, rounding in names.items())
    return (Cell(key.replace("_", " ")), *map(Cell, texts))


_MILLION = 10**6


def _number(value: object, rounding: str, *, short: bool) -> str:
    if value is None or value == NEVER:
        return fmt.MISSING if value is None else NEVER
    number = Decimal(str(value))
    if short and abs(number) >= _MILLION:
        number = fmt.to_step(number, Decimal(1), rounding)
    return fmt.true_minus(fmt.plain(number))
