"""A result per car in words, with no more digits than are certain."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from tui.facts import fmt
from tui.facts.figure import Figure
from tui.facts.units import noun

WITHIN = "break-even within rounding"


def headline(figure: Figure) -> str:
    """Which word the magnitude goes with: loss per car, profit per car, or neither for certain."""
    if figure.low <= 0 <= figure.high:
        return WITHIN
    return "profit per car" if figure.value > 0 else "loss per car"


def display(figure: Figure) -> str:
    """`about 6,600 CNY loss per car (5,930 to 7,250)`."""
    word = headline(figure)
    return word if word == WITHIN else f"{magnitude(figure)} {word}{magnitude_range(figure)}"


def magnitude(figure: Figure) -> str:
    """A result without its sign: `about 6,600 CNY`.

    To the power of ten at or below half the width of the bounds; an exact one to the whole unit.
    """
    size, step = abs(figure.value), _step(figure)
    point = fmt.to_step(size, step or Decimal(1), ROUND_HALF_UP)
    about = "about " if step or point != size else ""
    return f"{about}{_grouped(point)} {figure.unit.partition('/')[0]}"


def magnitude_range(figure: Figure) -> str:
    """The bounds that go with `magnitude`, outwards to a tenth of its last digit: ` (5,930 to
    7,250)`; empty when exact."""
    step = _step(figure) / 10
    if not step:
        return ""
    low, high = sorted((abs(figure.low), abs(figure.high)))
    least = _grouped(fmt.to_step(low, step, ROUND_FLOOR))
    return f" ({least} to {_grouped(fmt.to_step(high, step, ROUND_CEILING))})"


def solved_cars(figure: Figure) -> str:
    """A solved volume in whole cars: `about 144,000 cars`."""
    cars, step = fmt.to_step(figure.value, Decimal(1), ROUND_CEILING), solved_step(figure)
    about = "about " if step > 1 else ""
    return about + fmt.counted(fmt.to_step(cars, step, ROUND_HALF_UP), "cars")


def solved_range(figure: Figure) -> str:
    """Its bounds, outwards: ` (142,200 to 144,900)`; empty without an upper one."""
    if not figure.high.is_finite():
        return ""
    step = max(solved_step(figure) / 10, Decimal(1))
    low, high = fmt.to_step(figure.low, step, ROUND_FLOOR), figure.high
    return f" ({fmt.number(low)} to {fmt.number(fmt.to_step(high, step, ROUND_CEILING))})"


def solved_step(figure: Figure) -> Decimal:
    """One unit of the last digit of a volume that is certain, at least a car."""
    return max(_step(figure), Decimal(1)) if figure.high.is_finite() else Decimal(1)


def spread(low: Decimal, high: Decimal, currency: str) -> str:
    """`a loss of 4,660 to 33,440 CNY`, outwards to a tenth of the digits that are certain."""
    low, high = outwards(low, high)
    if low < 0 < high:
        return f"{loss_or_profit(low, currency)} to {loss_or_profit(high, currency)}"
    least, most = sorted((abs(low), abs(high)))
    word = "loss" if low < 0 else "profit"
    return f"a {word} of {_grouped(least)} to {_grouped(most)} {currency}"


def volumes(low: Decimal, high: Decimal, each: str = "") -> str:
    """`142,000 to 197,000 cars a year`; with an infinite bound `142,000 cars or more, or never`."""
    if not low.is_finite():
        return "no volume"
    if high.is_finite():
        least, most = outwards(low, high)
        return f"{_grouped(least)} to {_grouped(most)} {noun(most, 'cars')} {each}".rstrip()
    step = max(Decimal(1).scaleb(low.adjusted() - 2), Decimal(1)) if low else Decimal(1)
    least = fmt.to_step(low, step, ROUND_FLOOR)
    return f"{fmt.counted(least, 'cars')} {each}".rstrip() + " or more, or never"


def outwards(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """Two bounds, outwards to a tenth of the digits that are certain between them."""
    half = (high - low) / 2
    step = max(Decimal(1).scaleb(half.adjusted() - 1), Decimal(1)) if half else Decimal(1)
    return fmt.to_step(low, step, ROUND_FLOOR), fmt.to_step(high, step, ROUND_CEILING)


def loss_or_profit(value: Decimal, currency: str) -> str:
    """`a loss of 6,590 CNY` or `a profit of 543 CNY`."""
    return f"a {'loss' if value < 0 else 'profit'} of {fmt.coded(abs(value), currency)}"


def _step(figure: Figure) -> Decimal:
    half = (figure.high - figure.low) / 2
    return Decimal(1).scaleb(half.adjusted()) if half else Decimal(0)


def _grouped(value: Decimal) -> str:
    return fmt.number(value, fmt.places_for(Decimal(1).scaleb(int(value.as_tuple().exponent))))


def whole_bounds(figure: Figure) -> str:
    """`−7,249 to −5,931`, to the whole unit; in words where an end is open."""
    low, high = figure.low, figure.high
    if not low.is_finite() or not high.is_finite():
        end, word = (low, "at least") if low.is_finite() else (high, "at most")
        return f"{word} {fmt.number(end)}" if end.is_finite() else "any amount"
    return f"{fmt.number(low)} to {fmt.number(high)}"


def size_bounds(figure: Figure) -> str:
    """The bounds of a loss or a profit without the sign: `5,931 to 7,249`."""
    if figure.high > 0 or not figure.core.bounded:
        return whole_bounds(figure)
    return f"{fmt.number(-figure.high)} to {fmt.number(-figure.low)}"
