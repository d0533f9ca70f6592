"""Figures for the chart tests, and an app that shows one widget."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App, ComposeResult
from textual.message import Message

from tui.app import themes
from tui.ui.charts.bars import BarTrend
from tui.ui.charts.curve import Curve
from tui.ui.charts.data import (
    Bar,
    CurveData,
    CurveMark,
    CurvePoint,
    Dot,
    IntervalRow,
    Rung,
    TornadoRow,
    WaterfallStep,
)
from tui.ui.charts.glyphs import RIGHT, Glyph
from tui.ui.charts.intervals import IntervalAxis
from tui.ui.charts.ladder import PriceLadder
from tui.ui.charts.paint import CanvasWidget
from tui.ui.charts.scatter import Scatter
from tui.ui.charts.tornado import Tornado
from tui.ui.charts.waterfall import Waterfall

BARS = (
    Bar("Q2 24", -65917, "−¥65.9k", -67748, -64086, detail="−¥65,917 ± 1,831"),
    Bar("Q3 24", -37698, "−¥37.7k", -38955, -36441),
    Bar("Q4 24", -10043, "−¥10.0k", basis="new basis"),
    Bar("Q1 25", -6590, "−¥6.6k", -7249, -5931),
    Bar("Q2 25", None, "–"),
    Bar("Q3 25", 6434, "+¥6.4k", 5974, 6894),
    Bar("Q4 25", 9000, "+¥9.0k", role="forecast"),
)
STEPS = (
    WaterfallStep("Revenue", 0, 245159, "¥245,159", strong=True),
    WaterfallStep("Cost of sales", 245159, 56877, "−¥188,282", "loss"),
    WaterfallStep("Gross profit", 0, 56877, "¥56,877", "profit", strong=True),
    WaterfallStep("Opex", 56877, -6590, "−¥63,467", "loss"),
    WaterfallStep("亏损 Loss", -6590, 0, "−¥6,590", "loss", strong=True),
)
CURVE = CurveData(
    tuple(
        CurvePoint(x, 7900 - 6.688e8 / x, 7900 - 7e8 / x, 7900 - 6.3e8 / x)
        for x in range(20_000, 160_001, 2_000)
    ),
    (
        CurveMark(84_656, "85k break-even", major=True),
        CurveMark(75_869, "Q1 25"),
        CurveMark(81_302, "Q2 25"),
    ),
    "20k",
    "160k",
    96_000,
    "+$924 at 96,000 cars",
    floor=-9_300,
)
SWINGS = (
    TornadoRow("Price ± 5%", -779, 2627, "−$779", "+$2,627", "loss", "profit", -900, 2700),
    TornadoRow("Cars ± 10%", 1558, 149, "+$1,558", "+$149", "profit", "profit"),
    TornadoRow("Exchange ± 5%", 878, 970, "+$878", "+$970"),
)
SPANS = (
    IntervalRow("Filing", -7249, -5931, "−6,590 ± 659", -6800, -6400, -6590, preferred=True),
    IntervalRow("Article", -6839, -6119, "−6,479", point=-6479, glyph="◆"),
    IntervalRow("小米 Analyst", None, -3600, "under −3,600"),
    IntervalRow("Open", None, None, "unknown"),
)
DOTS = (
    Dot(215900, 700, "SU7", "picked"),
    Dot(245900, 830, "SU7 Pro", "picked"),
    Dot(253500, 835, "YU7", "picked"),
    Dot(263500, 593, "Tesla Model Y", "reference"),
    Dot(279900, 770, "YU7 Pro"),
    Dot(299900, 800, "SU7 Max"),
    Dot(529900, 630, "SU7 Ultra [x]"),
)
RUNGS = tuple(Rung(dot.label, dot.x, f"¥{dot.x:,.0f}", dot.kind) for dot in DOTS)
FRONTIER = ((215900.0, 700.0), (245900.0, 830.0), (253500.0, 835.0))


def tornado() -> Tornado:
    """Swings about 924."""
    chart = Tornado(SWINGS, selected=0, id="chart")
    chart.base = 924
    return chart


def curve() -> Curve:
    """The curve with all that it can show."""
    chart = Curve(id="chart")
    chart.data = CURVE
    return chart


def scatter() -> Scatter:
    """Dots and the line of the best."""
    chart = Scatter(DOTS, selected=1, id="chart")
    chart.frontier = FRONTIER
    return chart


MAKERS: dict[str, Callable[[], CanvasWidget]] = {
    "bars": lambda: BarTrend(BARS, selected=3, id="chart"),
    "waterfall": lambda: Waterfall(STEPS, selected=1, id="chart"),
    "curve": curve,
    "tornado": tornado,
    "intervals": lambda: IntervalAxis(SPANS, selected=2, id="chart"),
    "scatter": scatter,
    "ladder": lambda: PriceLadder(RUNGS, selected=1, id="chart"),
}
EMPTY: dict[str, Callable[[], CanvasWidget]] = {
    "bars": BarTrend,
    "waterfall": Waterfall,
    "curve": Curve,
    "tornado": Tornado,
    "intervals": IntervalAxis,
    "scatter": Scatter,
    "ladder": PriceLadder,
}


class ChartApp(App[None]):
    """One chart filling the screen; keeps the messages of charts."""

    def __init__(
        self, chart: CanvasWidget, theme: str = "xev-dark", *, plain: bool = False
    ) -> None:
        super().__init__(ansi_color=True if plain else None)
        for known in themes.THEMES:
            self.register_theme(known)
        self.theme = theme
        self.ascii_only = False
        self.chart = chart

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The names charts need, for themes that lack them."""
        return dict(themes.DARK.variables)

    def compose(self) -> ComposeResult:
        """The chart alone."""
        yield self.chart


def of_charts(messages: list[Message]) -> list[Message]:
    """Only messages that charts define."""
    return [message for message in messages if type(message).__module__.startswith("tui.ui")]


def rightward(glyph: Glyph) -> int:
    """Eighths of foreground in a glyph of a horizontal bar."""
    eighths = RIGHT.index(glyph.char)
    return 8 - eighths if glyph.reverse else eighths
