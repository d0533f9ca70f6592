"""Where sources disagree: the list, the values on common axes, which one holds and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache, partial
from typing import Any, NamedTuple

from tui.checks.brief import Contest, brief_of
from tui.checks.finding import Finding
from tui.checks.issues import KINDS, Item, is_dispute, items_about, items_of
from tui.checks.run import CHECKS
from tui.economics.account import Account, base_of
from tui.economics.per_car import PRINTED, result_per_car
from tui.facts import fmt
from tui.facts.book import TIERS, FactBook
from tui.facts.convert import convert
from tui.facts.figure import Figure, stated
from tui.facts.interval import Interval
from tui.facts.model import Dispute, Fact, Source
from tui.facts.period import Period, PeriodError, parse_period
from tui.facts.units import currency_of, noun
from tui.present.disputed import explanation
from tui.present.filter import NO_FILTER, Filter
from tui.present.outcomes import day_or_text
from tui.present.provenance import (
    TextBlock,
    explain,
    explain_figure,
    explain_origin,
    explain_source,
    follows,
)
from tui.present.table import Cell, Column, Table
from tui.present.things import day_of
from tui.ui.charts.data import IntervalRow

_DATES = "date"
_LARGE = 10_000
_FIRST, _LAST = date(1900, 1, 1).toordinal(), date(2200, 12, 31).toordinal()
"""The days that a period may have."""
_CERTAIN = Decimal("0.2")
"""Rates known to no better than this share of them say nothing."""


class Value(NamedTuple):
    """One row of an axis, and what it shows: a statement, or what was calculated.

    It is filled for what is stated, hollow for what is calculated, faint for what is set aside.
    """

    row: IntervalRow
    figure: Figure | None = None
    fact: Fact | None = None

    @property
    def subject(self) -> Figure | Fact | None:
        """What it shows."""
        return self.fact or self.figure


class Axis(NamedTuple):
    """Values in one unit, with the way its round numbers are written."""

    heading: str
    values: tuple[Value, ...]
    tick: Callable[[float], str]
    note: str = ""


def axes_of(book: FactBook, item: Item, currency: str) -> tuple[Axis, ...]:
    """The values, money in `currency` where there is a rate, then the rates implied by them.

    An axis holds at least two values; text has none.
    """
    rows: defaultdict[str, list[Value]] = defaultdict(list)
    converted = False
    for wording in wordings(book, item):
        shown = _shown(book, wording, currency)
        if shown:
            rows[shown.unit].append(_stated(book, wording, shown))
            converted |= bool(shown.inputs)
    used = worked_out(book, item)
    others = {f"= {used.formula}": used} if used else {}
    for label, figure in (others | _others(book, item)).items():
        if (held := convert(book, figure, currency)) and held.unit in rows:
            value = _value(held, label, fmt.amount(held))
            holds = label in others
            rows[held.unit].append(value._replace(row=value.row._replace(preferred=holds)))
    note = "Other currencies at the mean rate of the period." if converted else ""
    axes = [
        Axis("", tuple(values), _ticks(unit), note if currency_of(unit) else "")
        for unit, values in rows.items()
        if len(values) > 1
    ]
    return (*axes, *_rate_axes(item))


def _shown(book: FactBook, wording: Wording, currency: str) -> Figure | None:
    fact = wording.first
    if fact.quantity is None:
        return _day(fact)
    figure = stated(fact, book.name_of(fact.concept, fact.dims.entity))
    return convert(book, figure, currency) or figure


def _day(fact: Fact) -> Figure | None:
    """A date as the days it may be, counted as the calendar's ordinals."""
    try:
        when = parse_period(fact.text)
    except PeriodError:
        return None
    if when.start is None or when.last is None:
        return None
    days = Interval(Decimal(when.start.toordinal()), Decimal(when.last.toordinal()))
    return Figure(days.lo, days, days, _DATES, fact.concept, when, origin=fact)


def _stated(book: FactBook, wording: Wording, shown: Figure) -> Value:
    fact = wording.first
    text = amount_text(fact, shown) if fact.quantity else written(fact)
    return _value(shown, said_by(book, wording.sources), text, wording)


