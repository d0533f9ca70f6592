"""Slips that the sample could have besides the numbered ones."""

from __future__ import annotations

import pytest

from tests.facts import SAMPLE, broken
from tui.facts.build import circular
from tui.facts.load import load_text

SLIPS = [
    (
        "derived_from: results-2025q1}",
        "derived_from: ¦translation}",
        "derived-cycle",
        "'newswire' derives from itself, by way of 'translation'",
    ),
    (
        "  orders: [order]",
        "  orders: [order, ¦vehicle]",
        "duplicate-id",
        "'vehicle' already is a spelling of 'cars'",
    ),
    ("[newswire, translation]", "[newswire, ¦newswire]", "duplicate-source", "named twice"),
    ("revenue_growth: +234%", "revenue_growth: ¦234%", "sign-missing", "needs a sign"),
    ("unit: cars\n", "unit: ¦carts\n", "unknown-unit", "unknown unit 'carts'"),
    ("decimals: -4", "decimals: ¦four", "bad-value", "decimals cannot be 'four'"),
    ("  trim: max\n  market", "  trim: ¦maxi\n  market", "unknown-trim", "unknown trim 'maxi'"),
    (
        "  model: su7\n  trim: max\n",
        "  ¦trim: max\n",
        "missing-field",
        "trim 'max' of which model?",
    ),
    ("entity: group", "entity: ¦grup", "unknown-entity", "unknown entity 'grup'"),
    ("preferred: 1", "preferred: ¦3", "bad-value", "preferred cannot be '3'"),
    ("parts: [car_revenue", "parts: [¦car_revenu", "unknown-concept", "'car_revenu'"),
    ("per: revenue}", "per: ¦revenu}", "unknown-concept", "'revenu'"),
    ("{growth: revenue_growth, of: revenue}", "¦{growth: revenue_growth}", "bad-calculation", "of"),
    ("{step: deliveries, of: deliveries_total}", "¦{of: revenue}", "bad-calculation", "one of"),
    ("mean: 7.2748", "mean: ¦7.27.48", "bad-number", "'7.27.48' is not a rate"),
    ("CNY/USD: {mean: 7.2748", "CNY/USD: ¦{mean: 9", "bad-rate", "between low and high"),
    ("CNY/USD: {", "¦CNY/USB: {", "unknown-field", "unknown field 'CNY/USB'"),
    ("currency: CNY", "currency: ¦RMB", "bad-value", "unknown currency 'RMB'"),
    (
        "expects: {operating_result: over 0 CNY, period",
        "expects: {¦operating_rsult: over 0 CNY, period",
        "unknown-concept",
        "unknown concept 'operating_rsult'",
    ),
    (
        "expects: {operating_result: over 0 CNY, period: 2025-H2}",
        "expects: ¦{period: 2025-H2}",
        "expects-one",
        "one concept, not none",
    ),
    (
        "expects: {operating_result: over 0 CNY, period: 2025-H2}",
        "expects: ¦{operating_result: over 0 CNY}",
        "missing-field",
        "field 'period' is missing",
    ),
    (
        "  period: 2025-06-30\n  entity: group\n  rank: preferred\n"
        "  reason: counted on the day\n  states: {shops",
        "  states: {¦shops",
        "missing-field",
        "field 'period' is missing: shops is measured at an instant",
    ),
    ("sales_start: 2025-06-26", "sales_start: ¦26 June 2025", "bad-period", "is not a period"),
    ('price: "329,900 CNY"', "price: ¦329,900 km", "unit-mismatch", "an amount of money"),
    ("about -900 USD/car", "¦about -900 USD", "unit-mismatch", "money per car"),
    ('"-6,500 CNY/vehicle"', "¦3x", "unit-mismatch", "money per car, 'x' is not"),
    ("chemistry: NCM", "chemistry: ¦''", "empty-value", "chemistry is empty"),
    ("  tesla: {", "  ¦Tesla Inc: {", "bad-id", "'Tesla Inc' is not a valid id"),
]


@pytest.mark.parametrize(("old", "new", "code", "words"), SLIPS, ids=[slip[1] for slip in SLIPS])
def test_slips(old: str, new: str, code: str, words: str) -> None:
    text, line, column = broken(SAMPLE, old, new)
    found = load_text(text).diagnostics[0]
    assert (found.code, found.line, found.column) == (code, line, column)
    assert words in found.message


def test_circles_and_only_circles() -> None:
    links = {"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"], "e": ["e"], "f": ["x"], "g": []}
    assert circular(links) == {"a", "b", "c", "e"}
    chain = {str(number): [str(number + 1)] for number in range(50_000)}
    assert circular(chain) == frozenset()
    assert len(circular(chain | {"49999": ["0"]})) == 50_000
