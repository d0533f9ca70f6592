"""The help: every key that works here, taken from the bindings themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import ClassVar

from textual.actions import parse
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.dom import DOMNode

from tui.present.glossary import glossary
from tui.present.provenance import TextBlock
from tui.system.text_width import cell_width
from tui.ui.charts.pick import Selectable
from tui.ui.chrome import key_text
from tui.ui.overlay import Overlay
from tui.ui.tab import Tab
from tui.ui.text import Prose, Title

EVERY_TAB, ANYWHERE = "On every tab", "Anywhere"
TWO_COLUMNS = 96
"""Columns of the terminal from which two columns of keys fit."""
_ROOM = 20

Rows = dict[str, list[str]]
"""Each action with its keys."""


def groups_of(tab: Tab, keymap: Mapping[str, str]) -> dict[str, Rows]:
    """The keys by the part of the program that handles them, the most specific first.

    Includes the keys of all lists and charts on the tab, which work once they have the focus.
    """
    here = tab.host.tab_titles[tab.KEY]
    own = {binding.id for binding in of_one_tab(type(tab))}
    of_tab, of_blocks = defaultdict[str, Rows](dict), defaultdict[str, Rows](dict)
    for binding, node in bound_on(tab):
        shared = EVERY_TAB if node is tab else ANYWHERE
        _add(of_tab[here if binding.id in own else shared], binding)
    first = {key for key, item in tab.active_bindings.items() if item.binding.priority}
    chain = (node for block in tab.focus_chain for node in block.ancestors_with_self)
    for node in dict.fromkeys(chain):
        for owner, binding in inherited(node, first) if node not in (tab, tab.app) else ():
            _add(of_blocks[called(owner)], mapped(binding, keymap))
    groups = {**of_tab, **of_blocks}
    last = (Selectable.CALLED, EVERY_TAB, ANYWHERE)
    names = sorted(groups, key=lambda name: last.index(name) if name in last else -1)
    return {name: groups[name] for name in names}


def bound_on(tab: Tab) -> list[tuple[Binding, DOMNode]]:
    """The keys that work all over a tab, each with the tab or the app; first the tab's own."""
    own = {binding.id for binding in of_one_tab(type(tab))}
    found: dict[str, tuple[Binding, DOMNode]] = {}
    for node, binding, _, _ in tab.active_bindings.values():
        if node in (tab, tab.app) and binding.description and not binding.system:
            name = told_of(binding)
            keys = f"{found[name][0].key},{binding.key}" if name in found else binding.key
            found[name] = binding.with_key(keys), node
    return sorted(found.values(), key=lambda item: item[0].id not in own)


def told_of(binding: Binding) -> str:
    """What a key does, in full."""
    return binding.tooltip or binding.description


def called(owner: type[object]) -> str:
    """The heading over the keys of a list, a chart or a dialog."""
    return str(getattr(owner, "CALLED", ""))


def declared(owner: type[object]) -> Iterator[Binding]:
    """The bindings that a class itself declares."""
    for binding in owner.__dict__.get("BINDINGS", ()):
        if isinstance(binding, Binding) and binding.description:
            yield binding


def of_one_tab(screen: type[object]) -> Iterator[Binding]:
    """The bindings that are specific to a tab, including those that its class inherits."""
    for base in screen.__mro__:
        if base not in Tab.__mro__:
            yield from declared(base)


def inherited(block: DOMNode, taken: Collection[str]) -> Iterator[tuple[type[object], Binding]]:
    """The bindings of a widget, each with the class that declares it, without keys taken before."""
    seen = set(taken)
    for base in type(block).__mro__:
        found = list(declared(base)) if base.__module__.startswith("tui.") else []
        for binding in found:
            keys = [key for key in binding.key.split(",") if key not in seen]
            _, action, parameters = parse(binding.action)
            if keys and block.check_action(action, parameters):
                yield base, binding.with_key(",".join(keys))
        seen.update(key for binding in found for key in binding.key.split(","))


def mapped(binding: Binding, keymap: Mapping[str, str]) -> Binding:
    """A binding with the keys from the user's settings."""
    keys = keymap.get(binding.id or "")
    return binding.with_key(keys) if keys else binding


