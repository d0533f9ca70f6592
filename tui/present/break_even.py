"""Break-even as a range, in sentences and as a table that tabs and commands share."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from tui.economics.account import Account
from tui.economics.band import Band, break_even_band
from tui.economics.behaviour import Span
from tui.economics.break_even import PARTS, SHARES, Past, Spot, delivered, spanned, spots, surpassed
from tui.economics.scenario import Scenario
from tui.economics.solve import BREAK_EVEN, needed
from tui.economics.wording import volumes
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.interval import ZERO, Interval
from tui.present.assumed import assumed_value, phrases
from tui.present.table import Cell, Column, Table

_EACH = {"quarter": "a quarter", "half": "in half a year", "year": "a year"}


def each_of(base: Account) -> str:
    """Of how long a time its cars are: `a quarter`; empty for a stretch that has no name."""
    kind = base.period.kind if base.period else ""
    return _EACH["year"] if base.is_trailing else _EACH.get(kind, "")


class EvenRange(NamedTuple):
    """The break-even under the ranges of a scenario; over the preset span of the fixed share of
    opex, where none is assumed."""

    scenario: Scenario
    """With that span."""
    band: Band
    each: str
    """`a quarter`."""
    is_preset: bool
    """Whether nothing but that span makes it a range."""

    @property
    def cars(self) -> str:
        """`142,000 to 197,000 cars a quarter`, rounded outwards."""
        return volumes(self.band.low, self.band.high, self.each)

    @property
    def says(self) -> str:
        """`at 142,000 to 197,000 cars a quarter, with 75% to 100% of opex fixed, rounded
        outwards`."""
        return f"at {self.cars}, with {self.under}, rounded outwards"

    @property
    def under(self) -> str:
        """What it holds under: `75% to 100% of opex fixed`."""
        return fmt.joined(phrases(self.scenario, {*self.band.at_low, *self.band.at_high}))

    @property
    def point(self) -> str:
        """What holds for the single volume inside the range."""
        return "with all opex fixed" if self.is_preset else "in the central case"

    def beyond(self, past: Sequence[Past]) -> str:
        """That it is more than was delivered in any such period; empty where it is not."""
        ends = [end for end in (self.band.low, self.band.high) if end.is_finite()]
        most = surpassed(past, max(ends))
        if most is None:
            return ""
        end = "It" if min(ends) > most.cars else "The upper end"
        cars = fmt.counted(most.cars, "cars")
        return f"{end} is above the most delivered in a {most.span} so far: {cars} in {most.label}."


def even_range(scenario: Scenario, span: Span) -> EvenRange | None:
    """None where it is no range: a share is assumed, or no volume breaks even at any."""
    over = spanned(scenario, span)
    band, is_preset = break_even_band(over), over is not scenario and not scenario.ranges
    if band is None or not band.is_moved or not band.low.is_finite():
        return None
    if is_preset and not needed(scenario.account.corners[0], "deliveries", BREAK_EVEN).is_finite():
        return None
    return EvenRange(over, band, each_of(scenario.published), is_preset)


def beyond(book: FactBook, scenario: Scenario) -> str:
    """Of more cars than any such period had: `more than in any quarter so far (145,115 in Q4 25)`.

    Empty where no more are assumed.
    """
    move = scenario.moves.get("deliveries")
    if move is None:
        return ""
    ends = (scenario.put("deliveries", end) for end in move.ends or (move,))
    most = max((cars for end in ends if (cars := assumed_value(end, "deliveries"))), default=ZERO)
    past = surpassed(delivered(book, scenario.published), most)
    if past is None:
        return ""
    return f"more than in any {past.span} so far ({fmt.number(past.cars)} in {past.label})"


BEYOND = "▲"


def break_even_table(
    scenario: Scenario,
    past: Sequence[Past],
    shares: Sequence[Decimal] = SHARES,
    parts: Sequence[Decimal] = PARTS,
) -> Table:
    """Break-even by fixed share of opex and fixed part of cost of sales, each with the first period
    that reached it."""
    heads = (Column(f"{fmt.plain(part)}% of cost fixed") for part in parts)
    rows = (
        (Cell(f"{fmt.plain(row[0].opex_fixed_share)}%"), *map(_spot, row))
        for row in spots(scenario, past, shares, parts)
    )
    return Table("Break-even", (Column("Opex fixed"), *heads), tuple(rows))


def _spot(spot: Spot) -> Cell:
    if not spot.volume.is_finite():
        return Cell("never", role="loss")
    if not spot.volume:
        return Cell("any", role="profit")
    cars = fmt.number(fmt.to_step(spot.volume, Decimal(1), ROUND_CEILING))
    mark = spot.reached.label if spot.reached else BEYOND if spot.is_beyond else ""
    core = Interval(spot.low, spot.high)
    figure = Figure(spot.volume, core, core, "cars", "break-even volume")
    return Cell(f"{cars} {mark:>5}", figure, role="" if spot.reached else "muted")


def legend(past: Sequence[Past]) -> tuple[str, ...]:
    """What the marks of the table mean."""
    most = max(past, key=lambda one: one.cars, default=None)
    if most is None:
        return ()
    cars = fmt.counted(most.cars, "cars")
    return (
        f"Central case, and the first {most.span} with as many cars.",
        f"{BEYOND} above the most delivered in a {most.span}: {cars} in {most.label}.",
    )
