"""The first row of the screen (tabs, currency, state of the facts) and the last (keys)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.app import RenderResult
from textual.binding import ActiveBinding
from textual.content import Content
from textual.dom import DOMNode
from textual.events import Click
from textual.keys import format_key
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from tui.facts.fmt import SYMBOLS

_SHOWN = {
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "escape": "esc",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "space": "space",
    "enter": "enter",
    "ctrl": "^",
    **{f"f{n}": f"F{n}" for n in range(1, 13)},
}


def key_text(key: str) -> str:
    """A key as people write it: `shift+left` is `shift+←`, `ctrl+p` is `^p`."""
    parts = [_SHOWN.get(part) or format_key(part) for part in key.split("+")]
    return "+".join(parts).replace("^+", "^")


_TURN, _PALETTE = "app.turn(1)", "command_palette"
_ALWAYS = (_TURN, "help", _PALETTE)
"""Actions whose keys are shown on every tab at every width."""
_LAST = ("enlarge", "panels", "search", "sources", "currency", *_ALWAYS)
"""Actions that every tab has; they come after the tab's own, and the last are left out first."""


class Key(NamedTuple):
    """A key and a word for what it does."""

    shown: str
    """The key as people write it, or several of them."""
    word: str
    action: str
    node: DOMNode
    """The widget, screen or app that has the action."""
    enabled: bool

    @property
    def told(self) -> str:
        """What stands behind the key: its word, where it has one, and a space."""
        return f" {self.word} " if self.word else " "

    @property
    def width(self) -> int:
        """Cells it takes, including the space after it."""
        return cell_len(self.shown + self.told)


def tab_keys(active: Mapping[str, ActiveBinding], tabs: Iterable[str]) -> list[str]:
    """The key that leads to each tab now, as people write it; empty where none does."""
    found: dict[str | None, str] = {}
    for key, (_, binding, _, _) in active.items():
        found.setdefault(binding.id, key_text(key))
    return [found.get(f"go.{tab}", "") for tab in tabs]


def keys_of(
    active: Mapping[str, ActiveBinding], tabs: Iterable[str], words: Mapping[str, str]
) -> list[Key]:
    """One key per word, of those to be shown; the nearer to the focus the earlier.

    `words` says what an action is called now, which comes first then; empty if it does nothing.
    One entry is for all tabs.
    """
    found: dict[str, Key] = {}
    for node, binding, enabled, _ in active.values():
        word = words.get(binding.action, binding.description)
        if word and (binding.show or binding.action == _PALETTE):
            shown = binding.key_display or key_text(binding.key)
            found.setdefault(word, Key(shown, word, binding.action, node, enabled))
        if binding.action == _PALETTE:
            first, *_, last = tab_keys(active, tabs)
            found["Tabs"] = Key(f"{first}–{last}", "Tabs", _TURN, node, enabled)
    order = {action: place for place, action in enumerate(_LAST, 1)} | dict.fromkeys(words, -1)
    return sorted(found.values(), key=lambda key: order.get(key.action, 0))


def fitted(keys: Sequence[Key], width: int) -> list[Key]:
    """The keys that fit, as many as can of the first and all of those that are always shown.

    Where not all do, those for panels share a word, and that of the palette has none.
    """
    if sum(key.width for key in keys) >= width:
        keys = [key._replace(word="") if key.action == _PALETTE else key for key in _joined(keys)]
    some = [key for key in keys if key.action not in _ALWAYS]
    always = [key for key in keys if key.action in _ALWAYS]
    while some and sum(key.width for key in (*some, *always)) >= width:
        some.pop()
    return some + always


def _joined(keys: Sequence[Key]) -> list[Key]:
    """The key that enlarges a panel under the word of the one that leads to others, behind it."""
    places = {key.action: place for place, key in enumerate(keys)}
    at = places.get("enlarge", -1)
    if at < 0 or places.get("panels") != at + 1:
        return list(keys)
    both = keys[at + 1]._replace(shown=f"{keys[at].shown} {keys[at + 1].shown}")
    return [*keys[:at], both, *keys[at + 2 :]]


