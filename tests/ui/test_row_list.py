"""Lists and tables: what moves their cursor, and what they say of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from textual.events import MouseScrollDown
from textual.message import Message

from tests.ui.charts_data import ChartApp, of_charts
from tui.facts.figure import Figure
from tui.facts.interval import Interval
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
        assert (names.row, shown(app)[-2:]) == ("row 39", ["ROW 39", "↑ 30 more rows"])
        names.action_page(-1)
        assert names.row == "row 31"
        assert "ROW 31" in shown(app)
        names.rows = NAMES[:5]
        await pilot.pause()
        assert names.row == "row 4"
        assert names.place_at(0, 1) is None
        assert names.place_at(0, 2) == 0
        assert names.place_at(0, 0) is None


async def test_the_last_line_tells_how_many_rows_are_out_of_sight() -> None:
    """Where all have room it is a row as the others; a click on it picks none."""
    app = ChartApp(Names(NAMES[:10], selected=0))
    async with app.run_test(size=(30, 11)) as pilot:
        names = app.query_one(Names)
        assert shown(app)[-2:] == ["row 7", "↓ 2 more rows"]
        assert names.place_at(2, 10) is None
        names.selected = 9
        await pilot.pause()
        assert shown(app)[-1] == "↑ 1 more row"
        await pilot.resize_terminal(30, 12)
        assert shown(app)[-1] == "ROW 9"
        await pilot.resize_terminal(30, 2)
        assert shown(app)[-1] == "ROW 9"


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


class Ages(Grid):
    """Names and numbers, one of which is not known."""

    SORTS = True


def _figure(value: Decimal) -> Figure:
    return Figure(value, Interval(value, value), Interval(value, value), "years", "age")


def _ages(*ages: int | None) -> Table:
    figures = [None if age is None else _figure(Decimal(age)) for age in ages]
    rows = tuple(
        (Cell(f"n{n}"), Cell("–" if figure is None else str(figure.value), figure))
        for n, figure in enumerate(figures)
    )
    return Table("", (Column("Name", numeric=False), Column("Age")), rows)


async def test_rows_are_sorted_by_a_key_and_by_a_click_and_keep_their_numbers() -> None:
    """The largest first, the smallest first, as they were; what is not known comes last."""
    grid = Ages()
    grid.table = _ages(30, None, 10, 20)
    app = ChartApp(grid)
    async with app.run_test(size=(40, 8)) as pilot:
        grid.selected, grid.column = 3, 1
        await pilot.press("S")
        assert [line.split()[0] for line in shown(app)[1:5]] == ["n0", "n3", "n2", "n1"]
        assert "Age▼" in shown(app)[0]
        assert grid.selected == 3
        await pilot.press("down")
        assert grid.selected == 2
        await pilot.press("home")
        assert grid.selected == 0
        await pilot.click(Ages, offset=(8, 0))
        assert [line.split()[0] for line in shown(app)[1:5]] == ["n2", "n3", "n0", "n1"]
        assert "Age▲" in shown(app)[0]
        assert grid.place_at(3, 1) == 2
        await pilot.press("S")
        assert grid.order() == [0, 1, 2, 3]


async def test_a_table_whose_rows_are_not_alike_is_not_sorted() -> None:
    grid = Grid()
    grid.table = _ages(1, 2)
    async with ChartApp(grid).run_test(size=(40, 8)) as pilot:
        await pilot.press("S")
        await pilot.click(Grid, offset=(8, 0))
        assert grid.order() == [0, 1]
