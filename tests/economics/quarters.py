"""Small stores for the tests of this floor: quarters as published, and what is built on them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from tests.books import book, fact
from tui.economics.account import Account, base_of
from tui.economics.bridge import Bridge, bridge
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.interval import Interval
from tui.facts.model import Entity, Rate, Source
from tui.facts.period import Period, parse_period

Statements = Mapping[str, str]

QUARTERS: dict[str, Statements] = {
    "2024-Q2": {
        "deliveries": "27,307 cars",
        "revenue": "6.4 billion CNY",
        "gross_margin": "15.4%",
        "adjusted_net_result": "-1.8 billion CNY",
        "asp": "228,644 CNY/car",
    },
    "2024-Q3": {
        "deliveries": "exactly 39,790 cars",
        "revenue": "9.7 billion CNY",
        "gross_margin": "17.1%",
        "adjusted_net_result": "-1.5 billion CNY",
    },
    "2024-Q4": {
        "deliveries": "69,697 cars",
        "revenue": "16.7 billion CNY",
        "gross_margin": "20.4%",
        "operating_result": "-0.7 billion CNY",
        "adjusted_net_result": "-0.7 billion CNY",
    },
    "2025-Q1": {
        "deliveries": "75,869 cars",
        "revenue": "18.58 billion CNY",
        "gross_margin": "23.17%",
        "operating_result": "-0.5 billion CNY",
        "asp": "238,300 CNY/car",
    },
    "2025-Q2": {
        "deliveries": "81,302 cars",
        "revenue": "21.26 billion CNY",
        "gross_margin": "26.4%",
        "operating_result": "-0.3 billion CNY",
    },
    "2025-Q3": {
        "deliveries": "108,796 cars",
        "revenue": "29.0 billion CNY",
        "gross_margin": "25.5%",
        "gross_profit": "7.384 billion CNY",
        "operating_result": "0.7 billion CNY",
        "asp": "260,053 CNY/car",
    },
    "2025-Q4": {
        "deliveries": "145,115 cars",
        "revenue": "37.23±0.06 billion CNY",
        "gross_margin": "22.76±0.19%",
        "operating_result": "1.0±0.2 billion CNY",
    },
    "2026-Q1": {
        "deliveries": "80,856 cars",
        "revenue": "19.9 billion CNY",
        "gross_margin": "20.1%",
        "operating_result": "-3.1 billion CNY",
    },
}
"""The eight quarters as they were calculated by hand, the one that is derived with its bounds."""

YEARS: dict[str, Statements] = {
    "2024": {"deliveries": "136,854 cars", "adjusted_net_result": "-6.2 billion CNY"},
    "2025": {
        "deliveries": "411,082 cars",
        "revenue": "106.0695 billion CNY",
        "gross_margin": "24.3%",
        "operating_result": "0.9 billion CNY",
    },
}

PRINTED: dict[str, tuple[tuple[str, str], ...]] = {
    "2025-Q1": (("press", "about -903 USD/car"), ("article", "about -900 USD/car")),
}


def book_of(*periods: Mapping[str, Statements], rates: tuple[Rate, ...] = ()) -> FactBook:
    """A store of these statements."""
    facts = [
        fact(concept, text, period, source="company")
        for statements in periods
        for period, states in statements.items()
        for concept, text in states.items()
    ]
    facts += [
        fact("profit_per_car", text, period, source=tier)
        for period, printed in PRINTED.items()
        for tier, text in printed
    ]
    return book(
        *facts,
        sources=[Source(tier, tier, tier, tier) for tier in ("company", "press", "article")],
        title="Cars",
        entities={"segment": Entity("segment", "Smart EV and AI", note="not the cars alone")},
        models={},
        rates=rates,
    )


BOOK = book_of(QUARTERS)
DERIVED = book_of({k: v for k, v in QUARTERS.items() if k != "2025-Q4"}, YEARS)


def quarter(text: str) -> Account:
    """One of the eight quarters."""
    return base_of(BOOK, parse_period(text))


def crossing(before: Account, after: Account) -> Bridge:
    """The bridge between two periods that have one."""
    found = bridge(before, after)
    assert found is not None
    return found


def boxed(value: Decimal, half: Decimal, unit: str, label: str) -> Figure:
    """A figure with a half-width."""
    box = Interval(value - half, value + half)
    return Figure(value, box, box, unit, label)


def shown(figure: Figure | None, scale: int = 1) -> tuple[int, int, int]:
    """Value and bounds to the whole unit, half away from zero, as tables print them."""
    assert figure is not None
    return whole(figure.value / scale), whole(figure.low / scale), whole(figure.high / scale)


def whole(value: Decimal | None) -> int:
    """To the whole unit, half away from zero."""
    assert value is not None
    return int(value.quantize(Decimal(1), "ROUND_HALF_UP"))


def when(text: str) -> Period:
    """Short for a period."""
    return parse_period(text)
