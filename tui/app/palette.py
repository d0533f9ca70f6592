"""What the command palette offers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple, cast

from rich.text import Text
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen

from tui.app.registry import TABS
from tui.facts.model import Fact
from tui.present import fmt
from tui.tabs.finances.present import spans
from tui.tabs.models.present import all_trims
from tui.ui.actions import visit
from tui.ui.export import FORMS
from tui.ui.tab import Tab

if TYPE_CHECKING:
    from tui.app.program import XevApp


class Offer(NamedTuple):
    """A line of the palette: what it says, what it does, whether it stands there at once."""

    text: str
    do: Callable[[], object]
    at_once: bool = True
    """Not where there are many of a kind: those are found by their words."""


def offers(app: XevApp, screen: Screen[object]) -> Iterator[Offer]:
    """Everything that can be done, in the order in which it is offered."""
    if isinstance(screen, Tab):
        yield Offer("Copy the value", screen.action_copy)
        yield Offer("Copy a citation", screen.action_cite)
        yield Offer("Copy the table row", screen.action_copy_row)
        yield Offer("Edit facts.yaml at this line", screen.action_edit)
        here = screen.here
        for number, source in enumerate(here.sources if here else (), 1):
            if source.url:
                text = f"Open source {number}: {source.publisher}, {source.title}"
                yield Offer(text, partial(_visit, app, source.url))
    for tab in TABS.values():
        yield Offer(f"Go to {tab.title}", partial(app.action_go, tab.key))
    if isinstance(screen, Tab):
        for form, (name, use) in FORMS.items():
            yield Offer(f"Export as {name}: {use}", partial(screen.export, form))
    for code, name in fmt.NAMES.items():
        text = f"Show money in {name} ({fmt.SYMBOLS[code]})"
        yield Offer(text, partial(setattr, app, "currency", code))
    yield Offer("Search everything", app.action_search)
    yield Offer("Show all keys", app.action_help)
    yield Offer("Show what is wrong with facts.yaml", app.action_problems)
    yield Offer("Quit", app.action_quit)
    for name in app.available_themes:
        yield Offer(f"Theme {name}", partial(setattr, app, "theme", name), False)
    for period, fact in _periods(app):
        yield Offer(f"Period {period}", partial(_point_at, app, fact), False)
    yield from _found(app, "event", "promise")
    about = {f"{fact.dims.model}/{fact.dims.trim}": fact for fact in app.book.facts[::-1]}
    for trim in all_trims(app.book):
        if trim.key in about:
            yield Offer(f"Car {trim.name}", partial(app.show, about[trim.key]), False)
    yield from _found(app, "dispute")


def _visit(app: XevApp, url: str) -> None:
    app.say(visit(url))


def _found(app: XevApp, *kinds: str) -> Iterator[Offer]:
    """What the search finds of some kinds; each leads to the tab that shows it."""
    for hit in app.index:
        if hit.kind in kinds:
            text = f"{hit.kind.capitalize()} {hit.title}"
            yield Offer(text, partial(app.show, hit.thing), False)


def _periods(app: XevApp) -> Iterator[tuple[str, Fact]]:
    """The quarters with a result per car, each with one of the facts that it rests on."""
    for span in spans(app.book, app.currency):
        facts = span.result_per_car.facts if span.result_per_car else ()
        fact = next((item for item in facts if isinstance(item, Fact)), None)
        if fact:
            yield fmt.period(span.period), fact


def _point_at(app: XevApp, fact: Fact) -> None:
    """Go to Finances, and to the period of a fact there."""
    app.action_go("finances")
    app.call_after_refresh(lambda: isinstance(app.screen, Tab) and app.screen.point_at(fact))


class Everything(Provider):
    """What is offered, found by their text; data in it is never markup."""

    @cached_property
    def _offers(self) -> tuple[Offer, ...]:
        return tuple(offers(cast("XevApp", self.app), self.screen))

    async def discover(self) -> Hits:
        """The offers before a word is typed."""
        for offer in self._offers:
            if offer.at_once:
                yield DiscoveryHit(Text(offer.text), offer.do, text=offer.text)

    async def search(self, query: str) -> Hits:
        """The offers that fit what was typed, the typed words marked."""
        matcher = self.matcher(query)
        for offer in self._offers:
            score = matcher.match(offer.text)
            if score > 0:
                shown = Text(offer.text)
                shown.highlight_words(query.split(), "bold underline", case_sensitive=False)
                yield Hit(score, shown, offer.do, text=offer.text)
