"""Typing over assumptions, taking that back, and changing the period."""

from __future__ import annotations

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Input

from tui.facts import fmt
from tui.tabs.calculator.assumptions import Assumptions
from tui.tabs.calculator.dialogs import PickRow
from tui.tabs.calculator.fields import stepped
from tui.tabs.calculator.keeping import Keeping

TYPING: list[BindingType] = [
    Binding("equals_sign", "type_cars", "Type a number of cars", show=False, key_display="=",
            id="calculator.cars"),
    Binding("r", "reset", "Reset", show=False, tooltip="This field as published",
            id="calculator.reset"),
    Binding("R", "reset_all", "Reset all", show=False, id="calculator.reset_all"),
    Binding("left_square_bracket", "period(-1)", "Period before", show=False,
            id="calculator.period_before"),
    Binding("right_square_bracket", "period(1)", "Next period", show=False,
            id="calculator.period_next"),
]  # fmt: skip
"""Keys for what is typed over and for the period."""


class Typing(Keeping):
    """What a tab with a list of assumptions does with what is typed into it."""

    def action_open(self, view: str) -> None:
        """Show a view and go there."""
        raise NotImplementedError

    def show_period(self) -> None:
        """Put everything in place for another period."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a field is typed into, letters are letters."""
        if action in ("open", "load") and isinstance(self.focused, Input):
            return False
        return super().check_action(action, parameters)

    def action_type_cars(self) -> None:
        """Type a number of cars."""
        fields = self.query_one("#fields", Assumptions)
        if not fields.region.width:
            self.action_open("fields")
        fields.edit("deliveries")

    def action_reset(self) -> None:
        """The field under the cursor as published; on the curve, the cars."""
        if self.desk is None:
            return
        fields = self.query_one("#fields", Assumptions)
        self.desk.reset(fields.key if fields.has_focus else "deliveries")
        self.show_desk()

    def action_reset_all(self) -> None:
        """Everything as published."""
        if self.desk:
            self.desk.reset()
            self.show_desk()

    def action_period(self, by: int) -> None:
        """The same assumptions about the period before or after."""
        if self.desk and 0 <= self.desk.place + by < len(self.desk.periods):
            self.go_to_period(self.desk.periods[self.desk.place + by].text)

    def go_to_period(self, period: str) -> None:
        if self.desk:
            self.desk.go_to(period)
            self.show_period()

    @on(Assumptions.Typed)
    def _typed(self, message: Assumptions.Typed) -> None:
        if self.desk:
            self.desk.type({message.key: message.text})
            self.show_desk()

    @on(Assumptions.Left)
    def _tidied(self, message: Assumptions.Left) -> None:
        if self.desk:
            self.desk.tidy(message.key)
            self.show_desk()

    @on(Assumptions.Nudged)
    def _nudged(self, message: Assumptions.Nudged) -> None:
        if self.desk is None:
            return
        if message.key == "period":
            self.action_period(1 if message.by > 0 else -1)
        elif message.key == "hold":
            self._toggle_hold()
        else:
            entry = self.query_one("#fields", Assumptions).entry
            text = stepped(entry, message.by) if entry else ""
            if text:
                self.desk.type({message.key: text})
                self.show_desk()

    @on(Assumptions.Opened)
    def _opened(self, message: Assumptions.Opened) -> None:
        if self.desk is None:
            return
        if message.key == "hold":
            self._toggle_hold()
            return
        rows = [(fmt.period(period), period.kind) for period in self.desk.periods]

        def done(picked: tuple[str, int] | None) -> None:
            if picked and self.desk:
                self.go_to_period(self.desk.periods[picked[1]].text)

        self.host.open_over(PickRow("Period", rows, self.desk.place), done)

    def _toggle_hold(self) -> None:
        if self.desk:
            held = self.desk.case.change.hold
            self.desk.type({"hold": "margin" if held == "cost" else "cost"})
            self.show_desk()
