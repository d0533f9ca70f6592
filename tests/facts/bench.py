"""How loading compares with the parser alone: `python -m tests.facts.bench`."""

from __future__ import annotations

import gc
from collections.abc import Callable
from random import Random
from time import perf_counter
from typing import Any

import yaml

from tests.facts import SAMPLE
from tui.facts.load import load_text

FACTS = 10_000
ROUNDS = 5


def many(count: int) -> str:
    """A file of so many statements of one figure each, none like another."""
    random = Random(count)
    statements = [
        f"- source: {random.choice(['newswire', '[newswire, translation]'])}\n"
        f"  at: page {random.randrange(900)}\n"
        f"  period: {random.randrange(2005, 2025)}-Q{random.randrange(1, 5)}\n"
        f"  states:\n    {_figure(random)}\n"
        for _ in range(count)
    ]
    head, tail = SAMPLE.split("facts:\n- ", 1)
    return f"{head}facts:\n{''.join(statements)}- {tail}"


def _figure(random: Random) -> str:
    whole, part = random.randrange(1, 1000), random.randrange(100, 1000)
    return random.choice(
        [
            f"revenue: about {whole}.{part} million CNY",
            f"deliveries: over {whole},{part} cars",
            f"gross_margin: {whole % 100}.{part}%",
            f"operating_result: -{whole}.{part} billion CNY",
        ]
    )


def seconds(work: Callable[[], Any]) -> float:
    """The shortest of some rounds, with the garbage collector on."""
    found = []
    for _ in range(ROUNDS):
        gc.collect()
        start = perf_counter()
        work()
        found.append(perf_counter() - start)
    return min(found)


def main() -> None:
    """Print the ratio, which is to stay below one half."""
    text = many(FACTS)
    assert load_text(text).book
    parser = seconds(lambda: yaml.load(text, Loader=yaml.CSafeLoader))
    loader = seconds(lambda: load_text(text))
    print(
        f"{FACTS:,} facts: load {loader:.2f} s, CSafeLoader alone {parser:.2f} s, "
        f"ratio {loader / parser:.2f} (limit 0.50)"
    )


if __name__ == "__main__":
    main()
