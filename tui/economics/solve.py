"""Solving for one input so that a car earns a target: closed forms, checked by the what-if."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from tui.economics.account import Account
from tui.economics.parse import InputError
from tui.economics.scenario import NONE, REPORTED, Assumptions, CvpModel, Number, WhatIf
from tui.economics.wording import loss_or_profit, solved_cars
from tui.facts import fmt
from tui.facts.figure import Figure, assumed
from tui.facts.interval import INFINITY, ZERO, Interval


class Answer(NamedTuple):
    """What was asked for, or why it does not exist; `says` is the whole answer in a sentence.

    The upper bound of `figure` is infinite where the rounding of the inputs allows that there is no
    answer. `outcome` is the account with the answer put in.
    """

    says: str
    figure: Figure | None = None
    outcome: WhatIf | None = None
    unlikely: bool = False
    """Whether it lies far outside anything observed."""

    @property
    def exists(self) -> bool:
        """Whether there is an answer."""
        return self.figure is not None

    @property
    def check(self) -> Figure | None:
        """The result per car that the answer leads to, computed anew from it."""
        return self.outcome.result_per_car if self.outcome else None


CANNOT = "Not available: no cars were delivered."


class Question(NamedTuple):
    """What one input would have to be for a car to earn `target`, in money per car."""

    account: WhatIf
    target: Decimal

    @property
    def currency(self) -> str:
        """The currency of the account."""
        return self.account.base.currency

    @property
    def unit(self) -> str:
        """Money per car."""
        return self.account.base.per_car

    @property
    def goal(self) -> str:
        """What an answer begins with."""
        return f"{fmt.coded(self.target, self.currency)} per car" if self.target else "Break-even"

    @property
    def reaches(self) -> str:
        """What nothing does, where there is no answer."""
        if not self.target:
            return "breaks even"
        return f"reaches {fmt.coded(self.target, self.currency)} per car"

    def figure(
        self, label: str, formula: str, unit: str, compute: Callable[[CvpModel, Decimal], Number]
    ) -> Figure | None:
        """A figure of the account that also rests on the target."""
        target = assumed(self.target, self.unit, "target")
        return self.account.figure(label, formula, unit, lambda c: compute(c, self.target), target)

    def outcome(self, change: Assumptions) -> WhatIf:
        """The account under a change that puts an answer in."""
        return WhatIf(self.account.base, change)


FAR = 10
"""A volume above this many times the reported one is far outside anything observed."""

_FORMULA = "fixed cost ÷ (contribution per car − target)"


def whole_cars(volume: Figure) -> Decimal:
    """A solved volume as cars: rounded up to the next whole one."""
    return fmt.to_step(volume.value, Decimal(1), ROUND_CEILING)


_NEEDED: dict[str, Callable[[CvpModel, Decimal], Number]] = {
    "deliveries": lambda c, target: c.fixed_cost / (c.contribution - target),
    "gross_margin": lambda c, target: (c.opex + c.cars * target) / c.revenue * 100,
    "price": lambda c, target: (c.cost_of_sales + c.opex) / c.cars + target,
    "price, margin held": lambda c, target: (c.opex / c.cars + c.unit_cost + target) / c.margin,
    "cost_per_car": lambda c, target: (c.revenue - c.opex) / c.cars - target,
    "opex": lambda c, target: c.gross_profit - c.cars * target,
}
"""What each of the unknowns would have to be for a car to earn a target."""


def needed(corner: CvpModel, unknown: str, target: Decimal) -> Decimal:
    """What one of `UNKNOWNS` would have to be at one point of the inputs.

    Infinite where nothing is enough; no cars where every volume is.
    """
    if unknown == "deliveries":
        if corner.contribution <= target:
            return INFINITY
        return max(Decimal(_NEEDED[unknown](corner, target)), ZERO)
    if unknown == "price" and corner.margin is not None:
        return INFINITY if corner.margin <= 0 else _NEEDED["price, margin held"](corner, target)
    value: Decimal = _NEEDED[unknown](corner, target)
    if unknown == "gross_margin":
        return value if value <= 100 else INFINITY
    return value if unknown == "price" or value >= 0 else -INFINITY


def solve_volume(question: Question) -> Answer:
    """It exists only where one more car adds more than the target."""
    account = question.account
    adds, reported = account.contribution, account.base.deliveries
    if adds is None or reported is None:
        return Answer(CANNOT)
    fixed = account.corners[0].fixed_cost
    if adds.value <= question.target:
        return Answer(_why_none(question, adds.value, fixed))
    if fixed <= 0:
        each = loss_or_profit(adds.value, question.currency)
        return Answer(f"Every volume does: nothing is fixed, and each car adds {each}.")
    volume = _volume(question, adds)
    cars = whole_cars(volume)
    far = cars > FAR * reported.value
    says = f"{question.goal} at {solved_cars(volume)}."
    if far:
        says += " That is far outside anything observed."
    if not volume.high.is_finite():
        says += " Within the rounding of the inputs it may not exist."
    return Answer(says, volume, question.outcome(account.change.put("deliveries", cars)), far)


def _volume(question: Question, adds: Figure) -> Figure:
    """Without an upper bound where rounding may bring the contribution down to the target."""
    if adds.support.lo > question.target:
        figure = question.figure("break-even volume", _FORMULA, "cars", _NEEDED["deliveries"])
        if figure is not None:
            return figure
    found = [needed(corner, "deliveries", question.target) for corner in question.account.corners]
    fixed = question.account.fixed_cost
    return Figure(
        found[0],
        Interval(min(found), max(found)),
        Interval(Decimal(0), INFINITY),
        "cars",
        "break-even volume",
        question.account.base.period,
        formula=_FORMULA,
        inputs=(fixed, adds) if fixed else (adds,),
    )


def _why_none(question: Question, adds: Decimal, fixed: Decimal) -> str:
    reaches = question.reaches
    if fixed < 0:
        return f"No volume {reaches} for good: opex is below zero, so each extra car dilutes it."
    if adds < 0:
        each = loss_or_profit(adds, question.currency)
    elif adds == 0:
        each = "nothing"
    else:
        each = f"only {fmt.coded(adds, question.currency)}"
    return f"No volume {reaches}: each extra car adds {each}."


def solve_gross_margin(question: Question) -> Answer:
    """(opex ÷ deliveries + target) ÷ revenue per car."""
    account = question.account
    if not account.has_revenue:
        return Answer(f"No gross margin {question.reaches}: there is no revenue.")
    figure = question.figure(
        "gross margin needed",
        "(opex ÷ deliveries + target) ÷ revenue per car",
        "%",
        _NEEDED["gross_margin"],
    )
    if figure is None:
        return Answer(CANNOT)
    needed = fmt.percent(figure.value)
    if figure.value > 100:
        reason = f"it would have to be {needed}, above 100%"
        return Answer(f"No gross margin {question.reaches}: {reason}.")
    change = account.change._replace(unit_cost=None, cost_fixed_share=NONE)
    outcome = question.outcome(change.put("gross_margin", figure.value))
    return Answer(f"{question.goal} at a gross margin of {needed}.", figure, outcome)


def solve_price(question: Question) -> Answer:
    """(cost of sales + opex) ÷ deliveries + target; at the same gross margin, opex over it."""
    change = question.account.assumptions
    if change.hold == "margin" or change.gross_margin is not None:
        return _price_at_margin(question)
    formula = "(cost of sales + opex) ÷ deliveries + target"
    figure = question.figure(
        "revenue per car needed",
        formula,
        question.unit,
        _NEEDED["price"],
    )
    return Answer(CANNOT) if figure is None else _priced(question, figure, "cost per car")


def held(change: Assumptions, hold: str) -> Assumptions:
    """The same where a price change leaves the cost per car as it is, or the gross margin."""
    change = change._replace(hold=hold)
    return change._replace(gross_margin=None) if hold == "cost" else change


def _price_at_margin(question: Question) -> Answer:
    margin = question.account.gross_margin
    if margin is None:
        return Answer(f"No price {question.reaches}: without revenue there is no margin to hold.")
    if margin.support.lo <= 0:
        reason = "the gross margin is not above zero, so a higher price adds no profit"
        return Answer(f"No price {question.reaches}: {reason}.")
    figure = question.figure(
        "revenue per car needed",
        "(opex ÷ deliveries + target) ÷ gross margin",
        question.unit,
        _NEEDED["price, margin held"],
    )
    return Answer(CANNOT) if figure is None else _priced(question, figure, "gross margin")


def _priced(question: Question, figure: Figure, held: str) -> Answer:
    account = question.account
    now = account.revenue_per_car
    if now is None:
        return Answer(CANNOT)
    if figure.value <= 0:
        return Answer(f"No price above zero {question.reaches}: costs are below zero.")
    step = figure.value - now.value
    more = "more" if step >= 0 else "less"
    words = f"{fmt.coded(abs(step), question.currency)} {more} revenue per car, at the same {held}"
    outcome = question.outcome(account.change.put("price", (account.change.price or NONE) + step))
    return Answer(f"{question.goal} at {words}.", figure, outcome)


def solve_cost_per_car(question: Question) -> Answer:
    """(revenue − opex) ÷ deliveries − target."""
    account = question.account
    figure = question.figure(
        "cost of sales per car needed",
        "(revenue − opex) ÷ deliveries − target",
        question.unit,
        _NEEDED["cost_per_car"],
    )
    now = account.cost_of_sales_per_car
    if figure is None or now is None:
        return Answer(CANNOT)
    if figure.value < 0:
        reason = "opex alone takes more than a car brings in"
        return Answer(f"No cost per car {question.reaches}: {reason}.")
    step = (account.change.unit_cost or NONE) + figure.value - now.value
    outcome = question.outcome(account.change.put("unit_cost", step))
    needed = fmt.coded(figure.value, question.currency)
    return Answer(f"{question.goal} at a cost of sales of {needed} per car.", figure, outcome)


def solve_opex(question: Question) -> Answer:
    """Gross profit less target × deliveries."""
    account = question.account
    figure = question.figure(
        "opex needed",
        "revenue − cost of sales − target × deliveries",
        question.currency,
        _NEEDED["opex"],
    )
    if figure is None:
        return Answer(CANNOT)
    if figure.value < 0:
        reason = "the gross profit is too small even without any"
        return Answer(f"No opex {question.reaches}: {reason}.")
    outcome = question.outcome(account.change.put("opex", figure.value / _opex_factor(account)))
    words = f"opex of {fmt.coded_total(figure.value, question.currency)}"
    return Answer(f"{question.goal} at {words}.", figure, outcome)


def _opex_factor(account: WhatIf) -> Decimal:
    """Opex at the assumed deliveries as a multiple of that at the reported ones."""
    change, reported = account.assumptions, account.base.deliveries
    if change.deliveries is None or reported is None:
        return Decimal(1)
    fixed = change.opex_fixed_share / 100
    return fixed + (1 - fixed) * change.deliveries / reported.value


_SOLVERS: dict[str, Callable[[Question], Answer]] = {
    "deliveries": solve_volume,
    "gross_margin": solve_gross_margin,
    "price": solve_price,
    "cost_per_car": solve_cost_per_car,
    "opex": solve_opex,
}

UNKNOWNS = tuple(_SOLVERS)
"""What can be solved for."""

_WORDS = {
    "asp": "price",
    "revenue_per_car": "price",
    "cost_of_sales_per_car": "cost_per_car",
    "volume": "deliveries",
}
"""Other words for what can be solved for."""


def read_unknown(text: str, called: str) -> str:
    """Which of `UNKNOWNS` a word means. Raises InputError."""
    word = text.replace("-", "_")
    name = _WORDS.get(word, word)
    if name not in UNKNOWNS:
        raise InputError(called, f"Cannot solve for {text}. Known: {', '.join(UNKNOWNS)}.")
    return name


BREAK_EVEN = Decimal(0)


def solve(
    base: Account, unknown: str, target: Decimal = BREAK_EVEN, change: Assumptions = REPORTED
) -> Answer:
    """The value of one of `UNKNOWNS` at which a car earns `target`, the rest as changed.

    The price is revenue per car; `change.hold` says whether it moves at the same cost per car or at
    the same gross margin. An answer without a figure says in words why there is none.
    """
    missing = base.missing(*base.account)
    if missing:
        return Answer(f"Not available: needs {', '.join(missing)}.")
    return _SOLVERS[unknown](Question(WhatIf(base, change), target))


def break_even(base: Account, change: Assumptions = REPORTED) -> Answer:
    """The volume at which a car earns nothing and loses nothing; opex is fixed unless changed."""
    return solve(base, "deliveries", BREAK_EVEN, change)


def margin_of_safety(base: Account, change: Assumptions = REPORTED) -> Figure | None:
    """By how many percent deliveries may fall before break-even; negative below it.

    None where break-even may not exist.
    """
    account = WhatIf(base, change)
    adds = account.contribution
    if adds is None or adds.support.lo <= 0 or not break_even(base, change).exists:
        return None
    return account.figure(
        "margin of safety",
        "1 − break-even volume ÷ deliveries",
        "%",
        lambda c: c.margin_of_safety,
    )
