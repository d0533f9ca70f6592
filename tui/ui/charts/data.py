"""What charts are given: plain numbers and ready-made texts.

Loads no Textual and no Rich, so that a presenter can return it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from tui.ui.charts.scale import finite

Role = Literal["loss", "profit", "neutral", "forecast", "best", "muted"]
"""What a mark means; the theme decides its colour."""
Kind = Literal["picked", "picked rival", "other", "reference"]
"""Picked by the user, one's own or a rival; not picked, the same."""


def role_of(value: Decimal) -> Role:
    """The colour of a gain or a loss."""
    return "profit" if value >= 0 else "loss"


class Bar(NamedTuple):
    """One period. `value`, `low` and `high` share a unit; texts are ready to show."""

    label: str
    value: float | None
    text: str
    low: float | None = None
    high: float | None = None
    role: Role | None = None
    hollow: bool = False
    """Whether only its outline is drawn."""
    basis: str = ""
    """What is counted: where it changes, a dashed line stands between the two names."""
    detail: str = ""

    @property
    def foreground(self) -> str:
        """The given role, or loss and profit by sign."""
        return self.role or ("loss" if self.value is not None and self.value < 0 else "profit")

    def ends(self) -> tuple[float, ...]:
        """The value and its bounds, as far as known."""
        known = (self.value, self.low, self.high)
        return tuple(finite(value) for value in known if value is not None)


class WaterfallStep(NamedTuple):
    """One bar from `start` to `end`, in one unit; `strong` marks sums."""

    label: str
    start: float
    end: float
    text: str
    role: Role = "neutral"
    strong: bool = False

    @property
    def foreground(self) -> str:
        """The colour of its label: neutral bars carry their value in plain text."""
        return "text" if self.role == "neutral" else self.role


def waterfall_steps(
    labels: Sequence[str], values: Sequence[Decimal], text: Callable[[Decimal], str]
) -> tuple[WaterfallStep, ...]:
    """From one sum over what changes it to another: the first and the last value are the sums."""
    steps, at = [], Decimal(0)
    for place, (label, value) in enumerate(zip(labels, values, strict=True)):
        is_sum = place in (0, len(values) - 1)
        start = Decimal(0) if is_sum else at
        at = start + value
        role = role_of(value)
        steps.append(WaterfallStep(label, float(start), float(at), text(value), role, is_sum))
    return tuple(steps)


class TornadoRow(NamedTuple):
    """Results at the two ends of one assumption; `outer_*` adds the rounding to them."""

    label: str
    low: float
    high: float
    low_text: str
    high_text: str
    low_role: Role = "neutral"
    high_role: Role = "neutral"
    outer_low: float | None = None
    outer_high: float | None = None

    def ends(self) -> tuple[float, float]:
        """Smallest and largest result without rounding."""
        return min(self.low, self.high), max(self.low, self.high)

    def reach(self) -> tuple[float, float]:
        """Smallest and largest result with rounding."""
        outer = [value for value in (self.outer_low, self.outer_high) if value is not None]
        return min(*self.ends(), *outer), max(*self.ends(), *outer)

    def texts(self) -> tuple[tuple[str, Role], tuple[str, Role]]:
        """Text and role of the left end and of the right end."""
        low, high = (self.low_text, self.low_role), (self.high_text, self.high_role)
        return (low, high) if self.low <= self.high else (high, low)


class IntervalRow(NamedTuple):
    """One value: thin support `low`..`high` (None: open end), thick core, a point if known."""

    label: str
    low: float | None
    high: float | None
    text: str
    core_low: float | None = None
    core_high: float | None = None
    point: float | None = None
    glyph: str = "●"
    role: Role = "neutral"
    preferred: bool = False

    def ends(self) -> list[float]:
        """All known values."""
        known = (self.low, self.high, self.core_low, self.core_high, self.point)
        return [value for value in known if value is not None]


class CurvePoint(NamedTuple):
    """Value `y` at volume `x`, and its bounds if known; `x` ascends over a curve.

    `far_low` and `far_high` are wider bounds, under whatever else is assumed.
    """

    x: float
    y: float
    low: float | None = None
    high: float | None = None
    far_low: float | None = None
    far_high: float | None = None

    @property
    def ends(self) -> tuple[float, float, float, float]:
        """Both pairs of bounds, the narrower first; the value itself where there are none."""
        low, high = (self.y if end is None else end for end in (self.low, self.high))
        low, high = min(low, high), max(low, high)
        far = (
            low if self.far_low is None else self.far_low,
            high if self.far_high is None else self.far_high,
        )
        return low, high, min(low, *far), max(high, *far)


class CurveMark(NamedTuple):
    """A place on the rail; `major` ones (break-even) are named above it, others below."""

    x: float
    label: str
    major: bool = False


class CurveData(NamedTuple):
    """Everything a curve shows. Values below `floor` are cut off, and a text says so."""

    points: tuple[CurvePoint, ...]
    marks: tuple[CurveMark, ...] = ()
    low_label: str = ""
    high_label: str = ""
    cursor: float | None = None
    cursor_label: str = ""
    floor: float | None = None


class Rung(NamedTuple):
    """One price, its text ready to show."""

    label: str
    value: float
    text: str
    kind: Kind = "other"
    key: str = ""
    """What whoever gave it knows it by."""


class Dot(NamedTuple):
    """A point; `x` and `y` in the units of the two axes."""

    x: float
    y: float
    label: str
    kind: Kind = "other"
    key: str = ""
    """What whoever gave it knows it by."""


class RailCell(NamedTuple):
    """One character of a rail; an empty role is the plain text colour."""

    char: str
    role: str = ""


class RailLane(NamedTuple):
    """A promise on a rail: the rows (from 0) where it was made and was due; `end` None is open."""

    start: int
    end: int | None
    role: str = "neutral"


class RankBar(NamedTuple):
    """A row of a ranking, its texts ready to show."""

    place: str
    label: str
    value: float | None
    """None for a row without a place, which stands apart behind the others."""
    text: str
    """The value, with the mark of its footnote behind it."""
    role: str
    off: tuple[str, ...] = ()
    """What is said of it where it runs off the scale, the longest first: `58 × Xiaomi`."""
    side: str = ""
    """How sure it is."""
    basis: str = ""
    """What it is of; without a place, why."""
    hollow: bool = False
    """Whether it rests on a single weak source."""


class StripMark(NamedTuple):
    """A quarter on a strip: where it stands, gain or loss, and whether it counts."""

    x: float
    gained: bool
    counts: bool = True
    is_chosen: bool = False
    """Whether it is the quarter under the cursor, in the row under it."""


class StripRow(NamedTuple):
    """The quarters of one row by a quantity, and between which of them it turned."""

    label: str
    note: str
    marks: tuple[StripMark, ...]
    bracket: tuple[float, float] | None
    text: str