class KeyBar(Widget):
    """Keys at the left, the palette at the right; a click does what the key does."""

    DEFAULT_CSS = "KeyBar { dock: bottom; height: 1; background: $surface; color: $muted; }"

    _drawn: Sequence[Key] = ()
    """What is shown now."""

    def __init__(self, tabs: Iterable[str], words: Callable[[], Mapping[str, str]]) -> None:
        super().__init__()
        self._tabs, self._words = tabs, words

    def on_mount(self) -> None:
        """Update when the focus moves, since the active keys change with it."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _: Screen[object]) -> None:
        if self._fitted() != self._drawn:
            self.refresh()

    def render(self) -> RenderResult:
        """Each key highlighted, its word beside it."""
        *shown, palette = self._drawn = self._fitted()
        left = Content("").join(map(_look, shown))
        right = Content.assemble(("▏", "$hairline"), _look(palette))
        gap = self.size.width - left.cell_length - right.cell_length
        return Content.assemble(left, " " * max(gap, 0), right)

    def _fitted(self) -> list[Key]:
        keys = keys_of(self.screen.active_bindings, self._tabs, self._words())
        return fitted(keys, self.size.width)

    async def on_click(self, event: Click) -> None:
        """Run the action of the key under the mouse; keys typed after the click wait for it."""
        *shown, palette = self._fitted()
        edge = 0
        for key in shown:
            if edge <= event.x < edge + key.width:
                await self.app.run_action(key.action, key.node)
                return
            edge += key.width
        if event.x >= self.size.width - palette.width:
            await self.app.run_action(palette.action, palette.node)


def _look(key: Key) -> Content:
    foreground = "$best bold" if key.enabled else "$neutral"
    return Content.assemble((key.shown, foreground), (key.told, "" if key.enabled else "$neutral"))


_CHIP = 6
"""Columns of the name of the program and the gap behind it."""


class NavBar(Widget):
    """Tabs, currency, state of the facts as long as there is room.

    Narrow terminals lose the name of the program and the other currencies, then the names of tabs.
    """

    DEFAULT_CSS = """
    NavBar { dock: top; height: 1; background: $surface; color: $muted; }
    """

    currency: reactive[str] = reactive("CNY")
    status: reactive[tuple[str, ...]] = reactive(())
    """The state of the facts, ever shorter."""
    keys: reactive[Sequence[str]] = reactive[Sequence[str]](())
    """The key that leads to each tab now: function keys where digits mean something else."""

    class Picked(Message):
        """A tab was clicked."""

        def __init__(self, tab: str) -> None:
            super().__init__()
            self.tab = tab

    class CurrencyClicked(Message):
        """The currency signs were clicked."""

    def __init__(self, active: str, titles: Mapping[str, str]) -> None:
        super().__init__()
        self.active = active
        self._titles = titles
        self.set_reactive(NavBar.keys, ("",) * len(titles))

    def on_mount(self) -> None:
        """Follow the focus, by which other keys may lead to the tabs."""
        self.screen.bindings_updated_signal.subscribe(self, self._look_at_keys)
        self._look_at_keys(self.screen)

    def _look_at_keys(self, screen: Screen[object]) -> None:
        self.keys = tuple(tab_keys(screen.active_bindings, self._titles))

    def render(self) -> RenderResult:
        """Tabs at the left, currency and facts at the right."""
        left = Content.assemble(*self._left())
        right = self._right(self.size.width - left.cell_length - 1)
        gap = max(self.size.width - left.cell_length - right.cell_length, 1)
        return Content.assemble(left, " " * gap, right)

    def _left(self) -> list[tuple[str, str]]:
        parts = [] if self._is_tight else [(" xev ", "$chip on $loss bold"), (" ", "")]
        for text, tab in self._labels():
            parts.append((text, self._active if tab == self.active else ""))
        return parts

    @property
    def _active(self) -> str:
        """The style of the current tab: tinted, or reversed where there is no colour."""
        return "bold reverse" if self.app.no_color else "$best on $cursor bold"

    @property
    def _named(self) -> list[tuple[str, str]]:
        """Each key and name with its tab."""
        titles = zip(self.keys, self._titles.items(), strict=True)
        return [(f" {key} {title} ", tab) for key, (tab, title) in titles]

    @property
    def _signs(self) -> dict[str, str]:
        """The signs of the currencies that are always there, and of that shown."""
        return SYMBOLS | {self.currency: SYMBOLS.get(self.currency, self.currency)}

    @property
    def _others(self) -> int:
        """Columns of the currencies that are not shown."""
        return sum(len(sign) + 1 for code, sign in self._signs.items() if code != self.currency)

    @property
    def _spare(self) -> int:
        """Columns that are left beside names and currencies, less than 0 where too few are."""
        names = sum(len(text) for text, _ in self._named)
        shown = len(self._signs[self.currency]) + 2
        return self.size.width - _CHIP - names - self._others - shown

    @property
    def _is_tight(self) -> bool:
        """Whether the names fit once the name of the program and the other currencies make room.

        A count of errors or warnings keeps its place; a state with one form only is dropped.
        """
        status = min(len(text) + 3 for text in self.status) if len(self.status) > 1 else 0
        return 0 > self._spare >= status - _CHIP - self._others

    def _labels(self) -> list[tuple[str, str]]:
        """Each label with its tab; only keys where the names do not fit."""
        if self._spare >= 0 or self._is_tight:
            return self._named
        labels = zip(self.keys, self._named, strict=True)
        return [(text if tab == self.active else f" {key} ", tab) for key, (text, tab) in labels]

    def _money(self) -> Content:
        signs = [
            (f"{sign} ", "$best bold" if code == self.currency else "")
            for code, sign in self._signs.items()
            if code == self.currency or not self._is_tight
        ]
        return Content.assemble(*signs)

    def _right(self, room: int) -> Content:
        money = self._money()
        parts = (Content.assemble(money, f"  {status} ") for status in self.status)
        return next((part for part in parts if part.cell_length <= room), money)

    async def on_click(self, event: Click) -> None:
        """Go to the tab under the mouse, change the currency, or show what the check says."""
        edge = 0 if self._is_tight else _CHIP
        for text, tab in self._labels():
            if edge <= event.x < edge + len(text):
                self.post_message(self.Picked(tab))
                return
            edge += len(text)
        right = self._right(self.size.width - edge - 1).cell_length
        behind = event.x - (self.size.width - right)
        if behind >= self._money().cell_length:
            await self.app.run_action("problems")
        elif behind >= 0:
            self.post_message(self.CurrencyClicked())
