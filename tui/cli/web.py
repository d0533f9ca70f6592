"""`xev-tui web`: the same program in a browser."""

from __future__ import annotations

import os
import re
from typing import Any

import click

from tui.cli.common import load_book, refuse, refuse_piped
from tui.cli.options import facts_option

NEEDS = (
    "xev-tui web needs one more package. Type: pip install textual-serve "
    "(pipx: pipx inject xev-tui textual-serve; uv: uv tool install --with textual-serve .)"
)


class Port(click.IntRange):
    """A number of a port, in the digits 0 to 9."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number. Raises BadParameter."""
        if not re.fullmatch(r"[0-9]{1,5}", str(value)):
            self.fail(f"{value!r} is not a number from 1 to 65535.", param, ctx)
        return super().convert(value, param, ctx)


@click.command()
@click.option("--port", type=Port(1, 65535), default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--no-token", is_flag=True, help="Allow access without the token.")
@facts_option
def web(facts_path: str | None, port: int, host: str, no_token: bool) -> None:
    """Serve the program to a browser on this computer.

    Open the address that is printed: its token keeps others out. A browser cannot change
    files. Needs the package textual-serve. The page loads nothing from elsewhere.
    """
    try:
        from tui.cli.web_server import QuietServer
    except ModuleNotFoundError:
        refuse(NEEDS)
    refuse_piped(facts_path)
    book = load_book(facts_path)
    try:
        QuietServer(["--facts", book.path], host, port, with_token=not no_token).serve()
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        refuse(f"{host}:{port}: {reason}. Choose another with --port or --host.")
