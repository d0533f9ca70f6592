"""Charts as text, and what single charts promise."""

from __future__ import annotations

from textual.message import Message

from tests.ui.charts_data import BARS, CURVE, MAKERS, ChartApp
from tests.ui.test_charts import lines_of
from tui.ui.charts.bars import BarTrend
from tui.ui.charts.curve import Curve
from tui.ui.charts.data import Dot, Rung
from tui.ui.charts.ladder import PriceLadder
from tui.ui.charts.scatter import Scatter


async def test_text_form_of_bars_shows_the_detail() -> None:
    """`Q2 24  −¥65,917 ± 1,831` below the least size; the cursor stays in sight."""
    app = ChartApp(BarTrend(BARS, selected=0))
    async with app.run_test(size=(60, 3)) as pilot:
        assert "Q2 24  −¥65,917 ± 1,831" in lines_of(app)[0]
        app.query_one(BarTrend).selected = 6
        await pilot.pause()
        assert lines_of(app)[-2].startswith("▌Q4 25")
        assert "↑ 5 more rows" in lines_of(app)[-1]


async def test_scatter_click_takes_the_nearest_dot() -> None:
    """A click beside a dot selects it, one far off none."""
    app = ChartApp(MAKERS["scatter"]())
    async with app.run_test(size=(100, 24)) as pilot:
        chart = app.query_one(Scatter)
        x, y = chart.plot().cell(529900, 630)
        await pilot.click(Scatter, offset=(x + 1, y + 1))
        assert chart.selected == 6
        assert chart.index_at(x - 25, y) is None
        bottom = lines_of(app)[-1]
        assert bottom.count("k") >= 5


async def test_scatter_names_do_not_run_into_each_other() -> None:
    """Each name that is drawn is drawn whole, at several sizes."""
    app = ChartApp(MAKERS["scatter"]())
    async with app.run_test(size=(60, 20)) as pilot:
        for size in ((60, 20), (80, 16), (120, 30), (40, 10)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            text = "\n".join(lines_of(app))
            assert "SU7 Pro" in text
            assert "YU7" in text


async def test_scatter_names_a_dot_at_the_right_end() -> None:
    """Where a line comes from the left, the name stands in the next row and ends at its dot."""
    low, left, right = (200.0, 300.0), (240.0, 859.0), (250.0, 860.0)
    chart = Scatter([Dot(*low, "Swift"), Dot(*left, "Swift Pro"), Dot(*right, "Crane")])
    chart.frontier = (low, left, right)
    app = ChartApp(chart)
    async with app.run_test(size=(60, 9)):
        column, row = chart.plot().cell(250, 860)
        assert lines_of(app)[row + 1][: column + 1].endswith("Crane ╯")


async def test_curve_asks_for_volumes() -> None:
    """Keys ask for one or ten steps or an end, the mouse for whole steps."""
    seen: list[Message] = []
    app = ChartApp(MAKERS["curve"]())
    async with app.run_test(size=(100, 24), message_hook=seen.append) as pilot:
        app.chart.focus()
        await pilot.press("left", "right", "shift+left", "L", "home", "end")
        await pilot.click(Curve, offset=(60, 10))
        asked = list(dict.fromkeys(one.x for one in seen if isinstance(one, Curve.Moved)))
        assert asked[:6] == [95_000, 97_000, 86_000, 106_000, 20_000, 160_000]
        assert asked[6] % 1000 == 0
        chart = app.query_one(Curve)
        column = chart.shape(CURVE).column(asked[6])
        assert column == 60


async def test_curve_drags_beyond_its_ends() -> None:
    """Dragging out of the plot stops at the end of the range."""
    seen: list[Message] = []
    app = ChartApp(MAKERS["curve"]())
    async with app.run_test(size=(100, 24), message_hook=seen.append) as pilot:
        await pilot.mouse_down(Curve, offset=(40, 10))
        await pilot.hover(Curve, offset=(99, 10))
        await pilot.mouse_up(Curve, offset=(99, 10))
        await pilot.hover(Curve, offset=(20, 10))
        asked = [one.x for one in seen if isinstance(one, Curve.Moved)]
        assert asked[-1] == 160_000


async def test_curve_says_what_it_cuts_off() -> None:
    """A floor is told with the lowest value; break-even and the cursor are named."""
    app = ChartApp(MAKERS["curve"]())
    async with app.run_test(size=(120, 24)):
        text = "\n".join(lines_of(app))
        assert "▼ to −25.5k" in text
        assert "▲ 85k break-even" in text
        assert "+$924 at 96,000 cars" in text
        assert "◆" in text


async def test_tornado_is_sorted_by_ends_not_by_assumption() -> None:
    """A swing whose low assumption gives the larger result is drawn the right way round."""
    app = ChartApp(MAKERS["tornado"]())
    async with app.run_test(size=(100, 4)):
        row = lines_of(app)[1]
        assert row.index("+$149") < row.index("┃") < row.index("+$1,558")


async def test_data_is_never_markup() -> None:
    """Square brackets come out as they are."""
    app = ChartApp(PriceLadder([Rung("SU7 [b]Ultra[/]", 5, "[red]5"), Rung("汽车", 3, "3")]))
    async with app.run_test(size=(60, 4)):
        assert "SU7 [b]Ultra[/]" in lines_of(app)[0]
        assert "[red]5" in lines_of(app)[0]


async def test_auto_height_is_the_rows() -> None:
    """`height: auto` gives every row its line, also after new rows."""
    app = ChartApp(PriceLadder([Rung("a", 1, "1")] * 3))
    async with app.run_test(size=(60, 20)) as pilot:
        app.chart.styles.height = "auto"
        await pilot.pause()
        assert app.chart.size.height == 3
        app.query_one(PriceLadder).rows = (Rung("a", 1, "1"),) * 5
        await pilot.pause()
        assert app.chart.size.height == 5


async def test_selected_text_can_be_copied() -> None:
    """Dragging over a chart selects its characters."""
    app = ChartApp(MAKERS["ladder"]())
    async with app.run_test(size=(60, 8)) as pilot:
        await pilot.mouse_down(PriceLadder, offset=(1, 0))
        await pilot.hover(PriceLadder, offset=(4, 0))
        await pilot.mouse_up(PriceLadder, offset=(4, 0))
        await pilot.pause()
        assert (app.screen.get_selected_text() or "").startswith("SU7")
        assert app.chart.render_line(0).cell_length == 60
