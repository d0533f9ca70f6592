"""The place of a maker among others in words."""

from __future__ import annotations

from collections.abc import Sequence

from tui.economics.peers import MEASURES, Peers, Standing
from tui.facts.period import Period

_ORDINALS = ("", "second ", "third ", "fourth ", "fifth ", "sixth ", "seventh ", "eighth ")
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def in_words(number: int) -> str:
    """`six`; a large number in digits."""
    return _COUNTS[number] if number < len(_COUNTS) else str(number)


def largest(standing: Standing, ranked: Sequence[Standing]) -> str:
    """`Third largest loss`, `Largest profit`; empty where bounds leave several places."""
    figure = standing.per_car
    best, worst = standing.place or (0, 0)
    if figure is None or best != worst:
        return ""
    lost = figure.value < 0
    before = best - 1 if lost else len(ranked) - best
    if before >= len(_ORDINALS):
        return ""
    return f"{_ORDINALS[before]}largest {'loss' if lost else 'profit'}".capitalize()


def place_of(peers: Peers, maker: str, period: Period, concept: str) -> str:
    """`Third largest loss per car of six makers`; empty where the maker stands in no ranking.

    `maker` is its id, `concept` what the result of the period is.
    """
    measure = next((m.key for m in MEASURES.values() if m.concept == concept), None)
    if measure is None or period.kind != "quarter":
        return ""
    ranked = peers.ranked(period, measure)
    own = next((s for s in ranked if s.maker.key == maker), None)
    if own is None or own.is_weak or len(ranked) < 2:
        return ""
    told = largest(own, ranked)
    return f"{told} per car of {in_words(len(ranked))} makers" if told else ""
