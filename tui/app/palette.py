"""What the command palette offers: a class for each kind of thing there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

from rich.text import Text
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.events import Click
from textual.screen import Screen

from tui.facts.model import Fact
from tui.present import fmt
from tui.present.search import Hit as Found
from tui.present.search import Thing
from tui.ui.actions import visit
from tui.ui.chrome import TABS
from tui.ui.export import FORMS
from tui.ui.overlay import Overlay
from tui.ui.tab import Pointing, Tab

if TYPE_CHECKING:
    from tui.app.program import XevApp


class Offer(NamedTuple):
    """A line of the palette: what it says and what it does."""

    text: str
    do: Callable[[], object]


class Nouns:
    """All offers about things of one kind."""

    AT_ONCE: ClassVar[bool] = True
    """Whether they are offered before a word is typed: not where there are many."""

    def __init__(self, app: XevApp, screen: Screen[object]) -> None:
        self.app = app
        self.screen = screen

    def offers(self) -> Iterator[Offer]:
        """Everything of this kind."""
        raise NotImplementedError


class Tabs(Nouns):
    """The five tabs."""

    def offers(self) -> Iterator[Offer]:
        """Each by its name."""
        for tab in TABS:
            yield Offer(f"Go to {tab.capitalize()}", partial(self.app.action_go, tab))


class Currencies(Nouns):
    """The currencies."""

    def offers(self) -> Iterator[Offer]:
        """Each by its name and sign."""
        for code, name in fmt.NAMES.items():
            text = f"Show money in {name} ({fmt.SYMBOLS[code]})"
            yield Offer(text, partial(setattr, self.app, "currency", code))


class Themes(Nouns):
    """The themes: ours, the user's, Textual's."""

    AT_ONCE = False

    def offers(self) -> Iterator[Offer]:
        """Each by its name."""
        for name in self.app.available_themes:
            yield Offer(f"Theme {name}", partial(setattr, self.app, "theme", name))


class Exports(Nouns):
    """The forms in which the tab can be written to a file."""

    def offers(self) -> Iterator[Offer]:
        """Each form, where a tab is shown."""
        screen = self.screen
        if isinstance(screen, Pointing):
            for form, (name, use) in FORMS.items():
                yield Offer(f"Export as {name}: {use}", partial(screen.export, form))


class Here(Nouns):
    """What can be done with the thing under the cursor."""

    def offers(self) -> Iterator[Offer]:
        """Copying and editing; then every source of its own that has an address."""
        screen = self.screen
        if not isinstance(screen, Pointing):
            return
        yield Offer("Copy the value", screen.action_copy)
        yield Offer("Copy a citation", screen.action_cite)
        yield Offer("Copy the table row", screen.action_copy_row)
        yield Offer("Edit facts.yaml at this line", screen.action_edit)
        here = screen.here
        for number, source in enumerate(here.sources if here else (), 1):
            if source.url:
                text = f"Open source {number}: {source.publisher}, {source.title}"
                yield Offer(text, partial(self._visit, source.url))

    def _visit(self, url: str) -> None:
        self.app.say(visit(url))


class Periods(Nouns):
    """The quarters with a result per car."""

    AT_ONCE = False

    def offers(self) -> Iterator[Offer]:
        """Each leads to Finances, at one of the facts its result rests on."""
        from tui.tabs.finances.present import spans

        for span in spans(self.app.book, self.app.currency):
            facts = span.result_per_car.facts if span.result_per_car else ()
            fact = next((item for item in facts if isinstance(item, Fact)), None)
            if fact:
                text = f"Period {fmt.period(span.period)}"
                yield Offer(text, partial(self._go, fact))

    def _go(self, fact: Fact) -> None:
        self.app.action_go("finances")
        self.app.call_after_refresh(self._point, fact)

    def _point(self, fact: Fact) -> None:
        if isinstance(self.app.screen, Tab):
            self.app.screen.point_at(fact)


class Things(Nouns):
    """What the search finds of some kinds, by the kind's name."""

    AT_ONCE = False
    KINDS: ClassVar[tuple[str, ...]] = ()

    def offers(self) -> Iterator[Offer]:
        """Each leads to the tab that shows it."""
        for found in self.app.index:
            if found.kind in self.KINDS:
                yield Offer(self._text(found), partial(self._show, found.thing))

    def _text(self, found: Found) -> str:
        return f"{found.kind.capitalize()} {found.title}"

    def _show(self, thing: Thing) -> None:
        self.app.show(thing)


class Happenings(Things):
    """Events and promises."""

    KINDS = ("event", "promise")


class Quarrels(Things):
    """Disputes."""

    KINDS = ("dispute",)


class Trims(Nouns):
    """The cars."""

    AT_ONCE = False

    def offers(self) -> Iterator[Offer]:
        """Each leads to Models, its column picked."""
        from tui.tabs.models.present import all_trims

        about = {f"{fact.dims.model}/{fact.dims.trim}": fact for fact in self.app.book.facts[::-1]}
        for trim in all_trims(self.app.book):
            if fact := about.get(trim.key):
                yield Offer(f"Car {trim.name}", partial(self.app.show, fact))


class Program(Nouns):
    """What is about the program itself."""

    def offers(self) -> Iterator[Offer]:
        """Help, problems and the way out."""
        yield Offer("Search everything", self.app.action_search)
        yield Offer("Show all keys", self.app.action_help)
        yield Offer("Show what is wrong with facts.yaml", self.app.action_problems)
        yield Offer("Quit", self.app.action_quit)


KINDS = (
    Here,
    Tabs,
    Exports,
    Currencies,
    Program,
    Themes,
    Periods,
    Happenings,
    Trims,
    Quarrels,
)
"""In the order in which they are offered."""


class Everything(Provider):
    """The offers of all kinds, found by their text; data in it is never markup."""

    @cached_property
    def _offers(self) -> tuple[tuple[bool, Offer], ...]:
        app = cast("XevApp", self.app)
        kinds = [kind(app, self.screen) for kind in KINDS]
        return tuple((kind.AT_ONCE, offer) for kind in kinds for offer in kind.offers())

    async def discover(self) -> Hits:
        """The offers before a word is typed."""
        for at_once, offer in self._offers:
            if at_once:
                yield DiscoveryHit(Text(offer.text), offer.do, text=offer.text)

    async def search(self, query: str) -> Hits:
        """The offers that fit what was typed, the typed words marked."""
        matcher = self.matcher(query)
        for _, offer in self._offers:
            score = matcher.match(offer.text)
            if score > 0:
                shown = Text(offer.text)
                shown.highlight_words(query.split(), "bold underline", case_sensitive=False)
                yield Hit(score, shown, offer.do, text=offer.text)


class Palette(CommandPalette, Overlay[None]):
    """Textual's, opened and closed as all overlays are."""

    def on_click(self, event: Click) -> None:
        """Close when the tab behind was clicked; Textual's asks for a place that may be gone."""
        super().on_click(event)

    def _action_command_list(self, action: str) -> None:
        # A page key before the list is laid out.
        with suppress(LookupError):
            super()._action_command_list(action)
