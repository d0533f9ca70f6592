"""All that is assumed at one time, as one value that undo can go back to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from tui.economics.moves import NOTATIONS, Move
from tui.economics.parse import InputError
from tui.economics.scenario import Scenario, read_hold
from tui.facts import fmt
from tui.tabs.calculator.ahead import Ahead
from tui.tabs.calculator.fields import NOTHING, Unread, shows_anyway


class Sheet(NamedTuple):
    """Scenario B, what could not be read of it, and the scenarios kept beside it."""

    scenario: Scenario
    unread: Mapping[str, Unread] = NOTHING
    kept: tuple[Scenario, ...] = ()
    """The newest first, which is scenario A."""
    ahead: Ahead = Ahead()
    """What is assumed of the quarters after."""

    @property
    def texts(self) -> dict[str, str]:
        """What the fields read that were typed over."""
        return self.scenario.texts | {key: field.text for key, field in self.unread.items()}

    @property
    def sound(self) -> Sheet:
        """The same without what cannot be read or used."""
        return self.without(*self.unread, *self.scenario.errors)

    def without(self, *keys: str) -> Sheet:
        """The same with some fields as published."""
        unread = {key: field for key, field in self.unread.items() if key not in keys}
        return self._replace(scenario=self.scenario.without(*keys), unread=unread)

    def put(self, key: str, move: Move) -> Sheet:
        """The same with one field set; what it shows anyway takes its typing back."""
        bare = self.without(key)
        if shows_anyway(bare.scenario, key, move):
            return bare
        return bare._replace(scenario=bare.scenario.put(key, move))

    def typed(self, key: str, text: str) -> Sheet:
        """The same with one field typed over; nothing typed takes its typing back."""
        bare, blank = text.strip(), self.without(key)
        if bare in ("", fmt.MISSING):
            return blank
        try:
            if key == "hold":
                return blank._replace(scenario=replace(blank.scenario, hold=read_hold(bare)))
            if key in NOTATIONS:
                move = blank.scenario.read(bare, key)
                if key == "price" and move.kind == "to":
                    # The field asks for a change: without a sign it is a rise, not a new price.
                    move = move._replace(kind="by")
                return self.put(key, move)
        except InputError as error:
            return blank._replace(unread={**blank.unread, key: Unread(text, error.message)})
        return blank

    def taking(self, scenario: Scenario) -> Sheet:
        """Another scenario B, beside the same ones."""
        sheet = self._replace(scenario=scenario, unread=NOTHING)
        for key, move in scenario.moves.items():
            sheet = sheet.put(key, move)
        return sheet

    def renamed(self, before: Sheet) -> Sheet:
        """The same; a scenario that is no longer what it was kept under a name has none."""
        old, now = before.scenario, self.scenario
        if now == old or not now.name or now.name != old.name:
            return self
        return self._replace(scenario=replace(now, name=""))
