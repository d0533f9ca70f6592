"""Every key of the program, from the bindings themselves: for `xev-tui keys` and the README."""

from __future__ import annotations

from collections.abc import Iterator

from textual.binding import Binding
from textual.dom import DOMNode

from tui.app import XevApp
from tui.screens.calculator import Calculator
from tui.screens.disputes import Disputes
from tui.screens.finances import Finances
from tui.screens.help import key_text
from tui.screens.models import Models
from tui.screens.tab import Tab
from tui.screens.timeline import Timeline
from tui.widgets.charts.pick import Pickable

PLACES: tuple[tuple[str, type[DOMNode]], ...] = (
    ("Everywhere", XevApp),
    ("On every tab", Tab),
    ("In lists, tables and charts", Pickable),
    ("Timeline", Timeline),
    ("Models", Models),
    ("Finances", Finances),
    ("Calculator", Calculator),
    ("Disputes", Disputes),
)


def key_rows() -> Iterator[tuple[str, str, str]]:
    """Place, keys and what they do, one row an action."""
    for place, owner in PLACES:
        rows: dict[str, list[str]] = {}
        for binding in _own(owner):
            does = binding.tooltip or binding.description
            rows.setdefault(does, []).extend(
                key_text(key.strip()) for key in binding.key.split(",")
            )
        for does, keys in rows.items():
            yield place, " ".join(dict.fromkeys(keys)), does


def _own(owner: type[DOMNode]) -> Iterator[Binding]:
    for binding in owner.__dict__.get("BINDINGS", ()):
        if isinstance(binding, Binding) and binding.description:
            yield binding


def key_table() -> str:
    """The keys as a Markdown table."""
    lines = ["| where | key | does |", "|---|---|---|"]
    seen = ""
    for place, keys, does in key_rows():
        shown = " ".join(f"`{key}`" for key in keys.split())
        lines.append(f"| {place if place != seen else ''} | {shown} | {does} |")
        seen = place
    return "\n".join(lines) + "\n"
