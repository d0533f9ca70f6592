"""Keeping scenarios: swap, store as A, write to the file, load from it."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui.tabs.calculator.dialogs import AskName, PickRow
from tui.tabs.calculator.present import assumed_words
from tui.tabs.calculator.saved import (
    Scenario,
    ScenariosError,
    drop_scenario,
    keep_scenario,
    load_scenarios,
    scenarios_path,
)
from tui.tabs.calculator.state import CalculatorState, Setting
from tui.ui.tab import Tab

KEEPING: list[BindingType] = [
    Binding("a", "swap", "A/B", show=False, tooltip="Swap scenarios A and B",
            id="calculator.swap"),
    Binding("A", "keep", "Keep as A", show=False, id="calculator.keep"),
    Binding("w", "write", "Write", show=False, tooltip="Write B to the file of scenarios",
            id="calculator.write"),
    Binding("l", "load", "Load", show=False, priority=True,
            tooltip="Load a scenario from the file", id="calculator.load"),
]  # fmt: skip
"""Keys for scenarios."""


class Keeping(Tab):
    """What a tab with a desk can do with its scenarios."""

    desk: CalculatorState | None = None

    def show_desk(self) -> None:
        """Put everything in place again after the desk has changed."""
        raise NotImplementedError

    def action_swap(self) -> None:
        """A and B change places."""
        if self.desk:
            self.desk.swap()
            self.show_desk()

    def action_keep(self) -> None:
        """Scenario B becomes scenario A as well."""
        if self.desk:
            self.desk.keep()
            self.show_desk()
            self.host.say("Scenario A is now what B is.")

    def action_write(self) -> None:
        """Ask for a name and write scenario B under it."""
        if not self.desk:
            return
        path = scenarios_path()
        hint = f"enter keeps it in {path}"
        self.host.open_over(AskName("Name of this scenario", self._suggested(), hint), self._write)

    def _suggested(self) -> str:
        """The name it has, or one made of what was assumed."""
        if self.desk is None:
            return ""
        case = self.desk.case
        if case.setting.name:
            return case.setting.name
        return f"{case.when}, {', '.join(assumed_words(case)) or 'as published'}"[:60]

    def _write(self, name: str | None) -> None:
        if name is None or self.desk is None:
            return
        setting = self.desk.case.setting
        try:
            keep_scenario(scenarios_path(), Scenario(name, setting.period, dict(setting.typed)))
        except ScenariosError as error:
            self.host.say(str(error))
            return
        self.desk.take(Setting(setting.period, setting.typed, name))
        self.show_desk()
        self.host.say(f"Written as “{name}”.")

    def action_load(self) -> None:
        """Pick a scenario of the file; it becomes scenario B."""
        try:
            found = load_scenarios(scenarios_path())
        except ScenariosError as error:
            self.host.say(str(error))
            return
        if not found:
            self.host.say("No scenario has been written yet; w writes the present one.")
            return
        rows = [(row.name, _about(row)) for row in found]

        def done(picked: tuple[str, int] | None) -> None:
            if picked:
                self._loaded(found[picked[1]], picked[0])

        self.host.open_over(PickRow("Scenarios", rows, 0, drops=True), done)

    def _loaded(self, row: Scenario, verb: str) -> None:
        if verb == "drop":
            try:
                drop_scenario(scenarios_path(), row.name)
            except ScenariosError as error:
                self.host.say(str(error))
            self.action_load()
        elif self.desk and not self.desk.knows(row.period):
            self.host.say(f"The facts know no {row.period}, which “{row.name}” is about.")
        elif self.desk:
            self.desk.take(Setting(row.period, row.assumptions, row.name))
            self.show_desk()


def _about(row: Scenario) -> str:
    return ", ".join([row.period, *(f"{key} {text}" for key, text in row.assumptions.items())])
