"""Blocks, scales, canvas, lanes, sparks and months: pure functions."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.ui.charts_data import rightward
from tui.facts import fmt
from tui.ui.charts.axis import MonthAxis, axis_ticks
from tui.ui.charts.bars import bar_layout
from tui.ui.charts.blocks import bar_down, bar_up, span, spark, split, upward
from tui.ui.charts.canvas import Canvas, fit
from tui.ui.charts.data import Bar, RailCell, RailLane
from tui.ui.charts.glyphs import Glyph, ascii_glyph, stroke
from tui.ui.charts.rail import assign_lanes, compose_rail
from tui.ui.charts.scale import STEPS, Scale, anchor, compact_number, halves, ticks

NUMBERS = st.floats(-1e9, 1e9, allow_nan=False)


@given(st.integers(-5, 2000))
def test_bar_length_is_its_value_up_and_down(length: int) -> None:
    """Eighths of foreground add up to the length, whichever way the bar points."""
    for glyphs in (bar_up(length), bar_down(length)):
        assert sum(upward(glyph) for glyph in glyphs) == max(0, length)
        assert len(glyphs) == -(-max(0, length) // 8)
    assert not any(glyph.reverse for glyph in bar_up(length))


@given(st.integers(-500, 500), st.integers(-500, 500))
def test_span_length_is_the_distance(start: int, end: int) -> None:
    """Ink adds up, cells follow each other and stay within the two ends."""
    placed = span(start, end)
    assert sum(rightward(glyph) for _, glyph in placed) == abs(end - start)
    cells = [cell for cell, _ in placed]
    assert cells == list(range(cells[0], cells[0] + len(cells))) if cells else start == end
    assert all(min(start, end) // 8 <= cell <= (max(start, end) - 1) // 8 for cell in cells)


@given(st.integers(0, 8), st.sampled_from(["", "a", "b"]), st.sampled_from(["", "a", "b"]))
def test_split_finds_two_tones_exactly(eighths: int, below: str, above: str) -> None:
    """A cell that is two-toned already is drawn as it is."""
    tones = [below] * eighths + [above] * (8 - eighths)
    found = split(tones)
    assert [found.below] * found.eighths + [found.above] * (8 - found.eighths) == tones


@given(NUMBERS, NUMBERS, st.integers(1, 12))
def test_ticks_are_round_even_and_few(low: float, high: float, most: int) -> None:
    """At most `most` ticks, inside, equally far apart by a round step."""
    found = ticks(low, high, most)
    assert len(found) <= most
    slack = 1e-6 * max(1.0, abs(low), abs(high))
    assert all(low - slack <= tick <= high + slack for tick in found)
    if len(found) > 1:
        gaps = [after - before for before, after in pairwise(found)]
        lead = float(f"{gaps[0]:.3e}".partition("e")[0])
        assert min(abs(lead - step) for step in (*STEPS, 10.0)) < 0.02
        assert max(gaps) - min(gaps) <= 1e-6 * max(abs(found[0]), abs(found[-1]), max(gaps))


def test_ticks_have_no_dust() -> None:
    """Binary fractions do not show."""
    assert ticks(0, 1, 6) == (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    assert ticks(-75000, 7000, 4) == (-60000.0, -40000.0, -20000.0, 0.0)
    assert ticks(0, 5e-324) == ()
    assert ticks(5, 5) == ()
    assert ticks(0, float("nan")) == ()


@given(NUMBERS, NUMBERS, NUMBERS, st.integers(0, 400))
def test_scale_stays_inside_and_keeps_order(
    low: float, high: float, value: float, units: int
) -> None:
    """A unit is within the axis and comes back to within one unit."""
    axis = Scale(min(low, high), max(low, high), units)
    unit = axis.at(value)
    assert 0 <= unit <= units
    if units and axis.low < axis.high and axis.low <= value <= axis.high:
        assert abs(axis.value(unit) - value) <= (axis.high - axis.low) / units + 1e-6


@given(st.floats(0, 1e9), st.floats(0, 1e9), st.integers(0, 60))
def test_halves_fit_both_extremes(positive: float, negative: float, rows: int) -> None:
    """Rows add up and no bar leaves its half."""
    shared = halves(positive, negative, rows)
    assert shared.up + shared.down == rows
    assert positive * shared.per <= shared.up * 8 + 1e-6
    assert negative * shared.per <= shared.down * 8 + 1e-6
    assert shared.eighths(-negative) >= -shared.down * 8


@given(st.floats(-1e9, 0), st.floats(0, 1e9), st.integers(1, 200), st.sampled_from([2, 8]))
def test_anchor_keeps_offsets_inside(low: float, high: float, cells: int, units: int) -> None:
    """Both ends lie on the axis."""
    base = anchor(low, high, cells, units)
    assert 0 <= base.at(low) <= base.at(high) <= cells * units


@given(st.text(max_size=30), st.integers(-10, 30), st.integers(-3, 8))
def test_canvas_never_grows(text: str, x: int, y: int) -> None:
    """Whatever is put wherever, every line keeps the width of the canvas."""
    canvas = Canvas(12, 4)
    canvas.put(x, y, text)
    canvas.put(x + 1, y, "小米x", "loss reverse")
    canvas.background(x, y, 5, 5, "selected")
    assert len(canvas.lines()) == 4
    for row in range(4):
        assert cell_len(canvas.lines()[row]) == 12
        assert sum(cell_len(run.char) for run in canvas.runs(row)) == 12


def test_canvas_mends_wide_characters() -> None:
    """Half a wide character becomes a space."""
    canvas = Canvas(4, 1)
    canvas.put(-1, 0, "小米")
    assert canvas.lines() == (" 米 ",)
    canvas.put(1, 0, "x")
    assert canvas.lines() == (" x  ",)
    canvas.put(3, 0, "小")
    assert canvas.lines() == (" x  ",)


@given(st.text(max_size=40), st.integers(0, 20))
def test_fit_fits(text: str, width: int) -> None:
    """A cut text says so and is not too wide."""
    assert cell_len(fit(text, width)) <= width or cell_len(text) <= width


def test_fit_cuts_between_words_where_that_leaves_half_of_the_room() -> None:
    """A word is cut only where it is long."""
    assert fit("New SU7 open for refundable reservations", 32) == "New SU7 open for refundable…"
    assert fit("New SU7, open for all", 10) == "New SU7…"
    assert fit("A Donaudampfschifffahrt begins", 12) == "A Donaudamp…"


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=9), st.integers(6, 40))
@pytest.mark.parametrize("currency", ["CNY", "USD"])
def test_bars_have_two_round_values_with_texts_of_their_own(
    currency: str, values: list[float], height: int
) -> None:
    """In every currency, whatever the values are."""
    assume(max(map(abs, values)) >= 10)
    bars = [Bar("", value, "") for value in values]
    layout = bar_layout(bars, 60, height, None, lambda value: fmt.tick(value, currency))
    rows, texts = zip(*layout.axis.levels, strict=True)
    assert len(set(texts)) == len(set(rows)) == len(texts) > 1


@given(NUMBERS, NUMBERS, st.integers(18, 120))
def test_an_axis_has_two_round_values_apart_from_each_other(
    low: float, high: float, cells: int
) -> None:
    """Also where their texts take a third of it."""
    low, high = min(low, high), max(low, high)
    assume(high - low > max(abs(low), abs(high)) / 20 > 1)
    found = axis_ticks(Scale(low, high, cells - 1), cells, lambda x: f"{x:.3g}"[:6].rjust(6))
    assert len(found) > 1
    assert all(b.column - a.column >= 9 for a, b in pairwise(found))


def test_ascii_has_no_other_characters() -> None:
    """Every glyph of the charts has a stand-in of one cell."""
    glyphs = "█▓▒░━╸╺╼╾─╴╶┄−│┃╷╵┊╎╭╮╰╯┼┬┴┯●○•◆◇★■▲▼▌◂▸‹›✓✗≈±¥€…▁▂▃▄▅▆▇▏▎▍▋▊▉“”’·–"
    text = "".join(ascii_glyph(Glyph(char)).char for char in glyphs)
    assert text.isascii()
    assert len(text) == len(glyphs)
    assert ascii_glyph(Glyph("▂", True)) == Glyph("#")
    assert ascii_glyph(Glyph("▆", True)) == Glyph(" ")


def test_stroke_mixes_weights() -> None:
    """Thin and thick meet in the middle of a cell."""
    assert stroke(4, [(0, 8, "thin"), (3, 6, "thick")]) == "─╼━─"
    assert stroke(0, [(0, 4, "thick")]) == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (-37698, "−37.7k"), (2.5e6, "2.5M"), (1.2e9, "1.2bn"), (0.4, "0.4")],
)
def test_compact(value: float, text: str) -> None:
    """Short numbers with a real minus."""
    assert compact_number(value) == text


PROMISES = st.lists(
    st.tuples(st.integers(0, 30), st.none() | st.integers(0, 12)).map(
        lambda pair: RailLane(pair[0], None if pair[1] is None else pair[0] + pair[1])
    ),
    max_size=12,
)


@given(PROMISES, st.integers(1, 4))
def test_lanes_never_hold_two_promises_at_once(promises: list[RailLane], limit: int) -> None:
    """Greedy colouring: within the limit, no overlap, and none left out while a lane is free."""
    lanes = assign_lanes(promises, limit)
    assert all(lane is None or 0 <= lane < limit for lane in lanes)
    ends = [
        (one.start, 10**9 if one.end is None else one.end, lane)
        for one, lane in zip(promises, lanes, strict=True)
    ]
    for index, (start, end, lane) in enumerate(ends):
        for other_start, other_end, other_lane in ends[:index]:
            if lane is not None and lane == other_lane:
                assert end < other_start or other_end < start


@given(PROMISES)
def test_rail_rows_are_equally_wide(promises: list[RailLane]) -> None:
    """Every row has the mark first and the same width, at most ten cells."""
    rows = compose_rail([RailCell("●")] * 43, promises)
    assert len(rows) == 43
    assert len({len(row) for row in rows}) == 1
    assert len(rows[0]) <= 10
    assert all(row[0].char == "●" for row in rows)
    assert all(cell_len(cell.char) == 1 for row in rows for cell in row)


def test_rail_of_the_design() -> None:
    """Lanes open, cross, close and stay open."""
    marks = [RailCell(char) for char in "◇■◇◇◆●◆◆◇■"]
    promises = [RailLane(0, 4), RailLane(2, 6, "loss"), RailLane(3, 7, "profit"), RailLane(8, None)]
    rows = compose_rail(marks, promises)
    assert ["".join(cell.char for cell in row) for row in rows] == [
        "◇─╮     ",
        "■ │     ",
        "◇─┼─╮   ",
        "◇─┼─┼─╮ ",
        "◆─╯ │ │ ",
        "●   │ │ ",
        "◆───╯ │ ",
        "◆─────╯ ",
        "◇─╮     ",
        "■ ┊     ",
    ]
    assert rows[2][4] == RailCell("╮", "loss")


def test_rail_with_two_promises_in_a_row() -> None:
    """Two outcomes of one event meet on its line."""
    promises = [RailLane(0, 2), RailLane(0, 2)]
    rows = compose_rail([RailCell("◇"), RailCell("●"), RailCell("◆")], promises)
    assert ["".join(cell.char for cell in row) for row in rows] == ["◇─┬─╮ ", "● │ │ ", "◆─┴─╯ "]


@given(st.lists(st.none() | st.floats(-1e6, 1e6), max_size=20))
def test_spark_has_a_character_a_value(values: list[float | None]) -> None:
    """Same length, gaps as spaces."""
    text = spark(values)
    assert len(text) == len(values)
    assert all((char == " ") == (value is None) for char, value in zip(text, values, strict=True))


def test_spark_begins_at_zero() -> None:
    """A quarter of the largest is a quarter as high; losses hang."""
    assert spark([27, 54, 108]) == "▂▄█"
    assert spark([100, 100, 99]) == "███"
    assert spark([-4, -1, 0, 4]) == "█▔▁█"


def test_months_and_years_have_their_columns() -> None:
    """Days are counted by month, years told where they begin; a column leads back to its month."""
    first, last = date(2024, 1, 1), date(2025, 12, 31)
    days = [date(2024, 3, 1), date(2025, 5, 2), date(2025, 5, 28), date(2030, 1, 1)]
    axis = MonthAxis(first, last, 24)
    assert axis.counts(days) == {2: 1, 16: 2}
    assert list(axis.years()) == [(0, "╵2024"), (12, "╵2025")]
    assert axis.month(16) == date(2025, 5, 1)
    assert not list(MonthAxis(first, last, 0).years())


@given(st.integers(1, 200), st.integers(0, 300))
def test_months_keep_their_width(width: int, months: int) -> None:
    """All columns lie inside, any span."""
    first = date(2015, 3, 31)
    last = date(2015 + months // 12, months % 12 + 1, 28)
    axis = MonthAxis(first, max(first, last), width)
    assert all(0 <= column < width for column in axis.counts([first, last]))
    assert all(column + len(text) <= width for column, text in axis.years())
    for column in range(width):
        assert first.replace(day=1) <= axis.month(column)
