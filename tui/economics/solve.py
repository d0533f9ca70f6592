"""Solving for one input so that a car earns a target: closed forms, checked by the what-if."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple, TypeAlias

from tui.economics import per_car
from tui.economics.account import Account
from tui.economics.caveats import FAR_OUTSIDE, SENTENCES
from tui.economics.moves import Move
from tui.economics.parse import InputError, unknown
from tui.economics.scenario import NAMES, Scenario
from tui.economics.what_if import NONE, REPORTED, Assumptions, CvpModel, Number, WhatIf
from tui.economics.wording import loss_or_profit
from tui.facts import fmt
from tui.facts.figure import Figure, assumed
from tui.facts.interval import INFINITY, ZERO, Interval

Signs: TypeAlias = Mapping[str, str]
"""The signs of currencies; one that is not among them is told by its code."""


class Answer(NamedTuple):
    """What was asked for, or why it does not exist; `tell` is the whole answer in a sentence.

    The upper bound of `figure` is infinite where the rounding of the inputs allows that there is no
    answer. `outcome` is the account with the answer put in.
    """

    tell: Callable[[Signs], str]
    figure: Figure | None = None
    outcome: WhatIf | None = None
    unlikely: bool = False
    """Whether it is a volume of more than ten times that of the period."""

    @property
    def says(self) -> str:
        """The sentence with the codes of currencies."""
        return self.tell({})

    @property
    def exists(self) -> bool:
        """Whether there is an answer."""
        return self.figure is not None

    @property
    def check(self) -> Figure | None:
        """The result per car that the answer leads to, computed anew from it."""
        return self.outcome.result_per_car if self.outcome else None


CANNOT = Answer(lambda _: "Not available: no cars were delivered, or there may have been none.")


class Question(NamedTuple):
    """What one input would have to be for a car to earn `target`, in money per car."""

    account: WhatIf
    target: Decimal

    @property
    def unit(self) -> str:
        """Money per car."""
        return self.account.base.per_car

    def goal(self, signs: Signs) -> str:
        """What an answer begins with."""
        return f"{self._wanted(signs)} per car" if self.target else "Break-even"

    def reaches(self, signs: Signs) -> str:
        """What nothing does, where there is no answer."""
        return f"reaches {self._wanted(signs)} per car" if self.target else "breaks even"

    def _wanted(self, signs: Signs) -> str:
        return fmt.money(self.target, self.account.base.currency, symbols=signs)

    def figure(
        self, label: str, formula: str, unit: str, compute: Callable[[CvpModel, Decimal], Number]
    ) -> Figure | None:
        """A figure of the account that also rests on the target."""
        target = assumed(self.target, self.unit, "target")
        return self.account.figure(label, formula, unit, lambda c: compute(c, self.target), target)

    def none(self, what: str, reason: str) -> Answer:
        """That nothing of a kind is enough, and why."""
        return Answer(lambda signs: f"No {what} {self.reaches(signs)}: {reason}.")

    def outcome(self, change: Assumptions) -> WhatIf:
        """The account under a change that puts an answer in."""
        return WhatIf(self.account.base, change)


FAR = 10
"""A volume above this many times that of the period is far outside; the sentence says so."""

_FORMULA = "fixed cost ÷ (what each additional car adds − target)"


def whole_cars(volume: Figure) -> Decimal:
    """A solved volume as cars: rounded up to the next whole one."""
    return fmt.to_step(volume.value, Decimal(1), ROUND_CEILING)


_NEEDED: dict[str, Callable[[CvpModel, Decimal], Number]] = {
    "deliveries": lambda c, target: c.fixed_cost / (c.contribution - target),
    "gross_margin": lambda c, target: (c.opex + c.cars * target) / c.revenue * 100,
    "price": lambda c, target: (c.cost_of_sales + c.opex) / c.cars + target,
    "price, margin held": lambda c, target: _short(c, target) / c.margin,
    "cost_per_car": lambda c, target: (c.revenue - c.opex) / c.cars - target,
    "opex": lambda c, target: c.gross_profit - c.cars * target,
}
"""What each of the unknowns would have to be for a car to earn a target."""


def _short(corner: CvpModel, target: Decimal) -> Number:
    """What gross profit per car must come to where the gross margin is held."""
    return corner.opex / corner.cars + corner.cost_per_car + target


def needed(corner: CvpModel, unknown: str, target: Decimal) -> Decimal:
    """What one of `UNKNOWNS` would have to be at one point of the inputs.

    Infinite where nothing is enough, without a lower end where anything is; no cars where every
    volume is.
    """
    if unknown == "deliveries":
        if corner.contribution <= target:
            return ZERO if corner.fixed_cost < 0 else INFINITY
        volume: Decimal = _NEEDED[unknown](corner, target)
        return max(volume, ZERO)
    if unknown == "price" and corner.margin is not None:
        short = _short(corner, target)
        if corner.margin <= 0:
            return -INFINITY if short < 0 else INFINITY
        price: Decimal = short / corner.margin
        return price
    value: Decimal = _NEEDED[unknown](corner, target)
    if unknown == "gross_margin":
        return value if value <= 100 else INFINITY
    return value if unknown == "price" or value >= 0 else -INFINITY


def solve_volume(question: Question) -> Answer:
    """It exists only where each additional car adds more than the target."""
    account = question.account
    adds, reported = account.contribution, account.base.deliveries
    if adds is None or reported is None:
        return CANNOT
    fixed = account.corners[0].fixed_cost
    if adds.value <= question.target:
        return Answer(lambda signs: _why_none(question, adds, fixed, signs))
    if fixed <= 0:
        return Answer(
            lambda signs: (
                "Every volume does: no cost is fixed, and each car adds "
                f"{loss_or_profit(adds, signs)}."
            )
        )
    volume = _volume(question, adds)
    cars = whole_cars(volume)
    far = cars > FAR * reported.value
    more = f" {SENTENCES[FAR_OUTSIDE]}" if far else ""
    if not volume.high.is_finite():
        more += " Within the rounding of the inputs it may not exist."
    return Answer(
        lambda signs: f"{question.goal(signs)} at {fmt.about(volume, signs)}.{more}",
        volume,
        question.outcome(account.change.put("deliveries", Move(cars))),
        far,
    )


def _volume(question: Question, adds: Figure) -> Figure:
    """Without an upper bound where rounding may bring the contribution down to the target."""
    label = "volume needed" if question.target else "break-even volume"
    if adds.support.lo > question.target:
        figure = question.figure(label, _FORMULA, "cars", _NEEDED["deliveries"])
        if figure is not None:
            return figure
    found = [needed(corner, "deliveries", question.target) for corner in question.account.corners]
    fixed = question.account.fixed_cost
    return Figure(
        found[0],
        Interval(min(found), max(found)),
        Interval(Decimal(0), INFINITY),
        "cars",
        label,
        question.account.base.period,
        formula=_FORMULA,
        inputs=(fixed, adds) if fixed else (adds,),
    )


def _why_none(question: Question, adds: Figure, fixed: Decimal, signs: Signs) -> str:
    reaches = question.reaches(signs)
    if fixed < 0:
        return f"No volume {reaches} permanently: opex is below zero, and more cars dilute it."
    each = "nothing"
    if adds.value < 0:
        each = loss_or_profit(adds, signs)
    elif adds.value:
        each = f"only {fmt.about(adds, signs)}"
    return f"No volume {reaches}: each additional car adds {each}."


def solve_gross_margin(question: Question) -> Answer:
    """(opex ÷ deliveries + target) ÷ revenue per car."""
    account = question.account
    if not account.has_revenue:
        return question.none("gross margin", "there is no revenue")
    figure = question.figure(
        "gross margin needed",
        "(opex ÷ deliveries + target) ÷ revenue per car",
        "%",
        _NEEDED["gross_margin"],
    )
    if figure is None:
        return CANNOT
    needed = fmt.about(figure)
    if figure.value > 100:
        return question.none("gross margin", f"it would have to be {needed}, above 100%")
    change = account.change._replace(cost_per_car=None, cost_fixed_share=NONE)
    outcome = question.outcome(change.put("gross_margin", Move(figure.value)))
    return Answer(
        lambda signs: f"{question.goal(signs)} at a gross margin of {needed}.", figure, outcome
    )


def solve_price(question: Question) -> Answer:
    """(cost of sales + opex) ÷ deliveries + target; at the same gross margin, opex over it."""
    change = question.account.assumptions
    if change.by_margin:
        return _price_at_margin(question)
    formula = "(cost of sales + opex) ÷ deliveries + target"
    return _priced(question, "price", formula, "cost of sales per car")


def held(change: Assumptions, hold: str) -> Assumptions:
    """The same where a price change keeps the cost of sales per car, or the gross margin."""
    change = change._replace(hold=hold)
    return change._replace(gross_margin=None) if hold == "cost" else change


def _price_at_margin(question: Question) -> Answer:
    margin = question.account.gross_margin
    if margin is None:
        return question.none("price", "without revenue there is no margin to hold")
    if margin.support.lo <= 0:
        reason = "the gross margin is not above zero, so a higher price adds no profit"
        return question.none("price", reason)
    formula = "(opex ÷ deliveries + target) ÷ gross margin"
    return _priced(question, "price, margin held", formula, "gross margin")


def _priced(question: Question, name: str, formula: str, held: str) -> Answer:
    account, compute = question.account, _NEEDED[name]
    figure = question.figure("revenue per car needed", formula, question.unit, compute)
    step = question.figure(
        "change of revenue per car needed",
        f"{formula} − revenue per car",
        question.unit,
        lambda c, target: compute(c, target) - c.revenue / c.cars,
    )
    if figure is None or step is None:
        return CANNOT
    if figure.value <= 0:
        return question.none("price above zero", "costs are below zero")
    price = Move((account.change.amount("price", account.base) or NONE) + step.value, "by")

    def at(signs: Signs) -> str:
        if not fmt.rounded(step):
            return "the revenue per car as it is"
        more = "more" if step.value > 0 else "less"
        return f"{fmt.about(step, signs)} {more} revenue per car"

    return Answer(
        lambda signs: f"{question.goal(signs)} at {at(signs)}, at the same {held}.",
        figure,
        question.outcome(account.change.put("price", price)),
    )


def solve_cost_per_car(question: Question) -> Answer:
    """(revenue − opex) ÷ deliveries − target; it takes the place of a gross margin."""
    account = question.account
    figure = question.figure(
        "cost of sales per car needed",
        "(revenue − opex) ÷ deliveries − target",
        question.unit,
        _NEEDED["cost_per_car"],
    )
    change = account.change
    if change.by_margin:
        change = change._replace(gross_margin=None, hold="cost")
    now = question.outcome(change).cost_of_sales_per_car
    reported = per_car.cost_of_sales_per_car(account.base)
    if figure is None or now is None or reported is None:
        return CANNOT
    if figure.value < 0:
        reason = "opex per car alone exceeds revenue per car"
        return question.none("cost of sales per car", reason)
    added = change.amount("cost_per_car", account.base) or NONE
    step = added + figure.value - now.value
    outcome = question.outcome(change.put("cost_per_car", Move(reported.value + step)))
    return Answer(
        lambda signs: (
            f"{question.goal(signs)} at a cost of sales of {fmt.about(figure, signs)} per car."
        ),
        figure,
        outcome,
    )


def solve_opex(question: Question) -> Answer:
    """Gross profit less target × deliveries."""
    account = question.account
    figure = question.figure(
        "opex needed",
        "revenue − cost of sales − target × deliveries",
        question.account.base.currency,
        _NEEDED["opex"],
    )
    if figure is None:
        return CANNOT
    if figure.value < 0:
        return question.none("opex", "the gross profit is too small even without opex")
    reported = figure.value / _opex_factor(account)
    outcome = question.outcome(account.change.put("opex", Move(reported)))
    return Answer(
        lambda signs: f"{question.goal(signs)} at opex of {fmt.about(figure, signs)}.",
        figure,
        outcome,
    )


def _opex_factor(account: WhatIf) -> Decimal:
    """Opex at the assumed deliveries as a multiple of that at the reported ones."""
    change, reported = account.assumptions, account.base.deliveries
    if change.deliveries is None or reported is None:
        return Decimal(1)
    fixed = change.opex_fixed_share / 100
    return fixed + (1 - fixed) * change.deliveries.value / reported.value


_SOLVERS: dict[str, Callable[[Question], Answer]] = {
    "deliveries": solve_volume,
    "gross_margin": solve_gross_margin,
    "price": solve_price,
    "cost_per_car": solve_cost_per_car,
    "opex": solve_opex,
}

UNKNOWNS = tuple(_SOLVERS)
"""What can be solved for."""

_WORDS = {**NAMES, "revenue_per_car": "price"}
"""Every word for what can be solved for."""


def read_unknown(text: str, called: str) -> str:
    """Which of `UNKNOWNS` a word means. Raises InputError."""
    word = text.replace("-", "_")
    name = _WORDS.get(word, word)
    if name not in UNKNOWNS:
        raise InputError(called, unknown(f"Cannot solve for {text}", word, UNKNOWNS))
    return name


BREAK_EVEN = Decimal(0)


def typed_for(scenario: Scenario, unknown: str, answer: Answer) -> dict[str, str]:
    """What to type to assume an answer, by name: of a price the change, and with it what stays.

    Empty where there is none, or nothing would change.
    """
    if answer.outcome is None:
        return {}
    texts = scenario.assuming(answer.outcome.change).texts
    names = (unknown, "hold") if unknown == "price" else (unknown,)
    return {name: texts[name] for name in names if name in texts}


def replaced_by(scenario: Scenario, answer: Answer) -> tuple[str, ...]:
    """The names of assumptions that an answer takes the place of: a margin by a cost, say."""
    if answer.outcome is None:
        return ()
    left = scenario.assuming(answer.outcome.change).texts
    return tuple(name for name in scenario.texts if name not in left and name != "target")


def solve(
    base: Account, unknown: str, target: Decimal = BREAK_EVEN, change: Assumptions = REPORTED
) -> Answer:
    """The value of one of `UNKNOWNS` at which a car earns `target`, the rest as changed.

    The price is revenue per car; `change.hold` says whether it moves at the same cost of sales per
    car or at the same gross margin. An answer without a figure says in words why there is none.
    """
    if missing := base.missing:
        return Answer(lambda _: f"Not available: needs {', '.join(missing)}.")
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
        "margin of safety", "1 − break-even volume ÷ deliveries", "%", lambda c: c.margin_of_safety
    )
