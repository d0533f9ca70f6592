"""What a bridge says on the page and on both tabs."""

from __future__ import annotations

import pytest

from tests.economics.quarters import BOOK, quarter, when
from tui.economics.account import base_of
from tui.economics.bridge import bridge
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
    found = bridge(quarter(before), quarter(after))
    assert found is not None
    assert largest_part(found) == says


def test_both_ends_by_name() -> None:
    found = bridge(quarter("2025-Q3"), quarter("2026-Q1"))
    assert found is not None
    said = ends(found, "before", "after", {})
    assert said == "earning about 6,400 CNY in before to losing about 38,300 CNY in after"


def test_a_quarter_and_a_half_have_opex_per_car_as_one_cause() -> None:
    """Twice the time takes twice the opex and makes twice the cars: neither is a cause."""
    half = base_of(BOOK, [when("2025-Q1"), when("2025-Q2")])
    found = bridge(quarter("2025-Q1"), half)
    assert found is not None
    keys = [cause.key for cause in found.causes]
    assert keys == ["revenue", "unit_cost", "opex_per_car"]
    assert abs(sum(cause.figure.value for cause in found.causes) - found.change) < 1e-9
    assert next(remarks(found, str)).text.startswith("2025-Q1 and 2025-H1 differ in length")
