"""The head of the calculator: the big number, its sentences, and the formula with its numbers."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Digits, Static

from tui.present import fmt
from tui.tabs.calculator.calculator import Case
from tui.tabs.calculator.finding import caption, even, finding
from tui.tabs.calculator.formula import formula, in_words
from tui.tabs.calculator.panels import put, put_wrapped
from tui.ui.text import style_of

STALE = "the last result that could be read"


class Head(Vertical):
    """Greyed while a field cannot be read, since it then tells of what was before, and why."""

    DEFAULT_CSS = """
    Head {
        height: auto;
        Horizontal { height: 4; }
        #big { width: auto; min-width: 20; max-width: 50%; height: 3; padding-right: 4; }
        #said { width: 1fr; height: 4; }
        #formula { height: auto; background: $surface; padding: 0 1; }
        .-loss { color: $loss; }
        .-profit { color: $profit; }
        &.-stale #big, &.-stale #said, &.-stale #formula { color: $neutral; text-style: dim; }
    }
    """

    def compose(self) -> ComposeResult:
        """Number and sentences, the formula below."""
        with Horizontal():
            yield Digits("", id="big")
            yield Static(id="said")
        yield Static(id="formula")

    def show(self, case: Case, trouble: str, *, is_stale: bool, short: bool) -> None:
        """Another case; `short` where there is no room for long sentences.

        `trouble` is why a field cannot be read.
        """
        self.set_class(is_stale, "-stale")
        figure = case.per_car
        big = self.query_one("#big", Digits)
        big.update(fmt.digits(figure))
        big.set_class(bool(figure and figure.value < 0), "-loss")
        big.set_class(bool(figure and figure.value >= 0), "-profit")
        lines = [
            Content.styled(STALE if is_stale else caption(case), "$muted"),
            Content.styled(finding(case), "" if is_stale else "bold"),
            Content.styled(even(case, short=short), "$muted"),
        ]
        if trouble:
            lines = [Content.styled(trouble, "not dim $loss"), *lines[:2]]
        put(self.query_one("#said", Static), Content("\n").join(lines))
        self._show_formula(case)

    def _show_formula(self, case: Case) -> None:
        """Its words before it where both fit a row; it may itself take several rows."""
        place = self.query_one("#formula", Static)
        width = place.content_size.width
        line = Content.assemble(*((text, style_of(role)) for text, role in formula(case)))
        said = Content.assemble((f"{in_words(case)}   ", "$muted"), line)
        line = said if said.cell_length <= width else line
        put_wrapped(place, line)
