"""Facts files of any size, the same ones every time: more companies, not more figures of one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from random import Random

_HEAD = """format: xev-facts/1
title: A large collection
as_of: 2026-01-31
currency: CNY
units:
  cars: [car, vehicle, vehicles]
concepts:
  revenue: {name: segment revenue, unit: money, period: duration, additive: yes}
  gross_margin: {name: gross margin, unit: "%", period: duration}
  operating_result: {name: operating result, unit: money, period: duration, additive: yes}
  deliveries: {name: deliveries, unit: cars, period: duration, additive: yes, nonnegative: yes}
sources:
  results: {title: Results, publisher: Newswire, tier: company}
  report: {title: Report, publisher: Gazette, tier: press}
"""
YEARS = range(2020, 2025)


def facts_text(count: int) -> str:
    """A facts file of so many statements, one figure each."""
    random = Random(count)
    each = 4 * 4 * len(YEARS)
    entities = range(-(-count // each))
    names = "".join(f"  maker-{n}: {{name: Maker {n}}}\n" for n in entities)
    statements = (text for n in entities for text in _statements(random, n))
    return f"{_HEAD}entities:\n{names}facts:\n{''.join(islice(statements, count))}"


def _statements(random: Random, entity: int) -> Iterator[str]:
    for year in YEARS:
        for quarter in range(1, 5):
            for figure in _figures(random):
                yield (
                    f"- source: {random.choice(['results', '[results, report]'])}\n"
                    f"  at: page {random.randrange(900)}\n"
                    f"  period: {year}-Q{quarter}\n"
                    f"  entity: maker-{entity}\n"
                    f"  states:\n    {figure}\n"
                )


def _figures(random: Random) -> list[str]:
    whole, part = random.randrange(2, 1000), random.randrange(100, 1000)
    return [
        f"revenue: about {whole}.{part} million CNY",
        f"gross_margin: {whole % 60}.{part % 10}%",
        f"operating_result: -{whole % 90}.{part} million CNY",
        f"deliveries: over {whole},{part} cars",
    ]
