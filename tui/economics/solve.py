"""Solving for one input so that a car earns a target: closed forms, checked by the what-if."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal

from tui.economics.answer import Answer
from tui.economics.basis import Base
from tui.economics.change import REPORTED, Change
from tui.economics.corner import Corner, Number
from tui.economics.what_if import WhatIf
from tui.economics.wording import percent, signed_per_car, whole
from tui.facts.figure import Figure, assumed
from tui.facts.interval import INFINITY, Interval

UNKNOWNS = ("deliveries", "gross_margin", "price", "cost_per_car", "opex")
"""What can be solved for."""

FAR = 10
"""A volume above this many times the reported one is far outside anything observed."""


def solve(
    base: Base, unknown: str, target: Decimal = Decimal(0), change: Change = REPORTED
) -> Answer:
    """The value of one of `UNKNOWNS` at which a car earns `target`, the rest as changed.

    The price is revenue per car; `change.hold` says whether it moves at the same cost per car or at
    the same gross margin. An answer without a figure says in words why there is none.
    """
    question = _Question(WhatIf(base, change), target)
    needs = base.missing(*base.account)
    if needs:
        return Answer(f"Not available: needs {', '.join(needs)}.")
    return _SOLVERS[unknown](question)


def break_even(base: Base, change: Change = REPORTED) -> Answer:
    """The volume at which a car earns nothing and loses nothing, opex fixed unless changed."""
    return solve(base, "deliveries", Decimal(0), change)


def margin_of_safety(base: Base, change: Change = REPORTED) -> Figure | None:
    """By how many percent deliveries may fall until break-even; negative when below it."""
    account = WhatIf(base, change)
    if not break_even(base, change).exists:
        return None
    formula = "1 − break-even volume ÷ deliveries"

    def margin(corner: Corner) -> Number:
        return 100 - corner.fixed_cost / corner.contribution / corner.cars * 100

    spread = account.contribution
    if spread is None or spread.low <= 0:
        return None
    return account.figure("margin of safety", formula, "%", margin)


def whole_cars(figure: Figure) -> Decimal:
    """A solved volume as cars: rounded up to the next whole one."""
    return figure.value.to_integral_value(ROUND_CEILING)


@dataclass(frozen=True)
class _Question:
    """An account and what a car in it is to earn."""

    account: WhatIf
    target: Decimal

    @property
    def aim(self) -> str:
        """The end of `143,521 cars …`."""
        if not self.target:
            return "breaks even"
        return f"earns {self._money(self.target)} per car"

    @property
    def currency(self) -> str:
        return self.account.base.currency

    def _money(self, value: Decimal) -> str:
        return f"{'−' if value < 0 else ''}{whole(value)} {self.currency}"

    def figure(
        self, label: str, formula: str, unit: str, compute: Callable[[Corner], Number]
    ) -> Figure | None:
        """A figure of the account that also rests on the target."""
        target = assumed(self.target, self.account.base.per_car, "target")
        return self.account.figure(label, formula, unit, compute, target)

    def check(self, **solved: Decimal | None) -> Figure | None:
        """The result per car with the solved input put in."""
        return WhatIf(self.account.base, replace(self.account.change, **solved)).result_per_car


def _volume(question: _Question) -> Answer:
    account, target = question.account, question.target
    contribution, fixed = account.contribution, account.fixed_cost
    if contribution is None or fixed is None:
        return Answer("Not available: no cars were delivered.")
    if contribution.value <= target:
        return Answer(_why_no_volume(question, contribution.value, fixed.value))
    if fixed.value <= 0:
        each = signed_per_car(contribution.value, question.currency)
        return Answer(f"Every volume does: nothing is fixed, and each car adds {each}.")
    figure = _volume_figure(question, contribution, fixed)
    cars = whole_cars(figure)
    reported = account.base.deliveries
    far = reported is not None and cars > FAR * reported.value
    says = f"{whole(cars)} cars: at that volume it {question.aim}."
    if far:
        says += " That is far outside anything observed."
    if not figure.high.is_finite():
        says += " Within the rounding of the inputs it may not exist."
    return Answer(says, figure, question.check(deliveries=cars), far)


def _volume_figure(question: _Question, contribution: Figure, fixed: Figure) -> Figure:
    """Fixed cost ÷ (contribution − target); unbounded above where the divisor may reach zero."""
    target = question.target
    formula = "fixed cost ÷ (contribution per car − target)"

    def volume(corner: Corner) -> Number:
        return corner.fixed_cost / (corner.contribution - target)

    if min(contribution.core.lo, contribution.support.lo) > target:
        figure = question.figure("break-even volume", formula, "cars", volume)
        if figure is not None:
            return figure
    value = fixed.value / (contribution.value - target)
    least = Interval(fixed.low / (contribution.high - target), INFINITY)
    widest = Interval(fixed.support.lo / (contribution.support.hi - target), INFINITY)
    return Figure(
        value, least, widest, "cars", "break-even volume", question.account.base.period,
        formula=formula, inputs=(fixed, contribution),
    )  # fmt: skip


def _why_no_volume(question: _Question, contribution: Decimal, fixed: Decimal) -> str:
    if fixed < 0:
        return f"No volume from which it {question.aim}: opex is below zero, so more cars dilute it."
    if contribution < 0:
        adds = signed_per_car(contribution, question.currency)
    else:
        adds = f"only {whole(contribution)} {question.currency}"
    return f"No volume {question.aim}: each extra car adds {adds}."


def _gross_margin(question: _Question) -> Answer:
    figure = question.figure(
        "gross margin needed",
        "(opex ÷ deliveries + target) ÷ revenue per car",
        "%",
        lambda c: (c.opex + c.cars * question.target) / c.revenue * 100,
    )
    if figure is None:
        return _unavailable()
    if figure.value > 100:
        needed = percent(figure.value)
        return Answer(f"No gross margin {question.aim}: it would have to be {needed}, above 100%.")
    check = question.check(gross_margin=figure.value, unit_cost=None, cost_fixed_share=Decimal(0))
    return Answer(f"A gross margin of {percent(figure.value)} {question.aim}.", figure, check)


def _price(question: _Question) -> Answer:
    account, target = question.account, question.target
    held = account.change.hold == "margin" or account.change.gross_margin is not None
    label, unit = "revenue per car needed", account.base.per_car
    if not held:
        formula = "(cost of sales + opex) ÷ deliveries + target"
        figure = question.figure(
            label, formula, unit, lambda c: (c.cost_of_sales + c.opex) / c.cars + target
        )
    else:
        margin = account.gross_margin
        if margin is None or margin.value <= 0:
            return Answer(
                f"No price {question.aim} at this gross margin: it is not above zero, "
                "so a higher price adds no profit."
            )
        formula = "(opex ÷ deliveries + target) ÷ gross margin"
        figure = question.figure(
            label, formula, unit, lambda c: (c.opex / c.cars + c.unit_cost + target) / c.margin
        )
    now = account.revenue_per_car
    if figure is None or now is None:
        return _unavailable()
    if figure.value <= 0:
        return Answer(f"No price above zero: even at zero it {question.aim} or more.")
    step = figure.value - now.value
    how = "at the same gross margin" if held else "at the same cost per car"
    words = f"{whole(step)} {question.currency} {'more' if step >= 0 else 'less'} revenue per car"
    check = question.check(price=(account.change.price or Decimal(0)) + step)
    return Answer(f"{words} {how} {question.aim}.", figure, check)


def _cost_per_car(question: _Question) -> Answer:
    account = question.account
    figure = question.figure(
        "cost of sales per car needed",
        "(revenue − opex) ÷ deliveries − target",
        account.base.per_car,
        lambda c: (c.revenue - c.opex) / c.cars - question.target,
    )
    now = account.cost_of_sales_per_car
    if figure is None or now is None:
        return _unavailable()
    if figure.value < 0:
        return Answer(
            f"No cost per car {question.aim}: opex alone takes more than the car brings in."
        )
    step = figure.value - now.value
    check = question.check(unit_cost=(account.change.unit_cost or Decimal(0)) + step)
    return Answer(
        f"A cost of sales of {whole(figure.value)} {question.currency} per car {question.aim}.",
        figure,
        check,
    )


def _opex(question: _Question) -> Answer:
    account = question.account
    figure = question.figure(
        "opex needed",
        "revenue − cost of sales − target × deliveries",
        account.base.currency,
        lambda c: c.revenue - c.cost_of_sales - c.cars * question.target,
    )
    if figure is None:
        return _unavailable()
    if figure.value < 0:
        return Answer(f"No opex {question.aim}: the gross profit is too small even without any.")
    size = f"{figure.value / 10**9:,.2f}bn {question.currency}"
    return Answer(f"Opex of {size} {question.aim}.", figure, question.check(opex=_at_base(question, figure)))


def _at_base(question: _Question, opex: Figure) -> Decimal | None:
    """The opex at the reported deliveries that comes to `opex` at the assumed ones."""
    now, change = question.account.opex, question.account.assumptions
    if change.deliveries is None or now is None:
        return opex.value
    reported = WhatIf(question.account.base, replace(question.account.change, deliveries=None)).opex
    if reported is None or now.value == 0:
        return None
    return opex.value * reported.value / now.value


def _unavailable() -> Answer:
    return Answer("Not available: no cars were delivered.")


_SOLVERS: dict[str, Callable[[_Question], Answer]] = {
    "deliveries": _volume,
    "gross_margin": _gross_margin,
    "price": _price,
    "cost_per_car": _cost_per_car,
    "opex": _opex,
}
