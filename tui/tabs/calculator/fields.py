"""The list of assumptions: what each field shows, where that comes from, how typing was read."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from tui.facts import fmt
from tui.facts.derive import rate_figure
from tui.facts.figure import Figure
from tui.facts.units import currency_of, scale_of
from tui.tabs.calculator.state import Case, assumed_figure

_MOST = Decimal(10) ** 8
"""The largest step of the running costs; smaller ones take a tenth of their first digit."""
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"


class Field(NamedTuple):
    """One assumption. `kind` is money, cars, percent, choice, or shown (not to be typed over)."""

    key: str
    label: str
    kind: str
    help: str

    @property
    def starts_group(self) -> bool:
        """Whether it is the first of a kind: what was published, what moves it, what is wanted."""
        return self.key in ("result", "price", "target")


FIELDS = (
    Field("period", "Period", "choice", "Which quarter, half or year to start from."),
    Field("result", "Result", "money", "Result of the period; a loss has a minus: -0.5bn, -5亿."),
    Field("rounding", "Rounding ±", "money", "How far the result may be off: half its last digit."),
    Field("deliveries", "Cars", "cars", "Deliveries: 108,796, or +10% of those reported."),
    Field("revenue", "Revenue", "money", "Revenue of the period: 18.6bn."),
    Field("gross_margin", "Gross margin", "percent", "A new margin, 24%, or a step, +1pt."),
    Field("price", "Price change", "money", "For each car: -12,000; -5% where the ASP is known."),
    Field("cost_per_car", "Cost per car", "money", "Cost of sales of a car: 180,000, or -5%."),
    Field("opex", "Running costs", "money", "Opex at the reported cars: 4bn, or -10%."),
    Field("opex_fixed_share", "  fixed share", "percent", "What of it does not move with cars."),
    Field("cost_fixed_share", "Cost fixed", "percent", "Share of cost of sales that stays: 10%."),
    Field("hold", "Price holds", "choice", "What stays when the price moves: cost or margin."),
    Field("target", "Target", "money", "What a car is to earn, for the goal seek: 5,000."),
    Field("exchange", "Exchange", "shown", "Mean rate of the period; c changes the currency."),
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


class Entry(NamedTuple):
    """A field as it stands: `mark` while it shows a fact, `note` what it was once typed over."""

    field: Field
    text: str
    mark: str = ""
    note: str = ""
    changed: bool = False
    echo: str = ""
    error: str = ""
    figure: Figure | None = None

    @property
    def is_preset(self) -> bool:
        """Whether it shows an assumption that stands until another one is typed."""
        return not self.changed and self.figure is None and self.text != fmt.MISSING


def entries(case: Case) -> tuple[Entry, ...]:
    """Every field, in the order of the list."""
    return tuple(_entry(case, item) for item in FIELDS)


def currencies(case: Case) -> str:
    """Which currency is typed, and which comes out."""
    own, other = (fmt.NAMES.get(code, code) for code in (case.base.currency, case.currency))
    return f"{own} in, {other} out" if own != other else f"in {own}  r reset  R all"


def trouble(case: Case) -> str:
    """Why the first field that cannot be read cannot, and how many more there are."""
    found = [f"{item.label.strip()}: {case.read.errors[item.key]}" for item in FIELDS
             if item.key in case.read.errors]  # fmt: skip
    return f"{found[0]} And {len(found) - 1} more." if found[1:] else "".join(found)


def _entry(case: Case, item: Field) -> Entry:
    if item.key == "period":
        period = case.base.period
        text = fmt.period(period)
        return Entry(item, text, note="derived" if _is_derived(case) else "")
    if item.key == "exchange":
        return _exchange(case, item)
    before = default_text(case, item.key)
    typed = case.setting.typed.get(item.key)
    error = case.read.errors.get(item.key, "")
    if typed is None:
        figure = case.given.get(item.key)
        sign = mark(item.key) if figure and (figure.facts or figure.inputs) else ""
        return Entry(item, before, sign, unit_of(case, item), figure=figure)
    figure = None if error else assumed_figure(case.read, item.key)
    echo = "" if error else echo_of(case, item, figure)
    return Entry(item, typed, "", f"was {before}", True, echo, error, figure)


def _is_derived(case: Case) -> bool:
    cars = case.reported.deliveries
    period = case.base.period
    return bool(cars and cars.inputs and period and period.kind == "quarter")


def _exchange(case: Case, item: Field) -> Entry:
    rate = case.rate
    if rate is None:
        note = f"in {fmt.SYMBOLS.get(case.currency, case.currency)}"
        return Entry(item, fmt.MISSING, note=note)
    own = fmt.SYMBOLS.get(rate.base, rate.base)
    note = f"{own} per {fmt.SYMBOLS.get(rate.currency, rate.currency)}"
    return Entry(item, str(rate.mean), mark("exchange"), note, figure=rate_figure(rate))


def unit_of(case: Case, item: Field) -> str:
    """The unit of a field that is typed in, short."""
    own = fmt.SYMBOLS.get(case.base.currency, case.base.currency)
    if item.key in ("price", "cost_per_car", "target"):
        return f"{own} a car"
    if item.key in ("opex_fixed_share", "cost_fixed_share"):
        return "of it" if item.key == "opex_fixed_share" else "of sales"
    return own if item.kind == "money" else ""


def default_text(case: Case, key: str) -> str:
    """What a field shows as long as nothing is typed."""
    fixed = {"price": "0", "opex_fixed_share": "100%", "cost_fixed_share": "0%", "target": "0"}
    if key in fixed:
        return fixed[key]
    if key == "hold":
        return "cost"
    return field_text(case.published.get(key), key)


def field_text(figure: Figure | None, key: str) -> str:
    """A figure as it stands in its field, without the sign of its currency."""
    if figure is None:
        return fmt.MISSING
    currency = currency_of(figure.unit)
    if key == "rounding":
        text = fmt.tidy(figure.value, currency or "")
    elif figure.unit == "cars":
        return fmt.number(figure.value)
    else:
        text = fmt.amount(figure)
    return text.replace(fmt.SYMBOLS.get(currency or "", " "), "")


def echo_of(case: Case, item: Field, figure: Figure | None) -> str:
    """How typing was read: `read as 95,869 cars, 18.6% more`."""
    if figure is None:
        return ""
    was = case.published.get(item.key)
    more = ""
    if was is not None and was.value and item.key not in ("rounding", "result", "gross_margin"):
        by = (figure.value / was.value - 1) * 100
        more = f", {fmt.number(abs(by), 1)}% {'more' if by > 0 else 'less'}" if by else ""
    currency = currency_of(figure.unit)
    if figure.unit == "%":
        places = max(0, -_exponent(figure.value))
        return f"read as {fmt.number(figure.value, min(places, 4))}%{more}"
    if currency:
        signed = item.key in ("price", "result", "target")
        a_car = " a car" if "/" in figure.unit else ""
        return f"read as {fmt.money(figure.value, currency, signed=signed)}{a_car}{more}"
    return f"read as {fmt.counted(figure.value, figure.unit)}{more}"


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def same_as_default(case: Case, key: str, text: str) -> bool:
    """Whether a text is what the field shows anyway, or nothing."""
    tidy = text.strip().replace("−", "-")
    return tidy in ("", fmt.MISSING) or tidy == default_text(case, key).replace("−", "-")


def stepped(entry: Entry, by: int) -> str:
    """The text of a field some steps of an arrow key further; empty where it has no steps."""
    figure = entry.figure
    now = figure.value if figure else Decimal(0)
    key = entry.field.key
    if key == "opex":
        step = min(Decimal(1).scaleb(now.adjusted() - 1), _MOST) if now else _MOST
        return typed_text(key, (now / step + by).to_integral_value() * step)
    steps = {
        "deliveries": Decimal(1000),
        "gross_margin": Decimal(1),
        "price": Decimal(1000),
        "cost_per_car": Decimal(1000),
        "opex_fixed_share": Decimal(5),
        "cost_fixed_share": Decimal(5),
        "target": Decimal(1000),
    }
    if key not in steps or (figure is None and key in MARKS):
        return ""
    value = _default_share(key) if figure is None else now
    return typed_text(key, value + by * steps[key])


def _default_share(key: str) -> Decimal:
    return Decimal(100) if key == "opex_fixed_share" else Decimal(0)


def typed_text(key: str, value: Decimal) -> str:
    """A value as a reader would type it into a field."""
    if key in ("gross_margin", "opex_fixed_share", "cost_fixed_share"):
        if key != "gross_margin":
            value = min(max(value, Decimal(0)), Decimal(100 if key[0] == "o" else 90))
        return fmt.number(value, min(max(0, -_exponent(value)), 4)).replace("−", "-") + "%"
    if key == "opex":
        scale, letter = scale_of(value)
        return f"{(value / scale).quantize(Decimal('0.000001')).normalize():f}{letter}"
    if key == "deliveries":
        return fmt.number(max(value, Decimal(1)))
    return fmt.number(value, signed=key == "price").replace("−", "-")
