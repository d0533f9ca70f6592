"""The list of assumptions: what each field shows, where that comes from, how typing was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from tui.economics import per_car
from tui.economics.account import Account
from tui.economics.case import Case
from tui.economics.moves import Move, tidied, written
from tui.economics.scenario import Scenario
from tui.economics.what_if import HOLDS, moved
from tui.facts import fmt
from tui.facts.convert import rate_figure
from tui.facts.figure import Figure, assumed
from tui.facts.units import currency_of
from tui.present.break_even import beyond
from tui.present.marks import is_unsigned

_MOST = Decimal(10) ** 8
"""The largest step of opex; smaller ones take a tenth of their first digit."""
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"


_PARTS = {
    "opex_fixed_share": "Fixed share of opex",
    "cost_fixed_share": "Fixed part of cost of sales",
}


class Setting(NamedTuple):
    """One assumption. `kind` is money, cars, percent, choice, or shown (not to be typed over)."""

    key: str
    label: str
    kind: str
    help: str

    @property
    def name(self) -> str:
        """What it is called where it stands alone: the label of a part goes with the one above."""
        return _PARTS.get(self.key, self.label)

    @property
    def is_typed(self) -> bool:
        """Whether it can be typed over."""
        return self.kind not in ("choice", "shown")

    @property
    def is_part(self) -> bool:
        """Whether it belongs to the one above, and stands a little to the right of it."""
        return self.key in _PARTS

    @property
    def starts_group(self) -> bool:
        """Whether it is the first of a kind: what was published, what moves it, what is wanted."""
        return self.key in ("result", "price", "target")


FIELDS = (
    Setting("maker", "Maker", "choice", "Whose figures: enter lists the makers."),
    Setting("period", "Period", "choice", "Quarter, half or year: enter lists them, [ and ] step."),
    Setting("result", "Result", "money", "Result of the period, minus for a loss: -0.5bn, -5亿."),
    Setting("rounding", "Rounding ±", "money", "Rounding of the result: half of its last digit."),
    Setting("deliveries", "Cars", "cars", "108,796, or +10% on the reported number."),
    Setting("revenue", "Revenue", "money", "Revenue of the period: 18.6bn."),
    Setting("gross_margin", "Gross margin", "percent", "A new margin, 24%, or a step, +1pt."),
    Setting("price", "Price change", "money", "Per car: -12,000, or -5% of its price."),
    Setting("cost_per_car", "Cost of sales", "money", "Per car: 180,000, or -5%."),
    Setting(
        "cost_fixed_share",
        "fixed part",
        "percent",
        "Share that does not vary with cars: 10%, or 0..10%.",
    ),
    Setting("opex", "Opex", "money", "Opex at the reported cars: 4bn, or -10%."),
    Setting(
        "opex_fixed_share",
        "fixed share",
        "percent",
        "Share that does not vary with cars: 80%, or 75%..100%.",
    ),
    Setting(
        "hold",
        "On price, keep",
        "choice",
        "When price changes, keep cost of sales per car, or margin (enter).",
    ),
    Setting("target", "Target", "money", "Result per car that the goal seek aims at: 5,000."),
    Setting("exchange", "FX rate", "shown", "Mean rate of the period; c changes the currency."),
)
MARKS = {
    "result": 1,
    "deliveries": 2,
    "revenue": 3,
    "gross_margin": 4,
    "cost_per_car": 5,
    "opex": 6,
    "exchange": 7,
}
"""The number of a field's fact; the formula refers to it."""


def mark(key: str) -> str:
    """The number of a field's fact as a superscript; empty where it has none."""
    return "".join(SUPERSCRIPTS[int(digit)] for digit in str(MARKS[key])) if key in MARKS else ""


class Unread(NamedTuple):
    """What was typed into a field that could not be read, and why not."""

    text: str
    reason: str


NOTHING: Mapping[str, Unread] = MappingProxyType({})
_BEHIND = ("result", "rounding", "deliveries", "revenue", "gross_margin", "cost_per_car", "opex")


@lru_cache(maxsize=8)
def figures_behind(base: Account) -> Mapping[str, Figure | None]:
    """The figures behind the fields of an account, as published or as they follow from that."""
    return {key: _figure_behind(base, key) for key in _BEHIND}


def _figure_behind(base: Account, key: str) -> Figure | None:
    if key == "rounding":
        if base.result is None or not base.result.core.bounded:
            return None
        half = base.result.core.width / 2
        label, formula = "rounding of the result", "half of the last digit of the result"
        figure = assumed(half, base.currency, label, base.period)
        return figure._replace(formula=formula, inputs=(base.result,))
    if key == "cost_per_car":
        return per_car.cost_of_sales_per_car(base)
    return per_car.opex(base) if key == "opex" else base.get(key)