def _value(shown: Figure, label: str, text: str, wording: Wording | None = None) -> Value:
    quantity = wording.first.quantity if wording else None
    below = quantity is not None and quantity.hedge.side < 0
    row = IntervalRow(
        label,
        # Counts and prices end at zero: that is no bound that a source gives.
        None if below else _end(shown.support.lo),
        _end(shown.support.hi),
        text,
        float(shown.core.lo),
        float(shown.core.hi),
        float(shown.value) if shown.support.bounded and not below else None,
        "●" if wording else "○",
        "neutral" if wording and wording.aside else "muted",
        wording is not None and wording.holds,
    )
    figure = None if shown.unit == _DATES else shown
    return Value(row, figure, wording.first if wording else None)


def written(fact: Fact) -> str:
    """The value as the source hedges it, dates as dates are written here."""
    return fmt.true_minus(fact.text) if fact.quantity else day_or_text(fact.text)


def amount_text(fact: Fact, figure: Figure) -> str:
    """A stated amount in few characters, hedged as its source does: `over 300,000 cars`."""
    growth = figure.unit == "%" and fact.text.lstrip().startswith("+")
    amount = fmt.amount(figure, signed=growth)
    return fact.quantity.hedge.before_in_cell(amount) if fact.quantity else amount


def _end(bound: Decimal) -> float | None:
    return float(bound) if bound.is_finite() else None


def _others(book: FactBook, item: Item) -> dict[str, Figure]:
    """What other figures come to for this one, or that it is held against, by what they are."""
    found: dict[str, Figure] = {}
    for finding in item.findings:
        if not finding.figures or not CHECKS[finding.check].compares_other:
            continue
        for figure in finding.figures:
            label = _value_name(book, item, figure)
            if label and (figure.formula or is_dispute(finding)) and _is_of(figure, item):
                found.setdefault(label, figure)
    return found


def _value_name(book: FactBook, item: Item, figure: Figure) -> str:
    """The formula of a computed figure, the name of another one; empty for a statement of this."""
    if figure.formula:
        own = figure.label == book.name_of(item.concept, item.dims.entity)
        return f"= {figure.formula if own else figure.label}"
    return "" if figure.origin in item.facts else figure.label


def _is_of(figure: Figure, item: Item) -> bool:
    if figure.period is None or item.period is None:
        return True
    return figure.period.span == item.period.span


def _rate_axes(item: Item) -> Iterator[Axis]:
    """The rates that conversions imply, where known well enough, then those of the time."""
    implied: defaultdict[str, dict[str, Value]] = defaultdict(dict)
    known: defaultdict[str, dict[str, Value]] = defaultdict(dict)
    for figure in (figure for finding in item.disagreements for figure in finding.figures):
        code = currency_of(figure.unit.partition("/")[2])
        if code and figure.core.width < _CERTAIN * figure.value:
            found = implied if isinstance(figure.inputs[-1].origin, Fact) else known
            found[figure.unit].setdefault(figure.label, _rate(figure))
    for unit, values in implied.items():
        every = (*values.values(), *known[unit].values())
        if len(every) > 1:
            heading = f"Rates they imply, {unit.replace('/', ' per ')}"
            yield Axis(heading, every, lambda x: f"{x:.2f}")


def _rate(figure: Figure) -> Value:
    """A mean has a point; what is implied has bounds only, and the name of what was converted."""
    value = _value(figure, figure.label, fmt.number(figure.value, 3))
    converted = figure.inputs[-1].origin
    if isinstance(converted, Fact):
        name = fmt.true_minus(converted.text)
        value = value._replace(row=value.row._replace(label=name, point=None, glyph="●"))
    return value


def _ticks(unit: str) -> Callable[[float], str]:
    """How round values of a unit are written under its axis."""
    if unit == _DATES:
        return _day_text
    if currency := currency_of(unit):
        return lambda value: fmt.compact(Decimal(str(value)), currency)
    end = unit if unit in ("%", "x") else ""
    return lambda value: _plain(value) + end


