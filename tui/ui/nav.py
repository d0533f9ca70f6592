"""The first row: the name, the tabs with their digits, the currency and the day of the facts."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.present.fmt import SYMBOLS

TABS = ("timeline", "models", "finances", "calculator", "disputes")


class NavBar(Widget):
    """One row; narrow terminals lose first the day of the facts, then the names of other tabs."""

    DEFAULT_CSS = """
    NavBar { dock: top; height: 1; background: $surface; color: $muted; }
    """

    currency: reactive[str] = reactive("CNY")
    status: reactive[str] = reactive("")

    class Picked(Message):
        """A tab was clicked."""

        def __init__(self, tab: str) -> None:
            super().__init__()
            self.tab = tab

    class CurrencyClicked(Message):
        """The currency signs were clicked."""

    def __init__(self, active: str) -> None:
        super().__init__()
        self.active = active

    def render(self) -> RenderResult:
        """Tabs at the left, currency and facts at the right."""
        left = Content.assemble(*self._left())
        right = self._right()
        gap = self.size.width - left.cell_length - right.cell_length
        if gap < 1:
            right = self._money()
            gap = max(self.size.width - left.cell_length - right.cell_length, 1)
        return Content.assemble(left, " " * gap, right)

    def _left(self) -> list[tuple[str, str]]:
        parts = [(" xev ", "$chip on $loss bold"), (" ", "")]
        for text, tab in self._labels():
            parts.append((text, self._active if tab == self.active else ""))
        return parts

    @property
    def _active(self) -> str:
        """How the tab shown looks: tinted, and turned round where there is no colour."""
        return "bold reverse" if self.app.no_color else "$best on $cursor bold"

    def _labels(self) -> list[tuple[str, str]]:
        """Labels with the tab each stands for; only digits where the names have no room."""
        full = [(f" {n} {tab.capitalize()} ", tab) for n, tab in enumerate(TABS, 1)]
        room = self.size.width - 6 - self._money().cell_length - 1
        if sum(len(text) for text, _ in full) <= room:
            return full
        return [
            (text if tab == self.active else f" {n} ", tab) for n, (text, tab) in enumerate(full, 1)
        ]

    def _money(self) -> Content:
        signs = [
            (f"{sign} ", "$best bold" if code == self.currency else "")
            for code, sign in SYMBOLS.items()
        ]
        return Content.assemble(*signs)

    def _right(self) -> Content:
        return Content.assemble(self._money(), f"  {self.status} " if self.status else "")

    def on_click(self, event: Click) -> None:
        """Go to the tab under the mouse, or change the currency."""
        edge = 6
        for text, tab in self._labels():
            if edge <= event.x < edge + len(text):
                self.post_message(self.Picked(tab))
                return
            edge += len(text)
        right = self._right().cell_length
        if event.x >= self.size.width - right:
            self.post_message(self.CurrencyClicked())
