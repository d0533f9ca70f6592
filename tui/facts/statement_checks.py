"""What can be wrong with one field of a statement, whatever figures it holds."""

from __future__ import annotations

import re
from collections.abc import Callable

from tui.facts.nodes import Map, Spot
from tui.facts.reading import Reading
from tui.facts.schema import StatementShape

PROMISES = ("forecast", "target")
ADD_BY = "add by: <person or company>"
_DURATION = re.compile(
    r"P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?"
)
_DECIMALS = re.compile(r"-?[0-9]{1,2}|INF")
_SPANS = {"h": ("hours", "PT{}H"), "m": ("minutes", "PT{}M"), "d": ("days", "P{}D")}

_Check = Callable[[Reading, StatementShape, Spot], None]


def check_statement(reading: Reading, item: StatementShape, node: Map) -> None:
    """Report what is wrong with the fields that a statement has."""
    for field in node.keys() & _CHECKS.keys():
        _CHECKS[field](reading, item, node.value_at(field))


def decimals_of(item: StatementShape) -> str:
    """The last digit that counts, where it is stated as it should be."""
    return item.decimals if _DECIMALS.fullmatch(item.decimals) else ""


def _check_id(reading: Reading, item: StatementShape, spot: Spot) -> None:
    reading.identifier(item.id, spot)
    first = reading.places.setdefault(item.id, spot)
    if first != spot:
        message = f"statement id '{item.id}' is used twice"
        reading.report.add(spot, "duplicate-id", message, f"first on line {first[0] + 1}")


def _check_period(reading: Reading, item: StatementShape, spot: Spot) -> None:
    period = reading.period(item.period, spot) if item.scenario == "actual" else None
    if period and period.start and period.start > reading.today:
        message = f"an actual figure for {item.period} lies in the future"
        reading.report.add(spot, "future-actual", message, "set scenario: forecast")


def _check_scenario(reading: Reading, item: StatementShape, spot: Spot) -> None:
    if item.scenario in PROMISES and not item.by:
        message = f"this {item.scenario} does not say who made it"
        reading.report.add(spot, "by-missing", message, ADD_BY)


def _check_rank(reading: Reading, item: StatementShape, spot: Spot) -> None:
    if item.rank != "normal" and not item.reason:
        advice = "e.g. reason: superseded by the company report"
        message = f"a {item.rank} statement needs a reason"
        reading.report.add(spot, "reason-missing", message, advice)


def _check_duration(reading: Reading, item: StatementShape, spot: Spot) -> None:
    text = item.duration
    if _DURATION.fullmatch(text):
        return
    plain = re.fullmatch(r"(\d+) ?([hmd])[a-z]*", text)
    word, form = _SPANS[plain[2]] if plain else ("hours", "PT{}H")
    count = plain[1] if plain else "18"
    advice = f"{count} {word} is {form.format(count)}"
    message = f"'{text}' is not an ISO 8601 duration"
    reading.report.add(spot, "bad-duration", message, advice, length=len(text))


def _check_decimals(reading: Reading, item: StatementShape, spot: Spot) -> None:
    if not _DECIMALS.fullmatch(item.decimals):
        message = f"decimals cannot be '{item.decimals}'"
        advice = "-4 is ten thousands, 1 a tenth, INF exact"
        reading.report.add(spot, "bad-value", message, advice)


def _check_market(reading: Reading, item: StatementShape, spot: Spot) -> None:
    reading.identifier(item.market, spot)


def _check_speaker(reading: Reading, item: StatementShape, spot: Spot) -> None:
    reading.speaker(item.by, spot)


_CHECKS: dict[str, _Check] = {
    "id": _check_id,
    "period": _check_period,
    "scenario": _check_scenario,
    "by": _check_speaker,
    "rank": _check_rank,
    "duration": _check_duration,
    "decimals": _check_decimals,
    "market": _check_market,
}
