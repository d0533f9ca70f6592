"""What a period comes to, in sentences computed from its figures."""

from __future__ import annotations

from collections.abc import Sequence

from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.series import parts_of
from tui.present import fmt
from tui.present.empty_states import example_quarter
from tui.tabs.finances.finances import Span, maker_of

_USUAL = "operating_result"


def nothing(book: FactBook) -> str:
    """What to write where no period can be shown."""
    return (
        "No quarter has both cars delivered and a result. Write under facts: for one period, "
        f"such as {example_quarter(book)}, deliveries: with a number of cars and operating_result: "
        f"with an amount in {book.currency}."
    )


def caption(span: Span) -> str:
    """Unit, period and bounds of the big number: `yuan per car, Q1 25, ± 659`."""
    figure = span.result_per_car
    unit = fmt.NAMES.get(span.currency, span.currency)
    parts = [f"{unit} per car", span.name + (" pooled" if len(span.pool) > 1 else "")]
    if figure and (bounds := fmt.plus_minus(figure)):
        parts.append(bounds)
    if span.base.kinds and span.base.kind != _USUAL:
        parts.append(f"on the {span.base.basis}")
    return ", ".join(parts)


def sentence(span: Span, before: Span | None, beside: Span | None = None) -> str:
    """What the period comes to for one car, and how that compares.

    `before` is the period before it, `beside` the same one with or without its start.
    """
    figure = span.result_per_car
    if figure is None:
        return f"What a car earned or lost in {span.name} is not known: {_lacking(span)}."
    maker = maker_of(span.book)
    start = f"Without {_left_out(span)}, before sales began, " if span.whole else ""
    if 0 in figure.core:
        return f"{start}{maker} broke even on each car, within what the rounding allows."
    did = f"{start}{maker} {_amount(figure, span.currency)} on each car"
    if span.whole or len(span.pool) > 1:
        return f"{did}{_summed(span)}."
    if beside and beside.result_per_car:
        other = fmt.money(abs(beside.result_per_car.value), beside.currency)
        return f"{did}; {other} without {_left_out(beside)}, before sales began."
    return f"{did}{_compared(span, before)}."


def _amount(figure: Figure, currency: str) -> str:
    """`lost ¥6,590`."""
    verb = "lost" if figure.value < 0 else "earned"
    return f"{verb} {fmt.money(abs(figure.value), currency)}"


def _summed(span: Span) -> str:
    """How a pooled figure is made: `: −¥4.0bn ÷ 136,794 cars`."""
    result, cars = span.money(span.base.result), span.base.deliveries
    if result is None or cars is None:
        return ""
    return f": {fmt.total(result)} ÷ {fmt.amount(cars)}"


def _left_out(span: Span) -> str:
    """The quarters that are not in it: `Q1 24`."""
    whole = parts_of(span.whole) if span.whole else ()
    kept = {part.text for part in span.pool}
    return " and ".join(fmt.period(part) for part in whole if part.text not in kept)


def _compared(span: Span, before: Span | None) -> str:
    figure, earlier = span.result_per_car, before.result_per_car if before else None
    if figure is None or before is None or earlier is None or earlier.unit != figure.unit:
        return ""
    kind = before.period.kind if before.period else ""
    when = "half-year" if kind == "half" else kind
    basis = f" ({before.base.basis})" if before.base.kinds != span.base.kinds else ""
    if 0 in earlier.core:
        return f", after breaking even the {when} before{basis}"
    if (earlier.value < 0) != (figure.value < 0):
        verb = "losing" if earlier.value < 0 else "earning"
        amount = fmt.money(abs(earlier.value), before.currency)
        return f", after {verb} {amount} the {when} before{basis}"
    change = abs(figure.value) / abs(earlier.value) - 1
    share = fmt.number(abs(change) * 100)
    if share == "0":
        return f", as much as the {when} before{basis}"
    return f", {share}% {'more' if change > 0 else 'less'} than the {when} before{basis}"


def covering(span: Span) -> str:
    """What the revenue paid for; what is known, and what is not, where that cannot be told."""
    if span.result_per_car is None:
        return _known(span)
    missing = span.base.missing(*span.base.account)
    if missing:
        return f"No average car for {span.name}: {_listed(missing)} not known."
    if not span.steps:
        return ""
    gross, result = span.steps[2].figure.value, span.steps[4].figure.value
    if gross < 0:
        return "Revenue did not cover building the cars."
    if result < 0:
        return "Revenue covered building the cars, but not research, selling and administration."
    return "Revenue covered building the cars and everything else."


def _lacking(span: Span) -> str:
    missing = span.base.missing("deliveries", "result")
    return f"{_listed(missing)} not known" if missing else "no car was delivered"


def _listed(names: Sequence[str]) -> str:
    """`gross margin is`, `deliveries and result are`, with its verb."""
    *most, last = names
    text = f"{', '.join(most)} and {last}" if most else last
    return f"{text} {'are' if most or last == 'deliveries' else 'is'}"


def _known(span: Span) -> str:
    found = [
        f"{name} {fmt.amount(span.money(figure), signed=name == span.base.basis)}"
        for name, figure in (
            ("deliveries", span.base.deliveries),
            ("revenue", span.base.revenue),
            ("gross margin", span.base.gross_margin),
            (span.base.basis, span.base.result),
        )
        if figure
    ]
    return f"Known: {', '.join(found)}." if found else ""
