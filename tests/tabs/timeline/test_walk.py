"""By keys alone to every number of the Timeline, and to its source."""

from __future__ import annotations

import pytest

from tests.tabs.timeline.history import history
from tests.walking import Walk, untold, walks
from tui.app.program import XevApp
from tui.checks.promises import Promise
from tui.facts.book import FactBook
from tui.present.outcomes import distance_text, expected_text, outcome_text
from tui.tabs.timeline.present import timeline_of


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
