"""Draws the pictures of the README from the shipped facts: `make pictures`.

They are vector pictures, and text in them stays text. A reader's browser has no say in what they
load: nothing is fetched from elsewhere.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Mapping, Sequence
from html import escape, unescape
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "pictures"
SIZE = (112, 36)
SCENES: Mapping[str, tuple[str, Sequence[str]]] = {
    "timeline": ("timeline", ()),
    "models": ("models", ()),
    "finances": ("finances", ()),
    "source": ("finances", ("s",)),
    "calculator": ("calculator", ()),
    "disputes": ("disputes", ()),
    "peers": ("peers", ()),
}
"""By the name of the picture: the tab, and the keys that are pressed on it."""
_RUN = re.compile(
    r'<text class="([^"]+)" x="([^"]+)" y="([^"]+)" (textLength=[^>]*)>([^<]*)</text>'
)
CELL = (12.2, 24.4)
BASELINE = 18.5
"""A cell of the picture, and how far its top is above the text's line."""
BLOCKS: Mapping[str, tuple[float, float, float, float]] = {
    **{chr(0x2580 + n): (0, 1 - n / 8, 1, 1) for n in range(1, 9)},
    **{chr(0x2590 - n): (0, 0, n / 8, 1) for n in range(1, 8)},
    "▐": (0.5, 0, 1, 1),
    "▕": (7 / 8, 0, 1, 1),
    "▔": (0, 0, 1, 1 / 8),
}
"""Left, top, right and bottom of what a block element fills of its cell (Unicode 2580 to 259F)."""
_SVG_TEXT = "{http://www.w3.org/2000/svg}text"


def draw(name: str) -> str:
    """One picture, as SVG."""
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    return asyncio.run(_drawn(*SCENES[name]))


async def _drawn(tab: str, keys: Sequence[str]) -> str:
    from tui.app.program import XevApp
    from tui.facts.load import load_facts

    app = XevApp(load_facts(ROOT / "facts.yaml"), tab=tab, theme="xev-dark")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
        await pilot.pause(0.5)
        return _at_home(app.export_screenshot(title="xev-tui", simplify=True))


def _at_home(svg: str) -> str:
    """With a font that most have, and with the same ids every time."""
    svg = svg.replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas")
    return _RUN.sub(_with_blocks, re.sub(r"terminal-\d+", "xev", svg))


def _with_blocks(run: re.Match[str]) -> str:
    """A run of text whose block elements are areas: as letters they would leave gaps."""
    style, x, y, rest, content = run.groups()
    text = unescape(content)
    left, top = float(x), float(y) - BASELINE
    areas, place = "", 0
    for letter, group in groupby(text):
        count = len(list(group))
        if letter in BLOCKS:
            areas += _area(style, letter, left + place * CELL[0], top, count)
        place += count
    bare = "".join("\xa0" if letter in BLOCKS else letter for letter in text)
    if not bare.strip():
        return areas
    shown = escape(bare, quote=False).replace("\xa0", "&#160;")
    return f'{areas}<text class="{style}" x="{x}" y="{y}" {rest}>{shown}</text>'


def _area(style: str, letter: str, x: float, y: float, count: int) -> str:
    """What the same block element fills in neighbouring cells; whole ones touch."""
    x0, y0, x1, y1 = BLOCKS[letter]
    width = (count - 1 + x1 - x0 if (x0, x1) == (0, 1) else x1 - x0) * CELL[0]
    if (x0, x1) != (0, 1) and count > 1:
        return "".join(_area(style, letter, x + n * CELL[0], y, 1) for n in range(count))
    height = (y1 - y0) * CELL[1]
    return (
        f'<rect class="{style}" x="{x + x0 * CELL[0]:.2f}" y="{y + y0 * CELL[1]:.2f}"'
        f' width="{width:.2f}" height="{height:.2f}" shape-rendering="crispEdges"/>'
    )


def words(svg: str) -> str:
    """What is drawn, without how it is spaced or coloured."""
    drawn = (found.itertext() for found in ElementTree.fromstring(svg).iter(_SVG_TEXT))
    return "".join("".join("".join(texts).split()) for texts in drawn)


def main() -> None:
    """Write all pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in SCENES:
        (FOLDER / f"{name}.svg").write_text(draw(name), encoding="utf-8")


if __name__ == "__main__":
    main()
