"""Starting the app with what was asked for, else with what was chosen last time."""

from __future__ import annotations

from tui.facts.book import FactBook
from tui.memory import Memory, memory_path, recall, remember


def start(
    book: FactBook, tab: str | None, currency: str | None, theme: str | None, *, ascii_only: bool
) -> int:
    """Run the app to its end; returns the exit code."""
    from tui.app import XevApp

    path = memory_path()
    last = recall(path)
    app = XevApp(
        book,
        tab=tab or last.tab,
        currency=(currency or last.currency).upper(),
        theme=theme or last.theme,
    )
    app.ascii_only = ascii_only
    app.run()
    remember(path, Memory(app.current_mode, app.currency, app.chosen_theme))
    return app.return_code or 0
