"""What a scenario comes to in sentences, its formula with numbers, and where these come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from tui.economics.account import leading_quarter
from tui.economics.backtest import Backtest
from tui.economics.case import Case
from tui.economics.caveats import CAVEATS, FAR_OUTSIDE, SENTENCES, warnings
from tui.economics.changes import change_of
from tui.economics.claim import hold, published
from tui.economics.moves import Move, written
from tui.economics.what_if import Assumptions
from tui.economics.wording import loss_or_profit, outwards
from tui.facts import fmt
from tui.facts.book import TIERS, Backing, FactBook
from tui.facts.figure import Figure, assumed
from tui.facts.model import Fact
from tui.facts.units import currency_of, scale_of
from tui.present.assumed import extremes, share_of_opex
from tui.present.break_even import EvenRange, each_of
from tui.present.empty_states import lacking, newer_left_out, no_account
from tui.present.provenance import TextBlock, explain_figure
from tui.system.text_width import cell_width, wrapped
from tui.tabs.calculator.charts import even_text
from tui.tabs.calculator.fields import FieldRow, figures_behind, mark, trouble
from tui.tabs.calculator.state import CalculatorState, Evens

SHORT_WARNINGS = {
    "fewer than 1,000 cars": "fewer than 1,000 cars",
    "basis": "not the operating result",
    "pre-launch": "includes a quarter before launch",
    "mixed basis": "mixed kinds of result",
    "gross basis": "gross result",
    "result above gross profit": "opex comes out below zero",
    "margin of 100%": "margin of 100%",
    "unsigned": "? unsigned",
    "segment, not car": "not cars alone",
    "group, not car": "whole company",
}
"""Warnings of the engine in a few words, for one line of all that apply."""


def caption(case: Case, *, short: bool = False) -> str:
    """What the big number is: unit, period, bounds, and what was assumed for it."""
    figure = case.per_car
    bounds = fmt.plus_minus(figure) if figure else ""
    parts = [f"{case.symbol} a car" if short else f"{_currency(case)} per car"]
    if case.base.period:
        parts.append(case.when)
    if case.moved_by_ranges:
        parts += ["central case", bounds]
    elif case.is_changed:
        parts += [f"what if {', '.join(assumed_words(case)) or 'as typed'}", bounds]
    elif figure:
        parts += [bounds, "" if short else f"on the {case.base.basis}"]
    return ", ".join(part for part in parts if part)


def _currency(case: Case) -> str:
    return fmt.NAMES.get(case.currency, case.currency)


_RANGED = {
    "result": "result",
    "rounding": "rounding",
    "revenue": "revenue",
    "deliveries": "cars",
    "gross_margin": "gross margin",
    "price": "price",
    "cost_per_car": "cost of sales per car",
    "opex": "opex",
    "opex_fixed_share": "fixed share",
    "cost_fixed_share": "cost of sales fixed",
}


def assumed_words(case: Case) -> Iterator[str]:
    """Each assumption in a few words: `95,869 cars`, `gross margin 22%`, `cars 90,000..95,000`."""
    if case.base is not case.published:
        yield "other reported figures"
    ranges, words = case.scenario.ranges, _words(case)
    for name, label in _RANGED.items():
        if name in ranges:
            yield f"{label} {written(ranges[name], name)}"
        elif name in words:
            yield words[name]


def _words(case: Case) -> dict[str, str]:
    change, currency = case.account.assumptions, case.base.currency
    write: dict[str, Callable[[Decimal], str]] = {
        "deliveries": lambda cars: fmt.counted(cars, "cars"),
        "gross_margin": lambda margin: f"gross margin {fmt.number(margin, 1)}%",
        "price": lambda step: f"price {fmt.money(step, currency, signed=True)}",
        "cost_per_car": lambda s: f"cost of sales {fmt.money(s, currency, signed=True)} a car",
        "opex": lambda opex: f"opex {fmt.compact(opex, currency)}",
    }
    amounts = {name: change.amount(name, case.base) for name in write}
    found = {name: write[name](value) for name, value in amounts.items() if value is not None}
    if change.moves and change.opex_fixed_share != 100:
        found["opex_fixed_share"] = f"{fmt.number(change.opex_fixed_share)}% of opex fixed"
    if change.moves and change.cost_fixed_share:
        share = fmt.number(change.cost_fixed_share)
        found["cost_fixed_share"] = f"{share}% of cost of sales fixed"
    return found


def holds(case: Case) -> str:
    """What a scenario holds: its name, else what is assumed in it, else `published`."""
    return case.scenario.name or fmt.true_minus(", ".join(assumed_words(case))) or "reported"


def headings(cases: Sequence[Case]) -> list[str]:
    """What each of some scenarios holds, with its period where they are about several."""
    several = len({case.when for case in cases}) > 1
    return [f"{case.when} {holds(case)}" if several else holds(case) for case in cases]


def finding(case: Case, *, is_alone: bool = False) -> str:
    """What a car earned or would earn, and how that stands to what was printed or published: not
    to what was reported with `is_alone`."""
    figure = case.per_car
    if figure is None and case.base.period is None:
        return no_account(case.book)
    if figure is None:
        missing = lacking(case.book, case.base)
        needs = ", ".join(missing) or "a period with cars"
        return (
            f"What a car earned in {case.when} is not known: needs {needs}. Type what you assume."
        )
    if not case.is_changed and case.base.backing == Backing.UNSIGNED:
        made = loss_or_profit(figure, fmt.SYMBOLS)
        return f"A single unsigned source reports {made} on each car."
    if not case.is_changed:
        tail = _printed(case)
        return f"Each car {_verb(figure)}{tail}"
    earlier = case.reported_per_car
    share = share_of_opex(case.scenario)
    each = f"With {share} each car" if share else "Each car"
    low, high, verb = figure.low, figure.high, _verb(figure, would=True)
    if band := case.moved_by_ranges:
        low, high = outwards(case.plain(band.low), case.plain(band.high))
        verb = _between(low, high, case.currency)
    if is_alone or earlier is None or earlier.unit != figure.unit:
        return f"{each} would {verb}."
    return f"{each} would {verb} instead of {_instead(earlier, low, high)}."


def _verb(figure: Figure, *, would: bool = False) -> str:
    if figure.low <= 0 <= figure.high:
        return ("break" if would else "broke") + " even within rounding"
    verb = ("lose", "lost") if figure.value < 0 else ("earn", "earned")
    return f"{verb[not would]} {fmt.about(figure)}"


def _between(low: Decimal, high: Decimal, currency: str) -> str:
    """`lose ¥4,600 to ¥21,500`, `lose up to ¥900 or earn up to ¥5,000`."""
    least, most = (fmt.money(size, currency) for size in sorted((abs(low), abs(high))))
    if low < 0 < high:
        return f"lose up to {fmt.money(-low, currency)} or earn up to {fmt.money(high, currency)}"
    return f"{'lose' if low < 0 else 'earn'} {least} to {most}"


def _instead(earlier: Figure, low: Decimal, high: Decimal) -> str:
    """What it was, with its verb where the result may be of another sign now."""
    amount = fmt.about(earlier)
    if high < 0 if earlier.value < 0 else low > 0:
        return amount
    return f"losing {amount}" if earlier.value < 0 else f"earning {amount}"


def _printed(case: Case) -> str:
    """How the published figure stands to the computed one: the article's before all others."""
    period = case.base.period
    if period is None:
        return "."
    for currency in dict.fromkeys((case.currency, case.base.currency, *fmt.SYMBOLS)):
        for said in published(case.book, period, currency):
            if held := hold(case.book, case.scenario, said):
                where = "within" if held.inside else "outside"
                of = f"of the {held.basis}, " if held.basis else ""
                return f"; {_whose(case.book, said)} is {of}{where} the rounding range."
    return "."


