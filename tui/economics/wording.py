"""A period and its result per car in words, with no more digits than are certain."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from tui.economics.account import Account
from tui.facts import fmt
from tui.facts.figure import Figure
from tui.facts.units import noun

WITHIN = "break-even within rounding"


def period_of(base: Account) -> str:
    """What the period of an account is called: `Q1 26`, `TTM to Q1 26`, `Q1 25 and Q2 25`."""
    names = [fmt.period(period) for period in base.spans]
    return f"TTM to {names[-1]}" if base.is_trailing else fmt.joined(names) or "that period"


def headline(figure: Figure) -> str:
    """Which word the magnitude goes with: loss per car, profit per car, or neither for certain."""
    if figure.low <= 0 <= figure.high:
        return WITHIN
    return "profit per car" if figure.value > 0 else "loss per car"


def display(figure: Figure) -> str:
    """`about 6,600 CNY loss per car (5,930 to 7,250)`."""
    word = headline(figure)
    return word if word == WITHIN else f"{fmt.about(figure, {})} {word}{fmt.between(figure)}"


def came_to(figure: Figure) -> str:
    """`a loss of about 6,600 CNY (5,930 to 7,250)`."""
    return f"{loss_or_profit(figure, {})}{fmt.between(figure)}"


def spread(low: Decimal, high: Decimal, currency: str) -> str:
    """`a loss of 4,660 to 33,440 CNY`, outwards to a tenth of the digits that are certain."""
    low, high = outwards(low, high)
    if low < 0 < high:
        loss, profit = fmt.coded(-low, currency), fmt.coded(high, currency)
        return f"a loss of {loss} to a profit of {profit}"
    least, most = sorted((abs(low), abs(high)))
    word = "loss" if low < 0 else "profit"
    return f"a {word} of {_grouped(least)} to {_grouped(most)} {currency}"


def volumes(low: Decimal, high: Decimal, each: str) -> str:
    """`142,000 to 197,000 cars a year`; with an infinite bound `142,000 cars a year or more, or
    never`. `each` (a year) may be empty."""
    if not low.is_finite():
        return "no volume"
    least, most = outwards(low, high)
    if high.is_finite():
        text, tail = f"{_grouped(least)} to {_grouped(most)}", ""
    else:
        text, tail, most = fmt.number(least), "or more, or never", least
    return " ".join(filter(None, (text, noun(most, "cars"), each, tail)))


def outwards(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """Two bounds, outwards to a tenth of the digits that are certain between them; where one is
    open, the other to three digits."""
    ends = [end for end in (low, high) if end.is_finite()]
    last = ((high - low) / 20 if ends[1:] else ends[0] / 100) if ends else Decimal(0)
    step = Decimal(1).scaleb(max(last.adjusted(), 0)) if last else Decimal(1)
    return (
        fmt.to_step(low, step, ROUND_FLOOR) if low.is_finite() else low,
        fmt.to_step(high, step, ROUND_CEILING) if high.is_finite() else high,
    )


def loss_or_profit(figure: Figure, signs: Mapping[str, str]) -> str:
    """`a loss of about 6,600 CNY` or `a profit of 543 CNY`."""
    return f"a {'loss' if figure.value < 0 else 'profit'} of {fmt.about(figure, signs)}"


def _grouped(value: Decimal) -> str:
    return fmt.number(value, fmt.places_for(Decimal(1).scaleb(int(value.as_tuple().exponent))))


def whole_bounds(figure: Figure) -> str:
    """`−7,250 to −5,930`, outwards to the whole unit; in words where an end is open."""
    low, high = whole_ends(figure.low, figure.high)
    if not low.is_finite() or not high.is_finite():
        end, word = (low, "at least") if low.is_finite() else (high, "at most")
        return f"{word} {fmt.number(end)}" if end.is_finite() else "any amount"
    return f"{fmt.number(low)} to {fmt.number(high)}"


def size_bounds(figure: Figure) -> str:
    """The bounds of a loss or a profit without the sign: `5,930 to 7,250`."""
    if figure.high > 0 or not figure.core.bounded:
        return whole_bounds(figure)
    low, high = whole_ends(figure.low, figure.high)
    return f"{fmt.number(-high)} to {fmt.number(-low)}"


def whole_ends(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """Two bounds, outwards to the whole unit; as they are where open, or one and the same."""
    if low == high:
        return low, high
    return (
        fmt.to_step(low, Decimal(1), ROUND_FLOOR) if low.is_finite() else low,
        fmt.to_step(high, Decimal(1), ROUND_CEILING) if high.is_finite() else high,
    )
