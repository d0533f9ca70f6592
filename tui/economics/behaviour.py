"""How opex moved with cars from quarter to quarter: how much of it is fixed, and how it drifts.

Each step from one quarter to the next is taken to be

    opex now − opex before = drift + (1 − fixed share) × opex before × (cars now ÷ cars before − 1)

which is what a what-if takes of opex, and a drift. Fixed share and drift are those that leave the
least squares over all steps: a regression of steps of opex on steps of volume with a constant.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from tui.economics import per_car
from tui.economics.account import Account, comparable_quarters
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.derive import combine
from tui.facts.figure import Figure
from tui.facts.interval import FINER, ZERO, Interval

FEWEST = 4
"""Steps that a fit takes: one more than leave an error, so that one can be left out."""

_FORMULA = (
    "least squares of opex now − opex before = "
    "drift + (1 − fixed share) × opex before × (cars now ÷ cars before − 1)"
)


Formula: TypeAlias = Callable[[Sequence[Decimal]], Decimal]
"""A number from the values of all inputs."""


class Quarter(NamedTuple):
    """A full quarter and its two sides of the fit."""

    base: Account
    cars: Figure
    opex: Figure


class Step(NamedTuple):
    """From one quarter to the next; `cars` and `opex` are by how much they changed."""

    before: Quarter
    after: Quarter
    cars: Figure
    opex: Figure


class Line(NamedTuple):
    """A straight line through points, with the standard errors of slope and constant."""

    slope: Decimal
    constant: Decimal
    slope_error: Decimal
    constant_error: Decimal


class Fit(NamedTuple):
    """The fixed share of opex in percent and the drift of opex a quarter.

    The bounds of the figures come from rounding alone, at its worst. The standard errors tell how
    far the steps scatter about the fit.
    """

    fixed_share: Figure
    drift: Figure
    share_error: Decimal
    drift_error: Decimal
    likely_share: Interval
    """Where rounding leaves the share in nine cases of ten, if each input is rounded by itself."""

    def expects(self, step: Step) -> Decimal:
        """By how much opex would have moved in a step that follows the fit."""
        growth = step.after.cars.value / step.before.cars.value - 1
        variable = 1 - self.fixed_share.value / 100
        return self.drift.value + variable * step.before.opex.value * growth


class Moved(NamedTuple):
    """What the steps in which cars went one way add up to."""

    times: int
    cars: Figure
    opex: Figure


class Behaviour(NamedTuple):
    """How opex behaved over quarters that follow each other."""

    steps: tuple[Step, ...]
    fit: Fit
    decisive: Step
    """The step that moves the fixed share most."""
    without: Fit
    """The fit without it."""
    rose: Moved | None
    fell: Moved | None


@lru_cache(maxsize=4)
def behaviour(book: FactBook) -> Behaviour | None:
    """How opex moved with cars over all full quarters; None with fewer than four steps.

    None also where the cars never moved.
    """
    return behaviour_of(comparable_quarters(book))


def behaviour_of(quarters: Sequence[Account]) -> Behaviour | None:
    """The same over quarters in order of time."""
    steps = _steps(quarters)
    if len(steps) < FEWEST:
        return None
    try:
        slope = _line(steps).slope
        decisive = max(steps, key=lambda step: abs(_line(_other(steps, step)).slope - slope))
        fit, without = _fit(steps), _fit(_other(steps, decisive))
    except ArithmeticError:
        return None
    rose, fell = (_moved([step for step in steps if step.cars.value * way > 0]) for way in (1, -1))
    return Behaviour(steps, fit, decisive, without, rose, fell)


def _steps(bases: Sequence[Account]) -> tuple[Step, ...]:
    quarters = [
        Quarter(base, base.deliveries, opex)
        for base in bases
        if base.deliveries and (opex := per_car.opex(base))
    ]
    return tuple(step for pair in pairwise(quarters) if (step := _step(*pair)) is not None)


def _other(steps: Sequence[Step], left_out: Step) -> list[Step]:
    return [step for step in steps if step is not left_out]


def _step(before: Quarter, after: Quarter) -> Step | None:
    then, now = before.base.period, after.base.period
    if then is None or now is None or then.end != now.start:
        return None
    cars = combine("change of deliveries", [(1, after.cars), (-1, before.cars)], now)
    return Step(
        before, after, cars, combine("change of opex", [(1, after.opex), (-1, before.opex)], now)
    )


def _moved(steps: Sequence[Step]) -> Moved | None:
    if not steps:
        return None
    cars = combine("change of deliveries", [(1, step.cars) for step in steps])
    return Moved(len(steps), cars, combine("change of opex", [(1, step.opex) for step in steps]))


def _line(steps: Sequence[Step]) -> Line:
    """Raises ArithmeticError where the cars never moved."""
    growth = [step.after.cars.value / step.before.cars.value - 1 for step in steps]
    volume = [step.before.opex.value * more for step, more in zip(steps, growth, strict=True)]
    return least_squares(volume, [step.opex.value for step in steps])


def _fit(steps: Sequence[Step]) -> Fit:
    """Raises ArithmeticError where the cars never moved."""
    figures = {
        id(figure): figure
        for step in steps
        for quarter in (step.before, step.after)
        for figure in (quarter.cars, quarter.opex)
    }
    inputs, places = tuple(figures.values()), {key: place for place, key in enumerate(figures)}
    at = [
        tuple(
            places[id(figure)]
            for figure in (step.before.cars, step.after.cars, step.before.opex, step.after.opex)
        )
        for step in steps
    ]

    def line(values: Sequence[Decimal]) -> Line:
        moves = [
            (values[x0] * (values[n1] / values[n0] - 1), values[x1] - values[x0])
            for n0, n1, x0, x1 in at
        ]
        return least_squares([x for x, _ in moves], [y for _, y in moves])

    def figure(label: str, unit: str, compute: Formula) -> Figure:
        core = support = _reach(compute, values, [part.core for part in inputs])
        if any(part.core != part.support for part in inputs):
            support = _reach(compute, values, [part.support for part in inputs])
        value, when = compute(values), steps[-1].after.base.period
        return Figure(value, core, support, unit, label, when, formula=_FORMULA, inputs=inputs)

    def share(values: Sequence[Decimal]) -> Decimal:
        return (1 - line(values).slope) * 100

    values = [part.value for part in inputs]
    middle = line(values)
    quarters = {id(quarter.opex): quarter for step in steps for quarter in step[:2]}
    variance = sum(
        (_pull(share, values, places[key], quarter) for key, quarter in quarters.items()), ZERO
    )
    likely = _NINE_OF_TEN * variance.sqrt()
    return Fit(
        figure("fixed share of opex", "%", share),
        figure("drift of opex a quarter", inputs[1].unit, lambda values: line(values).constant),
        middle.slope_error * 100,
        middle.constant_error,
        Interval(share(values) - likely, share(values) + likely),
    )


_NINE_OF_TEN = Decimal("1.645")
"""Standard deviations to either side of the middle that hold nine tenths of a normal curve."""


def _pull(compute: Formula, values: Sequence[Decimal], place: int, quarter: Quarter) -> Decimal:
    """The variance that the rounding of a quarter's opex brings into a formula.

    A rounded number lies anywhere in its bounds alike: its variance is a third of the square of
    half their width.
    """
    box = quarter.opex.core
    if box.is_point:
        return ZERO
    low, high = ([*values[:place], end, *values[place + 1 :]] for end in (box.lo, box.hi))
    slope = (compute(high) - compute(low)) / box.width
    base, parts = quarter.base, [(Decimal(1), quarter.opex)]
    if (known := base.known("revenue", "gross_margin", "result")) is not None:
        revenue, margin, result = known
        parts = [(margin.value / 100, revenue), (revenue.value / 100, margin), (Decimal(1), result)]
    return sum(((slope * weight * part.core.width / 2) ** 2 for weight, part in parts), ZERO) / 3


def _reach(compute: Formula, values: Sequence[Decimal], boxes: Sequence[Interval]) -> Interval:
    """The least and the most of a formula over the corners of a box.

    Climbs from corner to corner, one input at a time, until none leads further: 2ⁿ corners would be
    too many, and within the rounding of sums each input moves a fit one way.
    """
    with localcontext(FINER):
        least, most = (_climb(compute, values, boxes, way) for way in (-1, 1))
    return Interval.around(least, most)


def _climb(
    compute: Formula, values: Sequence[Decimal], boxes: Sequence[Interval], way: int
) -> Decimal:
    best, at, moved = compute(values), values, True
    while moved:
        moved = False
        for place, box in enumerate(boxes):
            for end in () if box.is_point else (box.lo, box.hi):
                tried = [*at[:place], end, *at[place + 1 :]]
                if (found := compute(tried)) * way > best * way:
                    best, at, moved = found, tried, True
    return best


def least_squares(x: Sequence[Decimal], y: Sequence[Decimal]) -> Line:
    """The line through three points or more. Raises ArithmeticError where all x are the same."""
    count = len(x)
    middle, level = sum(x, ZERO) / count, sum(y, ZERO) / count
    spread = sum(((a - middle) ** 2 for a in x), ZERO)
    slope = sum(((a - middle) * (b - level) for a, b in zip(x, y, strict=True)), ZERO) / spread
    constant = level - slope * middle
    left = sum(((b - constant - slope * a) ** 2 for a, b in zip(x, y, strict=True)), ZERO)
    variance = left / (count - 2)
    return Line(
        slope,
        constant,
        (variance / spread).sqrt(),
        (variance / count + variance * middle**2 / spread).sqrt(),
    )


class Span(NamedTuple):
    """From which fixed share of opex to which, in percent, and why."""

    low: Decimal
    high: Decimal
    says: str


_STEP, _ALL = Decimal(5), Decimal(100)
_UNFITTED = Decimal(75)


@lru_cache(maxsize=4)
def fixed_share_span(book: FactBook) -> Span:
    """The preset span of the fixed share: what the steps fit less its standard error, to all of it.

    In steps of 5%. All of it is what the point figures take: inside a quarter nearly all opex is
    fixed. 75% to 100% where there are too few quarters for a fit.
    """
    steps = _steps(comparable_quarters(book))
    try:
        line = _line(steps) if len(steps) >= FEWEST else None
    except ArithmeticError:
        line = None
    if line is None:
        return Span(_UNFITTED, _ALL, "75% to 100%; there are too few quarters for a fit")
    share, error = (1 - line.slope) * 100, line.slope_error * 100
    low = min(max(fmt.to_step(share - error, _STEP, ROUND_HALF_UP), ZERO), _ALL)
    return Span(
        low,
        _ALL,
        f"{fmt.number(low)}% to 100%; the lower end is the fitted {fmt.number(share)}% less its "
        f"standard error of {fmt.number(error)} points ({len(steps)} quarterly steps), "
        "rounded to 5%",
    )
