"""The first row of the screen (tabs, currency, state of the facts) and the last (keys)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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


MOST = 6
"""The most keys shown, however wide the row."""
_HELP, _PALETTE = "help", "command_palette"
_LAST = ("search", "sources", "currency", _HELP)
"""Actions that every tab has; they come after the tab's own."""


class Key(NamedTuple):
    """A key and a word for what it does."""

    key: str
    word: str
    action: str
    node: DOMNode
    """The widget, screen or app that has the action."""
    enabled: bool
    display: str = ""
    """How it is written where that tells of other keys, too."""

    @property
    def shown(self) -> str:
        """The key as people write it."""
        return self.display or key_text(self.key)

    @property
    def width(self) -> int:
        """Cells it takes, including the space after it."""
        return cell_len(f"{self.shown} {self.word} ")


def keys_of(active: Iterable[ActiveBinding]) -> list[Key]:
    """One key per action, of those to be shown and the palette's; the tab's own come first."""
    found: dict[str, Key] = {}
    for node, binding, enabled, _ in active:
        if binding.show or binding.action == _PALETTE:
            display = binding.key_display or ""
            key = Key(binding.key, binding.description, binding.action, node, enabled, display)
            found.setdefault(binding.action, key)
    order = {action: place for place, action in enumerate(_LAST)}
    return sorted(found.values(), key=lambda key: order.get(key.action, -1))


def fitted(keys: Sequence[Key], width: int) -> tuple[list[Key], Key | None]:
    """The keys that fit at the left, always including help, and the palette's if it fits too."""
    palette = next((key for key in keys if key.action == _PALETTE), None)
    last = [key for key in keys if key.action == _HELP]
    shown = [key for key in keys if key not in last and key is not palette][: MOST - len(last)]
    while shown and sum(key.width for key in (*shown, *last)) > width:
        shown.pop()
    shown += last
    room = width - sum(key.width for key in shown)
    return shown, palette if palette and palette.width + 1 <= room else None


class KeyBar(Widget):
    """Keys at the left, the palette at the right; a click does what the key does."""

    DEFAULT_CSS = "KeyBar { dock: bottom; height: 1; background: $surface; color: $muted; }"

    _drawn: tuple[list[Key], Key | None] = ([], None)
    """What is shown now."""

    def on_mount(self) -> None:
        """Update when the focus moves, since the active keys change with it."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _: Screen[object]) -> None:
        if self._fitted() != self._drawn:
            self.refresh()

    def render(self) -> RenderResult:
        """Each key highlighted, its word beside it."""
        shown, palette = self._drawn = self._fitted()
        left = Content("").join(map(_look, shown))
        if palette is None:
            return left
        right = Content.assemble(("▏", "$hairline"), _look(palette))
        gap = self.size.width - left.cell_length - right.cell_length
        return Content.assemble(left, " " * max(gap, 0), right)

    def _fitted(self) -> tuple[list[Key], Key | None]:
        return fitted(keys_of(self.screen.active_bindings.values()), self.size.width)

    async def on_click(self, event: Click) -> None:
        """Run the action of the key under the mouse; keys typed after the click wait for it."""
        shown, palette = self._fitted()
        edge = 0
        for key in shown:
            if edge <= event.x < edge + key.width:
                await self.app.run_action(key.action, key.node)
                return
            edge += key.width
        if palette and event.x >= self.size.width - palette.width:
            await self.app.run_action(palette.action, palette.node)


def _look(key: Key) -> Content:
    foreground = "$best bold" if key.enabled else "$neutral"
    return Content.assemble(
        (key.shown, foreground), (f" {key.word} ", "" if key.enabled else "$neutral")
    )


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
    types: reactive[bool] = reactive(False)
    """Whether digits are typed into the tab: then function keys lead to the others."""

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
    def _keys(self) -> list[str]:
        return [f"F{n + 4}" if self.types else str(n) for n in range(1, len(self._titles) + 1)]

    @property
    def _named(self) -> list[tuple[str, str]]:
        """Each key and name with its tab."""
        titles = zip(self._keys, self._titles.items(), strict=True)
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
        labels = zip(self._keys, self._named, strict=True)
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