def _plain(value: float) -> str:
    if abs(value) >= _LARGE:
        return f"{fmt.number(Decimal(str(value)) / 1000, 1).removesuffix('.0')}k"
    return f"{value:,.6g}".replace("-", fmt.MINUS)


def _day_text(value: float) -> str:
    """The day of an ordinal; nothing between two days."""
    if value != int(value):
        return ""
    day = date.fromordinal(min(max(int(value), _FIRST), _LAST))
    return fmt.period(parse_period(day.isoformat()))


TIERS_SHORT = {"relay": "company, second-hand", "aggregator": "machine digest"}
"""Tiers in plain words, where their own name is none."""


class Wording(NamedTuple):
    """One value with all statements that give it in the same words of precision."""

    facts: tuple[Fact, ...]
    holds: bool
    """Whether it is the preferred one."""
    aside: bool
    """Whether the file sets it aside."""

    @property
    def first(self) -> Fact:
        """The statement of the best source."""
        return self.facts[0]

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of all sources that give it."""
        return tuple(dict.fromkeys(key for fact in self.facts for key in fact.sources))


def wordings(book: FactBook, item: Item) -> tuple[Wording, ...]:
    """The values stated of an item, the one that holds first, those set aside last."""
    groups: defaultdict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in item.facts:
        q = fact.quantity
        value = (q.value, q.unit, q.hedge, q.step) if q else (fact.text,)
        groups[(*value, book.is_usable(fact))].append(fact)
    found = []
    for facts in groups.values():
        ordered = tuple(sorted(facts, key=book.tier))
        aside = not book.is_usable(ordered[0])
        found.append(Wording(ordered, held(book, item) in ordered, aside))
    return tuple(sorted(found, key=lambda w: (not w.holds, w.aside, book.tier(w.first))))


def said_by(book: FactBook, keys: Iterable[str]) -> str:
    """The publisher of the first source, and how many more there are."""
    first, *more = list(keys) or [""]
    name = book.publisher(first) or "no source"
    return f"{name} +{len(more)}" if more else name


def values_of(book: FactBook, item: Item) -> tuple[str, ...]:
    """Every value as its source writes it, or every claim of a written dispute."""
    stated = [fmt.true_minus(wording.first.text) for wording in wordings(book, item)]
    return tuple(stated) or tuple(c.says for about in item.written for c in about.claims)


_ACCOUNT = ("deliveries", "revenue", "car_revenue", "gross_margin", "asp")
"""Inputs of an account that are called as their concepts are."""


def worked_out(book: FactBook, item: Item) -> Figure | None:
    """The figure in use where that is calculated from others, and is no statement of this one."""
    used = _shown_by_finances(book, item)
    return used if used and used.inputs else None


def held(book: FactBook, item: Item) -> Fact | None:
    """The statement in use; None where there is none, or where the figure is calculated."""
    used = _shown_by_finances(book, item)
    if used is None:
        return item.preferred
    return next((fact for fact in item.facts if fact == used.origin), None)


def _shown_by_finances(book: FactBook, item: Item) -> Figure | None:
    if not item.facts or item.dims != book.home:
        return None
    return _in_account(book, item.concept, item.period)


@lru_cache(maxsize=256)
def _in_account(book: FactBook, concept: str, period: Period | None) -> Figure | None:
    account = base_of(book, period) if period else Account()
    figure = account.result if concept == account.kind else None
    if concept == PRINTED:
        figure = result_per_car(account)
    elif concept in _ACCOUNT:
        figure = account.get(concept)
    return None if account.few_cars else figure


def preferred_text(book: FactBook, item: Item) -> str:
    """The value or claim that holds; empty while that is open."""
    if used := worked_out(book, item):
        _, slash, what = used.unit.partition("/")
        return f"{fmt.coded_amount(used)}{slash}{what}"
    if fact := held(book, item):
        return written(fact)
    claims = (about.claims[about.preferred - 1] for about in item.written if about.preferred)
    return next((claim.says for claim in claims), "")


def full_remark(book: FactBook, finding: Finding) -> str:
    """What a check says, with the values; for one explained in the file, the value and why."""
    if not finding.reason or not finding.facts:
        return finding.remark
    fact = finding.facts[0]
    return f"{written(fact)} ({said_by(book, fact.sources)}): {finding.reason}"


def why_preferred(book: FactBook, item: Item) -> str:
    """Why the preferred statement is the one to use; empty without one."""
    fact = held(book, item)
    if used := worked_out(book, item):
        best = item.preferred
        printed = f"; the best published figure is {written(best)}" if best else ""
        return f"calculated, {used.formula}{printed}"
    if fact is None:
        return ""
    if fact.rank == "preferred" and fact.reason:
        return fact.reason
    standing = [w.first for w in wordings(book, item) if not w.holds and not w.aside]
    rivals = [rival for rival in standing if _unit(rival) == _unit(fact)]
    if not rivals:
        code = currency_of(_unit(fact))
        return (
            f"no other figure in {code} is valid"
            if standing and code
            else "no other figure is valid"
        )
    if book.tier(fact) < min(map(book.tier, rivals)):
        tier = TIERS[book.tier(fact)]
        return f"the better source: {TIERS_SHORT.get(tier, tier)}"
    if any(rival.quantity and not rival.quantity.support.bounded for rival in rivals):
        return "a value, not only a bound"
    widths = [rival.quantity.core.width for rival in rivals if rival.quantity]
    if fact.quantity and widths and fact.quantity.core.width < min(widths):
        return "given to more digits"
    return "listed first among equally reliable sources"


def _unit(fact: Fact) -> str:
    return fact.quantity.unit if fact.quantity else ""


def source_line(book: FactBook, source: Source) -> str:
    """`Reuters, 28 May 2025, press; after Xiaomi`: the last is what it goes back to."""
    tier = TIERS_SHORT.get(source.tier, source.tier)
    return f"{source.publisher}, {day_of(source)}, {tier}{follows(book, source)}"


def voices(book: FactBook, keys: Iterable[str]) -> str:
    """`5 sources, 3 independent`, or which one is independent."""
    known = list(keys)
    roots = book.roots(known)
    if len(known) == 1:
        return "1 source"
    if len(roots) == 1:
        return f"{len(known)} sources, 1 independent: {book.publisher(next(iter(roots)))}"
    return f"{len(known)} sources, {len(roots)} independent"


SIGN_ROLES = {"conflict": "loss", "explained": "muted"}
"""Colours of the classes; the glyph says the same."""
_INDENT = 2


def head(book: FactBook, item: Item) -> tuple[TextBlock, ...]:
    """What is in dispute, how serious that is and how far apart; what is used and why."""
    lines = _heading(item)
    why = why_preferred(book, item)
    return (*lines, _lead("★", f"{preferred_text(book, item)}: {why}", "")) if why else lines


def _heading(item: Item) -> tuple[TextBlock, ...]:
    lead = item.lead
    kinds = [KINDS[kind][0] for kind in dict.fromkeys(r.kind for r in item.remarks)]
    apart = f", {lead.gap} apart" if lead.gap else ""
    role = SIGN_ROLES.get(lead.sign, "")
    line = f"{lead.name}: {' and '.join(kinds)}{apart}"
    return TextBlock(item.title, "bold"), TextBlock(line, role, _INDENT, lead.glyph, role)


def tell(book: FactBook, item: Item, *, values: bool) -> tuple[TextBlock, ...]:
    """Each remark, the gravest first; before them, where asked for, the values."""
    lines = list(_values(book, item)) if values else []
    for remark in item.remarks:
        if isinstance(remark.about, Finding):
            role, text = SIGN_ROLES.get(remark.sign, "best"), full_remark(book, remark.about)
            lines.append(TextBlock(text, "", _INDENT, remark.glyph, role))
    for about in item.written:
        lines += _written(book, about, alone=not item.facts)
    return tuple(lines)


def tell_sources(book: FactBook, item: Item) -> tuple[TextBlock, ...]:
    """How many are independent, and each source with day, tier and what it goes back to."""
    lines = [TextBlock(), TextBlock(voices(book, item.sources), "muted")]
    leads = _leads(book, item)
    for key in item.sources:
        if source := book.sources.get(key):
            lines.append(_lead(leads.get(key, " "), source_line(book, source), "muted"))
    return (*lines, TextBlock(book.place(item.mark), "neutral"))


def story_of(book: FactBook, item: Item) -> tuple[TextBlock, ...]:
    """For the source drawer: every value with its sources and lines of the file."""
    lines = [*_heading(item), TextBlock()] if item.facts else []
    lines += _origins(book, item)
    for about in item.written:
        lines += [*explain(book, about), TextBlock()]
    return tuple(lines)


def tell_origins(book: FactBook, item: Item) -> tuple[TextBlock, ...]:
    """For the margin: how many sources are independent, every value with its sources and lines of
    the file, and the sources of every claim."""
    lines = [TextBlock(voices(book, item.sources), "muted"), TextBlock(), *_origins(book, item)]
    for about in item.written:
        for place, claim in enumerate(about.claims, 1):
            mark = "★" if place == about.preferred else str(place)
            for source in book.sources_of(claim.sources):
                title, *more = explain_source(book, source)
                lines += [_lead(mark, title.text, "")._replace(indent=title.indent), *more]
        lines += [TextBlock(book.place(about.mark), "neutral", 3), TextBlock()]
    return tuple(lines)


def _origins(book: FactBook, item: Item) -> Iterator[TextBlock]:
    """Every value with its sources, as indented as these are."""
    for wording in wordings(book, item):
        mark = _mark(wording.holds, wording.aside)
        yield _lead(mark, written(wording.first), "bold")._replace(indent=3)
        for fact in wording.facts:
            yield from explain_origin(book, fact)
        yield TextBlock()


def story_of_value(book: FactBook, value: Value) -> tuple[TextBlock, ...]:
    """For the source drawer: where one value of an axis comes from."""
    if value.figure:
        return explain_figure(book, value.figure)
    return explain(book, value.fact) if value.fact else ()


def _values(book: FactBook, item: Item) -> Iterator[TextBlock]:
    for wording in wordings(book, item):
        text = f"{written(wording.first)}  {said_by(book, wording.sources)}"
        role = "muted" if wording.aside else ""
        yield _lead(_mark(wording.holds, wording.aside), text, role)


def _written(book: FactBook, about: Dispute, *, alone: bool) -> Iterator[TextBlock]:
    """The claims, numbered, the one that holds with a star; then the verdict."""
    if not alone:
        yield TextBlock()
        yield TextBlock(about.topic, "bold")
    for place, claim in enumerate(about.claims, 1):
        lead = "★" if place == about.preferred else str(place)
        yield TextBlock(f"{claim.says} ({said_by(book, claim.sources)})", "", _INDENT, lead)
    yield TextBlock()
    yield TextBlock(about.verdict)


def _leads(book: FactBook, item: Item) -> dict[str, str]:
    """The mark of the value, or the number of the claim, that each source stands for."""
    found: dict[str, str] = {}
    for wording in wordings(book, item):
        for key in wording.sources:
            found.setdefault(key, _mark(wording.holds, wording.aside))
    for about in item.written:
        for place, claim in enumerate(about.claims, 1):
            for key in claim.sources:
                found.setdefault(key, "★" if place == about.preferred else str(place))
    return found


def _mark(holds: bool, aside: bool) -> str:
    return "★" if holds else "✗" if aside else "·"


def _lead(mark: str, text: str, role: str) -> TextBlock:
    return TextBlock(text, role, _INDENT, mark, "best" if mark == "★" else "muted")


ORDERS = ("topic", "time", "severity")
"""What the list can be put under headings by."""

_MOST_KINDS = 3
_NO_YEAR = "no date"
_SHORT = {
    "slip": "unit",
    "mistake": "err",
    "loose": "imp",
    "conversion": "fx",
    "sum": "sum",
    "definition": "def",
    "reading": "int",
    "revised": "rev",
    "open": "?",
}
"""The kinds for narrow screens."""


NAMES = {kind: name for kind, (name, _) in KINDS.items()}
"""By which a kind is typed."""


class Topic(NamedTuple):
    """One line of the list: an item with its remarks of the kinds that are shown."""

    item: Item
    heading: str = ""
    """Of this line and those that follow, where another one begins."""


def counts_of(disputed: Iterable[Item | Contest]) -> Mapping[str, int]:
    """How many have a remark of each kind; one with two kinds counts for both."""
    found = Counter(kind for each in disputed for kind in each.kinds)
    return {kind: found[kind] for kind in KINDS}


def findings(disputed: Sequence[Item | Contest]) -> tuple[str, ...]:
    """What there is in a sentence, ever shorter.

    `Sources disagree on 31 points: 12 mistakes, 9 slips, 5 readings; 4 unresolved.`
    """
    total, counts = len(disputed), counts_of(disputed)
    if not total:
        return ("The sources agree on every figure on file.",)
    often = sorted(filter(counts.get, KINDS), key=lambda kind: -counts[kind])
    kinds = [f"{counts[kind]} {KINDS[kind][counts[kind] > 1]}" for kind in often[:_MOST_KINDS]]
    end = f"{sum(each.is_unresolved for each in disputed) or 'none'} unresolved"
    points = f"{total} {noun(total, 'points')}"
    return (
        f"Sources disagree on {points}: {', '.join(kinds)}; {end}.",
        f"{points} in dispute: {', '.join(kinds)}; {end}.",
        f"{points} in dispute: {', '.join(kinds[:2])}; {end}.",
        f"{points} in dispute, {end}.",
        f"{total} {noun(total, 'disputes')}, {end}.",
    )


@dataclass(frozen=True)
class DisputeList:
    """All that sources disagree on, calculated once for a book."""

    book: FactBook
    items: tuple[Item, ...]
    others: int = 0
    """How many are about other makers, whether they are among the items or not."""

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Items with a remark of each kind; one with two kinds counts for both."""
        return counts_of(self.items)

    def item(self, key: str) -> Item | None:
        """The item with a key."""
        return next((item for item in self.items if item.key == key), None)

    def find(self, thing: object) -> Item | None:
        """The item that covers a written dispute, or in which a statement occurs."""
        if isinstance(thing, Dispute):
            return next((item for item in self.items if thing in item.written), None)
        return next(iter(items_about(self.items, thing)), None) if isinstance(thing, Fact) else None

    def topics(self, order: str, chosen: Filter = NO_FILTER) -> tuple[Topic, ...]:
        """The items that have what is typed, in one of ORDERS, under their headings.

        Of kinds that are not asked for nothing is said.
        """
        others = set(KINDS) - chosen.kinds if chosen.kinds else ()
        shown = [
            item.without(others)
            for item in self.items
            if chosen.takes(item.kinds, partial(self._searched_in, item))
        ]
        shown.sort(key=lambda item: self._place(item, order))
        found: dict[str, list[Item]] = {}
        for item in shown:
            found.setdefault(self._heading(item, order), []).append(item)
        return tuple(
            Topic(item, "" if place else heading)
            for heading, items in found.items()
            for place, item in enumerate(items)
        )

    def _searched_in(self, item: Item) -> str:
        return self._searched[item.key]

    @cached_property
    def _searched(self) -> Mapping[str, str]:
        """All that a word may be found in, by the keys of the items: what all panes say of them."""
        return {item.key: " ".join(self._said_of(item)) for item in self.items}

    def _said_of(self, item: Item) -> Iterator[str]:
        yield self._subject(item)
        yield item.period.text if item.period else ""
        for blocks in (head, partial(tell, values=True), tell_sources):
            yield from (block.text for block in blocks(self.book, item))

    def _place(self, item: Item, order: str) -> tuple[Any, ...]:
        when = (item.period is None, item.period.order if item.period else ())
        topic = (
            self._subjects.index(self._subject(item)),
            self._rank(item),
            *when,
            item.mark.order,
        )
        places: dict[str, Callable[[], tuple[Any, ...]]] = {
            "topic": lambda: topic,
            "time": lambda: (*when, *topic),
            "severity": lambda: (*item.lead.gravity, *topic),
        }
        return places[order]()

    def _heading(self, item: Item, order: str) -> str:
        if order == "topic":
            return self._subject(item)
        if order == "severity":
            return item.lead.name
        end = item.period.last if item.period else None
        return str(end.year) if end else _NO_YEAR

    def _rank(self, item: Item) -> int:
        concepts = tuple(self.book.concepts)
        return concepts.index(item.concept) if item.concept in concepts else len(concepts)

    def _subject(self, item: Item) -> str:
        if model := self.book.models.get(item.dims.model):
            return f"{model.maker} {model.name}"
        entity = self.book.entities.get(item.dims.entity)
        return entity.name if entity else "Other questions"

    @cached_property
    def _subjects(self) -> tuple[str, ...]:
        """What there can be items about, in the order of the file."""
        models = [f"{model.maker} {model.name}" for model in self.book.models.values()]
        entities = [entity.name for entity in self.book.entities.values()]
        return (*entities, *models, "Other questions")