def _whose(book: FactBook, said: Figure) -> str:
    """How a figure was printed, and by whom: `the article's “about $900”`."""
    fact, publisher = said.origin, "print"
    amount = fmt.money(abs(said.value), currency_of(said.unit) or "")
    if isinstance(fact, Fact) and fact.quantity:
        hedge = fact.quantity.hedge
        amount = (hedge.mirrored if said.value < 0 else hedge).before(amount)
        names = [book.sources[key].publisher for key in fact.sources if key in book.sources]
        publisher = names[0] if names else publisher
    if isinstance(fact, Fact) and book.tier(fact) == TIERS.index("article"):
        return f"the article's “{amount}”"
    return f"“{amount}” ({publisher})"


def even(
    case: Case,
    over: EvenRange | None = None,
    year: EvenRange | None = None,
    *,
    short: bool = False,
) -> str:
    """Where it breaks even, as a range and beside it over the last four quarters; or in words why
    it never does."""
    answer, reported = case.break_even, case.published.deliveries
    if case.per_car is None:
        return ""
    if over:
        if short:
            beside = f"; a year {even_text(year, Decimal(1000))}" if year else ""
            return f"Break-even: {over.cars}, {over.under}{beside}."
        beside = f"; the last four quarters at {year.cars}" if year else ""
        return f"It breaks even {over.says}{beside}."
    if answer.figure is None:
        return answer.tell(fmt.SYMBOLS)
    each, head = each_of(case.base), "Break-even:" if short else "It breaks even at"
    says = f"{head} {fmt.about(answer.figure)} {each}".rstrip()
    if not short:
        says += fmt.between(answer.figure)
    more = change_of(answer.figure, reported, ("break-even", case.when)) if reported else None
    if more and not more.low <= 0 <= more.high:
        than = "" if short else f" than in {case.when}"
        side = "more" if more.value > 0 else "fewer"
        says += f", {fmt.certain(more._replace(value=abs(more.value)), least=1)} {side}{than}"
    says += "."
    if answer.unlikely:
        says += f" {SENTENCES[FAR_OUTSIDE]}"
    if not answer.figure.high.is_finite():
        says += " Within the rounding it may not exist."
    return says


