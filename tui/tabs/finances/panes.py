"""Where everything stands on the Finances tab, and its head, which is there first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Digits, Static

from tui.present import fmt
from tui.tabs.finances.view import View
from tui.tabs.finances.words import nothing
from tui.ui.tab import Body, Tab

if TYPE_CHECKING:
    from tui.tabs.finances.board import Board

ALL, CHARTS, LISTS, NOTES = "-all", "-charts", "-lists", "-notes"
MAIN = {ALL: "#trend", CHARTS: "#trend", LISTS: "#table", NOTES: "#margin"}
"""The views, by the class of the screen, with the widget that has the focus in each."""
_FULL = (100, 38)
"""Columns and rows from which everything has room."""
_WORDS_UP_TO = (60, 18)
_SHORT = 30


def views_at(width: int, height: int) -> tuple[str, ...]:
    """The views that a terminal of this size has, to be gone through by a key."""
    if width <= _WORDS_UP_TO[0] or height <= _WORDS_UP_TO[1]:
        return LISTS, NOTES
    if width >= _FULL[0]:
        return (ALL,) if height >= _FULL[1] else (CHARTS, LISTS)
    return (ALL, NOTES) if height >= _FULL[1] else (CHARTS, LISTS, NOTES)


class Panes(Tab):
    """Big number and sentence; trends, waterfall and table; the margin."""

    DEFAULT_CSS = """
    Panes {
        #head { height: auto; min-height: 3; padding: 1 2; }
        #big { width: auto; min-width: 22; height: 3; padding-right: 4; }
        #said { width: 1fr; height: auto; max-height: 6; }
        .-loss { color: $loss; }
        .-profit { color: $profit; }
        &.-narrow #head, &.-tiny #head, &.-short #head { padding: 0 1 1 1; }
        &.-short #head { padding: 0 1; }
        &.-empty #big, &.-tiny #big { display: none; }
    }
    """

    def opening(self) -> Iterable[Widget]:
        """The big number and its sentence."""
        with Horizontal(id="head", classes="below"):
            yield Digits("", id="big")
            yield Static(id="said")

    def board(self) -> Body:
        """What stands below, loaded when the head is there."""
        from tui.tabs.finances.board import Board

        return Board(id="body", classes="below")

    @property
    def _board(self) -> Board:
        from tui.tabs.finances.board import Board

        return self.query_one(Board)

    def show_head(self, view: View | None) -> None:
        """The big number and the sentences; what it means only where there are rows for it."""
        self.set_class(view is None, "-empty")
        if view is None:
            self.query_one("#said", Static).update(Content(nothing(self.book)))
            return
        big, figure = self.query_one("#big", Digits), view.big
        big.update(fmt.digits(figure))
        big.set_classes("" if figure is None else "-loss" if figure.value < 0 else "-profit")
        unit, found, more = view.sentences
        lines = [(unit + view.raised("result"), "$muted"), (found, "bold"), (more, "$muted")]
        lines = lines[: 2 if self.app.size.height < _SHORT else 3]
        said = Content("\n").join(Content.styled(*line) for line in lines if line[0])
        self.query_one("#said", Static).update(said)
