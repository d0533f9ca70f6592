"""The volume at which a car earns a target: fixed cost ÷ (contribution per car − target)."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from tui.economics.answer import Answer
from tui.economics.corner import Corner, Number
from tui.economics.question import CANNOT, Question
from tui.economics.wording import grouped_money, signed_per_car, whole
from tui.facts.figure import Figure
from tui.facts.interval import INFINITY, Interval
from tui.facts.units import noun

FAR = 10
"""A volume above this many times the reported one is far outside anything observed."""

_FORMULA = "fixed cost ÷ (contribution per car − target)"


def whole_cars(volume: Figure) -> Decimal:
    """A solved volume as cars: rounded up to the next whole one."""
    return volume.value.to_integral_value(ROUND_CEILING)


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
        each = signed_per_car(adds.value, question.currency)
        return Answer(f"Every volume does: nothing is fixed, and each car adds {each}.")
    volume = _volume(question, adds)
    cars = whole_cars(volume)
    far = cars > FAR * reported.value
    says = f"{question.goal} at {whole(cars)} {noun(cars, 'cars')}."
    if far:
        says += " That is far outside anything observed."
    if not volume.high.is_finite():
        says += " Within the rounding of the inputs it may not exist."
    return Answer(says, volume, question.outcome(account.change.put("deliveries", cars)), far)


def _volume(question: Question, adds: Figure) -> Figure:
    """Without an upper bound where rounding may bring the contribution down to the target."""
    target = question.target

    def volume(corner: Corner) -> Number:
        return corner.fixed_cost / (corner.contribution - target)

    if adds.support.lo > target:
        figure = question.figure("break-even volume", _FORMULA, "cars", volume)
        if figure is not None:
            return figure
    point = question.account.corners[0]
    fixed = question.account.fixed_cost
    return Figure(
        point.fixed_cost / (point.contribution - target),
        _reach(question),
        Interval(Decimal(0), INFINITY),
        "cars",
        "break-even volume",
        question.account.base.period,
        formula=_FORMULA,
        inputs=(fixed, adds) if fixed else (adds,),
    )


def _reach(question: Question) -> Interval:
    """Over the corners at which there is a volume; open above where there is none at some."""
    target, (_, *corners) = question.target, question.account.corners
    found = [c.fixed_cost / (c.contribution - target) for c in corners if c.contribution > target]
    least = max(min(found, default=Decimal(0)), Decimal(0))
    return Interval(least, INFINITY if len(found) < len(corners) or not found else max(found))


def _why_none(question: Question, adds: Decimal, fixed: Decimal) -> str:
    reaches = question.reaches
    if fixed < 0:
        return f"No volume {reaches} for good: opex is below zero, so each extra car dilutes it."
    if adds < 0:
        each = signed_per_car(adds, question.currency)
    elif adds == 0:
        each = "nothing"
    else:
        each = f"only {grouped_money(adds, question.currency)}"
    return f"No volume {reaches}: each extra car adds {each}."