def even_in_brief(over: EvenRange) -> str:
    """The same range where there is no room for more."""
    share = over.scenario.ranges.get("opex_fixed_share")
    shares = "–".join(fmt.plain(end.value) for end in share.ends) if share else ""
    under = (f"opex {shares}% fixed" * bool(share), "" if over.is_preset else "with the ranges")
    return f"{', '.join(filter(None, (f'Break-even {even_text(over)} cars', *under)))}."


def worst_and_best(case: Case, *, short: bool = False) -> str:
    """Where the result per car is worst and best under the ranges; empty where none moves it."""
    band = case.moved_by_ranges
    if band is None:
        return ""
    if short:
        worst, best = (
            ", ".join(f"{_RANGED[name]} {_end(name, move)}" for name, move in moves.items())
            for moves in (band.worst, band.best)
        )
        return fmt.true_minus(f"Worst: {worst}; best: {best}.")
    return fmt.with_signs(extremes(case.scenario, band))


def _end(name: str, move: Move) -> str:
    return "unchanged" if move.kind != "to" and not move.value else written(move, name)


def adds(case: Case, under: str = "") -> str:
    """Average is not marginal: what each additional car adds, and under what where that is said."""
    figure = case.contribution
    if figure is None:
        return ""
    verb = "adds" if figure.value >= 0 else "takes"
    return f"Each additional car {verb} {fmt.about(figure)}{under}."


def cautions(case: Case) -> tuple[str, ...]:
    """What a reader must know of this period, in a few words each."""
    found = [SHORT_WARNINGS[code] for code in warnings(case.base) if code in SHORT_WARNINGS]
    if case.wanted != case.currency and case.base.period:
        found.insert(0, f"no {fmt.SYMBOLS.get(case.wanted, case.wanted)} rate for {case.when}")
    return tuple(found)


