"""Clipboard, editor, browser and exported files; each function says in a sentence how it went."""

from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from textual.app import App, SuspendNotSupported

from tui.system.desktop import copy_here, editor_command, is_web_address, open_url
from tui.system.files import write_new
from tui.system.paths import place

NOT_IN_A_BROWSER = "Not available in a browser: run xev-tui in a terminal to change files."
"""Said in place of what would run or write on the computer that serves the page."""


def copy(app: App[None], text: str) -> str:
    """Send text to the terminal's clipboard, and to a tool of this computer where there is one.

    Says where it was sent: terminals take it without a word, also over ssh, or leave it. A browser
    hands it to the clipboard of whoever looks at the page.
    """
    app.copy_to_clipboard(text)
    tool = "" if app.is_web else copy_here(text, os.environ)
    at = "the browser" if app.is_web else "the terminal"
    return f"{at} and {tool}" if tool else f"{at}'s clipboard"


def edit(app: App[None], path: Path, line: int) -> str:
    """Let the editor have the terminal until it is closed; says only what went wrong."""
    if app.is_web:
        return NOT_IN_A_BROWSER
    command = editor_command(os.environ, path, line)
    return lend(app, lambda: _edited(command), "The editor cannot be opened from here.")


def lend(app: App[None], work: Callable[[], str], otherwise: str) -> str:
    """Let something else have the terminal, and say what it says; `otherwise` where it cannot."""
    try:
        with app.suspend():
            # Textual takes the terminal again only where nothing is raised in here.
            return work()
    except SuspendNotSupported:
        return otherwise


def _edited(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(command, check=False)
    except OSError as error:
        return f"{command[0]}: {error.strerror}. Set $EDITOR to your editor."
    return f"{command[0]} ended with {done.returncode}." if done.returncode else ""


def save(app: App[None], stem: str, suffix: str, content: bytes) -> str:
    """Write a new file in the working directory, or in the downloads if that fails."""
    if app.is_web:
        app.deliver_binary(io.BytesIO(content), save_filename=f"{stem}.{suffix}")
        return f"Sent {stem}.{suffix} to the browser."
    try:
        path = write_new((Path(), place("downloads")), stem, suffix, content)
    except OSError as error:
        return f"Could not write to this folder or the downloads folder: {error.strerror or error}."
    return f"Wrote {path if path.is_absolute() else Path.cwd() / path}"


def visit(app: App[None], url: str) -> str:
    """Open a web address, or return it to be shown if there is no browser."""
    if not url:
        return "This source has no address in the facts."
    if app.is_web and is_web_address(url):
        app.open_url(url)
        return f"Sent to the browser: {url}"
    if not app.is_web and open_url(url):
        return f"Opened {url}"
    return f"No browser could be opened; the address is {url}"
