"""How the business does in a period, and what that comes to for one average car."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tui.economics import per_car
from tui.economics.account import Account, base_of
from tui.economics.changes import change_of, rest_of
from tui.facts import fmt
from tui.facts.book import Backing, FactBook
from tui.facts.derive import combine, convert, parts_of, total_over
from tui.facts.figure import Figure
from tui.facts.model import Fact
from tui.facts.period import Period, parse_period, quarters_of
from tui.facts.units import currency_of
from tui.present.empty_states import example_quarter
from tui.present.provenance import TextBlock
from tui.ui.charts.data import Role, WaterfallStep, role_of

if TYPE_CHECKING:
    from tui.checks.issues import Item
    from tui.checks.promises import Promise
    from tui.tabs.finances.bridge import BridgeView

WEAK_TIERS = ("relay", "aggregator", "blog", "unsigned", "article")
_NAMES = {
    "deliveries": "deliveries",
    "revenue": "revenue",
    "gross_margin": "gross margin",
    "result": "the result",
}
_SMALL = "⁰¹²³⁴⁵⁶⁷⁸⁹"


class Note(NamedTuple):
    """A footnote, the inputs of the account it is about, and the figures behind it.

    Its number is its place in the list, counted from 1.
    """

    text: str
    about: tuple[str, ...]
    figures: tuple[Figure, ...] = ()


def marks(notes: Sequence[Note], name: str, *, plain: bool = False) -> str:
    """The numbers of the notes about an input, to stand at the figure: `¹,³`, plain `(1,3)`."""
    found = [str(place) for place, note in enumerate(notes, 1) if name in note.about]
    if plain:
        return f" ({','.join(found)})" if found else ""
    return ",".join("".join(_SMALL[int(digit)] for digit in number) for number in found)


def notes_of(
    span: Span, beside: Span | None = None, later: Sequence[Span] = ()
) -> tuple[Note, ...]:
    """The notes on one period; `beside` is the same one with or without its start, `later` are
    the periods after it."""
    return tuple(_notes(span, beside, later))


def _notes(span: Span, beside: Span | None, later: Sequence[Span]) -> Iterator[Note]:
    yield from _rounding(span)
    yield from _derived(span)
    yield from _start(span, beside)
    revenue, from_cars = span.base.revenue, span.car_revenue
    share = rest_of(revenue, from_cars) if revenue and from_cars else None
    if share and share.value > 0:
        whole, cars = span.book.name_of("revenue"), span.book.name_of("car_revenue")
        text = f"About {fmt.number(share.value)}% of {whole} is not {cars}."
        yield Note(text, ("revenue",), (share,))
    if span.stages:
        yield _running_costs(span)
    if span.base.kinds and span.base.kind != "operating_result":
        since = next((o.name for o in later if o.base.kind == "operating_result"), "")
        then = f"; from {since} on it is the operating result" if since else ""
        text = f"Stated on the {span.base.basis}{then}."
        yield Note(text, ("result",), _inputs(span, ["result"]))
    if span.base.backing == Backing.UNSIGNED:
        text = "The result is known from one voice only, and nobody signs it."
        yield Note(text, ("result",), _inputs(span, ["result"]))
    weak = [name for name in _NAMES if is_weak(span.book, span.base.get(name))]
    if weak:
        names = fmt.joined([_NAMES[name] for name in weak])
        verb = "rest" if len(weak) > 1 or weak == ["deliveries"] else "rests"
        text = f"{names} {verb} on second-hand pages; the documents themselves were not seen."
        yield Note(text[0].upper() + text[1:], tuple(weak), _inputs(span, weak))


def _inputs(span: Span, names: Sequence[str]) -> tuple[Figure, ...]:
    return tuple(figure for name in names if (figure := span.base.get(name)))


def _running_costs(span: Span) -> Note:
    """That they lie between gross profit and result, and how they are printed where they are."""
    told = span.book.best("operating_expenses", span.period) if span.period else None
    found = tuple(stage.figure for stage in span.stages if stage.about == "opex")
    if told is None:
        text = "Running costs are worked out: what lies between gross profit and result."
        return Note(text, ("opex",), found)
    text = f"Running costs are gross profit less result; {fmt.total(told)} is printed."
    return Note(text, ("opex",), (*found, told))


def _rounding(span: Span) -> Iterator[Note]:
    figure, result = span.result_per_car, span.base.result
    if figure and result and isinstance(result.origin, Fact) and not figure.core.is_point:
        step, bounds = fmt.total_step(result), fmt.plus_minus(figure)
        text = f"The result is published to {step}, so each car's share is good to {bounds}."
        yield Note(text, ("result",), (figure,))


def _derived(span: Span) -> Iterator[Note]:
    if span.pool:
        return
    derived = [name for name in _NAMES if is_derived(span.base.get(name))]
    printed = span.book.best("gross_margin", span.period) if span.period else None
    if printed and "gross_margin" in derived:
        derived.remove("gross_margin")
        text = f"Gross margin is gross profit ÷ revenue; {fmt.amount(printed)} is printed."
        yield Note(text, ("gross_margin",), (*_inputs(span, ["gross_margin"]), printed))
    formula = next((f.formula for n in derived if (f := span.base.get(n))), "")
    if derived:
        names = fmt.joined([_NAMES[name] for name in derived])
        verb = "are" if len(derived) > 1 or derived == ["deliveries"] else "is"
        text = f"{names} {verb} not published for {span.name} but worked out: {formula}."
        text = fmt.true_minus(text[0].upper() + text[1:])
        yield Note(text, tuple(derived), _inputs(span, derived))


def _start(span: Span, beside: Span | None) -> Iterator[Note]:
    """For a period that includes quarters before sales began."""
    if not span.base.prelaunch or span.period is None:
        return
    for part in parts_of(span.period):
        base = base_of(span.book, part)
        if base.few_cars:
            text = f"Holds {fmt.period(part)}, with {fmt.amount(base.deliveries)}"
            alike = beside and beside.base.kinds == span.base.kinds
            other = beside.result_per_car if beside and alike else None
            if other and beside:
                amount = fmt.money(other.value, beside.currency)
                text += f"; without it {amount} {fmt.plus_minus(other)}"
            figures = tuple(figure for figure in (base.deliveries, other) if figure)
            yield Note(f"{text}.", ("result",), figures)


def is_derived(figure: Figure | None) -> bool:
    """Whether it is worked out from other figures and stated nowhere."""
    return figure is not None and bool(figure.inputs)


def is_weak(book: FactBook, figure: Figure | None) -> bool:
    """Whether one of the facts behind it has no better source than a relayed one, which somebody
    signs."""
    if figure is None or book.backing(figure) == Backing.UNSIGNED:
        return False
    return any(
        all(book.sources[key].tier in WEAK_TIERS for key in fact.sources if key in book.sources)
        or "second-hand" in getattr(fact, "note", "")
        for fact in figure.facts
        if isinstance(fact, Fact)
    )


KINDS = ("quarter", "year", "half")
"""The lengths of periods that can be shown."""


class Stage(NamedTuple):
    """A step of a waterfall in money per car, with the figure that it shows.

    `about` is the input of the account that it rests on, as the notes name it.
    """

    step: WaterfallStep
    figure: Figure
    about: str = ""


@dataclass(frozen=True)
class Span:
    """One period: its inputs, and what follows from them per car in the currency asked for.

    `pool` holds the periods that were added up, where there are several. Where the quarters before
    sales began were left out, `whole` is the period with them.
    """

    book: FactBook
    base: Account
    period: Period | None
    wanted: str
    pool: tuple[Period, ...] = ()
    whole: Period | None = None

    @property
    def key(self) -> str:
        """Identifies it; the same in every run."""
        return self.period.text if self.period else "+".join(part.text for part in self.pool)

    @property
    def name(self) -> str:
        """`Q1 25`, `2024`, `Q2–Q4 24` for quarters added up, `Q4 24–Q1 25` over a new year."""
        if len(self.pool) < 2:
            return fmt.period(self.period)
        first, last = fmt.period(self.pool[0]), fmt.period(self.pool[-1])
        same = self.pool[0].kind == "quarter" and first[-2:] == last[-2:]
        return f"{first[:-3] if same else first}–{last}"

    def money(self, figure: Figure | None) -> Figure | None:
        """A figure in the currency asked for, or as it is where there is no rate."""
        return self.rated(figure) if figure else None

    def rated(self, figure: Figure, at: Period | None = None) -> Figure:
        """The same at the rate of a period, the figure's own unless another is named.

        A period without a rate takes that of the shortest one around it.
        """
        own = at or figure.period
        found = convert(self.book, figure, self.wanted, own)
        if found is None and own:
            around = [rate.period for rate in self.book.rates if rate.period.contains(own)]
            nearest = min(around, key=lambda period: period.days or 0, default=own)
            found = convert(self.book, figure, self.wanted, nearest)
        return found or figure

    @cached_property
    def result_per_car(self) -> Figure | None:
        """Segment result per car, a loss negative."""
        return self.money(per_car.result_per_car(self.base))

    @property
    def counts(self) -> bool:
        """Whether it has a result per car that others may be held against."""
        return self.result_per_car is not None and self.base.backing > Backing.UNSIGNED

    @property
    def currency(self) -> str:
        """The currency of its figures: the reporting one where there is no rate."""
        figure = self.result_per_car or self.money(self.base.revenue)
        return (currency_of(figure.unit) if figure else None) or self.base.currency

    @cached_property
    def car_revenue(self) -> Figure | None:
        """Revenue from cars alone, in the reporting currency."""
        return total_over(self.book, "car_revenue", self.period) if self.period else None

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """From revenue to result for one average car; empty while an input is unknown."""
        found = [
            self.money(compute(self.base))
            for compute in (
                per_car.revenue_per_car,
                per_car.cost_of_sales_per_car,
                per_car.gross_profit_per_car,
                per_car.opex_per_car,
                per_car.result_per_car,
            )
        ]
        figures = [figure for figure in found if figure]
        return _average_car(figures) if len(figures) == len(found) else ()


def spans(book: FactBook, currency: str, kind: str = "quarter") -> tuple[Span, ...]:
    """The periods of a kind (`quarter`, `year`, `half`) of which something is known, oldest first.

    They start with the first that has a result per car. Periods with very few cars are left out:
    a result per car would mean nothing.
    """
    return tuple(span for span in all_spans(book, currency, kind) if span.whole is None)


def places(book: FactBook, currency: str) -> Iterator[tuple[str, Fact]]:
    """Every period with a result per car, at one of the facts that the result rests on."""
    for span in spans(book, currency):
        facts = span.result_per_car.facts if span.result_per_car else ()
        for fact in [fact for fact in facts if isinstance(fact, Fact)][:1]:
            yield f"Period {fmt.period(span.period)}", fact


def all_spans(book: FactBook, currency: str, kind: str, newest: int = 0) -> tuple[Span, ...]:
    """As `spans`, with one kind more.

    A period that includes quarters before sales began is followed by the same without them.
    `newest` asks for that many of the last ones only.
    """
    rows: list[Span] = []
    for period in _candidates(book, kind)[-newest:]:
        span = Span(book, base_of(book, period), period, currency)
        known = any(span.base.get(name) for name in ("deliveries", "revenue", "result"))
        if span.base.few_cars or not known or not (rows or span.result_per_car):
            continue
        rows.append(span)
        if beside := _without_start(span):
            rows.append(beside)
    return tuple(rows)


def pooled(
    book: FactBook, periods: Sequence[Period], currency: str, whole: Period | None = None
) -> Span:
    """Several periods by their sums: the sum of the results over the sum of the cars."""
    base = base_of(book, tuple(periods))
    span = Span(book, base, base.period, currency, tuple(periods), whole)
    if span.currency == currency:
        return span
    return replace(span, base=_added_up(book, base, periods, currency) or base)


def _added_up(
    book: FactBook, base: Account, periods: Sequence[Period], currency: str
) -> Account | None:
    """The sums of periods each converted at its own mean rate (IAS 21); None without rates."""
    ones = [base_of(book, period, base.kind) for period in periods]

    def total(name: str) -> Figure | None:
        whole, stated = base.get(name), [figure for one in ones if (figure := one.get(name))]
        found = [money for figure in stated if (money := convert(book, figure, currency))]
        if whole is None or len(found) < len(ones):
            return None
        return combine(whole.label, [(1, money) for money in found], base.period)

    revenue, result = total("revenue"), total("result")
    if result is None or (revenue is None and base.revenue):
        return None
    return base._replace(currency=currency, revenue=revenue, result=result)


def _without_start(span: Span) -> Span | None:
    """A period without its quarters in which sales had hardly begun; None where it has none."""
    if not span.base.prelaunch or span.period is None:
        return None
    quarters = parts_of(span.period)
    rest = [q for q in quarters if not base_of(span.book, q).few_cars]
    if not rest or len(rest) == len(quarters):
        return None
    found = pooled(span.book, rest, span.wanted, span.period)
    return found if found.result_per_car else None


def _candidates(book: FactBook, kind: str) -> Sequence[Period]:
    """Periods of a kind that are stated or may follow from shorter or longer ones."""
    quarters: dict[str, Period] = {}
    for concept in ("deliveries", "revenue"):
        found = list(book.periods_of(concept, "quarter"))
        for longer in (*book.periods_of(concept, "half"), *book.periods_of(concept, "year")):
            found += quarters_of(longer)
        quarters |= {q.text[:7]: parse_period(q.text[:7]) for q in found}
    ordered = sorted(quarters.values(), key=lambda period: period.order)
    if kind == "quarter":
        return ordered
    starts = [quarter.start for quarter in ordered if quarter.start]
    if kind == "year":
        names = [str(start.year) for start in starts]
    else:
        names = [f"{start.year}-H{(start.month + 5) // 6}" for start in starts]
    return [parse_period(name) for name in dict.fromkeys(names)]


def _average_car(figures: Sequence[Figure]) -> tuple[Stage, ...]:
    revenue, cost, gross, opex, result = (figure.value for figure in figures)
    zero = Decimal(0)
    word = "Profit" if result >= 0 else "Loss"
    rows: tuple[tuple[str, Decimal, Decimal, Decimal, Role, bool, str], ...] = (
        ("Revenue", zero, revenue, revenue, "neutral", True, "revenue"),
        ("Cost of sales", revenue, gross, -cost, "loss", False, "gross_margin"),
        ("Gross profit", zero, gross, gross, role_of(gross), True, "gross_margin"),
        ("Running costs", gross, result, -opex, "loss", False, "opex"),
        (word, zero, result, result, role_of(result), True, "result"),
    )
    stages = []
    for figure, (label, start, end, value, role, strong, about) in zip(figures, rows, strict=True):
        text = fmt.money(value, currency_of(figure.unit) or "")
        step = WaterfallStep(label, float(start), float(end), text, role, strong)
        stages.append(Stage(step, figure, about))
    return tuple(stages)


def maker_of(book: FactBook) -> str:
    """Whose cars they are: the maker of the first model, else the first entity."""
    for model in book.models.values():
        return model.maker
    return next((entity.name for entity in book.entities.values()), "The maker")


_USUAL = "operating_result"


def no_periods(book: FactBook) -> str:
    """What to write where no period can be shown."""
    return (
        "No quarter has both cars delivered and a result. Write under facts: for one period, "
        f"such as {example_quarter(book)}, deliveries: with a number of cars and operating_result: "
        f"with an amount in {book.currency}."
    )


def unit_caption(span: Span) -> str:
    """Unit, period and bounds of the big number: `yuan per car, Q1 25, ± 659`."""
    figure = span.result_per_car
    unit = fmt.NAMES.get(span.currency, span.currency)
    parts = [f"{unit} per car", span.name + (" pooled" if len(span.pool) > 1 else "")]
    if figure and (bounds := fmt.plus_minus(figure)):
        parts.append(bounds)
    if span.base.kinds and span.base.kind != _USUAL:
        parts.append(f"on the {span.base.basis}")
    return ", ".join(parts)


def sentence(span: Span, before: Span | None, beside: Span | None = None) -> str:
    """What the period comes to for one car, and how that compares.

    `before` is the period before it, `beside` the same one with or without its start.
    """
    figure = span.result_per_car
    if figure is None:
        return f"What a car earned or lost in {span.name} is not known: {_lacking(span)}."
    maker = maker_of(span.book)
    if not span.counts:
        return (
            f"One page that nobody signs has {maker} at {_had(figure, span.currency)} on each car."
        )
    start = f"Without {_left_out(span)}, before sales began, " if span.whole else ""
    if 0 in figure.core:
        return f"{start}{maker} broke even on each car, within what the rounding allows."
    verb, amount = "lost" if figure.value < 0 else "earned", abs(figure.value)
    did = f"{start}{maker} {verb} {fmt.money(amount, span.currency)} on each car"
    if span.whole or len(span.pool) > 1:
        return f"{did}{_summed(span)}."
    if beside and beside.result_per_car and beside.base.kinds == span.base.kinds:
        other = fmt.money(abs(beside.result_per_car.value), beside.currency)
        return f"{did}; {other} without {_left_out(beside)}, before sales began."
    return f"{did}{_compared(span, before)}."


def _had(figure: Figure, currency: str) -> str:
    """`a loss of ¥6,590`."""
    word = "loss" if figure.value < 0 else "profit"
    return f"a {word} of {fmt.money(abs(figure.value), currency)}"


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
    when = "half-year" if kind == "half" else kind
    basis = f" ({before.base.basis})" if before.base.kinds != span.base.kinds else ""
    if 0 in earlier.core:
        return f", after breaking even the {when} before{basis}"
    if (earlier.value < 0) != (figure.value < 0):
        verb = "losing" if earlier.value < 0 else "earning"
        amount = fmt.money(abs(earlier.value), before.currency)
        return f", after {verb} {amount} the {when} before{basis}"
    change = abs(figure.value) / abs(earlier.value) - 1
    share = fmt.number(abs(change) * 100)
    if share == "0":
        return f", as much as the {when} before{basis}"
    return f", {share}% {'more' if change > 0 else 'less'} than the {when} before{basis}"


def newer(page: Page) -> str:
    """What is known of the last period after the newest firm one: `Q2 26: 104,199 cars, ...`."""
    for span in reversed(page.spans[page.newest + 1 :]):
        if found := span.base.known("deliveries", "revenue"):
            revenue = span.rated(found[1])
            amounts = fmt.amount(found[0]), fmt.compact(revenue.value, span.currency)
            who = "one page" if span.counts else "one unsigned page"
            told = f"{who} has its result" if span.base.result else "no result is known"
            return f"{span.name}: {', '.join(amounts)} of revenue; {told}."
    return ""


def covering(span: Span) -> str:
    """Which costs revenue covered; else which inputs are known, and which are missing."""
    if span.result_per_car is None:
        return _known(span)
    if not span.counts:
        return ""
    missing = span.base.missing(*span.base.account)
    if missing:
        return f"No average car for {span.name}: {_listed(missing)} not known."
    if not span.stages:
        return ""
    _, _, gross, _, result = (stage.figure.value for stage in span.stages)
    if gross < 0:
        return "Revenue did not cover building the cars."
    if result < 0:
        return "Revenue covered building the cars, but not research, selling and administration."
    return "Revenue covered building the cars and everything else."


def _lacking(span: Span) -> str:
    missing = span.base.missing("deliveries", "result")
    return f"{_listed(missing)} not known" if missing else "no car was delivered"


def _listed(names: Sequence[str]) -> str:
    """`gross margin is`, `deliveries and result are`, with its verb."""
    verb = "are" if len(names) > 1 or names[0] == "deliveries" else "is"
    return f"{fmt.joined(names)} {verb}"


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

    @cached_property
    def below(self) -> tuple[Span, ...]:
        """The years below the quarters, worked out on first use."""
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
        """The place of the newest quarter with a firm result per car, or of the newest year or half
        with one that counts; else of the newest with any, 0 where none has one."""
        least = Backing.FIRM if self.by == KINDS[0] else Backing.SINGLE
        known = [n for n, span in enumerate(self.spans) if span.result_per_car]
        firm = [n for n in known if self.spans[n].base.backing >= least]
        return (firm or known or [max(len(self.spans) - 1, 0)])[-1]

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
    """The periods of one of KINDS, or only the newest of them; below quarters the years."""

    def years() -> tuple[Span, ...]:
        found = all_spans(book, currency, "year") if by == KINDS[0] else ()
        return tuple(span for span in found if span.result_per_car)

    return Page(by, all_spans(book, currency, by, newest), years, plain)


def _follows(span: Span, other: Span) -> bool:
    """Whether a period begins where another of its length, whose result counts, ends."""
    a, b = other.period, span.period
    if a is None or b is None or not other.counts:
        return False
    return a.kind == b.kind and a.end == b.start and not (other.whole or span.whole)


BY = {"quarter": "by quarter", "year": "by year", "half": "by half-year"}


class Related(NamedTuple):
    """What other tabs say of the periods: promises and disputes."""

    promises: tuple[Promise, ...] = ()
    items: tuple[Item, ...] = ()


def related_to(book: FactBook, items: tuple[Item, ...]) -> Related:
    """What came of every promise in a book, with all that sources disagree on."""
    from tui.checks.promises import resolve_forecasts

    return Related(resolve_forecasts(book), items)


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
        return self.bridge.stages if self.bridge else self.span.stages

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

    def margin(self, related: Related) -> Iterator[TextBlock]:
        """Measures, notes, promises that fell due and disputes."""
        from tui.tabs.finances.margin import disputed, measured, numbered, promised

        yield from measured(self.span, self._before, self.page.series(self.at), self.raised)
        yield from numbered(self.notes)
        yield from promised(self.span, related.promises)
        yield from disputed(self.span, related.items)
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
