"""Per-car figures in print: reproduced from their inputs, and held to what rounding allows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
import yaml

from tests import DATA
from tests.economics.quarters import BOOK, boxed, quarter, when, whole
from tui.economics import per_car
from tui.economics.account import Account, base_of
from tui.economics.claim import on_its_basis, published, read_claim, reconcile
from tui.facts.book import FactBook
from tui.facts.figure import Figure

ROWS: list[dict[str, Any]] = yaml.safe_load(
    (DATA / "published_per_car.yaml").read_text(encoding="utf-8")
)["published"]
WITH_INPUTS = [
    row for row in ROWS if row["loss_or_profit_million"] is not None and row["deliveries"]
]
MILLION = 10**6


def computed(row: dict[str, Any]) -> Account:
    """The row's inputs, each with half its rounding step."""
    sign = -1 if row["direction"] == "loss" else 1
    amount, step, cars, cars_step = (
        Decimal(str(row[key]))
        for key in (
            *("loss_or_profit_million", "amount_rounding_million"),
            *("deliveries", "deliveries_rounding"),
        )
    )
    currency = row["currency"]
    return Account(
        currency=currency,
        result=boxed(sign * amount * MILLION, step * MILLION / 2, currency, "result"),
        deliveries=boxed(cars, cars_step / 2, "cars", "deliveries"),
    )


def in_print(row: dict[str, Any]) -> Decimal:
    return Decimal(row["published_per_car"]) * (-1 if row["direction"] == "loss" else 1)


def printed(value: Decimal, words: str, currency: str) -> Figure:
    """A signed per-car figure as printed, with the words before it."""
    text = f"{words} {abs(value):,} {currency}"
    return read_claim(text, currency, None, loss=value < 0).figure


def test_the_rows_with_inputs_are_all_that_have_a_verdict() -> None:
    assert [row["id"] for row in WITH_INPUTS] == [r["id"] for r in ROWS if r["agrees"] is not None]
    assert len(WITH_INPUTS) > 20


@pytest.mark.parametrize("row", WITH_INPUTS, ids=lambda row: row["id"])
def test_a_printed_figure_is_reproduced_and_judged(row: dict[str, Any]) -> None:
    figure = per_car.result_per_car(computed(row))
    assert figure is not None
    sizes = sorted(whole(abs(end)) for end in (figure.low, figure.high))
    assert whole(abs(figure.value)) == row["recomputed"]
    assert sizes == [row["recomputed_low"], row["recomputed_high"]]
    words = row["qualifier"].removeprefix("exact")
    verdict = reconcile(figure, printed(in_print(row), words, row["currency"]))
    assert verdict.inside is row["agrees"]
    if row.get("recomputed_direction") is None:
        assert verdict.off is not None
        assert round(float(verdict.off), 2) == row["difference_percent"]


def test_a_verdict_in_words() -> None:
    figure = per_car.result_per_car(quarter("2025-Q1"))
    assert figure is not None
    inside = reconcile(figure, printed(Decimal(-6500), "about", "CNY"))
    assert inside.says == "The published 6,500 CNY is within the rounding range."
    outside = reconcile(figure, printed(Decimal(-4000), "about", "CNY"))
    assert outside.says == ("The published 4,000 CNY is outside the rounding range: 64.8% too low.")
    wrong = reconcile(figure, printed(Decimal(6500), "about", "CNY"))
    assert wrong.says.endswith("the sign is wrong.")
    with pytest.raises(ValueError, match="USD/car is not CNY/car"):
        reconcile(figure, printed(Decimal(-900), "about", "USD"))


def test_a_figure_in_print_is_held_to_its_own_basis(shipped: FactBook) -> None:
    base = base_of(shipped, when("2024-Q4"))
    for said in published(shipped, when("2024-Q4"), "CNY"):
        own = per_car.result_per_car(on_its_basis(shipped, base, said))
        now = per_car.result_per_car(base)
        assert own is not None
        assert now is not None
        assert reconcile(own, said).inside
        assert not reconcile(now, said).inside


def test_figures_in_print_are_listed_the_articles_first() -> None:
    figures = published(BOOK, when("2025-Q1"), "USD")
    assert [figure.value for figure in figures] == [-900, -903]
    assert published(BOOK, when("2025-Q1"), "EUR") == ()
