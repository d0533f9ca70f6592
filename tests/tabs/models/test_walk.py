"""By keys alone to every number of the Models, and to its source."""

from __future__ import annotations

from collections.abc import Iterator

from tests.tabs.models.garage import garage
from tests.walking import Stop, Walk, walks
from tui.app.program import XevApp
from tui.facts.book import FactBook
from tui.tabs.models.present import all_trims, by_price, compare
from tui.tabs.models.widgets import TrimList
from tui.ui.charts.data import Kind
from tui.ui.charts.ladder import DOTS


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
        kind: Kind = "picked rival" if offer.trim.rival else "picked"
        yield Stop("ladder", f"{DOTS[kind]} {offer.trim.name}", offer.price.text)