def past_errors(case: Case, test: Backtest | None) -> str:
    """Of a period without a result how far such forecasts were off, and which way."""
    if not case.is_forecast:
        return ""
    if test is None:
        return "No backtest: it needs two consecutive quarters."
    return fmt.with_signs(test.says)


def small_print(case: Case, test: Backtest | None, under: str = "") -> str:
    """Two lines below everything: the margin and what to note, then how good the model is."""
    found = cautions(case)
    noted = f"Note: {', '.join(found)} (i)." if found else "i: caveats."
    said = f"{adds(case, under)} {noted}".strip()
    return "\n".join(filter(None, (said, past_errors(case, test))))


class Sentence(NamedTuple):
    """What the head says in one go: the higher its rank, the sooner it makes room for others."""

    text: str
    style: str
    rank: int


STALE = "the last result that could be calculated"


def head_sentences(
    state: CalculatorState,
    *,
    short: bool,
    is_low: bool,
    is_brief: bool = False,
    is_alone: bool = False,
) -> list[Sentence]:
    """What the head says beside the big number: what that is, what was found, where it breaks even,
    its worst and its best.

    With `is_low` there are few rows, and the last is left out; with `is_brief` where it breaks even
    is said in one; with `is_alone` what was found is not held against what was reported. While a
    field cannot be read, why comes first.
    """
    case = state.case
    caption_now = STALE if state.is_stale else caption(case, short=short)
    what = Sentence(caption_now, "$muted", 3)
    told = Sentence(finding(case, is_alone=is_alone), "" if state.is_stale else "bold", 1)
    if wrong := trouble(state.entries):
        return [Sentence(wrong, "not dim $loss", 0), what, *([] if is_low else [told])]
    year = None if short and case.is_changed else state.evens.year
    over = state.evens.over
    evens = even_in_brief(over) if over and is_brief else even(case, over, year, short=short)
    ends = "" if is_low else worst_and_best(case, short=short)
    more = (Sentence(evens, "$muted", 2), Sentence(ends, "$muted", 4))
    return [what, told, *(sentence for sentence in more if sentence.text)]


def fitted(forms: Iterable[Sequence[Sentence]], width: int, rows: int) -> Iterator[tuple[str, str]]:
    """The first form that fits into so many rows of so many cells, broken into lines, with styles.

    Where none fits, the last one: sentences end after a whole word, down to one row each.
    """
    form: Sequence[Sentence] = ()
    lines: list[list[str]] = []
    for form in forms:
        lines = [list(wrapped(sentence.text, max(width, 1))) for sentence in form]
        if sum(map(len, lines)) <= rows:
            break
    over = sum(map(len, lines)) - rows
    for at in sorted(range(len(form)), key=lambda place: -form[place].rank):
        cut = min(over, len(lines[at]) - 1)
        if cut > 0:
            lines[at] = [*lines[at][: -cut - 1], _ended(lines[at][-cut - 1], width)]
            over -= cut
    for sentence, found in zip(form, lines, strict=True):
        yield "\n".join(found), sentence.style


def _ended(line: str, width: int) -> str:
    """A line that does not go on: at the end of a clause, else of a word, since half a number would
    be another one."""
    while cell_width(line) >= width:
        line = line.rpartition(" ")[0] or line[:-1]
    return f"{(line.rpartition('; ')[0] or line).rstrip(' ,;:')}…"


Piece = tuple[str, str]
"""A text and its role: `best` for marks, `muted` for words, empty for numbers."""


def formula(case: Case) -> tuple[Piece, ...]:
    """Numbers, marks and the result; in words where an input is missing."""
    figure = case.per_car
    if figure is None:
        return ((case_needs(case), "muted"),)
    change = case.account.assumptions
    is_sum = change.moves or case.base.result is None
    if is_sum:
        pieces = _moved(case, change)
    else:
        pieces = [*_number(case, "result"), (" ÷ ", "muted"), *_number(case, "deliveries")]
    if case.rates and is_sum:
        pieces = [("(", "muted"), *pieces, (")", "muted")]
    for rate in case.rates:
        sign = "×" if case.multiplies(rate) else "÷"
        pieces += [(f" {sign} {rate.mean}", ""), (mark("exchange"), "best")]
    total = fmt.money(figure.value, case.currency, signed=True)
    role = "loss" if figure.value < 0 else "profit"
    return (*pieces, (" = ", "muted"), (total, f"{role} bold"))


