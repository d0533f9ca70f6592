"""The commands of the palette. Textual's own provider would read facts as markup."""

from __future__ import annotations

from functools import cached_property

from rich.text import Text
from textual.app import SystemCommand
from textual.command import DiscoveryHit, Hit, Hits, Provider


class Everything(Provider):
    """All commands of the app, found by their text, which is never markup."""

    @cached_property
    def _commands(self) -> tuple[SystemCommand, ...]:
        return tuple(self.app.get_system_commands(self.screen))

    async def discover(self) -> Hits:
        """The commands listed before a word is typed."""
        for command in self._commands:
            if command.discover:
                yield DiscoveryHit(_shown(command), command.callback, text=command.title)

    async def search(self, query: str) -> Hits:
        """The commands that match what was typed, the typed words highlighted."""
        matcher = self.matcher(query)
        for command in self._commands:
            score = matcher.match(command.title)
            if score > 0:
                shown = _shown(command)
                shown.highlight_words(query.split(), "bold underline", case_sensitive=False)
                yield Hit(score, shown, command.callback, text=command.title)


def _shown(command: SystemCommand) -> Text:
    """The words of a command, and its key if it has one."""
    return Text.assemble(command.title, (f"   {command.help}", "bold") if command.help else "")
