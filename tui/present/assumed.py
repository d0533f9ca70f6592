"""What a scenario assumes, in words: `deliveries of 108,796 cars`, `75% to 100% of opex fixed`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from decimal import Decimal

from tui.economics.band import Band
from tui.economics.moves import Move
from tui.economics.scenario import Scenario
from tui.economics.what_if import CHANGES, FULL, NONE
from tui.facts import fmt
from tui.facts.units import noun

_MEASURED = {"result": "a result", "rounding": "a rounding", "revenue": "revenue"}
"""What replaces a figure as published."""
_PER_CAR = {"price": "price", "cost_per_car": "cost of sales"}
_PRESET = {"opex_fixed_share": FULL, "cost_fixed_share": NONE}

HELD = "the gross margin held"
"""What a change of price leaves as it was."""


def assumptions(scenario: Scenario) -> tuple[str, ...]:
    """All that is assumed; a range by both of its ends."""
    told, share = phrases(scenario, CHANGES), share_of_opex(scenario)
    unsaid = (share,) if share and share not in told else ()
    held = (HELD,) if scenario.hold == "margin" else ()
    return (*told, *unsaid, *held)


def share_of_opex(scenario: Scenario) -> str:
    """How much of opex stays as cars change, as preset too; empty where they do not."""
    corners = scenario.corners or (scenario,)
    if all(corner.account.assumptions.deliveries is None for corner in corners):
        return ""
    return fmt.joined(phrases(scenario, ("opex_fixed_share",))) or "all opex fixed"


def phrases(scenario: Scenario, names: Collection[str]) -> tuple[str, ...]:
    """What is assumed of some figures."""
    spans = {name: span_of(scenario, name) for name in CHANGES if name in names}
    return tuple(
        _words(scenario, name, *span)
        for name, span in spans.items()
        if span and set(span) != {_PRESET.get(name)}
    )


def fixed(scenario: Scenario) -> str:
    """What is taken as fixed: `75% to 100% of opex and 5% of cost of sales`."""
    spans = [span_of(scenario, name) or (_PRESET[name],) * 2 for name in _PRESET]
    opex, cost = (_span_text(*span, lambda value: f"{fmt.plain(value)}%") for span in spans)
    is_idle = set(spans[1]) == {NONE} or scenario.change.by_margin
    of_cost = "" if is_idle else f" and {cost} of cost of sales"
    return f"{opex} of opex{of_cost}"


def at_ends(scenario: Scenario, ends: Mapping[str, Move]) -> str:
    """The named ends of ranges: `75% of opex fixed and deliveries of 110,000 cars`."""
    currency = scenario.published.currency
    corner = replace(scenario, moves={**scenario.moves, **ends})
    found = [
        f"{word} of {fmt.coded_total(ends[name].value, currency)}"
        for name, word in _MEASURED.items()
        if name in ends
    ]
    found += [
        _unchanged(name, ends[name], span) or _words(corner, name, *span)
        for name in CHANGES
        if name in ends and (span := span_of(corner, name))
    ]
    if "target" in ends:
        found.append(f"a target of {fmt.coded(corner.target, currency)}")
    return fmt.joined(found)


def extremes(scenario: Scenario, band: Band) -> str:
    """At which ends of the ranges something is worst, and at which best."""
    worst, best = (at_ends(scenario, ends) for ends in (band.worst, band.best))
    return f"Worst case: {worst}; best case: {best}."


def _unchanged(name: str, end: Move, span: tuple[Decimal, Decimal]) -> str:
    """That a figure stays as it was at an end; empty where it does not."""
    if name in _PER_CAR:
        return "" if any(span) else f"an unchanged {_PER_CAR[name]} per car"
    words = {"gross_margin": "an unchanged gross margin", "opex": "unchanged opex"}
    return words.get(name, "") if end.kind != "to" and not end.value else ""


def assumed_value(scenario: Scenario, name: str) -> Decimal | None:
    """What is assumed of an input: a change of it, or a value where the facts have none."""
    changed = scenario.change.amount(name, scenario.base)
    if name not in ("deliveries", "gross_margin", "opex"):
        return changed
    given = scenario.base.get(name)
    fills = given is not None and scenario.published.get(name) is None
    return given.value if given and fills else changed


def added(scenario: Scenario) -> str:
    """What each additional car adds is called: no contribution while the facts do not say that
    commissions and warranty are taken off it."""
    change = scenario.change
    is_gross = change.opex_fixed_share == FULL and not change.cost_fixed_share
    return "its gross profit" if is_gross else "its revenue less its variable costs"


def span_of(scenario: Scenario, name: str) -> tuple[Decimal, Decimal] | None:
    """The least and the most that is assumed of a figure."""
    corners = scenario.corners if name in scenario.ranges else (scenario,)
    values = [value for at in corners if (value := assumed_value(at, name)) is not None]
    return (min(values), max(values)) if values else None


def _words(scenario: Scenario, name: str, low: Decimal, high: Decimal) -> str:
    currency, move = scenario.published.currency, getattr(scenario.change, name)
    if name == "deliveries":
        return f"deliveries of {_span_text(low, high, fmt.number)} {noun(high, 'cars')}"
    if name in _PER_CAR:
        return _moved(f"a {_PER_CAR[name]} per car", low, high, fmt.number, f" {currency}")
    if isinstance(move, Move) and move.kind != "to":
        low, *_, high = [end.value for end in move.ends or (move, move)]
        if move.kind == "percent":
            return _moved("opex", low, high, fmt.plain, "%")
        if name == "opex":
            return _moved("opex", low, high, lambda value: fmt.coded_total(value, currency), "")
        points = noun(max(abs(low), abs(high)), "points")
        told = _moved("a gross margin", low, high, fmt.plain, f" {points}")
        if scenario.change.price is None:
            return told
        # At another price the margin would be another one by itself.
        return f"{told} {'from the reported one' if low < 0 < high else 'than reported'}"
    if name == "opex":
        ends = [fmt.coded_total(value, currency) for value in dict.fromkeys((low, high))]
        return f"opex of {' to '.join(ends)}"
    text = fmt.true_minus(_span_text(low, high, lambda value: f"{fmt.plain(value)}%"))
    return {
        "gross_margin": f"a gross margin of {text}",
        "opex_fixed_share": f"{text} of opex fixed",
        "cost_fixed_share": f"{text} of cost of sales fixed",
    }[name]


def _span_text(low: Decimal, high: Decimal, write: Callable[[Decimal], str]) -> str:
    return " to ".join(write(value) for value in dict.fromkeys((low, high)))


def _moved(
    called: str, low: Decimal, high: Decimal, write: Callable[[Decimal], str], unit: str
) -> str:
    if low < 0 < high:
        return f"{called} moved by {fmt.MINUS}{write(-low)} to +{write(high)}{unit}"
    side = "higher" if high > 0 else "lower"
    least, most = sorted((abs(low), abs(high)))
    return f"{called} {_span_text(least, most, write)}{unit} {side}"
