"""Charts in an app: sizes, themes, keys, mouse and what they say."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.message import Message

from tests.ui.charts_data import BARS, EMPTY, MAKERS, STEPS, ChartApp, of_charts, rightward
from tui.ui.charts.bars import BarTrend, bar_layout
from tui.ui.charts.blocks import upward
from tui.ui.charts.curve import Level
from tui.ui.charts.data import Bar
from tui.ui.charts.glyphs import Glyph
from tui.ui.charts.pick import ItemMessage, Selectable
from tui.ui.charts.scale import compact_number
from tui.ui.charts.tornado import Tornado
from tui.ui.charts.waterfall import Waterfall

SIZES = [(1, 1), (20, 5), (44, 12), (80, 24), (120, 40)]
MORE_SIZES = [
    *((width, height) for width in (1, 2, 3, 7, 20, 24, 30, 40, 46, 60) for height in (1, 2, 5, 9)),
    *((200, 60), (240, 70), (240, 1), (1, 70)),
]
NAMES = list(MAKERS)


def lines_of(app: ChartApp) -> list[str]:
    """What the chart shows, line by line."""
    return [app.chart.render_line(y).text for y in range(app.chart.size.height)]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize(
    "sizes", [SIZES, pytest.param(MORE_SIZES, marks=pytest.mark.nightly)], ids=["few", "many"]
)
async def test_every_size(name: str, ascii_only: bool, sizes: list[tuple[int, int]]) -> None:
    """No exception and no line wider or narrower than the chart, full or empty."""
    for make in (MAKERS[name], EMPTY[name]):
        app = ChartApp(make())
        app.ascii_only = ascii_only
        async with app.run_test(size=(80, 24)) as pilot:
            for width, height in sizes:
                await pilot.resize_terminal(width, height)
                await pilot.pause()
                for y in range(height):
                    strip = app.chart.render_line(y)
                    assert strip.cell_length == width
                    assert cell_len(strip.text) == width
                    text = strip.text.replace("小", "").replace("米", "").replace("亏", "")
                    assert not ascii_only or text.replace("损", "").isascii()


async def test_the_mouse_selects_text_of_a_chart() -> None:
    """What it was dragged over can be copied, and is shown in the colours of a selection."""
    app = ChartApp(MAKERS["waterfall"]())
    async with app.run_test(size=(80, 12)) as pilot:
        before = app.chart.render_lines(app.chart.size.region)
        await pilot.mouse_down(offset=(2, 1))
        await pilot.hover(offset=(12, 2))
        await pilot.mouse_up(offset=(12, 2))
        first, second = lines_of(app)[1:3]
        assert app.screen.get_selected_text() == f"{first[2:]}\n{second[:13]}"
        after = app.chart.render_lines(app.chart.size.region)
        assert [old != new for old, new in zip(before[:4], after, strict=False)] == [
            False, True, True, False,
        ]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
async def test_survives_no_room_at_all(name: str) -> None:
    """0 x 0 and lines outside are blank."""
    app = ChartApp(MAKERS[name]())
    async with app.run_test(size=(40, 10)) as pilot:
        app.chart.styles.width = 0
        app.chart.styles.height = 0
        await pilot.pause()
        assert app.chart.render_line(0).cell_length == app.chart.size.width
        assert app.chart.render_line(99).text.strip() == ""


@pytest.mark.parametrize("name", NAMES)
async def test_themes_change_colours_but_never_text(name: str) -> None:
    """Dark, light, 16 colours, a foreign theme: the same text; dark and light differ in colour."""
    app = ChartApp(MAKERS[name]())
    async with app.run_test(size=(100, 24)) as pilot:
        texts, colours = set(), []
        for theme in ("xev-dark", "xev-light", "nord"):
            app.theme = theme
            await pilot.pause()
            texts.add("\n".join(lines_of(app)))
            styles = [part.style for y in range(24) for part in app.chart.render_line(y)]
            colours.append({style.color for style in styles if style is not None})
        assert len(texts) == 1
        assert colours[0] != colours[1]
        app.theme = "xev-ansi"
        await pilot.pause()
        styles = [part.style for y in range(24) for part in app.chart.render_line(y)]
        assert not any(style and style.color and style.color.triplet for style in styles)


@pytest.mark.parametrize("name", NAMES)
async def test_no_color_keeps_a_visible_cursor(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without colours the cursor is a mark, reversed or bold."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = ChartApp(MAKERS[name](), "xev-ansi", plain=True)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        assert app.no_color
        parts = [part for y in range(24) for part in app.chart.render_line(y)]
        marked = [part for part in parts if part.style and (part.style.reverse or part.style.bold)]
        assert marked or "▌" in "".join(lines_of(app))


@pytest.mark.parametrize("width", [24, 44, 60, 120, 200])
async def test_hover_index_is_the_drawn_column(width: int) -> None:
    """Wherever a bar or its name is drawn, the mouse finds that period."""
    app = ChartApp(BarTrend(BARS))
    async with app.run_test(size=(width, 14)):
        chart = app.chart
        assert isinstance(chart, BarTrend)
        for slot in chart.layout_now().slots:
            for x in range(slot.left, slot.left + slot.width):
                assert chart.index_at(x, 5) == slot.index
            assert slot.left <= slot.bar_left
            assert slot.bar_left + slot.bar_width <= slot.left + slot.width
        for slot in chart.layout_now().slots:
            label = BARS[slot.index].label
            start = lines_of(app)[-1].find(label)
            assert start < 0 or chart.index_at(start + len(label) // 2, 0) == slot.index


async def test_bars_are_as_long_as_their_values() -> None:
    """Eighths of foreground in each bar equal its value by the scale."""
    bars = tuple(Bar(str(value), value, "") for value in (-900, -450, 1, 0, 333, 600))
    app = ChartApp(BarTrend(bars))
    async with app.run_test(size=(60, 20)):
        layout = bar_layout(bars, 60, 20, None, compact_number)
        for slot in layout.slots:
            inked = 0
            for y in range(19):
                cell = app.chart.canvas().cell(slot.bar_left, y)
                if cell.foreground.startswith(("loss", "profit")):
                    inked += upward(Glyph(cell.char, "reverse" in cell.foreground))
            value = bars[slot.index].value or 0
            assert inked == abs(layout.axis.scale.eighths(value))


def test_wider_bounds_of_a_curve_fade_to_both_sides_of_the_narrower_ones() -> None:
    level = Level(16, 12, 20, 8, 24)
    tones = {eighth: level.tone(eighth) for eighth in (0, 7, 8, 12, 15, 16, 20, 23, 24, -1)}
    assert list(tones.values()) == [
        *("profit-area", "profit-area", "profit-deep", "profit-inner", "profit-inner"),
        *("profit-band", "profit-far", "profit-far", "", ""),
    ]
    # Where the wider ones reach over zero nothing is certain.
    assert Level(-4, -6, -2, -9, 3).tone(-1) == "loss-deep"
    assert Level(-4, -6, -2, -9, 3).tone(1) == "profit-far"


async def test_waterfall_bars_are_as_long_as_their_steps() -> None:
    """Ink is in proportion to the steps, within one eighth; the loss lies left of the axis."""
    app = ChartApp(Waterfall(STEPS))
    async with app.run_test(size=(120, 12)):
        canvas = app.chart.canvas()
        foreground = []
        for y in range(0, 9, 2):
            row = [canvas.cell(x, y) for x in range(16, 109)]
            drawn = [cell for cell in row if cell.char in "█▏▎▍▌▋▊▉" and cell.char]
            foreground.append(
                sum(rightward(Glyph(c.char, "reverse" in c.foreground)) for c in drawn)
            )
        per = foreground[0] / 245159
        for step, length in zip(STEPS, foreground, strict=True):
            assert abs(length - abs(step.end - step.start) * per) <= 1.5
        axis = canvas.lines()[1].index("│")
        assert canvas.cell(axis - 1, 8).foreground.startswith("loss")
        assert canvas.cell(axis + 1, 8).char == " "


async def test_waterfall_spacing_follows_the_room() -> None:
    """A row between with room for it, none without."""
    app = ChartApp(Waterfall(STEPS, selected=0))
    async with app.run_test(size=(100, 9)) as pilot:
        assert "Cost of sales" in lines_of(app)[2]
        assert "┊" in lines_of(app)[1]
        await pilot.resize_terminal(100, 5)
        await pilot.pause()
        assert "Cost of sales" in lines_of(app)[1]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "curve"])
async def test_keys_move_and_choose(name: str) -> None:
    """Down, end, home and enter send one message each; the ends hold."""
    seen: list[Message] = []
    app = ChartApp(MAKERS[name]())
    async with app.run_test(size=(100, 20), message_hook=seen.append) as pilot:
        chart = app.chart
        assert isinstance(chart, Selectable)
        chart.focus()
        await pilot.press("home", "k", "j", "end", "down", "enter")
        last = chart.count() - 1
        got = [(type(one).__name__, getattr(one, "index", -1)) for one in of_charts(seen)]
        got = list(dict.fromkeys(got))
        assert got[-2:] == [("Selected", last), ("Chosen", last)]
        assert ("Selected", 1) in got
        assert all(isinstance(one, ItemMessage) and one.control is chart for one in of_charts(seen))


async def test_program_does_not_hear_itself() -> None:
    """Assigning `selected` moves the cursor without a message, and clamps."""
    seen: list[Message] = []
    app = ChartApp(BarTrend(BARS))
    async with app.run_test(size=(100, 20), message_hook=seen.append) as pilot:
        chart = app.query_one(BarTrend)
        chart.selected = 99
        await pilot.pause()
        assert chart.selected == len(BARS) - 1
        chart.rows = BARS[:2]
        await pilot.pause()
        assert chart.selected == 1
        chart.rows = ()
        assert chart.selected is None
        assert not of_charts(seen)


async def test_hover_and_click_select_a_bar() -> None:
    """The mouse over a column selects it."""
    seen: list[Message] = []
    app = ChartApp(BarTrend(BARS))
    async with app.run_test(size=(100, 20), message_hook=seen.append) as pilot:
        chart = app.query_one(BarTrend)
        slots = chart.layout_now().slots
        await pilot.hover(BarTrend, offset=(slots[2].centre, 5))
        assert chart.selected == 2
        await pilot.click(BarTrend, offset=(slots[4].left, 15))
        assert chart.selected == 4
        indexes = [one.index for one in of_charts(seen) if isinstance(one, BarTrend.Selected)]
        assert list(dict.fromkeys(indexes)) == [2, 4]


async def test_second_click_chooses_a_row() -> None:
    """First click selects, the next one on the same row chooses."""
    seen: list[Message] = []
    app = ChartApp(MAKERS["tornado"]())
    async with app.run_test(size=(100, 6), message_hook=seen.append) as pilot:
        await pilot.click(Tornado, offset=(5, 1))
        assert not any(isinstance(one, Tornado.Chosen) for one in seen)
        await pilot.click(Tornado, offset=(5, 1))
        chosen = [one for one in seen if isinstance(one, Tornado.Chosen)]
        assert chosen
        assert chosen[0].index == 1
        assert chosen[0].control is app.chart


async def test_click_finds_rows_in_the_text_form() -> None:
    """Too small for a chart: the lines can be clicked all the same."""
    app = ChartApp(Waterfall(STEPS, selected=0))
    async with app.run_test(size=(30, 5)) as pilot:
        assert "−¥188,282" in lines_of(app)[1]
        await pilot.click(Waterfall, offset=(3, 3))
        assert app.query_one(Waterfall).selected == 3
