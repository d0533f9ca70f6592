"""The dialog that says whether a published figure holds, while it is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from tui.economics.account import Account
from tui.economics.parse import InputError
from tui.economics.wording import period_of
from tui.facts.book import FactBook
from tui.present.claim import DOES_NOT, Verdict, judge, understand
from tui.ui.overlay import Overlay

if TYPE_CHECKING:
    from tui.ui.host import Host


def ask(host: Host, book: FactBook, base: Account, then: Callable[[Verdict | None], None]) -> None:
    """Ask for a published figure, say whether it holds, and call something with the verdict."""
    host.open_over(CheckClaim(host, book, base), then)


class CheckClaim(Overlay[Verdict]):
    """One line to type a figure into, and below it a sentence, which enter copies."""

    AUTO_FOCUS = "Input"
    CALLED = "Checking a published figure"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="claim.close"),
    ]
    DEFAULT_CSS = """
    CheckClaim {
        align: center middle;
        VerticalScroll {
            width: 72; max-width: 100%; height: auto; max-height: 90%;
            background: $panel; padding: 1 2; border-left: outer $best;
        }
        Input { border: none; height: 1; margin-top: 1; background: $cursor; padding: 0 1; }
        Static { height: auto; }
        #verdict { min-height: 5; margin-top: 1; }
        .hint { color: $muted; }
    }
    """

    def __init__(self, host: Host, book: FactBook, base: Account) -> None:
        super().__init__()
        self._host = host
        self._book = book
        self._base = base
        self._verdict: Verdict | None = None

    def compose(self) -> ComposeResult:
        """What is asked, the line, the sentence."""
        with VerticalScroll(can_focus=False):
            yield Static(_asked(self._base), id="asked")
            yield Input(placeholder="about 900 USD, a profit of 6,400 yuan, 900", compact=True)
            yield Static(id="verdict")
            cites = self._host.key_of("copy.citation", "Y")
            hint = f"enter copies the sentence; esc closes, then {cites} cites it"
            yield Static(Content(hint), classes="hint")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        place, text = self.query_one("#verdict", Static), event.value.strip()
        verdict, base = None, self._base
        try:
            if text:
                book, base, said = understand(self._book, [text], base)
                verdict = judge(book, base, said)
        except InputError as error:
            place.update(Content.styled(error.message, "$muted"))
        else:
            place.update(_marked(verdict) if verdict else "")
        self._verdict = verdict
        self.query_one("#asked", Static).update(_asked(base))

    @on(Input.Submitted)
    def _copy(self) -> None:
        if self._verdict:
            self._host.copy(self._verdict.says)
        else:
            self._host.say("Nothing to copy: no figure is judged yet.")

    def action_close(self) -> None:
        """Close, with what was judged last."""
        self.dismiss(self._verdict)


def _asked(base: Account) -> Content:
    asked = f"Check a published result per car for {period_of(base)}:"
    return Content.styled(asked, "bold")


def _marked(verdict: Verdict) -> Content:
    style = "$loss" if verdict.answer == DOES_NOT else "$best"
    return Content.assemble((f"{verdict.sign} ", style), verdict.says)
