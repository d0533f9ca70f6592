"""What a tab may ask of the app."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from textual.screen import Screen

    from tui.checks.issues import Item
    from tui.facts.book import FactBook
    from tui.facts.model import Mark
    from tui.present.contested import Contested
    from tui.present.table import Table
    from tui.present.things import Thing

Result = TypeVar("Result")


class Host(Protocol):
    """The app as its tabs know it."""

    is_opening: bool
    """Whether the head of the first tab is not on the terminal yet."""
    inputs: tuple[str, Mapping[str, str], Mapping[str, str]]
    """The Calculator's period and what was typed there of it and of the quarters after it, kept
    from one start to the next."""
    ascii_only: bool

    @property
    def book(self) -> FactBook:
        """The facts shown."""

    @property
    def currency(self) -> str:
        """The code of the currency shown."""

    @property
    def disputes(self) -> tuple[Item, ...]:
        """All that sources disagree on."""

    @property
    def contested(self) -> Contested:
        """The figures that sources still disagree on; none until the facts are checked."""

    @property
    def facts_status(self) -> tuple[str, ...]:
        """The state of the facts file for the first row, ever shorter."""

    @property
    def tab_titles(self) -> Mapping[str, str]:
        """The names of the tabs by their keys, in order."""

    @property
    def current_mode(self) -> str:
        """The key of the tab shown."""

    def tab_for(self, kind: str) -> str:
        """The key of the tab that shows things of a kind, such as `dispute`."""

    def table(self, name: str) -> Table | None:
        """The table that `show` prints under a name; None if there is none."""

    def action_go(self, tab: str) -> None:
        """Show a tab."""

    def show(self, thing: Thing, on: str, back: str) -> None:
        """Go to a tab and move its cursor to a thing; `escape` leads back to another tab."""

    def open_over(
        self, overlay: Screen[Result], then: Callable[[Result | None], None] | None = None
    ) -> None:
        """Show an overlay over the tab, and call something with its result."""

    def take_back(self, error: Exception) -> bool:
        """Show the facts before the last save, which brought about an error; False without any."""

    def when_settled(self, work: Callable[[], object]) -> None:
        """Call something once the first screen is on the terminal."""

    def say(self, text: str) -> None:
        """Show a notification."""

    def copy(self, text: str, told: str = "") -> None:
        """Send text to the clipboard and say so, repeating a part of it."""

    def edit(self, mark: Mark | None) -> None:
        """Open the facts in the editor, at a position."""

    def key_of(self, name: str, usual: str) -> str:
        """The key of an action, as people write it."""
