"""The program in a browser: a server that hands out its own page and asks nothing of others.

Whoever reaches the server drives the program with the rights of whoever started it, so a page of
another site must not: a browser tells in `Origin` which page opens the connection (RFC 6454), and
`Host` tells by which name it came, which shows a name made to point to this computer.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import click
from aiohttp import web
from textual_serve.server import Server

TEMPLATES = Path(__file__).parent / "web_page"
_ITSELF = (
    f"import sys; sys.path.insert(0, {str(Path(__file__).parents[2])!r}); import tui; "
    "del sys.path[0]; from tui.__main__ import main; main()"
)


def is_loopback(host: str) -> bool:
    """Whether a name or address leads to this computer only."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def may_connect(bound_to: str, host: str, origin: str | None) -> bool:
    """Whether a connection is from our own page, under a name that this computer goes by.

    `host` and `origin` are the headers of the request.
    """
    if is_loopback(bound_to) and not is_loopback(urlsplit(f"//{host}").hostname or ""):
        return False
    return origin is not None and urlsplit(origin).netloc == host


def session(arguments: Sequence[str]) -> str:
    """The shell command of this program in this interpreter, with arguments of its own.

    It finds itself where this one stands, and nothing in the folder it is started in.
    """
    command = [sys.executable, "-P", "-c", _ITSELF, *arguments]
    return subprocess.list2cmdline(command) if sys.platform == "win32" else shlex.join(command)


class QuietServer(Server):
    """A server that tells one line, and lets its own page alone connect."""

    def __init__(self, arguments: Sequence[str], host: str, port: int) -> None:
        super().__init__(session(arguments), host, port, title="xev", templates_path=TEMPLATES)
        if ":" in host:
            self.public_url = f"http://[{host}]:{port}"

    def serve(self, debug: bool = False) -> None:
        """Serve until interrupted. Raises OSError when the address cannot be had."""
        self.debug = debug
        # Private, since the library's own `serve` does not tell when the server listens.
        web.run_app(
            self._make_app(), host=self.host, port=self.port, print=self._say, access_log=None
        )

    def _say(self, _: str) -> None:
        """One line once it listens, in place of the library's."""
        click.echo(f"xev-tui is at {self.public_url} (ctrl+c ends it)", err=True)
        if not is_loopback(self.host):
            click.echo("Whoever reaches this address uses the program as you.", err=True)

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing yet: the address is not had before the server listens."""

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Start a session. Raises HTTPForbidden for a page that is not ours."""
        if not may_connect(self.host, request.host, request.headers.get("Origin")):
            raise web.HTTPForbidden(text="Open the page of this server itself.")
        return await super().handle_websocket(request)
