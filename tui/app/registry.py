"""The tabs, and the tables that `show` prints. A new tab is an entry here, a package and a test.

Nothing here loads Textual, a tab or facts: what stands as `module:name` is imported on use.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from tui.facts.book import FactBook
    from tui.present.table import Table
    from tui.present.things import Thing
    from tui.ui.tab import Tab


class TabEntry(NamedTuple):
    """A tab: its key in commands and settings, its screen, and what it shows."""

    key: str
    screen: str
    """Its screen, as `module:class`."""
    table: str = ""
    """The function that makes the table of `show`, as `module:function`; empty without one."""
    shows: tuple[str, ...] = ()
    """The kinds of search results it shows; `car` is a figure of a model."""
    places: str = ""
    """The function that lists what the palette leads to, as `module:function`, or empty."""

    @property
    def title(self) -> str:
        """Its name on the screen."""
        return self.key.capitalize()

    @property
    def screen_class(self) -> type[Tab]:
        """The class of its screen, imported."""
        found: type[Tab] = _load(self.screen)
        return found

    def build(self) -> Tab:
        """A new screen."""
        return self.screen_class()


TABS = {
    entry.key: entry
    for entry in (
        TabEntry(
            "timeline",
            "tui.tabs.timeline.screen:Timeline",
            "tui.tabs.timeline.present:timeline_table",
            ("event", "promise"),
            "tui.tabs.timeline.present:places",
        ),
        TabEntry(
            "models",
            "tui.tabs.models.screen:Models",
            "tui.tabs.models.present:models_table",
            ("model", "car"),
            "tui.tabs.models.present:places",
        ),
        TabEntry(
            "finances",
            "tui.tabs.finances.screen:Finances",
            "tui.tabs.finances.table:finances_table",
            ("figure", "calculated"),
            "tui.tabs.finances.present:places",
        ),
        TabEntry("calculator", "tui.tabs.calculator.screen:Calculator"),
        TabEntry(
            "disputes",
            "tui.tabs.disputes.screen:Disputes",
            "tui.tabs.disputes.present:disputes_table",
            ("dispute",),
            "tui.tabs.disputes.present:places",
        ),
        TabEntry("peers", "tui.tabs.peers.screen:PeersTab", "tui.tabs.peers.present:peers_table"),
    )
}
"""By key, in the order of the digits that open them."""

FIRST = "finances"
"""The tab to start with, and the table of `show`, if none is asked for."""


def import_screen(tab: str) -> None:
    """Import the screen of the tab to start with: of the first where there is no such tab."""
    _load(TABS.get(tab, TABS[FIRST]).screen)


TABLES = {
    FIRST: TABS[FIRST].table,
    **{entry.key: entry.table for entry in TABS.values() if entry.table},
    "facts": "tui.present.facts_table:facts_table",
    "sources": "tui.present.facts_table:sources_table",
}
"""The functions that make the tables of `show`, by name."""


def table_of(name: str, book: FactBook, currency: str, **choices: Any) -> Table:
    """One of `TABLES`, as its function is asked for. Raises KeyError where there is none."""
    table: Table = _load(TABLES[name])(book, currency, **choices)
    return table


def tab_of(thing: Thing, present: str) -> str:
    """The tab that shows a thing; `present` if none does, as for a source."""
    from tui.facts.model import Fact
    from tui.present.things import KINDS

    _, kind = KINDS[type(thing)]
    if isinstance(thing, Fact) and thing.dims.model:
        kind = "car"
    return tab_for(kind, present)


def tab_for(kind: str, present: str = FIRST) -> str:
    """The tab that shows things of a kind; `present` if none does."""
    return next((entry.key for entry in TABS.values() if kind in entry.shows), present)


def places(book: FactBook, currency: str) -> Iterator[tuple[str, str, Thing]]:
    """What the palette leads to: the tab, the name to type, and the thing to point at."""
    for tab in (TABS[FIRST], *(entry for entry in TABS.values() if entry.key != FIRST)):
        for name, thing in _load(tab.places)(book, currency) if tab.places else ():
            yield tab.key, name, thing


def _load(path: str) -> Any:
    module, _, name = path.partition(":")
    return getattr(import_module(module), name)
