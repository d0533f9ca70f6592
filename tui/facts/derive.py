"""Figures that follow from others: sums of parts, what a longer period leaves, margins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache

from tui.facts.book import FactBook
from tui.facts.figure import Figure, added_up, bounds_of, derive, summed
from tui.facts.interval import ZERO
from tui.facts.model import Calculation, Dims
from tui.facts.period import Period, parse_period, parts_of, quarters_of

Term = tuple[int, Figure]
"""A figure and its sign in a sum: 1 or -1."""


def combine(label: str, terms: Sequence[Term], period: Period | None = None) -> Figure:
    """The sum of one or more signed figures in one unit, with exact bounds and its formula.

    Sums among them are opened up to what they add up, so that a figure that one takes away and
    another gives back counts as little as it should. One stated figure that alone is left is taken
    as it is.
    """
    parts = added_up(
        (sign * times, factors) for sign, figure in terms for times, factors in summed(figure)
    )
    ones = [(int(times), one) for times, (one, *more) in parts if abs(times) == 1 and not more]
    if len(parts) == 1 and ones and ones[0][0] > 0:
        return ones[0][1]
    shown = ones if ones and len(ones) == len(parts) else terms
    alike = all(figure.label == label for _, figure in shown)
    names = [("− " if sign < 0 else "+ ") + _name(figure, alone=alike) for sign, figure in shown]
    return Figure(
        sum((sign * figure.value for sign, figure in terms), ZERO),
        bounds_of(parts, "core"),
        bounds_of(parts, "support"),
        terms[0][1].unit,
        label,
        period,
        formula=" ".join(names).removeprefix("+ "),
        inputs=tuple(figure for _, figure in shown),
        parts=parts,
    )


def total_over(
    book: FactBook, concept: str, period: Period, dims: Dims | None = None
) -> Figure | None:
    """The total of an additive concept over a period, in the reporting currency.

    As stated, or as the sum of its quarters where that is known more closely; else what its year
    (or half) leaves beside the rest. None when it does not follow from what is stated.
    """
    stated = book.best(concept, period, dims)
    known = book.concepts.get(concept)
    if known is None or not known.additive or (stated and not parts_of(period)):
        return stated
    name = book.name_of(concept, dims.entity if dims else "")
    worked = _of_parts(name, period, lambda part: book.best(concept, part, dims))
    return worked if worked and (not stated or _is_closer(worked, stated)) else stated


def _is_closer(one: Figure, other: Figure) -> bool:
    """Whether it says the same as another and more."""
    return one.core.within(other.core) and one.core.width < other.core.width


def margin_over(
    book: FactBook, rule: Calculation, periods: Sequence[Period], dims: Dims | None = None
) -> Figure | None:
    """The margin of a period, or of several together, from profit and revenue.

    `rule` is the margin calculation. The profit of a period is taken as stated, else as its margin
    times its revenue, else as the sum of its parts or what a longer period leaves beside the rest.
    A single one that is known by its margin has that, as stated.
    """
    of, per = rule.operands
    entity = dims.entity if dims else ""
    profit_name, revenue_name = book.name_of(of, entity), book.name_of(per, entity)
    if len(periods) == 1 and not book.best(of, periods[0], dims):
        printed = book.best(rule.result, periods[0], dims)
        if printed:
            return printed

    def own(part: Period) -> Figure | None:
        margin, base = book.best(rule.result, part, dims), total_over(book, per, part, dims)
        told = book.best(of, part, dims)
        return told or (profit_of(margin, base, profit_name) if margin and base else None)

    profits = _all(lambda part: own(part) or _of_parts(profit_name, part, own), periods)
    revenues = _all(lambda part: total_over(book, per, part, dims), periods)
    if not profits or not revenues:
        return None
    profit = combine(profit_name, [(1, figure) for figure in profits])
    revenue = combine(revenue_name, [(1, figure) for figure in revenues])
    if len({times > 0 for times, _ in summed(profit)}) > 1:
        formula = f"{of} of the year less the other quarters ÷ the same of {per}"
    elif profit.parts:
        formula = f"{of}s of the quarters ÷ their {per}s"
    else:
        formula = f"{of} ÷ {per}"
    found = ratio_of(book.name_of(rule.result), formula.replace("_", " "), profit, revenue)
    return found and found._replace(period=periods[0] if len(periods) == 1 else None)


def profit_of(margin: Figure, revenue: Figure, label: str) -> Figure:
    """The profit that a margin is of; where that was calculated, the one it was calculated from."""
    if margin.ratio:
        return margin.ratio[0]
    formula, of_one = f"{margin.label} × {revenue.label}", Decimal("0.01")
    found = derive(label, formula, lambda m, r: m * r / 100, (margin, revenue), revenue.unit)
    parts = tuple((times * of_one, (margin, *factors)) for times, factors in summed(revenue))
    return found._replace(parts=parts, period=revenue.period)


def ratio_of(label: str, formula: str, profit: Figure, revenue: Figure) -> Figure | None:
    """Profit in percent of revenue; None where that may be zero."""
    if revenue.may_be_zero:
        return None
    inputs = profit, revenue
    try:
        found = derive(label, formula, lambda p, r: p / r * 100, inputs, "%", jointly=True)
    except ZeroDivisionError:
        # Its parts, taken together, may come to zero.
        return None
    return found._replace(ratio=inputs)


Best = Callable[[Period], Figure | None]


def _of_parts(name: str, period: Period, best: Best) -> Figure | None:
    """The sum of the parts of a period; else what a longer one leaves beside the rest."""
    for split in (parts_of(period), *_with_halves(period)):
        if parts := _all(best, split):
            return combine(name, [(1, part) for part in parts], period)
    for whole in _wholes(period):
        total = best(whole)
        rest = _all(best, _others(whole, period, halves=False)) or _all(
            best, _others(whole, period, halves=True)
        )
        if total and rest:
            return combine(name, [(1, total), *((-1, part) for part in rest)], period)
    return None


def _all(best: Best, periods: Sequence[Period]) -> list[Figure]:
    """The figures of all periods; empty when one is missing."""
    found = [figure for part in periods if (figure := best(part))]
    return found if len(found) == len(periods) else []


@cache
def _others(whole: Period, period: Period, *, halves: bool) -> tuple[Period, ...]:
    """What a longer period consists of beside a part of it, its other half in one if it can be."""
    others = tuple(part for part in quarters_of(whole) if not period.contains(part))
    if not halves:
        return others
    half = parse_period(f"{whole.text[:4]}-H{2 if period.start and period.start.month < 7 else 1}")
    inside = tuple(part for part in others if not half.contains(part))
    return (*inside, half) if whole.kind == "year" else others


@cache
def _with_halves(period: Period) -> tuple[tuple[Period, ...], ...]:
    """The ways to make up a year of a half-year and the rest."""
    if period.kind != "year":
        return ()
    first, second = (parse_period(f"{period.text}-H{half}") for half in (1, 2))
    return (first, *quarters_of(second)), (*quarters_of(first), second), (first, second)


@cache
def _wholes(period: Period) -> tuple[Period, ...]:
    """The half and the year that a quarter is part of, or the year of a half."""
    if period.start is None or period.kind not in ("quarter", "half"):
        return ()
    year, half = period.start.year, 1 if period.start.month < 7 else 2
    full = parse_period(str(year))
    return (parse_period(f"{year}-H{half}"), full) if period.kind == "quarter" else (full,)


def _name(figure: Figure, *, alone: bool) -> str:
    """What an operand is, or only its period where that tells all of them apart."""
    when = figure.period.text if figure.period else ""
    return when if alone and when else f"{figure.label} {when}".strip()
