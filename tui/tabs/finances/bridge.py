"""Why the result per car moved from one period to another, as a waterfall and in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from tui.economics.account import on_one_basis
from tui.economics.bridge import Bridge, Cause, bridge
from tui.facts import fmt
from tui.facts.units import currency_of
from tui.present.bridge import bases, ends, largest_part, remarks
from tui.tabs.finances.periods import Span, pooled
from tui.tabs.finances.waterfall import Stage
from tui.ui.charts.data import waterfall_steps


class BridgeView(NamedTuple):
    """The waterfall between two periods, empty where it cannot be had, and what it says."""

    title: str
    says: str
    more: str = ""
    stages: tuple[Stage, ...] = ()


def bridge_view(one: Span, other: Span) -> BridgeView:
    """The bridge between two periods, in order of time whichever is named first."""
    before, after = sorted((_reported(one), _reported(other)), key=_ended)
    title = f"{before.name} to {after.name}"
    first, last = on_one_basis(one.book, (before.base, after.base))
    found = bridge(first, last, after.rated)
    if found is None:
        return BridgeView(title, _lacking(before, after))
    currency = currency_of(found.end.unit) or after.base.currency
    texts = (_others(found), bases(found), *(text for text, _ in remarks(found)))
    return BridgeView(
        title,
        f"From {ends(found, before.name, after.name)}. {largest_part(found)}.",
        " ".join(filter(None, texts)),
        _stages(before.name, after.name, found, currency),
    )


def _reported(span: Span) -> Span:
    """The period in the reporting currency where its sums were converted one by one."""
    if span.base.currency == span.book.currency:
        return span
    found = pooled(span.book, span.pool, span.book.currency, span.whole)
    return replace(found, is_trailing=span.is_trailing)


def _ended(span: Span) -> tuple[object, ...]:
    return span.period.order if span.period else ()


def _lacking(*sides: Span) -> str:
    texts = [
        f"{side.name} lacks {' and '.join(missing)}"
        for side in sides
        if (missing := side.base.missing)
    ]
    return f"No bridge: {'; '.join(texts)}." if texts else "No bridge: a period has no cars."


def _stages(first: str, last: str, found: Bridge, currency: str) -> tuple[Stage, ...]:
    """The results at both ends, which the notes are about, and the causes between."""
    steps = waterfall_steps(
        (first, *(cause.name for cause in found.causes), last),
        [figure.value for figure in found.figures],
        lambda value: fmt.money(value, currency, signed=True),
    )
    return tuple(
        Stage(step, figure, "result" if step.strong else "")
        for step, figure in zip(steps, found.figures, strict=True)
    )


def _others(found: Bridge) -> str:
    """What the causes did besides the largest one; all of them where there is none."""
    if found.largest is None:
        return f"{_each(found.causes).capitalize()}."
    change, moves = found.change, [cause for cause in found.ranked[1:] if cause.figure.value]
    along = [cause for cause in moves if (cause.figure.value > 0) == (change > 0)]
    against = [cause for cause in moves if (cause.figure.value > 0) != (change > 0)]
    both = (("Also", along), ("Offsetting", against[::-1]))
    return " ".join(f"{word}: {_each(group)}." for word, group in both if group)


def _each(causes: Sequence[Cause]) -> str:
    """`volume −¥40,900, revenue per car −¥10,400`."""
    return ", ".join(
        f"{cause.figure.label} {fmt.certain(cause.figure, signed=True)}" for cause in causes
    )