def docket(book: FactBook, *, peers: bool = False) -> DisputeList:
    """Run the checks and put what they find with what the file tells of its disputes.

    With `peers` also those about other makers.
    """
    items = items_of(book)
    own = tuple(item for item in items if not book.is_peer(item.dims.entity))
    return DisputeList(book, items if peers else own, len(items) - len(own))


def contests_of(book: FactBook, *, peers: bool) -> list[Contest]:
    """The disputes that `docket` lists, in brief: these a start reads from the cache."""
    found = brief_of(book).contests
    return [each for each in found if peers or not book.is_peer(each.dims.entity)]


def kind_words(counts: Mapping[str, int]) -> Iterator[tuple[tuple[str, ...], int]]:
    """The kinds with their counts, ever shorter, at last none; the columns to leave between."""
    yield tuple(f"{one} {counts[kind]}" for kind, (one, _) in KINDS.items()), 2
    yield tuple(f"{one} {counts[kind]}" for kind, (one, _) in KINDS.items()), 1
    yield tuple(f"{_SHORT[kind]} {counts[kind]}" for kind in KINDS), 1
    yield tuple(_SHORT[kind] for kind in KINDS), 1
    yield (), 1


def places(book: FactBook, currency: str) -> Iterator[tuple[str, Dispute]]:
    """Every dispute that the file writes about."""
    yield from ((f"Dispute {dispute.topic}", dispute) for dispute in book.disputes)


