"""Lists and tables: what moves their cursor, and what they say of it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.events import MouseScrollDown
from textual.message import Message

from tests.ui.charts_data import ChartApp, of_charts
from tui.present.table import Cell, Column, Table
from tui.ui.charts.canvas import Canvas
from tui.ui.charts.pick import ItemMessage
from tui.ui.charts.row_list import RowList
from tui.ui.grid import Grid

NAMES = tuple(f"row {n}" for n in range(40))


class Names(RowList[str]):
    """Names under a fixed line, every tenth below a heading of its own."""

    HEAD = 1
    WHEEL = 3

    def lines(self) -> Sequence[tuple[int, int]]:
        return [
            (index, part)
            for index in range(self.count())
            for part in ((-1, 0) if index % 10 == 0 else (0,))
        ]

    def paint(self, canvas: Canvas) -> None:
        canvas.put(0, 0, "all names")
        for y, name, here in self.marked(canvas):
            canvas.put(2, y, name.upper() if here else name)


def shown(app: ChartApp) -> list[str]:
    return [app.chart.render_line(y).text.strip(" ▌") for y in range(app.chart.size.height)]


async def test_the_cursor_stays_in_sight_and_headings_take_none() -> None:
    app = ChartApp(Names(NAMES, selected=0))
    async with app.run_test(size=(30, 12)) as pilot:
        names = app.query_one(Names)
        names.focus()
        assert shown(app)[:4] == ["all names", "", "ROW 0", "row 1"]
        await pilot.press("end")
        assert (names.row, shown(app)[-1]) == ("row 39", "ROW 39")
        names.action_page(-1)
        assert names.row == "row 29"
        assert "ROW 29" in shown(app)
        names.rows = NAMES[:5]
        await pilot.pause()
        assert names.row == "row 4"
        assert names.place_at(0, 1) is None
        assert names.place_at(0, 2) == 0
        assert names.place_at(0, 0) is None


async def test_the_wheel_moves_the_cursor_where_the_list_takes_it() -> None:
    seen: list[Message] = []
    app = ChartApp(Names(NAMES, selected=10))
    async with app.run_test(size=(30, 12), message_hook=seen.append) as pilot:
        names = app.query_one(Names)
        scroll = MouseScrollDown(names, 1, 1, 0, 1, 0, False, False, False)
        names.post_message(scroll)
        await pilot.pause()
        assert names.row == "row 13"
        told = [one for one in of_charts(seen) if isinstance(one, ItemMessage)]
        assert {(type(one).__name__, one.index) for one in told} == {("Selected", 13)}
        assert all(one.control is names for one in told)


async def test_a_table_keeps_its_column_and_says_when_it_moves() -> None:
    seen: list[Message] = []
    columns = tuple(Column(name) for name in "abc")
    app = ChartApp(Grid())
    async with app.run_test(size=(30, 6), message_hook=seen.append) as pilot:
        grid = app.query_one(Grid)
        grid.table = Table("", columns, tuple((Cell(f"{n}"),) * 3 for n in range(3)))
        grid.focus()
        await pilot.press("down", "right", "right", "right", "left")
        assert (grid.selected, grid.column) == (0, 1)
        await pilot.press("right")
        moved = [one.index for one in seen if isinstance(one, Grid.Moved)]
        assert list(dict.fromkeys(moved)) == [1, 2]
        grid.table = Table("", columns[:2], tuple((Cell("new"),) * 2 for _ in range(2)))
        await pilot.pause()
        assert (grid.selected, grid.column, grid.cell) == (0, 1, Cell("new"))
