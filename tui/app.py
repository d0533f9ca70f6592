"""The program: modes, themes, currency and the keys that work everywhere."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, ClassVar

from textual import on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.screen import Screen

from tui.facts.book import FactBook
from tui.facts.period import parse_period
from tui.screens.help import Help
from tui.themes import DARK, LIGHT, THEMES, suited_to
from tui.views import words
from tui.widgets.nav import TABS, NavBar

CURRENCIES = tuple(words.SYMBOLS)


def _no_facts() -> FactBook:
    return FactBook("", parse_period("1970-01-01"))


def _timeline() -> Screen[None]:
    from tui.screens.timeline import Timeline

    return Timeline()


def _models() -> Screen[None]:
    from tui.screens.models import Models

    return Models()


def _finances() -> Screen[None]:
    from tui.screens.finances import Finances

    return Finances()


def _calculator() -> Screen[None]:
    from tui.screens.calculator import Calculator

    return Calculator()


def _disputes() -> Screen[None]:
    from tui.screens.disputes import Disputes

    return Disputes()


class XevApp(App[None]):
    """What the facts say about Xiaomi's cars, in five tabs; a tab is built on its first visit."""

    TITLE = "xev"
    CSS_PATH = "app.tcss"
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = dict(
        zip(TABS, (_timeline, _models, _finances, _calculator, _disputes), strict=True)
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(f"{n},f{n + 4}", f"go('{tab}')", tab.capitalize(), show=False, id=f"go.{tab}")
            for n, tab in enumerate(TABS, 1)
        ),
        Binding("ctrl+pagedown", "turn(1)", "Next tab", show=False, id="go.next"),
        Binding("ctrl+pageup", "turn(-1)", "Previous tab", show=False, id="go.previous"),
        Binding("c,f4", "currency", "¥ $ €", tooltip="Next currency", id="currency.next"),
        Binding("t", "theme", "Theme", show=False, tooltip="Next theme", id="theme.next"),
        Binding("question_mark,f1", "help", "Help", key_display="?", id="help.open"),
        Binding("q,ctrl+q", "quit", "Quit", show=False, id="app.quit"),
    ]

    book: reactive[FactBook] = reactive(_no_facts, init=False)
    currency: reactive[str] = reactive("CNY", init=False)

    def __init__(
        self, book: FactBook, *, tab: str = "finances", currency: str = "", theme: str = ""
    ) -> None:
        plain = "NO_COLOR" in os.environ
        super().__init__(ansi_color=True if plain else None)
        for known in THEMES:
            self.register_theme(known)
        self.theme = theme or suited_to(self.console.color_system, plain=plain)
        self.set_reactive(XevApp.book, book)
        self.set_reactive(XevApp.currency, currency or book.currency)
        self._first_tab = tab

    def on_mount(self) -> None:
        """Open the first tab."""
        self.switch_mode(self._first_tab)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our colour names, for themes that do not define them."""
        return (DARK if self.current_theme.dark else LIGHT).variables

    @property
    def facts_status(self) -> str:
        """The day the facts were last brought up to date."""
        return f"facts {words.period(self.book.as_of)}"

    def action_go(self, tab: str) -> None:
        """Show a tab."""
        if tab != self.current_mode:
            self.switch_mode(tab)

    def action_turn(self, by: int) -> None:
        """Show the next or the previous tab."""
        place = TABS.index(self.current_mode) if self.current_mode in TABS else 0
        self.action_go(TABS[(place + by) % len(TABS)])

    def action_currency(self) -> None:
        """Show money in the next currency."""
        place = CURRENCIES.index(self.currency) if self.currency in CURRENCIES else -1
        self.currency = CURRENCIES[(place + 1) % len(CURRENCIES)]

    def action_theme(self) -> None:
        """Take the next of our themes."""
        names = [theme.name for theme in THEMES]
        place = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(place + 1) % len(names)]

    def action_help(self) -> None:
        """Tell every key that works here."""
        self.push_screen(Help(self.screen.active_bindings.values()))

    @on(NavBar.Picked)
    def _go_to_clicked(self, message: NavBar.Picked) -> None:
        self.action_go(message.tab)

    @on(NavBar.CurrencyClicked)
    def _change_currency(self) -> None:
        self.action_currency()
