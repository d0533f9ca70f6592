"""Every key that works where the reader is, from the bindings themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from tui.views.passage import Passage
from tui.widgets.prose import Prose

_SHOWN = {
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "question_mark": "?",
    "slash": "/",
    "escape": "esc",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "equals_sign": "=",
    "plus": "+",
    "minus": "-",
}


def key_text(key: str) -> str:
    """A key as people write it: `shift+left` is `shift+←`."""
    return "+".join(_SHOWN.get(part, part) for part in key.replace("ctrl", "^").split("+")).replace(
        "^+", "^"
    )


def grouped(active: Iterable[ActiveBinding]) -> dict[str, list[tuple[str, str]]]:
    """Keys and what they do, by the part of the program that answers them."""
    keys: dict[tuple[str, str], list[str]] = {}
    for item in active:
        binding = item.binding
        if not binding.description or binding.system:
            continue
        owner = _owner(item)
        keys.setdefault((owner, binding.tooltip or binding.description), []).append(
            key_text(binding.key)
        )
    groups: dict[str, list[tuple[str, str]]] = {}
    for (owner, does), names in keys.items():
        groups.setdefault(owner, []).append((" ".join(dict.fromkeys(names)), does))
    return groups


def _owner(item: ActiveBinding) -> str:
    from textual.app import App
    from textual.screen import Screen

    if isinstance(item.node, App):
        return "Everywhere"
    return "This tab" if isinstance(item.node, Screen) else "Here"


def help_passages(active: Iterable[ActiveBinding]) -> Iterator[Passage]:
    """The help text, most particular keys first."""
    groups = grouped(active)
    for owner in ("Here", "This tab", "Everywhere"):
        rows = groups.get(owner)
        if not rows:
            continue
        yield Passage(owner, "bold")
        for keys, does in rows:
            yield Passage(does, "", 22, keys)
        yield Passage()


class Help(ModalScreen[None]):
    """A scrolling list of keys over the tab."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q", "dismiss", "Close", id="help.close"),
        Binding("j,down", "scroll('down')", "Down", show=False, id="help.down"),
        Binding("k,up", "scroll('up')", "Up", show=False, id="help.up"),
    ]
    DEFAULT_CSS = """
    Help {
        align: center middle; background: $background 60%;
        #keys {
            width: 72; max-width: 100%; height: auto; max-height: 90%;
            background: $panel; padding: 1 2; border-left: outer $best;
            Prose { width: 1fr; height: auto; }
        }
    }
    """

    def __init__(self, active: Iterable[ActiveBinding]) -> None:
        super().__init__()
        self._passages = tuple(help_passages(active))

    def compose(self) -> ComposeResult:
        """The list, ready to scroll."""
        with VerticalScroll(id="keys"):
            yield Prose(self._passages)

    def action_scroll(self, direction: str) -> None:
        """Move the list a line."""
        keys = self.query_one("#keys")
        keys.scroll_relative(y=1 if direction == "down" else -1, animate=False)