def _add(rows: Rows, binding: Binding) -> None:
    keys = rows.setdefault(told_of(binding), [])
    for key in binding.key.split(","):
        name = key_text(key.strip())
        if name not in keys:
            keys.append(name)


def columns_of(groups: Mapping[str, Rows], two: bool) -> list[list[TextBlock]]:
    """The help as one column of text, or as two of about the same length."""
    blocks = [list(_block(name, rows)) for name, rows in groups.items()]
    if not two:
        return [[line for block in blocks for line in block]]
    cuts = range(1, len(blocks) + 1)
    longest = {n: max(_length(blocks[:n]), _length(blocks[n:])) for n in cuts}
    cut = min(longest, key=longest.__getitem__)
    return [[line for block in part for line in block] for part in (blocks[:cut], blocks[cut:])]


def _length(blocks: Iterable[list[TextBlock]]) -> int:
    return sum(map(len, blocks))


def _block(name: str, rows: Rows) -> Iterator[TextBlock]:
    yield TextBlock(name, "muted")
    texts = {does: " ".join(keys) for does, keys in rows.items()}
    room = min(max(map(cell_width, texts.values())), _ROOM) + 2
    for does, keys in texts.items():
        if cell_width(keys) > room - 2:
            yield TextBlock("", "", room, keys)
            keys = ""
        yield TextBlock(does, "", room, keys)
    yield TextBlock()


class Help(Overlay[None]):
    """Two lists over the tab: its keys, in two columns if they fit, and its marks and terms."""

    AUTO_FOCUS = "#keys"
    CALLED = "Help"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q", "dismiss", "Close", id="help.close"),
        Binding("j", "scroll(1)", "Down", show=False, id="help.down"),
        Binding("k", "scroll(-1)", "Up", show=False, id="help.up"),
        Binding("space,ctrl+d", "scroll(10)", "Page down", show=False, id="help.page_down"),
        Binding("ctrl+u", "scroll(-10)", "Page up", show=False, id="help.page_up"),
        Binding("g", "scroll(-999)", "Top", show=False, id="help.top"),
        Binding("G", "scroll(999)", "Bottom", show=False, id="help.bottom"),
        Binding("m,tab", "turn", "Keys, or marks and terms", show=False, id="help.turn"),
    ]
    DEFAULT_CSS = """
    Help {
        align: center middle;
        #keys {
            width: 96; max-width: 100%; height: auto; max-height: 90%;
            background: $panel; padding: 1 2; border-left: outer $best;
        }
        #columns { height: auto; }
        #title { margin-bottom: 1; }
        Prose { width: 1fr; height: auto; }
        #left.-beside { padding-right: 2; }
    }
    """

    def __init__(self, tab: Tab, keymap: Mapping[str, str]) -> None:
        super().__init__()
        self._groups = groups_of(tab, keymap)
        self._tab = tab
        self._tells_terms = False

    def compose(self) -> ComposeResult:
        """A heading with the key that closes, and the columns."""
        with VerticalScroll(id="keys"):
            yield Title(id="title")
            with Horizontal(id="columns"):
                yield Prose(id="left")
                yield Prose(id="right")

    def on_resize(self) -> None:
        """One column or two."""
        self._show()

    def _show(self) -> None:
        two = self.size.width >= TWO_COLUMNS and not self._tells_terms
        name = self._tab.host.tab_titles[self._tab.KEY]
        title, other = f"Keys of {name}", "marks and terms"
        left, *rest = columns_of(self._groups, two)
        if self._tells_terms:
            title, other, left = f"Marks and terms of {name}", "keys", [*glossary(self._tab.KEY)]
        self.query_one("#title", Title).parts = title, f"m {other}", "esc closes", "j k scroll"
        right = self.query_one("#right", Prose)
        right.display = two
        self.query_one("#left", Prose).set_class(two, "-beside").show(left)
        right.show(rest[0] if rest else ())

    def action_turn(self) -> None:
        """The other list, from its top."""
        self._tells_terms = not self._tells_terms
        self._show()
        self.query_one("#keys").scroll_home(animate=False)

    def action_scroll(self, by: int) -> None:
        """Move the list by lines."""
        self.query_one("#keys").scroll_relative(y=by, animate=False)
