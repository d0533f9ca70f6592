"""What a bridge says on the page and on both tabs."""

from __future__ import annotations

import pytest

from tests.economics.quarters import BOOK, crossing, quarter, when
from tui.economics.account import Account, base_of
from tui.present.bridge import ends, largest_part, remarks


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("2025-Q4", "2026-Q1", "Volume is 90% of the fall"),
        ("2025-Q2", "2025-Q3", "Volume is more than all of the rise"),
        ("2025-Q3", "2025-Q4", "There is no change beyond rounding"),
    ],
)
def test_the_largest_cause_where_a_change_is_beyond_rounding(
    before: str, after: str, says: str
) -> None:
    assert largest_part(crossing(quarter(before), quarter(after))) == says


def test_both_ends_by_name() -> None:
    said = ends(crossing(quarter("2025-Q3"), quarter("2026-Q1")), "before", "after", {})
    assert said == "earning about 6,400 CNY in before to losing about 38,300 CNY in after"


def pool(texts: str) -> Account:
    return base_of(BOOK, [when(text) for text in texts.split()])


def test_a_quarter_and_a_half_have_opex_per_car_as_one_cause() -> None:
    """Twice the time takes twice the opex and makes twice the cars: neither is a cause."""
    found = crossing(quarter("2025-Q1"), pool("2025-Q1 2025-Q2"))
    keys = [cause.key for cause in found.causes]
    assert keys == ["revenue", "unit_cost", "opex_per_car"]
    assert abs(sum(cause.figure.value for cause in found.causes) - found.change) < 1e-9
    assert next(remarks(found)).text == (
        "The length of Q1 25 differs from that of Q1 25 and Q2 25: opex per car is one cause."
    )


def test_quarters_that_do_not_touch_are_as_long_as_they_are_together() -> None:
    found = crossing(pool("2024-Q4 2025-Q2"), pool("2025-Q2 2025-Q4"))
    keys = [cause.key for cause in found.causes]
    assert keys == ["revenue", "unit_cost", "opex_spend", "volume"]
    assert [text for text, _ in remarks(found)] == [
        "No selling price is known for Q4 24 and Q2 25, nor for Q2 25 and Q4 25: "
        "revenue per car is one cause."
    ]
    assert not crossing(pool("2024-Q3 2025-Q1"), pool("2025-Q3 2025-Q4")).uneven