def disputes_table(book: FactBook, currency: str) -> Table:
    """All disputes as rows: class, figure, kind, gap, what holds, why.

    The currency changes nothing: what sources say is shown as they write it.
    """
    names = ("Class", "Disputed", "Kind", "Gap", "Preferred", "Why")
    columns = tuple(Column(name, name == "Gap") for name in names)
    items = [topic.item for topic in docket(book).topics("topic")]
    return Table(
        "Where sources disagree",
        columns,
        tuple(_cells(book, item) for item in items),
        tuple(_record(book, item) for item in items),
        FIELDS,
        tuple(item.subject for item in items),
    )


def _cells(book: FactBook, item: Item) -> tuple[Cell, ...]:
    lead, used = item.lead, worked_out(book, item)
    holds = preferred_text(book, item) or fmt.MISSING
    return (
        Cell(f"{lead.glyph} {lead.name}", role="muted" if lead.sign == "explained" else ""),
        Cell(item.title),
        Cell(KINDS[lead.kind][0]),
        Cell(lead.gap),
        Cell(holds, used, held(book, item)),
        Cell(explanation(lead)),
    )


FIELDS = (
    *("topic", "kind", "verdict", "period", "values", "preferred", "explanation", "sources"),
    "line",
    "file",
)


def _record(book: FactBook, item: Item) -> Mapping[str, object]:
    return {
        "topic": item.title,
        "kind": item.lead.kind,
        "verdict": item.lead.sign,
        "period": item.period.text if item.period else None,
        "values": list(values_of(book, item)),
        "preferred": preferred_text(book, item) or None,
        "explanation": explanation(item.lead),
        "sources": list(item.sources),
        "line": item.mark.line,
        "file": item.mark.file or None,
    }