def _figure_assumed(scenario: Scenario, key: str) -> Figure | None:
    """What a field that was typed over now stands for."""
    base, change = scenario.base, scenario.change
    if key in ("result", "rounding", "revenue"):
        return figures_behind(base)[key]
    if key in change.moves and key != "price":
        return moved(base, key, change.moves[key])
    values = {
        "price": (change.amount("price", base), base.per_car, "change of price"),
        "opex_fixed_share": (change.opex_fixed_share, "%", "fixed share of opex"),
        "cost_fixed_share": (change.cost_fixed_share, "%", "fixed share of cost of sales"),
        "target": (scenario.target, base.per_car, "target"),
    }
    value, unit, label = values.get(key, (None, "", ""))
    return base.get(key) if value is None else assumed(value, unit, label, base.period)


class FieldRow(NamedTuple):
    """A field as it stands: `mark` while it shows a fact, `note` what it was once typed over."""

    field: Setting
    text: str
    mark: str = ""
    note: str = ""
    changed: bool = False
    echo: str = ""
    error: str = ""
    figure: Figure | None = None
    entered: str = ""
    """What was typed, where that is a step or a share and `text` what it leads to."""

    @property
    def typed(self) -> str:
        """What to type for it."""
        return self.entered or self.text

    @property
    def is_preset(self) -> bool:
        """Whether it shows an assumption that stands until another one is typed."""
        return not self.changed and self.figure is None and self.text != fmt.MISSING


def entries(case: Case, unread: Mapping[str, Unread] = NOTHING) -> tuple[FieldRow, ...]:
    """Every field, in the order of the list; no maker where there is but one."""
    fields = FIELDS if len(case.book.makers) > 1 else FIELDS[1:]
    return tuple(_entry(case, item, unread.get(item.key)) for item in fields)


def currencies(case: Case) -> str:
    """Which currency is typed, and which comes out."""
    own, other = (fmt.NAMES.get(code, code) for code in (case.base.currency, case.currency))
    return f"{own} in, {other} out" if own != other else f"in {own}  r reset  R all"


def trouble(rows: Iterable[FieldRow]) -> str:
    """Why the first field that cannot be used cannot, and how many more there are."""
    found = [f"{row.field.name}: {row.error}" for row in rows if row.error]
    more = f" And {len(found) - 1} more." if found[1:] else ""
    return f"{found[0][0].upper()}{found[0][1:]}{more}" if found else ""


def _entry(case: Case, item: Setting, unread: Unread | None) -> FieldRow:
    scenario, key = case.scenario, item.key
    if key in _CHOSEN:
        return _CHOSEN[key](case, item)
    before = text_behind(case.published, key)
    note = f"was {before}"
    if unread:
        return FieldRow(item, unread.text, "", note, True, error=unread.reason)
    if key == "hold" and scenario.hold != before:
        return FieldRow(item, scenario.hold, "", note, True)
    if key not in scenario.moves and (follows := _follows(case, key)):
        return FieldRow(item, _text(follows[0], key), "", follows[1], figure=follows[0])
    if key not in scenario.moves:
        figure = figures_behind(case.base).get(key)
        sign = mark(key) if figure and (figure.facts or figure.inputs) else ""
        weak = "?" if figure and is_unsigned(case.book, figure) else ""
        unit = f"{unit_of(case, item)} {weak}".strip()
        return FieldRow(item, text_behind(case.base, key), sign, unit, figure=figure)
    if key in scenario.errors:
        text = written(scenario.moves[key], key)
        return FieldRow(item, text, "", note, True, error=scenario.errors[key].message)
    return _assumed_row(case, item, before)


def _follows(case: Case, key: str) -> tuple[Figure, str] | None:
    """What a field comes to that another assumption replaces, and by which one that is."""
    change, account = case.account.assumptions, case.account
    if key == "cost_per_car" and change.by_margin and (change.gross_margin or change.price):
        cost = account.cost_of_sales_per_car
        return (cost, "by margin") if cost else None
    if key == "gross_margin" and not change.by_margin and (change.price or change.cost_per_car):
        margin = account.gross_margin
        return (margin, "by price" if change.price else "by cost") if margin else None
    return None


def _assumed_row(case: Case, item: Setting, before: str) -> FieldRow:
    """A field that was typed over, with what it showed before."""
    scenario, key, note = case.scenario, item.key, f"was {before}"
    move = scenario.moves[key]
    text = written(move, key)
    figure, echo = _figure_assumed(scenario, key), ""
    if figure:
        ends = [_figure_assumed(scenario.put(key, end), key) for end in move.ends]
        echo = echo_of(case, item, figure, [end for end in ends if end])
        if key == "deliveries" and (most := beyond(case.book, scenario)):
            echo += f"; {most}"
    if key == "price":
        note = unit_of(case, item)
        if figure and move.kind == "percent" and not move.ends:
            note = f"{fmt.number(figure.value, signed=True)} {note}"
    elif move.ends and move.kind != "to":
        note = f"of {before}"
    elif figure and move.kind != "to":
        # The label names a level: the box shows that, and the note how it comes about.
        note = f"{before} {text.replace('-', fmt.MINUS)}"
        level = _text(figure, key)
        if key == "opex":
            level = fmt.rounded_total(figure, fmt.size_of(figure)).removeprefix(unit_of(case, item))
        return FieldRow(item, level, "", note, True, echo, "", figure, text)
    return FieldRow(item, text, "", note, True, echo, figure=figure)


