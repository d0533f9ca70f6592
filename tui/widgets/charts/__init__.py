"""Charts painted in blocks and lines; they take plain numbers and ready-made texts."""

from .bar_layout import Bar
from .bars import BarTrend
from .curve import Curve
from .curve_layout import CurveData, CurvePoint, Mark
from .intervals import IntervalAxis, Span
from .ladder import Kind, PriceLadder, Rung
from .minimap import Minimap, minimap, minimap_month
from .paint import Painted
from .palette import Role
from .pick import Pickable
from .rail import Promise, RailCell, assign_lanes, compose_rail
from .scale import compact
from .scatter import Scatter
from .scatter_layout import Dot
from .spark import spark, spark_two
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
