"""Starting the app with what was asked for, else what config.toml says, else as last time."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, cast

from tui.app.registry import import_screen
from tui.app.state import Memory, memory_path, recall, remember
from tui.cli.common import EXIT_CANNOT, load_book, refuse_piped
from tui.facts.load import find_facts
from tui.system.stdio import knows_all

if TYPE_CHECKING:
    from pathlib import Path

    from textual.theme import Theme

    from tui.app.program import XevApp
    from tui.app.settings import Config


def _import_screen(tab: str) -> None:
    """Import what the first screen needs."""
    _import_asyncio()
    import_module("tui.app.program")
    import_screen(tab)


def _import_asyncio() -> None:
    """Import it as where Python has no OpenSSL, which takes time and memory.

    Nothing here uses a network. What asks for `ssl` later still gets it.
    """
    modules = cast("dict[str, object]", sys.modules)
    if modules.keys() & {"asyncio", "ssl"}:
        return
    modules["ssl"] = None
    try:
        import_module("asyncio")
    finally:
        del modules["ssl"]


def start(
    facts_path: str | None = None,
    tab: str | None = None,
    currency: str | None = None,
    theme: str | None = None,
    *,
    ascii_only: bool = False,
) -> int:
    """Run the app to its end; returns the exit code."""
    refuse_piped(facts_path)
    path = memory_path()
    last = recall(path, str(find_facts(facts_path)))
    tab = tab or last.tab
    book = load_book(facts_path, partial(_import_screen, tab))
    _import_screen(tab)
    from tui.app.program import XevApp
    from tui.app.settings import config_path, read_config

    config = read_config(config_path())
    (themes, remarks), wanted = _themes(config_path().parent / "themes"), theme or config.theme
    app = XevApp(
        book,
        tab=tab,
        currency=(currency or config.currency or last.currency).upper(),
        theme=wanted or last.theme,
        ascii_only=ascii_only or config.ascii_only or not knows_all(sys.stdout),
        themes=themes,
        keys=config.keys,
        inputs=(last.period, last.typed, last.ahead),
        remarks=[*config.warnings, *_remarks_on_keys(config, config_path()), *remarks],
        add_figures=_add_figures,
    )
    if wanted and wanted not in app.available_themes:
        app.remarks.append(f"There is no theme {wanted}; t cycles through the available ones.")
    app.run()
    return _closed(app, path)


def _add_figures(facts: Path) -> str:
    """Ask for figures in the terminal that the app lends, until a key is pressed in the end."""
    import signal
    from contextlib import suppress

    import click

    from tui.cli.add import add
    from tui.system.crash_report import report

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with suppress(SystemExit, click.Abort, KeyboardInterrupt):
            add.main(["--facts", str(facts)], prog_name="xev-tui add", standalone_mode=False)
        click.pause("\nPress any key to return to the program.", err=True)
    except Exception as error:
        return report(error)
    finally:
        signal.signal(signal.SIGINT, before)
    return ""


def _closed(app: XevApp, path: Path) -> int:
    """What is kept and said once the terminal is given back."""
    # A tab that ended the program is not opened again by itself.
    tab = "" if app.failure else app.current_mode
    memory = Memory(app.chosen_theme, tab, app.chosen_currency, *app.inputs)
    if not app.is_web:
        # What a visitor chose in the browser is not what the user of this computer chose.
        remember(path, app.book.path, memory)
    if app.failure:
        from tui.system.crash_report import report

        print(report(app.failure), file=sys.stderr)
        return EXIT_CANNOT
    for remark in app.remarks:
        print(remark, file=sys.stderr)
    return app.return_code or 0


def _themes(folder: Path) -> tuple[Sequence[Theme], Sequence[str]]:
    """The user's themes in a folder, and what is wrong with them."""
    try:
        if not any(folder.iterdir()):
            return (), ()
    except OSError:
        return (), ()
    from tui.app.settings import read_themes

    return read_themes(folder)


def _remarks_on_keys(config: Config, path: Path) -> list[str]:
    """What is wrong with the user's keys; all screens are loaded only where there are any."""
    if not config.keys:
        return []
    from tui.app.keys import remarks_on

    return remarks_on(config.keys, path)
