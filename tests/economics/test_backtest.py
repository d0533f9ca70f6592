"""The engine's own forecasting error, computed from the store."""

from decimal import Decimal

import pytest

from tests.economics.quarters import BOOK, QUARTERS, book_of, shown
from tui.economics.account import Account, full_quarters
from tui.economics.backtest import backtest
from tui.facts.figure import Figure


def test_the_errors_of_the_last_six_quarters() -> None:
    found = backtest(BOOK)
    assert found is not None
    assert [f"{error.value / 10**9:+.2f}" for error in found.errors] == [
        *("+0.45", "+0.10", "+0.11", "+0.90", "+2.17", "+0.35"),
    ]
    assert str(found.errors[-1].period) == "2026-Q1"
    assert f"{found.mean.value / 10**9:.2f}" == "0.68"
    assert found.mean.low < found.mean.value < found.mean.high
    assert f"{found.naive / 10**9:.2f}" == "1.10"
    assert found.says == (
        "Given actual deliveries, this model with all opex fixed was too optimistic in each of the "
        "last 6 quarters, by 102m CNY to 2.17bn CNY; a no-change forecast missed by 1.10bn CNY."
    )


def known(base: Account) -> tuple[Figure, ...]:
    found = base.known(*base.account)
    assert found is not None
    return found


def test_a_model_is_tested_with_its_own_fixed_share_and_drift() -> None:
    drift = Decimal(4 * 10**8)
    found = backtest(BOOK, Decimal(80), drift, is_fitted=True)
    assert found is not None
    so_far = full_quarters(BOOK)
    when = [str(base.period) for base in so_far]
    for error in found.errors:
        before, after = (so_far[when.index(str(error.period)) - n] for n in (1, 0))
        cars, revenue, margin, result = (figure.value for figure in known(before))
        volume = known(after)[0].value / cars
        gross = revenue * margin / 100
        opex = (gross - result) * (Decimal("0.8") + Decimal("0.2") * volume) + drift
        assert abs(error.value - (gross * volume - opex - known(after)[3].value)) < Decimal("0.001")
    assert "this model with 80% of opex fixed and 400m CNY more a quarter" in found.says
    assert found.says.endswith("Both are fitted to quarters that are among these.")


def test_errors_both_ways_are_no_bias() -> None:
    better = dict(QUARTERS["2026-Q1"]) | {"operating_result": "3.1 billion CNY"}
    found = backtest(book_of(QUARTERS | {"2026-Q1": better}), last=2)
    assert found is not None
    assert found.says == (
        "Given actual deliveries, this model with all opex fixed missed the last 2 quarters by "
        "4.01bn CNY on average, too optimistic in 1 of them; a no-change forecast missed by 1.20bn "
        "CNY."
    )


def test_the_five_before_the_quarter_that_shrank() -> None:
    earlier = book_of({k: v for k, v in QUARTERS.items() if k != "2026-Q1"})
    found = backtest(earlier, last=5)
    assert found is not None
    assert f"{found.mean.value / 10**9:.2f}" == "0.74"


def test_an_error_is_forecast_less_actual_with_bounds() -> None:
    found = backtest(book_of({k: QUARTERS[k] for k in ("2025-Q1", "2025-Q2")}))
    assert found is not None
    (error,) = found.errors
    assert shown(error, 10**6) == (108, 8, 208)
    assert found.says == (
        "Given actual deliveries, this model with all opex fixed was too optimistic in the last "
        "quarter, by 108m CNY; a no-change forecast missed by 200m CNY."
    )


@pytest.mark.parametrize("periods", [("2025-Q1",), ("2025-Q1", "2025-Q3")])
def test_only_a_quarter_that_follows_another_is_forecast(periods: tuple[str, ...]) -> None:
    assert backtest(book_of({k: QUARTERS[k] for k in periods})) is None
