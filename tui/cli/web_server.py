"""The program in a browser: a server that hands out its own page and asks nothing of others.

Whoever reaches the server drives the program with the rights of whoever started it, so a page of
another site must not: a browser tells in `Origin` which page opens the connection (RFC 6454), and
`Host` tells by which name it came, which shows a name made to point to this computer.
"""

from __future__ import annotations

import asyncio
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from hmac import compare_digest
from ipaddress import ip_address
from pathlib import Path
from secrets import token_urlsafe
from urllib.parse import urlsplit

import click
from aiohttp import WSCloseCode, web
from aiohttp.typedefs import Handler
from textual_serve.app_service import AppService
from textual_serve.server import Server

TEMPLATES = Path(__file__).parent / "web_page"
LARGEST = 500, 200
"""Columns and rows that a page can have at the most."""
MOST = 20
"""Pages that can be open at a time."""
PATIENCE = 0.8
"""Seconds in which a program ends by itself."""
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
    if sys.platform == "win32":
        return subprocess.list2cmdline(command)
    # In place of the shell, so that no shell outlives it, and none is ended in its place.
    return f"exec {shlex.join(command)}"


def bounded(columns: object, rows: object) -> tuple[int, int]:
    """The size of a page's terminal in cells, within what a screen can have. Raises ValueError."""
    sizes = str(columns), str(rows)
    if not all(re.fullmatch(r"-?[0-9]{1,18}", size) for size in sizes):
        raise ValueError("a size is two numbers")
    wide, high = (min(max(int(size), 1), most) for size, most in zip(sizes, LARGEST, strict=True))
    return wide, high


class Session(AppService):
    """The program that one page shows; it ends with the page."""

    async def take(self, envelope: object) -> object:
        """Do what the page sent; what it is answered, if anything. Raises ValueError."""
        match envelope:
            case ["stdin", str(text)]:
                await self.send_bytes(text.encode("utf-8", "replace"))
            case ["resize", {"width": width, "height": height}]:
                await self.set_terminal_size(*bounded(width, height))
            case ["ping", answer]:
                return ["pong", answer]
            case ["blur", *_]:
                await self.blur()
            case ["focus", *_]:
                await self.focus()
            case _:
                raise ValueError("the page of this server sends no such thing")
        return None

    async def end(self) -> None:
        """Ask the program to end, and end it if it does not."""
        program = self._process
        with suppress(TimeoutError, ConnectionError):
            async with asyncio.timeout(PATIENCE):
                await self.stop()
                if program:
                    await program.wait()
        if program and program.returncode is None:
            # Its own `kill` would look whether it ended meanwhile, which the loop is to find out.
            with suppress(ProcessLookupError):
                os.kill(program.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
            await program.wait()


class QuietServer(Server):
    """A server that tells one line, and lets in whoever has its token, with its own page alone.

    As with Jupyter, the address that is printed carries the token, and a cookie afterwards; another
    user of the same computer has neither.
    """

    def __init__(
        self, arguments: Sequence[str], host: str, port: int, *, with_token: bool = True
    ) -> None:
        super().__init__(session(arguments), host, port, title="xev", templates_path=TEMPLATES)
        if ":" in host:
            self.public_url = f"http://[{host}]:{port}"
        self.token = token_urlsafe() if with_token else ""
        self.cookie = f"xev-tui-{port}"
        self.sessions: dict[Session, web.WebSocketResponse] = {}

    def serve(self, debug: bool = False) -> None:
        """Serve until interrupted. Raises OSError when the address cannot be had."""
        self.debug = debug
        web.run_app(
            self._app(),
            host=self.host,
            port=self.port,
            print=self._say,
            access_log=None,
            shutdown_timeout=PATIENCE,
        )

    async def _app(self) -> web.Application:
        # Private, since the library's own `serve` does not tell when the server listens.
        app = await self._make_app()
        app.middlewares.append(self._let_in)
        return app

    def _say(self, _: str) -> None:
        """One line once it listens, in place of the library's."""
        address = f"{self.public_url}/?token={self.token}" if self.token else self.public_url
        click.echo(f"xev-tui is at {address} (ctrl+c ends it)", err=True)
        if not is_loopback(self.host):
            click.echo("Anyone with this address can use the program as you.", err=True)

    @web.middleware
    async def _let_in(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer only who has the token. Raises HTTPForbidden, and HTTPFound once it is given."""
        if self._is_token(request.query.get("token", "")):
            found = web.HTTPFound(request.path)
            found.set_cookie(self.cookie, self.token, httponly=True, samesite="Strict")
            raise found
        if self.token and not self._is_token(request.cookies.get(self.cookie, "")):
            raise web.HTTPForbidden(text="Open the whole address that xev-tui web printed.")
        return await handler(request)

    def _is_token(self, text: str) -> bool:
        return bool(self.token) and compare_digest(os.fsencode(text), self.token.encode())

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing yet: the address is not had before the server listens."""

    async def on_shutdown(self, app: web.Application) -> None:
        """End every session with the server."""
        for websocket in [*self.sessions.values()]:
            await websocket.close(code=WSCloseCode.GOING_AWAY)
        await asyncio.gather(*(running.end() for running in [*self.sessions]))

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Show a program in a page. Raises HTTPForbidden for a page that is not ours."""
        if not may_connect(self.host, request.host, request.headers.get("Origin")):
            raise web.HTTPForbidden(text="Open the page of this server itself.")
        if len(self.sessions) >= MOST:
            raise web.HTTPServiceUnavailable(text=f"{MOST} pages are open; close one.")
        try:
            size = bounded(request.query.get("width", 80), request.query.get("height", 24))
        except ValueError:
            raise web.HTTPBadRequest(text="A size is two numbers.") from None
        websocket = web.WebSocketResponse(heartbeat=15)

        async def close() -> None:
            await websocket.close()

        running = Session(
            self.command,
            write_bytes=websocket.send_bytes,
            write_str=websocket.send_str,
            close=close,
            download_manager=self.download_manager,
        )
        self.sessions[running] = websocket
        try:
            await websocket.prepare(request)
            await running.start(*size)
            async for message in websocket:
                if (answer := await running.take(message.json())) is not None:
                    await websocket.send_json(answer)
        except (ValueError, TypeError, RecursionError, ConnectionError):
            await websocket.close(code=WSCloseCode.POLICY_VIOLATION)
        finally:
            await running.end()
            del self.sessions[running]
        return websocket
