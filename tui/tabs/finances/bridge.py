"""Why the result per car moved from one period to another, as a waterfall and in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from tui.economics.bridge import Bridge, bridge
from tui.economics.per_car import result_per_car
from tui.facts.figure import Figure, derive
from tui.present import fmt
from tui.tabs.finances.present import Span, Step, pooled, role_of

_LABELS = ("Revenue per car", "Unit cost", "Opex spend", "Volume")
_EXCHANGE = "Exchange rate"


class Crossing(NamedTuple):
    """The waterfall between two periods, empty where it cannot be had, and what it says."""

    title: str
    says: str
    more: str = ""
    steps: tuple[Step, ...] = ()


def crossing(one: Span, other: Span) -> Crossing:
    """The bridge between two periods, in order of time whichever is named first.

    In another currency the causes are at the rate of the later period, and what the rate itself
    did to the earlier figure is a cause of its own, so that they still add up.
    """
    before, after = sorted((_reported(one), _reported(other)), key=_ended)
    title = f"{before.name} to {after.name}"
    found = bridge(before.base, after.base)
    if found is None:
        return Crossing(title, _lacking(before, after))
    currency = after.wanted if before.currency == after.currency else before.base.currency
    before, after = replace(before, wanted=currency), replace(after, wanted=currency)
    causes = _causes(found, before, after)
    start, end = before.result_per_car, after.result_per_car
    if start is None or end is None:
        return Crossing(title, _lacking(before, after))
    steps = _steps(before.name, start, causes, after.name, end, after.currency)
    return Crossing(title, *_said(before, after, causes), steps)


def _reported(span: Span) -> Span:
    """The period in the reporting currency where its sums were converted one by one."""
    if span.base.currency == span.book.currency:
        return span
    return pooled(span.book, span.pool, span.book.currency, span.whole)


def _ended(span: Span) -> tuple[object, ...]:
    return span.period.order if span.period else ()


def _lacking(*sides: Span) -> str:
    texts = [
        f"{side.name} lacks {' and '.join(missing)}"
        for side in sides
        if (missing := side.base.missing(*side.base.account))
    ]
    return f"No bridge: {'; '.join(texts)}." if texts else "No bridge: a period has no cars."


def _causes(found: Bridge, before: Span, after: Span) -> list[tuple[str, Figure]]:
    moved = [after.money(figure) or figure for figure in found.causes]
    causes = list(zip(_LABELS, moved, strict=True))
    own = before.result_per_car
    stated = result_per_car(before.base)
    if own and stated and own.unit != stated.unit:
        now = after.money(stated._replace(period=after.period))
        if now:
            formula = f"{before.name} at the rate of {after.name} − at its own"
            figure = derive("exchange rate", formula, _minus, (now, own), own.unit, after.period)
            causes.append((_EXCHANGE, figure))
    return causes


def _minus(a: Decimal, b: Decimal) -> Decimal:
    return a - b


def _steps(
    first: str,
    start: Figure,
    causes: Sequence[tuple[str, Figure]],
    last: str,
    end: Figure,
    currency: str,
) -> tuple[Step, ...]:
    zero, at = Decimal(0), start.value
    steps = [_step(first, zero, start, currency, strong=True)]
    for label, cause in causes:
        steps.append(_step(label, at, cause, currency))
        at += cause.value
    return (*steps, _step(last, zero, end, currency, strong=True))


def _step(label: str, at: Decimal, figure: Figure, currency: str, *, strong: bool = False) -> Step:
    text = fmt.money(figure.value, currency, signed=True)
    about = "" if not strong else "result"
    return Step(label, at, at + figure.value, text, role_of(figure.value), strong, figure, about)


def _said(before: Span, after: Span, causes: Sequence[tuple[str, Figure]]) -> tuple[str, str]:
    """What did most of the change, and what the other causes did."""
    start, end = before.result_per_car, after.result_per_car
    if start is None or end is None:
        return "", ""
    change, currency = end.value - start.value, after.currency
    way = (
        f"From {_state(start, currency)} in {before.name} to {_state(end, currency)} "
        f"in {after.name}"
    )
    if start.core.meet(end.core) is not None:
        each = ", ".join(f"{_low(name)} {_signed(f, currency)}" for name, f in causes)
        return f"{way}: no change beyond rounding.", f"{each.capitalize()}."
    ahead = sorted(causes, key=lambda pair: -pair[1].value * (1 if change > 0 else -1))
    (name, figure), others = ahead[0], ahead[1:]
    share = figure.value / change
    did = f"did {fmt.number(share * 100)}% of it" if share <= 1 else "did more than all of it"
    along = [pair for pair in others if (pair[1].value > 0) == (change > 0) and pair[1].value]
    against = [pair for pair in others if (pair[1].value > 0) != (change > 0) and pair[1].value]
    both = (("Also", along), ("Against it", against[::-1]))
    parts = [
        f"{word}: {', '.join(f'{_low(n)} {_signed(f, currency)}' for n, f in group)}."
        for word, group in both
        if group
    ]
    return f"{way}. {name} {did}.", " ".join(parts)


def _low(label: str) -> str:
    return label[0].lower() + label[1:]


def _signed(figure: Figure, currency: str) -> str:
    return fmt.money(figure.value, currency, signed=True)


def _state(figure: Figure, currency: str) -> str:
    """`earning ¥6,891`, `losing ¥38,340`."""
    verb = "losing" if figure.value < 0 else "earning"
    return f"{verb} {fmt.money(abs(figure.value), currency)}"
