"""The program in a browser: one page of our own, no other site, and no other page's doing."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
from click.testing import CliRunner

from tests import ROOT, SHIPPED
from tests.cli.browser import blank_page
from tui.cli.main import cli
from tui.cli.web_server import TEMPLATES, is_loopback, may_connect, session

PATIENCE = 60.0
"""Seconds after which a server counts as hung, however busy the computer is."""


@pytest.mark.parametrize(
    ("bound_to", "host", "origin", "allowed"),
    [
        ("127.0.0.1", "127.0.0.1:8000", "http://127.0.0.1:8000", True),
        ("127.0.0.1", "localhost:8000", "http://localhost:8000", True),
        ("::1", "[::1]:8000", "http://[::1]:8000", True),
        ("127.0.0.1", "127.0.0.1:8000", "https://elsewhere.example", False),
        ("127.0.0.1", "127.0.0.1:8000", "http://127.0.0.1:9000", False),
        ("127.0.0.1", "127.0.0.1:8000", "null", False),
        ("127.0.0.1", "127.0.0.1:8000", None, False),
        ("127.0.0.1", "elsewhere.example:8000", "http://elsewhere.example:8000", False),
        ("0.0.0.0", "desk.example:8000", "http://desk.example:8000", True),
        ("0.0.0.0", "desk.example:8000", "https://elsewhere.example", False),
    ],
)
def test_only_our_own_page_may_connect(
    bound_to: str, host: str, origin: str | None, allowed: bool
) -> None:
    assert may_connect(bound_to, host, origin) is allowed


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_what_leads_to_this_computer_only(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "localhost.example", ""])
def test_what_others_may_reach(host: str) -> None:
    assert not is_loopback(host)


def test_the_session_is_this_program_whatever_its_path() -> None:
    command = session(["--facts", "my facts; touch x.yaml"])
    assert " --facts " in command
    assert command.startswith("exec ") or os.name == "nt"
    assert "'my facts; touch x.yaml'" in command or '"my facts; touch x.yaml"' in command


def test_the_page_names_no_other_site() -> None:
    text = (TEMPLATES / "app_index.html").read_text(encoding="utf-8")
    assert "//" not in text.replace('"//" + location', "").replace("      // ", "")


def test_a_missing_package_is_said_with_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    monkeypatch.delitem(sys.modules, "tui.cli.web_server")
    done = CliRunner().invoke(cli, ["web"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "pip install textual-serve" in done.stderr


def test_a_broken_file_is_said_before_anything_is_served(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["web", "--facts", str(tmp_path / "none.yaml")])
    assert done.exit_code == 2
    assert "no such file" in done.stderr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@asynccontextmanager
async def served(
    folder: Path,
    program: Sequence[str] = (sys.executable, "-m", "tui"),
    cwd: Path = ROOT,
    environ: Mapping[str, str] = os.environ,
) -> AsyncIterator[str]:
    """The address of a server of its own, which ends with the test and keeps all in a folder."""
    port = free_port()
    state = {f"XDG_{name}_HOME": str(folder / name) for name in ("STATE", "CACHE", "CONFIG")}
    server = await asyncio.create_subprocess_exec(
        *program, "web", "--port", str(port), "--facts", str(SHIPPED),
        cwd=cwd, env={**environ, **state}, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert server.stderr is not None
    try:
        said = (await asyncio.wait_for(server.stderr.readline(), PATIENCE)).decode()
        address = rf"http://127\.0\.0\.1:{port}/\?token=[\w-]{{40,}}"
        found = re.fullmatch(rf"xev-tui is at ({address}) \(ctrl\+c ends it\)\n", said)
        assert found
        yield found[1]
    finally:
        server.terminate()
        try:
            told = (await asyncio.wait_for(server.communicate(), PATIENCE))[1]
            assert (server.returncode, told) == (0, b"")
        finally:
            if server.returncode is None:
                server.kill()
        assert not running(folder)


def running(folder: Path) -> list[str]:
    """The commands of the processes whose settings are in this folder."""
    mark = f"XDG_STATE_HOME={folder / 'STATE'}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_text())
    return found


@asynccontextmanager
async def opened(address: str) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """A session as the page opens one."""
    jar, place = aiohttp.CookieJar(unsafe=True), urlsplit(address)
    origin = f"http://{place.netloc}"
    async with aiohttp.ClientSession(cookie_jar=jar) as client:
        async with client.get(address) as page:
            assert page.url.query_string == ""
        async with client.ws_connect(f"{origin}/ws?width=80&height=24", origin=origin) as socket:
            yield socket


async def test_nobody_else_gets_in(tmp_path: Path) -> None:
    jar = aiohttp.CookieJar(unsafe=True)
    async with served(tmp_path) as address, aiohttp.ClientSession(cookie_jar=jar) as client:
        ours, token = address.split("/?")
        for path in ("/", "/?token=", f"/?{token}x", "/static/js/textual.js", "/download/x"):
            async with client.get(ours + path) as page:
                assert page.status == 403, path
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await client.ws_connect(f"{ours}/ws", origin=ours)
        async with client.get(address) as page:
            assert (page.status, str(page.url)) == (200, f"{ours}/")
            assert "https:" not in await page.text()
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await client.ws_connect(f"{ours}/ws", origin="https://elsewhere.example")
        with pytest.raises(aiohttp.WSServerHandshakeError, match="400"):
            await client.ws_connect(f"{ours}/ws?width=wide", origin=ours)
        # What is no text is no token; whoever serves reads nothing of it.
        reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(ours).port)
        name = f"xev-tui-{urlsplit(ours).port}".encode()
        writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: " + name + b"=\xff\r\n\r\n")
        assert b" 403 " in await reader.readline()
        writer.close()


ODD = ("{", '["stdin"]', "", "null", "[]", '["resize", {"width": []}]', "[" * 9999)


@pytest.mark.parametrize(
    "odd", [ODD[:2], pytest.param(ODD[2:], marks=pytest.mark.nightly)], ids=["day", "night"]
)
async def test_what_no_page_sends_ends_that_page_and_no_other(
    tmp_path: Path, odd: Sequence[str]
) -> None:
    async with served(tmp_path) as address, opened(address) as other:
        for sent in odd:
            async with opened(address) as socket:
                await socket.send_str(sent)
                while (message := await socket.receive(PATIENCE)).type is aiohttp.WSMsgType.BINARY:
                    pass
                assert message.data == aiohttp.WSCloseCode.POLICY_VIOLATION, sent
        await other.send_json(["resize", {"width": 100_000, "height": 100_000}])
        await other.send_json(["ping", 7])
        async with asyncio.timeout(PATIENCE):
            while (answer := await other.receive()).type is aiohttp.WSMsgType.BINARY:
                assert len(answer.data) < 1_000_000
        assert answer.json() == ["pong", 7]


async def test_in_a_browser_nothing_runs_on_the_computer_that_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = tmp_path / "tool"
    tool.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n", encoding="utf-8")
    tool.chmod(0o755)
    (tmp_path / "xclip").symlink_to(tool)
    for name in ("EDITOR", "VISUAL", "BROWSER"):
        monkeypatch.setenv(name, str(tool))
    monkeypatch.setenv("DISPLAY", ":9")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    async with served(tmp_path) as address, opened(address) as socket:
        drawn, said = b"", ""
        for key, until in (("o", '"open_url"'), ("y", "]52;c;"), ("E", "Not avail"), ("F", "Type")):
            await socket.send_json(["stdin", key])
            async with asyncio.timeout(PATIENCE):
                while until not in said:
                    message = await socket.receive()
                    said += message.data if message.type is aiohttp.WSMsgType.TEXT else ""
                    drawn += message.data if message.type is aiohttp.WSMsgType.BINARY else b""
                    said += drawn.decode(errors="replace")
    assert not (tmp_path / "ran").exists()
    assert not (tmp_path / "STATE" / "xev-tui" / "last.json").exists()


async def test_a_taken_port_is_said_in_a_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tui", "web", "--port", str(port),
            cwd=ROOT, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        said = (await done.communicate())[1].decode()
    assert done.returncode == 2
    assert said.startswith(f"127.0.0.1:{port}: ")
    assert said.count("\n") == 1


@pytest.mark.browser
async def test_the_page_opens_takes_keys_and_asks_nobody_else(tmp_path: Path) -> None:
    async with served(tmp_path) as address, blank_page(tmp_path / "profile") as page:
        await page.open(address)
        await page.until("Xiaomi")
        assert await page.value("document.title") == "xev"
        assert await page.value("document.body.classList.contains('-first-byte')")
        await page.picture(Path(os.environ.get("XEV_PICTURES", tmp_path)) / "finances.png")
        await page.press("2")
        await page.until("SU7 Pro")
        await asyncio.sleep(0.5)
        picture = Path(os.environ.get("XEV_PICTURES", tmp_path)) / "models.png"
        await page.picture(picture)
        assert picture.stat().st_size > 20_000
        await page.press("q")
        async with asyncio.timeout(PATIENCE):
            while not await page.value("document.body.classList.contains('-closed')"):
                await asyncio.sleep(0.1)
        assert len(page.requested) >= 4
        hosts = {urlsplit(url).netloc for url in page.requested if not url.startswith("data:")}
        assert hosts == {urlsplit(address).netloc}
