"""Which promises get a lane on the rail where there are too many for all to have one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from tui.tabs.timeline.timeline import Chronicle

LANES = 4
"""Promises drawn beside each other at most; the others carry only their glyph."""


def with_lanes(story: Chronicle, places: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The promises that get a lane: at most LANES side by side.

    Those with an outcome come before those without, the first of each concept before the second
    of any, and short ones before long ones.
    """
    order = {place: n for n, place in enumerate(dict.fromkeys(places))}
    spans: dict[int, list[int]] = {}
    for entry, place in zip(story.entries, places, strict=True):
        if entry.promise is not None:
            spans.setdefault(entry.promise, []).append(order[place])
    ends = {n: (s[0], s[1] if len(s) > 1 else len(order)) for n, s in spans.items()}
    busy = [0] * (len(order) + 1)
    chosen = set()
    for promise in _ranked(story, ends):
        first, last = ends[promise]
        if first < last and max(busy[first : last + 1]) < LANES:
            chosen.add(promise)
            busy[first : last + 1] = [count + 1 for count in busy[first : last + 1]]
    return frozenset(chosen)


def _ranked(story: Chronicle, ends: Mapping[int, tuple[int, int]]) -> list[int]:
    """Promises in the order in which they are given lanes."""
    seen: Counter[tuple[int, str, str]] = Counter()
    ranks: list[tuple[int, int, int, int]] = []
    for promise in sorted(ends, key=lambda n: (ends[n][1] - ends[n][0], n)):
        told = story.promises[promise]
        waiting = {"open": 2, "overdue": 1}.get(told.verdict, 0)
        expects = told.forecast.expects
        subject = (waiting, expects.concept, expects.dims.model)
        ranks.append((waiting, seen[subject], len(ranks), promise))
        seen[subject] += 1
    return [rank[-1] for rank in sorted(ranks)]
