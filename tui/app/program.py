"""The app: tabs, themes, currency, reload, and the keys that work everywhere."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

from textual import on
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.driver import Driver
from textual.filter import LineFilter
from textual.reactive import reactive
from textual.screen import Screen
from textual.theme import Theme

from tui.app.file_watcher import Watch
from tui.app.registry import FIRST, TABLES, TABS, places, tab_for, tab_of, table_of
from tui.app.terminal.output import HARMLESS, PLAIN, joined
from tui.app.terminal.startup import OpeningApp
from tui.app.themes import DARK, LIGHT, THEMES, suited_to
from tui.checks.brief import brief_of, kept_brief
from tui.checks.finding import grave, tally
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.currencies import SHOWN_CURRENCIES
from tui.facts.model import Mark
from tui.facts.period import parse_period
from tui.present.contested import UNCHECKED, Contested, contested_in
from tui.ui import actions
from tui.ui.charts.canvas import fit
from tui.ui.chrome import NavBar, key_text
from tui.ui.tab import Tab

if TYPE_CHECKING:
    from tui.checks.finding import Finding
    from tui.checks.issues import Item
    from tui.facts.diagnostics import Diagnostic
    from tui.present.table import Table
    from tui.present.things import Thing
    from tui.ui.host import Host

RELOAD_SECONDS = 0.5
"""Interval of looking for a new facts file: soon enough after a save, at one `stat` each."""
SAID_SECONDS = 6
"""Time to read a message in; whoever types on takes it away sooner."""
COPIED_CELLS = 145
"""Width of a message on what was copied: in 80 columns it takes two rows."""
MESSAGES_KEPT = 50
SETTLED_SECONDS = 0.1
"""Time in which the first tab is painted even on a slow machine."""


def _no_facts() -> FactBook:
    return FactBook("", parse_period("1970-01-01"))


def _palette() -> type[Provider]:
    from tui.app.palette import Everything

    return Everything


_TABS_BY_F_KEY = 6
"""F5 to F10 open tabs; F11 and F12 are keys of every tab."""
_ELSEWHERE = re.compile(r"<!--.*?-->\s*|@font-face \{.*?\}\s*", re.DOTALL)
"""What Rich puts at the head of a picture: a remark, and fonts by their address."""


class XevApp(OpeningApp):
    """The tabs on what the facts say about Xiaomi's cars; each is built on its first visit."""

    TITLE = "xev"
    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_palette}
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        tab.key: tab.build for tab in TABS.values()
    }
    DEFAULT_MODE = FIRST
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                f"{n},f{n + 4}" if n <= _TABS_BY_F_KEY else f"{n}",
                f"go('{tab.key}')",
                f"Go to {tab.title}",
                show=False,
                id=f"go.{tab.key}",
            )
            for n, tab in enumerate(TABS.values(), 1)
        ),
        Binding("ctrl+pagedown", "turn(1)", "Next tab", show=False, id="go.next"),
        Binding("ctrl+pageup", "turn(-1)", "Previous tab", show=False, id="go.previous"),
        Binding("c,f4", "currency", "¥ $ €", tooltip="Next currency", id="currency.next"),
        Binding(
            "slash,f3",
            "search",
            "Search",
            tooltip="Search everything",
            id="search.open",
        ),
        Binding(
            "exclamation_mark",
            "problems",
            "Check",
            show=False,
            tooltip="Check results",
            id="problems.open",
        ),
        Binding("at", "messages", "Last messages", show=False, id="messages.open"),
        Binding("F", "add_figures", "Add a figure", show=False, id="facts.add"),
        Binding("t", "theme", "Theme", show=False, tooltip="Next theme", id="theme.next"),
        Binding(
            "question_mark,f1", "help", "Help", tooltip="Keys, marks and terms", id="help.open"
        ),
        Binding(
            "ctrl+p",
            "command_palette",
            "palette",
            show=False,
            priority=True,
            tooltip="All commands",
            id="palette.open",
        ),
        Binding("ctrl+z", "suspend_process", "Suspend", show=False, id="app.pause"),
        Binding("q", "quit", "Quit", show=False, id="app.quit"),
        # Without a name it cannot be taken away by config.toml, and it works in dialogs too.
        Binding("ctrl+q", "quit", "Quit", show=False, tooltip="Quit at any time", priority=True),
    ]

    _is_new = True
    """Whether the current tab is shown for the first time."""
    book: reactive[FactBook] = reactive(_no_facts, init=False)
    currency: reactive[str] = reactive("CNY", init=False)
    problems: reactive[tuple[Diagnostic, ...]] = reactive((), init=False)
    facts_status: reactive[tuple[str, ...]] = reactive((), init=False)
    contested: reactive[Contested] = reactive(UNCHECKED, init=False)

    def __new__(cls, *_: object, tab: str = FIRST, **__: object) -> Self:
        """An instance of a subclass, if another tab than the usual one comes first.

        Textual takes the mode to start in from the class. Switching from the usual one would lay
        that out and paint it first.
        """
        if tab not in TABS or tab == cls.DEFAULT_MODE:
            return super().__new__(cls)
        names = {"DEFAULT_MODE": tab, "__module__": cls.__module__}
        return super().__new__(type(cls.__name__, (cls,), names))

    def __init__(
        self,
        book: FactBook,
        *,
        tab: str = "",
        currency: str = "",
        theme: str = "",
        ascii_only: bool = False,
        themes: Iterable[Theme] = (),
        keys: Mapping[str, str] | None = None,
        remarks: Sequence[str] = (),
        inputs: tuple[str, Mapping[str, str], Mapping[str, str]] = ("", {}, {}),
        add_figures: Callable[[Path], str] | None = None,
    ) -> None:
        plain = bool(os.environ.get("NO_COLOR"))
        if not plain:
            # An empty one asks for nothing (no-color.org), but Textual would take it for a wish.
            os.environ.pop("NO_COLOR", None)
        super().__init__(ansi_color=True if plain else None)
        self._use_themes(theme, (*THEMES, *themes))
        self.set_reactive(XevApp.book, book)
        self.set_reactive(
            XevApp.currency, currency if currency in SHOWN_CURRENCIES else book.currency
        )
        self.ascii_only = ascii_only
        self.keymap = dict(keys or {})
        self.remarks = list(remarks)
        self.inputs: tuple[str, Mapping[str, str], Mapping[str, str]] = inputs
        self.set_reactive(XevApp.facts_status, (f"facts {fmt.period(book.as_of)}",))
        self._add_figures = add_figures
        self.messages: deque[str] = deque(maxlen=MESSAGES_KEPT)
        """What was said, the latest last."""
        self._seen: set[str] = set()
        self._wanted: tuple[Tab, Thing, str] | None = None
        """A tab and what to show on it once it is laid out, and the tab to which `escape` leads
        back; None once another tab is asked for."""
        self._watch = Watch(Path(book.path), book.parts)
        self._before: FactBook | None = None
        """The facts before the last save, until those since bring about an error."""

    def _use_themes(self, theme: str, themes: tuple[Theme, ...]) -> None:
        """Register themes; use the one asked for, or the one that suits the terminal."""
        self._themes = themes
        for known in themes:
            self.register_theme(known)
        plain = "NO_COLOR" in os.environ
        self._suited = suited_to(self.console.color_system, plain=plain)
        self.theme = theme if theme in self.available_themes else self._suited
        self.start_with_colours()

    def on_load(self) -> None:
        """Tell what the check says before anything is drawn, so that nothing is drawn twice."""
        self._check()

    def on_mount(self) -> None:
        """Apply the user's keys, and look for new facts from now on."""
        self.set_interval(RELOAD_SECONDS, self._look_for_a_save)
        self.set_timer(SETTLED_SECONDS, self.settle)
        # Painting was held back; without this the tab would appear piece by piece.
        self.screen.refresh()
        self.set_keymap(self.keymap)
        for remark in self.remarks:
            self.say(remark)

    def export_screenshot(self, *, title: str | None = None, simplify: bool = False) -> str:
        """A picture of the screen as SVG; it fetches no font from elsewhere."""
        return _ELSEWHERE.sub("", super().export_screenshot(title=title, simplify=simplify))

    def get_driver_class(self) -> type[Driver]:
        """Our driver on a Unix terminal, which ends without waiting; else that of Textual."""
        found = super().get_driver_class()
        if found.__name__ != "LinuxDriver":
            return found
        from tui.app.terminal.driver import QuickDriver

        return QuickDriver

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Values of our colour names for themes that do not define them."""
        return (DARK if self.current_theme.dark else LIGHT).variables

    @property
    def chosen_theme(self) -> str:
        """The theme the user chose; empty while it is the one that suits the terminal."""
        return "" if self.theme == self._suited else self.theme

    @property
    def chosen_currency(self) -> str:
        """The currency the user chose; empty while it is that of the facts."""
        return "" if self.currency == self.book.currency else self.currency

    @property
    def tab_titles(self) -> Mapping[str, str]:
        """The names of the tabs by their keys, in order."""
        return {tab.key: tab.title for tab in TABS.values()}

    def tab_for(self, kind: str) -> str:
        """The key of the tab that shows things of a kind."""
        return tab_for(kind)

    def table(self, name: str) -> Table | None:
        """The table that `show` prints under a name; None if there is none."""
        return table_of(name, self.book, self.currency) if name in TABLES else None

    @property
    def check_says(self) -> tuple[Diagnostic | Finding, ...]:
        """What `xev-tui check` says of the facts file."""
        from tui.checks.report import said_of
        from tui.checks.run import findings_of

        return self.problems or said_of(self.book, findings_of(self.book))

    def _check(self) -> None:
        """Tell what the check says: at once where that is kept, else once nobody types."""
        if self.problems or kept_brief(self.book):
            self._tell_status()
        else:
            self.when_settled(partial(self.when_rested, self._tell_status))

    def _tell_status(self) -> None:
        """Tell the date of the facts, how many errors and warnings the check finds, and which
        figures sources disagree on."""
        state, sign = f"facts {fmt.period(self.book.as_of)}", "!"
        if self.problems:
            state, counts = f"✗ {self.problems[0].place}", tally(self.problems)
            sign = "✗"
        else:
            self.contested, counts = contested_in(self.book), brief_of(self.book)[:2]
        told = grave(*counts)
        short = (f"{state}  ! {told}", f"{sign} {told}", f"{sign} {sum(counts)}")
        self.facts_status = short if told else (state,)

    def watch_book(self) -> None:
        """Check new facts once they are on the screen; until then no figure is marked."""
        self.set_reactive(XevApp.contested, UNCHECKED)
        self._wanted = None
        self._check()

    def watch_problems(self) -> None:
        """Tell of a file that cannot be read, or that can again."""
        if self.problems:
            key = self.key_of("problems.open", "!")
            told = "not loaded; the facts from before the save stay"
            self.say(f"{self.problems[0].place}: {told}. {key} says why.")
        self._check()

    def action_go(self, tab: str) -> None:
        """Show a tab."""
        self._wanted = None
        if tab != self.current_mode:
            self._seen.add(self.current_mode)
            self._is_new = tab not in self._seen
            self.switch_mode(tab)

    def delay_update(self, delay: float = 0.05) -> None:
        """Hold painting back while a tab is built; one that was shown before is complete."""
        if self._is_new:
            super().delay_update(delay)

    def action_turn(self, by: int) -> None:
        """Show the next or the previous tab."""
        keys = list(TABS)
        self.action_go(keys[(keys.index(self.current_mode) + by) % len(keys)])

    def action_command_palette(self) -> None:
        """Open the command palette."""
        from tui.app.terminal.command_palette import Palette

        self.open_over(Palette())

    def get_system_commands(self, screen: Screen[Any]) -> Iterator[SystemCommand]:
        """The commands of the palette with their keys, in the order of its list.

        The last ones are listed only once their words are typed.
        """
        from tui.ui.export import FORMS
        from tui.ui.help import bound_on, told_of

        if isinstance(screen, Tab):
            for binding, node in bound_on(screen):
                do = partial(self.run_action, binding.action, node)
                yield SystemCommand(told_of(binding), key_text(binding.key.split(",")[0]), do)
            for panel in screen.panels:
                yield SystemCommand(f"Go to {panel.name}", "", panel.go)
            here = screen.here
            for number, source in enumerate(here.sources if here else (), 1):
                if source.url:
                    text = f"Open source {number}: {source.publisher}, {source.title}"
                    yield SystemCommand(text, "", partial(self._visit, source.url))
            for form, (name, use) in FORMS.items():
                text = f"Export as {name}: {use}"
                yield SystemCommand(text, "", partial(screen.export, form))
        for code in self._currencies:
            text = f"Show money in {fmt.NAMES.get(code, code)} ({fmt.SYMBOLS.get(code, code)})"
            yield SystemCommand(text, "", partial(setattr, self, "currency", code))
        for name in self.available_themes:
            yield SystemCommand(f"Theme {name}", "", partial(setattr, self, "theme", name), False)
        for tab_key, name, thing in places(self.book, self.currency):
            yield SystemCommand(
                name, "", partial(self._show_listed, self.book, thing, tab_key), False
            )

    def _visit(self, url: str) -> None:
        self.say(actions.visit(self, url))

    def action_currency(self) -> None:
        """Show money in the next currency."""
        codes = self._currencies
        place = codes.index(self.currency) if self.currency in codes else -1
        self.currency = codes[(place + 1) % len(codes)]

    @property
    def _currencies(self) -> tuple[str, ...]:
        """Those that money can be shown in, that of the file among them."""
        return tuple(dict.fromkeys((*SHOWN_CURRENCIES, self.book.currency)))

    def action_theme(self) -> None:
        """Switch to the next of our themes."""
        names = [theme.name for theme in self._themes]
        place = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(place + 1) % len(names)]

    def action_help(self) -> None:
        """Show every key that works here, and what the marks and the terms mean."""
        from tui.ui.help import Help

        if isinstance(self.screen, Tab):
            self.open_over(Help(self.screen, self.keymap))

    def action_problems(self) -> None:
        """Show what `xev-tui check` says of the facts file."""
        from tui.ui.problems import Problems

        self.open_over(Problems(self.check_says, self.book.path, stale=bool(self.problems)))

    def action_messages(self) -> None:
        """Show what was said so far."""
        from tui.ui.messages import Messages

        self.open_over(Messages(self.messages))

    @property
    def disputes(self) -> tuple[Item, ...]:
        """All that sources disagree on."""
        from tui.checks.issues import items_of

        return items_of(self.book)

    def action_search(self) -> None:
        """Open the search, and go to what is chosen."""
        from tui.present.search import calculated
        from tui.ui.search import Search

        self.open_over(Search(self.book), partial(self._show_listed, self.book))
        self.when_rested(partial(calculated, self.book))

    def _show_listed(self, book: FactBook, thing: Thing | None, on: str = "") -> None:
        """Show a thing of a list, unless other facts were saved since that list was made."""
        if thing and book is not self.book:
            self.say("The facts were saved meanwhile: look for it again.")
        else:
            self.show(thing, on)

    def show(self, thing: Thing | None, on: str = "", back: str = "") -> None:
        """Go to a tab, else to that which shows a thing, and move the cursor to it; `escape` leads
        back to another tab."""
        if thing is None:
            return
        self.action_go(on or tab_of(thing, self.current_mode))
        tab = self.screen_stack[0]
        if isinstance(tab, Tab):
            self._wanted = (tab, thing, back)
            # First in its own queue, behind what builds it; the app alone would not wait for that.
            tab.call_later(self.call_after_refresh, self._show_wanted)

    def _show_wanted(self) -> None:
        if self._wanted:
            tab, thing, back = self._wanted
            self._wanted = None
            tab.came_from = back if back != tab.KEY else ""
            tab.reveal(thing)

    def _look_for_a_save(self) -> None:
        """Load the facts file if it was saved; keep the last valid facts if it has errors."""
        if not self._watch.changed():
            return
        from tui.facts.load import read_facts_file

        before = self.book
        try:
            loaded = read_facts_file(self._watch.path)
            if loaded.book:
                brief_of(loaded.book)
        except Exception as error:
            self._tell_failure(error)
            return
        self._watch.follow(loaded.parts)
        self._before = before if loaded.book else self._before
        self.problems = () if loaded.book else loaded.diagnostics
        self.book = loaded.book or before

    def take_back(self, error: Exception) -> bool:
        """Show the facts before the last save again, which brought about an error.

        False where they are those from the start, or were taken back already.
        """
        if self._before is None:
            return False
        self._tell_failure(error)
        self.book, self._before = self._before, None
        return True

    def _tell_failure(self, error: Exception) -> None:
        """Tell of an error of the program's own that the saved facts bring about."""
        from tui.facts.diagnostics import Diagnostic
        from tui.system.crash_report import noted

        happened, where = noted(error)
        message = f"these facts cause a program error, {happened}"
        path = str(self._watch.path)
        self.problems = (Diagnostic(path, 0, 0, "error", "internal", message, where),)

    def say(self, text: str, cells: int = 0) -> None:
        """Show a notification until the next key, and keep it; data in it is never markup.

        The notification ends after some cells, if any are given; what is kept is whole.
        """
        self.messages.append(text)
        self.notify(fit(text, cells) if cells else text, markup=False, timeout=SAID_SECONDS)

    def copy(self, text: str, told: str = "") -> None:
        """Send text to the clipboard and say so, repeating a part of it or else its first line."""
        first, _, more = text.partition("\n")
        repeated = " ".join((told or first).split()) + (" …" if more and not told else "")
        self.say(f"Sent to {actions.copy(self, text)}: {repeated}", COPIED_CELLS)

    def edit(self, mark: Mark | None) -> None:
        """Open the facts in the editor at a position, and load them when that is closed."""
        here = mark or Mark(1)
        if trouble := actions.edit(self, self.book.file_of(here), here.line):
            self.say(trouble)
        self._look_for_a_save()

    def action_add_figures(self) -> None:
        """Ask for figures in the terminal, and load the facts file when that ends."""
        path, elsewhere = Path(self.book.path), "Type xev-tui add in a terminal to add figures."
        add = None if self.is_web else self._add_figures
        trouble = actions.lend(self, lambda: add(path), elsewhere) if add else elsewhere
        if trouble:
            self.say(trouble)
        self._look_for_a_save()

    def key_of(self, name: str, usual: str) -> str:
        """The key of an action, the user's own or the default, as people write it."""
        return key_text(self.keymap.get(name, usual).split(",")[0])

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and ours against control characters and, if asked for, non-ASCII."""
        ours = (HARMLESS, PLAIN) if self.ascii_only else (HARMLESS,)
        return (joined(*super().get_line_filters(), *ours),)

    @on(NavBar.Picked)
    def _go_to_clicked(self, message: NavBar.Picked) -> None:
        self.action_go(message.tab)

    @on(NavBar.CurrencyClicked)
    def _change_currency(self) -> None:
        self.action_currency()


if TYPE_CHECKING:
    # Lets the type checker verify that the app has all that tabs ask for.
    _HOST: type[Host] = XevApp
