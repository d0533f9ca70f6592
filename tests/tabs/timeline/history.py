"""A small book with an event of every kind and a promise of every verdict."""

from __future__ import annotations

from tests.books import loaded
from tui.facts.book import FactBook

HEAD = """
format: xev-facts/1
title: What one car maker earns and loses
as_of: 2025-11-21
units: {cars: [car]}
people:
  lei-jun: {name: Lei Jun}
entities:
  segment: {name: Cars}
  group: {name: Xiaomi Corporation}
models:
  yu7: {name: YU7, maker: Xiaomi, trims: {max: YU7 Max}}
concepts:
  operating_result: {name: operating result, unit: money, period: duration, additive: yes}
  deliveries: {name: deliveries, unit: cars, period: duration, additive: yes, nonnegative: yes}
  price: {name: price, unit: money, period: instant, exact: yes, nonnegative: yes}
  launch: {name: launch, unit: date, period: none}
sources:
  results: {title: Second quarter results, publisher: Xiaomi, tier: company, published: 2025-08-19,
    url: "https://example.com/q2.pdf"}
  third: {title: "小米 [Q3] results", publisher: Xiaomi, tier: company, published: 2025-11-18}
  newswire: {title: Lei Jun on profit, publisher: A newswire, tier: press, published: 2025-06-03}
  magazine: {title: YU7 launch, publisher: A magazine, tier: press, published: 2025-06-27}
facts:
- source: results
  period: 2025-Q2
  states: {operating_result: -0.3 billion CNY, deliveries: "81,302 cars"}
- source: third
  period: 2025-Q3
  states: {operating_result: 0.7 billion CNY, deliveries: "108,796 cars"}
- {source: magazine, model: yu7, states: {launch: 2025-06-26}}
- source: magazine
  period: 2025-06-26
  model: yu7
  trim: max
  states: {price: ["253,500 CNY", "35,360 USD"]}
"""

FORECASTS = """
forecasts:
- said: 2025-05-28
  by: lei-jun
  title: Profitable by the second quarter
  expects: {operating_result: over 0 CNY, period: 2025-Q2}
  source: newswire
  note: Said to investors.
- said: 2025-06-03
  by: lei-jun
  title: Profitable in the third quarter
  expects: {operating_result: over 0 CNY, period: 2025-Q3}
  kind: target
  source: newswire
- said: 2025-05-22
  by: group
  title: YU7 on sale from July
  expects: {launch: 2025-07, period: 2025-07, model: yu7}
  source: magazine
- said: 2025-08-19
  by: group
  title: 350,000 cars in 2025
  expects: {deliveries: "at least 350,000 cars", period: 2025}
  source: results
- said: 2025-01-10
  by: group
  title: 90,000 cars in the first quarter
  expects: {deliveries: "90,000 cars", period: 2025-Q1}
  source: magazine
"""

EVENTS = """
events:
- {date: 2024-03-28, kind: launch, title: SU7 on sale, source: magazine}
- {date: 2024-07~, kind: factory, title: A second factory is begun, source: newswire}
- {date: 2025-03-29, kind: accident, title: A crash, source: newswire, note: Three deaths.}
- {date: 2025-06-26, kind: launch, title: "YU7 [on sale]", model: yu7, source: [magazine, newswire]}
- {date: 2025-08-19, kind: result, title: Second quarter results, source: results}
- {date: 2025-11-18, kind: result, title: Third quarter results, source: third}
"""


RATES = """
rates:
- source: newswire
  period: 2025-Q2
  CNY/USD: {mean: 7.2, low: 7.1, high: 7.3, end: 7.2}
"""


def history(events: str = EVENTS, forecasts: str = FORECASTS) -> FactBook:
    """The book with these events and forecasts."""
    return loaded(HEAD + forecasts + events + RATES)


def crowd(count: int) -> FactBook:
    """A book in which so many decided promises overlap."""
    forecasts = "forecasts:\n" + "".join(
        f"- {{said: 2025-05-{day:02}, by: lei-jun, title: Promise {day}, source: newswire, "
        "expects: {operating_result: over 0 CNY, period: 2025-Q2}}\n"
        for day in range(1, count + 1)
    )
    return history(forecasts=forecasts)
