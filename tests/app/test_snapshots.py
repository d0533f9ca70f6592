"""The colours of the themes, as pictures of screens on small facts: `make snapshots` renews them.

What the screens say is kept as text, by `make goldens`.
"""

from __future__ import annotations

import os
import re
import sys

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from tests.goldens.inputs import laid_out
from tests.goldens.screens import BOOKS
from tui.app.program import XevApp

BASELINE = (3, 11)
"""The Python whose pictures are kept: another one may draw the same thing, but not renew it."""


class SvgPicture(SingleFileSnapshotExtension):
    """A file for each picture that a browser shows."""

    _write_mode = WriteMode.TEXT
    file_extension = "svg"


@pytest.mark.parametrize(
    ("tab", "theme"),
    [("finances", "xev-light"), ("timeline", "xev-dark"), ("models", "xev-ansi"), ("models", "")],
)
async def test_colours(
    snapshot: SnapshotAssertion,
    request: pytest.FixtureRequest,
    tab: str,
    theme: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if request.config.getoption("update_snapshots") and sys.version_info[:2] != BASELINE:
        pytest.fail(f"pictures are renewed with Python {'.'.join(map(str, BASELINE))}")
    with laid_out():
        if not theme:
            monkeypatch.setitem(os.environ, "NO_COLOR", "1")
        app = XevApp(BOOKS["sample" if tab == "finances" else tab](), tab=tab, theme=theme)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            svg = app.export_screenshot(title="xev")
    # The picture's own number tells of more than what is seen.
    assert re.sub(r"terminal-\d+", "terminal", svg) == snapshot(extension_class=SvgPicture)