def _maker(case: Case, item: Setting) -> FieldRow:
    return FieldRow(item, case.book.called)


def _period(case: Case, item: Setting) -> FieldRow:
    cars, period = case.published.deliveries, case.base.period
    is_derived = bool(cars and cars.inputs and period and period.kind == "quarter")
    return FieldRow(item, case.when, note="calculated" if is_derived else "")


def _exchange(case: Case, item: Setting) -> FieldRow:
    if not case.rates:
        note = f"in {fmt.SYMBOLS.get(case.currency, case.currency)}"
        return FieldRow(item, fmt.MISSING, note=note)
    rate, *others = case.rates
    own = fmt.SYMBOLS.get(rate.base, rate.base)
    text, note = str(rate.mean), f"{own} per {fmt.SYMBOLS.get(rate.currency, rate.currency)}"
    if others:
        text, note = f"{text} ÷ {others[0].mean}", ""
    return FieldRow(item, text, mark("exchange"), note, figure=rate_figure(rate))


_CHOSEN: Mapping[str, Callable[[Case, Setting], FieldRow]] = {
    "maker": _maker,
    "period": _period,
    "exchange": _exchange,
}
"""The fields that nobody types into and no assumption moves."""


def unit_of(case: Case, item: Setting) -> str:
    """The unit of a field that is typed in, short."""
    own = fmt.SYMBOLS.get(case.base.currency, case.base.currency)
    if item.key in ("price", "cost_per_car", "target"):
        return f"{own} a car"
    if item.is_part:
        return "of it"
    return own if item.kind == "money" else ""


_PRESET = {
    "price": "0",
    "opex_fixed_share": "100%",
    "cost_fixed_share": "0%",
    "hold": HOLDS[0],
    "target": "0",
}


def text_behind(base: Account, key: str) -> str:
    """What a field of an account shows as long as nothing is typed into it."""
    return _PRESET.get(key) or _text(figures_behind(base).get(key), key)


def shows_anyway(scenario: Scenario, key: str, move: Move) -> bool:
    """Whether a field shows just that as long as nothing is typed into it."""
    if move.kind != "to" or move.ends:
        return not move.value and not move.ends
    shown = text_behind(scenario.without(key).base, key)
    return written(move, key) == fmt.plain_minus(shown)


def _text(figure: Figure | None, key: str) -> str:
    """A figure as it stands in its field, without the sign of its currency."""
    if figure is None:
        return fmt.MISSING
    if figure.unit == "cars":
        return fmt.number(figure.value)
    if key == "rounding":
        return written(Move(figure.value), key)
    return fmt.amount(figure, symbols={currency_of(figure.unit) or "": ""})


def echo_of(case: Case, item: Setting, figure: Figure, ends: Sequence[Figure]) -> str:
    """How typing was read: `read as 95,869 cars, 18.6% more`; a range by its ends."""
    if ends:
        least, most = (amount_of(item, end) for end in ends)
        return f"read as {least} to {most}"
    was = figures_behind(case.published).get(item.key)
    more = ""
    if was is not None and was.value and item.key not in ("rounding", "result", "gross_margin"):
        by = (figure.value / was.value - 1) * 100
        more = f", {fmt.number(abs(by), 1)}% {'more' if by > 0 else 'less'}" if by else ""
    return f"read as {amount_of(item, figure)}{more}"


def amount_of(item: Setting, figure: Figure) -> str:
    """A figure that was typed, with its unit."""
    currency = currency_of(figure.unit)
    if figure.unit == "%":
        return f"{fmt.number(figure.value, min(fmt.places_of(figure.value), 4))}%"
    if currency:
        signed = item.key in ("price", "result", "target")
        a_car = " a car" if "/" in figure.unit else ""
        return f"{fmt.money(figure.value, currency, signed=signed)}{a_car}"
    return fmt.counted(figure.value, figure.unit)


_STEPS = {
    "deliveries": Decimal(1000),
    "gross_margin": Decimal(1),
    "price": Decimal(1000),
    "cost_per_car": Decimal(1000),
    "opex_fixed_share": Decimal(5),
    "cost_fixed_share": Decimal(5),
    "target": Decimal(1000),
}
"""How far an arrow key moves a field; opex by a tenth of their first digit."""


def stepped(entry: FieldRow, by: int) -> Move | None:
    """A field some steps of an arrow key further; None where it has no steps."""
    key, figure = entry.field.key, entry.figure
    now = figure.value if figure else Decimal(100 if key == "opex_fixed_share" else 0)
    if key == "opex":
        step = min(Decimal(1).scaleb(now.adjusted() - 1), _MOST) if now else _MOST
        return tidied((now / step + by).to_integral_value() * step, key)
    if key not in _STEPS or (figure is None and key in MARKS):
        return None
    return tidied(now + by * _STEPS[key], key, "by" if key == "price" else "to")
