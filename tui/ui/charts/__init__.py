"""Charts painted in blocks and lines; they take plain numbers and ready-made texts.

A chart is imported when it is asked for: the first screen shows few of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from tui.ui.charts.minimap import Minimap, minimap, minimap_month
from tui.ui.charts.spark import spark, spark_two

if TYPE_CHECKING:
    from tui.ui.charts.bar_layout import Bar
    from tui.ui.charts.bars import BarTrend
    from tui.ui.charts.curve import Curve
    from tui.ui.charts.curve_layout import CurveData, CurvePoint, Mark
    from tui.ui.charts.intervals import IntervalAxis, Span
    from tui.ui.charts.ladder import Kind, PriceLadder, Rung
    from tui.ui.charts.paint import Painted
    from tui.ui.charts.palette import Role
    from tui.ui.charts.pick import Pickable
    from tui.ui.charts.rail import Promise, RailCell, assign_lanes, compose_rail
    from tui.ui.charts.scale import compact
    from tui.ui.charts.scatter import Scatter
    from tui.ui.charts.scatter_layout import Dot
    from tui.ui.charts.tornado import Swing, Tornado
    from tui.ui.charts.waterfall import Step, Waterfall

__all__ = [
    "Bar",
    "BarTrend",
    "Curve",
    "CurveData",
    "CurvePoint",
    "Dot",
    "IntervalAxis",
    "Kind",
    "Mark",
    "Minimap",
    "Painted",
    "Pickable",
    "PriceLadder",
    "Promise",
    "RailCell",
    "Role",
    "Rung",
    "Scatter",
    "Span",
    "Step",
    "Swing",
    "Tornado",
    "Waterfall",
    "assign_lanes",
    "compact",
    "compose_rail",
    "minimap",
    "minimap_month",
    "spark",
    "spark_two",
]

_HOMES = {
    "bar_layout": ("Bar",),
    "bars": ("BarTrend",),
    "curve": ("Curve",),
    "curve_layout": ("CurveData", "CurvePoint", "Mark"),
    "intervals": ("IntervalAxis", "Span"),
    "ladder": ("Kind", "PriceLadder", "Rung"),
    "paint": ("Painted",),
    "palette": ("Role",),
    "pick": ("Pickable",),
    "rail": ("Promise", "RailCell", "assign_lanes", "compose_rail"),
    "scale": ("compact",),
    "scatter": ("Scatter",),
    "scatter_layout": ("Dot",),
    "tornado": ("Swing", "Tornado"),
    "waterfall": ("Step", "Waterfall"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import a chart on first use. Raises AttributeError for a name that is none of ours."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)
