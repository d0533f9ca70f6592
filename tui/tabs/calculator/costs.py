"""How opex behaved, as rows and sentences for the view, the command and the export."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tui.economics.behaviour import Behaviour, Fit, Moved, Quarter, Step
from tui.facts import fmt
from tui.facts.figure import Figure
from tui.present.table import Cell, Column, Table
from tui.ui.charts.data import IntervalRow

FIELDS = (
    *("period", "deliveries", "opex", "opex_low", "opex_high"),
    *("deliveries_change", "opex_change", "opex_change_fitted", "basis"),
)
BILLION = Decimal(10) ** 9


def cost_table(found: Behaviour) -> Table:
    """One row a quarter: cars, opex with its bounds, and how both moved since the one before."""
    columns = (
        Column("Quarter", False),
        Column("Cars"),
        Column("Opex, bn", in_billions=True),
        Column("from", in_billions=True),
        Column("to", in_billions=True),
        Column("Cars ±"),
        Column("Opex ±", in_billions=True),
        Column("Fit ±", in_billions=True),
    )
    rows = tuple(
        (
            Cell(fmt.period(quarter.base.period)),
            Cell(fmt.number(quarter.cars.value), quarter.cars),
            *(Cell(_billions(end), quarter.opex, number=end) for end in _ends(quarter.opex)),
            *_moves(found.fit, step),
        )
        for quarter, step in _quarters(found)
    )
    records = tuple(_record(found.fit, quarter, step) for quarter, step in _quarters(found))
    return Table("How opex moved with cars", columns, rows, records, FIELDS)


def _quarters(found: Behaviour) -> Iterator[tuple[Quarter, Step | None]]:
    """Every quarter with the step that led to it."""
    last: Quarter | None = None
    for step in found.steps:
        if last is not step.before:
            yield step.before, None
        yield step.after, step
        last = step.after


def cost_bars(found: Behaviour) -> tuple[IntervalRow, ...]:
    """Opex of each quarter with its bounds, for a chart."""
    return tuple(
        IntervalRow(
            fmt.period(quarter.base.period),
            float(quarter.opex.low),
            float(quarter.opex.high),
            f"{_billions(quarter.opex.value)}bn, {fmt.number(quarter.cars.value)} cars",
            float(quarter.opex.low),
            float(quarter.opex.high),
            float(quarter.opex.value),
        )
        for quarter, _ in _quarters(found)
    )


def _ends(figure: Figure) -> tuple[Decimal, ...]:
    return figure.value, figure.low, figure.high


def _billions(value: Decimal, *, signed: bool = False) -> str:
    return fmt.number(value / BILLION, 2, signed=signed)


def _moves(fit: Fit, step: Step | None) -> tuple[Cell, ...]:
    if step is None:
        return (Cell(""),) * 3
    expected = fit.expects(step)
    share = (step.after.cars.value / step.before.cars.value - 1) * 100
    return (
        Cell(f"{fmt.number(share, signed=True)}%", step.cars, number=share),
        Cell(_billions(step.opex.value, signed=True), step.opex),
        Cell(_billions(expected, signed=True), role="muted", number=expected),
    )


def _record(fit: Fit, quarter: Quarter, step: Step | None) -> dict[str, object]:
    opex = {
        key: fmt.plain(value) for key, value in zip(FIELDS[2:5], _ends(quarter.opex), strict=True)
    }
    moved = (step.cars.value, step.opex.value, fit.expects(step)) if step else (None,) * 3
    changes = {
        key: None if value is None else fmt.plain(value)
        for key, value in zip(FIELDS[5:8], moved, strict=True)
    }
    period = quarter.base.period.text if quarter.base.period else ""
    deliveries = fmt.plain(quarter.cars.value)
    return {
        "period": period,
        "deliveries": deliveries,
        **opex,
        **changes,
        "basis": quarter.base.basis,
    }


def finding(found: Behaviour) -> str:
    """The fit in a sentence."""
    share, drift = found.fit.fixed_share, found.fit.drift
    way, size = ("up" if drift.value > 0 else "down"), fmt.coded_total(abs(drift.value), drift.unit)
    return (
        f"From one quarter to the next opex behaved as if {fmt.number(share.value)}% of it were "
        f"fixed; regardless of volume it drifted {way} by {size} a quarter."
    )


def sureness(found: Behaviour) -> Iterator[str]:
    """How sure fixed share and drift are: scatter, rounding, and the step that decides."""
    fit, likely, unit = found.fit, found.fit.likely_share, found.fit.drift.unit
    share, drift = fit.fixed_share, fit.drift
    yield (
        f"Fixed share {fmt.percent(share.value)}, standard error {fmt.number(fit.share_error, 1)} "
        f"points; rounding alone leaves it between {fmt.percent(share.low)} and "
        f"{fmt.percent(share.high)}, in 90% of cases between {fmt.percent(likely.lo)} and "
        f"{fmt.percent(likely.hi)}."
    )
    low, high = (_signed_total(end, unit) for end in (drift.low, drift.high))
    yield (
        f"Drift {_signed_total(drift.value, unit)} a quarter, standard error "
        f"{fmt.coded_total(fit.drift_error, unit)}; rounding alone leaves it between {low} and "
        f"{high}."
    )
    without, when = found.without, found.decisive.after.base.period
    yield (
        f"{fmt.period(when)} has the most influence: without its step the fixed share is "
        f"{fmt.percent(without.fixed_share.value)} and the drift "
        f"{_signed_total(without.drift.value, unit)}. {len(found.steps)} steps are a small sample."
    )


def _signed_total(value: Decimal, currency: str) -> str:
    return ("+" if value > 0 else "") + fmt.coded_total(value, currency)


def both_ways(found: Behaviour) -> Iterator[str]:
    """How opex moved when cars rose, and when they fell."""
    for word, moved in (("rose", found.rose), ("fell", found.fell)):
        if moved is None:
            yield f"Cars never {word}."
            continue
        yield _way(word, moved)


def _way(word: str, moved: Moved) -> str:
    times = "once" if moved.times == 1 else f"{moved.times} times"
    cars, opex = abs(moved.cars.value), moved.opex
    verb, more = "rose" if opex.value > 0 else "fell", "additional" if word == "rose" else "lost"
    each = fmt.coded(abs(opex.value) / cars, opex.unit)
    return (
        f"Cars {word} {times}, by {fmt.number(cars)} in all; opex {verb} by "
        f"{fmt.coded_total(abs(opex.value), opex.unit)}, {each} for each {more} car."
    )


def caution(found: Behaviour) -> str:
    """What to note of the quarters; empty where all results are on one basis."""
    kinds: dict[str, list[str]] = {}
    for quarter, _ in _quarters(found):
        kinds.setdefault(quarter.base.basis, []).append(fmt.period(quarter.base.period))
    *others, _ = sorted(kinds.items(), key=lambda pair: len(pair[1]))
    texts = [
        f"in {fmt.joined(periods)} opex is implied by the {basis}" for basis, periods in others
    ]
    return f"Note: {'; '.join(texts)}." if texts else ""
