"""By keys alone to every number of the Timeline, the Models and the Disputes, and to its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from tests.tabs.disputes.dispute_book import disputes
from tests.tabs.models.garage import garage
from tests.tabs.timeline.history import history
from tests.walking import Stop, Walk, untold, walks
from tui.app.program import XevApp
from tui.checks.promises import Promise
from tui.facts.book import FactBook
from tui.present.outcomes import distance_text, expected_text, outcome_text
from tui.tabs.disputes.present import ORDERS, axes_of, docket
from tui.tabs.models.present import all_trims, by_price, compare
from tui.tabs.models.widgets import TrimList
from tui.tabs.timeline.present import timeline_of
from tui.ui.charts.data import Kind
from tui.ui.charts.ladder import DOTS


@walks(history())
async def test_every_event_and_promise(walked: FactBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.tabs.timeline.screen.REST_SECONDS", 0.001)
    app = XevApp(walked, tab="timeline")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("s")
        walk = Walk(pilot)
        await walk.rows()
    assert not walk.blind()
    story = timeline_of(walked, "CNY")
    for entry in story.entries:
        needles = (entry.glyph, entry.title, entry.aside)
        told = [t for stop, t in walk.told.items() if all(part in stop.text for part in needles)]
        assert told, entry.key
        if entry.promise is not None and entry.kind == "due":
            says = _decided(walked, story.promises[entry.promise])
            assert any(not untold(text, says) for text in told), says


def _decided(book: FactBook, promise: Promise) -> str:
    """What a promise said, what came of it, and how far apart the two are."""
    parts = (outcome_text(book, promise, "CNY"), distance_text(book, promise, "CNY"))
    return f"{expected_text(book, promise)} {' '.join(parts)}"


@walks(garage())
async def test_every_property_of_every_car(walked: FactBook) -> None:
    app = XevApp(walked, tab="models")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("space", "home")
        picked = set(app.screen.query_one(TrimList).picked)
        for trim in all_trims(walked):
            await pilot.press(*([] if trim.key in picked else ["space"]), "down")
        await pilot.press("enter", "s")
        walk = Walk(pilot)
        await walk.rows(across=True)
        for _ in ("ladder", "scatter"):
            await pilot.press("tab")
            await walk.rows()
    assert not walk.blind()
    assert not walk.missed(_specs(walked))
    assert not walk.missed(_offers(walked))


def _specs(book: FactBook) -> Iterator[Stop]:
    found = compare(book, "CNY")
    for row in found.rows:
        for trim, spec in zip(found.trims, row.specs, strict=True):
            yield Stop("compare", f"{row.name}, {trim.name}", spec.text)


def _offers(book: FactBook) -> Iterator[Stop]:
    offers = by_price(compare(book, "CNY").offers)
    for offer in offers:
        kind: Kind = "reference" if offer.trim.rival else "picked"
        yield Stop("ladder", f"{DOTS[kind]} {offer.trim.name}", offer.price.text)


@walks(disputes())
async def test_every_value_of_every_dispute(walked: FactBook) -> None:
    app = XevApp(walked, tab="disputes")
    topics = docket(walked).topics(ORDERS[0])
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("s", "home")
        for item in (topic.item for topic in topics):
            walk = Walk(pilot)
            axes = axes_of(walked, item, "CNY")
            await _through(walk, [len(axis.values) for axis in axes])
            assert not walk.blind()
            shown = [item.lead.gap, *(value.row.text for axis in axes for value in axis.values)]
            assert [stop.text for stop in walk.told] == shown, item.title
            await pilot.press("down")


async def _through(walk: Walk, counts: Sequence[int]) -> None:
    """From the list into the values of a dispute, down its axes, and back to the list."""
    walk.note()
    for place, count in enumerate(counts):
        await walk.press("tab" if place else "enter")
        for _ in range(count - 1):
            await walk.press("down")
    if counts:
        await walk.press("escape")
