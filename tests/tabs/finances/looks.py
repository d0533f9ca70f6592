"""What the tests of the Finances tab look at."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from tui.app.program import XevApp
from tui.facts.book import FactBook
from tui.tabs.finances.screen import Finances
from tui.tabs.finances.widgets import MarkedTrend, NotesList, PeriodGrid
from tui.ui.drawer import Drawer
from tui.ui.text import Prose

Running = tuple[Pilot[None], Finances]


@asynccontextmanager
async def running(book: FactBook, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Running]:
    app = XevApp(book, tab="finances", theme="xev-dark")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, Finances)
        yield pilot, app.screen


def said(screen: Finances) -> str:
    return str(screen.query_one("#said").render())


def drawer_text(screen: Finances) -> str:
    return str(screen.query_one(Drawer).query_one(Prose).render())


def margin(screen: Finances) -> str:
    notes = screen.query_one(NotesList)
    rows = notes.wrapped(notes.size.width)
    return "\n".join(f"{row.passage.lead if row.is_first else ''} {row.text}" for row in rows)


def title(screen: Finances, name: str) -> str:
    return str(screen.query_one(f"#{name}-title").render())


def trend(screen: Finances) -> MarkedTrend:
    return screen.query_one("#trend", MarkedTrend)


def grid(screen: Finances) -> PeriodGrid:
    return screen.query_one(PeriodGrid)


def labels(screen: Finances) -> list[str]:
    return [bar.label for bar in trend(screen).rows]


def seen(screen: Finances) -> set[str]:
    """The panes that are on the screen."""
    panes = ("trend", "car", "table", "margin", "cars", "gross")
    return {name for name in panes if screen.query_one(f"#{name}").size.area}