def head_in_full(case: Case, evens: Evens) -> Iterator[TextBlock]:
    """What the head may have no room for."""
    told = (caption(case), finding(case), even(case, evens.over, evens.year), worst_and_best(case))
    yield TextBlock()
    for text in filter(None, (*told, "".join(text for text, _ in formula(case)))):
        yield TextBlock(text, "", 2, "·", "neutral")
    yield TextBlock()


def in_words(case: Case) -> str:
    """What the formula computes, in the field's terms."""
    change = case.account.assumptions
    if change.moves or case.base.result is None:
        cost = "× margin" if change.by_margin else "− cost"
        return f"revenue {cost} − opex, per car"
    signs = (" × rate" if case.multiplies(rate) else " ÷ rate" for rate in case.rates)
    return "result ÷ cars" + "".join(signs)


def case_needs(case: Case) -> str:
    """Which inputs a case still lacks."""
    return f"needs {', '.join(case.base.missing) or 'cars'}"


def _moved(case: Case, change: Assumptions) -> list[Piece]:
    """Revenue per car − cost of sales per car − opex ÷ cars, with what was assumed for each."""
    revenue = [*_number(case, "revenue"), (" ÷ ", "muted"), *_reported_cars(case)]
    price, margin, cost = (
        change.amount(name, case.base) for name in ("price", "gross_margin", "cost_per_car")
    )
    if price is not None:
        revenue += _added(price, case.base.currency)
    pieces = revenue
    if change.by_margin:
        head = [("(", "muted"), *revenue, (")", "muted")] if price is not None else revenue
        pieces = [*head, (" × ", "muted"), *_margin(case, margin)]
        if cost is not None:
            pieces += _added(-cost, case.base.currency)
    else:
        pieces = [*revenue, (" − ", "muted"), *_cost(case, change)]
    return [*pieces, (" − ", "muted"), *_opex(case, change)]


def _margin(case: Case, margin: Decimal | None) -> list[Piece]:
    if margin is None:
        return _number(case, "gross_margin")
    return [(f"{_trim(margin)}%", "")]


def _cost(case: Case, change: Assumptions) -> list[Piece]:
    share, added = change.cost_fixed_share, change.amount("cost_per_car", case.base)
    if not share or change.deliveries is None:
        return _number(case, "cost_per_car", added)
    fixed = [(f" × ({_trim(100 - share)}% + {_trim(share)}% × ", "")]
    ratio = [*_reported_cars(case), (" ÷ ", "muted"), (fmt.number(change.deliveries.value), "")]
    more = _added(-added, case.base.currency) if added else []
    return [*_number(case, "cost_per_car"), *fixed, *ratio, (")", ""), *more]


def _opex(case: Case, change: Assumptions) -> list[Piece]:
    opex, moved = (change.amount(name, case.base) for name in ("opex", "deliveries"))
    if opex is None:
        amount = _number(case, "opex")
    else:
        amount = [(_sum(assumed(opex, case.base.currency, "opex")), "")]
    share = change.opex_fixed_share
    if moved is None:
        return [*amount, (" ÷ ", "muted"), *_reported_cars(case)]
    if share != 100:
        amount += [(f" × ({_trim(share)}% + {_trim(100 - share)}% × {fmt.number(moved)} ÷ ", "")]
        amount += [*_reported_cars(case), (")", "")]
    return [*amount, (" ÷ ", "muted"), (fmt.number(moved), "")]


def _added(value: Decimal, currency: str) -> list[Piece]:
    sign = " + " if value >= 0 else " − "
    return [(sign, "muted"), (fmt.money(abs(value), currency), "")]


