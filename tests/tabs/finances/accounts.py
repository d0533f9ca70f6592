"""Small books of one maker's quarters, for the tests of the finances."""

from __future__ import annotations

from collections.abc import Mapping

from tests.books import loaded
from tui.facts.book import FactBook

HEAD = """
format: xev-facts/1
title: What one maker earns and loses
as_of: 2025-11-21
units: {cars: [car]}
entities:
  cars: {name: Maker of things}
concepts:
  revenue: {name: revenue, unit: money, period: duration, additive: yes, nonnegative: yes}
  operating_result: {name: operating result, unit: money, period: duration, additive: yes}
  adjusted_net_result: {name: adjusted net result, unit: money, period: duration, additive: yes}
  gross_margin: {name: gross margin, unit: "%", period: duration}
  deliveries: {name: deliveries, unit: cars, period: duration, additive: yes, nonnegative: yes}
sources:
  results: {title: Results, publisher: The maker, tier: company, published: 2025-08-19}
  blog: {title: "Somebody [else]", publisher: A blog, tier: blog, published: 2025-08-20}
"""
MAKER = """
models:
  one: {name: One, maker: Acme, trims: {base: One}}
"""
RATES = """
rates:
- source: results
  period: 2025-Q1
  CNY/USD: {mean: 7, low: 7, high: 7, end: 7}
- source: results
  period: 2025-Q2
  CNY/USD: {mean: 8, low: 8, high: 8, end: 8}
"""

Quarters = Mapping[str, Mapping[str, str]]

FULL = {
    "deliveries": "exactly 10,000 cars",
    "revenue": "2.0 billion CNY",
    "gross_margin": "20.0%",
    "operating_result": "-0.10 billion CNY",
}
BETTER = {
    "deliveries": "exactly 20,000 cars",
    "revenue": "5.0 billion CNY",
    "gross_margin": "20.0%",
    "operating_result": "0.20 billion CNY",
}


def accounts(
    quarters: Quarters, *, source: str = "results", more: str = "", maker: str = ""
) -> FactBook:
    """A book that states these figures of these periods."""
    lines = ["facts:"] if quarters else []
    for period, states in quarters.items():
        pairs = ", ".join(f'{concept}: "{text}"' for concept, text in states.items())
        lines.append(f'- {{source: {source}, period: "{period}", states: {{{pairs}}}}}')
    head = HEAD.replace("concepts:", f"{maker.strip()}\nconcepts:") if maker else HEAD
    return loaded(head + "\n".join(lines) + "\n" + more)


def without(states: Mapping[str, str], *names: str) -> dict[str, str]:
    """The figures less some of them."""
    return {name: text for name, text in states.items() if name not in names}
