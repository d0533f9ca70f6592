"""Going from a number in dispute to its dispute, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui.ui.pointing import Pointing

if TYPE_CHECKING:
    from tui.present.search import Thing

NO_DISPUTE = "No source disputes this."


class Disputing(Pointing):
    """A tab that leads to the Disputes tab, and knows the tab that led to it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "D", "dispute", "Dispute", show=False, tooltip="Go to its dispute", id="dispute.go"
        ),
    ]

    came_from: str = ""
    """The tab that led here; empty once it was left."""

    def reveal(self, thing: Thing) -> None:
        """Put the cursor on a thing, or tell of it."""
        raise NotImplementedError

    def action_dispute(self) -> None:
        """Show the dispute of the thing under the cursor; `escape` leads back."""
        from tui.present.disputed import disputed_in

        subject = self.under_cursor
        found = disputed_in(self.book, self.app.quarrels, subject) if subject else ()
        if not found:
            self.app.say(NO_DISPUTE)
            return
        self.app.action_go("disputes")
        self.app.call_after_refresh(self._arrive, found[0][1])

    def _arrive(self, thing: Thing) -> None:
        screen = self.app.screen
        if isinstance(screen, Disputing):
            screen.came_from = self.KEY if screen is not self else ""
            screen.reveal(thing)

    def go_back(self) -> bool:
        """Go to the tab that led here; False when none did."""
        if self.came_from:
            self.app.action_go(self.came_from)
            return True
        return False

    def on_screen_suspend(self) -> None:
        """Another tab forgets which one led here; a dialog over this one does not."""
        if self.app.current_mode != self.KEY:
            self.came_from = ""
