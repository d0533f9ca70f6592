"""Charts painted in blocks and lines; they take plain numbers and ready-made texts.

A chart is imported when it is asked for: the first screen shows few of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .minimap import Minimap, minimap, minimap_month
from .spark import spark, spark_two

if TYPE_CHECKING:
    from .bar_layout import Bar
    from .bars import BarTrend
    from .curve import Curve
    from .curve_layout import CurveData, CurvePoint, Mark
    from .intervals import IntervalAxis, Span
    from .ladder import Kind, PriceLadder, Rung
    from .paint import Painted
    from .palette import Role
    from .pick import Pickable
    from .rail import Promise, RailCell, assign_lanes, compose_rail
    from .scale import compact
    from .scatter import Scatter
    from .scatter_layout import Dot
    from .tornado import Swing, Tornado
    from .waterfall import Step, Waterfall

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
