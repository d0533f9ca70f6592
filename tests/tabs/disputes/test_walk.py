"""By keys alone to every number of the Disputes, and to its source."""

from __future__ import annotations

from collections.abc import Sequence

from tests.tabs.disputes.dispute_book import disputes
from tests.walking import Walk, walks
from tui.app.program import XevApp
from tui.facts.book import FactBook
from tui.tabs.disputes.present import ORDERS, axes_of, docket


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
