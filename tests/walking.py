"""A walk over a tab by keys alone: where the cursor has stood, and what the drawer told there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from tests.seen import drawer_text, tab_of
from tests.settled import handled, settled
from tui.facts.book import FactBook
from tui.tabs.calculator.assumptions import FieldList
from tui.tabs.models.widgets import Compare
from tui.ui.charts.curve import Curve
from tui.ui.charts.pick import Selectable
from tui.ui.drawer import Drawer
from tui.ui.grid import Grid

ORIGINS = ("facts.yaml:", "Your assumption", "your assumption")
"""Where a number may come from: a line of the file, or the reader."""
PATIENCE = 1_500
"""Key presses after which a walk cannot be one to anywhere new."""
_SCALES = {"": 1, "k": 10**3, "m": 10**6, "bn": 10**9, "tn": 10**12}
_NUMBER = re.compile(r"(?<![\w.])(about )?[¥$€]?(\d[\d,]*(?:\.\d+)?)(k|m|bn|tn)?(?!\d)")
_PERIOD = re.compile(r"\b[QH][1-4] \d\d\b|\b20[1-4]\d\b(?!,\d)")
_HALF_STEP = re.compile(r"so ± [¥$€]?(\d[\d,]*(?:\.\d+)?)(k|m|bn|tn)?")


MOVES = ("up", "down", "left", "right", "home")
"""Keys that move a cursor. There are very many: after these nobody waits for the painting."""


def walks(small: FactBook) -> pytest.MarkDecorator:
    """Go over small facts whenever the tests run, and over the shipped ones at night."""
    shipped = pytest.param(None, id="shipped", marks=pytest.mark.nightly)
    books = [pytest.param(small, id="small"), shipped]
    return pytest.mark.parametrize("walked", books, indirect=True)


class Stop(NamedTuple):
    """A place of the cursor: the block, what the row or bar is called, what it shows."""

    block: str
    name: str
    text: str


class Number(NamedTuple):
    """A number as it is written: its size and one unit of its last digit."""

    size: Decimal
    step: Decimal

    def is_rounded_from(self, other: Number) -> bool:
        """Whether another number is the same one, written with as many digits or more."""
        near = abs(self.size - other.size) <= self.step / 2
        return self.size == other.size or (near and other.step <= self.step)


def numbers(text: str) -> Iterator[Number]:
    """Every number in a text, without its sign; years and quarters are none."""
    found = _NUMBER.findall(_PERIOD.sub("", text))
    return (_number(digits, suffix, 1 if about else 3) for about, digits, suffix in found)


def _number(digits: str, suffix: str, certain: int = 3) -> Number:
    """A number as written. After so many digits the zeros of a whole one may be rounded ones, as
    in `144,000`; after `about` those behind the first."""
    plain = digits.replace(",", "")
    zeros = len(plain) - len(plain.rstrip("0"))
    point = len(plain.partition(".")[2])
    exponent = -point if point else min(zeros, max(len(plain) - certain, 0))
    return Number(Decimal(plain) * _SCALES[suffix], Decimal(1).scaleb(exponent) * _SCALES[suffix])


def untold(told: str, text: str) -> list[Number]:
    """The numbers of a text that are not told, neither as they are nor with more digits.

    Half of its last digit tells to which digit a figure was published.
    """
    halves = (_number(*found) for found in _HALF_STEP.findall(told))
    known = [*numbers(told), *(Number(2 * n.size, n.step) for n in halves)]
    return [n for n in numbers(text) if not any(n.is_rounded_from(other) for other in known)]


class Walk:
    """What was visited, each stop with what the open drawer told there."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        self.told: dict[Stop, str] = {}
        self._patience = PATIENCE

    async def rows(self, *, across: bool = False) -> None:
        """Every place of the block with the focus: all rows, and in each the places across."""
        await self.press("home")
        if across:
            await self.all_along("left")
        while True:
            if across and not await self.all_along("right"):
                await self.all_along("left")
            if not await self.press("down"):
                return

    async def all_along(self, key: str) -> bool:
        """Press a key until it leads no further; whether it led anywhere."""
        moved = False
        while await self.press(key):
            moved = True
        return moved

    async def press(self, *keys: str) -> bool:
        """Press keys and note where the cursor stands now; whether that is another place."""
        self._patience -= 1
        assert self._patience, "the walk goes round in circles"
        before = self._spot()
        for key in keys:
            self.pilot.app.simulate_key(key)
            await (handled() if key in MOVES else settled())
        self.note()
        return self._spot() != before

    def note(self) -> None:
        """Note where the cursor stands, and what is told there."""
        widget = tab_of(self.pilot).focused
        assert widget is not None
        assert widget.region.area, f"{widget} has the focus and is not on the screen"
        assert tab_of(self.pilot).query_one(Drawer).is_open
        self.told[stop_at(self.pilot)] = drawer_text(self.pilot)

    def _spot(self) -> tuple[object, ...]:
        """The place of the cursor and all that is told of it."""
        widget = self.pilot.app.focused
        places = [getattr(widget, name, None) for name in ("selected", "column")]
        return (widget, *places, drawer_text(self.pilot))

    def blind(self) -> list[str]:
        """The stops with a number that the drawer did not tell of, or not where it is from."""
        return [
            f"{stop} lacks {lacks}"
            for stop, told in self.told.items()
            if any(numbers(stop.text)) and (lacks := _lacks(told, stop.text))
        ]

    def missed(self, expected: Iterable[Stop]) -> set[Stop]:
        """What should have been visited and was not."""
        return set(expected) - set(self.told)

    def everything(self) -> str:
        """All that was told."""
        return "\n".join(self.told.values())


def _lacks(told: str, text: str) -> str:
    """What is not told of a text: its numbers, or a line of the file or the reader behind them."""
    left = ", ".join(str(number.size) for number in untold(told, text))
    return left or ("" if any(origin in told for origin in ORIGINS) else "a source")


def stop_at(pilot: Pilot[None]) -> Stop:
    """Where the cursor stands; the block by its id, or that of the panel it is in."""
    widget = tab_of(pilot).focused
    assert widget is not None
    named = next((node.id for node in widget.ancestors_with_self if node.id), "") or ""
    return Stop(named, *_shown(widget))


def _shown(widget: Widget) -> tuple[str, str]:
    """The name and the text under the cursor of a block."""
    if isinstance(widget, Grid) and widget.selected is not None and widget.cell:
        heading = widget.table.columns[widget.column].heading
        row = widget.table.rows[widget.selected]
        return f"{row[0].text.strip()}, {heading}", in_full(widget.cell.text, heading)
    if isinstance(widget, Compare) and widget.row and widget.trim and widget.spec:
        return f"{widget.row.name}, {widget.trim.name}", widget.spec.text
    if isinstance(widget, FieldList) and widget.row:
        return widget.row.field.label, widget.row.text
    if isinstance(widget, Curve) and widget.data:
        return "", widget.data.cursor_label
    if isinstance(widget, Selectable) and widget.selected is not None:
        line = widget.listing()[widget.selected]
        return line.label, line.text
    return "", ""


def in_full(cell: str, heading: str) -> str:
    """What a cell says together with the unit in its heading, without the marks behind it."""
    unit = heading.rpartition(" ")[2]
    return cell.strip().partition(" ")[0] + unit if unit in _SCALES else cell.strip()