def _reported_cars(case: Case) -> list[Piece]:
    """The deliveries the account was published for: the mark stays, also under other cars."""
    figure = case.base.deliveries
    text = fmt.number(figure.value) if figure else fmt.MISSING
    return [(text, ""), (mark("deliveries") if figure and figure.facts else "", "best")]


def _number(case: Case, key: str, added: Decimal | None = None) -> list[Piece]:
    """An input as published or typed over; it carries its mark only while it is the fact."""
    figure = figures_behind(case.base).get(key)
    if figure is None:
        return [(fmt.MISSING, "")]
    if added is not None:
        return [(fmt.money(figure.value + added, case.base.currency), "")]
    sign = mark(key) if figure.facts else ""
    return [(_text(case, figure), ""), (sign, "best")]


def _text(case: Case, figure: Figure) -> str:
    if figure.unit == "%":
        return f"{_trim(figure.value.quantize(Decimal('0.0001')))}%"
    if currency_of(figure.unit) and "/" not in figure.unit:
        return _sum(figure)
    if currency_of(figure.unit):
        return fmt.money(figure.value, case.base.currency)
    return fmt.number(figure.value)


def _sum(figure: Figure) -> str:
    """A sum of money with all its digits, up to six, so that the formula can be redone by hand."""
    scale, letter = scale_of(fmt.size_of(figure))
    value = (figure.value / scale).quantize(Decimal("0.000001"))
    places = max(fmt.places_of(value), fmt.places_for(fmt.step_of(figure) / scale))
    return fmt.suffixed(value, places, letter, currency_of(figure.unit) or "")


def _trim(value: Decimal) -> str:
    return fmt.number(value, min(fmt.places_of(value), 4))


def caveats(case: Case, test: Backtest | None) -> Iterator[TextBlock]:
    """What applies to this period first, then what is true of every figure per car."""
    yield TextBlock("Caveats", "bold")
    yield TextBlock()
    base = case.base
    for code in warnings(base):
        # The note of the file tells more fully what a segment holds besides cars.
        if code != "segment, not car":
            yield TextBlock(SENTENCES[code], "", 2, "!", "loss")
    about = (f"{base.scope}: {base.scope_note.rstrip('.')}.",) if base.scope_note else ()
    for sentence in (*about, *CAVEATS):
        yield TextBlock(sentence, "muted", 2, "·", "neutral")
    if errors := past_errors(case, test):
        yield TextBlock(errors, "muted", 2, "·", "neutral")
    leading = leading_quarter(case.book)
    if leading and leading.period == base.period and (newer := newer_left_out(case.book)):
        yield TextBlock(newer, "muted", 2, "·", "neutral")


def preset(entry: FieldRow) -> Iterator[TextBlock]:
    """A field that shows no figure of the file, as long as nothing is typed."""
    yield TextBlock(f"{entry.field.name}: {entry.text}", "bold")
    yield TextBlock("Your assumption (preset): exact, with no source.", "muted")
    yield TextBlock()
    yield TextBlock(entry.field.help, "muted")


def typed_over(book: FactBook, case: Case, entry: FieldRow) -> Iterator[TextBlock]:
    """A field that was typed over: whose number it is now, and what it was."""
    yield TextBlock(f"{entry.field.name}: {entry.text}", "bold")
    now = entry.figure
    if now is None or now.is_exact:
        yield TextBlock("your assumption: exact, with no source", "muted")
    else:
        derived = "from a reported number with its rounding"
        of = derived if now.inputs else "with no source, and the rounding of its digits"
        yield TextBlock(f"your assumption, {of}", "muted")
        low, high = (fmt.bound(now, end) for end in (now.low, now.high))
        yield TextBlock(f"between {low} and {high}, from rounding only", "muted")
    if entry.echo:
        yield TextBlock(entry.echo, "muted")
    figure = figures_behind(case.published).get(entry.field.key)
    yield TextBlock()
    if figure is None:
        yield TextBlock(entry.note, "muted")
    else:
        yield from explain_figure(book, figure)
