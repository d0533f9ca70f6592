"""How the command palette finds what the app offers; Textual's own takes data for markup."""

from __future__ import annotations

from functools import cached_property

from rich.text import Text
from textual.app import SystemCommand
from textual.command import DiscoveryHit, Hit, Hits, Provider


class Everything(Provider):
    """What is offered, found by their text; data in it is never markup."""

    @cached_property
    def _commands(self) -> tuple[SystemCommand, ...]:
        return tuple(self.app.get_system_commands(self.screen))

    async def discover(self) -> Hits:
        """The offers before a word is typed."""
        for command in self._commands:
            if command.discover:
                yield DiscoveryHit(Text(command.title), command.callback, text=command.title)

    async def search(self, query: str) -> Hits:
        """The offers that fit what was typed, the typed words marked."""
        matcher = self.matcher(query)
        for command in self._commands:
            score = matcher.match(command.title)
            if score > 0:
                shown = Text(command.title)
                shown.highlight_words(query.split(), "bold underline", case_sensitive=False)
                yield Hit(score, shown, command.callback, text=command.title)
